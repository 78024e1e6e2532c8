"""Sheets: which of several tables is read, and what merged and hidden cells mean for one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mreport.errors import Fault, Place, SourceError
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mreport.sources.table import Cell

_TOLD = 10  # of many cells that are warned of, so many are named


def chosen(names: Sequence[str], wanted: str | None, place: Place, holding: Iterable[int]) -> int:
    """Which of several tables is meant: the one wanted, by name or number from 1, or the only one that holds anything.

    `holding` are the positions of those that do, as far as they come into question. Raises SourceError:
    `sheet-unknown`, `sheet-unclear`, `table-empty`.
    """
    if wanted is not None:
        same = [index for index, name in enumerate(names) if canonical(name).strip() == canonical(wanted).strip()]
        if len(same) == 1:
            return same[0]
        if not same and wanted.isdecimal() and 0 < int(wanted) <= len(names):
            return int(wanted) - 1
        raise _unknown(names, wanted, place)
    found = list(holding)
    if len(found) == 1:
        return found[0]
    if found:
        known = [names[index] or str(index + 1) for index in found]
        raise SourceError("sheet-unclear", place, sheets=[f"“{name}”" for name in known[:_TOLD]])
    raise SourceError("table-empty", place)


def _unknown(names: Sequence[str], wanted: str, place: Place) -> SourceError:
    import difflib

    nearest = difflib.get_close_matches(wanted, names, n=1, cutoff=0.6)
    known = [name or str(index) for index, name in enumerate(names, 1)]
    return SourceError("sheet-unknown", place, sheet=wanted, nearest=nearest, known=known[:_TOLD])


@dataclass(slots=True)
class Sheet:
    """A table of cells as one is read: what is hidden, merged, or has no value is noted for its warnings."""

    file: str
    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)  # row, column, height, width, from 0
    hidden_rows: list[int] = field(default_factory=list)  # from 0
    hidden_columns: list[int] = field(default_factory=list)
    errors: list[tuple[int, int]] = field(default_factory=list)  # cells, from 0
    no_values: list[tuple[int, int]] = field(default_factory=list)

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands: `Sheet1!B2`."""
        return Place(self.file, path=f"{self.name}!{reference(row, column)}")

    def squared(self) -> None:
        """Give every row as many cells as the widest has."""
        width = max(map(len, self.rows), default=0)
        for row in self.rows:
            row.extend([""] * (width - len(row)))

    def unmerged(self) -> frozenset[int]:
        """Put what a merged cell says into each cell that it covers; the rows of titles, which one spans alone.

        Cells beyond the table's last one are not made.
        """
        titles = set()
        for row, column, height, width in self.spans:
            if row >= len(self.rows) or column >= len(self.rows[row]):
                continue
            cells = self.rows[row]
            alone = sum(bool(cell) for cell in cells) == 1
            if height == 1 and not column and alone and len(cells) > 1:
                titles.add(row)
                continue
            for covered in self.rows[row : row + height]:
                end = min(column + width, len(covered))
                covered[column:end] = [cells[column]] * (end - column)
        return frozenset(titles)

    def warnings(self, titles: frozenset[int]) -> tuple[Fault, ...]:
        """What a reader must be told of the sheet, each kind once with its cells."""
        merged = [
            f"{reference(row, column)}:{reference(row + height - 1, column + width - 1)}"
            for row, column, height, width in self.spans
            if row not in titles
        ]
        rows = [str(row + 1) for row in self.hidden_rows]
        columns = [letters(column) for column in self.hidden_columns]
        errors, no_values = ([reference(*cell) for cell in cells] for cells in (self.errors, self.no_values))
        told = []
        for code, cells in (
            ("merged-cells", merged),
            ("hidden-rows", rows),
            ("hidden-columns", columns),
            ("error-cells", errors),
            ("formulas-without-value", no_values),
        ):
            if cells:
                told.append(Fault(code, {"cells": _few(cells)}, Place(self.file, path=self.name or None)))
        return tuple(told)


def _few(texts: Sequence[str]) -> list[str]:
    return [*texts[:_TOLD], "…"] if len(texts) > _TOLD else list(texts)


def letters(column: int) -> str:
    """The letters of a column, counted from 0: A to Z, then AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def reference(row: int, column: int) -> str:
    """The reference of a cell, both counted from 0: B2."""
    return f"{letters(column)}{row + 1}"
