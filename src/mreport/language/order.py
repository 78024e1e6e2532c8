"""The order of words: Unicode's collation (UTS 10, by pyuca), with what a language changes of it.

pyuca sorts Thai right, vowels that stand before their consonant too; no ICU that has a collator comes as a wheel for
every machine. It knows no language, so what CLDR says of one stands in `locales/<tag>/language.toml`.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = tuple[tuple[float, ...], str]


def key(text: str, changes: Mapping[str, Any]) -> Key:
    """What a text is sorted by; `changes` are a language's `letters`, which come first, and its `punctuation`."""
    counted = text
    if changes.get("punctuation") == "last":
        counted = "".join(letter for letter in text if unicodedata.category(letter)[0] not in "PZ") or text
    weights = _collator().sort_key(counted)
    if letters := changes.get("letters"):
        first = _first(letters)
        primary = weights.index(0) if 0 in weights else len(weights)
        weights = (*(first.get(weight, weight) for weight in weights[:primary]), *weights[primary:])
    return weights, text


@cache
def _collator() -> Any:
    from pyuca import Collator

    return Collator()


@cache
def _first(letters: str) -> Mapping[int, float]:
    """The weights of letters that are to come right before the Latin ones, which follow digits and signs."""
    latin = _collator().sort_key("a")[0]
    own = sorted({_collator().sort_key(letter)[0] for letter in letters} - {0})  # a mark weighs nothing of its own
    return {weight: latin - 1 + rank / (len(own) + 1) for rank, weight in enumerate(own, 1)}
