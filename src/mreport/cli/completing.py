"""What a shell is told for completion: files, the items of a source, languages, templates and themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mreport.cli.tables import reading

if TYPE_CHECKING:
    from collections.abc import Iterable

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

    # Before the value of an option is there, click keeps the arguments apart.
    source = context.params.get("source") or next(iter(context.args), "")
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


def languages(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[Any]:
    """The tags of the installed languages; of several, the last one is completed."""
    from mreport import locales

    before, comma, _last = incomplete.rpartition(",")
    return _beginning((before + comma + tag for tag in locales.installed() if tag not in before.split(",")), incomplete)


def templates(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """The bundled templates; files where none begins so. Bash does not take both."""
    from mreport.templates import installed

    return _beginning(installed(), incomplete) or files(context, parameter, incomplete)


def themes(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """The bundled themes; files where none begins so."""
    from mreport.themes import installed

    return _beginning(installed(), incomplete) or files(context, parameter, incomplete)


def _beginning(names: Iterable[str], incomplete: str) -> list[Any]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name) for name in names if name.startswith(incomplete)]
