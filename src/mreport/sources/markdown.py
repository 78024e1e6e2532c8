"""Markdown: pipe tables, also those of pages of comparison, each cell with line and column.

A table is a row, a row of hyphens, and rows; it ends where a line has no pipe. A row of one cell below wider ones is no
row: with ↗ it is the dataset's line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mreport.comparison.records import Origin
from mreport.errors import Fault, Place
from mreport.sources.files import text_of_table
from mreport.sources.inline import OUTWARD, cell, plain
from mreport.sources.sheets import chosen
from mreport.sources.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.sources.reading import Reading

_HYPHENS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_PIECE = re.compile(r"(?:[^|\\]|\\.)*", re.DOTALL)
_ORIGIN = re.compile(rf"(?P<name>.*?)\s*(?:\[{OUTWARD}\]\((?P<url>[^\s()]*)\)|{OUTWARD})\s*(?:·\s*(?P<licence>.*))?")


@dataclass(slots=True)
class _Found:
    """A table of the text: its heading, its rows as cells with their columns, and the line behind it."""

    heading: str
    first: int  # its line, from 0
    rows: list[list[tuple[int, str]]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)  # of each row
    foot: str = ""


def table(content: bytes, file: str, reading: Reading) -> Table:
    """The cells of a table. SourceError: `sheet-unclear`, `sheet-unknown`, `table-missing`, `table-empty`, ..."""
    found = _tables(text_of_table(content, file, reading.encoding).splitlines())
    place = Place(file)
    number = chosen([one.heading for one in found], reading.sheet, place, range(len(found)))
    one = found[number]
    told = (Fault("found-sheet", {"sheet": one.heading or str(number + 1)}),) if len(found) > 1 else ()

    def where(row: int, column: int) -> Place:
        if row >= len(one.rows):
            return Place(file, one.first + 1)
        cells = one.rows[row]
        return Place(file, one.lines[row] + 1, cells[min(column, len(cells) - 1)][0] + 1)

    rows = [[cell(source) for _column, source in row] for row in one.rows]
    return Table(rows, where, page=True, title=one.heading, origin=origin(one.foot), found=told)


def origin(source: str) -> Origin | None:
    """The dataset that a line names, such as `ScholarGate [↗](https://…) · CC BY 4.0`."""
    found = _ORIGIN.fullmatch(source.strip())
    if not found or not found["name"].strip():
        return None
    licence = plain(found["licence"].strip()) if found["licence"] else None
    return Origin(plain(found["name"].strip()), found["url"] or None, licence)


def _tables(lines: Sequence[str]) -> list[_Found]:
    """The tables of a text, in their order."""
    found: list[_Found] = []
    heading, first_line, fence, number = "", "", "", 0
    while number < len(lines):
        line = lines[number]
        if fenced := _FENCE.match(line):
            fence = "" if fence == fenced[1][:3] else fence or fenced[1][:3]
        elif not fence and (said := _HEADING.fullmatch(line)):
            heading = plain(said[1])
        elif not fence and "|" in line and _is_hyphens(lines[number + 1 : number + 2]):
            one = _Found(heading or first_line, number)
            number = _read(lines, number, one)
            found.append(one)
            heading = first_line = ""
            continue
        elif not first_line:
            first_line = plain(line.strip())
        number += 1
    return found


def _is_hyphens(lines: Sequence[str]) -> bool:
    """Whether a line, if there is one, parts the names of a table from its rows."""
    return any("|" in line and "-" in line and _HYPHENS.fullmatch(line) for line in lines)


def _read(lines: Sequence[str], number: int, one: _Found) -> int:
    """Read a table that begins at a line; the line behind it and its foot."""
    for at in (number, *range(number + 2, len(lines))):
        number = at
        if "|" not in lines[at]:
            break
        row = _row(lines[at])
        if any(source.strip() for _column, source in row):
            one.rows.append(row)
            one.lines.append(at)
    else:
        number = len(lines)
    if len(one.rows) > 2 and len(one.rows[-1]) == 1 < len(one.rows[0]):  # noqa: PLR2004
        one.foot = one.rows.pop()[0][1]
        one.lines.pop()
    one.foot = one.foot or _foot(lines, number)
    return number


def _foot(lines: Sequence[str], number: int) -> str:
    """The line behind a table that names the dataset: the first with its link, else the next one if it has the sign.

    What stands before it may be notes of the report.
    """
    behind: list[str] = []
    for at in range(number, len(lines)):
        if _HEADING.fullmatch(lines[at]) or ("|" in lines[at] and _is_hyphens(lines[at + 1 : at + 2])):
            break
        behind += [lines[at]] if lines[at].strip() else []
    linked = (line for line in behind if (found := _ORIGIN.fullmatch(line.strip())) and found["url"])
    return next(linked, next((line for line in behind[:1] if OUTWARD in line), ""))


def _row(line: str) -> list[tuple[int, str]]:
    """The cells of a row, each with its column from 0; a pipe behind a backslash is part of a text."""
    begin = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    begin += line[begin : begin + 1] == "|"
    cells = []
    while begin <= end:
        piece = _PIECE.match(line, begin, end)
        stop = piece.end() if piece else end
        source = line[begin:stop]
        cells.append((begin + len(source) - len(source.lstrip()), source))
        if stop >= end - 1:  # the last pipe ends the row
            break
        begin = stop + 1
    return cells
