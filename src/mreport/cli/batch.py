"""`mreport batch`: many reports into a folder; what is done is told on the way, what failed at the end."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mreport.cli.compare import Making, recipe
from mreport.errors import Fault, Place, UserError

if TYPE_CHECKING:
    from mreport.batch import Summary
    from mreport.language import Language

_EVERY = 0.2  # seconds between two lines of progress
_MOST_FAILURES = 20  # that are told; the ledger has them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Making):
    """What the command line said of a batch."""

    pairs: str
    lang: tuple[str, ...]
    formats: tuple[str, ...]
    to: str
    jobs: int | None
    cluster: str | None
    resume: bool


def batch(order: Order, interface: Language) -> int:
    """Make the reports; the exit code is 0, or 1 where some could not be made."""
    from mreport.batch import Plan, planning, run
    from mreport.batch.target import named
    from mreport.report import date_of

    if order.cluster and order.jobs:
        raise UserError("cluster-jobs")
    made = recipe(order)
    target = named(order.to)
    pairs = planning.pairs_of(order.pairs)
    dataset = planning.read(order.source, order.reading, pairs)
    suffixes = [f".{name}" for name in order.formats]
    plan = Plan(dataset, pairs, order.lang or (interface.tag,), suffixes)
    shown = Progress(interface, quiet=order.quiet)
    summary = run(
        dataset,
        plan,
        made,
        target,
        date=date_of(dataset, made.rendering["date"]),
        jobs=order.jobs or os.cpu_count() or 1,
        cluster=order.cluster,
        resume=order.resume,
        progress=shown.show,
    )
    shown.end()
    _tell(summary, order, interface)
    return int(summary.failed > 0)


def _tell(summary: Summary, order: Order, language: Language) -> None:
    """Say what was made, and what was not and why."""
    from mreport.messages import placed

    for task, fault in summary.failures[:_MOST_FAILURES]:
        said = placed(Fault(fault.code, fault.fields, fault.place or Place(task.files[0][1])), language)
        click.echo(language.gettext("Error: {message}").format(message=said), err=True)
    if (rest := summary.failed - min(len(summary.failures), _MOST_FAILURES)) > 0:
        more = language.ngettext("… and %(count)s more like these.", "… and %(count)s more like these.", rest)
        click.echo(more % {"count": rest}, err=True)
    if order.quiet:
        return
    counts = {"made": summary.made, "kept": summary.kept, "failed": summary.failed, "folder": order.to}
    click.echo(
        language.gettext("Reports made: %(made)s; there already: %(kept)s; failed: %(failed)s. They are in %(folder)s.")
        % counts,
        err=True,
    )
    if summary.warnings:
        click.echo(
            language.gettext("Warnings: %(count)s. “mreport check” tells them.") % {"count": summary.warnings}, err=True
        )


class Progress:
    """One line on a terminal that tells how far a batch is, how fast it goes and how long it takes; none elsewhere."""

    def __init__(self, language: Language, *, quiet: bool) -> None:
        self._language = language
        self._on = not quiet and sys.stderr.isatty()
        self._began = time.monotonic()
        self._next = 0.0
        self._width = 0

    def show(self, summary: Summary) -> None:
        """Show it, if the last time is a moment ago."""
        now = time.monotonic()
        if self._on and (now >= self._next or summary.settled == summary.total):
            self._next = now + _EVERY
            self._write(self.line(summary, now - self._began))

    def line(self, summary: Summary, seconds: float) -> str:
        """What the line says after so many seconds."""
        _ = self._language.gettext
        done = summary.made + summary.failed
        rate = done / seconds if seconds else 0.0
        parts = [f"{summary.settled}/{summary.total}"]
        if rate:
            parts.append(_("%(rate)s a second") % {"rate": f"{rate:.1f}"})
            parts.append(self._left((summary.total - summary.settled) / rate))
        if summary.failed:
            parts.append(_("failed: %(count)s") % {"count": summary.failed})
        return " · ".join(parts)

    def _left(self, seconds: float) -> str:
        minutes, rest = divmod(round(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        clock = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
        return self._language.gettext("%(time)s left") % {"time": clock}

    def _write(self, text: str) -> None:
        from mreport.console import width_of

        width = width_of(text)
        click.echo(f"\r{text}{' ' * max(0, self._width - width)}", nl=False, err=True)
        self._width = width

    def end(self) -> None:
        """Leave the line."""
        if self._on and self._width:
            click.echo("", err=True)
