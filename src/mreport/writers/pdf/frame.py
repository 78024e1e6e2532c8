"""The frame around planned tables: the page's blocks with lines decided by us, and a box for each sheet.

What stands above a table is planned too, so that its height, and with it the room for the table, is known
before anything is laid out. A page that is not of this kind takes the plain way: `Unplanned`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.page import classes
from mreport.writers.pdf.furniture import Footer
from mreport.writers.pdf.lines import BOLD, fill, inline
from mreport.writers.pdf.plan import MM, PT, Measures, plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mreport.page import Page
    from mreport.writers.pdf.lines import Line
    from mreport.writers.pdf.plan import Sheet

# Scripts that run from right to left: Hebrew to Arabic Extended-A, presentation forms, the SMP's.
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
SCHEME = "plan:"
_GROUPS = ("article", "section", "header", "footer")
_SAFE = 0.5  # px left at the foot of a page, so that no rounding of widths turns it


class Unplanned(Exception):  # noqa: N818  no error: the plain way is taken
    """A page that has what is not planned: other tables, right-to-left text, lists above a table."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The tree to be laid out, in which each table is a row of boxes (`embed`), the sheets for them, the footer."""

    root: ET.Element
    sheets: list[Sheet]
    boxes: list[int]  # the sheets that have a box; the others are whole pages between them
    footer: Footer | None
    measures: Measures


def frame(page: Page, root: ET.Element, continued: str) -> Frame:
    """Plan a page. Raises Unplanned, for which the page is to be laid out as it is."""
    if page.language.direction == "rtl" or any(map(_is_rtl, root.itertext())):
        raise Unplanned
    framer = _Framer(page, continued)
    result = framer.group(root)
    if not framer.sheets:
        raise Unplanned
    return Frame(result, framer.sheets, framer.boxes, framer.footer, framer.measures)


def _is_rtl(text: str) -> bool:
    return not text.isascii() and _RTL.search(text) is not None


class _Framer:
    """Walks a page from the top, with the height that is used of the paper's page so far."""

    def __init__(self, page: Page, continued: str) -> None:
        self.measures = Measures.of(page.layout, page.language.tag)
        self.glossary = page.report.glossary
        self.continued = continued
        self.sheets: list[Sheet] = []
        self.boxes: list[int] = []
        self.footer: Footer | None = None
        self.used = 0.0
        self.turned = False  # whether the last table had no room where it was to begin
        self.margin = 0.0  # at the end of what stands above, still to be collapsed with the next one's

    def group(self, element: ET.Element) -> ET.Element:
        """A group of blocks."""
        result = ET.Element(element.tag, dict(element.attrib))
        for child in element:
            if child.tag == "footer" and "running" in classes(child):
                self.footer = Footer.of(child, self.measures)
                if self.footer is None:
                    raise Unplanned
            elif child.tag == "table":
                result.extend(self._table(child))
            elif "panel" in classes(child):
                result.append(self._panel(child))
            elif child.tag in _GROUPS:
                result.append(self.group(child))
            else:
                result.append(self._block(child))
        return result

    def _block(self, element: ET.Element) -> ET.Element:
        """A heading or paragraph with its lines decided."""
        look = self.measures.layout.block(element.tag, classes(element))
        if look is None:
            raise Unplanned
        size = look.size * PT
        style = replace(self.measures.cell, size=size, weight=BOLD if look.bold else self.measures.cell.weight)
        content = list(inline(element, style, self.measures.layout))
        lines = fill(content, self.measures.width - _SAFE, self.glossary)
        before = 0.0 if self.used == 0 else max(self.margin, look.before * MM)
        height = len(lines) * size * look.line
        self.used, self.margin = self.used + before + height, look.after * MM
        if self.used > self.measures.height:
            self.used %= self.measures.height
        named = " ".join([*classes(element), "planned"])
        return _Breaker(lines).copy(element, ET.Element(element.tag, {**element.attrib, "class": named}))

    def _panel(self, element: ET.Element) -> ET.Element:
        """A panel; where its name would stand alone at the foot of a page, it begins the next one."""
        before = (self.used, self.margin, len(self.sheets))
        result = self.group(element)
        if not self.turned or not before[0]:
            return result
        self.used, self.margin = 0.0, 0.0
        del self.sheets[before[2] :]
        self.boxes = [index for index in self.boxes if index < before[2]]
        result = self.group(element)
        result.set("style", "break-before: page")
        return result

    def _table(self, element: ET.Element) -> Iterator[ET.Element]:
        """The boxes of a table's first and last sheet; those between fill whole pages, which are made by us."""
        if "comparison" not in classes(element) or any(cell.get("rowspan") for cell in element.iter("td")):
            raise Unplanned
        first = self.measures.height - self.used - self.margin - _SAFE
        table = plan(element, self.measures, first, self.glossary, self.continued)
        self.turned = not table.sheets[0].parts
        for index, sheet in enumerate(table.sheets):
            if not sheet.parts:
                continue
            self.sheets.append(sheet)
            if index > self.turned and index + 1 < len(table.sheets):
                continue
            height = f"display: block; width: {self.measures.width:.3f}px; height: {sheet.height:.3f}px"
            turn = "; break-before: page" if index else ""
            self.boxes.append(len(self.sheets) - 1)
            yield ET.Element("embed", {"src": f"{SCHEME}{self.boxes[-1]}", "style": height + turn})
            self.used = sheet.height if index else self.used + self.margin + sheet.height
            self.margin = 0.0


class _Breaker:
    """Copies a block's content with a line break at the end of each planned line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.position = 0
        self.cuts: set[int] = set()
        end = 0
        for line in lines[:-1]:
            end += line.length
            if line.forced:
                end += 1
            else:
                self.cuts.add(end)

    def copy(self, element: ET.Element, result: ET.Element) -> ET.Element:
        """Put the content of an element into another one."""
        self._text(element.text, result)
        for child in element:
            if child.tag == "br":
                self.position += 1
                ET.SubElement(result, "br")
            else:
                self.copy(child, ET.SubElement(result, child.tag, dict(child.attrib)))
            self._text(child.tail, result)
        return result

    def _text(self, text: str | None, result: ET.Element) -> None:
        start = 0
        for index in range(len(text or "")):
            if self.position + index in self.cuts and self.position + index > 0:
                _append(result, (text or "")[start:index])
                ET.SubElement(result, "br")
                self.cuts.discard(self.position + index)
                start = index
        _append(result, (text or "")[start:])
        self.position += len(text or "")


def _append(parent: ET.Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
