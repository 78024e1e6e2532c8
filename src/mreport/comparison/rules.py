"""The rules: each makes of a value the key by which it is equal to another, or not.

A rule is a row of `RULES`, with all that the comparison knows of it. A key is hashable, and two values are equal
exactly when their keys are (a tolerance is the one exception: `classes`). A text that a rule can't read has None as its
key and is compared as text, so no value is ever lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from mreport.comparison.addresses import address, doi
from mreport.comparison.calendar import read_days, read_years
from mreport.comparison.numbers import read_number, read_quantity, read_range
from mreport.comparison.words import booleans, either
from mreport.locales import remembered
from mreport.thai import canonical, latin_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from mreport.comparison.records import Attribute, Dataset, Text, Value

    Key = Callable[[Value, Attribute, Dataset], Hashable]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it makes of a value, and what else the comparison knows of it."""

    reads: Key  # the key of a value; None where the rule can't read it
    warned: bool = False  # whether a value that can't be read is warned of
    tolerant: bool = False  # whether values can be near enough: numbers, each of one kind
    linked: bool = False  # whether a value's link counts
    worded: bool = False  # whether values are words, so that what differs within them can be shown
    told: bool = False  # whether values are told in a language, so that they can be translated

    @property
    def key(self) -> Key:
        """What makes the key of a value: by its text where the rule can't read it, as it can all that is told."""
        return self.reads if self.told else self._or_text

    def _or_text(self, value: Value, attribute: Attribute, dataset: Dataset) -> Hashable:
        found = self.reads(value, attribute, dataset)
        return _text(value, attribute, dataset) if found is None else found


_SPACE = re.compile(r"\s+")
_SEPARATOR = re.compile("[,;\n\u3001\u060c]")


def written(text: Text, language: str) -> str:
    """A text as written: in the data's language where it has that, else in its first one."""
    if isinstance(text, str):
        return text
    return text[language] if language in text else next(iter(text.values()), "")


def one(value: Value, dataset: Dataset) -> str:
    """The text of a value as written; several parts with a comma between them."""
    if len(value.parts) == 1:
        text = value.parts[0]
        return text if isinstance(text, str) else written(text, dataset.language)
    return ", ".join(written(part, dataset.language) for part in value.parts)


def parts(value: Value, dataset: Dataset) -> list[str]:
    """The elements of a set or list: as the file lists them, or one text cut at commas, semicolons and lines."""
    found = [canonical(written(part, dataset.language)) for part in value.parts]
    if len(found) == 1:
        found = _SEPARATOR.split(found[0])
    return [part for part in map(str.strip, found) if part]


def folded(text: str, attribute: Attribute) -> str:
    """The canonical text with the differences left out that the attribute does not count."""
    text = canonical(text)
    if not attribute.fold:
        return text
    if "digits" in attribute.fold:
        text = latin_digits(text)
    if "spaces" in attribute.fold:
        text = _SPACE.sub(" ", text).strip()
    return canonical(canonical(text.casefold()).casefold()) if "case" in attribute.fold else text


def _text(value: Value, attribute: Attribute, dataset: Dataset) -> Hashable:
    text = one(value, dataset)
    return folded(text, attribute) if attribute.fold else canonical(text)


def term_of(text: Text, attribute: Attribute, dataset: Dataset) -> str:
    """The id of the term that a text names, by its id or by one of its labels; else the text itself."""
    name = written(text, dataset.language)
    if name in attribute.terms:
        return name
    name = folded(name, attribute)
    for term, label in attribute.terms.items():
        labels = (label,) if isinstance(label, str) else label.values()
        if name in (folded(spelling, attribute) for spelling in (term, *labels)):
            return term
    return name


def _term(value: Value, attribute: Attribute, dataset: Dataset) -> Hashable:
    return tuple(term_of(part, attribute, dataset) for part in value.parts)


def _number(value: Value, _: Attribute, dataset: Dataset) -> Hashable:
    number = read_number(one(value, dataset), dataset.decimal)
    return None if number is None else ("", Fraction(number.value))


def _quantity(value: Value, attribute: Attribute, dataset: Dataset) -> Hashable:
    quantity = read_quantity(one(value, dataset), dataset.decimal)
    return _number(value, attribute, dataset) if quantity is None else (quantity.kind, quantity.base)


def _range(value: Value, _: Attribute, dataset: Dataset) -> Hashable:
    found = read_range(one(value, dataset), dataset.decimal)
    return None if found is None else (found.kind, found.low, found.high)


def _years(value: Value, _: Attribute, dataset: Dataset) -> Hashable:
    years = read_years(one(value, dataset))
    return None if years is None else (years.first, years.last)


def _date(value: Value, _: Attribute, dataset: Dataset) -> Hashable:
    days = read_days(one(value, dataset))
    if days is None:
        return None
    return tuple((day.year, day.month, day.day) for day in dict.fromkeys(days))


def _bool(value: Value, _: Attribute, dataset: Dataset) -> Hashable:
    known = booleans().get(canonical(one(value, dataset)).strip().casefold())
    return None if known is None else (known,)


def _set(value: Value, attribute: Attribute, dataset: Dataset) -> Hashable:
    return frozenset(folded(part, attribute) for part in parts(value, dataset))


def _list(value: Value, attribute: Attribute, dataset: Dataset) -> Hashable:
    return tuple(folded(part, attribute) for part in parts(value, dataset))


def _version(value: Value, _: Attribute, dataset: Dataset) -> Hashable:
    """Numbers by number, so that 1.2 is 1.2.0 and v1.2, and 1.10 is not 1.1; what follows them by its letters."""
    found = _version_pattern().fullmatch(latin_digits(canonical(one(value, dataset)).strip()))
    if not found:
        return None
    release = [number.lstrip("0") for number in found[1].split(".")]
    while release and not release[-1]:
        release.pop()
    return (*release, found[2].strip().casefold())


@remembered
def _version_pattern() -> re.Pattern[str]:
    return re.compile(rf"{either('version')}?\s*([0-9]+(?:\.[0-9]+)*)(.*)", re.DOTALL | re.IGNORECASE)


def _url(value: Value, _: Attribute, dataset: Dataset) -> Hashable:
    """Where it leads: its link, or else its text."""
    return address(value.link or one(value, dataset)) or None


def _reference(value: Value, attribute: Attribute, dataset: Dataset) -> Hashable:
    """A citation is what its DOI names, however it is written; without one, its text and link."""
    text = canonical(one(value, dataset))
    if name := doi(text, value.link):
        return ("doi", name)
    link = address(value.link) or canonical(value.link) if value.link else None
    return (folded(text, attribute), link)


RULES: dict[str, Rule] = {
    "text": Rule(_text, worded=True, told=True),
    "term": Rule(_term, told=True),
    "number": Rule(_number, warned=True, tolerant=True),
    "quantity": Rule(_quantity, warned=True, tolerant=True),
    "range": Rule(_range, warned=True),
    "years": Rule(_years, warned=True),
    "set": Rule(_set, worded=True, told=True),
    "list": Rule(_list, worded=True, told=True),
    "date": Rule(_date, warned=True),
    "bool": Rule(_bool, warned=True),
    "version": Rule(_version, worded=True),
    "url": Rule(_url, linked=True, worded=True),
    "reference": Rule(_reference, linked=True, worded=True, told=True),
    "image": Rule(_text),  # of one that could be opened, the dots count, whatever the rule: `classes`
}
# What an attribute may ask its rule to leave out of account.
FOLDS = ("case", "spaces", "digits")
