"""Languages: catalogues, and numbers, dates and lists as each language writes them (CLDR through Babel)."""

from __future__ import annotations

import re
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING

from mreport.errors import ChoiceError
from mreport.resources import folder

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping
    from decimal import Decimal

    from mreport.comparison.records import Text

# Languages whose readers count years in the Buddhist era.
_BUDDHIST_ERA = frozenset({"th"})
_BUDDHIST_OFFSET = 543
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class Language:
    """One language of the reader: its catalogue and its forms. `tag` is the installed tag, such as `th`."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.translations: NullTranslations = _catalogue(tag)
        self._locale = tag.replace("-", "_")
        self._counts_buddhist = tag.partition("-")[0] in _BUDDHIST_ERA
        self.direction = "rtl" if tag.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"

    def gettext(self, message: str) -> str:
        """A sentence of the catalogue; in English, as it stands, where the catalogue has none."""
        return self.translations.gettext(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """A sentence of the catalogue in the form that the count asks for."""
        return self.translations.ngettext(singular, plural, count)

    def chain(self, data_language: str) -> list[str]:
        """Where texts are looked for: this language, what it is a kind of, then the data's language."""
        parts = self.tag.split("-")
        own = ["-".join(parts[:end]) for end in range(len(parts), 0, -1)]
        return list(dict.fromkeys([*own, data_language]))

    def choose(self, text: Text, data_language: str) -> tuple[str, str]:
        """The text that a reader of this language is shown, and the tag of the language that it is in."""
        if isinstance(text, str):
            return text, data_language
        for tag in self.chain(data_language):
            if tag in text:
                return text[tag], tag
        tag, words = next(iter(text.items()), (data_language, ""))
        return words, tag

    def number(self, number: Decimal) -> str:
        """A number with the language's separators and all its decimals, zeros at their end too."""
        from babel import Locale

        return self._whole(number, Locale.parse(self._locale).decimal_formats[None].pattern, 0)

    def percent(self, share: Decimal) -> str:
        """A share of one as a percentage with all its decimals, zeros at their end too."""
        from babel import Locale

        return self._whole(share, Locale.parse(self._locale).percent_formats[None].pattern, 2)

    def _whole(self, number: Decimal, pattern: str, shift: int) -> str:
        """A number in a pattern of CLDR's, with as many decimals as it has, however long it is."""
        from decimal import localcontext

        from babel.numbers import parse_pattern

        digits, exponent = number.as_tuple().digits, number.as_tuple().exponent
        count = max(0, -exponent - shift) if isinstance(exponent, int) else 0
        form = re.sub(r"0(\.[0#]*)?(?!.*0)", "0." + "0" * count if count else "0", pattern, count=1)
        with localcontext(prec=len(digits) + count + 4):
            return str(parse_pattern(form).apply(number, self._locale))

    def numeral(self, number: int) -> str:
        """A whole number that counts pages, entries or panels: without separators."""
        return str(number)

    def signed(self, number: Decimal) -> str:
        """A number with its sign, also where it is positive, to at most six decimals."""
        from babel.numbers import format_decimal

        return format_decimal(number, "+#,##0.######;\u2212#,##0.######", locale=self._locale)

    def signed_percent(self, share: Decimal) -> str:
        """A share of one as a percentage with its sign, to one decimal."""
        from babel.numbers import format_percent

        return format_percent(share, "+#,##0.#%;\u2212#,##0.#%", locale=self._locale)

    def years(self, first: int, last: int, *, buddhist: bool) -> str:
        """Years of the Common Era with an en dash between, in the calendar that they were written in."""
        offset = _BUDDHIST_OFFSET if buddhist else 0
        ends = dict.fromkeys((first + offset, last + offset))
        return "\u2013".join(map(str, ends))

    def date(self, date: datetime.date) -> str:
        """A day in words: in Thai with the year of the Buddhist era, the day itself unchanged."""
        return self.day(date.year, date.month, date.day, buddhist=self._counts_buddhist)

    def day(self, year: int, month: int, day: int, *, buddhist: bool) -> str:
        """A day, a month (day 0) or a year (month 0) of the Common Era, in the calendar that it was written in."""
        import datetime

        from babel.dates import format_date, format_skeleton

        if not month:
            return self.years(year, year, buddhist=buddhist)
        date = datetime.date(year, month, day or 1)
        if buddhist or self._counts_buddhist:
            before = format_date(date, "d MMMM" if day else "MMMM", locale=self._locale)
            return self._of_era(before, year, buddhist=buddhist)
        if day:
            return format_date(date, "long", locale=self._locale)
        return format_skeleton("yMMMM", date, locale=self._locale)

    def _of_era(self, before: str, year: int, *, buddhist: bool) -> str:
        """A day and month with the year and its era, which a reader could else take for the other one."""
        if buddhist:
            # Translators: a date whose year is of the Buddhist era.
            return self.gettext("%(day_month)s %(year)s BE") % {"day_month": before, "year": year + _BUDDHIST_OFFSET}
        # Translators: a date whose year is of the Common Era, for readers who count in the Buddhist era.
        return self.gettext("%(day_month)s %(year)s CE") % {"day_month": before, "year": year}

    def join(self, texts: Iterable[str]) -> str:
        """Several texts in a row with this language's separator."""
        return self.gettext(", ").join(texts)


@cache
def installed() -> tuple[str, ...]:
    """The tags of the languages that have a catalogue, in alphabetical order."""
    return tuple(
        sorted(path.parts[-3].replace("_", "-") for path in folder("locales").glob("*/LC_MESSAGES/mreport.po"))
    )


@cache
def language(tag: str) -> Language:
    """The installed language that serves a tag: `th-TH` and `th_TH.UTF-8` are served by `th`.

    Raises ChoiceError (`language-unknown`) that names the installed ones.
    """
    found = served_by(tag)
    if found is None:
        raise ChoiceError("language-unknown", language=tag, known=list(installed()))
    return Language(found)


def languages(tags: str) -> tuple[Language, ...]:
    """The languages of a report by their tags, a comma between: `th`, or `th,en` for one in both.

    Raises ChoiceError (`language-unknown`, `language-twice`).
    """
    found = tuple(language(tag.strip()) for tag in tags.split(","))
    known = [one.tag for one in found]
    for tag in known:
        if known.count(tag) > 1:
            raise ChoiceError("language-twice", language=tag)
    return found


def served_by(tag: str) -> str | None:
    """The installed tag that serves a language tag or a POSIX locale name; None where none does."""
    parts = tag.partition(".")[0].partition("@")[0].replace("_", "-").split("-")
    known: Mapping[str, str] = {name.lower(): name for name in installed()}
    for end in range(len(parts), 0, -1):
        if name := known.get("-".join(parts[:end]).lower()):
            return name
    return None


@cache
def _catalogue(tag: str) -> NullTranslations:
    """A catalogue out of its .po; compiling 150 messages in memory takes 2 ms, so no .mo files are kept."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    path = folder("locales") / tag.replace("-", "_") / "LC_MESSAGES" / "mreport.po"
    if not path.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=tag.replace("-", "_")))
    compiled.seek(0)
    return GNUTranslations(compiled)
