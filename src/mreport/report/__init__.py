"""A comparison in the words of one language: what templates are given and what JSON holds."""

from __future__ import annotations

import datetime
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mreport import images
from mreport.errors import Fault, UserError
from mreport.fonts import BUNDLED
from mreport.forms import Words
from mreport.report.records import Cell, Column, Line, Picture, Report, Shift, Source, Stretch
from mreport.report.speaker import Speaker, asset_of
from mreport.thai import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mreport.comparison.records import Comparison, Dataset, Text
    from mreport.fonts import Fontset
    from mreport.language import Language

__all__ = [
    "Cell",
    "Column",
    "Line",
    "Picture",
    "Report",
    "Shift",
    "Source",
    "Stretch",
    "date_of",
    "furniture",
    "pictures",
    "report",
]


def report(
    comparison: Comparison,
    language: Language,
    *,
    title: str | None = None,
    date: datetime.date | None = None,
    author: str | None = None,
    note: Text | None = None,
    watermark: str | None = None,
    fonts: Fontset = BUNDLED,
) -> Report:
    """Put a comparison into the words of a language; `title` wins over the data's own, `note` follows the data's own.

    It is written in `fonts`.

    The report's date: `date`, else SOURCE_DATE_EPOCH, else the data's own, else today.
    """
    speaker = Speaker(comparison, language)
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


def furniture(
    dataset: Dataset, readers: Sequence[Language], author: str | None, note: str | None, watermark: str | None
) -> dict[str, Any]:
    """What stands around a report: what is given, a note in its readers' languages, else what its data ask for.

    An empty text is given too: the report has none then.
    """
    asked = {**dataset.furniture}
    own = asked.get("note")
    asked["note"] = {dataset.language: own} if isinstance(own, str) else own or {}
    given = {"author": author, "note": note and {reader.tag: note for reader in readers}, "watermark": watermark}
    found = {**asked, **{name: one for name, one in given.items() if one is not None}}
    return {name: found[name] for name in given if found.get(name)}


def date_of(dataset: Dataset, date: datetime.date | None = None) -> datetime.date:
    """The date of a report: `date`, else SOURCE_DATE_EPOCH, else the data's own, else today."""
    return date or _epoch() or dataset.date or datetime.datetime.now().astimezone().date()


def pictures(
    report: Report,
    comparison: Comparison,
    language: Language,
    logo: str | os.PathLike[str] | None = None,
    *,
    code: bool = False,
) -> dict[str, images.Image]:
    """The pictures of a report by name: its `logo`, its dataset's address as a `code`, those of its values.

    Raises UserError and LimitError (`image-...`, `code-...`).
    """
    shown = (value.picture for row in comparison.rows for value in row.values if value.picture)
    found, _ = {asset_of(image): image for image in shown}, language.gettext
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
            if not cell.picture:
                yield from _lacking(cell.shown, column.id, line.attribute, fonts)


def _lacking(text: str, item: str, attribute: str, fonts: Fontset) -> Iterator[Fault]:
    if not text.isascii():
        for character in fonts.missing(text):
            fields = {"item": item, "attribute": attribute, "character": f"U+{ord(character):04X} {character}"}
            yield Fault("no-glyph", fields)
