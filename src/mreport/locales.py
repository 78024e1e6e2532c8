"""Where languages lie: the bundled ones, and those in a folder that the user names (`--locales`, `MREPORT_LOCALES`).

A language is a folder named by its tag: its catalogue, `LC_MESSAGES/mreport.po`, and `language.toml`, which says what
CLDR does not know of it: docs/reference/languages.md has its keys. What the user's folder says of a language wins.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from mreport import toml
from mreport.errors import Place, UserError
from mreport.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

VARIABLE = "MREPORT_LOCALES"
CATALOGUE = Path("LC_MESSAGES", "mreport.po")
TRAITS = "language.toml"
_KNOWN: Mapping[str, type] = {
    "calendar": str,
    "digits": str,
    "direction": str,
    "cldr": str,
    "order": dict,
    "fonts": dict,
    "words": dict,
}
_CHOICES = {"calendar": ("gregorian", "buddhist"), "direction": ("ltr", "rtl")}
_MOST_BYTES = 1024 * 1024
_NEAR = 0.6

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_brought: list[Path] = []
_forgetting: list[Callable[[], None]] = []


def remembered(function: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """A function whose results are kept until another folder of languages is brought."""
    kept = lru_cache(maxsize=None)(function)
    _forgetting.append(kept.cache_clear)
    return kept  # type: ignore[return-value]  # its results have no type in typeshed


def bring(place: Path | None) -> None:
    """Take the languages of a folder too, from now on in this process; None: those of `MREPORT_LOCALES`.

    A folder is read anew even if it is the same: its files may have changed.
    """
    wanted = [place] if place else []
    if wanted or _brought:
        _brought[:] = wanted
        for forget in _forgetting:
            forget()


def own() -> Path | None:
    """The user's folder of languages, if there is one."""
    named = os.environ.get(VARIABLE)
    return _brought[0] if _brought else Path(named) if named else None


def roots() -> tuple[Path, ...]:
    """The folders in which languages are looked for, the one first that wins."""
    mine = own()
    return (*((mine,) if mine and mine.is_dir() else ()), folder("locales"))


@remembered
def installed() -> tuple[str, ...]:
    """The tags of the languages that have a catalogue, in alphabetical order."""
    found = {path.parts[-3].replace("_", "-") for root in roots() for path in root.glob(f"*/{CATALOGUE.as_posix()}")}
    return tuple(sorted(found))


def kinds(tag: str) -> list[str]:
    """A language and what it is a kind of: zh-Hant-TW, zh-Hant, zh."""
    parts = tag.split("-")
    return ["-".join(parts[:end]) for end in range(len(parts), 0, -1)]


def files(tag: str, name: Path | str) -> list[Path]:
    """The files of this name that a language has, or what it is a kind of, the one first that wins."""
    places = (root / spelt / name for kind in kinds(tag) for root in roots() for spelt in _spelt(kind))
    return [path for path in places if path.is_file()]


def _spelt(tag: str) -> tuple[str, ...]:
    """The names that a language's folder may have: as POSIX writes its tag, and as BCP 47 does."""
    return tuple(dict.fromkeys((tag.replace("-", "_"), tag)))


@remembered
def traits(tag: str) -> Mapping[str, Any]:
    """What is said of a language beside its sentences, each key by the file that wins.

    Raises UserError (`toml-syntax`, `setting-unknown`, `unknown-choice`, `language-key`) with the place.
    """
    found: dict[str, Any] = {}
    for path in files(tag, TRAITS):
        found = {**_read(path), **found}
    return found


def brought() -> Iterator[tuple[str, Path, Mapping[str, Any]]]:
    """The languages of the user's folder: tag, folder, and what its own `language.toml` says."""
    mine = own()
    if mine is None or not mine.is_dir():
        return
    for place in sorted(mine.iterdir()):
        if (place / CATALOGUE).is_file() or (place / TRAITS).is_file():
            said = _read(place / TRAITS) if (place / TRAITS).is_file() else {}
            yield place.name.replace("_", "-"), place, said


def fonts(tag: str) -> Iterator[tuple[str, Path, Mapping[str, Any]]]:
    """The fonts that a language brings: script, the folder of their files, and what is said of them."""
    for path in files(tag, TRAITS):
        if said := _read(path).get("fonts"):
            yield from ((script, path.parent, fonts) for script, fonts in said.items())
            return


def own_files() -> Iterator[Path]:
    """The files of the user's folder that reports are made of, fonts too."""
    for _tag, place, said in brought():
        named = [name for script in said.get("fonts", {}).values() for name in script.get("files", [])]
        yield from (path for name in (CATALOGUE, TRAITS, *named) if (path := place / name).is_file())


@remembered
def _read(path: Path) -> Mapping[str, Any]:
    if path.is_relative_to(folder("locales")):
        return tomllib.loads(path.read_text("utf-8"))
    document = toml.read(path, _MOST_BYTES)
    for key, value in document.values.items():
        place = document.place(key)
        if key not in _KNOWN:
            nearest = difflib.get_close_matches(key, _KNOWN, n=1, cutoff=_NEAR)
            raise UserError("setting-unknown", place, key=key, nearest=nearest, known=list(_KNOWN))
        if not isinstance(value, _KNOWN[key]):
            raise UserError("language-key", place, key=key)
        if value not in _CHOICES.get(key, (value,)):
            raise UserError("unknown-choice", place, text=value, known=list(_CHOICES[key]))
    for script, said in document.values.get("fonts", {}).items():
        _check_fonts(script, said, document)
    return document.values


def _check_fonts(script: str, said: object, document: toml.Document) -> None:
    """Hold what is said of a script's fonts against its shape: `files` beside the TOML, or the name of a `family`."""
    names = said.get("files", []) if isinstance(said, dict) else None
    right = isinstance(said, dict) and (said.keys() in ({"files"}, {"family"}))
    right = right and isinstance(names, list) and all(isinstance(name, str) for name in names)
    if not right or not isinstance(said.get("family", ""), str):  # type: ignore[attr-defined]  # a dictionary by now
        raise UserError("language-key", Place(document.file), key=f"fonts.{script}")


@cache
def bundled_words() -> Mapping[str, Any]:
    """The words that values are read by in the bundled languages."""
    return tomllib.loads((folder("locales") / "words.toml").read_text("utf-8"))
