"""A run of Thai letters as words: the cheapest way through it, over words that are known, strange or names."""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import Enum
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mreport.breaks.lexicon import dictionary, word_lists
from mreport.breaks.shapes import shape
from mreport.recent import recent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mreport.breaks.lexicon import Dictionary
    from mreport.breaks.shapes import Shape

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
LEADING = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44")
# What follows its base: marks, sara a, sara aa, sara am, lakkhangyao.
FOLLOWING = frozenset(map(chr, (0xE30, 0xE31, 0xE32, 0xE33, *range(0xE34, 0xE3B), 0xE45, *range(0xE47, 0xE4F))))
LETTERS = frozenset(map(chr, (*range(0xE01, 0xE2F), *range(0xE30, 0xE3B), *range(0xE40, 0xE46), *range(0xE47, 0xE4F))))
RUN = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+")
# Leading vowels, their consonant, what follows it, a silent consonant: what a cut does not go through.
_TAIL = f"[{_MARKS}\u0e30\u0e32\u0e33\u0e45]*(?:[\u0e01-\u0e2e][{_MARKS}]*\u0e4c)*"
SYLLABLE = re.compile(f"[\u0e40-\u0e44]*[^\u0e40-\u0e44]{_TAIL}|[\u0e40-\u0e44]+", re.DOTALL)
_FAR = 1 << 29  # no way to a place has been found yet
NO_TITLES: Mapping[str, int] = MappingProxyType({})
# All costs are quarter nats.
_TERM = 4
_LETTER = 48  # what a strange word of one letter costs more
_NAME_LETTER, _LONGEST_NAME = 12, 18
_BEHIND_NAME = 8  # cost of a surname as such
_ALL_NAME = 24  # a name costs less where the run ends with it


class Kind(Enum):
    """How a word was found."""

    KNOWN = 1
    STRANGE = 2
    NAME = 3
    TERM = 4


class Word(NamedTuple):
    """A word of a run."""

    text: str
    kind: Kind


class Sources(NamedTuple):
    """What a run is parsed by: words, the shape of strange ones, and what it costs that a name follows a title."""

    words: Dictionary
    shape: Shape
    titles: Mapping[str, int] = NO_TITLES


@recent(100_000)
def parsed(run: str, terms: tuple[str, ...] = (), *, named: bool = False) -> tuple[Word, ...]:
    """The words of a run of Thai letters, by the bundled sources; see `parse`."""
    return parse(run, Sources(dictionary(), shape(), word_lists().titles), terms, named=named)


def parse(run: str, sources: Sources, terms: Sequence[str] = (), *, named: bool = False) -> tuple[Word, ...]:
    """The cheapest words of a run of Thai letters; they begin and end at syllables.

    Behind a title a name may begin, and at the start of the run if it is `named`. Terms of the glossary cost least.
    """
    ways = _Ways(run, _terms(run, terms))
    ways.walk(sources, named=named)
    return ways.cheapest()


def _terms(run: str, terms: Sequence[str]) -> dict[int, list[int]]:
    """Where terms stand in a run: their ends by their starts."""
    found: dict[int, list[int]] = {}
    for term in terms:
        for place in re.finditer(re.escape(term), run):
            found.setdefault(place.start(), []).append(place.end())
    return found


class _Ways:
    """For each place of a run the cheapest way to it that is known so far: its cost, and its last word."""

    def __init__(self, run: str, terms: Mapping[int, Sequence[int]]) -> None:
        ends = list(accumulate(map(len, SYLLABLE.findall(run))))
        if terms:
            ends = sorted({*ends, *(end for some in terms.values() for end in some)})
        self.run, self.terms, self.places = run, terms, [0, *ends]
        self.best = [0] + [_FAR] * len(ends)
        self.back = [0] * len(self.places)  # the number of the place at which the last word begins
        self.kinds = [Kind.STRANGE] * len(self.places)

    def walk(self, sources: Sources, *, named: bool) -> None:
        """Find the cheapest way to each place, from the first to the last."""
        run, places, best, back, kinds = self.run, self.places, self.best, self.back, self.kinds
        words, titles, buckets, size = sources.words, sources.titles, sources.words.buckets, len(places)
        begins, ends = sources.shape.prices(run, places)
        going, first = _FAR, 0  # the strange word that goes on: its cost, where it began
        for number, start in enumerate(places[:-1]):
            cost, key, after = best[number], run[start : start + 3], number + 1
            longest, costs = buckets[key] if key in buckets else words.bucket(key)
            longest += start
            for end in range(after, size):
                if places[end] > longest:
                    break
                known = costs.get(run[start : places[end]])
                if known is not None and cost + known < best[end]:
                    best[end], back[end], kinds[end] = cost + known, number, Kind.KNOWN
            title = titles.get(run[places[back[number]] : start]) if number else _BEHIND_NAME if named else None
            if title is not None:
                self._named(number, cost + title)
            if self.terms:
                self._term(number, cost)
            if cost + begins[number] < going:
                going, first = cost + begins[number], number
            strange = going + ends[after]
            if first == number and places[after] - start == 1:
                strange += _LETTER
            if strange < best[after]:
                best[after], back[after], kinds[after] = strange, first, Kind.STRANGE

    def _named(self, number: int, cost: int) -> None:
        """Add the names that may begin at a place, one for each syllable that may end it."""
        start, last = self.places[number], len(self.places) - 1
        for end in range(number + 1, min(number + _LONGEST_NAME, last) + 1):
            letters = self.places[end] - start
            price = cost + _NAME_LETTER * letters - (_ALL_NAME if end == last else 0)
            if letters <= _LONGEST_NAME and price < self.best[end]:
                self.best[end], self.back[end], self.kinds[end] = price, number, Kind.NAME

    def _term(self, number: int, cost: int) -> None:
        """Add the terms of the glossary that begin at a place."""
        for stop in self.terms.get(self.places[number], ()):
            end = bisect_left(self.places, stop)
            if cost + _TERM < self.best[end]:
                self.best[end], self.back[end], self.kinds[end] = cost + _TERM, number, Kind.TERM

    def cheapest(self) -> tuple[Word, ...]:
        """The words of the cheapest way through the run."""
        words, end = [], len(self.places) - 1
        while end:
            start = self.back[end]
            words.append(Word(self.run[self.places[start] : self.places[end]], self.kinds[end]))
            end = start
        return tuple(reversed(words))
