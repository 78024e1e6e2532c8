"""What a report is made of: plain records in the words of one language, which templates print and JSON holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mreport.errors import Fault
    from mreport.forms import Words


@dataclass(frozen=True, slots=True)
class Column:
    """An item as its column is headed; one of them may be the baseline."""

    id: str
    name: str
    lang: str
    baseline: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a number is from the baseline's: exact, as a share, and in words: `+5 kg (+2.5%)`, none for 0."""

    difference: str
    share: str | None
    unit: str
    shown: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a value: `same`, `only` here, or `lacks` here what stands in the one compared with."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture among those of the page, by its name there; `described` tells whether the data say what it shows."""

    asset: str
    described: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as written (`text`) and as shown, with its link; `number` is equal where values are equal.

    `group` is a letter that equal values share, given where only some items of a row agree; `differs` says
    that the value is not the baseline's; `parts` are those of a list whose parts are in several languages;
    `reference` is the number of the note that has the link of a citation, for those who read on paper.
    """

    text: str
    shown: str
    lang: str
    absence: str | None = None
    number: int | None = None
    link: str | None = None
    mark: Words | None = None
    reference: int | None = None
    group: str | None = None
    differs: bool = False
    delta: Shift | None = None
    parts: tuple[Words, ...] = ()
    changes: tuple[Stretch, ...] | None = None
    picture: Picture | None = None  # whose description is what is written and shown

    @property
    def plain(self) -> bool:
        """Whether there is nothing to be said of it but its words."""
        said = self.absence or self.link or self.mark or self.group or self.differs or self.delta or self.changes
        return not (said or self.parts or self.picture)


@dataclass(frozen=True, slots=True)
class Line:
    """A row in words."""

    attribute: str
    label: str
    lang: str
    group: Words | None
    reason: Words | None
    rule: str
    compared: bool
    status: str
    marked: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The dataset's line at the foot."""

    name: Words
    url: str | None
    licence: Words | None


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report says, in one language; plain data."""

    language: str
    direction: str
    title: Words
    date: str  # YYYY-MM-DD
    day: str  # the date in words
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    references: tuple[str, ...]  # the addresses of citations, by their numbers from 1
    compared: int
    marked: int
    not_compared: int
    baseline: Words | None
    grouped: bool  # whether any cell has the letter of a group
    changed: bool  # whether any cell shows what differs within its text
    lacking: bool  # whether any cell shows what it lacks
    source: Source | None
    notes: tuple[Words, ...]  # the data's own, and what was added
    author: str | None
    watermark: str | None  # such as "Draft", behind the text
    warnings: tuple[Fault, ...]
    glossary: tuple[str, ...]  # terms that a line must not break
    similarity: tuple[tuple[float | None, ...], ...]  # of each item with each, by position
