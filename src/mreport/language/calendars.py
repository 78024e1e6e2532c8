"""Days and years in a language's form (CLDR through Babel), in the Common or the Buddhist era or in both.

The Buddhist era changes the number of a year and nothing else, so that 29 February stays what it is; as in ICU it is
543 years ahead, also for the years before 1941 that began in April.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mreport.comparison.calendar import BUDDHIST_FROM, BUDDHIST_OFFSET

if TYPE_CHECKING:
    from babel import Locale

    from mreport.comparison.calendar import Calendar, Day

_DASH = "\u2013"
# Fields of a pattern of CLDR's, and what stands in quotes in it.
_FIELDS = re.compile("'[^']*'|G+|y+")
_ERA = re.compile("G+ ?| ?G+")
_THIN = re.compile("[\u2009\u202f]")  # spaces that fonts lack


@dataclass(frozen=True, slots=True)
class Eras:
    """How a language tells years: the words of the eras, and whether its readers count in the Buddhist one."""

    buddhist: str
    common: str
    before: str  # the years before the Common Era
    counts_buddhist: bool


@dataclass(frozen=True, slots=True)
class Calendars:
    """Days and years of a language; `chosen` is the calendar that was asked for, None the one they were written in."""

    locale: Locale
    eras: Eras
    chosen: Calendar | None = None

    def years(self, first: int, last: int, *, buddhist: bool) -> str:
        """Years of the Common Era, first and last, with an en dash between."""
        if self.chosen == "both":
            own = self._years(first, last, buddhist=self.eras.counts_buddhist, era=self.eras.counts_buddhist)
            return f"{own} ({self._years(first, last, buddhist=not self.eras.counts_buddhist, era=True)})"
        buddhist = buddhist if self.chosen is None else self.chosen == "buddhist"
        # A year as it was written says its era only to those who count in another one.
        era = self.eras.counts_buddhist if self.chosen else False
        return self._years(first, last, buddhist=buddhist, era=era or (buddhist and not self.eras.counts_buddhist))

    def _years(self, first: int, last: int, *, buddhist: bool, era: bool) -> str:
        ends = [year + BUDDHIST_OFFSET if buddhist else year for year in dict.fromkeys((first, last))]
        if ends[0] <= 0:  # there is no year 0
            return _DASH.join(
                self._era(str(1 - year), self.eras.before) if year <= 0 else self._era(str(year), self.eras.common)
                for year in ends
            )
        era = era or any(_is_mistakable(year, buddhist=buddhist) for year in ends)
        run = _DASH.join(map(str, ends))
        return self._era(run, self.eras.buddhist if buddhist else self.eras.common) if era else run

    def _era(self, years: str, word: str) -> str:
        """Years with their era, each at its place."""
        pattern = str(self.locale.datetime_skeletons.get("Gy") or "y G")
        return _filled(pattern, years, word).replace("'", "")

    def days(self, first: Day, last: Day) -> str:
        """A day, a month (day 0) or a year (month 0) of the Common Era, or a run of them."""
        if not first.month:
            return self.years(first.year, last.year, buddhist=first.buddhist)
        if self.chosen == "both":
            theirs = self._years(first.year, last.year, buddhist=not self.eras.counts_buddhist, era=True)
            return f"{self._days(first, last, buddhist=self.eras.counts_buddhist)} ({theirs})"
        return self._days(first, last, buddhist=first.buddhist if self.chosen is None else self.chosen == "buddhist")

    def _days(self, first: Day, last: Day, *, buddhist: bool) -> str:
        """Days in words; the year has its era where readers could take it for one of the other."""
        era = buddhist or self.eras.counts_buddhist or last.year > BUDDHIST_FROM
        skeleton = ("GyMMMM" if era else "yMMMM") + ("d" if first.day else "")
        if first == last:
            return self._written([self._pattern(skeleton)], [first], buddhist=buddhist)
        greatest = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        return self._written(self._interval(skeleton, greatest), [first, last], buddhist=buddhist)

    def _written(self, patterns: list[str], days: list[Day], *, buddhist: bool) -> str:
        """Days in the patterns of CLDR's, the years and eras in them told by us."""
        from babel.dates import parse_pattern

        word = self.eras.buddhist if buddhist else self.eras.common
        written = ""
        for pattern, day in zip(patterns, days, strict=True):
            year = str(day.year + BUDDHIST_OFFSET if buddhist else day.year)
            date = datetime.date(day.year, day.month, day.day or 1)
            written += parse_pattern(_filled(pattern, year, word)).apply(date, self.locale)
        return _THIN.sub(" ", written)

    def _pattern(self, skeleton: str) -> str:
        """The pattern of a skeleton; one that CLDR has for short names of months alone is made longer, as it says."""
        known = self.locale.datetime_skeletons
        if skeleton in known:
            return str(known[skeleton])
        if skeleton == "yMMMMd":
            return str(self.locale.date_formats["long"])
        return str(known[skeleton.replace("MMMM", "MMM")]).replace("MMM", "MMMM")

    def _interval(self, skeleton: str, greatest: str) -> list[str]:
        """The two halves of the pattern of an interval whose greatest part that differs is a day, month or year."""
        known = self.locale.interval_formats
        for name, wide in ((skeleton, "MMMM"), (skeleton.replace("MMMM", "MMM"), "MMM")):
            if parts := known.get(name, {}).get(greatest):
                start, end = (part.replace(wide, "MMMM") for part in parts)
                return [start, _ERA.sub("", end) if "G" in start else end]
        whole = self._pattern(skeleton)
        return [f"{whole} {_DASH} ", whole]


def _is_mistakable(year: int, *, buddhist: bool) -> bool:
    """Whether a year in figures alone would be read as one of the other era."""
    return (year > BUDDHIST_FROM) is not buddhist


def _filled(pattern: str, year: str, era: str) -> str:
    """A pattern with the year and its era in it as words."""
    words = {"y": f"'{year}'", "G": f"'{era}'"}
    return _FIELDS.sub(lambda field: words.get(field[0][0], field[0]), pattern)
