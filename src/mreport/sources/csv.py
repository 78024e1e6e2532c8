"""CSV and TSV: cells as text, each with line and column; what could be read in two ways is refused.

The standard library's reader tells no columns, and of an open quote only where the file ends: hence this one of
RFC 4180, which a test holds against it. Like spreadsheets, it takes `sep=;` in the first line for the delimiter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from mreport.errors import Place, SourceError
from mreport.sources.lines import Lines
from mreport.sources.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def table(text: str, file: str, delimiter: str | None = None) -> Table:
    """The cells of a CSV text; the delimiter is the only one that can be meant, if none is given.

    Raises SourceError: `delimiter-unclear`, `delimiter-missing`, `quote-open`, `quote-followed`.
    """
    declared = _DECLARED.match(text)
    start = declared.end() if declared else 0
    delimiter = delimiter or (declared[1] if declared else _certain(text, start, file))
    records = _records(text, delimiter, start)
    if records.wrong is not None:
        raise _quotes(text, records.wrong, file)
    lines = cache(partial(Lines, text, file))  # asked for only where something is wrong

    def place(row: int, column: int) -> Place:
        if row >= len(records.starts):
            return Place(file)
        return lines().place(_start_of(text, records.starts[row], column, delimiter))

    return Table(records.rows, place)


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


def _certain(text: str, start: int, file: str) -> str:
    """The delimiter that parts every row into the same number of cells, or else the one that parts the first row."""
    made = {delimiter: _records(text, delimiter, start) for delimiter in DELIMITERS}
    held = {delimiter: [row for row in records.rows if any(map(str.strip, row))] for delimiter, records in made.items()}
    even = [delimiter for delimiter, rows in held.items() if made[delimiter].wrong is None and _is_even(rows)]
    found = even or [delimiter for delimiter, rows in held.items() if rows and len(rows[0]) >= _FEWEST_COLUMNS]
    if len(found) == 1:
        return found[0]
    if found:
        raise SourceError("delimiter-unclear", Place(file), delimiters=[f"“{_shown(sign)}”" for sign in found])
    wrong = [records.wrong for records in made.values() if records.wrong is not None]
    if wrong:
        raise _quotes(text, max(wrong), file)
    raise SourceError("delimiter-missing", Place(file))


def _is_even(rows: Sequence[Sequence[str]]) -> bool:
    lengths = set(map(len, rows))
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
