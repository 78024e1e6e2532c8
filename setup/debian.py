"""Debian's packages in a folder of the project: fetched and checked by apt-get, without root."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from setup.machine import KEPT, CommandError, remedy, run
from setup.words import say

PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
OPENED = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PROGRAMS = {"pdftotext": "poppler-utils", "pdffonts": "poppler-utils", "qpdf": "qpdf"}
"""What tests compare with, and the package that has it."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
"""Any of these shows tests the live page; where there is none, packages of Debian are unpacked."""

BROWSING = ("chromium", "libatomic1")
"""The browser, and what Playwright's driver asks for."""

FONTS = ("fonts-tlwg-loma-ttf", "fonts-tlwg-norasi-ttf", "fonts-tlwg-loma-otf")
"""Thai families that tests and figures are made with as a user's own; others come by npm."""

PIP, TREE, TOOLS, BROWSER, TYPE = (KEPT / name for name in ("pip", "pango", "tools", "browser", "fonts"))
_DEEPEST = 4  # parts of a folder of libraries, such as usr/lib/x86_64-linux-gnu/pulseaudio
WRAPPER = """#!/bin/sh
here=$(cd "$(dirname "$0")/.." && pwd)
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_FILE="$here/fonts.conf"
LD_LIBRARY_PATH={libraries} exec "$here/usr/{folder}/{program}" "$@"
"""
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">usr/share/fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
"""


def usable() -> bool:
    """Whether this is Debian or one of its kin."""
    return sys.platform == "linux" and all(map(shutil.which, ("apt-get", "dpkg-deb")))


def unpack(target: Path, *packages: str) -> None:
    """Unpack the packages, and those of their dependencies that the system lacks, into a new folder."""
    say("debian", packages=" ".join(packages))
    with TemporaryDirectory(dir=_kept()) as scratch:
        cache_folder, tree = Path(scratch, "cache"), Path(scratch, "tree")
        Path(cache_folder, "archives", "partial").mkdir(parents=True)
        tree.mkdir()
        command = ("install", "--download-only", "--yes", "--no-install-recommends", *packages)
        run("apt-get", *_options(), "-o", f"Dir::Cache={cache_folder}", *command, LC_ALL="C.UTF-8")
        for package in sorted(cache_folder.glob("archives/*.deb")):
            run("dpkg-deb", "--extract", package, tree)
        shutil.rmtree(target, ignore_errors=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        tree.rename(target)


def pango(folder: Path) -> None:
    """See to it that Pango can be opened, the system's or one in this folder; say so if neither can."""
    if folder.is_dir() or sys.platform != "linux" or all(map(_opens, OPENED)):
        return
    if not usable():
        say("no-pango", remedy=remedy("pango"))
        return
    try:
        if not TREE.exists():
            unpack(TREE, *PANGO)
    except CommandError as error:
        print(error.output)
        say("no-pango", remedy=remedy("pango"))
    else:
        _gather(TREE, folder)


def tools() -> None:
    """See to it that tests find their programs: the system's, or those in `.setup/tools/bin`."""
    lacking = [tool for tool in PROGRAMS if not shutil.which(tool)]
    if not lacking or all(Path(TOOLS, "bin", tool).exists() for tool in lacking):
        return
    try:
        if usable():
            unpack(TOOLS, *dict.fromkeys(PROGRAMS[tool] for tool in lacking))
            _wrap(TOOLS, lacking)
            return
    except CommandError as error:
        print(error.output)
    say("no-tools", tools=", ".join(lacking), remedy=remedy("tools"))


def browser() -> None:
    """See to it that tests find a browser: the system's, or the one in `.setup/browser/bin`."""
    if any(map(shutil.which, BROWSERS)) or Path(BROWSER, "bin", "chromium").exists():
        return
    try:
        if usable():
            unpack(BROWSER, *BROWSING)
            _wrap(BROWSER, ["chromium"], folder="lib/chromium")  # what lies in `bin` is a script of the system's
            return
    except CommandError as error:
        print(error.output)
    say("no-tools", tools="chromium", remedy=remedy("browser"))


def fonts() -> None:
    """See to it that tests find the families of `FONTS`: the system's, or those in `.setup/fonts`."""
    if TYPE.exists() or not usable():
        return
    try:
        unpack(TYPE, *FONTS)
    except CommandError as error:
        print(error.output)


def pip() -> Path | None:
    """Debian's wheel of pip, which runs as it lies; None where it can't be had."""
    places = (Path("/usr/share/python-wheels"), PIP / "usr/share/python-wheels")
    found = [wheel for place in places for wheel in place.glob("pip-*.whl")]
    if found or not usable():
        return found[0] if found else None
    try:
        unpack(PIP, "python3-pip-whl")
    except CommandError as error:
        print(error.output)
    return next(places[1].glob("pip-*.whl"), None)


def certificates(python: Path) -> dict[str, str]:
    """Variables for Debian's pip: where no certificates are there or named to it, those unpacked with it."""
    files = sorted(PIP.glob("usr/share/ca-certificates/mozilla/*.crt"))
    if not files or Path("/etc/ssl/certs/ca-certificates.crt").exists():
        return {}
    named = (os.environ.get(name) for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"))
    if any(named) or ".cert=" in run(python, "-m", "pip", "config", "list"):
        return {}
    bundle = PIP / "certificates.crt"
    bundle.write_bytes(b"\n".join(file.read_bytes() for file in files))
    return {"PIP_CERT": str(bundle)}


def _gather(tree: Path, folder: Path) -> None:
    """Put the libraries into one folder, each by the name it is asked for, and the Thai dictionary."""
    with TemporaryDirectory(dir=_kept()) as scratch:
        made = Path(scratch, "libraries")
        made.mkdir()
        libraries = list(tree.glob("**/*-linux-*/*.so.*"))
        linked = {path.resolve() for path in libraries if path.is_symlink()}
        for path in libraries:
            if path not in linked:
                shutil.copy(path, made)
        for path in tree.glob("usr/share/libthai/*"):
            shutil.copy(path, made)
        folder.parent.mkdir(parents=True, exist_ok=True)
        made.rename(folder)


def _wrap(tree: Path, programs: list[str], folder: str = "bin") -> None:
    """Write a command for each program unpacked in a folder, which gives it its libraries, wherever the tree is."""
    Path(tree, "bin").mkdir(exist_ok=True)  # some packages have one too
    Path(tree, "fonts.conf").write_text(FONTS_CONF, encoding="ascii")  # where the system has none
    folders = sorted({file.parent.relative_to(tree) for file in tree.glob("**/*-linux-*/**/*.so*")})
    libraries = ":".join(f"$here/{one.as_posix()}" for one in folders if len(one.parts) <= _DEEPEST)
    for program in programs:
        wrapper = Path(tree, "bin", program)
        wrapper.write_text(WRAPPER.format(libraries=libraries, program=program, folder=folder), encoding="ascii")
        wrapper.chmod(0o755)


def _opens(name: str) -> bool:
    """Whether the system has a library of this name."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


@cache
def _options() -> tuple[str, ...]:
    """Options that keep apt-get to our folder; its lists are brought up to date, once a run."""
    lists = _kept() / "apt"
    Path(lists, "partial").mkdir(parents=True, exist_ok=True)
    settings = (
        f"Dir::State::Lists={lists}",
        f"Dir::Cache={lists}",
        "Dir::Cache::pkgcache=",
        "Dir::Cache::srcpkgcache=",
        "Debug::NoLocking=true",
        "APT::Sandbox::User=root",
        "Acquire::GzipIndexes=true",
        "Acquire::Languages=none",
        "Acquire::Retries=3",
    )
    options = tuple(word for setting in settings for word in ("-o", setting))
    try:
        run("apt-get", *options, "update", LC_ALL="C.UTF-8")
    except CommandError as error:  # one source of many may be down: what matters shows at the download
        print(error.output)
    return options


def _kept() -> Path:
    """The folder `.setup`, made where it is missing."""
    KEPT.mkdir(exist_ok=True)
    return KEPT
