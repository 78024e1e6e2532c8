"""The plan of a comparison table: lines of every cell, heights of rows, rows of pages; pure arithmetic, no PDF.

Lengths are in CSS px (1/96 in), from the top left. The same plan comes out on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING

from mreport.columns import Columns
from mreport.page import classes, parted
from mreport.progress import along
from mreport.writers.pdf.lines import BOLD, Line, Style, fill, inline
from mreport.writers.pdf.pictures import Picture
from mreport.writers.pdf.spacing import apart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from mreport.images import Image
    from mreport.layout import Layout
    from mreport.writers.pdf.blocks import Block

MM = 96 / 25.4
PT = 96 / 72
# Of a row that goes on over pages, at least these many lines stand on each.
_FEWEST_LINES = 2
_TOLERANCE = 0.02
_ALIKE = 1024  # contents of cells whose lines are remembered
_ROOM = 0.3  # em above and below a picture in a cell, together
_TALLEST = 0.6  # of the page, for a picture in a cell


@dataclass(frozen=True, slots=True)
class Measures:
    """A layout's lengths in px, and the styles that its texts begin with."""

    layout: Layout
    line: float
    padding_x: float
    padding_y: float
    bar: float
    width: float
    height: float
    cell: Style
    label: Style

    @classmethod
    def of(cls, layout: Layout, lang: str) -> Measures:
        """The measures of a layout; texts are in `lang` where they say no other."""
        size = layout.size * PT
        return cls(
            layout=layout,
            line=size * layout.line_height,
            padding_x=layout.padding_x * MM,
            padding_y=layout.padding_y * MM,
            bar=layout.bar * MM,
            width=layout.text_width * MM,
            height=(layout.height - layout.margin_top - layout.margin_bottom) * MM,
            cell=Style(size, colour=layout.ink, lang=lang, fonts=layout.fonts),
            label=Style(size, weight=BOLD, colour=layout.ink, lang=lang, fonts=layout.fonts),
        )

    def apart(self, lines: Sequence[Line]) -> float:
        """How far apart lines of a cell stand."""
        return apart(lines, self.line, self.cell.size * self.layout.fonts.stretch)


@dataclass(frozen=True, slots=True)
class Slot:
    """A picture in a cell, and the lines `first` to `last` that it stands on, which are empty and on one sheet."""

    picture: Picture
    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A cell's lines and pictures; `element` is the page's own, `span` the columns that it takes."""

    element: Element
    lines: list[Line]
    span: int = 1
    slots: tuple[Slot, ...] = ()


@dataclass(slots=True)
class Row:
    """A row: its cells, the lines that the tallest has, how far apart; and its kind: head, group, marked or plain."""

    kind: str
    cells: list[Cell]
    lines: int
    line: float
    number: int  # among the rows of its table


@dataclass(frozen=True, slots=True)
class Part:
    """Lines `first` to `last` of a row as they stand on one sheet, at `top`; `height` with its paddings."""

    row: Row
    first: int
    last: int
    top: float
    height: float
    repeated: bool = False  # a header or heading that stood before


@dataclass(slots=True)
class Sheet:
    """What one page shows of a table: its parts from the top, and their height together."""

    table: Table
    parts: list[Part] = field(default_factory=list)
    height: float = 0.0

    def add(self, row: Row, measures: Measures, first: int, last: int, *, repeated: bool = False) -> None:
        """Put lines of a row below what is there."""
        height = _height(row, measures, last - first)
        self.parts.append(Part(row, first, last, self.height, height, repeated))
        self.height += height


@dataclass(slots=True)
class Table:
    """A planned table: its header and the widths of its columns; rows and sheets come one by one, and are not kept."""

    element: Element
    head: list[Row]
    widths: list[float]
    continued: Line  # stands under the label of a row that goes on
    make: Callable[[], Iterator[Row]]  # its rows below the header
    caption: Block | None = None

    @property
    def rows(self) -> Iterator[Row]:
        """The rows below the header, made anew."""
        return self.make()

    def begins(self, measures: Measures, room: float) -> bool:
        """Whether the header and a first row fit in a height, or must stand there although they don't."""
        pages = _Pages(self, measures, room)
        row, follower = next(_followed(self.rows), (None, None))
        return row is None or not pages.turns(row, follower)

    def sheets(self, measures: Measures, first: float) -> Iterator[Sheet]:
        """Its sheets: whole rows if they fit a page, taller ones cut by lines, no heading alone.

        `first` is the height left on the page where it begins. Where the header and a first row do not fit there, the
        first sheet is empty (height 0).
        """
        pages = _Pages(self, measures, first)
        for row, follower in _followed(self.rows):
            if row.kind == "group":
                pages.heading = row
            yield from pages.add(row, follower)
        yield pages.sheet


def _followed(rows: Iterator[Row]) -> Iterator[tuple[Row, Row | None]]:
    """Rows, each heading with the row that follows it."""
    row = next(rows, None)
    while row is not None:
        follower = next(rows, None)
        yield row, follower if row.kind == "group" else None
        row = follower


def _height(row: Row, measures: Measures, lines: int | None = None) -> float:
    """The height of some lines of a row, or of all, with the paddings."""
    return (row.lines if lines is None else lines) * row.line + 2 * measures.padding_y


def plan(
    element: Element,
    measures: Measures,
    glossary: Sequence[str] = (),
    continued: str = "",
    columns: Columns | None = None,
    images: Mapping[str, Image] = MappingProxyType({}),
) -> Table:
    """Plan a table: `continued` stands where a row goes on over pages."""
    heads = [row for part in element if part.tag == "thead" for row in part]
    below = [row for part in element if part.tag == "tbody" for row in part]
    chosen = columns or Columns(measures.layout, glossary)
    widths = [width * MM for width in chosen.widths(element, measures.layout.text_width)]
    contents = _Contents(measures, glossary, images)
    head = [_row(row, index, widths, contents, head=True) for index, row in enumerate(heads)]
    label = fill([(continued, replace(measures.label, weight=400, colour=measures.layout.muted))], widths[0])

    def rows() -> Iterator[Row]:
        for number, row in enumerate(along(below, 0.1, 0.95), len(heads)):
            yield _row(row, number, widths, contents, head=False)

    return Table(element, head, widths, label[0], rows)


def _span(cell: Element) -> int:
    return int(cell.get("colspan", "1"))


def _filled(glossary: Sequence[str]) -> Callable[[tuple[tuple[str, Style], ...], float], list[Line]]:
    """What gives the lines of a content in a width; items that are compared have cells alike, near each other."""

    @lru_cache(maxsize=_ALIKE)
    def filled(content: tuple[tuple[str, Style], ...], width: float) -> list[Line]:
        return fill(content, width, glossary)

    return filled


class _Contents:
    """What stands in cells."""

    def __init__(self, measures: Measures, glossary: Sequence[str], images: Mapping[str, Image]) -> None:
        self.measures = measures
        self._filled = _filled(glossary)
        self._images = images

    def cell(self, element: Element, width: float, span: int) -> Cell:
        """The cell of an element; texts stand on lines of a width."""
        start = self.measures.label if element.tag == "th" else self.measures.cell
        lang = element.get("lang")
        style = replace(start, lang=lang) if lang else start
        if self._images and element.find("img") is not None:
            return Cell(element, *self._with_pictures(element, style, width, span))
        return Cell(element, self._text(element, style, width), span)

    def _text(self, element: Element, style: Style, width: float) -> list[Line]:
        return self._filled(tuple(inline(element, style, self.measures.layout)), width)

    def _with_pictures(
        self, element: Element, style: Style, width: float, span: int
    ) -> tuple[list[Line], int, tuple[Slot, ...]]:
        """Texts and pictures below each other."""
        lines: list[Line] = []
        slots: list[Slot] = []
        for part in parted(element):
            if part.tag == "img":
                picture = Picture.of(part, self._images, self.measures.layout, width, self.measures.height * _TALLEST)
                count = ceil((picture.height + _ROOM * style.size) / self.measures.line)
                slots.append(Slot(picture, len(lines), len(lines) + count))
                lines += [Line([], 0.0, 0, forced=True)] * count
            elif "".join(part.itertext()).strip():
                lines += self._text(part, style, width)
        return lines, span, tuple(slots)


def _row(row: Element, number: int, widths: Sequence[float], contents: _Contents, *, head: bool) -> Row:
    measures = contents.measures
    cells, column = [], 0
    for cell in row:
        span = _span(cell)
        width = sum(widths[column : column + span]) - 2 * measures.padding_x - (measures.bar if column == 0 else 0)
        cells.append(contents.cell(cell, width, span))
        column += span
    named = classes(row)
    kind = "head" if head else "group" if "group" in named else "marked" if "marked" in named else "plain"
    line = max((measures.apart(cell.lines) for cell in cells), default=measures.line)
    return Row(kind, cells, max((len(cell.lines) for cell in cells), default=1), line, number)


class _Pages:
    """Sheets on their way."""

    def __init__(self, table: Table, measures: Measures, first: float) -> None:
        self.table = table
        self.measures = measures
        self.room = first
        self.sheet = Sheet(table)
        self.heading: Row | None = None
        self.started = False
        self._again = False  # whether the table has begun on a sheet before
        self._head = sum(_height(row, measures) for row in table.head)

    def turn(self) -> Iterator[Sheet]:
        """A new page; hands over the sheet that is full."""
        self._again = self._again or bool(self.sheet.parts)
        yield self.sheet
        self.sheet = Sheet(self.table)
        self.started = False
        self.room = self.measures.height

    def turns(self, row: Row, follower: Row | None) -> bool:
        """Whether a row is to begin on a new page."""
        need = _height(row, self.measures)
        if follower:
            need += self._least(follower, need)
        if need > self._left(row) and (self.started or self.room < self.measures.height):
            most = self.measures.height - self._head - self._heading_height(row)
            few = self._lines_left(row) < _FEWEST_LINES or not self._end(row, 0)
            return need <= most + _TOLERANCE or few
        return False

    def add(self, row: Row, follower: Row | None) -> Iterator[Sheet]:
        """Put a row on this sheet, on the next, or in parts on several; hands over those that are full."""
        if self.turns(row, follower):
            yield from self.turn()
        self._start(row)
        yield from self._put(row)

    def _least(self, row: Row, heading: float) -> float:
        """What stands of a row on its heading's page at the least: all of it if that fits a page, else some lines."""
        whole = _height(row, self.measures)
        if whole <= self.measures.height - self._head - heading + _TOLERANCE:
            return whole
        return _height(row, self.measures, min(_FEWEST_LINES, row.lines))

    def _left(self, row: Row) -> float:
        """The height left for a row on this sheet."""
        before = 0.0 if self.started else self._head + self._heading_height(row)
        return self.room - self.sheet.height - before + _TOLERANCE

    def _lines_left(self, row: Row) -> int:
        return int((self._left(row) - 2 * self.measures.padding_y) / row.line)

    def _heading_height(self, row: Row) -> float:
        repeated = self.heading is not None and row is not self.heading
        return _height(self.heading, self.measures) if repeated and self.heading else 0.0

    def _start(self, row: Row) -> None:
        """The header, and the heading of the group that goes on, at the top of a sheet."""
        if self.started:
            return
        for head in self.table.head:
            self.sheet.add(head, self.measures, 0, head.lines, repeated=self._again)
        if self.heading is not None and row is not self.heading and self._again:
            self.sheet.add(self.heading, self.measures, 0, self.heading.lines, repeated=True)
        self.started = True

    def _put(self, row: Row) -> Iterator[Sheet]:
        first = 0
        while first < row.lines:
            last = self._end(row, first)
            if last == first and self._is_fresh(row):  # no page could have it
                last = first + max(1, self._lines_left(row))
            if last > first:
                self.sheet.add(row, self.measures, first, last)
            first = last
            if first < row.lines:
                yield from self.turn()
                self._start(row)

    def _end(self, row: Row, first: int) -> int:
        """The line before which this sheet ends, of a row from line `first` on; `first` where a picture has no room."""
        last = min(row.lines, first + max(1, self._lines_left(row)))
        if 0 < row.lines - last < _FEWEST_LINES and last - first > _FEWEST_LINES:
            last = row.lines - _FEWEST_LINES
        cut = [slot.first for cell in row.cells for slot in cell.slots if slot.first < last < slot.last]
        return max(first, min([last, *cut]))

    def _is_fresh(self, row: Row) -> bool:
        """Whether nothing stands on this sheet but what a sheet begins with, and it has a page of its own."""
        begun = all(part.row.kind == "head" or part.row is self.heading for part in self.sheet.parts)
        return self.started and begun and self.room >= self.measures.height and row is not self.heading
