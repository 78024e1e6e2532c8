"""The command line: it knows people, their arguments and what exit codes tell them."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from mreport.errors import Fault, MachineError, MreportError, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click import Group

    from mreport.cli.configuration import Configuration
    from mreport.language import Language

INTERRUPTED = 130
# Faults told at once; a file with more has one of a kind, or is another kind of file.
MOST_FAULTS = 50
# Made between two looks for cycles among the newest: what a small report is made of is no garbage.
_OBJECTS = 50_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with the contract's exit code."""
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
    try:
        code = run(sys.argv[1:] if arguments is None else list(arguments))
    except ModuleNotFoundError as error:
        code = _unspoken(error)
    gc.freeze()  # Python looks for cycles once more before it ends, in all that is there: a tenth of a small report
    _leave(code)


def _leave(code: int) -> NoReturn:
    """End the process; at once, where nobody watches it and nothing else runs in it.

    Python takes apart what the system frees at one stroke: a twentieth of a small report.
    """
    threads = sys.modules.get("threading")
    working = [one for one in threads.enumerate() if not one.daemon] if threads else []
    if sys.gettrace() or sys.getprofile() or len(working) > 1:
        sys.exit(code)
    try:
        atexit._run_exitfuncs()  # noqa: SLF001  what was to be done at the end, such as taking files away
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):  # whoever read this has gone, or a stream is closed: Python has words for it
        sys.exit(code)
    os._exit(code)


def _unspoken(error: ModuleNotFoundError) -> int:
    """Say in English that a library is missing without which there is no other language; raise what is ours."""
    from mreport.sentences import SENTENCES

    if (fault := _library(error)) is None:
        raise error
    sys.stderr.write(f"Error: {SENTENCES[fault.code] % fault.fields}\n")
    return MachineError.exit_code


def _library(error: Exception) -> Fault | None:
    """The fault that libraries of others are not installed, if that is why a module was not found."""
    from mreport.machine import libraries

    found = libraries() if isinstance(error, ModuleNotFoundError) else None
    if found is None or not found.lacking:
        return None
    return Fault("library-missing", {"names": ", ".join(found.lacking), "remedy": found.remedy})


def run(arguments: Sequence[str]) -> int:
    """Run a command; returns the exit code: 0, 1, 2, 3, 4 or 130, as the contract has them."""
    from mreport import language as languages
    from mreport import locales

    try:
        command, settings, language = _prepared(arguments)
    except MreportError as error:  # a language of the user's that can't be read
        locales.bring(None)
        return _told(error, arguments, languages.language("en"))
    return _guarded(command, settings, arguments, language)


def _prepared(arguments: Sequence[str]) -> tuple[Group, Configuration, Language]:
    """The program in the interface's language, and what the configuration says.

    What that names, a folder of languages for one, decides in turn in which language all is said.
    """
    from mreport import language as languages
    from mreport import locales
    from mreport.cli.configuration import configuration
    from mreport.cli.program import program
    from mreport.cli.speech import bring, interface_language, teach_click

    there = bring(arguments)
    wanted = os.environ.get("MREPORT_LANG", "")
    wanted = wanted if languages.served_by(wanted.partition(",")[0]) else ""
    language = interface_language(arguments, wanted)
    teach_click(language)  # before the program reads anything: click keeps what it has said
    command = program(language)
    settings = configuration(command, arguments)
    if settings.locales:
        there = bring(arguments, settings.locales)
    if wanted:
        settings.speak(wanted)
    if settings.locales or interface_language(arguments, settings.lang) is not language:
        language = interface_language(arguments, settings.lang)
        command = program(language)
        teach_click(language)
    if not there:
        settings.faults.append(Fault("locales-missing", {}, Place(str(locales.own()))))
    return command, settings, language


def _guarded(command: Group, settings: Configuration, arguments: Sequence[str], language: Language) -> int:
    """Run a command; whatever it raises becomes sentences on the error stream and an exit code."""
    import click

    from mreport.cli.configuration import refuse

    try:
        refuse(settings, arguments)
        code = command.main(list(arguments), prog_name="mreport", standalone_mode=False, default_map=settings.values)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo(language.gettext("Interrupted."), err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; say nothing when Python flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  the one place where anything becomes a sentence
        return _told(error, arguments, language)
    return code if isinstance(code, int) else 0


def _internal(error: Exception) -> Fault:
    return Fault("internal-error", {"kind": type(error).__name__})


def _told(error: Exception, arguments: Sequence[str], language: Language) -> int:
    """Say what went wrong; the traceback only with --debug."""
    import click

    from mreport.messages import placed

    if "--debug" in arguments:
        import traceback

        traceback.print_exception(error)
    faults = error.faults if isinstance(error, MreportError) else (_library(error) or _internal(error),)
    for fault in faults[:MOST_FAULTS]:
        click.echo(language.gettext("Error: {message}").format(message=placed(fault, language)), err=True)
    if (rest := len(faults) - MOST_FAULTS) > 0:
        more = language.ngettext("… and %(count)s more like these.", "… and %(count)s more like these.", rest)
        click.echo(more % {"count": rest}, err=True)
    return error.exit_code if isinstance(error, MreportError) else MreportError.exit_code
