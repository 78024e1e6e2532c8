"""How a source is to be read: what a data file says of itself and a table can't, and how much it may hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mreport.limits import DEFAULT, Limits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Orientation = Literal["columns", "rows"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The choices for a source; `kind` (such as `csv`) is its format, whatever its name ends in."""

    items: Orientation | None = None  # where they stand in a table; None: where the table itself says, else in columns
    rules: Mapping[str, str] = field(default_factory=dict)  # by id or label: `number`, or with a tolerance `number:2%`
    ignore: tuple[str, ...] = ()  # attributes that are shown and not compared
    unknown: tuple[str, ...] = ()  # the words for an unknown value
    na: tuple[str, ...] = ()  # the words for what is not applicable
    encoding: str | None = None
    kind: str | None = None
    sheet: str | None = None  # of several tables the one to be read: its name or number; of a database a query too
    header_row: int | None = None  # the row in which the names stand, from 1
    wanted: tuple[str, ...] | None = None  # items by id or name: a catalogue is read no further; None: all of them
    limits: Limits = DEFAULT
    images: Path | None = None  # a folder in which pictures of the data may lie, beside the data's own
    reason: str | None = None  # the name of the column (or row) that says why a row differs, and is no item

    @property
    def options(self) -> list[str]:
        """The command line's names of what was chosen and only plain tables have."""
        chosen = {
            "--items": self.items == "rows",
            "--rule": self.rules,
            "--ignore": self.ignore,
            "--unknown": self.unknown,
            "--na": self.na,
            "--encoding": self.encoding,
            "--sheet": self.sheet,
            "--header-row": self.header_row,
            "--reason": self.reason,
        }
        return [name for name, given in chosen.items() if given]
