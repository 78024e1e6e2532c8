"""A comparison in the words of one language: what templates are given and what JSON holds."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from mreport import images
from mreport.comparison.differences import between
from mreport.comparison.records import Absence, Status
from mreport.comparison.rules import folded, one
from mreport.errors import Fault, UserError
from mreport.fonts import BUNDLED
from mreport.forms import Words, shown, words
from mreport.links import allowed
from mreport.thai import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mreport.comparison.records import Comparison, Dataset, Delta, Row, Value
    from mreport.fonts import Fontset
    from mreport.language import Language

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Column:
    """An item as its column is headed; one of them may be the baseline."""

    id: str
    name: str
    lang: str
    baseline: bool


@dataclass(frozen=True, slots=True)
class Shift:
    """How far a number is from the baseline's: exact, as a share, and in words: `+5 kg (+2.5%)`, none for 0."""

    difference: str
    share: str | None
    unit: str
    shown: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a value: `same`, `only` here, or `lacks` here what stands in the one compared with."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as written (`text`) and as shown, with its link; `number` is equal where values are equal.

    `group` is a letter that equal values share, given where only some items of a row agree; `differs` says
    that the value is not the baseline's; `parts` are those of a list whose parts are in several languages;
    `reference` is the number of the note that has the link of a citation, for those who read on paper.
    """

    text: str
    shown: str
    lang: str
    absence: str | None = None
    number: int | None = None
    link: str | None = None
    mark: Words | None = None
    reference: int | None = None
    group: str | None = None
    differs: bool = False
    delta: Shift | None = None
    parts: tuple[Words, ...] = ()
    changes: tuple[Stretch, ...] | None = None

    @property
    def plain(self) -> bool:
        """Whether there is nothing to be said of it but its words."""
        said = self.absence or self.link or self.mark or self.group or self.differs or self.delta or self.changes
        return not (said or self.parts)


@dataclass(frozen=True, slots=True)
class Line:
    """A row in words."""

    attribute: str
    label: str
    lang: str
    group: Words | None
    reason: Words | None
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
    references: tuple[str, ...]  # the addresses of citations, by their numbers from 1
    compared: int
    marked: int
    not_compared: int
    baseline: Words | None
    grouped: bool  # whether any cell has the letter of a group
    changed: bool  # whether any cell shows what differs within its text
    lacking: bool  # whether any cell shows what it lacks
    source: Source | None
    notes: tuple[Words, ...]  # the data's own, and what was added
    author: str | None
    watermark: str | None  # such as "Draft", behind the text
    warnings: tuple[Fault, ...]
    glossary: tuple[str, ...]  # terms that a line must not break
    similarity: tuple[tuple[float | None, ...], ...]  # of each item with each, by position


def report(
    comparison: Comparison,
    language: Language,
    *,
    title: str | None = None,
    date: datetime.date | None = None,
    author: str | None = None,
    note: str | None = None,
    watermark: str | None = None,
    fonts: Fontset = BUNDLED,
) -> Report:
    """Put a comparison into the words of a language; `title` wins over the data's own, `note` follows the data's own.

    It is written in `fonts`.

    The report's date: `date`, else SOURCE_DATE_EPOCH, else the data's own, else today.
    """
    speaker = _Speaker(comparison, language)
    dataset = comparison.dataset
    day = date_of(dataset, date)
    lines, references = _referred(tuple(speaker.line(row) for row in comparison.rows))
    cells = [cell for line in lines for cell in line.cells]
    base = comparison.baseline
    columns = tuple(speaker.columns())
    positions = range(len(columns))
    return Report(
        language=language.tag,
        direction=language.direction,
        title=Words(clean(title), language.tag) if title else speaker.title(),
        date=day.isoformat(),
        day=language.date(day),
        columns=columns,
        lines=lines,
        references=references,
        compared=comparison.compared,
        marked=comparison.marked,
        not_compared=len(comparison.every_row) - comparison.compared,
        baseline=None if base is None else Words(columns[base].name, columns[base].lang),
        grouped=any(cell.group for cell in cells),
        changed=any(cell.changes for cell in cells),
        lacking=any(stretch.kind == "lacks" for cell in cells for stretch in cell.changes or ()),
        source=speaker.source(),
        notes=tuple(speaker.notes(note)),
        author=clean(author) if author else None,
        watermark=" ".join(clean(watermark).split()) or None if watermark else None,
        warnings=(
            *language.warnings,
            *_boxes(language, fonts),
            *fonts.warnings,
            *comparison.warnings,
            *_undrawn(columns, lines, fonts),
        ),
        glossary=tuple(term for terms in dataset.glossary.values() for term in terms),
        similarity=tuple(tuple(comparison.similarity(one, other) for other in positions) for one in positions),
    )


def _boxes(language: Language, fonts: Fontset) -> Iterator[Fault]:
    """A warning where paper can't be written in the language at all."""
    if fonts.missing(language.name_of(language.tag)):
        yield Fault("language-no-font", {"tag": language.tag})


def date_of(dataset: Dataset, date: datetime.date | None = None) -> datetime.date:
    """The date of a report: `date`, else SOURCE_DATE_EPOCH, else the data's own, else today."""
    return date or _epoch() or dataset.date or datetime.datetime.now().astimezone().date()


def pictures(
    report: Report, language: Language, logo: str | os.PathLike[str] | None = None, *, code: bool = False
) -> dict[str, images.Image]:
    """The pictures of a report by name: its `logo`, and its dataset's address as a `code`.

    Raises UserError and LimitError (`image-...`, `code-...`).
    """
    found, _ = {}, language.gettext
    if logo is not None:
        found["logo"] = images.read(
            logo, _("Logo of %(author)s") % {"author": report.author} if report.author else _("Logo")
        )
    if code:
        if report.source is None or report.source.url is None:
            raise UserError("code-missing")
        found["code"] = images.code(report.source.url, _("QR code of %(address)s") % {"address": report.source.url})
    return found


def _epoch() -> datetime.date | None:
    """The day that SOURCE_DATE_EPOCH (reproducible-builds.org) names, in UTC."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not seconds.isdecimal():
        return None
    try:
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).date()
    except (OverflowError, OSError, ValueError):  # beyond the calendar
        return None


def _referred(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    """The rows with their citations numbered, and the addresses that the numbers stand for, in order."""
    numbers: dict[str, int] = {}

    def numbered(cell: Cell) -> Cell:
        if not cell.link or cell.link in cell.shown:
            return cell
        return replace(cell, reference=numbers.setdefault(cell.link, len(numbers) + 1))

    found = tuple(
        replace(line, cells=tuple(map(numbered, line.cells))) if line.rule == "reference" else line for line in lines
    )
    return found, tuple(numbers)


def _undrawn(columns: tuple[Column, ...], lines: tuple[Line, ...], fonts: Fontset) -> Iterator[Fault]:
    """A warning for each character that no font of the report has, once for each cell."""
    for column in columns:
        yield from _lacking(column.name, column.id, "name", fonts)
    for line in lines:
        for column, cell in zip(columns, line.cells, strict=True):
            yield from _lacking(cell.shown, column.id, line.attribute, fonts)


def _lacking(text: str, item: str, attribute: str, fonts: Fontset) -> Iterator[Fault]:
    if not text.isascii():
        for character in fonts.missing(text):
            fields = {"item": item, "attribute": attribute, "character": f"U+{ord(character):04X} {character}"}
            yield Fault("no-glyph", fields)


class _Speaker:
    """Puts the parts of a comparison into words."""

    def __init__(self, comparison: Comparison, language: Language) -> None:
        self.comparison = comparison
        self.dataset = comparison.dataset
        self.language = language
        # Headings only where the rows of each group stand together, which a choice or a sort may undo.
        groups = [row.attribute.group for row in comparison.rows]
        runs = sum(one != other for one, other in pairwise([None, *groups]))
        self.grouped = runs <= len({str(group) for group in groups})
        _ = language.gettext
        self.absences: Mapping[Absence, Cell] = {
            absence: Cell("", word, language.tag, absence.value)
            for absence, word in (
                (Absence.MISSING, _("no data")),
                (Absence.EMPTY, _("empty")),
                (Absence.UNKNOWN, _("unknown")),
                (Absence.NA, _("not applicable")),
            )
        }

    def title(self) -> Words:
        if self.dataset.title:
            return words(self.dataset.title, self.dataset, self.language)
        return Words(self.language.gettext("Comparison"), self.language.tag)

    def columns(self) -> Iterator[Column]:
        for index, item in enumerate(self.comparison.items):
            name = words(item.name, self.dataset, self.language)
            yield Column(item.id, name.text, name.lang, index == self.comparison.baseline)

    def source(self) -> Source | None:
        origin = self.dataset.origin
        if origin is None:
            return None
        licence = words(origin.licence, self.dataset, self.language) if origin.licence else None
        return Source(words(origin.name, self.dataset, self.language), allowed(origin.url), licence)

    def notes(self, added: str | None) -> Iterator[Words]:
        """The data's note, then what was added to it."""
        if self.dataset.note:
            yield words(self.dataset.note, self.dataset, self.language)
        if added:
            yield Words(clean(added), self.language.tag)

    def line(self, row: Row) -> Line:
        attribute = row.attribute
        label = words(attribute.label, self.dataset, self.language)
        return Line(
            attribute=attribute.id,
            label=label.text,
            lang=label.lang,
            group=words(attribute.group, self.dataset, self.language) if attribute.group and self.grouped else None,
            reason=words(attribute.reason, self.dataset, self.language) if attribute.reason else None,
            rule=attribute.rule,
            compared=row.compared,
            status=row.status.value,
            marked=row.marked,
            cells=tuple(self.cell(row, index, value) for index, value in enumerate(row.values)),
        )

    def cell(self, row: Row, index: int, value: Value) -> Cell:
        base = self.comparison.baseline
        differs = base is not None and row.compared and row.classes[index] != row.classes[base]
        if value.absence:
            absent = self.absences[value.absence]
            return Cell(absent.text, absent.shown, absent.lang, absent.absence, differs=differs)
        text = one(value, self.dataset)
        found = self.shown(row, index)
        delta = row.deltas[index] if row.deltas else None
        return Cell(
            text=text,
            shown=found.text,
            lang=found.lang,
            parts=found.parts,
            number=row.classes[index],
            link=allowed(value.link or (text if row.attribute.rule == "url" else None)),
            mark=words(value.mark, self.dataset, self.language) if value.mark else None,
            group=_group(row, index) if base is None else None,
            differs=differs,
            delta=self.shift(delta) if delta else None,
            changes=self.changes(row, index, found) if row.against else None,
        )

    def shown(self, row: Row, index: int) -> Words:
        return shown(row.values[index], row.attribute, self.dataset, self.language)

    def changes(self, row: Row, index: int, found: Words) -> tuple[Stretch, ...] | None:
        """What differs from the value it is held against, in the words shown; none across two languages."""
        other = row.against[index]
        if other is None or (theirs := self.shown(row, other)).lang != found.lang:
            return None
        lacking = row.against[other] != index
        glossary = self.dataset.glossary.get(found.lang, ())
        key = partial(folded, attribute=row.attribute)
        changes = between(found.text, theirs.text, glossary, lacking=lacking, key=key)
        return tuple(Stretch(change.kind, change.text) for change in changes)

    def shift(self, delta: Delta) -> Shift:
        """The delta with its sign, in the language's form; a share to one decimal."""
        language = self.language
        text = language.signed(delta.difference)
        if delta.unit:
            text = language.quantity(delta.difference, clean(delta.unit), signed=True)[0]
        if not delta.difference:
            text = ""
        elif delta.share is not None:
            text += f" ({language.signed_percent(delta.share)})"
        return Shift(str(delta.difference), None if delta.share is None else str(delta.share), delta.unit, text)


def _group(row: Row, index: int) -> str | None:
    """A letter for the class of a value, A for the first, where some items of a marked row agree and some do not."""
    number = row.classes[index]
    present = [other for other in row.classes if other is not None]
    some = 1 < len(set(present)) < len(present)
    if number is None or not row.marked or not some or row.status not in (Status.PARTIAL, Status.MISSING):
        return None
    turn, letter = divmod(number, _LETTERS)
    return chr(ord("A") + letter) + (str(turn + 1) if turn else "")
