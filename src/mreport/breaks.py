"""Where a line may end: Thai by ICU's dictionary and our rules, other scripts by UAX 14; pure functions of strings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from mreport.thai import has_thai

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_LONG = 24  # a word with hyphens or an address up to this length is not cut
_NO_BREAK_SPACES = "\u00a0\u2007\u202f"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_LEADING = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44")
# What follows its base: marks, sara a, sara aa, sara am, lakkhangyao.
_FOLLOWING = frozenset("\u0e31\u0e30\u0e32\u0e33\u0e45\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e")
# Mai yamok, paiyannoi, the section signs; closing marks; what belongs to the number before it.
_NEVER_FIRST = frozenset("\u0e46\u0e2f\u0e5a\u0e5b)]}\u201d\u2019\u00bb\u203a,.;:!?\u2026%\u2030\u00b0/")
_NEVER_LAST = frozenset("([{\u201c\u2018\u00ab\u2039\u201e\u201a")
_CURRENCY = frozenset("\u0e3f$\u20ac\u00a3\u00a5")
_SPACE = f"[^\\S{_NO_BREAK_SPACES}]"
_ASCII_UNIT = re.compile(f"\\S+{_SPACE}*|{_SPACE}+")
_BEHIND = re.compile("\\S\\s*$")


def units(text: str, glossary: Sequence[str] = ()) -> list[str]:
    """The text cut wherever a line may end; each unit keeps the white space behind it, and joined they are the text."""
    return list(_units(text, tuple(glossary)))


def pieces(unit: str, fits: Callable[[str], bool], glossary: Sequence[str] = ()) -> list[str]:
    """A unit that is wider than its column, cut where it hurts least; each piece fits if any cut lets it fit."""
    if fits(unit.rstrip()):
        return [unit]
    levels = _levels(unit, tuple(glossary))
    found: list[str] = []
    start = 0
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
        fitting = [end for end in level if end > start and fits(unit[start:end].rstrip())]
        if fitting:
            return fitting[-1]
    return min((end for end in levels[-1] if end > start), default=len(unit))


@lru_cache(maxsize=4096)
def _levels(unit: str, glossary: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """The cuts within a unit, mildest level first: its words, those of its glossary terms, its clusters, all."""
    clusters = _ends(_graphemes(unit))
    raw = [end for end in _raw(unit) if not _ruled_out(unit, end)]
    whole = _inside(unit, glossary)
    kept = [end for end in clusters if not _ruled_out(unit, end)]
    return (tuple(end for end in raw if end not in whole), tuple(raw), tuple(kept), tuple(clusters))


@lru_cache(maxsize=4096)
def _units(text: str, glossary: tuple[str, ...]) -> tuple[str, ...]:
    raw = _raw(text)
    whole = _inside(text, glossary)
    ends = [end for end in raw if end not in whole and not _ruled_out(text, end)]
    return tuple(text[start:end] for start, end in pairwise([0, *ends, len(text)]) if start < end)


def _inside(text: str, glossary: tuple[str, ...]) -> set[int]:
    return {
        end for term in glossary for found in re.finditer(re.escape(term), text) for end in range(*found.span()) if end > found.start()
    }


def _raw(text: str) -> list[int]:
    """Every place where ICU would end a line, but the end of the text."""
    if text.isascii():
        return _ends(_ASCII_UNIT.findall(text))
    from icu4py.breakers import LineBreaker

    return _ends(LineBreaker(text, "th" if has_thai(text) else "en"))


def _ends(parts: Iterable[str]) -> list[int]:
    return list(accumulate(map(len, parts)))[:-1]


def _graphemes(text: str) -> Iterable[str]:
    from icu4py.breakers import CharacterBreaker

    return CharacterBreaker(text, "en")


def _ruled_out(text: str, end: int) -> bool:
    """Whether a line must not end here, whatever words stand on both sides."""
    behind, ahead = text[end - 1], text[end]
    if ahead.isspace() and ahead not in _NO_BREAK_SPACES:
        return True
    if ahead in _NEVER_FIRST or ahead in _FOLLOWING or behind in _LEADING or unicodedata.combining(ahead):
        return True
    last = text[:end].rstrip()[-1:]
    if last in _NEVER_LAST and last:
        return True
    return bool(last in _CURRENCY and ahead.isdigit() and last)
