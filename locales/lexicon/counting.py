"""What each word costs: counted in texts that are parsed by the words themselves, again and again."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from mreport.breaks.lexicon import Dictionary
from mreport.breaks.parse import Kind, parse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

_ENTRY = re.compile("([^a-z]*)([a-z])")
_ROUNDS = 3
_MOST = 20  # a run counts that often at most: notices are repeated
_UNSEEN = 0.4  # what a word counts that was not seen
_PER_WORD = 3  # cost of a word as such, so that few words are cheaper than many
_FIRST = 12


def counted(words: AbstractSet[str], runs: Mapping[str, int]) -> Counter[str]:
    """How often each word stands in the runs, by the cheapest parse."""
    costs = dict.fromkeys(words, _FIRST)
    found: Counter[str] = Counter()
    for turn in range(_ROUNDS):
        dictionary = Dictionary(written(costs))
        found.clear()
        every = 4 if turn < _ROUNDS - 1 else 1
        for number, (run, count) in enumerate(runs.items()):
            if number % every == 0:
                for word in parse(run, dictionary):
                    if word.kind is Kind.KNOWN:
                        found[word.text] += min(count, _MOST)
        costs = priced(words, found)
    return found


def priced(words: AbstractSet[str], found: Mapping[str, int]) -> dict[str, int]:
    """The cost of each word: its surprise in nats and the cost of a word as such, 0 to 25."""
    total = math.log(sum(found.values()) + len(words) * _UNSEEN)
    return {word: min(25, max(0, round(total - math.log(found.get(word, 0) + _UNSEEN)) + _PER_WORD)) for word in words}


def written(costs: Mapping[str, int]) -> bytes:
    """The dictionary as `mreport.breaks.lexicon` reads it."""
    lines = (
        f"{start} " + "".join(f"{word[3:]}{chr(ord('a') + costs[word])}" for word in group)
        for start, group in groupby(sorted(costs), key=lambda word: word[:3])
    )
    return "\n".join(lines).encode()


def read(content: bytes) -> dict[str, int]:
    """The words of a dictionary and their costs: what `written` wrote."""
    lines = (line.split(" ") for line in content.decode().splitlines() if line and not line.startswith("#"))
    return {start + rest: ord(cost) - ord("a") for start, line in lines for rest, cost in _ENTRY.findall(line)}
