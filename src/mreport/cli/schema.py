"""`mreport schema`: the JSON Schema of the data file, by which editors help to write one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mreport.language import Language


def schema(interface: Language) -> int:
    """Print the schema, described in the interface's language; the exit code is 0."""
    from mreport.sources import schema as schemas

    made = schemas.schema(interface.gettext)
    click.echo((json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode(), nl=False)  # bytes: UTF-8 everywhere
    return 0


def schema_command(language: Language, options: list[click.Parameter]) -> click.Command:
    """The command."""
    _ = language.gettext
    return click.Command(
        "schema",
        help=_(
            "Print the JSON Schema of the data file. With “# yaml-language-server: $schema=FILE” as its first line, an "
            "editor checks a data file as it is written."
        ),
        params=options,
        callback=lambda **_given: schema(language),
        options_metavar=_("[OPTIONS]"),
    )
