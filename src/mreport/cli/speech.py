"""The interface's language: found before any command is built, and spoken by click too."""

from __future__ import annotations

import importlib
import locale
import os
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

from mreport import language as languages
from mreport import locales

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mreport.language import Language

_POSIX_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def interface_language(
    arguments: Sequence[str], configured: str | None = None, environment: Mapping[str, str] = os.environ
) -> Language:
    """The language of help and errors: flag, what is `configured`, the system's locale, English.

    Of several languages, which make a bilingual report, it is the first. A flag that names no installed
    language is left for the command to refuse, in the next language of the order.
    """
    for wanted in (flag(arguments, "--lang", "-l"), configured, *_system(environment)):
        if wanted and (tag := languages.served_by(wanted.partition(",")[0])):
            return languages.language(tag)
    return languages.language("en")


def flag(arguments: Sequence[str], name: str, short: str = "") -> str | None:
    """What the last `--lang` (or `-l`) of a command line says, or another flag, wherever it stands before `--`."""
    wanted = None
    words = iter(arguments)
    for word in words:
        if word == "--":
            break
        if word in (name, short):
            wanted = next(words, None)
        elif word.startswith(f"{name}="):
            wanted = word.removeprefix(f"{name}=")
        elif short and word.startswith(short) and not word.startswith("--"):
            wanted = word.removeprefix(short)
    return wanted


def usual_locales() -> Path:
    """Where the user's own languages lie if nothing says another place."""
    import click

    return Path(click.get_app_dir("mreport"), "locales")


def bring(arguments: Sequence[str], configured: str | None = None) -> bool:
    """Take the languages of the folder that is named, by flag, variable or configuration, or of the usual one.

    Returns whether a place that is named is there; `languages init` makes it where it is not.
    """
    named = flag(arguments, "--locales") or os.environ.get(locales.VARIABLE) or configured
    usual = usual_locales()
    locales.bring(Path(named) if named else usual if usual.is_dir() else None)
    return not named or Path(named).is_dir() or ("languages" in arguments and "init" in arguments)


def _system(environment: Mapping[str, str]) -> Sequence[str | None]:
    """The system's languages: of POSIX's variables the first one set, or what Windows and macOS say where none is.

    As in GNU gettext, LANGUAGE holds several and comes first, but not in the locale C.
    """
    set_ = next(filter(None, map(environment.get, _POSIX_VARIABLES)), None) or locale.getlocale()[0]
    if set_ is None or set_.partition(".")[0] in ("C", "POSIX"):
        return (set_,)
    return (*environment.get("LANGUAGE", "").split(":"), set_)


def _measure_thai() -> None:
    """Have click's help measured and broken by us where it is not ASCII: it counts letters and cuts words."""
    from click import formatting

    theirs = formatting.wrap_text

    def measured(text: str) -> int:
        from mreport.console import width_of  # where there is no help to be shown, the widths of letters stay out

        return width_of(text)

    def wrap(
        text: str,
        width: int = 78,
        initial_indent: str = "",
        subsequent_indent: str = "",
        preserve_paragraphs: bool = False,  # noqa: FBT001, FBT002  click's form
    ) -> str:
        if text.isascii():
            return theirs(text, width, initial_indent, subsequent_indent, preserve_paragraphs)
        from mreport.console import wrapped

        first, *others = wrapped(text, width - max(len(initial_indent), len(subsequent_indent)))
        return "\n".join([initial_indent + first, *(subsequent_indent + line for line in others)])

    setattr(formatting, "wrap_text", wrap)  # noqa: B010  what click does not export
    setattr(formatting, "term_len", measured)  # noqa: B010


def teach_click(language: Language) -> None:
    """Have click's own sentences spoken in a language.

    click binds `gettext` in each of its modules at import and offers no other way than a compiled catalogue on
    the disk under the process's own domain.
    """
    import click

    if language.tag != "en":
        _measure_thai()
    for module in pkgutil.iter_modules(click.__path__, "click."):
        if module.name in ("click._winconsole", "click.testing"):  # of Windows alone; of no use, and slow
            continue
        spoken = importlib.import_module(module.name)
        if hasattr(spoken, "_"):
            spoken._ = language.gettext  # type: ignore[attr-defined]
        if hasattr(spoken, "ngettext"):
            spoken.ngettext = language.ngettext  # type: ignore[attr-defined]
