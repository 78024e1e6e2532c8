"""`mreport templates`: what a report can be made by, templates and themes, each with what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mreport.cli.columns import section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mreport.language import Language


def templates(interface: Language) -> int:
    """List the bundled templates and themes; the exit code is 0."""
    click.echo("\n".join(_lines(interface)).lstrip("\n"))
    return 0


def _lines(language: Language) -> Iterator[str]:
    from mreport import themes
    from mreport.templates import installed

    _ = language.gettext
    about = [(name, language.choose(template.about, "en")[0]) for name, template in installed().items()]
    yield from section(_("Templates (--template), or a file of your own that ends in .j2:"), about)
    about = [(name, language.choose(themes.read(name).about, "en")[0]) for name in themes.installed()]
    yield from section(_("Themes (--theme), or a file of your own that ends in .toml:"), about)
