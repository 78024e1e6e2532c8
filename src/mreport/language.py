"""Languages: catalogues, and numbers, dates and lists as each language writes them (CLDR through Babel)."""

from __future__ import annotations

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
        """A number with the language's separators and all its decimals."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self.tag.replace("-", "_"), decimal_quantization=False)

    def years(self, first: int, last: int, *, buddhist: bool) -> str:
        """A year or a run of years (given in the Common Era) with an en dash, in the calendar it was written in."""
        offset = _BUDDHIST_OFFSET if buddhist else 0
        ends = dict.fromkeys((first + offset, last + offset))
        return "\u2013".join(map(str, ends))

    def date(self, date: datetime.date) -> str:
        """A day in words: in Thai with the year of the Buddhist era, the day itself unchanged."""
        from babel.dates import format_date

        locale = self.tag.replace("-", "_")
        if self.tag.partition("-")[0] not in _BUDDHIST_ERA:
            return format_date(date, "long", locale=locale)
        day_month = format_date(date, "d MMMM", locale=locale)
        # Translators: a date of the Buddhist era; only languages that count in it show this.
        form = self.gettext("%(day_month)s %(year)s BE")
        return form % {"day_month": day_month, "year": date.year + _BUDDHIST_OFFSET}

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
