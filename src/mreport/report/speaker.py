"""Puts the parts of a comparison into the words of one language."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from mreport.comparison.differences import between
from mreport.comparison.records import Absence, Status
from mreport.comparison.rules import folded, one
from mreport.forms import Words, shown, words
from mreport.links import allowed
from mreport.report.records import Cell, Column, Line, Picture, Shift, Source, Stretch
from mreport.thai import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mreport.comparison.records import Comparison, Delta, Row, Text, Value
    from mreport.images import Image
    from mreport.language import Language

_LETTERS = 26


def asset_of(image: Image) -> str:
    """The name of a value's picture among those of a page: the same for the same picture of the same name."""
    return f"picture-{sha256(f'{image.digest} {image.name}'.encode()).hexdigest()[:16]}"


class Speaker:
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
        """The data's title, or what every report can be called."""
        if self.dataset.title:
            return words(self.dataset.title, self.dataset, self.language)
        return Words(self.language.gettext("Comparison"), self.language.tag)

    def columns(self) -> Iterator[Column]:
        """The heads of the items' columns."""
        for index, item in enumerate(self.comparison.items):
            name = words(item.name, self.dataset, self.language)
            yield Column(item.id, name.text, name.lang, index == self.comparison.baseline)

    def source(self) -> Source | None:
        """The dataset's line, if the data name one."""
        origin = self.dataset.origin
        if origin is None:
            return None
        licence = words(origin.licence, self.dataset, self.language) if origin.licence else None
        return Source(words(origin.name, self.dataset, self.language), allowed(origin.url), licence)

    def notes(self, added: Text | None) -> Iterator[Words]:
        """The data's note, then what was added to it: a plain text is in the reader's language."""
        if self.dataset.note:
            yield words(self.dataset.note, self.dataset, self.language)
        if added:
            told = {self.language.tag: added} if isinstance(added, str) else added
            yield words(told, self.dataset, self.language)

    def line(self, row: Row) -> Line:
        """A row."""
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
        """The value of the item at a position."""
        base = self.comparison.baseline
        differs = base is not None and row.compared and row.classes[index] != row.classes[base]
        if value.absence:
            absent = self.absences[value.absence]
            return Cell(absent.text, absent.shown, absent.lang, absent.absence, differs=differs)
        if value.picture:
            return self.pictured(row, index, value.picture, differs=differs)
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

    def pictured(self, row: Row, index: int, image: Image, *, differs: bool) -> Cell:
        """A picture; in the place of a description stands that there is none."""
        value, language = row.values[index], self.language
        silent = Words(language.gettext("picture without a description"), language.tag)
        said = words(value.parts[0], self.dataset, language) if value.parts else silent
        return Cell(
            text=one(value, self.dataset) or image.name,
            shown=" ".join(said.text.split()),
            lang=said.lang,
            number=row.classes[index],
            group=_group(row, index) if self.comparison.baseline is None else None,
            differs=differs,
            picture=Picture(asset_of(image), described=bool(value.parts)),
        )

    def shown(self, row: Row, index: int) -> Words:
        """A value in the form of its rule."""
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
