"""The rules: each makes of a value the key by which it is equal to another, or not.

A rule is a row of `RULES`. A key is hashable, and two values are equal exactly when their keys are;
a text that a rule can't read is compared as text, so no value is ever lost.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from mreport.thai import canonical, latin_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from mreport.comparison.records import Attribute, Text, Value

    Key = Callable[[Value, Attribute, str], Hashable]

# Hyphen, the dashes and the minus sign; the look-alikes that people type between two years.
_DASH = "[-\u2010-\u2015\u2212]"
_NUMBER = re.compile(r"[+\-\u2212]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_YEARS = re.compile(rf"(\d{{1,4}})(?:\s*{_DASH}\s*(\d{{1,4}}))?")
# A year over this is of the Buddhist era: it is 543 years ahead of the Common Era.
_BUDDHIST_FROM = 2400
BUDDHIST_OFFSET = 543


class Years(NamedTuple):
    """A year or a run of years of the Common Era, first and last; `buddhist` tells how it was written."""

    first: int
    last: int
    buddhist: bool


def written(text: Text, language: str) -> str:
    """A text as written: in the data's language where it has that, else in its first one."""
    if isinstance(text, str):
        return text
    return text[language] if language in text else next(iter(text.values()), "")


def read_number(text: str) -> Decimal | None:
    """A number with Thai or Latin digits and commas between thousands; None for anything else."""
    text = latin_digits(text.strip())
    if not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", "").replace("\u2212", "-"))


def read_years(text: str) -> Years | None:
    """A year or two years with a dash between; either both of one era or read each by its size."""
    found = _YEARS.fullmatch(latin_digits(text.strip()))
    if not found:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    buddhist = first > _BUDDHIST_FROM and last > _BUDDHIST_FROM
    if buddhist:
        first, last = first - BUDDHIST_OFFSET, last - BUDDHIST_OFFSET
    return Years(first, last, buddhist)


def _text(value: Value, _attribute: Attribute, language: str) -> Hashable:
    if len(value.parts) == 1:
        return canonical(written(value.parts[0], language))
    return tuple(canonical(written(part, language)) for part in value.parts)


def _term(value: Value, attribute: Attribute, language: str) -> Hashable:
    return tuple(term_of(part, attribute, language) for part in value.parts)


def term_of(text: Text, attribute: Attribute, language: str) -> str:
    """The id of the term that a text names, by its id or by one of its labels; else the text itself."""
    name = canonical(written(text, language))
    if name in attribute.terms:
        return name
    for term, label in attribute.terms.items():
        if name in ((label,) if isinstance(label, str) else label.values()):
            return term
    return name


def _number(value: Value, attribute: Attribute, language: str) -> Hashable:
    number = read_number(written(value.parts[0], language))
    return _text(value, attribute, language) if number is None else number


def _years(value: Value, attribute: Attribute, language: str) -> Hashable:
    years = read_years(written(value.parts[0], language))
    return _text(value, attribute, language) if years is None else (years.first, years.last)


def _set(value: Value, _attribute: Attribute, language: str) -> Hashable:
    return frozenset(canonical(written(part, language)) for part in value.parts)


def _reference(value: Value, attribute: Attribute, language: str) -> Hashable:
    return (_text(value, attribute, language), value.link)


RULES: dict[str, Key] = {
    "text": _text,
    "term": _term,
    "number": _number,
    "years": _years,
    "set": _set,
    "url": _text,
    "reference": _reference,
}
