"""A data file as a tree: texts, lists and mappings, each with its place; nothing is turned into a number or a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mreport.errors import Place

# Nodes of a file, and those that YAML's aliases may add up to: a merge bomb of a few lines makes billions.
MOST_NODES = 2_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")


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


def surrogate(text: str) -> str | None:
    """The half of a character that a text holds, as U+D800 or the like, if it holds one; no document can."""
    found = None if text.isascii() else _SURROGATE.search(text)
    return f"U+{ord(found[0]):04X}" if found else None
