"""Headings and paragraphs: their lines, and the part of them that stands on one page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.page import classes
from mreport.writers.pdf.lines import BOLD, fill, inline
from mreport.writers.pdf.pictures import Picture
from mreport.writers.pdf.plan import MM, PT
from mreport.writers.pdf.spacing import apart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from xml.etree.ElementTree import Element

    from mreport.images import Image
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
    picture: Picture | None = None  # at its left; the text stands beside it
    gap: float = 0.0  # between the two

    @classmethod
    def of(
        cls,
        element: Element,
        measures: Measures,
        glossary: Sequence[str],
        *,
        left: float = 0.0,
        label: Label | None = None,
        images: Mapping[str, Image] = MappingProxyType({}),
    ) -> Block | None:
        """The block of an element that the layout has a look for, else None; an `img` at its start is its picture."""
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
        width, picture, text = measures.width - left, None, element
        if len(element) and element[0].tag == "img" and not (element.text or "").strip():
            picture = Picture.of(element[0], images, measures.layout, width)
            text = ET.Element(element.tag, dict(element.attrib))
            text.text = (element[0].tail or "").lstrip(" ")
            text.extend(element[1:])
            width -= picture.width + measures.layout.picture_gap * MM
        lines = fill(list(inline(text, style, measures.layout)), width, glossary)
        keeps = element.tag in _KEPT or "panel-name" in named
        line = apart(lines, size * look.line, size * style.fonts.stretch)
        before, after = look.before * MM, look.after * MM
        centred, gap = look.align == "center", measures.layout.picture_gap * MM
        return cls(element, lines, size, line, before, after, keeps, left, label, centred, picture, gap)

    @property
    def beside(self) -> float:
        """How far the text is moved to the right by the picture."""
        return self.picture.width + self.gap if self.picture else 0.0

    @property
    def height(self) -> float:
        """The height of all of it."""
        return max(len(self.lines) * self.line, self.picture.height if self.picture else 0.0)

    def fitting(self, first: int, room: float) -> int:
        """The line before which a page ends that has room for so much from line `first` on; `first` if for too little.

        Two lines or more stand on each page.
        """
        if self.picture:
            return len(self.lines) if self.height <= room + _TOLERANCE else first
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
        """The lines' height together, or the picture's."""
        if self.block.picture:
            return self.block.height
        return (self.last - self.first) * self.block.line
