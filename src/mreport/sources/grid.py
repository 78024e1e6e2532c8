"""Where names, labels and values stand in a table, and what keeps it from being read.

Rows and columns that hold nothing are passed over, and so is a title above the names where it is certain to be one:
a text alone in its row that is merged over the table, or that an empty row or an empty corner parts from the names.
A page of comparison may have its names one column to the left of their values, its last column without a name.
"""

from __future__ import annotations

import difflib
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from mreport.errors import Fault, UserError
from mreport.sources.orientation import items_in_rows
from mreport.thai import canonical, has_thai

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mreport.comparison.records import Value
    from mreport.errors import Place
    from mreport.sources.reading import Reading
    from mreport.sources.table import Cell, Table

    Position = tuple[int, int]

_FEWEST = 2
_NEAR = 0.6
_MOST_NAMES = 20  # that an error lists


def text_of(cell: Cell) -> str:
    """The text of a cell; of a value with several parts, all of them; of a picture without one its name."""
    if isinstance(cell, str):
        return cell
    return ", ".join(map(str, cell.parts)) or (cell.picture.name or cell.picture.kind if cell.picture else "")


class Grid:
    """A table without what holds nothing; a name or label stands at a position, a value where two cross."""

    def __init__(self, table: Table, reading: Reading) -> None:
        self.table = table
        self.found: list[Fault] = []
        self._read: tuple[Sequence[Position], list[str]] = (), []  # the labels, which are asked for again and again
        self.rows = [index for index, row in enumerate(table.rows) if _holds(row)]
        self.title = ""
        self._begin(reading.header_row)
        kept = [table.rows[row] for row in self.rows]
        self.width = len(kept[0]) if kept else 0
        self._rows = kept
        self._columns = list(zip_longest(*kept, fillvalue=""))[: self.width]
        self.columns = [column for column in range(1, self.width) if _holds(self._columns[column])]
        self.shift = int(self._is_shifted())
        across = [(self.rows[0], column - self.shift) for column in self.columns]
        down = [(row, 0) for row in self.rows[1:]]
        self.turned = self._is_turned(reading)
        self.names, self.labels = (down, across) if self.turned else (across, down)

    def _begin(self, header: int | None) -> None:
        """Leave out what stands above the names."""
        if header is not None:
            if header - 1 not in self.rows:
                raise UserError("header-row", self.table.place(0, 0), row=header)
            self.rows = self.rows[self.rows.index(header - 1) :]
        elif lead := self._lead():
            titles = [text_of(cell).strip() for row in self.rows[:lead] for cell in self.table.rows[row]]
            self.title = next(filter(None, titles))
            self.rows = self.rows[lead:]
            self.found.append(Fault("found-title", {"row": self.rows[0] + 1, "text": self.title}))

    def _lead(self) -> int:
        """How many rows at the top are certain to be titles."""
        rows = self.table.rows
        lead = 0
        while lead < len(self.rows) and _is_alone(rows[self.rows[lead]]):
            lead += 1
        if not lead or lead == len(self.rows):
            return 0
        header = self.rows[lead]
        corner = not text_of(rows[header][0]).strip()
        several = sum(bool(text_of(cell).strip()) for cell in rows[header]) >= _FEWEST
        parted = header - self.rows[lead - 1] > 1 or set(self.rows[:lead]) <= self.table.titles
        return lead if several and (corner or parted) else 0

    def _is_shifted(self) -> bool:
        """Whether the names stand one column left of their values, and the last column has none."""
        if len(self._rows) < _FEWEST or self.columns != list(range(1, self.width)):
            return False
        header = [text_of(cell).strip() for cell in self._rows[0]]
        return all(header[:-1]) and not header[-1] and self.table.page

    def _is_turned(self, reading: Reading) -> bool:
        if reading.items:
            return reading.items == "rows"
        if self.table.items:
            return self.table.items == "rows"
        body = [[text_of(row[column]) for column in self.columns if column < len(row)] for row in self._rows[1:101]]
        even = len({len(row) for row in body}) == 1
        if even and not self.shift and items_in_rows(body):
            self.found.append(Fault("found-items-rows", {}))
            return True
        return False

    def values(self, value_of: Callable[[Any], Value]) -> Iterator[Sequence[Value]]:
        """For each item its values in the order of the labels; cells are read row by row, as they lie in memory."""
        rows = [list(map(value_of, row[1:])) for row in self._rows[1:]]
        kept = [column - 1 for column in self.columns]
        if self.turned:
            return ([row[column] for column in kept] for row in rows)
        columns = list(zip(*rows, strict=True))
        return (columns[column] for column in kept)

    def reasons(self, name: str | None) -> list[str | None]:
        """The reason of each label, out of the column (or row) of that name, which is an item no more.

        Raises UserError (`reason-unknown`).
        """
        if name is None:
            return [None] * len(self.labels)
        names = [canonical(text).strip() for text in self.texts(self.names)]
        if (wanted := canonical(name).strip()) not in names:
            nearest = difflib.get_close_matches(wanted, names, n=1, cutoff=_NEAR)
            raise UserError("reason-unknown", name=name, nearest=nearest, known=[] if nearest else names[:_MOST_NAMES])
        number = names.index(wanted)
        if self.turned:
            cells: Sequence[Cell] = [self._rows[number + 1][column] for column in self.columns]
        else:
            cells = self._columns[self.columns[number]][1:]
        found = [text_of(cell).strip() or None for cell in cells]
        del self.names[number]
        del (self._rows if self.turned else self.columns)[number + self.turned]
        return found

    def place(self, item: int, label: int) -> Place:
        """Where the value of an item and a label stands, both by their numbers."""
        if self.turned:
            return self.table.place(self.names[item][0], self.columns[label])
        return self.table.place(self.labels[label][0], self.columns[item])

    def texts(self, positions: Sequence[Position]) -> list[str]:
        """The names or labels that stand at positions."""
        if positions is self._read[0]:
            return self._read[1]
        texts = [text_of(self._at(*position)) for position in positions]
        if positions is self.labels:
            self._read = positions, texts
        return texts

    def _at(self, row: int, column: int) -> Cell:
        """A cell; one that a short row lacks is empty."""
        cells = self.table.rows[row]
        return cells[column] if column < len(cells) else ""

    def language(self) -> str:
        """Thai where at least half of the labels with letters are; where none has letters, of all texts."""
        for texts in (self.texts(self.labels), (text_of(cell) for row in self._rows for cell in row)):
            lettered = [text for text in texts if any(map(str.isalpha, text))]
            if lettered:
                return "th" if 2 * sum(map(has_thai, lettered)) >= len(lettered) else "en"
        return "en"

    def faults(self) -> Iterator[Fault]:
        """What keeps the table from being read."""
        if not self.names or not self.labels:
            yield Fault("table-empty", {}, self.table.place(0, 0))
        for row, cells in zip(self.rows, self._rows, strict=True):
            if len(cells) != self.width:
                fields = {"cells": len(cells), "columns": self.width}
                yield Fault("row-length", fields, self.table.place(row, min(len(cells) - 1, self.width)))
        yield from self._unclear(self.names, item=True)
        yield from self._unclear(self.labels, item=False)

    def _unclear(self, positions: list[Position], *, item: bool) -> Iterator[Fault]:
        """Names or labels that are empty, or stand there already."""
        seen: dict[str, Position] = {}
        for position, text in zip(positions, self.texts(positions), strict=True):
            first = seen.setdefault(canonical(text).strip(), position)
            if not text.strip():
                code = "item-unnamed" if item else "attribute-unlabelled"
                yield Fault(code, {}, self.table.place(*position))
            elif first != position:
                code = "item-repeated" if item else "attribute-repeated"
                fields = {"text": text, "first": _within(self.table.place(*first))}
                yield Fault(code, fields, self.table.place(*position))


def _within(place: Place) -> str:
    """A place without its file."""
    return place.path or f"{place.line}:{place.column}"


def _holds(cells: Sequence[Cell]) -> bool:
    """Whether any of the cells holds more than white space."""
    if cells and isinstance(cells[0], str) and cells[0].strip():  # the most do so in the first one
        return True
    try:
        return bool("".join(cells).strip())  # type: ignore[arg-type]
    except TypeError:
        return any(text_of(cell).strip() for cell in cells)


def _is_alone(cells: Sequence[Cell]) -> bool:
    """Whether the first cell of several is the only one that holds anything."""
    return len(cells) >= _FEWEST and bool(text_of(cells[0]).strip()) and not _holds(cells[1:])
