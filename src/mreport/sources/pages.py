"""Pages of comparison as sources: × behind an item's name, ≠ behind the label of a row that differs.

A table in which some label has the sign tells of every row whether it is marked. So a row that differs and has no sign
is one that is not compared, which a warning says.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mreport.comparison.classes import classes
from mreport.comparison.records import MISSING, Value
from mreport.errors import Fault
from mreport.thai import canonical

if TYPE_CHECKING:
    from mreport.comparison.records import Dataset
    from mreport.sources.table import Cell, Table

_REMOVE = re.compile(r"\s*×\s*$")
_DIFFERS = re.compile(r"\s*≠\s*$")


def unsigned(table: Table) -> tuple[Table, frozenset[str]]:
    """The table without the signs of a page, and the labels that had the sign of a row that differs."""
    marked: set[str] = set()
    rows: list[list[Cell]] = []
    for number, row in enumerate(table.rows):
        cells = [_without(_REMOVE, cell) for cell in row] if not number else list(row)
        if cells and number and _DIFFERS.search(label := _text(cells[0])):
            cells[0] = _DIFFERS.sub("", label)
            marked.add(canonical(_DIFFERS.sub("", label)).strip())
        rows.append(cells)
    return replace(table, rows=rows), frozenset(marked)


def compared(dataset: Dataset, marked: frozenset[str]) -> Dataset:
    """The dataset, where a row that differs and had no sign is not compared; as it is where no row had the sign."""
    attributes = dict(dataset.attributes)
    warnings = []
    for key, attribute in dataset.attributes.items() if marked else ():
        values = [item.values.get(key, MISSING) for item in dataset.items.values()]
        unmarked = canonical(str(attribute.label)).strip() not in marked
        if attribute.compared and unmarked and len(set(classes(attribute, values, dataset))) > 1:
            attributes[key] = replace(attribute, compared=False)
            warnings.append(Fault("page-not-compared", {"attribute": str(attribute.label)}))
    return replace(dataset, attributes=attributes, warnings=(*dataset.warnings, *warnings))


def _without(sign: re.Pattern[str], cell: Cell) -> Cell:
    text = _text(cell)
    return sign.sub("", text) if sign.search(text) else cell


def _text(cell: Cell) -> str:
    return ", ".join(map(str, cell.parts)) if isinstance(cell, Value) else cell
