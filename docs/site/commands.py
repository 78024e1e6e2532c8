"""The command line out of the code: each command with its usage and its options, in the words of its own help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from tables import code, plain, table

from mreport.cli.program import program
from mreport.cli.speech import teach_click
from mreport.language import language

if TYPE_CHECKING:
    from collections.abc import Iterator

HEADS = {
    "en": ("option", "what it does", "if it is not given"),
    "th": ("ตัวเลือก", "ความหมาย", "หากไม่ระบุ"),
}
REQUIRED = {"en": "it must be given", "th": "ต้องระบุ"}


def commands(tag: str) -> str:
    """A section for each command, those within others too."""
    teach_click(reader := language(tag))
    try:
        group = program(reader)
        return "\n".join(_section(group, click.Context(group, info_name="mreport"), tag))
    finally:
        teach_click(language("en"))


def _section(command: click.Command, context: click.Context, tag: str) -> Iterator[str]:
    yield f"## {context.command_path}\n"
    yield f"```text\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```\n"
    yield plain(command.help or "") + "\n"
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    yield table(HEADS[tag], [_row(one, context, tag) for one in options])
    if not isinstance(command, click.Group):
        return
    for name, below in command.commands.items():
        yield from _section(below, click.Context(below, info_name=name, parent=context), tag)


def _row(option: click.Option, context: click.Context, tag: str) -> tuple[str, str, str]:
    """An option's flags with what they take, its help with what it can be, and what holds without it."""
    record = option.get_help_record(context)
    assert record is not None  # noqa: S101  none of ours is hidden
    extra = option.get_help_extra(context)
    default = REQUIRED[tag] if "required" in extra else code(extra["default"]) if "default" in extra else ""
    flags, choices = record[0], ""
    if isinstance(option.type, click.Choice):
        flags = flags.partition(" [")[0]
        choices = " " + " ".join(code(str(one)) for one in option.type.choices)
    return code(flags), plain(option.help or "") + choices, default
