"""`mreport init`: a data file to begin with, commented, from an example or from a table that is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mreport.cli.tables import reading, table_options
from mreport.errors import OutputError, Place

if TYPE_CHECKING:
    from mreport.language import Language
    from mreport.sources.reading import Reading


@dataclass(frozen=True, slots=True)
class Start:
    """What the command line said."""

    file: str
    from_table: str | None
    reading: Reading
    quiet: bool
    debug: bool


def init(start: Start, interface: Language) -> int:
    """Write a data file where none is yet; returns the exit code."""
    from mreport import sources, writers
    from mreport.cli.extract import SUFFIXES
    from mreport.sources import starter

    output = Path(start.file)
    source = Path(start.from_table) if start.from_table else None
    writers.check([output], source, known=SUFFIXES)
    if output.exists():
        raise OutputError("init-exists", Place(start.file))
    if start.from_table:
        text = starter.of(sources.read(start.from_table, start.reading), interface.gettext)
    else:
        text = starter.example(interface.tag)
    writers.replace(output, text.encode())
    if not start.quiet:
        said = interface.gettext("Wrote %(file)s. Look at it: mreport compare %(file)s") % {"file": output}
        click.echo(said, err=True)
    return 0


def init_command(language: Language, options: list[click.Parameter]) -> click.Command:
    """The command."""
    _ = language.gettext

    def callback(lang: str | None, **given: Any) -> int:  # noqa: ARG001  found before: the interface's
        chosen = reading(given)
        return init(Start(reading=chosen, **given), language)

    return click.Command(
        "init",
        help=_(
            "Write a data file to begin with, an example with comments; or with --from-table what a table holds, with "
            "the rules that its values would fit as comments."
        ),
        params=[
            click.Argument(["file"], metavar=_("FILE")),
            click.Option(
                ["--from-table"],
                metavar=_("SOURCE"),
                help=_("Take items, attributes and values from this table, in any format that can be read."),
            ),
            *table_options(language),
            *options,
        ],
        callback=callback,
        options_metavar=_("[OPTIONS]"),
    )
