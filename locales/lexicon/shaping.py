"""The model of what strange words look like, `breaks.shapes.txt`: trigrams of letters, smoothed by Witten and Bell."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from mreport.breaks.shapes import BEGIN, END

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

_LETTERS = 70  # letters and signs of Thai, and the end of a word
_SURE, _LEAST, _MOST = 3, 4, 14  # nats that a loanword costs less as such; how long one is
_ROUNDS = 2
_NATIVE = 11  # longest native words that tell loanwords apart
_HIGHEST = 93


class Shape:
    """A model of words that count as often as is said."""

    def __init__(self, words: Mapping[str, int]) -> None:
        """Count what letters follow each two, each one, and none."""
        self.counts: dict[str, Counter[str]] = defaultdict(Counter)
        for word, count in words.items():
            text = BEGIN + word + END
            for place in range(1, len(text)):
                for start in range(max(0, place - 2), place + 1):
                    self.counts[text[start:place]][text[place]] += count

    def probability(self, before: str, letter: str) -> float:
        """How likely a letter is behind up to two others."""
        lower = self.probability(before[1:], letter) if before else 1 / _LETTERS
        found = self.counts.get(before)
        if not found:
            return lower
        return (found[letter] + len(found) * lower) / (found.total() + len(found))

    def cost(self, word: str) -> float:
        """The surprise of a word in nats."""
        text = BEGIN + word + END
        return -sum(
            math.log(self.probability(text[max(0, place - 2) : place], text[place])) for place in range(1, len(text))
        )

    def written(self) -> str:
        """The model as `mreport.breaks.shapes` reads it."""
        return "\n".join(self._line(before) for before in sorted(self.counts))

    def _line(self, before: str) -> str:
        found = self.counts[before]
        rest = len(found) / (found.total() + len(found))
        lowest = 1 / _LETTERS if not before else 1.0
        letters = "".join(letter + _sign(self.probability(before, letter)) for letter in sorted(found))
        return f"{before} {_sign(rest * lowest)}{letters}"


def _sign(probability: float) -> str:
    return chr(ord("!") + min(_HIGHEST, round(-4 * math.log(probability))))


def foreign(seeds: AbstractSet[str], native: AbstractSet[str], more: Iterable[str]) -> tuple[Shape, set[str]]:
    """The model of loanwords and foreign names, and the words of more lists that are likely some.

    `seeds` are sure; others are taken when they cost less as such than as native words.
    """
    more = {word for word in more if _LEAST <= len(word) <= _MOST} - seeds
    likely: set[str] = set()
    for _ in range(_ROUNDS + 1):
        model = Shape(dict.fromkeys(likely, 1) | dict.fromkeys(seeds, 2))
        plain = Shape(dict.fromkeys((word for word in native - likely - seeds if len(word) <= _NATIVE), 1))
        likely = {word for word in more if model.cost(word) + _SURE < plain.cost(word)}
    return model, likely
