"""mreport compares items side by side and hands the comparison to people in their own language.

>>> import mreport  # doctest: +SKIP
>>> dataset = mreport.read("methods.yaml")  # doctest: +SKIP
>>> comparison = mreport.compare(dataset, ["tl-diffusion", "mm-diffusion"])  # doctest: +SKIP
>>> page = mreport.render(comparison, "th")  # doctest: +SKIP
>>> mreport.write(page, "report.pdf")  # doctest: +SKIP
31245

The way of the data: source, comparison, page, document; each step is one function.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mreport.errors import (
    ChoiceError,
    Fault,
    LimitError,
    MachineError,
    MreportError,
    OutputError,
    Place,
    SourceError,
    TemplateError,
    UserError,
)
from mreport.garbage import put_off
from mreport.limits import Limits

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from mreport.comparison import (
        Absence,
        Attribute,
        Comparison,
        Dataset,
        Item,
        Origin,
        Row,
        Status,
        Text,
        Value,
        compare,
    )
    from mreport.comparison.calendar import Calendar
    from mreport.layout import Layout
    from mreport.page import Page
    from mreport.writers import write

__all__ = [
    "Absence",
    "Attribute",
    "ChoiceError",
    "Comparison",
    "Dataset",
    "Fault",
    "Item",
    "LimitError",
    "Limits",
    "MachineError",
    "MreportError",
    "Origin",
    "OutputError",
    "Place",
    "Row",
    "SourceError",
    "Status",
    "TemplateError",
    "Text",
    "UserError",
    "Value",
    "compare",
    "read",
    "render",
    "write",
]


def __getattr__(name: str) -> Any:
    """A public name out of the module that has it, at its first use: help and errors need none of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from mreport import comparison, writers

    found = globals()[name] = getattr(writers if name == "write" else comparison, name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def read(
    source: Any,
    *,
    items: Literal["columns", "rows"] | None = None,
    rules: Mapping[str, str] | None = None,
    ignore: str | Sequence[str] = (),
    unknown: str | Sequence[str] = (),
    na: str | Sequence[str] = (),
    encoding: str | None = None,
    kind: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    wanted: Sequence[str] | None = None,
    limits: Limits | None = None,
    reason: str | None = None,
    images: str | os.PathLike[str] | None = None,
) -> Dataset:
    """Read a file (a data file, a table, or a report of ours in PDF or DOCX) or data of Python into a Dataset.

    A file is a path, or `-` for standard input; docs/reference/sources.md has the formats.

    Data of Python: a mapping in the data file's shape, a mapping of each item to its values, rows, a data frame of
    pandas or polars. What follows is for plain tables: `items` are columns or rows; `rules` by attribute, such as
    `{"price": "number:2%"}`; attributes to `ignore`; the words for `unknown` and `na`; `reason` is the
    column that says why a row differs. `kind` is the format (`csv`),
    `sheet` the table among several, by name or number, `header_row` the row of the names. Of a database or a Parquet
    file only the items `wanted` are read, by id or name, if they are given. Pictures lie in the data's folder or in
    `images`.
    Raises SourceError with every fault and its place, UserError, LimitError, MachineError.
    """
    from mreport import sources
    from mreport.sources.reading import Reading

    if items not in (None, "columns", "rows"):
        raise UserError("unknown-choice", text=items, known=["columns", "rows"])
    ignored, unknowns, nas = ((one,) if isinstance(one, str) else tuple(one) for one in (ignore, unknown, na))
    reading = Reading(items, dict(rules or {}), ignored, unknowns, nas, encoding, kind, sheet, header_row)
    chosen = None if wanted is None else tuple(wanted)
    folder = None if images is None else Path(images)
    reading = replace(reading, wanted=chosen, reason=reason, images=folder, limits=limits or Limits())
    return sources.read(source, reading)


@put_off()
def render(  # noqa: PLR0913  one for each flag
    comparison: Comparison,
    lang: str = "en",
    *,
    title: str | None = None,
    date: datetime.date | None = None,
    calendar: Calendar | None = None,
    digits: str | None = None,
    template: str | os.PathLike[str] = "comparison",
    theme: str | os.PathLike[str] = "plain",
    paper: str = "A4",
    orientation: Literal["auto", "portrait", "landscape"] = "auto",
    mark_language: bool = False,
    author: str | None = None,
    note: str | None = None,
    watermark: str | None = None,
    logo: str | os.PathLike[str] | None = None,
    qr: bool = False,
    layout: Layout | None = None,
    font: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] = (),
    source: bool = True,
) -> Page:
    """Render a comparison in a language (`th`), or in several (`th,en`), into a page that `write` makes any format of.

    Dates and years are shown in the `calendar` (`gregorian`, `buddhist`, `both`; None: as they are written), numbers in
    `digits` (`latin`, `thai`), if the theme says no other; `mark_language` puts `[EN]` behind what is in another
    language. `title` and `date` win over the data's own; `template` and `theme` are names of bundled ones or files; a
    `layout` wins over the theme's on its paper. `font` is a font file, or a regular and a bold one; what it lacks comes
    from the bundled fonts. PDF and DOCX carry the data of the items and attributes shown, which `read` takes; without
    them with `source=False`.

    `author`, `note` and `watermark` are texts (None: what the data ask for, such as those out of a report of ours; an
    empty one: none), `logo` a PNG or JPEG file; with `qr=True` the dataset's address stands at the foot as a QR code.
    Raises ChoiceError (`language-unknown`, `language-twice`, `unknown-choice`), UserError (`theme-...`, `font-...`,
    `image-...`, `code-...`), LimitError, TemplateError.
    """
    from mreport import locales, themes
    from mreport.bilingual import woven
    from mreport.directions import directed
    from mreport.fonts import BUNDLED
    from mreport.language import LATIN
    from mreport.language import readers as readers_of
    from mreport.marking import marked
    from mreport.page import render as render_page
    from mreport.report import furniture, pictures, report
    from mreport.sources.inside import Inside

    look = themes.read(theme)
    readers = readers_of(lang, comparison.dataset, calendar, digits, look.options)
    fonts = BUNDLED
    if font:  # what reads fonts takes as long to load as a small report
        from mreport.fonts.own import fontset

        fonts = fontset([font] if isinstance(font, str | os.PathLike) else font)
    if locales.own():
        from mreport.fonts.scripts import with_scripts

        fonts = with_scripts(fonts, [one.tag for one in readers], comparison)
    layout = (layout or look.layout.on(paper, orientation, len(comparison.items))).written_in(fonts)
    layout = layout.read_from(readers[0].direction)
    forms = {
        "calendar": readers[0].calendar,
        "digits": next((one.digits for one in readers if one.digits != LATIN), None),
    }
    wanted = {"lang": ",".join(one.tag for one in readers)} | {name: form for name, form in forms.items() if form}
    around = furniture(comparison.dataset, readers, author, note, watermark)
    forms_asked = wanted if len(wanted) > 1 else {}
    inside = Inside(comparison, readers[0].tag, title, date, forms_asked, around) if source else None
    added: dict[str, Any] = {"title": title, **around}
    reports = [(report(comparison, reader, date=date, fonts=fonts, **added), reader) for reader in readers]
    images = pictures(reports[0][0], comparison, readers[0], logo, code=qr)
    pages = [render_page(words, reader, layout, template, inside, look, images) for words, reader in reports]
    if mark_language:
        pages = [marked(page, [reader.tag for reader in readers]) for page in pages]
    return directed(woven(pages))
