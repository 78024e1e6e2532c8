"""Parquet, by polars: of a file of any size only the columns and rows are read that are asked for."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mreport.errors import MachineError, MreportError, Place, SourceError
from mreport.sources.catalogue import Opened
from mreport.sources.files import STANDARD_INPUT, content_of, unreadable
from mreport.sources.objects import days
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mreport.sources.reading import Reading

_MARK = b"PAR1"
_MOST_STANDARD_INPUT = 20 * 1024 * 1024


@contextmanager
def opened(file: str, reading: Reading) -> Iterator[Opened]:
    """The records of a file, as long as they are looked into.

    Raises SourceError (`parquet-broken` and those of files), MachineError (`parquet-missing`).
    """
    try:
        import polars as pl
    except ImportError:
        raise MachineError("parquet-missing", Place(file)) from None
    source = _source(file, reading)
    with _told(file):
        yield Opened(_Records(pl, source))


def _source(file: str, reading: Reading) -> Path | BytesIO:
    """What polars reads from: a file that begins and ends as Parquet does, by its path."""
    if file == STANDARD_INPUT:
        return BytesIO(content_of(file, reading.limits.file or _MOST_STANDARD_INPUT, ()))
    path = Path(file)
    if path.is_dir():
        raise SourceError("source-is-folder", Place(file))
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_MARK))
            stream.seek(-min(len(_MARK), path.stat().st_size), 2)
            tail = stream.read()
    except OSError as error:
        raise unreadable(error, file, (".parquet",)) from None
    if head != _MARK or tail != _MARK:
        raise SourceError("parquet-broken", Place(file))
    return path


@contextmanager
def _told(file: str) -> Iterator[None]:
    """What polars says of a file, as an error of ours; where it panics, that is no Exception."""
    try:
        yield
    except (MreportError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # noqa: BLE001
        raise SourceError("parquet-broken", Place(file)) from None


class _Records:
    """The records of a Parquet file."""

    def __init__(self, library: Any, source: Path | BytesIO) -> None:
        self._library = library
        self._frame = library.scan_parquet(source, glob=False, hive_partitioning=False)
        self._schema = self._frame.collect_schema()
        self.columns: Sequence[str] = self._schema.names()

    def count(self) -> int:
        """How many records there are, by the file's own word."""
        return int(self._frame.select(self._library.len()).collect().item())

    def column(self, *names: str) -> Iterable[Sequence[Any]]:
        """The values of columns, of all records."""
        rows: Iterable[Sequence[Any]] = self._frame.select(list(names)).collect().iter_rows()
        return rows

    def rows(self, wanted: Sequence[tuple[str, Any]] | None) -> Iterable[Sequence[Any]]:
        """The records that have in a column one of the values wanted, in the file's order."""
        frame = self._frame
        if wanted is not None:
            conditions = [self._condition(column, wanted) for column in dict.fromkeys(name for name, _ in wanted)]
            frame = frame.filter(self._library.any_horizontal(conditions))
        return days(list(frame.collect().iter_rows()))

    def found(self, columns: Sequence[str], words: Sequence[str], most: int) -> tuple[int, list[Sequence[Any]]]:
        """How many records have all the words in the columns, and the columns of the first of them."""
        frame = self._frame
        for word in words:
            frame = frame.filter(self._library.any_horizontal([self._has(column, word) for column in columns]))
        rows = list(frame.select(list(columns)).head(most).collect().iter_rows())
        if len(rows) < most:
            return len(rows), rows
        return int(frame.select(self._library.len()).collect().item()), rows

    def _has(self, column: str, word: str) -> Any:
        text = self._library.col(column).cast(self._library.String, strict=False).str.to_lowercase()
        spelt = dict.fromkeys((word.lower(), canonical(word).lower()))
        return self._library.any_horizontal([text.str.contains(one, literal=True) for one in spelt])

    def _condition(self, column: str, wanted: Sequence[tuple[str, Any]]) -> Any:
        values = [value for name, value in wanted if name == column]
        one = self._library.col(column)
        if self._schema[column] != self._library.String:
            return one.cast(self._library.String, strict=False).is_in(list(map(str, values)))
        return one.is_in([value for value in values if isinstance(value, str)])
