"""Fonts that the user brings: read, checked and made ready for paper, pages and documents."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from mreport import given
from mreport.errors import Fault, LimitError, Place, UserError
from mreport.fonts import BUNDLED, Face, Fontset, Own, store
from mreport.fonts.cluster.clusters import THAI, VERSION, covered
from mreport.fonts.coverage import points_of

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence
    from pathlib import Path

MOST_BYTES = 20 * 1024 * 1024
MOST_FILES = 8
SECONDS = 60  # for all that is made of a font; a usual one takes one or two
_ABOUT = "about.json"
_NO_ROOM = 3  # `making` could not write a file
_EDITABLE, _INSTALLABLE = 2, 3  # of `licence.Rights`


def fontset(files: Sequence[str | os.PathLike[str]]) -> Fontset:
    """The fonts of a report that is to be written in a family of the user's: its regular file, and its bold one.

    A collection or a variable font has both in one file. What is made of them is kept in the user's cache.
    Without files, the bundled fonts.

    Raises UserError (`font-...`, `source-missing`, `source-is-folder`, `source-unreadable`) and LimitError
    (`file-too-large`, `font-slow`).
    """
    if not files:
        return BUNDLED
    names = [str(file) for file in files]
    if len(names) > MOST_FILES:
        raise UserError("font-not-used", Place(names[MOST_FILES]), styles=names)
    contents = tuple(given.content(name, MOST_BYTES) for name in names)
    return made(contents, tuple(names))


@cache
def made(contents: tuple[bytes, ...], names: tuple[str, ...]) -> Fontset:
    """The fonts of files with these contents; once in a process."""
    key = _key(contents)
    family = f"Mreport {key[:8]}"
    place = store.entry(key, lambda place: _make(place, family, contents, names))
    return _loaded(place, family, json.loads((place / _ABOUT).read_text("utf-8")))


def _key(contents: Sequence[bytes]) -> str:
    """What an entry of the cache is called by: all that decides its bytes."""
    tools = [f"{name} {version(name)}" for name in ("fonttools", "uharfbuzz", "brotli")]
    parts = [f"mreport {VERSION}", *tools, *(hashlib.sha256(content).hexdigest() for content in contents)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _make(place: Path, family: str, contents: Sequence[bytes], names: Sequence[str]) -> None:
    """Have `making` make the fonts, in a process of its own that can't take this one along."""
    placed = [place / f"given-{position}" for position in range(len(contents))]
    for file, content in zip(placed, contents, strict=True):
        file.write_bytes(content)
    command = [sys.executable, "-m", "mreport.fonts.making", str(place), family, *map(str, placed)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603  ourselves
    except subprocess.TimeoutExpired:
        raise LimitError("font-slow", Place(names[0]), seconds=SECONDS) from None
    for file in placed:
        file.unlink()
    if done.stdout:
        said = json.loads(done.stdout)
        position = said["fields"].pop("position", 0)
        raise UserError.of([Fault(said["code"], said["fields"], Place(names[position]))])
    if not (place / _ABOUT).exists():
        if done.returncode == _NO_ROOM:
            raise OSError(done.returncode)
        raise UserError("font-unreadable", Place(names[0]), problem=f"exit {done.returncode}")


def _loaded(place: Path, family: str, about: dict[str, Any]) -> Fontset:
    weights = {int(weight): known for weight, known in about["weights"].items()}
    points = points_of(about["points"])
    styles = {400: "Regular", 700: "Bold" if 700 in weights else "Regular"}  # noqa: PLR2004
    known = {weight: weights.get(weight, weights[400]) for weight in styles}
    least = min(one["rights"] for one in weights.values())
    paper = tuple(_paper(place, family, weight, styles[weight], known[weight]) for weight in styles)
    plain = tuple(Face(about["family"], weight, place / f"plain-{styles[weight]}.ttf") for weight in weights)
    web = tuple(Face(about["family"], weight, place / f"web-{styles[weight]}.woff2") for weight in weights)
    return Fontset(
        Own(
            family=about["family"],
            paper=paper,
            plain=plain,
            web=web if least >= _INSTALLABLE else (),
            editable=least >= _EDITABLE and not any(one["cubic"] for one in weights.values()),
            whole=any(one["whole"] for one in weights.values()),
            points=points,
            top=max(one["top"] for one in weights.values()),
            bottom=min(one["bottom"] for one in weights.values()),
            line=known[400]["line"],
            warnings=_told(about, points, least),
        )
    )


def _paper(place: Path, family: str, weight: int, style: str, known: dict[str, Any]) -> Face:
    plain = place / f"plain-{style}.ttf"
    texts = covered(points_of(known["points"]))
    if not known["free"]:
        return Face(family, weight, plain, texts=texts)
    return Face(family, weight, place / f"paper-{style}.ttf", plain, known["glyphs"], texts)


def _told(about: dict[str, Any], points: frozenset[int], least: int) -> tuple[Fault, ...]:
    """What a reader of the report should know of the font."""
    family, known = about["family"], about["weights"]["400"]
    told = []
    if len(about["weights"]) == 1:
        told.append(Fault("font-one-weight", {"family": family, "style": about["style"]}))
    lacked = sorted(THAI - points)
    if len(lacked) == len(THAI):
        told.append(Fault("font-no-thai", {"family": family}))
    elif lacked:
        named = [f"U+{point:04X} {chr(0x25CC) if point in _MARKS else ''}{chr(point)}" for point in lacked]
        told.append(Fault("font-lacks-thai", {"family": family, "characters": named}))
    if least < _EDITABLE:
        told.append(Fault("font-not-editable", {"family": family}))
    elif known["cubic"]:
        told.append(Fault("font-cubic", {"family": family}))
    return tuple(told)


_MARKS = frozenset((0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)))
