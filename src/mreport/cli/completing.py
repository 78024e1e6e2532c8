"""What a shell is told for completion: files, and the items of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mreport.cli.tables import reading

if TYPE_CHECKING:
    import click


def files(_context: click.Context, _parameter: click.Parameter, _incomplete: str) -> list[Any]:
    """Have the shell complete the name of a file."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(None, type="file")]


def items(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[Any]:
    """The ids of the source that begin like this and are not named yet."""
    from click.shell_completion import CompletionItem

    from mreport import sources
    from mreport.errors import MreportError
    from mreport.sources.files import STANDARD_INPUT

    source = context.params.get("source") or ""
    if source == STANDARD_INPUT:
        return []
    try:
        found = sources.read(source, reading(dict(context.params))).items
    except MreportError:
        return []
    named = context.params.get("items") or ()
    names = {
        key: item.name if isinstance(item.name, str) else next(iter(item.name.values())) for key, item in found.items()
    }
    return [
        CompletionItem(key, help=name) for key, name in names.items() if key.startswith(incomplete) and key not in named
    ]
