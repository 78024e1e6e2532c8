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

    from mreport.language import Language
    from mreport.page import Page
    from mreport.report import Report
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
    paper: str
    orientation: Literal["auto", "portrait", "landscape"]
    title: str | None
    date: str | None
    no_source: bool
    letterhead: str | None
    embed_fonts: EmbedFonts
    no_overwrite: bool
    exit_code: bool
    quiet: bool
    debug: bool


def compare(choices: Choices, interface: Language) -> int:
    """Make the comparison and hand it over; returns the exit code."""
    from mreport import sources, writers
    from mreport.comparison import compare as compare_items
    from mreport.language import language
    from mreport.layout import PLAIN
    from mreport.page import render
    from mreport.report import report
    from mreport.sources.inside import Inside
    from mreport.writers.docx.edition import Edition

    reader = language(choices.lang) if choices.lang else interface
    outputs = [Path(output) for output in choices.outputs]
    writers.check(outputs, Path(choices.source), overwrite=not choices.no_overwrite)
    letterhead = _letterhead(choices, outputs)
    date = _date(choices.date)
    dataset = sources.read(choices.source, choices.reading)
    comparison = compare_items(
        dataset,
        choices.items or None,
        attributes=[name.strip() for name in choices.attributes.split(",")] if choices.attributes else None,
        baseline=choices.baseline,
        compare_all=choices.compare_all,
        only=choices.only,
        show_changes=choices.show_changes,
        sort=choices.sort,
    )
    words = report(comparison, reader, title=choices.title, date=date)
    layout = PLAIN.on(choices.paper, choices.orientation, len(comparison.items))
    inside = None if choices.no_source else Inside(comparison, reader.tag, choices.title, date)
    page = replace(render(words, reader, layout, inside=inside), edition=Edition(letterhead, choices.embed_fonts))
    if not choices.quiet:
        _warn(words, interface)
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


def _warn(report: Report, interface: Language) -> None:
    from mreport.messages import placed

    for fault in report.warnings:
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
