"""This machine: what of that which mreport works with is here, what is missing, and what to type for it."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mreport.errors import MreportError

if TYPE_CHECKING:
    from collections.abc import Iterator

State = Literal["here", "missing", "optional"]
_EXTRA = re.compile(r"""extra == ['"]([\w-]+)['"]""")
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_OF_SYSTEM = {"darwin": "brew", "win32": "winget"}
_ALL = "all"  # the extra that has all others


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that mreport works with: its stable name, and whether it is here.

    `state` is `missing` where something that reports need is not here, `optional` where that is needed by a part of
    mreport alone. `found` tells its version, or what it consists of; `lacking` names what is not here of it; `remedy`
    is the command that brings it, for this kind of machine.
    """

    name: str
    state: State
    found: str = ""
    lacking: tuple[str, ...] = ()
    remedy: str = ""


def findings() -> Iterator[Finding]:
    """Everything that mreport works with, in the order in which a report needs it."""
    yield _python()
    yield libraries()
    yield _languages()
    yield _fonts()
    yield from _pango()
    yield _terminal()
    for extra, wanted in _extras().items():
        yield _extra(extra, wanted)


def remedy(need: str) -> str:
    """The command that brings `pango` or `subset` on this kind of machine, for people to type."""
    remedies: dict[str, dict[str, str]] = json.loads(
        Path(__file__).with_name("remedies.json").read_text(encoding="utf-8")
    )
    kind = _OF_SYSTEM.get(sys.platform) or next((name for name in remedies if shutil.which(name)), "apt-get")
    sudo = "sudo " if sys.platform == "linux" and os.geteuid() and shutil.which("sudo") else ""
    return sudo + remedies[kind][need]


def libraries() -> Finding:
    """The libraries of Python without which mreport does nothing; their versions are pip's business."""
    needed = [text for text in metadata.requires("mreport") or [] if not _EXTRA.search(text)]
    lacking = tuple(text for text in needed if not _version(text))
    found = f"mreport {metadata.version('mreport')}, {len(needed) - len(lacking)}/{len(needed)}"
    return Finding("libraries", "missing" if lacking else "here", found, lacking, _pip(lacking))


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("python", "here", f"{version} ({_short(sys.executable)})")


def _languages() -> Finding:
    from mreport import locales

    return Finding("languages", "here", " ".join(locales.installed()))


def _fonts() -> Finding:
    """The bundled fonts: each file that reports are written in, whole enough to be opened."""
    from fontTools.ttLib import TTFont, TTLibError

    from mreport.fonts import BUNDLED

    faces = {face.file for face in (*BUNDLED.pdf_faces(), *BUNDLED.document_faces(), *BUNDLED.web_faces())}
    lacking = []
    for file in sorted(faces):
        try:
            with file.open("rb") as content:
                TTFont(content, lazy=True).close()
        except (OSError, TTLibError):
            lacking.append(str(file))
    return Finding(
        "fonts", "missing" if lacking else "here", f"Sarabun, {len(faces) - len(lacking)}/{len(faces)}", tuple(lacking)
    )


def _pango() -> Iterator[Finding]:
    """Pango, which lays out the PDFs that we do not plan, and the library that subsets their fonts quickly."""
    from mreport.writers.pdf.plain import libraries

    try:
        libraries.load()
    except MreportError as error:
        detail = str(error.faults[0].fields.get("detail", ""))
        yield Finding("pango", "optional", lacking=(detail,) if detail else (), remedy=remedy("pango"))
        return
    from weasyprint.text import ffi

    number = ffi.pango.pango_version()
    yield Finding("pango", "here", f"{number // 10000}.{number // 100 % 100}.{number % 100}")
    if getattr(ffi, "harfbuzz_subset", None) is None:
        yield Finding("subset", "optional", lacking=("libharfbuzz-subset",), remedy=remedy("subset"))
    else:
        yield Finding("subset", "here")


def _terminal() -> Finding:
    """Whether what is printed here can be Thai."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        "\u0e01\u0e4d\u2260".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        typed = "set PYTHONUTF8=1" if sys.platform == "win32" else "export LC_ALL=C.UTF-8"
        return Finding("terminal", "optional", encoding, remedy=typed)
    return Finding("terminal", "here", encoding)


def _extras() -> dict[str, list[str]]:
    """What each extra of the package asks for."""
    wanted: dict[str, list[str]] = {}
    for text in metadata.requires("mreport") or []:
        if (extra := _EXTRA.search(text)) and extra[1] != _ALL:
            wanted.setdefault(extra[1], []).append(text.partition(";")[0].strip())
    return dict(sorted(wanted.items()))


def _extra(name: str, wanted: list[str]) -> Finding:
    lacking = tuple(text for text in wanted if not _version(text))
    here = [f"{_named(text)} {_version(text)}" for text in wanted if text not in lacking]
    return Finding(name, "optional" if lacking else "here", ", ".join(here), lacking, _pip(lacking))


def _named(requirement: str) -> str:
    found = _NAME.match(requirement)
    return found[0] if found else requirement


def _version(requirement: str) -> str:
    """The version of a distribution that is installed; empty where it is not."""
    try:
        return metadata.version(_named(requirement))
    except metadata.PackageNotFoundError:
        return ""


def _pip(requirements: tuple[str, ...]) -> str:
    quoted = " ".join(f'"{text}"' for text in requirements)
    return f"{_short(sys.executable)} -m pip install {quoted}" if requirements else ""


def _short(path: str) -> str:
    """A path as people type it from here."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path
