"""The commands, built in the interface's language; what one does is imported when it is carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mreport.cli.completing import files, items
from mreport.cli.options import batch_options, manner_options, report_options, serve_options
from mreport.cli.program import speech_options
from mreport.cli.tables import from_option, reading, table_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from mreport.language import Language


def compare_command(language: Language) -> click.Command:
    """`mreport compare`."""
    _ = language.gettext

    def callback(lang: str | None, **given: Any) -> int:
        from mreport.cli.compare import Choices, compare

        chosen = reading(given)
        return compare(Choices(lang=lang or _lang_before(), reading=chosen, **given), language)

    return click.Command(
        "compare",
        help=_(
            "Compare the items of a data file. Without ITEM, all items are compared; without --output, the "
            "comparison is shown in the terminal."
        ),
        params=[*_arguments(language), *report_options(language)],
        callback=callback,
        options_metavar=_("[OPTIONS]"),
    )


def batch_command(language: Language) -> click.Command:
    """`mreport batch`."""
    _ = language.gettext
    alone = ("output", "lang", "no-overwrite", "exit-code")  # of one report

    def callback(lang: tuple[str, ...], **given: Any) -> int:
        from mreport.cli.batch import Order, batch

        chosen, before = reading(given), _lang_before()
        return batch(Order(lang=lang or ((before,) if before else ()), reading=chosen, **given), language)

    return click.Command(
        "batch",
        help=_(
            "Make many reports of a data file: each pair of items, or what a file lists, in each language and format. "
            "A batch that was stopped goes on with --resume."
        ),
        params=[
            click.Argument(["source"], metavar=_("SOURCE"), shell_complete=files),
            *batch_options(language),
            *(option for option in report_options(language) if option.opts[0].lstrip("-") not in alone),
        ],
        callback=callback,
        options_metavar=_("[OPTIONS]"),
    )


def serve_command(language: Language) -> click.Command:
    """`mreport serve`."""
    _ = language.gettext
    alone = ("output", "no-overwrite", "exit-code")  # of a report that goes to a file

    def callback(lang: str | None, **given: Any) -> int:
        from mreport.cli.serve import Service, serve

        chosen = reading(given)
        return serve(Service(lang=lang or _lang_before(), reading=chosen, **given), language)

    return click.Command(
        "serve",
        help=_(
            "Serve a source as a live page in the browser: items are picked, compared and downloaded there. What the "
            "options say holds where the page's address says nothing else."
        ),
        params=[
            click.Argument(["source"], metavar=_("SOURCE"), shell_complete=files),
            *serve_options(language),
            *(option for option in report_options(language) if option.opts[0].lstrip("-") not in alone),
        ],
        callback=callback,
        options_metavar=_("[OPTIONS]"),
    )


def check_command(language: Language) -> click.Command:
    """`mreport check`."""
    _ = language.gettext

    def callback(lang: str | None, **given: Any) -> int:
        from mreport.cli.check import Source, check

        chosen = reading(given)
        typed = click.get_current_context().get_parameter_source("lang") is click.core.ParameterSource.COMMANDLINE
        listed = lang if typed else _lang_before()
        return check(Source(lang=lang or listed, listed=listed, reading=chosen, **given), language)

    return click.Command(
        "check",
        help=_(
            "Check a source and say what is in it: items, attributes, and the rules that their values would fit. With "
            "--lang also which texts are not in that language, and where they stand."
        ),
        params=[
            click.Argument(["source"], metavar=_("SOURCE"), shell_complete=files),
            *speech_options(language),
            *table_options(language),
            *manner_options(language),
        ],
        callback=callback,
        options_metavar=_("[OPTIONS]"),
    )


def extract_command(language: Language) -> click.Command:
    """`mreport extract`."""
    _ = language.gettext

    def callback(lang: str | None, **given: Any) -> int:  # noqa: ARG001  found before: the interface's
        from mreport.cli.extract import Extraction, extract

        return extract(Extraction(**given), language)

    return click.Command(
        "extract",
        help=_(
            "Take the data out of a report that mreport made: a PDF or DOCX carries the items and attributes that it "
            "shows. “mreport compare” reads them from the report itself, too."
        ),
        params=[
            click.Argument(["file"], metavar=_("FILE"), shell_complete=files),
            click.Option(
                ["--output", "-o"],
                metavar=_("SOURCE"),
                help=_("Write the data file to SOURCE (.yaml); to standard output, if it is not given."),
            ),
            *speech_options(language),
            from_option(language),
            click.Option(["--no-overwrite"], is_flag=True, help=_("Refuse to replace a file that is there.")),
            *manner_options(language),
        ],
        callback=callback,
        options_metavar=_("[OPTIONS]"),
    )


def templates_command(language: Language) -> click.Command:
    """`mreport templates`."""
    _ = language.gettext

    def callback(**_given: Any) -> int:
        from mreport.cli.listing import templates

        return templates(language)

    return click.Command(
        "templates",
        help=_("List the bundled templates and themes, and what each is for."),
        params=speech_options(language),
        callback=callback,
        options_metavar=_("[OPTIONS]"),
    )


def _lang_before() -> str | None:
    """The `--lang` that stands before the command."""
    return (click.get_current_context().find_root().params or {}).get("lang")


def _arguments(language: Language) -> list[click.Parameter]:
    _ = language.gettext
    return [
        click.Argument(["source"], metavar=_("SOURCE"), shell_complete=files),
        click.Argument(["items"], metavar=_("[ITEM]..."), nargs=-1, shell_complete=items),
    ]


def _plain(language: Language) -> list[click.Parameter]:
    return [*speech_options(language), *manner_options(language)]


def _doctor(language: Language) -> click.Command:
    from mreport.cli.doctor import doctor_command

    return doctor_command(language, speech_options(language))


def _init(language: Language) -> click.Command:
    from mreport.cli.init import init_command

    return init_command(language, _plain(language))


def _languages(language: Language) -> click.Command:
    from mreport.cli.languages import languages_command

    return languages_command(language, speech_options(language), manner_options(language))


def _schema(language: Language) -> click.Command:
    from mreport.cli.schema import schema_command

    return schema_command(language, _plain(language))


BUILDERS: dict[str, Callable[[Language], click.Command]] = {
    "batch": batch_command,
    "check": check_command,
    "compare": compare_command,
    "doctor": _doctor,
    "extract": extract_command,
    "init": _init,
    "languages": _languages,
    "schema": _schema,
    "serve": serve_command,
    "templates": templates_command,
}
