"""A plain table to a Dataset: the first column holds the labels, each further column is an item; or turned.

Ids are labels and names in lower case, with a hyphen for whatever is no letter, mark or digit: `Price (THB)` has
the id `price-thb`; Thai letters are kept. One that is taken gets a number behind it: `c`, `c-2`.
A table is in Thai where half of its labels are, else in English.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mreport.comparison.records import MISSING, Absence, Attribute, Dataset, Item, Value
from mreport.comparison.slugs import slug_of
from mreport.errors import SourceError
from mreport.sources import pages, pictured
from mreport.sources.declarations import declared
from mreport.sources.grid import Grid
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from mreport.comparison.records import Origin
    from mreport.errors import Fault, Place
    from mreport.sources.reading import Orientation, Reading

    # A text as written, or a value where the source has one that is no text, such as a list or a link.
    Cell = str | Value

# Keys of a data file's items, so that a table's data can be written into a data file.
_RESERVED = ("name", "related")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as the source has them, names in the first row; `place` tells where a cell stands."""

    rows: Sequence[Sequence[Cell]]
    place: Callable[[int, int], Place]  # of a row and a column, both from 0
    items: Orientation | None = None  # where the form itself says it
    texts: bool = False  # whether every cell is certain to be a text
    ids: Sequence[str] = ()  # of the items in rows, where the source has them apart from their names
    page: bool = False  # whether it may be a page of comparison, with signs of its own
    titles: frozenset[int] = frozenset()  # rows that one text spans
    title: str = ""
    origin: Origin | None = None
    warnings: tuple[Fault, ...] = ()
    found: tuple[Fault, ...] = ()


def dataset(table: Table, reading: Reading, home: Path | None = None) -> Dataset:
    """The Dataset that a table holds, by the choices made for it; pictures that it names lie in the folder `home`.

    Raises SourceError with every fault of the table and its place: `table-empty`, `row-length`, `item-unnamed`,
    `item-repeated`, `attribute-unlabelled`, `attribute-repeated`; where it has none, with every fault of the choices:
    `attribute-unknown`, `attribute-twice`, `rule-unknown`, `tolerance`, `tolerance-rule`, `reason-unknown`; those of
    its pictures, as SourceError or LimitError.
    """
    table, marked = pages.unsigned(table) if table.page else (table, frozenset())
    grid = Grid(table, reading)
    if faults := list(grid.faults()):
        raise SourceError.of(faults)
    reasons = grid.reasons(reading.reason)
    titles = grid.texts(grid.labels)
    labels = zip(_ids(titles, "attribute", _RESERVED), titles, strict=True)
    plain = Dataset(
        {},
        {key: Attribute(key, label, reason=reason) for (key, label), reason in zip(labels, reasons, strict=True)},
        language=grid.language(),
        title=table.title or grid.title or None,
        origin=table.origin,
        warnings=table.warnings,
        found=(*table.found, *grid.found),
    )
    attributes = declared(plain, reading)
    known = _Known(_words(reading))
    values = list(grid.values(known.__getitem__ if table.texts else known.value))
    ids, names = list(attributes), grid.texts(grid.names)
    keys = _ids(table.ids or names, "item")
    plain, values = pictured.opened(plain, grid, attributes, keys, values, reading, home)
    items = {
        key: Item(key, name, _held(ids, own, missing=known.missing))
        for key, name, own in zip(keys, names, values, strict=True)
    }
    return pages.compared(replace(plain, items=items, attributes=attributes), marked)


def _ids(texts: Iterable[str], kind: str, taken: Iterable[str] = ()) -> list[str]:
    """An id for each text, no two equal and none of those taken."""
    counts: dict[str, int] = dict.fromkeys(taken, 1)
    result = []
    for number, text in enumerate(texts, 1):
        slug = slug_of(text) or f"{kind}-{number}"
        key = slug
        while key in counts:
            counts[slug] += 1
            key = f"{slug}-{counts[slug]}"
        counts[key] = 1
        result.append(key)
    return result


def _words(reading: Reading) -> Mapping[str, Absence]:
    """The kind of absence that each word means; `unknown` wins where a word is given for both."""
    words = {canonical(word.strip()): Absence.NA for word in reading.na}
    return words | {canonical(word.strip()): Absence.UNKNOWN for word in reading.unknown}


class _Known(dict[str, Value]):
    """The value of each text, made once; an empty cell has none, if no word says what it means."""

    def __init__(self, words: Mapping[str, Absence]) -> None:
        super().__init__()
        self._words = words
        self.missing = False  # whether any cell was without a value

    def value(self, cell: Cell) -> Value:
        """The value of a cell; one that the source has as such is itself."""
        if isinstance(cell, Value):
            self.missing |= cell.absence is Absence.MISSING
            return cell
        return self[cell]

    def __missing__(self, cell: str) -> Value:
        absence = self._words.get(canonical(cell.strip())) if self._words else None
        value = Value(absence=absence) if absence else Value((cell,)) if cell.strip() else MISSING
        self.missing |= value is MISSING
        self[cell] = value
        return value


def _held(attributes: Iterable[str], values: Iterable[Value], *, missing: bool) -> dict[str, Value]:
    """The values that are there, by attribute; whether any is `missing` is known before."""
    found = dict(zip(attributes, values, strict=True))
    if missing:
        return {attribute: value for attribute, value in found.items() if value.absence is not Absence.MISSING}
    return found
