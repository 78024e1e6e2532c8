"""Fonts of scripts: those that languages of the user's folder bring (`[fonts]` of `language.toml`).

They stand behind all others of a report, for what those lack. A language's are taken for reports in it; and for any
other report with letters that nothing else has.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from mreport import locales
from mreport.errors import Fault
from mreport.fonts import Fontset, Own

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mreport.comparison.records import Comparison

# What is to be told of a font that serves a script: not that it has no Thai, nor that it has one weight.
_TOLD = frozenset(("font-not-editable", "font-cubic"))
# Scripts that are written together with others, and the punctuation and full-width forms that go with Han.
_TOGETHER = {"Jpan": ("Hira", "Kana", "Hani"), "Kore": ("Hang", "Hani"), "Hans": ("Hani",), "Hant": ("Hani",)}
_WIDE = ((0x3000, 0x3040), (0xFF00, 0xFFF0))


def with_scripts(fontset: Fontset, tags: Sequence[str], comparison: Comparison) -> Fontset:
    """The fonts of a report, with those of the scripts of its languages, `tags`, and of what else its texts need.

    Raises as `own.fontset`, with the font file for a place.
    """
    if locales.own() is None:
        return fontset
    found = list(dict.fromkeys(family for tag in tags for family in _families(tag)))
    had = frozenset().union(*(family.points for family in found if family.paper))
    strange = {
        ord(letter) for text in _wording(comparison, tags) if not text.isascii() for letter in fontset.missing(text)
    } - had
    for family in (family for tag in locales.installed() if strange for family in _families(tag)):
        if family.points & strange:
            found.append(family)
            strange -= family.points
    return _joined(fontset, tuple(dict.fromkeys(found))) if found else fontset


def _wording(comparison: Comparison, tags: Sequence[str]) -> Iterator[str]:
    """Every text of a comparison that a report in these languages shows."""
    dataset = comparison.dataset
    texts: list[str | Mapping[str, str] | None] = [
        dataset.title,
        dataset.note,
        *(item.name for item in comparison.items),
    ]
    for row in comparison.rows:
        texts += [row.attribute.label, row.attribute.group, row.attribute.reason, *row.attribute.terms.values()]
        texts += [part for value in row.values for part in value.parts]
    for text in texts:
        if isinstance(text, str):
            yield text
        elif text:
            for tag in tags:
                kinds = [kind for kind in (*locales.kinds(tag), dataset.language, *text) if kind in text]
                yield text[kinds[0]]


@lru_cache(maxsize=16)
def _joined(fontset: Fontset, families: tuple[Own, ...]) -> Fontset:
    """One set of fonts for one choice of them: what is made for a set is kept by it."""
    return Fontset(fontset.own, families)


@locales.remembered
def _families(tag: str) -> tuple[Own, ...]:
    """The families that a language brings, in the order in which it names them."""
    from mreport.fonts.own import fontset

    found = []
    for script, place, said in locales.fonts(tag):
        if "family" in said:
            found.append(_named(said["family"], script))
        elif family := fontset([place / name for name in said["files"]]).own:
            told = tuple(fault for fault in family.warnings if fault.code in _TOLD)
            found.append(replace(family, warnings=told))
    return tuple(found)


def _named(family: str, script: str) -> Own:
    """A family that is not brought: documents and pages name it for the letters of its script."""
    told = Fault("font-named", {"family": family})
    return Own(family, (), (), (), False, False, _points(script), 0.0, 0.0, 1.0, (told,))  # noqa: FBT003  its fields


def _points(script: str) -> frozenset[int]:
    """The characters of a script by Unicode (Scripts.txt and its extensions); of Japanese, of all it is written in."""
    from fontTools.unicodedata import ScriptExtensions, Scripts

    wanted = {script, *_TOGETHER.get(script, ())}
    found: set[int] = {point for first, end in _WIDE for point in range(first, end)} if "Hani" in wanted else set()
    for table in (Scripts, ScriptExtensions):
        ends = [*table.RANGES[1:], 0x110000]
        for first, end, names in zip(table.RANGES, ends, table.VALUES, strict=True):
            if wanted & ({names} if isinstance(names, str) else names or set()):
                found.update(range(first, end))
    return frozenset(found)
