"""Blocks: the page's tree as WordprocessingML, paragraph by paragraph and row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport.page import INLINE, classes, parted
from mreport.writers.docx import table
from mreport.writers.docx.paragraph import Paragraph, opening, style
from mreport.writers.docx.units import millimetres

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree import ElementTree as ET

    from mreport.columns import Columns
    from mreport.layout import Layout
    from mreport.writers.docx.drawings import Drawings

_HEADINGS = {"h1": style("Title"), "h2": style("Heading1"), "h3": style("Heading2")}
_CLASSES = {
    name: style(style_id)
    for name, style_id in {
        "logo": "MreportLogo",
        "author": "MreportAuthor",
        "lead": "MreportLead",
        "summary": "MreportSummary",
        "note": "MreportNote",
        "source": "MreportSource",
        "panel-name": "MreportPanel",
    }.items()
}
BODY = style("BodyText")
CAPTION = style("Caption")
_LIST_CONTINUE = style("ListContinue")
_DEEPEST = 8
# Of a paragraph that holds a picture: single lines, which the picture makes as high as it is, and a little room.
_OWN_LINE = '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>'
# A table that ends its container must have a paragraph after it, and two tables one between them.
_TABLE_END = '<w:p><w:pPr><w:pStyle w:val="MreportTableEnd"/></w:pPr></w:p>'


class Flow:
    """Walks a page's tree; `links` and `lists` hold the relationship of an address, the number of an `ol`.

    `drawings` make the run of an `img`; `columns` chooses the widths of tables.
    """

    def __init__(
        self,
        root: ET.Element,
        layout: Layout,
        columns: Columns,
        links: Mapping[str, str],
        lists: Mapping[ET.Element, int],
        bullets: int = 1,
        drawings: Drawings | None = None,
    ) -> None:
        self.layout = layout
        self.columns = columns
        self.links = links
        self._lists = lists
        self._bullets = bullets
        self.drawings = drawings
        self._level = -1
        self._lang: str | None = None  # of what the walk stands in
        self._title = _text(next(root.iter("h1"), None))
        self._part = ""  # the heading that the walk has come under
        self._description = " ".join(
            _text(line) for name in ("lead", "summary") for line in root.iter("p") if name in classes(line)
        )

    def blocks(self, element: ET.Element, style: str, width: int, first: str | None = None) -> Iterator[str]:
        """What is in an element, loose text as paragraphs in the given style, `first` for the first of them.

        `width` in twips is what a table may take.
        """
        style_now = first or style
        outer, self._lang = self._lang, element.get("lang", self._lang)
        paragraph = Paragraph(style_now, self.links, self.layout.fonts, self.drawings, self._lang)
        paragraph.text(opening(element))
        for child in element:
            if child.tag in INLINE:
                paragraph.inline(child)
            else:
                if paragraph.filled:
                    yield paragraph.xml()
                    style_now = style
                yield from self._block(child, style_now, width)
                style_now = style
                paragraph = Paragraph(style, self.links, self.layout.fonts, self.drawings, self._lang)
            paragraph.text(child.tail)
        if paragraph.filled:
            yield paragraph.xml()
        self._lang = outer

    def cell(self, element: ET.Element, style: str, width: int) -> str:
        """What is in a cell: mostly one paragraph, which needs no walk."""
        if not all(child.tag in INLINE for child in element):
            return "".join(self.blocks(element, style + self._turned(element), width))
        if self.drawings and element.find("img") is not None:
            return "".join(self._pictured(element, style, width))
        lang = element.get("lang", self._lang)
        paragraph = Paragraph(style + self._turned(element), self.links, self.layout.fonts, self.drawings, lang)
        paragraph.text(opening(element))
        for child in element:
            paragraph.inline(child)
            if child.tail:
                paragraph.text(child.tail)
        return paragraph.xml()

    def _pictured(self, element: ET.Element, style: str, width: int) -> Iterator[str]:
        """Texts and pictures of a cell, each a paragraph; one with a picture has lines as high as it."""
        lang, room = element.get("lang", self._lang), millimetres(width)
        for part in parted(element):
            picture = part.tag == "img"
            if not picture and not "".join(part.itertext()).strip():
                continue
            said = style + (_OWN_LINE if picture else self._turned(element))
            paragraph = Paragraph(said, self.links, self.layout.fonts, self.drawings, lang, room)
            if picture:
                paragraph.inline(part)
            else:
                paragraph.text(opening(part))
            for child in () if picture else part:
                paragraph.inline(child)
                paragraph.text(child.tail)
            yield paragraph.xml()

    def _block(self, element: ET.Element, style: str, width: int) -> Iterator[str]:
        if element.tag == "table":
            yield from self._table(element, width)
        elif element.tag in ("ul", "ol"):
            yield from self._list(element, width)
        elif "running" in classes(element):
            return  # it stands in the section's header or footer
        else:
            known = next(filter(None, map(_CLASSES.get, classes(element))), None)
            style = known or _HEADINGS.get(element.tag) or style
            if element.tag in ("h2", "h3") or style == _CLASSES["panel-name"]:
                self._part = _text(element)
            yield from self.blocks(element, style + self._turned(element), width)

    def _turned(self, element: ET.Element) -> str:
        """What a paragraph says that is written the other way than the page; it begins where the page's lines do.

        Word turns left and right around in a paragraph from the right, so that one value serves both cases.
        """
        direction = element.get("dir", self.layout.direction)
        if direction == self.layout.direction:
            return ""
        return f'<w:bidi w:val="{int(direction == "rtl")}"/><w:jc w:val="right"/>'

    def _list(self, element: ET.Element, width: int) -> Iterator[str]:
        """A list's items: the first paragraph of each carries the bullet or the number."""
        self._level = min(self._level + 1, _DEEPEST)
        ordered = element.tag == "ol"
        number = self._lists.get(element, self._bullets)
        first = (
            f"{style('ListNumber' if ordered else 'ListBullet')}"
            f'<w:numPr><w:ilvl w:val="{self._level}"/><w:numId w:val="{number}"/></w:numPr>'
        )
        for item in element:
            yield from self.blocks(item, _LIST_CONTINUE, width, first)
        self._level -= 1

    def _table(self, element: ET.Element, width: int) -> Iterator[str]:
        caption = element.find("caption")
        if caption is not None:
            yield from self.blocks(caption, CAPTION, width)
        name = _text(caption) or " \u2013 ".join(filter(None, (self._title, self._part)))
        yield from table.table(element, self, width, name, self._description)
        yield _TABLE_END


def _text(element: ET.Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
