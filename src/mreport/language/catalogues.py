"""Catalogues: the sentences of each language, out of its .po files."""

from __future__ import annotations

import hashlib
import os
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING

from mreport import locales
from mreport.cache import made
from mreport.errors import Place, UserError
from mreport.locales import installed, remembered
from mreport.resources import folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def served_by(tag: str) -> str | None:
    """The installed tag that serves a language tag or a POSIX locale name; None where none does."""
    wanted = tag.partition(".")[0].partition("@")[0].replace("_", "-")
    known: Mapping[str, str] = {name.lower(): name for name in installed()}
    return next((known[kind.lower()] for kind in locales.kinds(wanted) if kind.lower() in known), None)


@remembered
def catalogue(tag: str) -> NullTranslations:
    """The sentences of a language; what it lacks, of what it is a kind of.

    Raises UserError (`catalogue-unreadable`) with file and line.
    """
    found: NullTranslations | None = None
    for path in locales.files(tag, locales.CATALOGUE):
        compiled = _compiled(path)
        if found is None:
            found = compiled
        else:
            found.add_fallback(compiled)
    return found or NullTranslations()


def _compiled(path: Path) -> GNUTranslations:
    """A catalogue as gettext reads it; a bundled one is kept in the user's cache: a start would take a fifth longer."""
    if path.is_relative_to(folder("locales")):
        place = hashlib.sha256(os.fsencode(path)).hexdigest()[:8]  # two installations share a cache, not a file
        name = f"catalogues/{path.parts[-3]}-{place}.mo"
        return GNUTranslations(BytesIO(made(name, path.read_bytes(), lambda _source: _mo(path))))
    try:
        return GNUTranslations(BytesIO(_mo(path)))
    except ValueError as error:  # plural forms that are none
        raise UserError("catalogue-unreadable", Place(str(path)), problem=str(error)) from None


def _mo(path: Path) -> bytes:
    from babel.messages.mofile import write_mo

    from mreport.language.completeness import usable

    compiled = BytesIO()
    write_mo(compiled, usable(path)[0])
    return compiled.getvalue()
