"""Catalogues: tables of records that may be too large to be read whole, of which only the items wanted are.

Each record is an item. Its name stands in the column `name`, its id in the column `id`; where there is no column
`name`, the first column holds the names.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from mreport.comparison.slugs import slug_of
from mreport.errors import ChoiceError, Fault, LimitError, Place, SourceError
from mreport.sources.files import home_of
from mreport.sources.pictures import Pictures, error_of
from mreport.sources.table import Table
from mreport.sources.values import Values, is_nothing
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mreport.sources.reading import Reading
    from mreport.sources.table import Cell

# Names that are looked through for one that is spelt otherwise than it is wanted.
_MOST_NAMES = 5_000_000
_MOST_COMPARED = 20_000
_MOST_FAULTS, _MOST_NEAR, _MOST_KNOWN = 100, 3, 20
_NEAR = 0.6


class Records(Protocol):
    """A source of records: what a catalogue is made of."""

    columns: Sequence[str]

    def count(self) -> int:
        """How many records there are."""

    def column(self, *names: str) -> Iterable[Sequence[Any]]:
        """The values of columns, of all records."""

    def rows(self, wanted: Sequence[tuple[str, Any]] | None) -> Iterable[Sequence[Any]]:
        """The records that have in a column one of the values wanted, pair by pair; all of them for None."""

    def found(self, columns: Sequence[str], words: Sequence[str], most: int) -> tuple[int, list[Sequence[Any]]]:
        """How many records have all the words in the columns (without words: all), and the columns of the first."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Records that can be looked into; `label` stands before columns in places, `found` is what opening left open."""

    records: Records
    label: str = ""
    found: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Keys:
    """The columns that hold names and ids, by position."""

    name: int
    id: int | None

    @classmethod
    def among(cls, columns: Sequence[str]) -> Keys:
        """The columns called `name` and `id`, in any case."""
        lower = [column.strip().casefold() for column in columns]
        if "name" not in lower:
            return cls(0, None)
        name = lower.index("name")
        return cls(name, lower.index("id") if "id" in lower else None)


def table(opened: Opened, file: str, reading: Reading) -> Table:
    """The records wanted as a table of items in rows.

    Raises ChoiceError (`item-unknown`), LimitError (`catalogue-too-large`), SourceError (`table-empty`, `cell-binary`,
    `surrogate`, `object-kind`).
    """
    records, label = opened.records, opened.label
    turned = reading.items != "columns"
    keys = Keys.among(records.columns) if turned else Keys(0, None)
    if not records.columns:
        raise SourceError("table-empty", Place(file))
    wanted = reading.wanted if turned else None
    count = records.count() if wanted is None else len({*wanted})
    if count > reading.limits.rows:
        raise LimitError("catalogue-too-large", Place(file), count=count, most=reading.limits.rows)
    order = [keys.name, *(index for index in range(len(records.columns)) if index not in (keys.name, keys.id))]
    raw = list(records.rows(None)) if wanted is None else _wanted(records, keys, wanted)
    values = Values(Pictures.of(home_of(file), reading), reading.limits.depth)
    counts = Counter(record[keys.name] for record in raw)
    counts[None] = 0

    def path(row: int, column: int) -> str:
        title = f"{label}{records.columns[order[column]]}"
        name = raw[row - 1][keys.name] if row else None
        return f"{title}[{name if counts[name] == 1 else f'#{row}'}]" if row else title

    rows: list[list[Cell]] = [[records.columns[index] for index in order]]
    for number, record in enumerate(raw, 1):
        cells = [values.cell(record[index], path(number, column)) for column, index in enumerate(order)]
        rows.append([cells[0] if isinstance(cells[0], str) else "", *cells[1:]])
    if values.faults:
        raise error_of([_placed(fault, file) for fault in values.faults])
    ids = [] if keys.id is None else ["" if is_nothing(record[keys.id]) else str(record[keys.id]) for record in raw]
    return Table(
        rows,
        lambda row, column: Place(file, path=path(row, column)),
        items="rows" if turned else "columns",
        ids=ids,
        found=opened.found,
    )


def _placed(fault: Fault, file: str) -> Fault:
    """A fault of a value at its place in the file."""
    place = Place(file, path=fault.place.path if fault.place else None)
    if fault.fields.get("kind") == "bytes":
        return Fault("cell-binary", {}, place)
    return Fault(fault.code, fault.fields, place)


def _wanted(records: Records, keys: Keys, wanted: Sequence[str]) -> list[Sequence[Any]]:
    """The records of the items wanted: by name or id as it is written, or else as it is spelt there."""
    if not wanted:
        return []
    positions = [index for index in (keys.id, keys.name) if index is not None]
    columns = [records.columns[index] for index in positions]
    exact = [(column, text) for text in dict.fromkeys(wanted) for column in columns]
    found = list(records.rows(exact))
    known = {str(record[index]) for record in found for index in positions}
    lacking = [text for text in dict.fromkeys(wanted) if text not in known]
    return list(records.rows([*exact, *_spelt(records, columns, lacking)])) if lacking else found


def _spelt(records: Records, columns: Sequence[str], lacking: Sequence[str]) -> list[tuple[str, Any]]:
    """The values of the columns that name what is lacking, in another spelling of it or by the id made of a name.

    Names are looked through one by one, and of those that are not meant only the first ones are kept.
    """
    if (count := records.count()) > _MOST_NAMES:
        raise LimitError("catalogue-too-large", count=count, most=_MOST_NAMES)
    meant: dict[str, list[tuple[str, Any]]] = {
        spelling: [] for text in lacking for spelling in (text, canonical(text).strip())
    }
    names: list[str] = []
    for values in records.column(*columns):
        for column, value in zip(columns, values, strict=True):
            text = str(value)
            for spelling in {text, canonical(text).strip(), slug_of(text)} & meant.keys():
                meant[spelling].append((column, value))
        if len(names) < _MOST_COMPARED:
            names.append(str(values[-1]))
    pairs = {text: meant[text] or meant[canonical(text).strip()] for text in lacking}
    if unknown := [text for text in lacking if not pairs[text]]:
        raise ChoiceError.of(_unknown(unknown[:_MOST_FAULTS], names))
    return [pair for found in pairs.values() for pair in found]


def _unknown(texts: Sequence[str], names: Sequence[str]) -> Iterator[Fault]:
    """What is to be told of items that are not there; what is near only of the first ones, since that takes time."""
    import difflib

    for number, text in enumerate(texts):
        near = difflib.get_close_matches(text, names, n=3, cutoff=_NEAR) if number < _MOST_NEAR else []
        yield Fault("item-unknown", {"item": text, "nearest": near, "known": [] if near else names[:_MOST_KNOWN]})
