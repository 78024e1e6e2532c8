"""Years and dates as people write them, of the Common and of the Buddhist era; a date that does not exist is none."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from mreport.comparison.numbers import DASH
from mreport.comparison.words import eras as era_words
from mreport.comparison.words import months
from mreport.thai import canonical, latin_digits

# A year over this is of the Buddhist era, which is 543 years ahead (the contract's "values").
BUDDHIST_FROM = 2400
BUDDHIST_OFFSET = 543
_CENTURY = 100

_ERA = r"(?P<{0}>[^\d\s][^\d]*?)?"
_YEAR = re.compile(rf"{_ERA.format('before')}\s*(?P<year>\d{{1,4}})\s*{_ERA.format('after')}")
_YEARS = re.compile(rf"(.*?\d.*?)\s*(?:{DASH}|\u0e16\u0e36\u0e07|to)\s*(.*?\d.*)", re.DOTALL)
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})\.?\s+)?([^\d\s,]+)\s+(\D*?)\s*(\d{4})\s*(\D*)")
_MONTH_FIRST = re.compile(r"([^\d\s,]+)\s+(\d{1,2}),?\s+(\D*?)\s*(\d{4})\s*(\D*)")


@dataclass(frozen=True, slots=True)
class Years:
    """A year or a run of years of the Common Era, first and last; `buddhist` tells how it was written."""

    first: int
    last: int
    buddhist: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month (day 0) or a year (month 0) of the Common Era; `buddhist` tells how it was written."""

    year: int
    month: int
    day: int
    buddhist: bool


def read_years(text: str) -> Years | None:
    """A year, or two with a dash between, each with its era or known by size; 2020–23 ends in 2023."""
    text = latin_digits(canonical(text).strip())
    if found := _YEARS.fullmatch(text):
        return _run(found[1], found[2])
    year = _year(text)
    return Years(year[0], year[0], year[1]) if year else None


def _run(start: str, end: str) -> Years | None:
    """A run of years; an era that stands at one end is meant for both."""
    first, last = _YEAR.fullmatch(start), _YEAR.fullmatch(end)
    if not first or not last:
        return None
    eras = [_era(found["before"] or found["after"] or "") for found in (first, last)]
    if None in eras:
        return None
    begin, finish = int(first["year"]), int(last["year"])
    if finish < _CENTURY <= begin:
        finish += begin - begin % _CENTURY
    one, other = _common(begin, eras[0] or eras[1] or ""), _common(finish, eras[1] or eras[0] or "")
    return Years(one, other, begin != one and finish != other) if one <= other else None


def _year(text: str) -> tuple[int, bool] | None:
    found = _YEAR.fullmatch(text)
    if not found:
        return None
    era = _era(found["before"] or found["after"] or "")
    if era is None or (found["before"] and found["after"]):
        return None
    year = int(found["year"])
    common = _common(year, era)
    return common, common != year


def _era(word: str) -> str | None:
    """`buddhist`, `common`, nothing for no word; None for a word that names no era."""
    return era_words().get(word.strip().casefold().replace(" ", "")) if word.strip() else ""


def _common(year: int, era: str) -> int:
    buddhist = era == "buddhist" or (not era and year > BUDDHIST_FROM)
    return year - BUDDHIST_OFFSET if buddhist else year


def read_date(text: str) -> Day | None:
    """A day, a month or a year: 2020-02-29, 29/2/2563, 29 Feb 2020, with names of months in any language known.

    Slashes and points part day, month and year in this order. None for what is no date, such as 2023-02-29.
    """
    text = latin_digits(canonical(text).strip())
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3] or 0), "")
    if found := _SLASHED.fullmatch(text):
        return _day(int(found[3]), int(found[2]), int(found[1]), "")
    if found := _MONTH_FIRST.fullmatch(text):
        return _named(found[1], found[2], found[4], found[3] or found[5])
    if found := _DAY_FIRST.fullmatch(text):
        return _named(found[2], found[1] or "0", found[4], found[3] or found[5])
    year = _year(text)
    return Day(year[0], 0, 0, year[1]) if year else None


def _named(month: str, day: str, year: str, era: str) -> Day | None:
    number = months().get(month.casefold()) or months().get(month.casefold().rstrip("."))
    known = _era(era)
    return None if number is None or known is None else _day(int(year), number, int(day), known)


def _day(year: int, month: int, day: int, era: str) -> Day | None:
    common = _common(year, era)
    try:
        datetime.date(common, month, day or 1)
    except ValueError:
        return None
    return Day(common, month, day, common != year)
