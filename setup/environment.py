"""The environment `.venv`: exactly what the lock files pin, and known to be whole by its stamp."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import sys
import time
from pathlib import Path

from setup import debian, npm
from setup.machine import KEPT, ROOT, CommandError, NeedError, remedy, run
from setup.words import say

FOLDER = ROOT / ".venv"
PROGRAMS = FOLDER / ("Scripts" if sys.platform == "win32" else "bin")
SUFFIX = ".exe" if sys.platform == "win32" else ""
PYTHON = PROGRAMS / f"python{SUFFIX}"
MREPORT = PROGRAMS / f"mreport{SUFFIX}"
STAMP = FOLDER / "whole.json"
UNFINISHED = FOLDER / "unfinished"
PEERS = ("typst", "reportlab", "fpdf2", "docxtpl", "polars", "pythainlp")
"""What the benchmarks measure beside mreport, and what they read."""

RUN, DEV, PROJECT = "requirements.lock", "requirements-dev.lock", "pyproject.toml"


def prepare(*, dev: bool) -> None:
    """Set up whatever is missing: the environment, mreport in it, Pango, and the programs of tests."""
    began = time.monotonic()
    wanted = {"folder": str(ROOT)} | {name: _digest(name) for name in (RUN, PROJECT, *([DEV] if dev else []))}
    found = _stamp()
    whole = wanted.items() <= found.items() and PYTHON.exists() and MREPORT.exists()
    if not whole:
        _make(wanted, found)
    debian.pango(FOLDER / "share" / "mreport" / "libraries")
    if dev:
        debian.tools()
        debian.browser()
        debian.fonts()
        npm.packages()
    if not whole:
        say("ready", seconds=round(time.monotonic() - began))


def peers() -> Path:
    """The interpreter of an environment with the benchmarks' peers beside all of `.venv`; what can't come is said."""
    folder = KEPT / "bench"
    python = folder / PROGRAMS.name / PYTHON.name
    if not python.exists():
        shutil.rmtree(folder, ignore_errors=True)
        say("environment", folder=folder.relative_to(ROOT))
        run(PYTHON, "-m", "venv", "--without-pip", folder)
    own, site = (
        run(one, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip() for one in (python, PYTHON)
    )
    Path(own, "mreport-of-this-checkout.pth").write_text(f"{site}\nimport site; site.addsitedir({site!r})\n", "utf-8")
    for package in PEERS:
        try:
            run(python, "-m", "pip", "show", "--quiet", package)
        except CommandError:
            try:
                run(python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:", package, PIP_USER="0")
            except CommandError:
                say("no-peer", package=package)
    return python


def _make(wanted: dict[str, str], found: dict[str, str]) -> None:
    """Make the environment, or add to it; a stop at any point leaves `unfinished` and no stamp."""
    if FOLDER.exists() and not _good(wanted, found):
        say("anew", folder=FOLDER.name)
        found = {}
        _remove()
    fresh = not FOLDER.exists()
    FOLDER.mkdir(exist_ok=True)
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)
    if fresh:
        _create()
    lock = DEV if DEV in wanted else RUN
    if found.get(lock) != wanted[lock]:
        _install(lock)
    say("project")
    options = ("--quiet", "--no-index", "--no-build-isolation", "--no-deps")
    run(PYTHON, "-m", "pip", "install", *options, "--editable", ROOT)
    new = STAMP.with_suffix(".new")
    new.write_text(json.dumps(found | wanted), encoding="utf-8")
    UNFINISHED.unlink()
    new.replace(STAMP)


def _good(wanted: dict[str, str], found: dict[str, str]) -> bool:
    """Whether what is there can be added to: finished, here, of these locks, with a pip that runs."""
    fits = all(found.get(name, wanted[name]) == wanted[name] for name in wanted if name != PROJECT)
    if UNFINISHED.exists() or not fits or not PYTHON.exists():
        return False
    try:
        run(PYTHON, "-m", "pip", "--version")
    except (CommandError, OSError):
        return False
    return True


def _remove() -> None:
    """Take the environment away at one stroke, then delete it: nothing half deleted is left at its place."""
    KEPT.mkdir(exist_ok=True)
    gone = KEPT / "removed"
    shutil.rmtree(gone, ignore_errors=True)
    FOLDER.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def _create() -> None:
    """Make a bare environment and put pip into it: Python's own, or Debian's."""
    say("environment", folder=FOLDER.name)
    base = getattr(sys, "_base_executable", sys.executable)
    if not importlib.util.find_spec("venv"):
        raise NeedError("no-pip", remedy("pip"))
    run(base, "-m", "venv", "--without-pip", FOLDER)
    if importlib.util.find_spec("ensurepip"):
        run(PYTHON, "-m", "ensurepip")
        return
    wheel = debian.pip()
    if wheel is None:
        raise NeedError("no-pip", remedy("pip"))
    run(PYTHON, wheel / "pip", "install", "--quiet", "--no-index", "--no-deps", wheel)


def _install(lock: str) -> None:
    """Install what the lock file pins, ready-built, with its hashes, from wherever pip is configured to."""
    text = Path(ROOT, lock).read_text(encoding="utf-8")
    say("install", count=len(re.findall(r"^[a-z0-9.-]+==", text, re.MULTILINE)), lock=lock)
    options = ("--quiet", "--no-input", "--disable-pip-version-check", "--only-binary", ":all:")
    pins = ("--require-hashes", "--no-deps", "-r", lock)
    run(PYTHON, "-m", "pip", "install", *options, *pins, PIP_USER="0", **debian.certificates(PYTHON))


def _digest(name: str) -> str:
    """What a file of the project holds, in short."""
    return hashlib.sha256(Path(ROOT, name).read_bytes()).hexdigest()


def _stamp() -> dict[str, str]:
    """What the environment was made of; nothing where that isn't known."""
    try:
        found: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found
