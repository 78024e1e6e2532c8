"""The pages of a planned report: what stands on each, from the top: headings, paragraphs, parts of tables.

Nothing of it is laid out by WeasyPrint. A page that is not of this kind takes the plain way: `Unplanned`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mreport.columns import Columns
from mreport.page import classes
from mreport.writers.pdf.blocks import Block, Passage
from mreport.writers.pdf.furniture import Running
from mreport.writers.pdf.lines import Unplanned
from mreport.writers.pdf.lists import Items, Lister
from mreport.writers.pdf.plan import MM, Measures, Sheet, paginate, plan

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from mreport.page import Page
    from mreport.writers.pdf.plan import Table

# Scripts that run from right to left: Hebrew to Arabic Extended-A, presentation forms, the SMP's.
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_GROUPS = ("article", "section", "header", "footer")
_PARTS = ("caption", "colgroup", "thead", "tbody")


@dataclass(slots=True)
class Folio:
    """What stands on one page: each piece with its top, in px from the top of the text's area."""

    pieces: list[tuple[float, Passage | Sheet]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """A planned report: its pages, its blocks and tables in the order in which they are read, what runs on."""

    folios: list[Folio]
    content: list[Block | Items | Table]
    running: list[Running]
    measures: Measures


def frame(page: Page, root: Element, continued: str) -> Frame:
    """Plan a page. Raises Unplanned, for which the page is to be laid out as it is."""
    if page.language.direction == "rtl":
        raise Unplanned
    for element in root.iter():
        if element.get("style") or element.get("href", "").startswith("#"):
            raise Unplanned
    if any(map(_is_rtl, root.itertext())):
        raise Unplanned
    framer = _Framer(page, continued)
    framer.group(root)
    return Frame(framer.folios, framer.content, framer.running, framer.measures)


def _is_rtl(text: str) -> bool:
    return not text.isascii() and _RTL.search(text) is not None


def _reaches(element: Element) -> bool:
    """Whether a cell reaches down over other rows."""
    return element.get("rowspan", "1") != "1"


class _Framer:
    """Walks a page from the top, with the height that is used of the paper's page so far."""

    def __init__(self, page: Page, continued: str) -> None:
        self.measures = Measures.of(page.layout, page.language.tag)
        self.glossary = page.report.glossary
        self.continued = continued
        self.folios = [Folio()]
        self.images = page.images
        self.columns = Columns(page.layout, self.glossary, page.images)
        self.lister = Lister(self.measures, self.glossary, page.language)
        self.content: list[Block | Items | Table] = []
        self.running: list[Running] = []
        self.used = 0.0
        self.margin = 0.0  # at the end of what stands above, still to be collapsed with the next one's

    def group(self, element: Element) -> None:
        """A group of blocks."""
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
            raise Unplanned
        for child in element:
            if child.tag in ("header", "footer") and "running" in classes(child):
                running = Running.of(child, self.measures)
                if running is None:
                    raise Unplanned
                self.running.append(running)
            elif child.tag == "table":
                self._table(child)
            elif child.tag in ("ul", "ol"):
                self._list(child)
            elif child.tag in _GROUPS:
                self.group(child)
            else:
                self._block(child)

    def _block(self, element: Element) -> None:
        """A heading or paragraph."""
        block = Block.of(element, self.measures, self.glossary, images=self.images)
        if block is None or element.tag in ("li", "caption"):
            raise Unplanned
        if block.picture or "".join(element.itertext()).strip():
            self.content.append(block)
            self._flow(block)

    def _list(self, element: Element) -> None:
        """A list, and a paragraph's room after it."""
        items = self.lister.items(element)
        self.content.append(items)
        self._entries(items)
        self.margin = max(self.margin, self._after)

    def _entries(self, items: Items) -> None:
        for entry in items.entries:
            for part in entry.content:
                if isinstance(part, Items):
                    self._entries(part)
                else:
                    self._flow(part)

    @property
    def _after(self) -> float:
        """The room after a paragraph, which lists and tables have too."""
        return self.measures.layout.blocks["p"].after * MM

    def _flow(self, block: Block) -> None:
        """A block, on as many pages as it takes."""
        first = 0
        while first < len(block.lines):
            before = max(self.margin, block.before) if self.used else 0.0
            last = block.fitting(first, self.measures.height - self.used - before)
            if last == first:
                if self.used:
                    self._turn()
                    continue
                last = len(block.lines)  # not two lines fit a page
            self._put(Passage(block, first, last), before)
            first = last
        self.margin = block.after

    def _table(self, element: Element) -> None:
        """A table, on as many pages as it takes."""
        caption = element.find("caption")
        if any(part.tag not in _PARTS for part in element) or any(map(_reaches, element.iter())):
            raise Unplanned
        if element.find(".//tr/*") is None:
            return
        heading = None if caption is None else Block.of(caption, self.measures, self.glossary)
        if heading:
            self._flow(heading)
        table = plan(element, self.measures, self._room(), self.glossary, self.continued, self.columns, self.images)
        table.caption = heading
        if not table.sheets[0].parts:
            self._turn()
            paginate(table, self.measures, self._room())
        self.content.append(table)
        for index, sheet in enumerate(table.sheets):
            if index:
                self._begin()
            if sheet.parts:
                self._put(sheet, self.margin)
                self.margin = 0.0
        self.margin = self._after

    def _room(self) -> float:
        return self.measures.height - self.used - self.margin

    def _put(self, piece: Passage | Sheet, before: float) -> None:
        self.folios[-1].pieces.append((self.used + before, piece))
        self.used += before + piece.height

    def _turn(self) -> None:
        """A new page; headings at the foot of this one go with it, unless there is nothing else on it."""
        pieces = self.folios[-1].pieces
        kept = len(pieces)
        while kept and _keeps(pieces[kept - 1][1]):
            kept -= 1
        moved = pieces[kept:] if kept else []
        del pieces[len(pieces) - len(moved) :]
        self._begin()
        for _, heading in moved:
            if isinstance(heading, Passage):
                self._put(heading, max(self.margin, heading.block.before) if self.used else 0.0)
                self.margin = heading.block.after

    def _begin(self) -> None:
        self.folios.append(Folio())
        self.used = self.margin = 0.0


def _keeps(piece: Passage | Sheet) -> bool:
    """Whether a piece is a heading, whole."""
    return isinstance(piece, Passage) and piece.block.keeps and piece.last - piece.first == len(piece.block.lines)
