"""Lists: entries with their signs or numbers, lists within lists."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.page import INLINE
from mreport.writers.pdf.blocks import Block
from mreport.writers.pdf.lines import Unplanned, fill
from mreport.writers.pdf.plan import MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.language import Language
    from mreport.writers.pdf.lines import Line
    from mreport.writers.pdf.plan import Measures

_SIGNS = ("\u2022", "\u2013")  # bullets and dashes in turn, by level
_LABELS = 1e6  # a label is never broken
_GAP = 0.45  # em between a number and its entry


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """The sign or number before an entry: its line, and its left edge in px."""

    element: ET.Element
    line: Line
    left: float


@dataclass(slots=True, eq=False)
class Entry:
    """An entry of a list: its label, and what stands in it."""

    label: Label
    content: list[Block | Items] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Items:
    """A list of the page, `ordered` where its entries are numbered."""

    ordered: bool
    entries: list[Entry] = field(default_factory=list)


class Lister:
    """Makes lists of elements."""

    def __init__(self, measures: Measures, glossary: Sequence[str], language: Language) -> None:
        self._measures = measures
        self._glossary = glossary
        self._language = language

    def items(self, element: ET.Element, level: int = 0) -> Items:
        """The list of a `ul` or `ol`. Raises Unplanned for what may not stand in one."""
        items = Items(element.tag == "ol")
        if (element.text or "").strip():
            raise Unplanned
        for number, child in enumerate(element, 1):
            if child.tag != "li" or (child.tail or "").strip():
                raise Unplanned
            label = self._label(child, number if items.ordered else 0, level)
            entry = Entry(label)
            for part in _parts(child):
                entry.content.append(self._part(part, level, None if entry.content else label))
            items.entries.append(entry)
        return items

    def _part(self, part: ET.Element, level: int, label: Label | None) -> Block | Items:
        if part.tag in ("ul", "ol"):
            return self.items(part, level + 1)
        left = (level + 1) * self._measures.layout.indent * MM
        block = Block.of(part, self._measures, self._glossary, left=left, label=label)
        if block is None or part.tag not in ("li", "p"):
            raise Unplanned
        return replace(block, after=self._measures.layout.blocks["li"].after * MM)

    def _label(self, element: ET.Element, number: int, level: int) -> Label:
        """A sign at the left of its indent; a number at the right of it, so that points stand below each other."""
        measures = self._measures
        text = f"{self._language.numeral(number)}." if number else _SIGNS[level % len(_SIGNS)]
        style = replace(measures.cell, lang=element.get("lang") or measures.cell.lang)
        line = fill([(text, style)], _LABELS)[0]
        indent = measures.layout.indent * MM
        room = indent - _GAP * style.size - line.width
        return Label(element, line, level * indent + (max(0.0, room) if number else 0.0))


def _parts(entry: ET.Element) -> list[ET.Element]:
    """What stands in an entry: its loose text as a block of its own, first, then its blocks."""
    loose = ET.Element("li", dict(entry.attrib))
    loose.text = entry.text
    blocks: list[ET.Element] = []
    for child in entry:
        if child.tag in INLINE and not blocks:
            loose.append(child)
        elif child.tag in INLINE or (child.tail or "").strip():
            raise Unplanned
        else:
            blocks.append(child)
    has_text = "".join(loose.itertext()).strip()
    return [loose, *blocks] if has_text or not blocks or blocks[0].tag != "p" else blocks
