"""Tables: rows streamed as WordprocessingML text; cell by cell through an object model costs a hundredfold.

Word's rules: `w:tblGrid` equals the cells' `w:tcW` in whole twips, a cell ends with a paragraph, there are
63 columns at most, and properties stand in the schema's order.
"""

from __future__ import annotations

from functools import cache
from html import escape
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from mreport.errors import LimitError
from mreport.page import classes
from mreport.progress import tell
from mreport.writers.docx.paragraph import style
from mreport.writers.docx.units import eighths, points, twips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree import ElementTree as ET

    from mreport.writers.docx.blocks import Flow

MOST_COLUMNS = 63
# A row that is taller than this part of the page may break over two: kept whole, it leaves a gap.
_TALL = 1 / 3
_WIDTH_OF_LETTER = 0.5  # em; a little more than the mean of Sarabun, Thai marks counted
_HEAD, _LABEL, _GROUP, _CELL = map(style, ("MreportColumn", "MreportLabel", "MreportGroup", "MreportCell"))
_EMPTY = f"<w:p><w:pPr>{_CELL}</w:pPr></w:p>"


class _Place(NamedTuple):
    """A cell in the grid; `element` is None where a cell above reaches down or a row is too short."""

    element: ET.Element | None
    start: int
    span: int = 1
    merge: str = ""  # `restart` in the cell that reaches down, `continue` below it


def table(element: ET.Element, flow: Flow, width: int, name: str, description: str) -> Iterator[str]:
    """A table as text, row by row: `width` in twips, its name and description for those who can't see it.

    Raises LimitError (`docx-columns`).
    """
    count, head, labels, empty, height = 1, False, False, True, 0
    for row, of_head, places in _rows(element):  # walked twice: a long table's places need not be held
        height += 1
        count = max(count, places[-1].start + places[-1].span if places else 1)
        head, labels, empty = head or of_head, labels or (not of_head and row.find("th") is not None), False
    if count > MOST_COLUMNS:
        raise LimitError("docx-columns", columns=count, most=MOST_COLUMNS)
    widths = _widths(flow.columns.widths(element, width / points(20)), width, count)
    writer = _RowWriter(flow, widths)
    rtl = flow.layout.direction == "rtl"
    yield _opening(widths, _look(head=head, labels=labels), name, description, rtl=rtl)
    if empty:
        yield writer.row([], marked=False, head=False)
    for number, (row, of_head, places) in enumerate(_rows(element)):
        tell(0.1 + 0.7 * number / height)
        yield writer.row(places, marked="marked" in classes(row), head=of_head)
    yield "</w:tbl>"


def _rows(element: ET.Element) -> Iterator[tuple[ET.Element, bool, list[_Place]]]:
    """Each row, whether it is of the header, and its cells in the grid."""
    reaching: dict[int, tuple[int, int]] = {}  # first column: how many columns, how many rows still
    for part in element:
        for row in [part] if part.tag == "tr" else part.iter("tr") if part.tag in ("thead", "tbody") else ():
            yield row, part.tag == "thead", _placed(row, reaching)


def _placed(row: ET.Element, reaching: dict[int, tuple[int, int]]) -> list[_Place]:
    if not reaching and not [True for cell in row if cell.get("colspan") or cell.get("rowspan")]:
        return [_Place(cell, column) for column, cell in enumerate(row)]
    places: list[_Place] = []
    cells = iter(row)
    column = 0
    while True:
        if column in reaching:
            span, left = reaching.pop(column)
            if left > 1:
                reaching[column] = (span, left - 1)
            places.append(_Place(None, column, span, "continue"))
        elif (cell := next(cells, None)) is not None:
            span, down = _number(cell, "colspan"), _number(cell, "rowspan")
            if down > 1:
                reaching[column] = (span, down - 1)
            places.append(_Place(cell, column, span, "restart" if down > 1 else ""))
        elif later := [start for start in reaching if start > column]:
            places.append(_Place(None, column, min(later) - column))
        else:
            return places
        column = places[-1].start + places[-1].span


def _number(cell: ET.Element, attribute: str) -> int:
    text = cell.get(attribute, "1")
    return max(1, int(text)) if text.isdecimal() else 1


def _widths(chosen: Sequence[float], width: int, count: int) -> list[int]:
    """Widths in whole twips that fill `width`; even where the columns chosen are not those of the grid."""
    if len(chosen) != count:
        chosen = [1] * count
    together = sum(chosen)
    edges = [round(width * part / together) for part in accumulate(chosen)]
    return [right - left for left, right in pairwise([0, *edges])]


def _look(*, head: bool, labels: bool) -> str:
    """Which parts of the table's style hold: the header's where there is one, the labels' likewise."""
    value = 0x0400 | 0x0020 * head | 0x0080 * labels
    return (
        f'<w:tblLook w:val="{value:04X}" w:firstRow="{head:d}" w:lastRow="0" w:firstColumn="{labels:d}" '
        'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    )


def _opening(columns: list[int], look: str, name: str, description: str, *, rtl: bool) -> str:
    described = "".join(
        f'<w:{tag} w:val="{escape(text)}"/>'
        for tag, text in (("tblCaption", name), ("tblDescription", description))
        if text
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="MreportComparison"/>'
        f"{'<w:bidiVisual/>' if rtl else ''}"
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{look}{described}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


class _RowWriter:
    """Writes the rows of one table."""

    def __init__(self, flow: Flow, columns: list[int]) -> None:
        layout = flow.layout
        self._flow = flow
        self._widths = columns
        bar = f'<w:left w:val="single" w:sz="{eighths(layout.bar)}" w:space="0" w:color="%s"/>'
        self._bars = {
            "head": bar % layout.head,
            "marked": bar % layout.bar_colour,
            "group": bar % layout.head,
            "": bar % "FFFFFF",
        }
        self._fills = {"head": layout.head, "marked": layout.shade, "group": layout.head, "": ""}
        letter = layout.size * _WIDTH_OF_LETTER
        self._letters = [max(1.0, (width / 20 - 2 * points(layout.padding_x)) / letter) for width in columns]
        text_height = points(layout.height - layout.margin_top - layout.margin_bottom)
        self._most_lines = text_height * _TALL / (layout.size * layout.line_height)
        self._inner = 2 * twips(layout.padding_x)

    def row(self, places: list[_Place], *, marked: bool, head: bool) -> str:
        """A row; short ones do not break over two pages, those of the header stand on each."""
        end = places[-1].start + places[-1].span if places else 0
        if end < len(self._widths):
            places = [*places, _Place(None, end, len(self._widths) - end)]
        cells = "".join([self._cell(place, marked=marked, head=head) for place in places])
        whole = head or max(map(self._lines, places)) <= self._most_lines
        flags = "<w:cantSplit/>" * whole + "<w:tblHeader/>" * head
        return f"<w:tr>{f'<w:trPr>{flags}</w:trPr>' if flags else ''}{cells}</w:tr>"

    def _lines(self, place: _Place) -> float:
        """About how many lines a cell takes."""
        if place.element is None or place.start >= len(self._letters):
            return 0
        text = "".join(place.element.itertext())
        return text.count("\n") + len(text) / (self._letters[place.start] * place.span)

    def _cell(self, place: _Place, *, marked: bool, head: bool) -> str:
        over_row = place.span > 1 and place.span == len(self._widths)
        kind = "head" if head else "marked" if marked else "group" if over_row else ""
        bar = self._bars[kind] if place.start == 0 else ""
        width = sum(self._widths[place.start : place.start + place.span])
        start = _cell_start(width, place.span, place.merge, bar, self._fills[kind], "bottom" if head else "top")
        content = ""
        if place.element is not None:
            text_style = _HEAD if head else _CELL if place.element.tag == "td" else _GROUP if over_row else _LABEL
            content = self._flow.cell(place.element, text_style, width - self._inner)
        return f"{start}{content or _EMPTY}</w:tc>"


@cache
def _cell_start(width: int, span: int, merge: str, bar: str, fill: str, stand: str) -> str:
    said = (
        (True, f'<w:tcW w:w="{width}" w:type="dxa"/>'),
        (span > 1, f'<w:gridSpan w:val="{span}"/>'),
        (merge, f'<w:vMerge w:val="{merge}"/>'),
        (bar, f"<w:tcBorders>{bar}</w:tcBorders>"),
        (fill, f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'),
        (stand != "top", f'<w:vAlign w:val="{stand}"/>'),
    )
    return f"<w:tc><w:tcPr>{''.join(xml for holds, xml in said if holds)}</w:tcPr>"
