"""Pages as they come into the file: what is painted on each, its links, the key by which its content is found.

What runs on them names how many there are: it is content of its own, written when they all are.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mreport.writers.pdf.file import references, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.layout import Layout
    from mreport.writers.pdf.file import File
    from mreport.writers.pdf.furniture import Running
    from mreport.writers.pdf.paint import Mark, Painting
    from mreport.writers.pdf.resources import Resources

_POINTS = 72 / 25.4  # to the millimetre
_BRANCH = 64  # pages of one node of the tree


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page that is in the file: the number of its object, its key in the parent tree, what is marked on it."""

    number: int
    key: int
    marks: list[Mark]


class Pages:
    """The pages of a document, each written when it is added; `finish` writes the tree that they hang on."""

    def __init__(self, file: File, resources: Resources, layout: Layout, running: Sequence[Running]) -> None:
        self.next_key = 0
        self._file = file
        self._running = running
        self._numbers = array("L")  # of the pages
        self._ran = array("L")  # of what runs on each
        self._resources = resources
        sides = f"0 0 {layout.width * _POINTS:.6f} {layout.height * _POINTS:.6f}"
        self._common = f"/MediaBox[{sides}]/Resources {resources.number} 0 R/Tabs/S"
        self._branches: list[int] = []

    def add(self, painting: Painting) -> Leaf:
        """Paint and write the next page."""
        if len(self._numbers) % _BRANCH == 0:
            self._branches.append(self._file.reserve())
        key = self._key()
        drawn = "{} {} {} {} {} {} cm\n{}".format(*painting.matrix, painting.paint(self._resources))
        content = f"{self._file.stream(drawn.encode('ascii'))} 0 R"
        if self._running:
            self._ran.append(self._file.reserve())
            content = f"[{content} {self._ran[-1]} 0 R]"
        annotations = [self._link(mark) for mark in painting.marks if mark.link]
        linked = f"/Annots[{' '.join(annotations)}]" if annotations else ""
        page = self._file.add(
            f"<</Type/Page/Parent {self._branches[-1]} 0 R{self._common}/StructParents {key}"
            f"/Contents {content}{linked}>>"
        )
        self._numbers.append(page)
        return Leaf(page, key, painting.marks)

    def _key(self) -> int:
        self.next_key += 1
        return self.next_key - 1

    def _link(self, mark: Mark) -> str:
        """The annotations of a link, one for each line of it (ISO 32000-1, 12.5.6.5)."""
        address = text(mark.link or "")
        for box in mark.boxes:
            key, sides = self._key(), " ".join([f"{side:.2f}" for side in box])
            annotation = self._file.add(
                f"<</Type/Annot/Subtype/Link/Rect[{sides}]/Border[0 0 0]/F 4/StructParent {key}"
                f"/A<</S/URI/URI {address}>>/Contents {address}>>"
            )
            mark.annotations.append((annotation, key))
        return references(annotation for annotation, _ in mark.annotations)

    def finish(self) -> int:
        """Write what runs on the pages, and the tree of them; returns the number of its root."""
        for number, ran in enumerate(self._ran, 1):
            shown = (one.shown(number, len(self._numbers), self._resources.fonts) for one in self._running)
            self._file.stream("\n".join(shown).encode("ascii"), number=ran)
        root = self._file.reserve()
        for index, branch in enumerate(self._branches):
            leaves = self._numbers[index * _BRANCH : (index + 1) * _BRANCH]
            self._file.add(f"<</Type/Pages/Parent {root} 0 R/Count {len(leaves)}/Kids[{references(leaves)}]>>", branch)
        count, kids = len(self._numbers), references(self._branches)
        return self._file.add(f"<</Type/Pages/Count {count}/Kids[{kids}]>>", root)
