"""The terminal: the page as plain text of a given width, its tables drawn with rules; rows that differ marked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.console import width_of, wrapped
from mreport.page import classes, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from mreport.images import Image
    from mreport.page import Page

_BAR = "▌"
_SIGNS = {"ins": ("[+", "+]"), "del": ("[-", "-]")}  # as wdiff has them
_GAP = "  "
_LEAST_COLUMN = 16
_WIDEST_LABEL = 24


def text(page: Page, width: int) -> str:
    """The page as text in lines of at most `width` terminal columns (at least 40)."""
    mark = page.report.watermark
    above = [*wrapped(mark, max(width, 40)), ""] if mark else []
    root = _worded(page.root, page.images) if page.images else page.root
    return "\n".join([*above, *_blocks(root, max(width, 40))]) + "\n"


def _worded(element: Element, images: Mapping[str, Image]) -> Element:
    """An element with words in the place of its pictures."""
    made = ET.Element(element.tag, element.attrib)
    made.text, made.tail = (
        (spoken(element, images), element.tail) if element.tag == "img" else (element.text, element.tail)
    )
    made.extend([_worded(child, images) for child in element])
    return made


def _blocks(element: Element, width: int) -> Iterator[str]:
    for child in element:
        if "running" in classes(child) or "logo" in classes(child):
            continue
        if child.tag == "table":
            yield from _table(child, width)
        elif child.tag in ("h1", "h2", "h3", "p", "li"):
            yield from wrapped(_inline(child), width)
            yield ""
        else:
            yield from _blocks(child, width)


def _inline(element: Element) -> str:
    pieces = [element.text or ""]
    for child in element:
        before, after = _SIGNS.get(child.tag, ("", ""))
        inside = _inline(child)
        pieces.append("\n" if child.tag == "br" else before + inside + after)
        pieces.append(child.tail or "")
    return "".join(pieces)


def _table(table: Element, width: int) -> Iterator[str]:
    """The table's rows with a rule under each; items that do not fit the width go to further panels below."""
    rows = list(table.iter("tr"))
    items = max(2, *map(len, rows)) - 1
    label = min(_WIDEST_LABEL, max(width_of(line) for row in rows for line in _inline(row[0]).split("\n")))
    room = width - label - len(_BAR) - 1
    together = max(1, min(items, room // (_LEAST_COLUMN + len(_GAP))))
    panels = -(-items // together)
    together = -(-items // panels)
    for first in range(0, items, together):
        chosen = range(first, min(first + together, items))
        column = room // len(chosen) - len(_GAP)
        widths = [label, *[column] * len(chosen)]
        for row in rows:
            yield from _row(row, chosen, widths)
        yield ""


def _row(row: Element, chosen: range, widths: Sequence[int]) -> Iterator[str]:
    marked = "marked" in classes(row)
    cells = [row[0], *(row[index + 1] for index in chosen if index + 1 < len(row))]
    columns = [wrapped(_inline(cell), width) for cell, width in zip(cells, widths, strict=False)]
    start = _BAR if marked else " "
    for line in range(max(map(len, columns))):
        pieces = [column[line] if line < len(column) else "" for column in columns]
        padded = [piece + " " * (width - width_of(piece)) for piece, width in zip(pieces, widths, strict=False)]
        yield (start + " " + _GAP.join(padded)).rstrip()
    yield "─" * (len(_BAR) + 1 + sum(widths) + len(_GAP) * (len(widths) - 1))
