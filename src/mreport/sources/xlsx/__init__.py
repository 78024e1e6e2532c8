"""XLSX: cells as a spreadsheet shows them, with their links; read by openpyxl behind checks of ours."""

from __future__ import annotations

import datetime
import warnings
from io import BytesIO
from typing import TYPE_CHECKING, Any

from mreport.comparison.records import Value
from mreport.errors import Fault, MreportError, Place, SourceError
from mreport.sources.archive import BROKEN, hold_xml, opened
from mreport.sources.sheets import Sheet, chosen
from mreport.sources.table import Table
from mreport.sources.xlsx.dates import moment
from mreport.sources.xlsx.numbers import number, text
from mreport.sources.xlsx.worksheet import extent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zipfile import ZipFile

    from mreport.sources.reading import Reading
    from mreport.sources.table import Cell
    from mreport.sources.xlsx.worksheet import Extent

_MACROS = ("vbaproject.bin", "macrosheets/", "dialogsheets/")
_OUTSIDE = "xl/externallinks/"
_BOOKS = ("xl/workbook.xml", "xl/styles.xml", "xl/sharedstrings.xml")


def table(content: bytes, file: str, reading: Reading) -> Table:
    """The cells of a sheet as they are shown.

    Raises SourceError: `spreadsheet-broken`, `source-encrypted`, `source-macros`, `source-outside`, `sheet-unclear`,
    `sheet-unknown`, `cell-reference`, ...; LimitError (`sheet-too-large`, `unpacked-too-large`, `too-deep`).
    """
    place = Place(file)
    with opened(content, file, reading.limits) as archive:
        _hold(archive, place, reading)
        try:
            return _table(archive, content, file, reading)
        except MreportError:
            raise
        except Exception:  # noqa: BLE001  openpyxl ends in any on a file that is not of its standard
            raise SourceError("spreadsheet-broken", place) from None


def _hold(archive: ZipFile, place: Place, reading: Reading) -> None:
    """Refuse what could run or reach out of the file, and XML that is no plain tree."""
    for name in archive.namelist():
        lower = name.lower()
        if any(part in lower for part in _MACROS):
            raise SourceError("source-macros", place, part=name)
        if lower.startswith(_OUTSIDE):
            raise SourceError("source-outside", place, part=name)
        if lower in _BOOKS or lower.endswith(".rels"):
            hold_xml(archive, name, place, reading.limits)


def _table(archive: ZipFile, content: bytes, file: str, reading: Reading) -> Table:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl leaves out: styles, validations, drawings
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet is not None]
        names = [sheet.title for sheet in sheets]
        paths = [sheet._worksheet_path for sheet in sheets]  # noqa: SLF001  else the relationships were to be read again
        known: dict[int, Extent] = {}

        def measured(index: int) -> Extent:
            if index not in known:
                known[index] = extent(archive, paths[index], file, names[index], reading.limits)
            return known[index]

        visible = [index for index, sheet in enumerate(sheets) if sheet.sheet_state == "visible"]
        shown = (index for index in visible if measured(index).cells)
        index = chosen(names, reading.sheet, Place(file), shown)
        sheet = _sheet(sheets[index], measured(index), file, _targets(archive, paths[index]))
        book.close()
    titles = sheet.unmerged()
    hidden = [names[index] for index in range(len(names)) if index not in visible and not reading.sheet]
    told = [Fault("hidden-sheets", {"cells": hidden}, Place(file))] if hidden else []
    found = [Fault("found-sheet", {"sheet": names[index]})] if len(names) > 1 else []
    return Table(sheet.rows, sheet.place, titles=titles, warnings=(*told, *sheet.warnings(titles)), found=tuple(found))


def _sheet(sheet: Any, size: Extent, file: str, targets: Mapping[str, str]) -> Sheet:
    """The cells of a sheet as far as its values reach."""
    made = Sheet(file, sheet.title, spans=size.spans, hidden_rows=size.hidden_rows, errors=size.errors)
    made.hidden_columns, made.no_values = size.hidden_columns, size.no_values
    if size.cells:
        sheet.reset_dimensions()  # what the file says of them need not be true
        for cells in sheet.iter_rows(max_row=size.height, max_col=size.width):
            made.rows.append([_shown(cell) for cell in cells])
    made.squared()
    for (row, column), target in size.links.items():
        if target in targets and row < len(made.rows) and column < len(made.rows[row]):
            shown = made.rows[row][column]
            if isinstance(shown, str) and shown.strip():
                made.rows[row][column] = Value((shown,), link=targets[target])
    return made


def _shown(cell: Any) -> Cell:
    """The text that a cell shows."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return text(value, cell.number_format) if cell.number_format not in ("General", "@") else value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        return moment(value, cell.number_format)
    return number(value, cell.number_format)


def _targets(archive: ZipFile, path: str) -> dict[str, str]:
    """The addresses that a sheet's hyperlinks name, by the ids of its relationships."""
    from openpyxl.packaging.relationship import get_dependents, get_rels_path

    name = get_rels_path(path)
    try:
        related = get_dependents(archive, name) if name in archive.namelist() else []
    except BROKEN:
        return {}
    outward = (link for link in related if link.TargetMode == "External" and not link.Target.startswith("#"))
    return {link.Id: link.Target for link in outward}
