"""A plain table to a Dataset: the first column holds the labels, each further column is an item; or turned.

Ids are labels and names in lower case, with a hyphen for whatever is no letter, mark or digit: `Price (THB)` has
the id `price-thb`; Thai letters are kept. One that is taken gets a number behind it: `c`, `c-2`.
Rows and columns that hold nothing are passed over. A table is in Thai where half of its labels are, else in English.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mreport.comparison.records import Absence, Attribute, Dataset, Item, Value
from mreport.errors import Fault, SourceError
from mreport.sources.declarations import declared
from mreport.thai import canonical, has_thai

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mreport.errors import Place
    from mreport.sources.reading import Reading

    # A text as written, or a value where the source has one that is no text, such as a list.
    Cell = str | Value

# Keys of a data file's items, so that a table's data can be written into a data file.
_RESERVED = ("name", "related")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as the source has them, names in the first row; `place` tells where a cell stands."""

    rows: Sequence[Sequence[Cell]]
    place: Callable[[int, int], Place]  # of a row and a column, both from 0


def dataset(table: Table, reading: Reading) -> Dataset:
    """The Dataset that a table holds, by the choices made for it.

    Raises SourceError with every fault of the table and its place: `table-empty`, `row-length`, `item-unnamed`,
    `item-repeated`, `attribute-unlabelled`, `attribute-repeated`; where it has none, with every fault of the choices:
    `attribute-unknown`, `attribute-twice`, `rule-unknown`, `tolerance`, `tolerance-rule`.
    """
    grid = _Grid(table, turned=reading.items == "rows")
    if faults := list(grid.faults()):
        raise SourceError.of(faults)
    labels = zip(_ids(grid.texts(grid.labels), "attribute", _RESERVED), grid.texts(grid.labels), strict=True)
    plain = Dataset({}, {key: Attribute(key, label) for key, label in labels}, language=grid.language())
    attributes = declared(plain, reading)
    words = _words(reading)
    names = zip(_ids(grid.texts(grid.names), "item"), grid.texts(grid.names), grid.names, strict=True)
    items = {
        key: Item(key, name, dict(_values(attributes, grid.cells(position), words))) for key, name, position in names
    }
    return replace(plain, items=items, attributes=attributes)


class _Grid:
    """A table without what holds nothing; a name or label stands at a row and a column, a value where two cross."""

    def __init__(self, table: Table, *, turned: bool) -> None:
        self.table = table
        self.rows = [index for index, row in enumerate(table.rows) if any(_text(cell).strip() for cell in row)]
        self.width = len(table.rows[self.rows[0]]) if self.rows else 0
        columns = [column for column in range(1, self.width) if self._holds(column)]
        across = [(self.rows[0], column) for column in columns]
        down = [(row, 0) for row in self.rows[1:]]
        self.names, self.labels = (down, across) if turned else (across, down)

    def _holds(self, column: int) -> bool:
        return any(_text(self.at(row, column)).strip() for row in self.rows)

    def at(self, row: int, column: int) -> Cell:
        """A cell; one that a short row lacks is empty."""
        cells = self.table.rows[row]
        return cells[column] if column < len(cells) else ""

    def cells(self, name: tuple[int, int]) -> Iterator[Cell]:
        """The cells of an item in the order of the labels: names stand in the first row or column, and so do labels."""
        return (self.at(max(name[0], row), max(name[1], column)) for row, column in self.labels)

    def texts(self, positions: Iterable[tuple[int, int]]) -> list[str]:
        return [_text(self.at(*position)) for position in positions]

    def language(self) -> str:
        """Thai where at least half of the labels with letters are; where none has letters, of all texts."""
        for texts in (self.texts(self.labels), [_text(cell) for row in self.rows for cell in self.table.rows[row]]):
            lettered = [text for text in texts if any(map(str.isalpha, text))]
            if lettered:
                return "th" if 2 * sum(map(has_thai, lettered)) >= len(lettered) else "en"
        return "en"

    def faults(self) -> Iterator[Fault]:
        """What keeps the table from being read."""
        if not self.names or not self.labels:
            yield Fault("table-empty", {}, self.table.place(0, 0))
        for row in self.rows:
            if (cells := len(self.table.rows[row])) != self.width:
                fields = {"cells": cells, "columns": self.width}
                yield Fault("row-length", fields, self.table.place(row, min(cells - 1, self.width)))
        yield from self._unclear(self.names, item=True)
        yield from self._unclear(self.labels, item=False)

    def _unclear(self, positions: list[tuple[int, int]], *, item: bool) -> Iterator[Fault]:
        """Names or labels that are empty, or stand there already."""
        seen: dict[str, tuple[int, int]] = {}
        for position in positions:
            text = _text(self.at(*position))
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


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ", ".join(map(str, cell.parts))


def _ids(texts: Iterable[str], kind: str, taken: Iterable[str] = ()) -> list[str]:
    """An id for each text, no two equal and none of those taken."""
    counts: dict[str, int] = dict.fromkeys(taken, 1)
    result = []
    for number, text in enumerate(texts, 1):
        slug = _slug(text) or f"{kind}-{number}"
        key = slug
        while key in counts:
            counts[slug] += 1
            key = f"{slug}-{counts[slug]}"
        counts[key] = 1
        result.append(key)
    return result


def _slug(text: str) -> str:
    """Letters, marks and digits in lower case with hyphens between them; what can't be seen is left out."""
    lower = canonical(text).lower()
    kinds = {character: unicodedata.category(character) for character in lower if character != "_"}
    signs = {ord(sign): "" if kind == "Cf" else " " for sign, kind in kinds.items() if kind[0] not in "LMN"}
    return "-".join(lower.translate(signs).split())


def _words(reading: Reading) -> Mapping[str, Absence]:
    """The kind of absence that each word means; `unknown` wins where a word is given for both."""
    words = {canonical(word.strip()): Absence.NA for word in reading.na}
    return words | {canonical(word.strip()): Absence.UNKNOWN for word in reading.unknown}


def _values(
    attributes: Iterable[str], cells: Iterable[Cell], words: Mapping[str, Absence]
) -> Iterator[tuple[str, Value]]:
    """The values that are there; an empty cell has none, if no word says what it means."""
    for attribute, cell in zip(attributes, cells, strict=True):
        if isinstance(cell, Value):
            if cell.absence is not Absence.MISSING:
                yield attribute, cell
        elif words and (absence := words.get(canonical(cell.strip()))):
            yield attribute, Value(absence=absence)
        elif cell.strip():
            yield attribute, Value((cell,))
