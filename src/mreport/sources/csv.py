"""CSV and TSV: cells as text, each with line and column; what could be read in two ways is refused.

The standard library's reader reads; it tells no columns, and of an open quote only where the file ends: so places come
of a reader of RFC 4180, which a test holds against it. Like spreadsheets, we take `sep=;` in the first line for the
delimiter.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, partial
from io import StringIO
from typing import TYPE_CHECKING

from mreport.errors import Place, SourceError
from mreport.sources.files import text_of_table
from mreport.sources.lines import Lines
from mreport.sources.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.sources.reading import Reading

DELIMITERS = (",", ";", "\t")
_FEWEST_COLUMNS = 2
_DECLARED = re.compile("sep=([,;|\t])(?:\r\n|\r|\n)", re.IGNORECASE)
_QUOTED = re.compile('"[^"]*+(?:""[^"]*+)*+"')


@dataclass(frozen=True, slots=True)
class _Records:
    """The rows that a delimiter makes of a text, where each begins, and where the text is wrong, if it is."""

    rows: list[list[str]]
    starts: list[int]
    wrong: int | None


def table(content: bytes, file: str, reading: Reading) -> Table:
    """The cells of a CSV or TSV file. SourceError: those of `cells`, `encoding-table`, ..."""
    return cells(text_of_table(content, file, reading.encoding), file, "\t" if reading.kind == "tsv" else None)


def cells(text: str, file: str, delimiter: str | None = None) -> Table:
    """The cells of a CSV text; the delimiter is the only one that can be meant, if none is given.

    Raises SourceError: `delimiter-unclear`, `delimiter-missing`, `quote-open`, `quote-followed`.
    """
    declared = _DECLARED.match(text)
    start = declared.end() if declared else 0
    delimiter = delimiter or (declared[1] if declared else None)
    delimiter, rows = (delimiter, _rows(text, delimiter, start)) if delimiter else _certain(text, start, file)
    lines = cache(partial(Lines, text, file))  # these are asked for only where something is wrong
    records = cache(partial(_records, text, delimiter, start))
    if rows is None:
        raise _quotes(text, records().wrong or 0, file)

    def place(row: int, column: int) -> Place:
        starts = records().starts
        return lines().place(_start_of(text, starts[row], column, delimiter)) if row < len(starts) else Place(file)

    return Table(rows, place, texts=True)


def _rows(text: str, delimiter: str, start: int) -> list[list[str]] | None:
    """The rows that a delimiter makes of a text; None where its quotes are wrong."""
    try:
        rows = list(csv.reader(StringIO(text[start:], ""), delimiter=delimiter, strict=True))
        return [row or [""] for row in rows] if [] in rows else rows
    except csv.Error:  # a cell beyond the library's own limit is one, too
        records = _records(text, delimiter, start)
        return records.rows if records.wrong is None else None


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    """A cell in quotes or without, and what ends it."""
    return re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"|((?!")[^{delimiter}\r\n]*+))({delimiter}|\r\n|\r|\n|\Z)')


def _records(text: str, delimiter: str, start: int) -> _Records:
    cell = _cell(re.escape(delimiter))
    rows: list[list[str]] = []
    starts: list[int] = []
    row: list[str] | None = None
    position = start
    while row is not None or position < len(text):
        found = cell.match(text, position)
        if found is None:
            return _Records(rows, starts, position)
        if row is None:
            row = []
            starts.append(position)
        row.append(found[2] if found[1] is None else found[1].replace('""', '"'))
        position = found.end()
        if found[3] != delimiter:
            rows.append(row)
            row = None
    return _Records(rows, starts, None)


def _certain(text: str, start: int, file: str) -> tuple[str, list[list[str]] | None]:
    """The delimiter that parts every row into the same number of cells, or else the one that parts the first row."""
    made = {sign: _rows(text, sign, start) for sign in DELIMITERS if sign in text}
    even = [sign for sign, rows in made.items() if rows and _is_even(rows)]
    found = even or [sign for sign in made if _first(text, sign, start) >= _FEWEST_COLUMNS]
    if len(found) == 1:
        return found[0], made[found[0]]
    if found:
        raise SourceError("delimiter-unclear", Place(file), delimiters=[f"“{_shown(sign)}”" for sign in found])
    wrong = [records.wrong for sign in DELIMITERS if (records := _records(text, sign, start)).wrong is not None]
    if wrong:
        raise _quotes(text, max(filter(None, wrong), default=0), file)
    raise SourceError("delimiter-missing", Place(file))


def _first(text: str, delimiter: str, start: int) -> int:
    """How many cells a delimiter makes of the first row that holds anything."""
    rows = _records(text, delimiter, start).rows
    return next((len(row) for row in rows if "".join(row).strip()), 0)


def _is_even(rows: Sequence[Sequence[str]]) -> bool:
    lengths = set(map(len, rows))
    if len(lengths) > 1:
        lengths = {len(row) for row in rows if "".join(row).strip()}
    return len(lengths) == 1 and min(lengths) >= _FEWEST_COLUMNS


def _shown(delimiter: str) -> str:
    return "TAB" if delimiter == "\t" else delimiter


def _quotes(text: str, position: int, file: str) -> SourceError:
    """What is wrong with the quotes of a cell."""
    quoted = _QUOTED.match(text, position)
    if quoted is None:
        return SourceError("quote-open", Lines(text, file).place(position))
    return SourceError("quote-followed", Lines(text, file).place(quoted.end()))


def _start_of(text: str, start: int, column: int, delimiter: str) -> int:
    """Where a cell of the row that begins at `start` begins; where its last cell begins if it has fewer."""
    cell = _cell(re.escape(delimiter))
    for _ in range(column):
        found = cell.match(text, start)
        if found is None or found[3] != delimiter:
            break
        start = found.end()
    return start
