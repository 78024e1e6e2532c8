"""Which compounds of the source lists are kept whole: words of a dictionary, but no phrases of free words."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

from counting import priced, written
from mreport.breaks.lexicon import Dictionary
from mreport.breaks.parse import Kind, Sources, Word, parse
from sources import HERE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from mreport.breaks.shapes import Shape

_LISTS = {
    name: frozenset(text.split()) for name, text in tomllib.loads(HERE.joinpath("keeping.toml").read_text()).items()
}
DROPPED = _LISTS["drop"]
_FREE = 8  # a word counted less often in the texts is no free word
_COMMON, _OFTEN = 30, 300
_LONG_LOAN, _LONG_COMPOUND, _LONG_SURE = 16, 13, 18
_VOWEL = re.compile("[\u0e30-\u0e39\u0e47\u0e40-\u0e44]")
_DOUBLED = re.compile("[\u0e40\u0e41][^\u0e40-\u0e44]{1,3}[\u0e30\u0e32\u0e35\u0e34\u0e37\u0e47]")


def kept(
    base: AbstractSet[str], lists: tuple[AbstractSet[str], AbstractSet[str]], counts: Mapping[str, int], shape: Shape
) -> set[str]:
    """The words of two lists that are whole, beside those of the base; short ones help to judge longer ones."""
    found = set(base)
    costs = priced(base, counts)
    for length in range(2, max(map(len, lists[0] | lists[1])) + 1):
        known = Sources(Dictionary(written(costs)), shape)
        for word in sorted(word for word in (lists[0] | lists[1]) - base - DROPPED if len(word) == length):
            if _whole(word, parse(word, known), counts, sure=word in lists[0] and word in lists[1]):
                found.add(word)
                costs[word] = 17
    return found - DROPPED


def _whole(word: str, parts: tuple[Word, ...], counts: Mapping[str, int], *, sure: bool) -> bool:
    """Whether a word is kept whole that the words known so far would part like this."""
    texts = [part.text for part in parts]
    phrase = texts[0] in _LISTS["grammar"] or texts[0] in _LISTS["heads"]
    if len(parts) == 1:
        return True
    if any(part.kind is Kind.STRANGE for part in parts):
        return sure or (not phrase and len(word) <= _LONG_LOAN)
    if not _LISTS["grammar"].isdisjoint(texts[:-1]) or texts[-1] in _LISTS["grammar"] - _LISTS["nouns"]:
        return False
    if len(parts) > 2:  # noqa: PLR2004
        return (len(parts) == 3 and len(word) <= _LONG_COMPOUND) or (sure and len(word) <= _LONG_SURE)  # noqa: PLR2004
    return _pair(texts[0], texts[1], counts, sure=sure)


def _pair(left: str, right: str, counts: Mapping[str, int], *, sure: bool) -> bool:
    """Whether two words make a compound: what stands in two lists, or with a word that is not free, or short ones."""
    if 1 in (len(left), len(right)):
        return True
    if left in _LISTS["heads"]:
        return False
    rarer = min(counts.get(left, 0), counts.get(right, 0))
    short = _syllables(left) == 1, _syllables(right) == 1
    if rarer < _FREE or (sure and all(short)):
        return True
    if right in _LISTS["tails"]:
        return False
    if short[0]:
        return sure or all(short) or rarer < _OFTEN
    return rarer < (2 * _COMMON if sure else _COMMON)


def _syllables(word: str) -> int:
    """About how many syllables a word has: its written vowels."""
    return max(1, len(_VOWEL.findall(word)) - len(_DOUBLED.findall(word)))
