"""`mreport.toml`: what flags say where none is given; beside the source, then in the user's configuration folder.

Its keys are the long flags without their dashes. A key holds for every command that has the flag; what the file beside
the source says wins. A file that a flag names is looked for beside the configuration first.
"""

from __future__ import annotations

import datetime
import difflib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mreport import toml
from mreport.errors import Fault, LimitError, Place, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

NAME = "mreport.toml"
# What stands for a file whose place the configuration knows; some of them may be names instead.
_FILES = frozenset(("letterhead", "template", "theme", "font", "logo", "locales"))
_MOST_BYTES = 256 * 1024
_NEAR = 0.6


@dataclass(slots=True)
class Configuration:
    """The values of parameters by command, as click takes them for defaults, and what is wrong with the files."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def lang(self) -> str | None:
        """The language that it names."""
        said = next((own["lang"] for own in self.values.values() if "lang" in own), None)
        return said[0] if isinstance(said, list) else said

    @property
    def locales(self) -> str | None:
        """The folder of languages that it names."""
        return next((own["locales"] for own in self.values.values() if "locales" in own), None)

    def speak(self, lang: str) -> None:
        """Have reports in a language that wins over the one it names; a batch may have several."""
        for command, own in self.values.items():
            own["lang"] = [lang] if command == "batch" else lang


def configuration(program: click.Group, arguments: Sequence[str]) -> Configuration:
    """What the files say of the commands of a program, called with these arguments."""
    found = Configuration({command: {} for command in program.commands})
    for file in _files(_source(program, arguments)):
        reader = _Reader(file, program)
        found.faults += reader.faults
        for command, values in reader.values.items():
            found.values[command] = values | found.values[command]
    return found


def _files(source: str | None) -> Iterator[Path]:
    """The files that are there, the first one that wins first."""
    folders = [] if source in (None, "-") else [Path(str(source)).parent]
    for folder in [*folders, Path(click.get_app_dir("mreport"))]:
        file = folder / NAME
        if file.is_file():
            yield file


def _source(program: click.Group, arguments: Sequence[str]) -> str | None:
    """The file that a command line reads; None where it names none."""
    try:
        with program.make_context("mreport", list(arguments), resilient_parsing=True) as context:
            words = [*context._protected_args, *context.args]  # noqa: SLF001  what click left for the command
            command = program.get_command(context, words[0]) if words else None
            if command is None:
                return None
            loose = {"resilient_parsing": True, "ignore_unknown_options": True, "allow_extra_args": True}
            with command.make_context(words[0], words[1:], parent=context, **loose) as inner:
                return inner.params.get("source") or inner.params.get("file")
    except click.ClickException:  # told when the command is carried out
        return next((word for word in arguments if Path(word).is_file()), None)


class _Reader:
    """Reads one file; what is wrong in it is told with its place."""

    def __init__(self, file: Path, program: click.Group) -> None:
        self.faults: list[Fault] = []
        self._file = file
        self._document: toml.Document | None = None
        self._options = {
            command: {flag: option for option in _options(program.commands[command]) for flag in _flags(option)}
            for command in program.commands
        }
        self.values = self._taken(self._read())

    def _read(self) -> Mapping[str, Any]:
        try:
            self._document = toml.read(self._file, _MOST_BYTES)
        except (UserError, LimitError) as error:
            self.faults += error.faults
            return {}
        return self._document.values

    def _taken(self, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        """The values of each command that has the flag, by the name of click's parameter."""
        taken: dict[str, dict[str, Any]] = {command: {} for command in self._options}
        for key, value in values.items():
            known = {command: flags[key] for command, flags in self._options.items() if key in flags}
            if not known:
                flags = sorted({flag for flags in self._options.values() for flag in flags})
                nearest = difflib.get_close_matches(key, flags, n=1, cutoff=_NEAR)
                self.fault("setting-unknown", key, key=key, nearest=nearest, known=flags)
                continue
            wrong = [self._fit(key, value, option, taken[command]) for command, option in known.items()]
            faults = list(filter(None, wrong))
            if len(faults) == len(wrong):  # the same flag may take a list for one command and a text for another
                self.faults.append(replace(faults[0], place=self._place(key)))
        return taken

    def _fit(self, key: str, value: object, option: click.Option, taken: dict[str, Any]) -> Fault | None:
        """Take a value in click's form, or tell what is wrong with it."""
        if option.is_flag:
            taken[str(option.name)] = value
            return None if isinstance(value, bool) else Fault("setting-flag", {"key": key})
        values = value if isinstance(value, list) and option.multiple else [value]
        texts = [text for text in map(_text, values) if text is not None]
        if len(texts) < len(values):
            return Fault("setting-list" if option.multiple else "setting-text", {"key": key})
        if isinstance(option.type, click.Choice):
            choices = {str(choice).lower(): str(choice) for choice in option.type.choices}
            for text in texts:
                if text.lower() not in choices:
                    near = difflib.get_close_matches(text.lower(), choices, n=1, cutoff=_NEAR)
                    fields: dict[str, object] = {
                        "text": text,
                        "nearest": [choices[name] for name in near],
                        "known": [*choices.values()],
                    }
                    return Fault("unknown-choice", fields)
        texts = [self._beside(text) for text in texts] if key in _FILES else texts
        taken[str(option.name)] = texts if option.multiple else texts[0]
        return None

    def _beside(self, name: str) -> str:
        """A file that is named, beside the configuration if it is there."""
        file = self._file.parent / name
        return str(file) if file.exists() else name

    def fault(self, code: str, at: str, **fields: object) -> None:
        """A fault at one of the file's keys."""
        self.faults.append(Fault(code, fields, self._place(at)))

    def _place(self, key: str) -> Place:
        return self._document.place(key) if self._document else Place(str(self._file))


def _options(command: click.Command) -> list[click.Option]:
    return [option for option in command.params if isinstance(option, click.Option) and not option.is_eager]


def _flags(option: click.Option) -> list[str]:
    return [flag.removeprefix("--") for flag in option.opts if flag.startswith("--")]


def _text(value: object) -> str | None:
    """A text or number as it would stand behind a flag; None for what could not."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, datetime.date)):
        return None
    return str(value)


def name_variables(command: click.Command) -> None:
    """Have each option but the language take its value from `MREPORT_` and its flag, where the flag is not given."""
    for option in _options(command):
        flag = _flags(option)[0]
        if flag != "lang":
            option.envvar = "MREPORT_" + flag.replace("-", "_").upper()


def refuse(found: Configuration, arguments: Sequence[str]) -> None:
    """Raise what is wrong with the configuration, but not where help is asked for. UserError, with every fault."""
    if found.faults and not {"--help", "-h", "--version"}.intersection(arguments):
        raise UserError.of(found.faults)
