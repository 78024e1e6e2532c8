"""The options of reports, which several commands have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mreport.cli.completing import files, items, languages, templates, themes
from mreport.cli.furniture import furniture_options
from mreport.cli.program import speech_options
from mreport.cli.tables import table_options
from mreport.comparison.calendar import CALENDARS
from mreport.comparison.words import digits
from mreport.layout import PAPERS
from mreport.writers import WRITERS

if TYPE_CHECKING:
    from mreport.language import Language


def report_options(language: Language) -> list[click.Parameter]:
    """What is said of how a report is made, and where it goes."""
    _ = language.gettext
    return [
        click.Option(
            ["--output", "-o", "outputs"],
            multiple=True,
            metavar=_("FILE"),
            help=_("Write the report to FILE; the suffix is the format: %(formats)s. Can be repeated.")
            % {"formats": " ".join(WRITERS)},
        ),
        *speech_options(language),
        click.Option(
            ["--only"],
            type=click.Choice(["different", "same"]),
            help=_("Show only the rows that differ, or only those that are the same."),
        ),
        click.Option(["--sort"], type=click.Choice(["difference"]), help=_("Put the rows that differ most first.")),
        click.Option(
            ["--attributes"], metavar=_("A,B..."), help=_("Show these attributes, in this order (by id or label).")
        ),
        click.Option(
            ["--baseline"],
            metavar=_("ITEM"),
            shell_complete=items,
            help=_("Compare every other item with this one; numbers are given with their difference from it."),
        ),
        click.Option(["--show-changes"], is_flag=True, help=_("Mark what differs within texts, word by word.")),
        click.Option(["--compare-all"], is_flag=True, help=_("Compare the attributes too that say “compared: false”.")),
        *table_options(language),
        click.Option(
            ["--template"],
            metavar=_("NAME|FILE"),
            default="comparison",
            show_default=True,
            shell_complete=templates,
            help=_("Template: a bundled one (“mreport templates” lists them) or your own Jinja2 file (.j2)."),
        ),
        click.Option(
            ["--theme"],
            metavar=_("NAME|FILE"),
            default="plain",
            show_default=True,
            shell_complete=themes,
            help=_("Look: a bundled theme (“mreport templates” lists them) or your own file (.toml)."),
        ),
        click.Option(
            ["--paper"],
            type=click.Choice(list(PAPERS), case_sensitive=False),
            default="A4",
            show_default=True,
            help=_("Paper of PDF and DOCX."),
        ),
        click.Option(
            ["--orientation"],
            type=click.Choice(["auto", "portrait", "landscape"]),
            default="auto",
            show_default=True,
            help=_("How the paper lies. By the number of items, if it is not given."),
        ),
        click.Option(
            ["--calendar"],
            type=click.Choice(CALENDARS),
            help=_(
                "Calendar of dates and years: of the Common Era, of the Buddhist Era, or both. As they are written, if "
                "it is not given."
            ),
        ),
        click.Option(
            ["--digits"],
            type=click.Choice(list(digits())),
            help=_("Digits of numbers, dates and pages; texts stay as written. Latin ones, if it is not given."),
        ),
        click.Option(
            ["--mark-language"], is_flag=True, help=_("Put a mark such as [EN] behind what is in another language.")
        ),
        click.Option(["--title"], metavar=_("TEXT"), help=_("Title of the report, in place of the data's.")),
        click.Option(
            ["--date"], metavar=_("YYYY-MM-DD"), help=_("Date of the report. Today, if nothing says another.")
        ),
        *furniture_options(language),
        click.Option(
            ["--letterhead"],
            metavar=_("FILE"),
            shell_complete=files,
            help=_("Put the DOCX into this document of yours: its header, footer, paper and styles stay."),
        ),
        click.Option(
            ["--font"],
            multiple=True,
            metavar=_("FILE"),
            shell_complete=files,
            help=_(
                "Write the report in the font of this file; once more for its bold one. Letters that it lacks come "
                "from the bundled fonts."
            ),
        ),
        click.Option(
            ["--embed-fonts"],
            type=click.Choice(["full", "subset", "none"]),
            default="full",
            show_default=True,
            help=_("Fonts inside the DOCX: whole, the characters that are needed, or none."),
        ),
        click.Option(["--no-source"], is_flag=True, help=_("Leave the data out of PDF and DOCX, which carry them.")),
        click.Option(["--no-overwrite"], is_flag=True, help=_("Refuse to replace a file that is there.")),
        click.Option(["--exit-code"], is_flag=True, help=_("Exit with 1 when a row differs.")),
        *manner_options(language),
    ]


def manner_options(language: Language) -> list[click.Parameter]:
    """How much is said on the way."""
    _ = language.gettext
    return [
        click.Option(["--quiet"], is_flag=True, help=_("Say nothing but errors.")),
        click.Option(["--debug"], is_flag=True, help=_("Show where in the program an error arose.")),
    ]


def batch_options(language: Language) -> list[click.Parameter]:
    """What is said of many reports: which, in which languages and formats, where to, how many at a time."""
    _ = language.gettext
    formats = [suffix.removeprefix(".") for suffix in WRITERS]
    return [
        click.Option(
            ["--pairs"],
            metavar="all|related|" + _("FILE"),
            default="all",
            show_default=True,
            shell_complete=files,
            help=_(
                "Which items are compared: all pairs; those that the items' “related” names; or a file with the items "
                "of a report on each line, by id or name, a comma between."
            ),
        ),
        click.Option(
            ["--lang", "-l"],
            multiple=True,
            metavar=_("LANG"),
            shell_complete=languages,
            help=_("Language of the reports; given twice, each makes a report. th,en makes one in both."),
        ),
        click.Option(
            ["--format", "formats"],
            multiple=True,
            type=click.Choice(formats),
            default=["pdf"],
            show_default=True,
            help=_("Format of the reports. Can be repeated."),
        ),
        click.Option(
            ["--to"],
            required=True,
            metavar=_("FOLDER|ADDRESS"),
            help=_("The folder that the files go to, or an address such as s3://reports/july."),
        ),
        click.Option(
            ["--jobs", "-j"],
            type=click.IntRange(min=1),
            metavar="N",
            help=_("How many reports are made at a time. As many as there are processors, if it is not given."),
        ),
        click.Option(
            ["--cluster"],
            metavar=_("ADDRESS"),
            help=_("Have the reports made by the workers of the Dask scheduler at ADDRESS, such as tcp://host:8786."),
        ),
        click.Option(["--resume"], is_flag=True, help=_("Go on with the batch that was begun in the folder.")),
    ]


def serve_options(language: Language) -> list[click.Parameter]:
    """What is said of a live page: where it is served."""
    _ = language.gettext
    return [
        click.Option(
            ["--port"],
            type=click.IntRange(0, 65535),
            default=8000,
            show_default=True,
            metavar="N",
            help=_("The port that the page is served at; 0 for any that is free."),
        ),
        click.Option(
            ["--host"],
            default="127.0.0.1",
            show_default=True,
            metavar=_("HOST"),
            help=_(
                "The address that the page is served at. Any but this machine's own opens it to the network, with a "
                "token in its address."
            ),
        ),
        click.Option(
            ["--watch"],
            is_flag=True,
            help=_("Show the page anew when the source, or the template or theme that is named, has changed."),
        ),
        click.Option(["--no-open"], is_flag=True, help=_("Don't open the page in the browser.")),
    ]
