"""Languages: catalogues, and numbers, dates and lists as each language writes them (CLDR through Babel)."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from mreport.errors import ChoiceError
from mreport.language.catalogues import catalogue, served_by
from mreport.locales import brought, installed, kinds, remembered, traits

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping
    from decimal import Decimal
    from gettext import NullTranslations

    from babel import Locale

    from mreport.comparison.calendar import Calendar, Day
    from mreport.comparison.records import Dataset, Text
    from mreport.errors import Fault
    from mreport.language.calendars import Calendars

__all__ = [
    "LATIN",
    "Language",
    "direction_of",
    "in_digits",
    "installed",
    "language",
    "languages",
    "readers",
    "served_by",
]

LATIN = "latin"


class Language:
    """One language of the reader: its catalogue and its forms. `tag` is the installed tag, such as `th`.

    `calendar` is the one that dates and years are shown in, None the one that they were written in; `digits` the name
    of the digits of every number that is shown in the language's form (`latin`, `thai`). Texts stay as written.
    """

    def __init__(self, tag: str, calendar: Calendar | None = None, digits: str = LATIN) -> None:
        self.tag = tag
        self.calendar = calendar
        self.digits = digits
        self.translations: NullTranslations = catalogue(tag)
        # A language that CLDR does not know says which one's dates and numbers it takes.
        self._name = str(traits(tag).get("cldr", tag)).replace("-", "_")

    def __reduce__(self) -> tuple[type[Language], tuple[str, Calendar | None, str]]:
        """As it goes to another process, which has the catalogue itself."""
        return Language, (self.tag, self.calendar, self.digits)

    @cached_property
    def _locale(self) -> Locale:
        from babel import Locale

        return Locale.parse(self._name)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, by CLDR, if the language's folder says no other."""
        return str(traits(self.tag).get("direction") or self._locale.text_direction)

    @property
    def region_tag(self) -> str:
        """The tag with the region where most of its speakers live, by CLDR: ar-EG, lo-LA."""
        from babel.core import get_global

        likely = str(get_global("likely_subtags").get(self._locale.language, ""))
        territory = self._locale.territory or likely.rpartition("_")[2]
        return f"{self._locale.language}-{territory}" if territory else self.tag

    @property
    def is_latin(self) -> bool:
        """Whether its name in itself is in Latin, Greek or Cyrillic letters, which Word treats alike."""
        return not self._script - {"LATIN", "GREEK", "CYRILLIC"}

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What is to be told of its catalogue: that it is not complete, and what can't be used of it."""
        if not any(place[0] == self.tag for place in brought()):
            return ()
        from mreport.language.completeness import warnings

        return tuple(warnings(self.tag))

    def gettext(self, message: str) -> str:
        """A sentence of the catalogue; in English, as it stands, where the catalogue has none."""
        return self.translations.gettext(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """A sentence of the catalogue in the form that the count asks for."""
        return self.translations.ngettext(singular, plural, count)

    def pgettext(self, context: str, message: str) -> str:
        """A sentence of the catalogue that means something else elsewhere."""
        return self.translations.pgettext(context, message)

    def name_of(self, tag: str) -> str:
        """What this language calls a language, by CLDR; its tag, where it has no name for it."""
        from babel import Locale, UnknownLocaleError

        try:
            return Locale.parse(tag.replace("-", "_")).get_display_name(self._name) or tag
        except (UnknownLocaleError, ValueError):
            return tag

    def chain(self, data_language: str) -> list[str]:
        """Where texts are looked for: this language, what it is a kind of, then the data's language."""
        return list(dict.fromkeys([*self.own, data_language]))

    @property
    def own(self) -> list[str]:
        """This language and what it is a kind of: zh-Hant-TW, zh-Hant, zh."""
        return kinds(self.tag)

    def choose(self, text: Text, data_language: str) -> tuple[str, str]:
        """The text that a reader of this language is shown, and the tag of the language that it is in."""
        if isinstance(text, str):
            return text, data_language
        for tag in self.chain(data_language):
            if tag in text:
                return text[tag], tag
        tag, words = next(iter(text.items()), (data_language, ""))
        return words, tag

    def numeral(self, number: int) -> str:
        """A whole number that counts pages, rows or panels: in the digits chosen, without separators."""
        return self._in_digits(str(number))

    def number(self, number: Decimal) -> str:
        """A number with the language's separators and all its decimals, zeros at their end too."""
        from mreport.language import numbers

        return self._in_digits(numbers.number(number, self._name))

    def percent(self, share: Decimal) -> str:
        """A share of one as a percentage with all its decimals, zeros at their end too."""
        from mreport.language import numbers

        return self._in_digits(numbers.percent(share, self._name))

    def signed(self, number: Decimal) -> str:
        """A number with its sign, also where it is positive, to at most six decimals."""
        from mreport.language import numbers

        return self._in_digits(numbers.signed(number, self._name))

    def signed_percent(self, share: Decimal) -> str:
        """A share of one as a percentage with its sign, to one decimal."""
        from mreport.language import numbers

        return self._in_digits(numbers.signed_percent(share, self._name))

    def quantity(self, number: Decimal, name: str, *, before: bool = False, signed: bool = False) -> tuple[str, bool]:
        """A number with its unit, and whether the unit too is in this language.

        A symbol (`kg`) and a unit in this language's letters stay as written, behind the number or `before` it; any
        other has the short name of CLDR or of the table of units, if there is one.
        """
        from mreport.comparison.words import unit
        from mreport.language import numbers

        figures = numbers.signed(number, self._name) if signed else numbers.number(number, self._name)
        known, own = unit(name), self._script
        symbol = known is not None and name == known.names[0] and numbers.script(name) <= {"LATIN"}
        if known and not symbol and not numbers.script(name) <= own:
            if known.cldr:
                return self._in_digits(numbers.measured(number, known, self._name, signed=signed)), True
            name = next(
                (other for other in known.names if numbers.script(other) and numbers.script(other) <= own), name
            )
        before = before or (signed and known is not None and known.is_currency and not numbers.script(name))
        return self._in_digits(numbers.beside(figures, name, before=before)), symbol or numbers.script(name) <= own

    @cached_property
    def _script(self) -> frozenset[str]:
        """The script that this language is written in: that of its own name."""
        from mreport.language import numbers

        return numbers.script(self._locale.get_display_name(self._name) or "")

    def years(self, first: int, last: int, *, buddhist: bool) -> str:
        """Years of the Common Era with an en dash between, in the calendar chosen, or the one they were written in."""
        return self._in_digits(self._calendars.years(first, last, buddhist=buddhist))

    def date(self, date: datetime.date) -> str:
        """A day in words, in the calendar chosen, or in the one that this language's readers count in."""
        from mreport.comparison.calendar import Day

        return self.day(Day(date.year, date.month, date.day, self._calendars.eras.counts_buddhist))

    def day(self, day: Day) -> str:
        """A day, a month or a year, in the calendar chosen, or in the one that it was written in."""
        return self.days(day, day)

    def days(self, first: Day, last: Day) -> str:
        """Days, months or years from the first to the last, as `day`."""
        return self._in_digits(self._calendars.days(first, last))

    @cached_property
    def _calendars(self) -> Calendars:
        from mreport.language.calendars import Calendars, Eras

        eras = Eras(
            # Translators: the abbreviation of the Buddhist era, as it stands beside a year.
            buddhist=self.pgettext("era", "BE"),
            # Translators: the abbreviation of the Common Era, as it stands beside a year.
            common=self.pgettext("era", "CE"),
            # Translators: the abbreviation of the years before the Common Era, as it stands beside a year.
            before=self.pgettext("era", "BCE"),
            counts_buddhist=traits(self.tag).get("calendar") == "buddhist",
        )
        return Calendars(self._locale, eras, self.calendar)

    def _in_digits(self, text: str) -> str:
        return in_digits(text, self.digits)

    def sorted(self, texts: Iterable[str]) -> list[str]:
        """Texts as this language's dictionaries order them."""
        from mreport.language import order

        changes = traits(self.tag).get("order", {})
        return sorted(texts, key=lambda text: order.key(text, changes))

    def join(self, texts: Iterable[str]) -> str:
        """Several texts in a row with this language's separator."""
        return self.gettext(", ").join(texts)

    def either(self, texts: Iterable[str]) -> str:
        """Several texts of which one is meant: a, b or c."""
        from babel.lists import format_list

        return format_list(list(texts), style="or", locale=self._locale)


def in_digits(text: str, name: str) -> str:
    """A text with its digits in those of a name."""
    return text if name == LATIN else text.translate(_signs(name))


@remembered
def _signs(name: str) -> dict[int, str]:
    from mreport.comparison.words import digits as known_digits

    return dict(enumerate(known_digits()[name]["signs"], ord("0")))


@remembered
def direction_of(tag: str) -> str:
    """`ltr` or `rtl`: the direction of any language, installed or not; of one that CLDR does not know, `ltr`."""
    from babel import Locale, UnknownLocaleError

    said = traits(tag)
    try:
        known = Locale.parse(str(said.get("cldr", tag)).replace("-", "_")).text_direction
    except (UnknownLocaleError, ValueError):
        known = "ltr"
    return str(said.get("direction") or known)


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


def readers(
    tags: str,
    dataset: Dataset,
    calendar: Calendar | None = None,
    digits: str | None = None,
    usual: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Language, ...]:
    """The languages of a report of these data, with its forms; those not given are what the data ask for in them.

    Data ask for forms where they come out of a report that was made with them; where neither says one, it is the
    `usual` one (`calendar`, `digits`) of a theme, digits in languages that have them as their own. In a report of
    several languages, digits are those of the languages that have them as their own. Raises ChoiceError
    (`unknown-choice`, and as `languages`).
    """
    from mreport.comparison.calendar import CALENDARS
    from mreport.comparison.words import digits as known_digits

    for choice, known in ((calendar, CALENDARS), (digits, known_digits())):
        if choice is not None and choice not in known:
            raise ChoiceError("unknown-choice", text=choice, known=list(known))
    found = languages(tags)
    asked = dataset.forms if found[0].tag in dataset.forms.get("lang", "").split(",") else {}
    said = asked.get("calendar") or usual.get("calendar")
    calendar = calendar or next((name for name in CALENDARS if name == said), None)
    alone = "," not in dataset.forms.get("lang", "")  # the report that the data come out of spoke one language
    everywhere = len(found) == 1 and bool(digits or (alone and asked.get("digits")))
    digits = digits or asked.get("digits") or usual.get("digits", LATIN)
    return tuple(
        language(one.tag, calendar, digits if everywhere or traits(one.tag).get("digits") == digits else LATIN)
        for one in found
    )


@remembered
def language(tag: str, calendar: Calendar | None = None, digits: str = LATIN) -> Language:
    """The installed language that serves a tag: `th-TH` and `th_TH.UTF-8` are served by `th`; with its forms.

    Raises ChoiceError (`language-unknown`) that names the installed ones.
    """
    found = served_by(tag)
    if found is None:
        raise ChoiceError("language-unknown", language=tag, known=list(installed()))
    return Language(found, calendar, digits)
