"""`mreport extract`: the data file that a report in PDF or DOCX carries, into a file or to standard output."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mreport.language import Language

# A data file inside is in YAML.
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Extraction:
    """What the command line said."""

    file: str
    output: str | None
    kind: str | None
    no_overwrite: bool
    quiet: bool
    debug: bool


def extract(wanted: Extraction, interface: Language) -> int:
    """Take the data file out of a report, as it is in there; returns the exit code."""
    from mreport import sources, writers

    output = Path(wanted.output) if wanted.output else None
    if output:
        writers.check([output], Path(wanted.file), overwrite=not wanted.no_overwrite, known=SUFFIXES)
    content = sources.carried(wanted.file, wanted.kind).encode()
    if output is None:
        click.echo(content, nl=False)  # bytes: the same on every machine
        return 0
    writers.replace(output, content)
    if not wanted.quiet:
        fields = {"file": output, "size": max(1, round(len(content) / 1000))}
        click.echo(interface.gettext("Wrote %(file)s (%(size)s kB).") % fields, err=True)
    return 0
