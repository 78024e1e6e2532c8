"""Where a line may end: words of Thai that stay whole, rules of the script, UAX 14 for all else; pure functions.

ICU cuts Thai into the smallest words that it knows. `locales/breaks.toml` knows which of them belong
together, which never stand alone, and what stays with its number; docs/line-breaks.md says how well it does.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from mreport.resources import folder
from mreport.thai import has_thai

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_LONG = 24  # a word with hyphens or strokes, or an address, up to this length is not cut
_LEAST = 3  # letters that a cut address keeps on both sides
_NO_BREAK = "\u00a0\u2007\u202f\u2060\ufeff"
_SPACE = "[^\\S\u00a0\u2007\u202f]"
_LETTER = "[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]"
_THAI_RUN = re.compile(f"{_LETTER}+")
_LEADING = "\u0e40-\u0e44"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
# What follows its base: marks, sara a, sara aa, sara am, lakkhangyao.
_FOLLOWING = frozenset("\u0e30\u0e31\u0e32\u0e33\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e45\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")
# A leading vowel, its consonant, all that follows it, a silent consonant: what a cut must not go through.
_CLUSTER = re.compile(
    f"[{_LEADING}]*[^{_LEADING}][{_MARKS}\u0e30\u0e32\u0e33\u0e45]*(?:[\u0e01-\u0e2e][{_MARKS}]*\u0e4c)*|[{_LEADING}]+", re.DOTALL
)
# Mai yamok, paiyannoi, signs that end a text, closing marks, and what belongs to the word or number before.
_NEVER_FIRST = frozenset("\u0e46\u0e2f\u0e5a\u0e5b)]}\u201d\u2019\u00bb\u203a,.;:!?\u2026%\u2030\u00b0/")
_NEVER_LAST = frozenset("([{\u201c\u2018\u00ab\u2039\u201e\u201a")
_CURRENCY = frozenset("\u0e3f$\u20ac\u00a3\u00a5")
_OPERATORS = frozenset("\u00d7\u00b1\u2264\u2265<>=\u2248~+\u2212\u00f7")
_DASHES = frozenset("-\u2010\u2013")
_QUOTES = frozenset("\"'")
_PAIYANNOI = "\u0e2f"
_ETC = (f"{_PAIYANNOI}\u0e25{_PAIYANNOI}", f"{_PAIYANNOI}\u0e1e\u0e13{_PAIYANNOI}")
_WORD = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|^www\.|^10\.\d{4,}/|@|/.*/|\.[a-z]+/|_|\\", re.IGNORECASE)
# Texts of these characters alone need no second look for characters that Unicode joins.
_PLAIN = re.compile("[\t\n\r\x20-\x7e\u00a0-\u02ff\u0e01-\u0e5b\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2200-\u22ff]*")
_COST, _COST_OTHER, _COST_SHORT = 10, 14, 18


class _Lexicon(NamedTuple):
    """What `locales/breaks.toml` says."""

    words: frozenset[str]  # words that stay whole, and plain ones beside which others may end
    starts: Mapping[str, tuple[int, ...]]  # the lengths of the words by their first two letters
    plain: frozenset[str]  # words that never belong to the word before or behind
    before: frozenset[str]  # bound to what follows
    heads: frozenset[str]  # bound to what follows unless that is a plain word
    behind: frozenset[str]  # bound to what stands before
    label: re.Pattern[str]  # ends before a number that stays with it
    unit: re.Pattern[str]  # begins behind a number and stays with it
    title: re.Pattern[str]  # abbreviations that stay with the word behind


@cache
def _lexicon() -> _Lexicon:
    """The word list, read once."""
    table = tomllib.loads(folder("locales").joinpath("breaks.toml").read_text(encoding="utf-8"))
    lists = {name: text.split() for name, text in table["thai"].items()}
    dictionary = folder("locales").joinpath("breaks.wordnet.txt").read_text(encoding="utf-8").splitlines()
    rejected = set(lists["two_words"])
    found = [word for line in dictionary if not line.startswith("#") for word in line.split() if word not in rejected]
    words = frozenset(found).union(*(lists[name] for name in ("plain", "words", "names", "before", "heads")))
    return _Lexicon(
        words,
        _starts(words),
        frozenset(lists["plain"]),
        frozenset(lists["before"]),
        frozenset(lists["heads"]),
        frozenset(lists["behind"]),
        re.compile(f"(?:{_any_of(lists['labels'])})$"),
        re.compile(f"(?:{_any_of(lists['units'])})(?![A-Za-z{_MARKS}\u0e30\u0e32\u0e33])|[\u0e3f%\u2030\u00b0\u2103]"),
        re.compile(f"(?<![\u0e01-\u0e4e.])(?:{_any_of(lists['titles'])})$"),
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _starts(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(found)) for start, found in lengths.items()}


def units(text: str, glossary: Sequence[str] = ()) -> list[str]:
    """The text cut wherever a line may end; each unit keeps the white space behind it, and joined they are the text.

    Terms of the glossary stay whole.
    """
    return list(_units(text, tuple(glossary)))


def pieces(unit: str, fits: Callable[[str], bool], glossary: Sequence[str] = ()) -> list[str]:
    """A unit that is wider than its column, cut where it hurts least; each piece fits if a cut lets it fit.

    `fits` is asked without the white space at the end, which may hang over. A unit is cut at its words, else at
    the words within glossary terms, else between clusters so that no rule is broken, else between any.
    """
    if fits(unit.rstrip()):
        return [unit]
    levels = _levels(unit, tuple(glossary))
    found, start = [], 0
    while start < len(unit):
        end = _furthest(unit, start, levels, fits)
        found.append(unit[start:end])
        start = end
    return found


def _furthest(unit: str, start: int, levels: Sequence[Sequence[int]], fits: Callable[[str], bool]) -> int:
    """Where the piece from `start` ends: the furthest fitting cut of the mildest level that has one."""
    if fits(unit[start:].rstrip()):
        return len(unit)
    for level in levels:
        low = first = bisect_right(level, start)
        high = len(level)
        while low < high:  # the wider the piece, the less it fits
            middle = (low + high) // 2
            if fits(unit[start : level[middle]].rstrip()):
                low = middle + 1
            else:
                high = middle
        if low > first:
            return level[low - 1]
    return next((end for end in levels[-1] if end > start), len(unit))


@lru_cache(maxsize=4096)
def _levels(unit: str, glossary: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """The cuts within a unit, the mildest first: its words, the words of ICU, its clusters by the rules, all."""
    finest = _ends(_graphemes(unit))
    clusters = set(finest) & set(_ends(_CLUSTER.findall(unit)))
    raw = {end for end in _raw(unit) if not _ruled_out(unit, end)}
    whole = _inside(unit, glossary)
    words = {end for end in raw.union(*_segmented(unit, raw, glossary)) if not _ruled_out(unit, end)}
    bound = {end for end in clusters if not _ruled_out(unit, end)}
    known = words - raw | {end for end in raw if not _within_word(unit, end)}
    return tuple(tuple(sorted(level)) for level in (known - whole, words, bound, finest))
