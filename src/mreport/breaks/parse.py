"""A run of Thai letters as words: the cheapest way through it, over words that are known, strange or names."""

from __future__ import annotations

import re
from enum import Enum
from itertools import accumulate
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from mreport.breaks.lexicon import dictionary, word_lists
from mreport.recent import recent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mreport.breaks.lexicon import Dictionary

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
LEADING = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44")
# What follows its base: marks, sara a, sara aa, sara am, lakkhangyao.
FOLLOWING = frozenset(map(chr, (0xE30, 0xE31, 0xE32, 0xE33, *range(0xE34, 0xE3B), 0xE45, *range(0xE47, 0xE4F))))
LETTERS = frozenset(map(chr, (*range(0xE01, 0xE2F), *range(0xE30, 0xE3B), *range(0xE40, 0xE46), *range(0xE47, 0xE4F))))
RUN = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+")
# Leading vowels, their consonant, what follows it, a silent consonant: what a cut does not go through.
_TAIL = f"[{_MARKS}\u0e30\u0e32\u0e33\u0e45]*(?:[\u0e01-\u0e2e][{_MARKS}]*\u0e4c)*"
SYLLABLE = re.compile(f"[\u0e40-\u0e44]*[^\u0e40-\u0e44]{_TAIL}|[\u0e40-\u0e44]+", re.DOTALL)
_NEVER, _FAR = 1 << 30, 1 << 29  # no word ends at a place; none has been found yet
NO_TITLES: Mapping[str, int] = MappingProxyType({})
_TERM = 1
_STRANGE, _STRANGE_LETTER = 8, 4  # cost of a word that the dictionary has not, and of each of its letters
_ONE_LETTER = 12  # what a strange word of one letter costs more
_NAME_LETTER, _LONGEST_NAME = 3, 18
_BEHIND_NAME = 2  # cost of a surname as such
_ALL_NAME = 6  # a name costs less where the run ends with it


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


@recent(100_000)
def parsed(run: str, terms: tuple[str, ...] = (), *, named: bool = False) -> tuple[Word, ...]:
    """The words of a run of Thai letters, by the bundled dictionary; see `parse`."""
    return parse(run, dictionary(), word_lists().titles, terms, named=named)


def parse(
    run: str,
    words: Dictionary,
    titles: Mapping[str, int] = NO_TITLES,
    terms: Sequence[str] = (),
    *,
    named: bool = False,
) -> tuple[Word, ...]:
    """The cheapest words of a run of Thai letters; they begin and end at syllables.

    `titles` are the words behind which a name may begin, and what that costs beside its letters; `named` says that
    one may begin the run. Terms of the glossary cost least.
    """
    ends = list(accumulate(map(len, SYLLABLE.findall(run))))
    ways = _Ways(run, ends, _terms(run, terms))
    start = 0
    for end in ways.allowed:
        ways.known(start, words)
        title = titles.get(ways.last(start)) if start else _BEHIND_NAME if named else None
        if title is not None:
            ways.named(start, title, ends)
        ways.strange(start, end)
        start = end
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

    def __init__(self, run: str, ends: Sequence[int], terms: Mapping[int, Sequence[int]]) -> None:
        self.run, self.terms, size = run, terms, len(run)
        self.allowed = sorted({*ends, *(end for some in terms.values() for end in some)}) if terms else ends
        self._best = [_NEVER] * (size + 1)
        for end in self.allowed:
            self._best[end] = _FAR
        self._best[0] = 0
        self._back: list[tuple[int, Kind]] = [(0, Kind.STRANGE)] * (size + 1)
        self._strange: dict[int, tuple[int, int]] = {}  # cost and start of the strange word that ends at a place

    def known(self, start: int, words: Dictionary) -> None:
        """Add the words of the dictionary and the terms that begin at a place."""
        run, best, cost = self.run, self._best, self._best[start]
        if start in self.terms:
            for stop in self.terms[start]:
                if cost + _TERM < best[stop]:
                    best[stop], self._back[stop] = cost + _TERM, (start, Kind.TERM)
        size, buckets = len(run), words.buckets
        for key in (run[start : start + 2], run[start : start + 3]):
            bucket = buckets[key] if key in buckets else words.bucket(key)
            if bucket is None:
                continue
            lengths, costs = bucket
            for length in lengths:
                stop = start + length
                if stop > size:
                    break
                if best[stop] != _NEVER and (price := costs.get(run[start:stop])) is not None:
                    price += cost
                    if price < best[stop]:
                        best[stop], self._back[stop] = price, (start, Kind.KNOWN)

    def last(self, end: int) -> str:
        """The last word of the way to a place."""
        return self.run[self._back[end][0] : end]

    def named(self, start: int, cost: int, ends: Sequence[int]) -> None:
        """Add the names that may begin at a place, one for each syllable that may end it."""
        cost += self._best[start]
        for stop in ends:
            price = cost + _NAME_LETTER * (stop - start) - (_ALL_NAME if stop == len(self.run) else 0)
            if start < stop <= start + _LONGEST_NAME and price < self._best[stop]:
                self._best[stop], self._back[stop] = price, (start, Kind.NAME)

    def strange(self, start: int, end: int) -> None:
        """Let a strange word begin at a place or go on there, and end at the next one."""
        cost, first = self._best[start] + _STRANGE, start
        if start in self._strange and self._strange[start][0] <= cost:
            cost, first = self._strange[start]
        cost += _STRANGE_LETTER * (end - start)
        self._strange[end] = (cost, first)
        if end - first == 1:
            cost += _ONE_LETTER
        if cost < self._best[end]:
            self._best[end], self._back[end] = cost, (first, Kind.STRANGE)

    def cheapest(self) -> tuple[Word, ...]:
        """The words of the cheapest way through the run."""
        words, end = [], len(self.run)
        while end:
            start, kind = self._back[end]
            words.append(Word(self.run[start:end], kind))
            end = start
        return tuple(reversed(words))
