"""Years and dates as people write them, of the Common and of the Buddhist era; a date that does not exist is none."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mreport.comparison.numbers import DASH
from mreport.comparison.words import bare, either, month_names, months
from mreport.comparison.words import eras as era_words
from mreport.locales import remembered
from mreport.thai import canonical, latin_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

# In which years can be shown.
Calendar = Literal["gregorian", "buddhist", "both"]
CALENDARS: tuple[Calendar, ...] = ("gregorian", "buddhist", "both")
# A year over this is of the Buddhist era, which is 543 years ahead (the contract's "values").
BUDDHIST_FROM = 2400
BUDDHIST_OFFSET = 543
_CENTURY = 100
# No date is longer; what is would only take long to refuse.
_LONGEST = 100

_NUMERIC = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})"),
    re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})"),
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ORDINAL = r"(?:st|nd|rd|th)?"
_PART = r"[\s.,/-]*"
_FOUR = re.compile(r"\d{4}")
_YEAR_BEHIND = re.compile(r"\d{1,2},?\s+(?P<year>\D*\d{4}\D*)")
_YEAR_OF_ERA = r"(?P<before>\D*?)\s*(?P<year>\d{4})\s*(?P<after>\D*)"


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
    plain = _plain(text)
    for dash in _dash().finditer(plain):
        if run := _run(plain[: dash.start()].strip(), plain[dash.end() :].strip()):
            return run
    year = _year(plain)
    return Years(year[0], year[0], year[1]) if year else None


def _plain(text: str) -> str:
    """Latin digits and nothing around them; nothing for what is too long to be a date."""
    text = latin_digits(canonical(text).strip())
    return text if len(text) <= _LONGEST else ""


@remembered
def _dash() -> re.Pattern[str]:
    return re.compile(rf"{DASH}|{either('to')}", re.IGNORECASE)


@remembered
def _one_year() -> re.Pattern[str]:
    return re.compile(rf"{either('year')}?\s*(?P<before>\D*?)\s*(?P<year>\d{{1,4}})\s*(?P<after>\D*)")


def _run(start: str, end: str) -> Years | None:
    """A run of years; an era that stands at one end is meant for both."""
    first, last = _one_year().fullmatch(start), _one_year().fullmatch(end)
    if not first or not last:
        return None
    eras = [_era(found["before"], found["after"]) for found in (first, last)]
    if None in eras:
        return None
    begin, finish = int(first["year"]), int(last["year"])
    if finish < _CENTURY <= begin:
        finish += begin - begin % _CENTURY
    one, other = _common(begin, eras[0] or eras[1] or ""), _common(finish, eras[1] or eras[0] or "")
    return Years(one, other, begin != one and finish != other) if one <= other else None


def _year(plain: str) -> tuple[int, bool] | None:
    found = _one_year().fullmatch(plain)
    era = _era(found["before"], found["after"]) if found else None
    if not found or era is None:
        return None
    year = int(found["year"])
    common = _common(year, era)
    return common, common != year


def _era(before: str, after: str) -> str | None:
    """`buddhist`, `common`, nothing for no word; None for a word that names no era, and for two."""
    words = [word for word in (bare(before), bare(after)) if word]
    if len(words) > 1:
        return None
    return era_words().get(words[0]) if words else ""


def _common(year: int, era: str) -> int:
    buddhist = era == "buddhist" or (not era and year > BUDDHIST_FROM)
    return year - BUDDHIST_OFFSET if buddhist else year


def read_day(text: str) -> datetime.date | None:
    """A day written as YYYY-MM-DD, its year of either era by size; None for anything else."""
    if not _DAY.fullmatch(text) or (found := read_date(text)) is None:
        return None
    return datetime.date(found.year, found.month, found.day)


def read_date(text: str) -> Day | None:
    """A day, a month or a year: 2020-02-29, 29/2/2563, 29 Feb 2020, with names of months in any language known.

    In figures the day stands first, or last behind the year. None for what is no date, such as 2023-02-29.
    """
    plain = _plain(text)
    for pattern in _NUMERIC:
        if found := pattern.fullmatch(plain):
            return _day(found["year"], int(found["month"]), found.groupdict().get("day"), "")
    for pattern in _named():
        if found := pattern.fullmatch(plain):
            era = _era(found["before"], found["after"])
            month = months().get(bare(found["month"]), 0)
            return None if era is None else _day(found["year"], month, found["day"], era)
    year = _year(plain)
    return _dated(year[0], 0, 0, buddhist=year[1]) if year else None


def read_days(text: str) -> tuple[Day, Day] | None:
    """Days, months or years from a first to a last one, with a dash, "to" or (as in ISO 8601) a slash between.

    What both have in common may stand once: 1-5 March 2025, March 1-5, 2025, 29 Feb to 5 Mar 2024. The last is not
    before the first; one date alone is a run of itself.
    """
    if alone := read_date(text):
        return alone, alone
    plain = _plain(text)
    for dash in _between().finditer(plain) if _FOUR.search(plain) else ():
        start, end = plain[: dash.start()].strip(), plain[dash.end() :].strip()
        for first, last in _ends(start, end):
            begin, finish = read_date(first), read_date(last)
            if begin and finish and _is_run(begin, finish) and _FOUR.search(first):
                return begin, finish
    return None


@remembered
def _between() -> re.Pattern[str]:
    return re.compile(rf"{DASH}|{either('to')}|(?<=\d)/(?=\d{{4}}-)", re.IGNORECASE)


def _is_run(first: Day, last: Day) -> bool:
    """Whether two dates are as exact as each other, of one era and in their order."""
    alike = (not first.month, not first.day, first.buddhist) == (not last.month, not last.day, last.buddhist)
    return alike and (first.year, first.month, first.day) < (last.year, last.month, last.day)


def _ends(start: str, end: str) -> Iterator[tuple[str, str]]:
    """The two dates that a run can mean: what one end lacks is taken from the other."""
    yield start, end
    if found := _tail().fullmatch(end):  # 1-5 March 2025, 29 Feb - 5 Mar 2024, January - March 2024
        yield start + found["rest"], end
        yield f"{start} {found['year']}", end
    if (month := _month_first().match(start)) and (found := _YEAR_BEHIND.fullmatch(end)):  # March 1-5, 2025
        yield f"{start}, {found['year']}", f"{month['month']} {end}"


@remembered
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('day')}?\s*\d{{1,2}})?(?P<rest>\D*(?:\d{{1,2}}\D+)?(?P<year>\d{{4}}\s*\D*))")


@remembered
def _month_first() -> re.Pattern[str]:
    return re.compile(rf"(?P<month>{month_names()})", re.IGNORECASE)


@remembered
def _named() -> tuple[re.Pattern[str], ...]:
    """Dates with the name of a month: the month first, the day first or no day."""
    month = rf"(?P<month>{month_names()})"
    return (
        re.compile(rf"{month}{_PART}(?P<day>\d{{1,2}}){_ORDINAL}(?:,\s*|\s+){_YEAR_OF_ERA}", re.IGNORECASE),
        re.compile(
            rf"(?:{either('day')}?\s*(?P<day>\d{{1,2}}){_ORDINAL}{_PART})?{month}{_PART}{_YEAR_OF_ERA}", re.IGNORECASE
        ),
    )


def _day(year: str, month: int, day: str | None, era: str) -> Day | None:
    """A day, or a month where none is written; there is no month 0 and no day 0."""
    common = _common(int(year), era)
    if not month or (day and not int(day)):
        return None
    return _dated(common, month, int(day or 0), buddhist=common != int(year))


def _dated(year: int, month: int, day: int, *, buddhist: bool) -> Day | None:
    """The day, if the calendar has it."""
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return Day(year, month, day, buddhist)
