"""The outline of a document, which readers show beside the pages (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mreport.writers.pdf.file import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mreport.writers.pdf.file import File


@dataclass(slots=True)
class Bookmark:
    """A heading: its level from 1, its words, the number of its page, where in points from its lower left."""

    level: int
    words: str
    page: int
    place: tuple[float, float]
    below: list[Bookmark] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many are below it, at any depth."""
        return len(self.below) + sum(bookmark.count for bookmark in self.below)


def outline(file: File, bookmarks: Iterable[Bookmark]) -> int | None:
    """Write the outline of bookmarks in order, all of it open; returns its number, None where there are none."""
    root = Bookmark(0, "", 0, (0, 0))
    above = [root]
    for bookmark in bookmarks:
        while above[-1].level >= bookmark.level:
            above.pop()
        above[-1].below.append(bookmark)
        above.append(bookmark)
    if not root.below:
        return None
    number = file.reserve()
    return file.add(f"<</Type/Outlines{_below(file, root, number)}>>", number)


def _below(file: File, parent: Bookmark, parent_number: int) -> str:
    """Write what is below a bookmark; returns the entries by which it is found."""
    numbers = [file.reserve() for _ in parent.below]
    for index, (bookmark, number) in enumerate(zip(parent.below, numbers, strict=True)):
        before = f"/Prev {numbers[index - 1]} 0 R" if index else ""
        behind = f"/Next {numbers[index + 1]} 0 R" if index + 1 < len(numbers) else ""
        x, y = bookmark.place
        file.add(
            f"<</Title{text(bookmark.words)}/Parent {parent_number} 0 R{before}{behind}"
            f"/Dest[{bookmark.page} 0 R/XYZ {x:.3f} {y:.3f} 0]{_below(file, bookmark, number)}>>",
            number,
        )
    return f"/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R/Count {parent.count}" if numbers else ""
