"""The options of what stands around a comparison: who made it, a note, a watermark, a logo, a QR code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mreport.language import Language


def furniture_options(language: Language) -> list[click.Parameter]:
    """The options, with their help in the interface's language."""
    _ = language.gettext
    return [
        click.Option(["--author"], metavar=_("TEXT"), help=_("Who prepared the report: shown, and in the properties.")),
        click.Option(["--note"], metavar=_("TEXT"), help=_("A note below the table, after the data's own.")),
        click.Option(
            ["--watermark"],
            metavar=_("TEXT"),
            help=_(
                "A word behind the text of each page, such as DRAFT, in .pdf, .docx and .html; others begin with it."
            ),
        ),
        click.Option(
            ["--logo"],
            metavar=_("FILE"),
            type=click.Path(),
            help=_("A picture above the title: PNG or JPEG, at most 5 MiB and 20 megapixels."),
        ),
        click.Option(["--qr"], is_flag=True, help=_("The dataset's web address as a QR code, beside its line.")),
    ]
