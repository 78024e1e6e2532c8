"""Headings and paragraphs: their lines, and the part of them that stands on one page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mreport.page import classes
from mreport.writers.pdf.lines import BOLD, fill, inline
from mreport.writers.pdf.plan import MM, PT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from mreport.writers.pdf.lines import Line
    from mreport.writers.pdf.lists import Label
    from mreport.writers.pdf.plan import Measures

_KEPT = frozenset(("h1", "h2", "h3", "caption"))
_FEWEST_LINES = 2  # of a block that goes on over pages, on each of them
_TOLERANCE = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A heading or paragraph of the page; lengths in px."""

    element: Element
    lines: list[Line]
    size: float
    line: float  # height of a line
    before: float
    after: float
    keeps: bool  # stands on one page with what follows
    left: float = 0.0
    label: Label | None = None  # the sign or number before its first line
    centred: bool = False

    @classmethod
    def of(
        cls,
        element: Element,
        measures: Measures,
        glossary: Sequence[str],
        *,
        left: float = 0.0,
        label: Label | None = None,
    ) -> Block | None:
        """The block of an element that the layout has a look for, else None."""
        named = classes(element)
        look = measures.layout.block(element.tag, named)
        if look is None:
            return None
        size = look.size * PT
        style = replace(
            measures.cell,
            size=size,
            weight=BOLD if look.bold else measures.cell.weight,
            colour=look.colour or measures.layout.ink,
            lang=element.get("lang") or measures.cell.lang,
        )
        lines = fill(list(inline(element, style, measures.layout)), measures.width - left, glossary)
        keeps = element.tag in _KEPT or "panel-name" in named
        line, before, after = size * look.line, look.before * MM, look.after * MM
        return cls(element, lines, size, line, before, after, keeps, left, label, look.align == "center")

    def fitting(self, first: int, room: float) -> int:
        """The line before which a page ends that has room for so much from line `first` on; `first` if for too little.

        Two lines or more stand on each page.
        """
        left = len(self.lines) - first
        fits = int((room + _TOLERANCE) / self.line)
        if fits >= left:
            return len(self.lines)
        fits = min(fits, left - _FEWEST_LINES)
        return first + fits if fits >= _FEWEST_LINES else first


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines `first` to `last` of a block as they stand on one page."""

    block: Block
    first: int
    last: int

    @property
    def height(self) -> float:
        """The lines' height together."""
        return (self.last - self.first) * self.block.line
