"""Dates and times as a spreadsheet shows them by their format; months and days in words by CLDR."""

from __future__ import annotations

import datetime
from functools import cache
from typing import TYPE_CHECKING

from mreport.sources.xlsx.formats import Token, sections

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mreport.sources.xlsx.formats import Section

    Moment = datetime.datetime | datetime.date | datetime.time | datetime.timedelta

_EPOCH = datetime.datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheets know no zones
_BUDDHIST = 543
# The formats that stand for the system's own, whose order of day and month is another on every machine.
_SYSTEM = {"mm-dd-yy": "date", "m/d/yy h:mm": "both"}
_ISO = {"date": "yyyy-mm-dd", "time": "h:mm:ss", "both": "yyyy-mm-dd h:mm"}
_DAY_WORD = "\u0e27\u0e31\u0e19"  # CLDR has it before the days of the week, spreadsheets have not
_THAI_DIGITS = {ord(str(value)): chr(0x0E50 + value) for value in range(10)}


def moment(value: Moment, code: str) -> str:
    """A date, a time or a span by a format; the system's own formats as YYYY-MM-DD, which is the same everywhere."""
    section = sections(code)[0]
    if kind := _SYSTEM.get(code) or section.system:
        section = sections(_ISO[kind])[0]
    since = _since(value)
    tokens = _minutes_known(section.tokens)
    if not any(token.kind == "decimals" for token in tokens) and section.has("date", "elapsed"):
        since = datetime.timedelta(seconds=round(since.total_seconds())) if _seconds(tokens) else since
    shown = "".join(_part(token, since, section, tokens) for token in tokens).strip()
    return (shown.translate(_THAI_DIGITS) if section.thai_digits else shown) or str(value)


def _since(value: Moment) -> datetime.timedelta:
    """How long after the epoch of spreadsheets a moment is."""
    if isinstance(value, datetime.timedelta):
        return value
    if isinstance(value, datetime.time):
        return datetime.timedelta(
            hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
        )
    if not isinstance(value, datetime.datetime):
        value = datetime.datetime(value.year, value.month, value.day)  # noqa: DTZ001
    return value - _EPOCH


def _seconds(tokens: Sequence[Token]) -> bool:
    return any(token.kind in ("second", "elapsed") for token in tokens)


def _minutes_known(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, where m behind hours or before seconds is minutes, and digits behind seconds are decimals."""
    dated = [index for index, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    found = list(tokens)
    for order, index in enumerate(dated):
        token = tokens[index]
        letter = token.text[0].lower()
        before = tokens[dated[order - 1]].text[0].lower() if order else ""
        behind = tokens[dated[order + 1]].text[0].lower() if order + 1 < len(dated) else ""
        if token.kind == "date" and letter == "m" and (before == "h" or behind == "s"):
            found[index] = Token("minute", token.text)
        elif token.kind == "date" and letter == "s":
            found[index] = Token("second", token.text)
    for index in range(1, len(found)):
        decimal = found[index].kind == "point" and found[index - 1].kind == "second"
        if decimal or (found[index].kind == "digit" and found[index - 1].kind in ("decimals", "point")):
            found[index] = Token("decimals", found[index].text)
    return found


def _part(token: Token, since: datetime.timedelta, section: Section, tokens: Sequence[Token]) -> str:
    kind, width = token.kind, len(token.text)
    at = _EPOCH + since if since.days >= 0 else _EPOCH
    made = ""
    if kind == "elapsed":
        unit = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
        made = f"{int(since.total_seconds() // unit):0{width}d}"
    elif kind in ("minute", "second"):
        made = f"{at.minute if kind == 'minute' else at.second:0{min(width, 2)}d}"
    elif kind == "decimals" and token.text != ".":
        made = f"{at.microsecond:06d}0"[min(_place(token, tokens), 6)]
    elif kind == "half":
        made = ("AM", "PM")[at.hour >= 12][: width // 2 or 1]  # noqa: PLR2004
    elif kind == "date":
        made = _dated(token.text.lower(), at, section, half=any(one.kind == "half" for one in tokens))
    elif kind not in ("general", "text", "exponent", "digit"):
        made = token.text
    return made


def _place(token: Token, tokens: Sequence[Token]) -> int:
    """Which decimal of a second a token is, from 0."""
    same = [one for one in tokens if one.kind == "decimals" and one.text != "."]
    return next(index for index, one in enumerate(same) if one is token)


def _dated(letters: str, at: datetime.datetime, section: Section, *, half: bool) -> str:
    letter, width = letters[0], len(letters)
    year = at.year + _BUDDHIST if section.buddhist or letter == "b" else at.year
    match letter:
        case "y" | "b":
            return f"{year % 100:02d}" if width <= 2 else f"{year:04d}"  # noqa: PLR2004
        case "e":
            return str(year)
        case "m":
            return _month(at, width, section.locale)
        case "d":
            return f"{at.day:0{width}d}" if width <= 2 else _day(at, width, section.locale)  # noqa: PLR2004
        case "h":
            hour = (at.hour - 1) % 12 + 1 if half else at.hour
            return f"{hour:0{min(width, 2)}d}"
    return ""


def _month(at: datetime.datetime, width: int, locale: str) -> str:
    if width <= 2:  # noqa: PLR2004
        return f"{at.month:0{width}d}"
    name = {3: "abbreviated", 5: "narrow"}.get(width, "wide")
    word = _names(locale, "months", "wide" if name == "narrow" else name)[at.month]
    return word[:1] if name == "narrow" else word


def _day(at: datetime.datetime, width: int, locale: str) -> str:
    word = _names(locale, "days", "abbreviated" if width == 3 else "wide")[at.weekday()]  # noqa: PLR2004
    return word.removeprefix(_DAY_WORD)


@cache
def _names(locale: str, kind: str, width: str) -> Mapping[int, str]:
    """CLDR's names of months or days; English ones where it does not know the language."""
    from babel.core import UnknownLocaleError
    from babel.dates import get_day_names, get_month_names

    names = get_month_names if kind == "months" else get_day_names
    try:
        return names(width, locale=locale)  # type: ignore[arg-type]
    except (UnknownLocaleError, ValueError):
        return names(width, locale="en")  # type: ignore[arg-type]
