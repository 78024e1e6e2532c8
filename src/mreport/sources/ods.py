"""ODS: cells as a spreadsheet shows them; the file holds the shown text of each, with its links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport.comparison.records import Value
from mreport.errors import Fault, LimitError, Place, SourceError
from mreport.sources.archive import hold_xml, opened, parsed, safe_parser
from mreport.sources.sheets import Sheet, chosen
from mreport.sources.table import Table

if TYPE_CHECKING:
    from zipfile import ZipFile

    from mreport.sources.reading import Reading
    from mreport.sources.table import Cell

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_LOCK = "encryption-data"
_OFF = ("collapse", "filter")
_MACROS = ("basic/", "scripts/")


def table(content: bytes, file: str, reading: Reading) -> Table:
    """The cells of a sheet as they are shown.

    Raises SourceError: `spreadsheet-broken`, `source-encrypted`, `source-macros`, `sheet-unclear`, ...; LimitError
    (`sheet-too-large`, `unpacked-too-large`, `too-deep`).
    """
    place = Place(file)
    with opened(content, file, reading.limits) as archive:
        _hold(archive, place, reading)
        walk = _Walk(file, reading)
        parser = safe_parser(place)
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
        parser.CharacterDataHandler = walk.text
        parsed(parser, archive, _CONTENT, place)
    names = [sheet.name for sheet in walk.sheets]
    shown = [index for index, sheet in enumerate(walk.sheets) if index not in walk.hidden and sheet.rows]
    index = chosen(names, reading.sheet, place, shown)
    sheet = walk.sheets[index]
    if sheet.outside:
        raise SourceError("source-outside", place, part=sheet.outside)
    sheet.squared()
    titles = sheet.unmerged()
    hidden = [names[index] for index in walk.hidden if not reading.sheet]
    told = [Fault("hidden-sheets", {"cells": hidden}, place)] if hidden else []
    found = [Fault("found-sheet", {"sheet": names[index]})] if len(names) > 1 else []
    return Table(sheet.rows, sheet.place, titles=titles, warnings=(*told, *sheet.warnings(titles)), found=tuple(found))


def _hold(archive: ZipFile, place: Place, reading: Reading) -> None:
    """Refuse what is no spreadsheet, is locked or could run."""
    names = archive.namelist()
    if _CONTENT not in names:
        raise SourceError("spreadsheet-broken", place)
    for name in names:
        if name.lower().startswith(_MACROS):
            raise SourceError("source-macros", place, part=name)
    if _MANIFEST in names:
        hold_xml(archive, _MANIFEST, place, reading.limits)
        if _LOCK.encode() in archive.read(_MANIFEST):
            raise SourceError("source-encrypted", place)


class _Sheet(Sheet):
    """A sheet that may take its values from another file."""

    outside = ""


class _Walk:
    """Takes the elements of a document's content as the parser meets them."""

    def __init__(self, file: str, reading: Reading) -> None:
        self.file, self.limits = file, reading.limits
        self.sheets: list[_Sheet] = []
        self.hidden: list[int] = []
        self._styles: set[str] = set()  # of tables that are not displayed
        self._style = ""
        self._depth = self._tables = 0
        self._row: list[Cell] = []
        self._repeated = self._column = 0
        self._rows = 0  # of the sheet, empty ones at its end counted too
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[list[str]] = []
        self._note = 0
        self._link = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """The handler of an element's start."""
        self._depth += 1
        if self._depth > self.limits.depth:
            raise LimitError("too-deep", Place(self.file), most=self.limits.depth)
        name = tag[tag.rfind(" ") + 1 :]
        if begin := getattr(self, f"_start_{name.replace('-', '_')}", None):
            begin({key[key.rfind(" ") + 1 :]: value for key, value in attributes.items()})

    def end(self, tag: str) -> None:
        """The handler of an element's end."""
        self._depth -= 1
        name = tag[tag.rfind(" ") + 1 :]
        if finish := getattr(self, f"_end_{name.replace('-', '_')}", None):
            finish()

    def text(self, text: str) -> None:
        """The handler of characters."""
        if self._cell is not None and self._paragraphs and not self._note:
            self._paragraphs[-1].append(text)

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("name", "")

    def _start_table_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get("display") == "false":
            self._styles.add(self._style)

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._tables += 1
        if self._tables > 1:
            return  # a table within a cell
        if attributes.get("style-name") in self._styles:
            self.hidden.append(len(self.sheets))
        self.sheets.append(_Sheet(self.file, attributes.get("name", "")))
        self._rows = self._column = 0

    def _end_table(self) -> None:
        self._tables -= 1

    def _start_table_source(self, attributes: dict[str, str]) -> None:
        if self.sheets:
            self.sheets[-1].outside = attributes.get("href", "") or "table-source"

    def _start_table_column(self, attributes: dict[str, str]) -> None:
        count = self._count(attributes, "number-columns-repeated")
        if attributes.get("visibility") in _OFF and self._tables == 1:
            self.sheets[-1].hidden_columns += range(self._column, min(self._column + count, 1024))
        self._column += count

    def _start_table_row(self, attributes: dict[str, str]) -> None:
        if self._tables == 1:
            self._row, self._column = [], 0
            self._repeated = self._count(attributes, "number-rows-repeated")
            if attributes.get("visibility") in _OFF:
                self.sheets[-1].hidden_rows += range(self._rows, min(self._rows + self._repeated, self._rows + 100))

    def _end_table_row(self) -> None:
        if self._tables != 1:
            return
        sheet = self.sheets[-1]
        if self._row:
            self._fits(self._rows + self._repeated, len(self._row))
            sheet.rows += [[] for _ in range(self._rows - len(sheet.rows))]
            sheet.rows += [list(self._row) for _ in range(self._repeated)]
        self._rows += self._repeated

    def _start_table_cell(self, attributes: dict[str, str]) -> None:
        if self._tables == 1 and self._cell is None:
            self._cell, self._paragraphs, self._link = attributes, [], ""

    _start_covered_table_cell = _start_table_cell

    def _end_table_cell(self) -> None:
        if self._tables != 1 or self._cell is None:
            return
        attributes, sheet = self._cell, self.sheets[-1]
        self._cell = None
        repeated = self._count(attributes, "number-columns-repeated")
        shown = "\n".join("".join(paragraph) for paragraph in self._paragraphs)
        at = (self._rows, self._column)
        if shown:
            self._fits(self._rows + 1, self._column + repeated)
            self._row += [""] * (self._column - len(self._row))
            self._row += [Value((shown,), link=self._link) if self._link else shown] * repeated
            if attributes.get("value-type") == "error" or "#ERR" in attributes.get("formula", ""):
                sheet.errors.append(at)
        elif "formula" in attributes and "value-type" not in attributes:
            sheet.no_values.append(at)
        height = self._count(attributes, "number-rows-spanned")
        width = self._count(attributes, "number-columns-spanned")
        if height * width > 1:
            sheet.spans.append((*at, height, width))
        self._column += repeated

    _end_covered_table_cell = _end_table_cell

    def _start_p(self, _attributes: dict[str, str]) -> None:
        if self._cell is not None and self._tables == 1 and not self._note:
            self._paragraphs.append([])

    def _start_annotation(self, _attributes: dict[str, str]) -> None:
        self._note += 1

    def _end_annotation(self) -> None:
        self._note -= 1

    def _start_a(self, attributes: dict[str, str]) -> None:
        if not self._note:
            self._link = self._link or attributes.get("href", "")

    def _start_s(self, attributes: dict[str, str]) -> None:
        self.text(" " * min(self._count(attributes, "c"), 100))

    def _start_tab(self, _attributes: dict[str, str]) -> None:
        self.text("\t")

    def _start_line_break(self, _attributes: dict[str, str]) -> None:
        self.text("\n")

    def _count(self, attributes: dict[str, str], name: str) -> int:
        text = attributes.get(name, "1")
        if not text.isdecimal() or len(text) > 9 or not int(text):  # noqa: PLR2004
            raise SourceError("cell-reference", Place(self.file), text=text[:40])
        return int(text)

    def _fits(self, rows: int, columns: int) -> None:
        """Refuse a table that is larger than the limits on rows and items make."""
        most = self.limits.rows * self.limits.items
        if rows * columns > most:
            place = self.sheets[-1].place(rows - 1, columns - 1)
            raise LimitError("sheet-too-large", place, rows=rows, columns=columns, most=most)
