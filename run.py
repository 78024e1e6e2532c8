"""Set up, show and test mreport with the standard library alone: `python3 run.py` says what there is."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from setup import debian, environment
from setup.machine import KEPT, ROOT, CommandError, NeedError, run
from setup.words import say

if TYPE_CHECKING:
    from pathlib import Path

USAGE, MACHINE, INTERRUPTED = 2, 3, 130
NO_TESTS = 5
SIDE_BY_SIDE = ("-n", "auto", "--dist", "loadfile")  # a file's tests share what they make
OLDEST = (3, 11)
LOCK_HEAD = "# Every version and hash that is installed. Made by `python3 run.py lock`.\n"
UV = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"),
)


def main(arguments: list[str]) -> int:
    """Carry out the command; the exit code: 0, that of the first failure, 2 for usage, 3 for the machine."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    if sys.version_info < OLDEST:
        say("old-python", version=sys.version.split()[0])
        return MACHINE
    command, rest = (arguments[0], arguments[1:]) if arguments else ("--help", [])
    if command not in COMMANDS:
        say("unknown", command=command)
        say("usage")
        return USAGE
    return _carefully(command, rest)


def _carefully(command: str, rest: list[str]) -> int:
    """Carry out a command that is there; say what failed and what helps."""
    try:
        return COMMANDS[command](rest)
    except CommandError as error:
        print(error.output)
        say("failed", code=error.code, command=shlex.join(error.command))
        if "--require-hashes" in error.command:
            say("network")
    except NeedError as error:
        say(error.code, remedy=error.remedy)
    except BrokenPipeError:  # whoever read this has gone (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        say("impossible", reason=error)
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    return MACHINE


def show(_: list[str]) -> int:
    """Print what there is."""
    say("usage")
    return 0


def demo(_: list[str]) -> int:
    """Make the example's report and handout in both languages; name the files made."""
    environment.prepare(dev=False)
    worst, made = 0, []
    for language in ("th", "en"):
        files = [ROOT / "out" / language / name for name in ("report.pdf", "handout.docx")]
        files[0].parent.mkdir(parents=True, exist_ok=True)
        for file in files:
            file.unlink(missing_ok=True)
        worst = _compare(language, files) or worst
        made += [file for file in files if file.exists()]
    if made:
        say("files")
    for file in made:
        say("file", path=file.relative_to(ROOT), size=-(-file.stat().st_size // 1000))
    return worst


def _compare(language: str, files: list[Path]) -> int:
    """Run the comparison of the example, showing the command."""
    outputs = [word for file in files for word in ("-o", file.relative_to(ROOT))]
    chosen = ("examples/methods.yaml", "tl-diffusion", "mm-diffusion", "--lang", language)
    return _show(environment.MREPORT, "compare", *chosen, *outputs)


def test(arguments: list[str]) -> int:
    """Run the checks of the code and then the tests: all of them, whichever fails."""
    environment.prepare(dev=True)
    codes = [
        _python("ruff", "check"),
        _python("ruff", "format", "--check"),
        _python("mypy"),
        _python("pytest", "-m", "not deep", *SIDE_BY_SIDE, *arguments),
    ]
    return next(filter(None, codes), 0)


def deep(arguments: list[str]) -> int:
    """Run the tests that are marked `deep`."""
    environment.prepare(dev=True)
    code = _python("pytest", "-m", "deep", "--record", *arguments)
    if code == NO_TESTS:
        say("no-deep")
        return 0
    return code


def bench(arguments: list[str]) -> int:
    """Run the benchmarks beside the peers that can be installed, in an environment of their own.

    What is made is read by the readers of the tests, and printed by their browser too.
    """
    environment.prepare(dev=True)
    python = environment.peers()
    return _show(python, "benchmarks", *arguments)


def docs(arguments: list[str]) -> int:
    """Build the docs as a site in each language, into out/docs; every warning is an error."""
    environment.prepare(dev=True)
    return _show(environment.PYTHON, "docs/site/build.py", *arguments)


def lock(arguments: list[str]) -> int:
    """Make the lock files out of pyproject.toml; versions that still fit stay, but for `--upgrade`."""
    uv = shutil.which("uv", path=os.pathsep.join([str(environment.PROGRAMS), os.environ.get("PATH", "")]))
    if uv is None:
        raise NeedError("no-uv", f"{environment.PYTHON.relative_to(ROOT)} -m pip install uv")
    build = KEPT / "build.in"
    build.parent.mkdir(exist_ok=True)
    build.write_text("hatchling\n", encoding="ascii")
    web = ("--extra", "web")  # small, and what people try after the first report
    groups = ("--extra", "cluster", "--group", "dev", "--group", "docs")  # what tests need
    made = {environment.RUN: web, environment.DEV: (*web, *groups, "--constraint", environment.RUN)}
    for name, options in made.items():
        run(uv, *UV, "pyproject.toml", build, *options, *arguments, "--output-file", name)
        path = ROOT / name
        path.write_text(LOCK_HEAD + path.read_text(encoding="utf-8"), encoding="utf-8")
    say("locks", files=" ".join(made))
    return 0


def _python(*words: str) -> int:
    """Run a module in the environment, with its programs and those of tests at hand."""
    return _show(environment.PYTHON, "-m", *words)


def _show(*command: object) -> int:
    """Run a command that speaks for itself, under a line that shows it; its exit code."""
    words = [str(word) for word in command]
    print("$", os.path.relpath(words[0], ROOT), *words[1:], flush=True)
    unpacked = [str(tree / "bin") for tree in (debian.TOOLS, debian.BROWSER)]
    folders = [str(environment.PROGRAMS), os.environ.get("PATH", ""), *unpacked]
    variables = os.environ | {"PATH": os.pathsep.join(folders)}
    return subprocess.run(words, cwd=ROOT, env=variables, check=False).returncode


COMMANDS = {"demo": demo, "test": test, "deep": deep, "bench": bench, "docs": docs, "lock": lock}
COMMANDS |= dict.fromkeys(("--help", "-h", "help"), show)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
