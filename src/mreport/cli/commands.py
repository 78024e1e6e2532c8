"""The commands, built in the interface's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mreport.cli.batch import Order, batch
from mreport.cli.check import Source, check
from mreport.cli.compare import Choices, compare
from mreport.cli.extract import Extraction, extract
from mreport.cli.furniture import furniture_options
from mreport.cli.init import init_command
from mreport.cli.listing import templates
from mreport.cli.schema import schema_command
from mreport.cli.tables import from_option, reading, table_options
from mreport.comparison.calendar import CALENDARS
from mreport.comparison.words import digits
from mreport.layout import PAPERS
from mreport.writers import WRITERS

if TYPE_CHECKING:
    from mreport.language import Language


def program(language: Language) -> click.Group:
    """The command `mreport` with all its commands."""
    _ = language.gettext
    group = click.Group(
        "mreport",
        help=_("Put things side by side and hand the comparison to people in their own language."),
        params=[lang_option(language), _version_option(language)],
        commands=[
            compare_command(language),
            batch_command(language),
            check_command(language),
            extract_command(language),
            init_command(language, [lang_option(language), *_manner_options(language)]),
            schema_command(language, [lang_option(language), *_manner_options(language)]),
            templates_command(language),
        ],
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGS]..."),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    group.callback = lambda **_given: None
    return group


def lang_option(language: Language) -> click.Option:
    """`--lang`, which stands before or after the command."""
    _ = language.gettext
    return click.Option(
        ["--lang", "-l"],
        metavar=_("LANG"),
        help=_(
            "Language of the report and of these messages: th or en; th,en makes one report in both. If it is not "
            "given, that of MREPORT_LANG, of mreport.toml or of the system."
        ),
    )


def _version_option(language: Language) -> click.Option:
    def show(context: click.Context, _option: click.Parameter, given: bool) -> None:  # noqa: FBT001  click's form
        if given and not context.resilient_parsing:
            from importlib.metadata import version

            click.echo(f"mreport {version('mreport')}")
            context.exit()

    text = language.gettext("Show the version and exit.")
    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=text)


def compare_command(language: Language) -> click.Command:
    """`mreport compare`."""
    _ = language.gettext

    def callback(lang: str | None, **given: Any) -> int:
        chosen = reading(given)
        return compare(Choices(lang=lang or _lang_before(), reading=chosen, **given), language)

    return click.Command(
        "compare",
        help=_(
            "Compare the items of a data file. Without ITEM, all items are compared; without --output, the "
            "comparison is shown in the terminal."
        ),
        short_help=_("Compare the items of a data file."),
        params=[*_arguments(language), *_options(language)],
        callback=callback,
        options_metavar=_("[OPTIONS]"),
    )


def batch_command(language: Language) -> click.Command:
    """`mreport batch`."""
    _ = language.gettext
    alone = ("output", "lang", "no-overwrite", "exit-code")  # of one report

    def callback(lang: tuple[str, ...], **given: Any) -> int:
        chosen, before = reading(given), _lang_before()
        return batch(Order(lang=lang or ((before,) if before else ()), reading=chosen, **given), language)

    return click.Command(
        "batch",
        help=_(
            "Make many reports of a data file: each pair of items, or what a file lists, in each language and format. "
            "A batch that was stopped goes on with --resume."
        ),
        short_help=_("Make many reports of a data file."),
        params=[
            click.Argument(["source"], metavar=_("SOURCE"), shell_complete=_files),
            *_batch_options(language),
            *(option for option in _options(language) if option.opts[0].lstrip("-") not in alone),
        ],
        callback=callback,
        options_metavar=_("[OPTIONS]"),
    )


def _batch_options(language: Language) -> list[click.Parameter]:
    _ = language.gettext
    formats = [suffix.removeprefix(".") for suffix in WRITERS]
    return [
        click.Option(
            ["--pairs"],
            metavar="all|related|" + _("FILE"),
            default="all",
            show_default=True,
            shell_complete=_files,
            help=_(
                "Which items are compared: all pairs; those that the items' “related” names; or a file with the items "
                "of a report on each line, by id or name, a comma between."
            ),
        ),
        click.Option(
            ["--lang", "-l"],
            multiple=True,
            metavar=_("LANG"),
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
        click.Option(["--to"], required=True, metavar=_("FOLDER"), help=_("The folder that the files go to.")),
        click.Option(
            ["--jobs", "-j"],
            type=click.IntRange(min=1),
            metavar="N",
            help=_("How many reports are made at a time. As many as there are processors, if it is not given."),
        ),
        click.Option(["--resume"], is_flag=True, help=_("Go on with the batch that was begun in the folder.")),
    ]


def check_command(language: Language) -> click.Command:
    """`mreport check`."""
    _ = language.gettext

    def callback(lang: str | None, **given: Any) -> int:
        chosen = reading(given)
        return check(Source(lang=lang or _lang_before(), reading=chosen, **given), language)

    return click.Command(
        "check",
        help=_("Check a source and say what is in it: items, attributes, and the rules that their values would fit."),
        short_help=_("Check a source and say what is in it."),
        params=[
            click.Argument(["source"], metavar=_("SOURCE"), shell_complete=_files),
            lang_option(language),
            *table_options(language),
            *_manner_options(language),
        ],
        callback=callback,
        options_metavar=_("[OPTIONS]"),
    )


def extract_command(language: Language) -> click.Command:
    """`mreport extract`."""
    _ = language.gettext
    return click.Command(
        "extract",
        help=_(
            "Take the data out of a report that mreport made: a PDF or DOCX carries the items and attributes that it "
            "shows. “mreport compare” reads them from the report itself, too."
        ),
        short_help=_("Take the data out of a report in PDF or DOCX."),
        params=[
            click.Argument(["file"], metavar=_("FILE"), shell_complete=_files),
            click.Option(
                ["--output", "-o"],
                metavar=_("SOURCE"),
                help=_("Write the data file to SOURCE (.yaml); to standard output, if it is not given."),
            ),
            lang_option(language),
            from_option(language),
            click.Option(["--no-overwrite"], is_flag=True, help=_("Refuse to replace a file that is there.")),
            *_manner_options(language),
        ],
        callback=lambda lang, **given: extract(Extraction(**given), language),  # noqa: ARG005  found before: the interface's
        options_metavar=_("[OPTIONS]"),
    )


def templates_command(language: Language) -> click.Command:
    """`mreport templates`."""
    _ = language.gettext
    return click.Command(
        "templates",
        help=_("List the bundled templates and themes, and what each is for."),
        params=[lang_option(language)],
        callback=lambda **_given: templates(language),
        options_metavar=_("[OPTIONS]"),
    )


def _lang_before() -> str | None:
    """The `--lang` that stands before the command."""
    return (click.get_current_context().find_root().params or {}).get("lang")


def _arguments(language: Language) -> list[click.Parameter]:
    _ = language.gettext
    return [
        click.Argument(["source"], metavar=_("SOURCE"), shell_complete=_files),
        click.Argument(["items"], metavar=_("[ITEM]..."), nargs=-1, shell_complete=_items),
    ]


def _options(language: Language) -> list[click.Parameter]:
    _ = language.gettext
    return [
        click.Option(
            ["--output", "-o", "outputs"],
            multiple=True,
            metavar=_("FILE"),
            help=_("Write the report to FILE; the suffix is the format: .pdf .docx .html .md .json. Can be repeated."),
        ),
        lang_option(language),
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
            shell_complete=_files,
            help=_("Template: a bundled one (“mreport templates” lists them) or your own Jinja2 file (.j2)."),
        ),
        click.Option(
            ["--theme"],
            metavar=_("NAME|FILE"),
            default="plain",
            show_default=True,
            shell_complete=_files,
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
            shell_complete=_files,
            help=_("Put the DOCX into this document of yours: its header, footer, paper and styles stay."),
        ),
        click.Option(
            ["--font"],
            multiple=True,
            metavar=_("FILE"),
            shell_complete=_files,
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
        *_manner_options(language),
    ]


def _manner_options(language: Language) -> list[click.Parameter]:
    _ = language.gettext
    return [
        click.Option(["--quiet"], is_flag=True, help=_("Say nothing but errors.")),
        click.Option(["--debug"], is_flag=True, help=_("Show where in the program an error arose.")),
    ]


def _files(_context: click.Context, _parameter: click.Parameter, _incomplete: str) -> list[Any]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(None, type="file")]


def _items(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[Any]:
    """The ids of the source that begin like this and are not named yet."""
    from click.shell_completion import CompletionItem

    from mreport import sources
    from mreport.errors import MreportError
    from mreport.sources.files import STANDARD_INPUT

    source = context.params.get("source") or ""
    if source == STANDARD_INPUT:
        return []
    try:
        items = sources.read(source, reading(dict(context.params))).items
    except MreportError:
        return []
    named = context.params.get("items") or ()
    names = {
        key: item.name if isinstance(item.name, str) else next(iter(item.name.values())) for key, item in items.items()
    }
    return [
        CompletionItem(key, help=name) for key, name in names.items() if key.startswith(incomplete) and key not in named
    ]
