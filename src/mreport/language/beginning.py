"""A catalogue to begin with, or brought up to date: every sentence, what is translated, the language's plural forms."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from mreport import locales
from mreport.errors import UserError
from mreport.language.completeness import read, sentences
from mreport.resources import folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from babel import Locale
    from babel.messages.catalog import Catalog

_TAG = re.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# Header lines that change without a change of words, or that speak of people whom nobody asked.
_CHANGING = re.compile(
    rb'^"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid|Generated-By)[^\n]*\n',
    re.MULTILINE,
)
_HEADER = """# The sentences of mreport in {name}.
# Brought up to date with: mreport languages init {tag}
# Fields such as %(count)s and {{message}} stay as they are, as does what people type: --lang, .pdf.
# A sentence that is left empty is said in English."""


def name_of(tag: str, like: str | None = None) -> str:
    """A tag as BCP 47 writes it. Raises UserError: `language-tag`, `language-no-cldr` with no other language named."""
    if not _TAG.fullmatch(tag):
        raise UserError("language-tag", text=tag)
    known = locale_of(like or tag)
    if known is None:
        raise UserError("language-no-cldr", text=like or tag)
    return tag.replace("_", "-") if like else str(known).replace("_", "-")


def locale_of(tag: str) -> Locale | None:
    """What CLDR knows of a language; None where it does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def catalogue(path: Path, tag: str, like: str | None = None) -> bytes:
    """The catalogue of a language for a path, with the translations and remarks that are there now.

    Sentences that are no longer said stay at its end, as obsolete ones. Raises UserError (`catalogue-unreadable`).
    """
    from babel.messages.pofile import write_po

    found = read(path) if path.is_file() else _new(tag, like)
    found.update(_template(), no_fuzzy_matching=True)
    found.fuzzy = False
    written = BytesIO()
    write_po(written, found, width=100, no_location=True, omit_header=False)
    return _CHANGING.sub(b"", written.getvalue())


def _new(tag: str, like: str | None) -> Catalog:
    from babel.messages.catalog import Catalog

    known = locale_of(like or tag)
    name = known.get_display_name("en") if known and not like else tag
    found = Catalog(locale=(like or tag).replace("-", "_"), project="mreport", version=" ", charset="utf-8")
    found.header_comment = _HEADER.format(name=name, tag=tag)
    headers = dict(found.mime_headers) | {"Language": tag.replace("-", "_")}
    if known:
        headers["Plural-Forms"] = _plural_forms(known, found)
    found.mime_headers = list(headers.items())
    return found


def _plural_forms(known: Locale, found: Catalog) -> str:
    """The rule of gettext for the plural: Babel's own where it has one for the language, else CLDR's."""
    from babel.messages.plurals import PLURALS
    from babel.plural import to_gettext

    if known.language in PLURALS:
        return found.plural_forms
    return to_gettext(known.plural_form)


def _template() -> Catalog:
    """All that can be said, with the remarks for translators."""
    from babel.messages.catalog import Catalog

    found = Catalog(charset="utf-8")
    for message in sentences().values():
        found.add(message.id, auto_comments=message.auto_comments, context=message.context, flags=message.flags)
    return found


def traits(spoken: str, like: str | None = None) -> str:
    """A `language.toml` to begin with: what can be said in it as comments, in the reader's language if there is one."""
    starters = folder("templates") / "starters"
    wanted = starters / f"language.{spoken}.toml"
    text = (wanted if wanted.is_file() else starters / "language.en.toml").read_text("utf-8")
    return re.sub('(?m)^# cldr = "[^"]*"', f'cldr = "{like}"', text) if like else text


def files(root: Path, tag: str) -> Mapping[str, Path]:
    """Where the files of a language lie in a folder of languages: `catalogue`, `traits`."""
    place = next((root / name for name in (tag, tag.replace("-", "_")) if (root / name).is_dir()), root / tag)
    return {"catalogue": place / locales.CATALOGUE, "traits": place / locales.TRAITS}
