"""A comparison in the words of one language: what templates are given and what JSON holds."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mreport.comparison.records import Absence
from mreport.comparison.rules import read_number, read_years, term_of, written
from mreport.links import allowed
from mreport.thai import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mreport.comparison.records import Attribute, Comparison, Row, Text, Value
    from mreport.errors import Fault
    from mreport.language import Language


@dataclass(frozen=True, slots=True)
class Words:
    """A text to be shown, and the tag of the language that it is in."""

    text: str
    lang: str

    def __str__(self) -> str:
        """The text, so that a template may print it."""
        return self.text


@dataclass(frozen=True, slots=True)
class Column:
    """An item as its column is headed."""

    id: str
    name: str
    lang: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as written (`text`) and as shown, with its link; `number` is equal where values are equal."""

    text: str
    shown: str
    lang: str
    absence: str | None
    number: int | None
    link: str | None
    mark: Words | None


@dataclass(frozen=True, slots=True)
class Line:
    """A row in words."""

    attribute: str
    label: str
    lang: str
    group: str | None
    rule: str
    compared: bool
    status: str
    marked: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The dataset's line at the foot."""

    name: Words
    url: str | None
    licence: Words | None


@dataclass(frozen=True, slots=True)
class Report:
    """All that a report says, in one language; plain data."""

    language: str
    direction: str
    title: Words
    date: str  # YYYY-MM-DD
    day: str  # the date in words
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    compared: int
    marked: int
    not_compared: int
    source: Source | None
    note: Words | None
    warnings: tuple[Fault, ...]


def report(
    comparison: Comparison, language: Language, *, title: str | None = None, date: datetime.date | None = None
) -> Report:
    """Put a comparison into the words of a language; `title` wins over the data's own.

    The report's date: `date`, else SOURCE_DATE_EPOCH, else the data's own, else today.
    """
    speaker = _Speaker(language, comparison.dataset.language)
    dataset = comparison.dataset
    day = date or _epoch() or dataset.date or datetime.datetime.now().astimezone().date()
    return Report(
        language=language.tag,
        direction=language.direction,
        title=Words(clean(title), language.tag) if title else speaker.title(dataset.title),
        date=day.isoformat(),
        day=language.date(day),
        columns=tuple(speaker.columns(comparison)),
        lines=tuple(speaker.line(row) for row in comparison.rows),
        compared=comparison.compared,
        marked=comparison.marked,
        not_compared=len(comparison.rows) - comparison.compared,
        source=speaker.source(comparison),
        note=speaker.words(dataset.note) if dataset.note else None,
        warnings=comparison.warnings,
    )


def _epoch() -> datetime.date | None:
    """The day that SOURCE_DATE_EPOCH (reproducible-builds.org) names, in UTC."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds.isdecimal():
        return None
    return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).date()


class _Speaker:
    """Puts the parts of a comparison into words."""

    def __init__(self, language: Language, data_language: str) -> None:
        self.language = language
        self.data_language = data_language

    def words(self, text: Text) -> Words:
        chosen, tag = self.language.choose(text, self.data_language)
        return Words(clean(chosen), tag)

    def title(self, title: Text | None) -> Words:
        if title:
            return self.words(title)
        return Words(self.language.gettext("Comparison"), self.language.tag)

    def columns(self, comparison: Comparison) -> Iterator[Column]:
        for item in comparison.items:
            name = self.words(item.name)
            yield Column(item.id, name.text, name.lang)

    def source(self, comparison: Comparison) -> Source | None:
        origin = comparison.dataset.origin
        if origin is None:
            return None
        licence = self.words(origin.licence) if origin.licence else None
        return Source(self.words(origin.name), allowed(origin.url), licence)

    def line(self, row: Row) -> Line:
        attribute = row.attribute
        label = self.words(attribute.label)
        return Line(
            attribute=attribute.id,
            label=label.text,
            lang=label.lang,
            group=self.words(attribute.group).text if attribute.group else None,
            rule=attribute.rule,
            compared=row.compared,
            status=row.status.value,
            marked=row.marked,
            cells=tuple(map(self.cell, row.values, row.classes, [attribute] * len(row.values))),
        )

    def cell(self, value: Value, number: int | None, attribute: Attribute) -> Cell:
        if value.absence:
            return self.absent(value.absence)
        texts = [written(part, self.data_language) for part in value.parts]
        shown = self.shown(value, attribute)
        return Cell(
            text=self.language.join(texts) if len(texts) > 1 else texts[0],
            shown=shown.text,
            lang=shown.lang,
            absence=None,
            number=number,
            link=allowed(value.link or (texts[0] if attribute.rule == "url" else None)),
            mark=self.words(value.mark) if value.mark else None,
        )

    def absent(self, absence: Absence) -> Cell:
        _ = self.language.gettext
        words: Mapping[Absence, str] = {
            Absence.MISSING: _("no data"),
            Absence.EMPTY: _("empty"),
            Absence.UNKNOWN: _("unknown"),
            Absence.NA: _("not applicable"),
        }
        return Cell("", words[absence], self.language.tag, absence.value, None, None, None)

    def shown(self, value: Value, attribute: Attribute) -> Words:
        """A value as its attribute's rule has it shown: only declared rules change what is written."""
        form = _FORMS.get(attribute.rule)
        if form and (words := form(self, value, attribute)):
            return words
        parts = [self.words(part) for part in value.parts]
        if len(parts) == 1:
            return parts[0]
        return Words(self.language.join(part.text for part in parts), parts[0].lang)

    def term(self, value: Value, attribute: Attribute) -> Words | None:
        labels = [attribute.terms.get(term_of(part, attribute, self.data_language)) for part in value.parts]
        if None in labels:
            return None
        words = [self.words(label) for label in labels if label is not None]
        return Words(self.language.join(word.text for word in words), words[0].lang)

    def number(self, value: Value, _attribute: Attribute) -> Words | None:
        number = read_number(written(value.parts[0], self.data_language))
        return None if number is None else Words(self.language.number(number), self.language.tag)

    def years(self, value: Value, _attribute: Attribute) -> Words | None:
        years = read_years(written(value.parts[0], self.data_language))
        if years is None:
            return None
        text = self.language.years(years.first, years.last, buddhist=years.buddhist)
        return Words(text, self.language.tag)


_FORMS = {"term": _Speaker.term, "number": _Speaker.number, "years": _Speaker.years}
