"""What lies below the text of a page: fills of rows, bars of those that differ, rules; operators of PDF, no content."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mreport.writers.pdf.blocks import Passage
from mreport.writers.pdf.plan import PT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mreport.writers.pdf.frame import Folio
    from mreport.writers.pdf.plan import Measures, Part, Row, Sheet, Table


def grounds(folio: Folio, measures: Measures) -> list[str]:
    """Fills, bars and rules of a page; rules behind fills, since a fill may reach into a neighbour's pixel."""
    layout, width = measures.layout, measures.width
    colours = {"head": layout.head, "group": layout.head, "marked": layout.shade}
    fills: list[str] = []
    bars: list[str] = []
    rules: list[str] = []
    for above, sheet in _sheets(folio):
        for part in sheet.parts:
            kind, top = part.row.kind, above + part.top
            if kind in colours:
                fills += [fill_colour(colours[kind]), rectangle(0, top, width, part.height)]
            if kind == "marked":
                bars += [fill_colour(layout.bar_colour), rectangle(0, top, measures.bar, part.height)]
            rules += _rules(part, top, measures)
        rules += _edges(sheet, above, measures)
    return [*fills, *rules, *bars]


def _sheets(folio: Folio) -> Iterator[tuple[float, Sheet]]:
    """The parts of tables on a page, each with its top."""
    for above, piece in folio.pieces:
        if not isinstance(piece, Passage):
            yield above, piece


def _rules(part: Part, top: float, measures: Measures) -> Iterator[str]:
    """The rule below a row, and the one above the first where no header has it."""
    layout, width = measures.layout, measures.width
    head = part.row.kind == "head"
    thick, colour = (layout.head_rule, layout.bar_colour) if head else (layout.row_rule, layout.rule)
    if thick:
        yield fill_colour(colour)
        yield rectangle(0, top + part.height - thick * PT, width, thick * PT)
        if not part.top and not head and not layout.edge_rule:
            yield rectangle(0, top, width, thick * PT)


def _edges(sheet: Sheet, above: float, measures: Measures) -> Iterator[str]:
    """The rules above and below a table, and those between its columns."""
    layout, width = measures.layout, measures.width
    edge, between = layout.edge_rule * PT, layout.column_rule * PT
    if edge or between:
        yield fill_colour(layout.rule)
    if edge:
        yield from (rectangle(0, top, width, edge) for top in (above, above + sheet.height - edge))
    for part in sheet.parts if between else ():
        for border in borders(part.row, sheet.table):
            left = min(max(0.0, border - between / 2), width - between)
            yield rectangle(left, above + part.top, between, part.height)


def borders(row: Row, table: Table) -> Iterator[float]:
    """Where the cells of a row begin, and where the last one ends, in px from the table's left."""
    column, left = 0, 0.0
    for cell in row.cells:
        yield left
        left += sum(table.widths[column : column + cell.span])
        column += cell.span
    yield left


@cache
def fill_colour(colour: str) -> str:
    """The operator that fills with a colour given as RRGGBB."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (0, 2, 4)) + " rg"


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """The operators that fill a rectangle; in px, from its top left corner."""
    return f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re f"
