"""A data file as a tree: texts, lists and mappings, each with its place; nothing is turned into a number or a date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mreport.errors import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written; `plain` when no quotes stood around it, so that an empty one means no value."""

    text: str
    place: Place
    plain: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether the file says that there is no value: `key:` with nothing behind it, or `~`."""
        return self.plain and self.text in ("", "~")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    entries: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Nodes by key, in the file's order; keys are unique."""

    entries: dict[str, Node]
    keys: dict[str, Place]
    place: Place


Node = Scalar | Sequence | Mapping
