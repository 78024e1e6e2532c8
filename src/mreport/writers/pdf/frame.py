"""The pages of a planned report: what stands on each, from the top: headings, paragraphs, parts of tables.

They come one by one, and rows of tables are planned when their page is: a long report is never in memory as a whole.
A page that is not of this kind takes the plain way: `Unplanned`, which may be found out on any of its pages.
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
from mreport.writers.pdf.plan import MM, Measures, Sheet, plan

if TYPE_CHECKING:
    from collections.abc import Iterator
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


class Frame:
    """A report to be planned: what runs on its pages; its blocks and tables in the order of reading, as they come."""

    def __init__(self, page: Page, root: Element, continued: str) -> None:
        """`continued` stands where a row goes on. Raises Unplanned: the page is to be laid out as it is."""
        if page.language.direction == "rtl":
            raise Unplanned
        for element in root.iter():
            if element.get("style") or element.get("href", "").startswith("#"):
                raise Unplanned
        if any(map(_is_rtl, root.itertext())):
            raise Unplanned
        self._framer = _Framer(page, continued)
        self._root = root
        self.measures = self._framer.measures
        self.content = self._framer.content
        self.running = list(_running(root, self.measures))

    def folios(self) -> Iterator[Folio]:
        """The pages, each when nothing more can come onto it. Raises Unplanned."""
        yield from self._framer.group(self._root)
        yield self._framer.folio


def _running(element: Element, measures: Measures) -> Iterator[Running]:
    """The headers and footers that run on pages, as groups have them."""
    for child in element:
        if _runs(child):
            running = Running.of(child, measures)
            if running is None:
                raise Unplanned
            yield running
        elif child.tag in _GROUPS:
            yield from _running(child, measures)


def _runs(element: Element) -> bool:
    return element.tag in ("header", "footer") and "running" in classes(element)


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
        self.folio = Folio()
        self.images = page.images
        self.columns = Columns(page.layout, self.glossary, page.images)
        self.lister = Lister(self.measures, self.glossary, page.language)
        self.content: list[Block | Items | Table] = []
        self.used = 0.0
        self.margin = 0.0  # at the end of what stands above, still to be collapsed with the next one's

    def group(self, element: Element) -> Iterator[Folio]:
        """A group of blocks; hands over the pages that it fills."""
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
            raise Unplanned
        for child in element:
            if _runs(child):
                continue
            if child.tag == "table":
                yield from self._table(child)
            elif child.tag in ("ul", "ol"):
                yield from self._list(child)
            elif child.tag in _GROUPS:
                yield from self.group(child)
            else:
                yield from self._block(child)

    def _block(self, element: Element) -> Iterator[Folio]:
        """A heading or paragraph."""
        block = Block.of(element, self.measures, self.glossary, images=self.images)
        if block is None or element.tag in ("li", "caption"):
            raise Unplanned
        if block.picture or "".join(element.itertext()).strip():
            self.content.append(block)
            yield from self._flow(block)

    def _list(self, element: Element) -> Iterator[Folio]:
        """A list, and a paragraph's room after it."""
        items = self.lister.items(element)
        self.content.append(items)
        yield from self._entries(items)
        self.margin = max(self.margin, self._after)

    def _entries(self, items: Items) -> Iterator[Folio]:
        for entry in items.entries:
            for part in entry.content:
                if isinstance(part, Items):
                    yield from self._entries(part)
                else:
                    yield from self._flow(part)

    @property
    def _after(self) -> float:
        """The room after a paragraph, which lists and tables have too."""
        return self.measures.layout.blocks["p"].after * MM

    def _flow(self, block: Block) -> Iterator[Folio]:
        """A block, on as many pages as it takes."""
        first = 0
        while first < len(block.lines):
            before = max(self.margin, block.before) if self.used else 0.0
            last = block.fitting(first, self.measures.height - self.used - before)
            if last == first:
                if self.used:
                    yield from self._turn()
                    continue
                last = len(block.lines)  # not two lines fit a page
            self._put(Passage(block, first, last), before)
            first = last
        self.margin = block.after

    def _table(self, element: Element) -> Iterator[Folio]:
        """A table, on as many pages as it takes."""
        caption = element.find("caption")
        if any(part.tag not in _PARTS for part in element) or any(map(_reaches, element.iter())):
            raise Unplanned
        if element.find(".//tr/*") is None:
            return
        heading = None if caption is None else Block.of(caption, self.measures, self.glossary)
        if heading:
            yield from self._flow(heading)
        table = plan(element, self.measures, self.glossary, self.continued, self.columns, self.images)
        table.caption = heading
        if not table.begins(self.measures, self._room()):
            yield from self._turn()
        self.content.append(table)
        for index, sheet in enumerate(table.sheets(self.measures, self._room())):
            if index:
                yield from self._begin()
            if sheet.parts:
                self._put(sheet, self.margin)
                self.margin = 0.0
        self.margin = self._after

    def _room(self) -> float:
        return self.measures.height - self.used - self.margin

    def _put(self, piece: Passage | Sheet, before: float) -> None:
        self.folio.pieces.append((self.used + before, piece))
        self.used += before + piece.height

    def _turn(self) -> Iterator[Folio]:
        """A new page; headings at the foot of this one go with it, unless there is nothing else on it."""
        pieces = self.folio.pieces
        kept = len(pieces)
        while kept and _keeps(pieces[kept - 1][1]):
            kept -= 1
        moved = pieces[kept:] if kept else []
        del pieces[len(pieces) - len(moved) :]
        yield from self._begin()
        for _, heading in moved:
            if isinstance(heading, Passage):
                self._put(heading, max(self.margin, heading.block.before) if self.used else 0.0)
                self.margin = heading.block.after

    def _begin(self) -> Iterator[Folio]:
        """A new page; hands over the one that is full."""
        yield self.folio
        self.folio = Folio()
        self.used = self.margin = 0.0


def _keeps(piece: Passage | Sheet) -> bool:
    """Whether a piece is a heading, whole."""
    return isinstance(piece, Passage) and piece.block.keeps and piece.last - piece.first == len(piece.block.lines)
