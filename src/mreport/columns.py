"""Widths of a table's columns by what stands in them: the same in PDF and DOCX.

Readers expect columns side by side to look alike, so the even share is where every choice begins; it is left for
room that pays: the table must become 4 % shorter by it, and 3 % more for each tenth of its even share by which a
column becomes wider or narrower.

* The label column is at least as wide as the longest part of a label within which no line ends, and at most as its
  longest label asks; between the two as the layout says, unless another width makes the table shorter. Tables with
  the same labels (the panels of a wide one) have it alike.
* An item's column is never narrower than its longest unbreakable part, where all can have that, nor than three
  fifths of an even share.
* Where some items have more text than others, widths go from the even share towards those at which the rows are
  lowest together. A row is as high as its tallest cell, so the sum of the rows' tallest cells is made small: the
  maximum softened to a norm, to whose least value a few rounds of a fixed-point iteration come near.

It is chosen by an estimate: lines are counted by the letters' advances, without their breaks. Of a long table a
sample of rows decides, always the same; in the others, a part that is wider than its column is cut as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import compress
from math import ceil, fsum
from operator import mul
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from mreport.advances import extents
from mreport.fonts import BOLD, REGULAR
from mreport.page import classes, image_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from mreport.images import Image
    from mreport.layout import Layout

_POINT = 25.4 / 72  # in mm
_SAMPLE, _LONGEST_LABELS = 100, 20  # rows of a long table that are looked at
_MOST_LABEL = 0.45  # of the table
_LEAST_SHARE = 0.6  # of an even share
_ENTRY = 0.04  # of the height, for columns that are not even at all
_PRICE = 0.3  # of the height, for a column that is off by its whole even share
_LABEL_PRICE = 0.5  # of the height, for a label column that is off by the whole table
_RAGGED = 0.6  # em that a line leaves empty
_SLACK = 0.15  # em by which a text may be wider than its advances say
_LABEL_STEPS, _STEPS, _ROUNDS = 4, 5, 5
_ALIKE = 0.05  # of an even share: a gain of so little is none
_NORM = 4
_BOX = "\u00a0\u00a0\u00a0"  # about as wide as the box of a letter is beside it
_APART, _TOGETHER = " \u2260", "\u00a0\u2260"  # a mark stays on the line of what it marks


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell in mm: its text on one line, its longest unbreakable part, the lines that breaks in the text make.

    Of pictures it has the width and height that each would have with room enough.
    """

    amount: float
    part: float
    lines: tuple[float, ...] = ()  # where there are several
    pictures: tuple[tuple[float, float], ...] = ()

    @property
    def longest(self) -> float:
        return max(self.lines, default=self.amount)


_Column = Sequence[_Cell | None]
_Choice = TypeVar("_Choice")


class Columns:
    """Chooses the widths of the tables of one report; terms of the `glossary` are unbreakable."""

    def __init__(
        self, layout: Layout, glossary: Sequence[str] = (), images: Mapping[str, Image] = MappingProxyType({})
    ) -> None:
        self._layout = layout
        self._images = images
        self._em = layout.size * _POINT
        self._line = self._em * layout.line_height
        self._around_line = 2 * layout.padding_y
        self._around = 2 * layout.padding_x
        self._around_label = self._around + layout.bar
        self._usual = layout.label_width
        self._glossary = tuple(glossary)
        self._fonts = layout.fonts
        self._chosen: dict[tuple[str, ...], float] = {}  # widths of label columns, by the labels

    def widths(self, table: Element, width: float) -> list[float]:
        """The widths of a table's columns, which take `width` together; all in mm."""
        rows, count, labelled = _seen(table)
        if count < 2:  # noqa: PLR2004
            return [width] * count
        columns = list(zip(*(self._row(row, count) for row in rows), strict=True))
        if not labelled:
            return self._items(columns, width)
        names = tuple(["".join(row[0].itertext()) for row in rows])
        label = self._label(names, columns, width)
        labels = self._count(columns[0], label - self._around_label)
        return [label, *self._items(columns[1:], width - label, labels)]

    def _row(self, row: Element, count: int) -> list[_Cell | None]:
        """The cells of a row by column; none where a cell goes over several."""
        found: list[_Cell | None] = []
        for cell in row:
            span = int(cell.get("colspan", "1"))
            found += [self._cell(cell)] if span == 1 else [None] * span
        return [*found, *[None] * (count - len(found))]

    def _cell(self, cell: Element) -> _Cell:
        weight = BOLD if cell.tag == "th" else REGULAR
        found = [extents(text, weight, self._glossary, self._fonts) for text in _lines(cell)]
        lines = [advance * self._em for advance, _ in found]
        part = (max(part for _, part in found) + _SLACK) * self._em
        pictures = tuple(map(self._picture, cell.iter("img"))) if self._images else ()
        return _Cell(sum(lines), part, tuple(lines) if len(lines) > 1 else (), pictures)

    def _picture(self, element: Element) -> tuple[float, float]:
        image = image_of(element, self._images)
        return self._layout.picture(classes(element), image.width, image.height)

    def _count(self, cells: Sequence[_Cell | None], room: float) -> list[int]:
        """About how many lines each cell of a column takes in a width."""
        full = max(room - _RAGGED * self._em, 1.0)
        return [
            1
            if cell is None or (cell.amount <= room and not cell.lines and not cell.pictures)
            else sum(1 if line <= room else ceil(line / full) for line in cell.lines or (cell.amount,))
            + sum(ceil(height * min(1.0, room / width) / self._line) for width, height in cell.pictures)
            for cell in cells
        ]

    def _label(self, names: tuple[str, ...], columns: Sequence[_Column], width: float) -> float:
        """The width of the label column."""
        if names not in self._chosen:
            labels = [cell for cell in columns[0] if cell]
            around = self._around_label
            least = min(max((cell.part for cell in labels), default=0.0) + around, width * _MOST_LABEL)
            natural = max((cell.longest for cell in labels), default=0.0) + _SLACK * self._em + around
            most = max(least, min(natural, width * _MOST_LABEL))
            usual = min(max(self._usual, least), most)
            others = len(columns) - 1

            def cost(label: float) -> float:
                heights = self._count(columns[0], label - around)
                total = self._total(columns[1:], [(width - label) / others] * others, heights)
                return total * (1 + _LABEL_PRICE * abs(label - usual) / width)

            steps = [least + (most - least) * step / _LABEL_STEPS for step in range(_LABEL_STEPS + 1)]
            self._chosen[names] = _cheapest([usual, *steps] if most > least else [usual], cost)
        return self._chosen[names]

    def _total(self, columns: Sequence[_Column], widths: Sequence[float], labels: Sequence[int] = ()) -> float:
        """How high the rows are together, each at least as its label asks."""
        counts = [self._count(column, width - self._around) for column, width in zip(columns, widths, strict=True)]
        if labels:
            counts.append(list(labels))
        lines: int = sum(map(max, zip(*counts, strict=True)))
        return lines * self._line + len(columns[0]) * self._around_line

    def _items(self, columns: Sequence[_Column], width: float, labels: Sequence[int] = ()) -> list[float]:
        """The widths of the items' columns, which take `width` together."""
        share = width / len(columns)
        parts = [max((cell.part for cell in column if cell), default=0.0) + self._around for column in columns]
        parts = _levelled(parts, width)
        even = _bounded([share] * len(columns), parts, width)
        best = self._best(columns, even)
        if max(abs(one - other) for one, other in zip(best, even, strict=True)) < _ALIKE * share:
            return even
        least = _levelled([max(part, _LEAST_SHARE * share) for part in parts], width)

        def cost(widths: Sequence[float]) -> float:
            off: float = max(abs(one - other) / other for one, other in zip(widths, even, strict=True))
            return self._total(columns, widths, labels) * (1 + (_ENTRY if off else 0.0) + _PRICE * off)

        steps = (
            [one + (other - one) * step / _STEPS for one, other in zip(even, best, strict=True)]
            for step in range(1, _STEPS + 1)
        )
        return _cheapest([even, *(_bounded(widths, least, width) for widths in steps)], cost)

    def _best(self, columns: Sequence[_Column], even: Sequence[float]) -> list[float]:
        """The widths near which the rows are lowest together; the even ones where every row has one line anyway.

        Of heights that are `amount / width` for each cell and a norm over each row, least where each width is as
        the sum over rows of the row's height by the cell's share in it.
        """
        counts = [self._count(column, width - self._around) for column, width in zip(columns, even, strict=True)]
        tall = [max(row) > 1 for row in zip(*counts, strict=True)]
        amounts = [[cell.amount if cell else 0.0 for cell in compress(column, tall)] for column in columns]
        widths, room = list(even), fsum(even)
        least = room / len(widths) / 16  # for a column without text
        for _ in range(_ROUNDS):
            powers = [
                [(amount / width) ** _NORM for amount in column] for column, width in zip(amounts, widths, strict=True)
            ]
            scales = [total ** (1 / _NORM - 1) if (total := fsum(row)) else 0.0 for row in zip(*powers, strict=True)]
            asked = [fsum(map(mul, column, scales)) for column in powers]
            together = fsum(asked)
            if not together:
                return list(even)
            wanted = [(width * room * part / together) ** 0.5 for width, part in zip(widths, asked, strict=True)]
            scale = room / fsum(max(width, least) for width in wanted)
            widths = [max(width, least) * scale for width in wanted]
        return widths


def _seen(table: Element) -> tuple[list[Element], int, bool]:
    """The rows that decide, how many columns there are, and whether the first one holds labels."""
    head = [row for part in table.iter("thead") for row in part]
    body = [row for part in table for row in ([part] if part.tag == "tr" else part if part.tag == "tbody" else ())]
    count = max((sum(int(cell.get("colspan", "1")) for cell in row) for row in [*head, *body[:_SAMPLE]]), default=0)
    labelled = any(len(row) and row[0].tag == "th" for row in body[:_SAMPLE])
    rows = [row for row in body if len(row) > 1]
    if len(rows) > _SAMPLE:
        few = [rows[len(rows) * index // _SAMPLE] for index in range(_SAMPLE)]
        rows = [*few, *nlargest(_LONGEST_LABELS, rows, key=_longest_word)] if labelled else few
    return [*(row for row in head if len(row) > 1), *rows], count, labelled


def _longest_word(row: Element) -> int:
    return max(map(len, "".join(row[0].itertext()).split()), default=0)


def _lines(cell: Element) -> Iterator[str]:
    """The text of a cell, cut at its line breaks."""
    text = "".join(cell.itertext() if next(cell.iter("br"), None) is None else _pieces(cell))
    if len(cell) and not cell.text and {"letter", "mark"} & set(classes(cell[0])):
        first = "".join(cell[0].itertext())
        text = f"{first}{_BOX if 'letter' in classes(cell[0]) else ''}\u00a0{text[len(first) :].lstrip(' ')}"
    yield from text.replace(_APART, _TOGETHER).split("\n")


def _pieces(element: Element) -> Iterator[str]:
    if element.tag == "br":
        yield "\n"
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


def _cheapest(choices: Sequence[_Choice], cost: Callable[[_Choice], float]) -> _Choice:
    """The first choice than which none costs less."""
    return min(choices, key=lambda choice: round(cost(choice), 6))


def _levelled(needs: Sequence[float], width: float) -> list[float]:
    """Needs that a width has room for: those of the greediest cut to one level."""
    if fsum(needs) <= width:
        return list(needs)
    left, level = width, 0.0
    for index, need in enumerate(sorted(needs)):
        level = left / (len(needs) - index)
        if need >= level:
            break
        left -= need
    return [min(need, level) for need in needs]


def _bounded(widths: Sequence[float], least: Sequence[float], width: float) -> list[float]:
    """Widths in proportion to those given, none less than it may be, that take `width` together."""
    fixed: set[int] = set()
    while True:
        free = [index for index in range(len(widths)) if index not in fixed]
        room = width - fsum(least[index] for index in fixed)
        scale = room / (fsum(widths[index] for index in free) or 1.0)
        short = {index for index in free if widths[index] * scale < least[index]}
        if not short or len(fixed) + len(short) == len(widths):
            return [least[index] if index in fixed else widths[index] * scale for index in range(len(widths))]
        fixed |= short
