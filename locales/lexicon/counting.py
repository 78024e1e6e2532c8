"""What each word costs: counted in texts that are parsed by the words themselves, again and again."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING

from mreport.breaks.lexicon import Dictionary
from mreport.breaks.parse import Kind, Sources, parse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from mreport.breaks.shapes import Shape

_ENTRY = re.compile("([^A-Za-z]*)([A-Za-z])")
_ROUNDS = 3
_MOST = 20  # a run counts that often at most: notices are repeated
_UNSEEN = 0.4  # what a word counts that was not seen
_PER_WORD = 2  # cost of a word as such, so that few words are cheaper than many
_FIRST = 12


def counted(words: AbstractSet[str], runs: Mapping[str, int], shape: Shape) -> Counter[str]:
    """How often each word stands in the runs, by the cheapest parse."""
    costs = dict.fromkeys(words, _FIRST)
    found: Counter[str] = Counter()
    for turn in range(_ROUNDS):
        sources = Sources(Dictionary(written(costs)), shape)
        found.clear()
        every = 4 if turn < _ROUNDS - 1 else 1
        for number, (run, count) in enumerate(runs.items()):
            if number % every == 0:
                for word in parse(run, sources):
                    if word.kind is Kind.KNOWN:
                        found[word.text] += min(count, _MOST)
        costs = priced(words, found)
    return found


def priced(words: AbstractSet[str], *tables: Mapping[str, int]) -> dict[str, int]:
    """The cost of each word: its surprise in nats, and the cost of a word as such, 1 to 25.

    Each table says how often words were seen somewhere; all weigh the same. The first counts what was not seen, too.
    """
    totals = [max(1.0, sum(table.values())) for table in tables]
    unseen = _UNSEEN / (totals[0] + len(words) * _UNSEEN)
    costs = {}
    for word in words:
        seen = sum(table.get(word, 0) / total for table, total in zip(tables, totals, strict=True))
        costs[word] = min(25, max(1, round(-math.log((seen + unseen) / len(tables))) + _PER_WORD))
    return costs


def written(costs: Mapping[str, int], shown: Mapping[str, int] = MappingProxyType({})) -> bytes:
    """The dictionary as `mreport.breaks.lexicon` reads it: words of lists, and those that only marked text shows."""
    signs = {word: chr(ord("a") + cost) for word, cost in costs.items()}
    signs |= {word: chr(ord("A") + cost) for word, cost in shown.items()}
    lines = (
        f"{start} " + "".join(f"{word[3:]}{signs[word]}" for word in group)
        for start, group in groupby(sorted(signs), key=lambda word: word[:3])
    )
    return "\n".join(lines).encode()


def read(content: bytes) -> dict[str, int]:
    """The words of a dictionary that are from lists, and their costs: what `written` wrote."""
    lines = (line.split(" ") for line in content.decode().splitlines() if line and not line.startswith("#"))
    entries = ((start + rest, cost) for start, line in lines for rest, cost in _ENTRY.findall(line))
    return {word: ord(cost) - ord("a") for word, cost in entries if cost.islower()}
