"""Catalogues and what a language's folder says besides, out of `locales/`."""

from __future__ import annotations

import hashlib
import os
import tomllib
from functools import cache, partial
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING, Any

from mreport.cache import made
from mreport.resources import folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@cache
def installed() -> tuple[str, ...]:
    """The tags of the languages that have a catalogue, in alphabetical order."""
    return tuple(
        sorted(path.parts[-3].replace("_", "-") for path in folder("locales").glob("*/LC_MESSAGES/mreport.po"))
    )


def served_by(tag: str) -> str | None:
    """The installed tag that serves a language tag or a POSIX locale name; None where none does."""
    parts = tag.partition(".")[0].partition("@")[0].replace("_", "-").split("-")
    known: Mapping[str, str] = {name.lower(): name for name in installed()}
    for end in range(len(parts), 0, -1):
        if name := known.get("-".join(parts[:end]).lower()):
            return name
    return None


@cache
def catalogue(tag: str) -> NullTranslations:
    """A catalogue out of its .po; compiled, it is kept in the user's cache: a start would take a fifth longer."""
    path = _own(tag) / "LC_MESSAGES" / "mreport.po"
    if not path.is_file():
        return NullTranslations()
    place = hashlib.sha256(os.fsencode(path)).hexdigest()[:8]  # two installations share a cache, not a file
    return GNUTranslations(BytesIO(made(f"catalogues/{tag}-{place}.mo", path.read_bytes(), partial(_compiled, tag))))


def _compiled(tag: str, source: bytes) -> bytes:
    """A .po as gettext reads it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source), locale=tag.replace("-", "_")))
    return compiled.getvalue()


@cache
def traits(tag: str) -> Mapping[str, Any]:
    """What `locales/<tag>/language.toml` says, of the language itself or of the one that it is a kind of."""
    while tag:
        path = _own(tag) / "language.toml"
        if path.is_file():
            return tomllib.loads(path.read_text("utf-8"))
        tag = tag.rpartition("-")[0]
    return {}


def _own(tag: str) -> Path:
    return folder("locales") / tag.replace("-", "_")
