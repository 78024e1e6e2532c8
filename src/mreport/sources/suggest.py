"""Rules that the values of attributes would fit; they are told to people and never applied by themselves.

A rule fits where it reads every value that is there. Of those that fit, what says more of a value comes first: bool,
image, url, reference, date, years, number, quantity, range, version, set. Words alone fit no rule, and 0 and 1 are
numbers. No number is suggested where one begins with 0, since it is then a code; no years beyond 1800 to 2100; no
quantities in different units that are not known; no ranges of different kinds; and no set unless two values share an
element.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mreport.comparison.addresses import address, doi
from mreport.comparison.calendar import read_days, read_years
from mreport.comparison.numbers import read_number, read_quantity, read_range
from mreport.comparison.rules import one, parts
from mreport.comparison.words import booleans, unit
from mreport.sources.pictures import SUFFIXES
from mreport.thai import canonical, latin_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mreport.comparison.records import Attribute, Dataset, Value

    Fits = Callable[[Sequence[str], str], bool]  # texts without white space at their ends, and the decimal sign

_EARLIEST, _LATEST = 1800, 2100
_CODE = re.compile(r"[+-]?0\d")
_VERSION = re.compile(r"[vV]?\.?\s?\d+(?:\.\d+)+(?:[-+._]?\w+)*")
_LONGEST_ELEMENT = 40


def suggestions(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """For each attribute without a rule (or compared as text) the rules that all its values fit, the best first."""
    return {
        attribute.id: rules
        for attribute in dataset.attributes.values()
        if attribute.rule == "text" and attribute.compared and (rules := _fitting(attribute, dataset))
    }


def _fitting(attribute: Attribute, dataset: Dataset) -> tuple[str, ...]:
    values = [item.values[attribute.id] for item in dataset.items.values() if attribute.id in item.values]
    values = [value for value in values if not value.absence]
    if any(value.picture for value in values):  # they are pictures already
        return ()
    texts = [one(value, dataset).strip() for value in values]
    fitting = [rule for rule, fits in _FITS.items() if texts and fits(texts, dataset.decimal)]
    return (*fitting, "set") if _is_set(values, dataset) else tuple(fitting)


def _bool(texts: Sequence[str], decimal: str) -> bool:
    return all(canonical(text).casefold() in booleans() for text in texts) and not _number(texts, decimal)


def _image(texts: Sequence[str], _decimal: str) -> bool:
    return all(text.lower().endswith(SUFFIXES) and not address(text) for text in texts)


def _url(texts: Sequence[str], _decimal: str) -> bool:
    return all(address(text) for text in texts)


def _reference(texts: Sequence[str], _decimal: str) -> bool:
    return all(map(doi, texts)) and not _url(texts, _decimal)


def _date(texts: Sequence[str], _decimal: str) -> bool:
    found = [read_days(text) for text in texts]
    return all(found) and any(days and days[0].month for days in found)


def _years(texts: Sequence[str], _decimal: str) -> bool:
    found = [read_years(text) for text in texts]
    return all(years and years.first >= _EARLIEST and years.last <= _LATEST for years in found)


def _number(texts: Sequence[str], decimal: str) -> bool:
    return not _is_code(texts) and all(read_number(text, decimal) for text in texts)


def _quantity(texts: Sequence[str], decimal: str) -> bool:
    found = [read_quantity(text, decimal) for text in texts]
    kinds = {quantity.kind: unit(quantity.unit) for quantity in found if quantity}
    known = len(kinds) == 1 or all(kinds.values())
    bare = [text for text, quantity in zip(texts, found, strict=True) if not quantity]
    return bool(kinds) and known and not _number(texts, decimal) and all(read_number(text, decimal) for text in bare)


def _range(texts: Sequence[str], decimal: str) -> bool:
    found = [read_range(text, decimal) for text in texts]
    several = any(span and span.low != span.high for span in found)
    return several and all(found) and len({span.kind for span in found if span}) == 1 and not _is_code(texts)


def _version(texts: Sequence[str], _decimal: str) -> bool:
    return all(map(_VERSION.fullmatch, map(latin_digits, texts)))


def _is_code(texts: Sequence[str]) -> bool:
    return any(map(_CODE.match, map(latin_digits, texts)))


def _is_set(values: Sequence[Value], dataset: Dataset) -> bool:
    """Whether the values are lists as the file has them, or texts of short elements of which some are shared."""
    if any(len(value.parts) > 1 for value in values):
        return True
    elements = [set(parts(value, dataset)) for value in values]
    several = any(len(own) > 1 for own in elements)
    short = all(len(element) <= _LONGEST_ELEMENT for own in elements for element in own)
    shared = sum(map(len, elements)) > len(set().union(*elements))
    return several and short and shared


_FITS: Mapping[str, Fits] = {
    "bool": _bool,
    "image": _image,
    "url": _url,
    "reference": _reference,
    "date": _date,
    "years": _years,
    "number": _number,
    "quantity": _quantity,
    "range": _range,
    "version": _version,
}
