"""What is compared and what comes of it: plain frozen records that know no language, format or disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from mreport.shown import Shown

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal

    from mreport.comparison.classes import Tolerance
    from mreport.errors import Fault
    from mreport.images import Image

# A text as written: a plain string is in the data's language, a mapping holds one text a language tag.
Text = str | Mapping[str, str]


class Absence(StrEnum):
    """Why a value is not there; the four are kept apart (field.md of the design, point 11)."""

    MISSING = "missing"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    NA = "na"


class Status(StrEnum):
    """How the values of a row agree."""

    SAME = "same"
    DIFFERENT = "different"
    PARTIAL = "partial"
    MISSING = "missing"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Value:
    """What an item says of an attribute: one text, or several for a set; or the kind of its absence.

    Of a picture the text, if there is one, is what is said to those who can't see it.
    """

    parts: tuple[Text, ...] = ()
    absence: Absence | None = None
    link: str | None = None
    mark: Text | None = None  # the word that carries the link, such as DOI
    picture: Image | None = None


MISSING = Value(absence=Absence.MISSING)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A row's subject and the rule by which its values are compared."""

    id: str
    label: Text
    rule: str = "text"
    compared: bool = True
    ignore_missing: bool = False
    group: Text | None = None
    reason: Text | None = None  # why the values differ, such as the ground for an amendment
    terms: Mapping[str, Text] = field(default_factory=dict)  # for the rule `term`: label by id
    tolerance: Tolerance | None = None  # for numbers and quantities
    fold: frozenset[str] = frozenset()  # of `case`, `spaces`, `digits`: what does not count in texts


@dataclass(frozen=True, slots=True)
class Item:
    """A column: what is compared with others, by attribute id."""

    id: str
    name: Text
    values: Mapping[str, Value]
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The dataset that the values come from, named at the foot of a report."""

    name: Text
    url: str | None = None
    licence: Text | None = None


@dataclass(frozen=True, slots=True)
class Dataset(Shown):
    """What a source holds: items in their order, attributes in theirs, and words about them."""

    items: Mapping[str, Item]
    attributes: Mapping[str, Attribute]
    language: str = "en"
    decimal: str = "."  # the sign before decimals in that language
    title: Text | None = None
    origin: Origin | None = None
    note: Text | None = None
    date: datetime.date | None = None
    glossary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)  # `calendar`, `digits` of reports in `lang`, such as `th,en`
    furniture: Mapping[str, Text] = field(default_factory=dict)  # `author`, `note`, `watermark` of reports
    warnings: tuple[Fault, ...] = ()  # what a reader must be told of the source
    found: tuple[Fault, ...] = ()  # what the source left open and reading it made certain


@dataclass(frozen=True, slots=True)
class Delta:
    """How far a number is from the baseline's: the difference in the baseline's unit, and as a share of it."""

    difference: Decimal
    share: Decimal | None  # None where the baseline is 0 or the scale has no natural zero
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One attribute over the chosen items. `classes`: equal values have equal numbers, absent ones none."""

    attribute: Attribute
    values: tuple[Value, ...]
    classes: tuple[int | None, ...]
    status: Status
    compared: bool
    marked: bool
    deltas: tuple[Delta | None, ...] = ()  # with a baseline, one for each value; else empty
    against: tuple[int | None, ...] = ()  # with `show_changes`: which value each differs from and is held against


@dataclass(frozen=True, slots=True)
class Comparison(Shown):
    """Items side by side: the rows to be shown in their order, and all rows, which the summary counts."""

    dataset: Dataset
    items: tuple[Item, ...]
    rows: tuple[Row, ...]
    every_row: tuple[Row, ...]
    baseline: int | None = None  # the position of the item that the others are compared with
    warnings: tuple[Fault, ...] = ()

    @property
    def compared(self) -> int:
        """How many of all rows count: those whose attribute is compared."""
        return sum(row.compared for row in self.every_row)

    @property
    def marked(self) -> int:
        """How many of all rows carry the mark."""
        return sum(row.marked for row in self.every_row)

    def similarity(self, first: int, second: int) -> float | None:
        """The share of compared attributes in which two items (by position) are equal, from 0 to 1.

        Counted are the compared attributes of which both have a value, or one has and its absence in the other
        counts (not with `missing: ignore`); None if there is none.
        """
        equal = counted = 0
        for row in self.every_row:
            one, other = row.classes[first], row.classes[second]
            if row.compared and (one is not None or other is not None):
                lacking = one is None or other is None
                counted += not (lacking and row.attribute.ignore_missing)
                equal += one == other
        return equal / counted if counted else None
