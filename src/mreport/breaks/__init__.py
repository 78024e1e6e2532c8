"""Where a line may end: Thai by a dictionary and the rules of the script, all else by UAX 14; pure functions.

`lexicon` has the words, `parse` finds them in a run of Thai, `joins` says which of them stay together, `weights` judge
what is left as editors have, `rules` say where a line never ends; `places` brings it all together.
docs/explanation/line-breaks.md says how well it does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from mreport.breaks.parse import SYLLABLE
from mreport.breaks.places import cuts, ends_of, graphemes, raw
from mreport.breaks.rules import ruled_out
from mreport.recent import recent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# What a syllable of Thai begins with, or anything that is not Thai; two consonants that are spoken as one.
_SPOKEN = re.compile("[\u0e40-\u0e44]|[\u0e01-\u0e2e][\u0e30-\u0e3a\u0e47-\u0e4b]|[^\u0e01-\u0e4e]")
_BLEND = re.compile("[\u0e01-\u0e2e][\u0e23\u0e25\u0e27][\u0e30-\u0e3a\u0e47-\u0e4b]")


def units(text: str, glossary: Sequence[str] = ()) -> list[str]:
    """The text cut wherever a line may end; each unit keeps the white space behind it, and joined they are the text.

    Terms of the glossary stay whole.
    """
    ends = (0, *cuts(text, tuple(glossary)).lines, len(text))
    return [text[start:end] for start, end in pairwise(ends)] if text else []


def pieces(unit: str, fits: Callable[[str], bool], glossary: Sequence[str] = ()) -> list[str]:
    """A unit that is wider than its column, cut where it hurts least; each piece fits if a cut lets it fit.

    `fits` is asked without the white space at the end, which may hang over. A unit is cut at its words, else at
    those within glossary terms, else between clusters so that no rule is broken, else between any two.
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
    """Where the piece from `start` ends: the furthest fitting cut of the mildest level that has one, or the end."""
    every = levels[-1]
    low = first = high = bisect_right(every, start)
    step = 1
    while high < len(every) and fits(unit[start : every[high]].rstrip()):
        low, high, step = high + 1, high + step, step * 2  # the longer a piece, the wider
    high = min(high, len(every))
    while low < high:
        middle = (low + high) // 2
        if fits(unit[start : every[middle]].rstrip()):
            low = middle + 1
        else:
            high = middle
    if low == first:
        return every[first]
    past = ((level, bisect_right(level, every[low - 1])) for level in levels)
    return next(level[end - 1] for level, end in past if end and level[end - 1] > start)


@recent(50_000)
def _levels(unit: str, glossary: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """The cuts within a unit, mildest first.

    Words; where a line might end if terms were none, and their words; ICU's; syllables, clusters, any clusters.
    """
    every = ends_of(graphemes(unit))
    whole = set(ends_of(SYLLABLE.findall(unit)))
    words, within = cuts(unit, glossary).words, cuts(unit, ())
    lines, parts = {*words, *within.lines}, {*words, *within.words}
    finer = {*parts, *(end for end in raw(unit) if not ruled_out(unit, end))}.intersection(every)
    clusters = [end for end in every if end in whole and not ruled_out(unit, end)]
    spoken = [end for end in clusters if _SPOKEN.match(unit, end) and not _BLEND.match(unit, end - 1)]
    levels = (words, sorted(lines), sorted(parts), sorted(finer), spoken, clusters, every)
    return tuple((*level, len(unit)) for level in levels)
