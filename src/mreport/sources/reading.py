"""How a plain table is to be read: what a data file says of itself, and a table can't."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Reading:
    """The choices for a plain table; `kind` (such as `csv`) is the source's format, whatever its name ends in."""

    items: Literal["columns", "rows"] = "columns"
    rules: Mapping[str, str] = field(default_factory=dict)  # by id or label: `number`, or with a tolerance `number:2%`
    ignore: tuple[str, ...] = ()  # attributes that are shown and not compared
    unknown: tuple[str, ...] = ()  # the words for an unknown value
    na: tuple[str, ...] = ()  # the words for what is not applicable
    encoding: str | None = None
    kind: str | None = None

    @property
    def options(self) -> list[str]:
        """The command line's names of what was chosen and only plain tables have."""
        chosen = {
            "--items": self.items != "columns",
            "--rule": self.rules,
            "--ignore": self.ignore,
            "--unknown": self.unknown,
            "--na": self.na,
            "--encoding": self.encoding,
        }
        return [name for name, given in chosen.items() if given]
