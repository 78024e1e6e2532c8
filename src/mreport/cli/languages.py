"""`mreport languages`: the installed languages and how complete they are; `languages init` begins another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from mreport.cli.columns import section

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mreport.language import Language


def languages(interface: Language) -> int:
    """List the languages; the exit code is 0."""
    from mreport import locales
    from mreport.language.completeness import warnings
    from mreport.messages import placed

    click.echo("\n".join(_lines(interface)).lstrip("\n"))
    for tag in locales.installed():
        for fault in warnings(tag):
            if fault.code != "language-incomplete":  # the list says it
                click.echo(interface.gettext("Warning: %(message)s") % {"message": placed(fault, interface)}, err=True)
    return 0


def _lines(interface: Language) -> Iterator[str]:
    from mreport import locales
    from mreport.language import language
    from mreport.language.completeness import completeness

    _ = interface.gettext
    rows = []
    for tag in locales.installed():
        found = completeness(tag)
        names = (language(tag).name_of(tag), interface.name_of(tag))
        rows.append((tag, *names, interface.percent(found.share), str(found.file)))
    yield from section(_("Languages: of how much of all sentences each has a translation, and where it lies"), rows)


def init(tag: str, like: str | None, place: Path, interface: Language, *, quiet: bool) -> int:
    """Begin a language, or bring it up to date; the exit code is 0."""
    from mreport import writers
    from mreport.errors import MachineError, Place
    from mreport.language import beginning

    tag = beginning.name_of(tag, like)
    files = beginning.files(place, tag)
    content = beginning.catalogue(files["catalogue"], tag, like)
    try:
        files["catalogue"].parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineError("output-unwritable", Place(str(place)), errno=error.errno or 0) from None
    writers.replace(files["catalogue"], content)
    if not files["traits"].exists():
        writers.replace(files["traits"], beginning.traits(interface.tag, like).encode())
    if not quiet:
        click.echo("\n".join(_told(tag, place, files["catalogue"], interface)), err=True)
    return 0


def _told(tag: str, place: Path, file: Path, interface: Language) -> Iterator[str]:
    """What was written, what is still to be translated, and how the language is used."""
    from mreport import locales
    from mreport.cli.speech import usual_locales
    from mreport.language.completeness import completeness

    _ = interface.gettext
    locales.bring(None)
    locales.bring(place)
    found = completeness(tag)
    yield _("Wrote %(file)s: %(told)s of %(count)s sentences are translated.") % {
        "file": file,
        "told": found.told,
        "count": found.count,
    }
    where = "" if place == usual_locales() else f" --locales {place}"
    fields = {"command": f"mreport compare … --lang {tag}{where}"}
    yield _("Fill in each empty msgstr; language.toml says what else a language needs. Then: %(command)s") % fields


def languages_command(language: Language, options: list[click.Parameter], manner: list[click.Parameter]) -> click.Group:
    """The command; `options` are those of both parts of it, `manner` those of `init`."""
    _ = language.gettext

    def listed(**_given: Any) -> int | None:
        return None if click.get_current_context().invoked_subcommand else languages(language)

    def begun(tag: str, like: str | None, quiet: bool, **_given: Any) -> int:  # noqa: FBT001  click's form
        from mreport import locales
        from mreport.cli.speech import usual_locales

        return init(tag, like, locales.own() or usual_locales(), language, quiet=quiet)

    start = click.Command(
        "init",
        help=_(
            "Begin another language, without code: write a catalogue with every sentence, to be translated, and a "
            "language.toml for its calendar, digits and fonts. One that is there is brought up to date, and keeps all "
            "that it has."
        ),
        short_help=_("Begin another language, or bring it up to date."),
        params=[
            click.Argument(["tag"], metavar=_("TAG")),
            click.Option(
                ["--like"],
                metavar=_("TAG"),
                help=_("The language whose dates and numbers it takes, where CLDR does not know it."),
            ),
            *options,
            *manner,
        ],
        callback=begun,
        options_metavar=_("[OPTIONS]"),
    )
    return click.Group(
        "languages",
        help=_("List the installed languages and how complete each is; “languages init” begins another one."),
        params=options,
        commands=[start],
        callback=listed,
        invoke_without_command=True,
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGS]..."),
    )
