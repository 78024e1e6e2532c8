"""The command `mreport`: its commands by name, each with a sentence, and built when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING, Any

import click

from mreport.cli.configuration import name_variables

if TYPE_CHECKING:
    from mreport.language import Language


def program(language: Language) -> click.Group:
    """The command `mreport` with all its commands."""
    _ = language.gettext
    group = Program(
        "mreport",
        help=_("Put things side by side and hand the comparison to people in their own language."),
        params=[*speech_options(language), _version_option(language)],
        commands=Commands(language),
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGS]..."),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    group.callback = lambda **_given: None
    return group


def sentences(language: Language) -> dict[str, str]:
    """The names of the commands, each with what it does, in a sentence of one language."""
    _ = language.gettext
    return {
        "batch": _("Make many reports of a data file."),
        "check": _("Check a source and say what is in it."),
        "compare": _("Compare the items of a data file."),
        "doctor": _("Say what is missing on this machine, and what to type for it."),
        "extract": _("Take the data out of a report in PDF or DOCX."),
        "init": _("Write a data file to begin with."),
        "languages": _("List the installed languages, or begin another."),
        "schema": _("Print the JSON Schema of the data file."),
        "serve": _("Serve a source as a live page in the browser."),
        "templates": _("List the bundled templates and themes, and what each is for."),
    }


class Commands(MutableMapping[str, click.Command]):
    """The commands in one language; building one imports what it works with."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._sentences = sentences(language)
        self._built: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._built and name in self._sentences:
            from mreport.cli.commands import BUILDERS

            self._built[name] = command = BUILDERS[name](self._language)
            command.short_help = self._sentences[name]
            name_variables(command)
        return self._built[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._built[name] = command

    def __delitem__(self, name: str) -> None:
        del self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter({**self._sentences, **self._built})

    def __len__(self) -> int:
        return len({*self._sentences, *self._built})

    def told(self) -> list[tuple[str, str]]:
        """The names, each with its sentence; none is built."""
        return list(self._sentences.items())


class Program(click.Group):
    """A group whose help builds none of its commands."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of the commands, under the heading that click gives it."""
        if not isinstance(self.commands, Commands):
            super().format_commands(ctx, formatter)
            return
        with formatter.section(click.core._("Commands")):  # type: ignore[attr-defined]
            formatter.write_dl(self.commands.told())


def lang_option(language: Language) -> click.Option:
    """`--lang`, which stands before or after the command."""
    _ = language.gettext
    return click.Option(
        ["--lang", "-l"],
        metavar=_("LANG"),
        shell_complete=_languages,
        help=_(
            "Language of the report and of these messages: th, en or another that “mreport languages” lists; th,en "
            "makes one report in both. If it is not given, that of MREPORT_LANG, of mreport.toml or of the system."
        ),
    )


def _languages(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[Any]:
    """What completes a language; imported when a shell asks."""
    from mreport.cli.completing import languages

    return languages(context, parameter, incomplete)


def locales_option(language: Language) -> click.Option:
    """`--locales`, which is read before any command is built: `cli.run` brings the folder."""
    _ = language.gettext
    return click.Option(
        ["--locales"],
        metavar=_("FOLDER"),
        expose_value=False,
        help=_(
            "Folder with languages of your own, or with better sentences for those that are there. If it is not "
            "given, that of MREPORT_LOCALES, of mreport.toml, or “locales” in your configuration folder."
        ),
    )


def speech_options(language: Language) -> list[click.Parameter]:
    """What every command has: which language, and where there are more of them."""
    return [lang_option(language), locales_option(language)]


def _version_option(language: Language) -> click.Option:
    def show(context: click.Context, _option: click.Parameter, given: bool) -> None:  # noqa: FBT001  click's form
        if given and not context.resilient_parsing:
            from importlib.metadata import version

            click.echo(f"mreport {version('mreport')}")
            context.exit()

    text = language.gettext("Show the version and exit.")
    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help=text)
