"""A worksheet's XML, held and noted before any reader takes it: references, extent, formulas, what is hidden or merged.

One cell at XFD1048576 makes readers walk through seventeen thousand million empty ones, and a range of as many cells is
written in twelve letters; so each reference and range is read here first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mreport.errors import LimitError, Place, SourceError
from mreport.sources.archive import parsed, safe_parser
from mreport.sources.sheets import reference

if TYPE_CHECKING:
    from zipfile import ZipFile

    from mreport.limits import Limits

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(r"([A-Z]{1,3}[1-9][0-9]{0,6})(?::([A-Z]{1,3}[1-9][0-9]{0,6}))?")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_OFF = ("0", "false", None)


@dataclass(slots=True)
class Extent:
    """What a worksheet says of itself; rows and columns from 0, `height` and `width` as far as values reach."""

    height: int = 0
    width: int = 0
    cells: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)  # row, column, height, width
    errors: list[tuple[int, int]] = field(default_factory=list)
    no_values: list[tuple[int, int]] = field(default_factory=list)
    links: dict[tuple[int, int], str] = field(default_factory=dict)  # ids of relationships


def position(text: str) -> tuple[int, int] | None:
    """Row and column of a reference, from 0; None if it is none."""
    found = _REFERENCE.fullmatch(text)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(found[2])
    return (row - 1, column - 1) if row <= _MOST_ROWS and column <= _MOST_COLUMNS else None


def extent(archive: ZipFile, name: str, file: str, sheet: str, limits: Limits) -> Extent:
    """Read through a worksheet's XML. SourceError: `cell-reference`, `xml-doctype`, `spreadsheet-broken`.

    LimitError: `sheet-too-large`, where the values reach over more cells than the limits on rows and items make.
    """
    walk = _Walk(file, sheet, limits)
    place = Place(file, path=sheet)
    parser = safe_parser(place)
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parser.CharacterDataHandler = walk.text
    parsed(parser, archive, name, place)
    walk.found.hidden_columns = [column for column in walk.found.hidden_columns if column < walk.found.width]
    walk.found.hidden_rows = [row for row in walk.found.hidden_rows if row < walk.found.height]
    return walk.found


class _Walk:
    """Takes the elements of a worksheet as the parser meets them."""

    def __init__(self, file: str, sheet: str, limits: Limits) -> None:
        self.file, self.sheet = file, sheet
        self.depth, self.most_depth = 0, limits.depth
        self.most = limits.rows * limits.items
        self.found = Extent()
        self.row, self.column = -1, -1
        self.formula = self.value = self.error = self.string = self.inside = False
        self._starts = {"c": self._cell, "row": self._row, "mergeCell": self._merge, "hyperlink": self._link}
        self._starts |= {"col": self._columns}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """The handler of an element's start."""
        self.depth += 1
        if self.depth > self.most_depth:
            raise LimitError("too-deep", Place(self.file, path=self.sheet), most=self.most_depth)
        name = tag[tag.rfind(" ") + 1 :]
        if name in ("v", "is"):
            self.inside, self.value = True, self.string
        elif name == "f":
            self.formula = True
        elif begin := self._starts.get(name):
            begin(attributes)

    def text(self, _text: str) -> None:
        """The handler of characters: a value that has none is none."""
        if self.inside:
            self.value = True

    def end(self, tag: str) -> None:
        """The handler of an element's end."""
        self.depth -= 1
        if not tag.endswith(" c") and tag != "c":
            return
        found, cell = self.found, (self.row, self.column)
        if self.value:
            found.height, found.width = max(found.height, self.row + 1), max(found.width, self.column + 1)
            found.cells += 1
            if found.height * found.width > self.most:
                fields = {"rows": found.height, "columns": found.width, "most": self.most}
                raise LimitError("sheet-too-large", self._place(*cell), **fields)
            if self.error:
                found.errors.append(cell)
        elif self.formula:
            found.no_values.append(cell)

    def _place(self, row: int, column: int) -> Place:
        return Place(self.file, path=f"{self.sheet}!{reference(row, column)}")

    def _wrong(self, text: str) -> SourceError:
        return SourceError("cell-reference", Place(self.file, path=self.sheet), text=text[:40])

    def _row(self, attributes: dict[str, str]) -> None:
        text = attributes.get("r", str(self.row + 2))
        if not text.isdecimal() or not self.row < int(text) - 1 < _MOST_ROWS:
            raise self._wrong(text)
        self.row, self.column = int(text) - 1, -1
        if attributes.get("hidden") not in _OFF:
            self.found.hidden_rows.append(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.formula = self.value = self.inside = False
        kind = attributes.get("t")
        self.error, self.string = kind == "e", kind == "str"  # the result of a formula may be an empty text
        text = attributes.get("r")
        at = (self.row, self.column + 1) if text is None else position(text)
        if at is None or at[0] != self.row or at[1] <= self.column or at[1] >= _MOST_COLUMNS:
            raise self._wrong(text or "")
        self.column = at[1]

    def _range(self, text: str) -> tuple[int, int, int, int]:
        found = _RANGE.fullmatch(text)
        first = position(found[1]) if found else None
        last = position(found[2] or found[1]) if found else None
        if first is None or last is None or last < first or last[1] < first[1]:
            raise self._wrong(text)
        return (*first, last[0] - first[0] + 1, last[1] - first[1] + 1)

    def _merge(self, attributes: dict[str, str]) -> None:
        self.found.spans.append(self._range(attributes.get("ref", "")))

    def _link(self, attributes: dict[str, str]) -> None:
        row, column, height, width = self._range(attributes.get("ref", ""))
        target = next((value for key, value in attributes.items() if key.endswith(" id")), None)
        if target and height * width <= self.most:
            for down in range(height):
                for right in range(width):
                    self.found.links[row + down, column + right] = target

    def _columns(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not first.isdecimal() or not last.isdecimal() or not 0 < int(first) <= int(last) <= _MOST_COLUMNS:
            raise self._wrong(f"{first}:{last}")
        if attributes.get("hidden") not in _OFF:
            self.found.hidden_columns += range(int(first) - 1, int(last))
