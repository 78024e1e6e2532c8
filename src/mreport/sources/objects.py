"""Python's own data to a Dataset: mappings, rows and data frames; pandas and polars are known by their ways.

A mapping with the key `items` or `attributes` is of the data file's shape; another one holds for each item a mapping
of its values. Rows (lists, or mappings with the same keys) and data frames are plain tables. A data frame's labels are
its index where that has a name or is no count, else its first column.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mreport.comparison.records import Absence, Dataset, Value
from mreport.errors import Fault, Place, SourceError, UserError
from mreport.sources import datafile, table
from mreport.sources.pictures import Pictures, error_of
from mreport.sources.table import Table
from mreport.sources.values import Values, is_nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from mreport.sources.reading import Reading

    Where = Callable[[int, int], str]  # of a row and a column, both from 0, names being row 0

_MIDNIGHT = datetime.time()


def dataset(data: Any, reading: Reading) -> Dataset:
    """The Dataset that Python data hold.

    Raises SourceError with every fault and the path to it: `object-kind`, `surrogate`, `key-not-text`, and those of
    data files and tables; LimitError (`too-deep`); UserError (`table-option`).
    """
    if isinstance(data, Mapping) and ("items" in data or "attributes" in data):
        if reading.options:
            raise UserError("table-option", options=reading.options)
        pictures = Pictures.of(Path(), reading)
        values = Values(pictures, reading.limits.depth)
        return datafile.dataset(values.node(data, ""), values.faults, pictures, reading.wanted)
    for fits, read in _KINDS:
        if fits(data):
            return table.dataset(read(data, Pictures.of(Path(), reading)), reading, Path())
    raise SourceError("object-kind", kind=type(data).__name__)


def _is_pandas(data: Any) -> bool:
    return hasattr(data, "columns") and hasattr(data, "itertuples")


def _is_polars(data: Any) -> bool:
    return hasattr(data, "columns") and hasattr(data, "iter_rows")


def _is_rows(data: Any) -> bool:
    return isinstance(data, (Sequence, Iterator)) and not isinstance(data, (str, bytes, bytearray))


def _of_items(data: Mapping[Any, Any], pictures: Pictures) -> Table:
    """For each item a mapping of values; attributes in the order in which they appear. An empty text is a value."""
    faults = [
        Fault("not-mapping", {}, Place(path=str(item))) for item, own in data.items() if not isinstance(own, Mapping)
    ]
    if faults:
        raise SourceError.of(faults)
    labels = list(dict.fromkeys(label for own in data.values() for label in own))
    items = list(data)
    rows = [[label, *(_kept(own.get(label)) for own in data.values())] for label in labels]

    def path(row: int, column: int) -> str:
        keys = [*items[column - 1 : column], *labels[row - 1 : row]]  # a name has no label, a label no name
        return ".".join(map(str, keys))

    return _table([["", *items], *rows], path, pictures)


def _kept(value: Any) -> Any:
    return Value(absence=Absence.EMPTY) if isinstance(value, str) and not value else value


def _of_rows(data: Iterable[Any], pictures: Pictures) -> Table:
    """Rows of cells, names in the first; or rows as mappings, whose keys are the names."""
    rows = list(data)
    if rows and all(isinstance(row, Mapping) for row in rows):
        names = list(dict.fromkeys(name for row in rows for name in row))
        cells = [[row.get(name) for name in names] for row in rows]
        keys = [f".{name}" for name in names] or [""]
        return _table([names, *cells], lambda row, column: f"[{max(row - 1, 0)}]{keys[column]}", pictures)
    faults = [
        Fault("object-kind", {"kind": type(row).__name__}, Place(path=f"[{index}]"))
        for index, row in enumerate(rows)
        if not isinstance(row, Iterable) or isinstance(row, (str, bytes, Mapping))
    ]
    if faults:
        raise SourceError.of(faults)
    return _table([list(row) for row in rows], lambda row, column: f"[{row}][{column}]", pictures)


def _of_pandas(frame: Any, pictures: Pictures) -> Table:
    """A pandas data frame; places are those that `iloc` takes."""
    index = frame.index
    counted = all(isinstance(label, int) for label in index)  # as it is after rows were chosen, too
    labelled = any(name is not None for name in index.names) or not counted
    rows = list(frame.itertuples(index=labelled, name=None))
    names = [tuple(index.names) if len(index.names) > 1 else index.name] if labelled else []

    def path(row: int, column: int) -> str:
        if labelled and not column:
            return f"index[{row - 1}]" if row else "index.names"
        return f"iloc[{row - 1}, {column - labelled}]" if row else f"columns[{column - labelled}]"

    return _table([[*names, *frame.columns], *days(rows)], path, pictures)


def _of_polars(frame: Any, pictures: Pictures) -> Table:
    """A polars data frame; places are those that its brackets take."""

    def path(row: int, column: int) -> str:
        return f"[{row - 1}, {column}]" if row else f"columns[{column}]"

    return _table([list(frame.columns), *days(list(frame.iter_rows()))], path, pictures)


def days(rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """The rows, where a column of times that are all midnight holds days: pandas has no other way to hold them."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    for column in columns:
        times = [value for value in column if not is_nothing(value)]
        if all(isinstance(time, datetime.datetime) and time.timetz() == _MIDNIGHT for time in times):
            column[:] = [None if is_nothing(value) else value.date() for value in column]
    return [list(row) for row in zip(*columns, strict=True)]


def _table(rows: Sequence[Sequence[Any]], path: Where, pictures: Pictures) -> Table:
    """The cells of a table whose first row holds the names, whose first column the labels."""
    values = Values(pictures)
    made: list[list[table.Cell]] = [
        [
            values.cell(cell, path(row, column)) if row and column else values.title(cell, path(row, column))
            for column, cell in enumerate(cells)
        ]
        for row, cells in enumerate(rows)
    ]
    if values.faults:
        raise error_of(values.faults)
    return Table(made, lambda row, column: Place(path=path(row, column) if rows else ""), items="columns")


_KINDS: tuple[tuple[Callable[[Any], bool], Callable[[Any, Pictures], Table]], ...] = (
    (lambda data: isinstance(data, Mapping), _of_items),
    (_is_pandas, _of_pandas),
    (_is_polars, _of_polars),
    (_is_rows, _of_rows),
)
