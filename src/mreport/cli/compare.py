"""`mreport compare`: a source, items chosen, a language; documents written, or the table in the terminal."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mreport.cli.waiting import Waiting
from mreport.errors import MachineError, UserError

if TYPE_CHECKING:
    import datetime

    from mreport.comparison.calendar import Calendar
    from mreport.errors import Fault
    from mreport.language import Language
    from mreport.page import Page
    from mreport.recipe import Recipe
    from mreport.sources.reading import Reading
    from mreport.writers.docx.edition import EmbedFonts


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """What the command line said of how reports are made, each option under its long name."""

    source: str
    reading: Reading
    only: Literal["different", "same"] | None
    sort: Literal["difference"] | None
    attributes: str | None
    baseline: str | None
    show_changes: bool
    compare_all: bool
    template: str
    theme: str
    paper: str
    orientation: Literal["auto", "portrait", "landscape"]
    calendar: Calendar | None
    digits: str | None
    mark_language: bool
    title: str | None
    date: str | None
    author: str | None
    note: str | None
    watermark: str | None
    logo: str | None
    qr: bool
    no_source: bool
    letterhead: str | None
    font: tuple[str, ...]
    embed_fonts: EmbedFonts
    quiet: bool
    debug: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Making):
    """What the command line said of one report."""

    items: tuple[str, ...]
    outputs: tuple[str, ...]
    lang: str | None
    no_overwrite: bool
    exit_code: bool


def compare(choices: Choices, interface: Language) -> int:
    """Make the comparison and hand it over; returns the exit code."""
    from mreport import sources, writers

    _ = interface.gettext
    outputs = [Path(output) for output in choices.outputs]
    writers.check(outputs, Path(choices.source), overwrite=not choices.no_overwrite)
    for given in filter(None, (choices.letterhead, choices.logo, *choices.font)):  # no output may take its place
        writers.check(outputs, Path(given), overwrite=not choices.no_overwrite)
    made = recipe(choices)
    with Waiting(interface, 2 + max(1, len(outputs)), quiet=choices.quiet) as waiting:
        waiting.step(_("Reading %(file)s") % {"file": choices.source})
        dataset = sources.read(choices.source, replace(choices.reading, wanted=choices.items or None))
        waiting.step(_("Comparing"))
        page = made.page(dataset, choices.items or None, choices.lang or interface.tag)
        waiting.pause()
        if not choices.quiet:
            _warn(page, writers.shortcomings(page, outputs), interface)
        if outputs:
            _write(page, outputs, choices, interface, waiting)
        else:
            _show(page, waiting, interface)
    return int(choices.exit_code and page.report.marked > 0)


def _show(page: Page, waiting: Waiting, interface: Language) -> None:
    """Show the comparison in the terminal."""
    from mreport.writers import terminal

    waiting.step(interface.gettext("Comparing"))
    text = terminal.text(page, shutil.get_terminal_size().columns)
    waiting.pause()
    click.echo(text, nl=False)


def recipe(choices: Making) -> Recipe:
    """How reports are made by what the command line said; the letterhead is read now, before anything is written."""
    from mreport import templates
    from mreport.recipe import Recipe
    from mreport.writers.docx.edition import Edition, read

    comparing = {
        "attributes": [name.strip() for name in choices.attributes.split(",")] if choices.attributes else None,
        "baseline": choices.baseline,
        "compare_all": choices.compare_all,
        "only": choices.only,
        "show_changes": choices.show_changes or templates.find(choices.template).show_changes,
        "sort": choices.sort,
        "limits": choices.reading.limits,
    }
    rendering = {
        "title": choices.title,
        "date": _date(choices.date),
        "calendar": choices.calendar,
        "digits": choices.digits,
        "template": choices.template,
        "theme": choices.theme,
        "paper": choices.paper,
        "orientation": choices.orientation,
        "mark_language": choices.mark_language,
        "author": choices.author,
        "note": choices.note,
        "watermark": choices.watermark,
        "logo": choices.logo,
        "qr": choices.qr,
        "font": choices.font,
        "source": not choices.no_source,
    }
    letterhead = read(choices.letterhead) if choices.letterhead else None
    return Recipe(comparing, rendering, Edition(letterhead, choices.embed_fonts))


def _date(text: str | None) -> datetime.date | None:
    from mreport.comparison.calendar import read_day

    day = read_day(text) if text else None
    if text and day is None:
        raise UserError("not-a-date", text=text)
    return day


def _warn(page: Page, others: list[Fault], interface: Language) -> None:
    """Say each warning once; those of a bilingual report's other language may be the same."""
    from mreport.messages import placed

    told: list[Fault] = []
    warnings = [fault for one in (page, *page.others) for fault in one.report.warnings]
    for fault in (fault for fault in (*warnings, *others) if fault not in told):
        told.append(fault)
        message = interface.gettext("Warning: %(message)s") % {"message": placed(fault, interface)}
        click.echo(message, err=True)


def _write(page: Page, outputs: list[Path], choices: Choices, interface: Language, waiting: Waiting) -> None:
    """Write each output; where the machine can't make one, the others are made before that is said."""
    from mreport import writers

    failed: list[MachineError] = []
    for output in outputs:
        waiting.step(interface.gettext("Making %(file)s") % {"file": output})
        try:
            size = writers.write(page, output, overwrite=not choices.no_overwrite)
        except MachineError as error:
            failed.append(error)
            continue
        waiting.pause()
        if not choices.quiet:
            fields = {"file": output, "size": max(1, round(size / 1000))}
            click.echo(interface.gettext("Wrote %(file)s (%(size)s kB).") % fields, err=True)
    if failed:
        raise MachineError.of(fault for error in failed for fault in error.faults)
