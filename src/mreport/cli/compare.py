"""`mreport compare`: a source, items chosen, a language; documents written, or the table in the terminal."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mreport.errors import MachineError, UserError

if TYPE_CHECKING:
    import datetime

    from mreport.comparison.calendar import Calendar
    from mreport.errors import Fault
    from mreport.language import Language
    from mreport.page import Page
    from mreport.sources.reading import Reading
    from mreport.writers.docx.edition import EmbedFonts, Letterhead


@dataclass(frozen=True, slots=True)
class Choices:
    """What the command line said, each option under its long name."""

    source: str
    reading: Reading
    items: tuple[str, ...]
    outputs: tuple[str, ...]
    lang: str | None
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
    no_source: bool
    letterhead: str | None
    font: tuple[str, ...]
    embed_fonts: EmbedFonts
    no_overwrite: bool
    exit_code: bool
    quiet: bool
    debug: bool


def compare(choices: Choices, interface: Language) -> int:
    """Make the comparison and hand it over; returns the exit code."""
    import mreport
    from mreport import sources, templates, writers
    from mreport.writers.docx.edition import Edition

    outputs = [Path(output) for output in choices.outputs]
    writers.check(outputs, Path(choices.source), overwrite=not choices.no_overwrite)
    letterhead = _letterhead(choices, outputs)
    for font in choices.font:
        writers.check(outputs, Path(font), overwrite=not choices.no_overwrite)
    date = _date(choices.date)
    dataset = sources.read(choices.source, replace(choices.reading, wanted=choices.items or None))
    comparison = mreport.compare(
        dataset,
        choices.items or None,
        attributes=[name.strip() for name in choices.attributes.split(",")] if choices.attributes else None,
        baseline=choices.baseline,
        compare_all=choices.compare_all,
        only=choices.only,
        show_changes=choices.show_changes or templates.find(choices.template).show_changes,
        sort=choices.sort,
        limits=choices.reading.limits,
    )
    page = mreport.render(
        comparison,
        choices.lang or interface.tag,
        title=choices.title,
        date=date,
        calendar=choices.calendar,
        digits=choices.digits,
        template=choices.template,
        theme=choices.theme,
        paper=choices.paper,
        orientation=choices.orientation,
        mark_language=choices.mark_language,
        source=not choices.no_source,
        font=choices.font,
    )
    page = replace(page, edition=Edition(letterhead, choices.embed_fonts))
    if not choices.quiet:
        _warn(page, interface)
    if outputs:
        _write(page, outputs, choices, interface)
    else:
        from mreport.writers import terminal

        click.echo(terminal.text(page, shutil.get_terminal_size().columns), nl=False)
    return int(choices.exit_code and comparison.marked > 0)


def _letterhead(choices: Choices, outputs: list[Path]) -> Letterhead | None:
    """The letterhead, read before anything is written; no output may take its place."""
    if choices.letterhead is None:
        return None
    from mreport import writers
    from mreport.writers.docx.edition import read

    writers.check(outputs, Path(choices.letterhead), overwrite=not choices.no_overwrite)
    return read(choices.letterhead)


def _date(text: str | None) -> datetime.date | None:
    from mreport.comparison.calendar import read_day

    day = read_day(text) if text else None
    if text and day is None:
        raise UserError("not-a-date", text=text)
    return day


def _warn(page: Page, interface: Language) -> None:
    """Say each warning once; those of a bilingual report's other language may be the same."""
    from mreport.messages import placed

    told: list[Fault] = []
    for fault in (fault for one in (page, *page.others) for fault in one.report.warnings if fault not in told):
        told.append(fault)
        message = interface.gettext("Warning: %(message)s") % {"message": placed(fault, interface)}
        click.echo(message, err=True)


def _write(page: Page, outputs: list[Path], choices: Choices, interface: Language) -> None:
    """Write each output; where the machine can't make one, the others are made before that is said."""
    from mreport import writers

    failed: list[MachineError] = []
    for output in outputs:
        try:
            size = writers.write(page, output, overwrite=not choices.no_overwrite)
        except MachineError as error:
            failed.append(error)
            continue
        if not choices.quiet:
            fields = {"file": output, "size": max(1, round(size / 1000))}
            click.echo(interface.gettext("Wrote %(file)s (%(size)s kB).") % fields, err=True)
    if failed:
        raise MachineError.of(fault for error in failed for fault in error.faults)
