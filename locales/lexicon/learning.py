"""Learn `breaks.weights.txt` from the marked text: what speaks for and against the end of a line.

`python locales/lexicon/learning.py` does it, in a minute, after make.py has brought the dictionary up to date.
A logistic model, learned by gradients that shrink as a feature has had many (AdaGrad; Duchi, Hazan and Singer, 2011).
Each part of the text is parsed with a dictionary that has none of the words which that part alone shows: of text that
it has not seen, a dictionary knows less than of this.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import counting
import marking
import sources
from marking import Mark
from mreport.breaks.lexicon import Dictionary, word_lists
from mreport.breaks.parse import Sources, parse
from mreport.breaks.places import words_of
from mreport.breaks.shapes import shape
from mreport.breaks.weights import features

Least = TypeVar("Least", int, float)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mreport.breaks.parse import Word

DICTIONARY, TARGET = sources.HERE.parent / "breaks.words.txt", sources.HERE.parent / "breaks.weights.txt"
REMARKS = """\
# What speaks for the end of a line and against it: weights in sixteenths of a nat, the features that have them behind.
# mreport.breaks.weights says what they are; locales/lexicon/learning.py learned them of text that was marked by hand.
"""
_PARTS = 5
MORE = 2  # times that the lines are learned again which have been looked at most
_ROUNDS = 12
_STEP, _SLOW = 0.2, 3.0  # how far a weight goes, and by how much rare features go less far
_SHRINK = 2e-4  # of a weight, each time that it is looked at
# Times that a feature is seen, and nats below which a weight is left out: of words, of letters and lengths.
_LEAST, _LIGHT = (2, 4), (0.15, 0.25)
_WORDS = frozenset("lrw")  # what features of words begin with
_SCALE = 16
_MOST_NATS = 30.0


class Place(NamedTuple):
    """A place that is judged: its features, and whether a line may end there."""

    keys: Sequence[str]
    may: bool


def judged(marked: Iterable[marking.Line], costs: Mapping[str, int]) -> Iterator[Place]:
    """The places of marked lines that are surely one or the other; words and their costs are those of the parse."""
    known = Sources(Dictionary(counting.written(costs)), shape(), word_lists().titles)
    for line in marked:
        for start, run, words in words_of(line.text, parsing=partial(_parsed, known)):
            for place, keys in features(run, words):
                mark = line.mark(start + place)
                if mark is not Mark.MAY:
                    yield Place(keys, mark is Mark.MUST)


def _parsed(known: Sources, run: str, terms: tuple[str, ...], *, named: bool) -> tuple[Word, ...]:
    return parse(run, known, terms, named=named)


def parts(marked: Sequence[marking.Line], lists: Mapping[str, int]) -> list[list[Place]]:
    """The places of marked text in parts, each parsed with the words of lists and those that the other parts show."""
    found = []
    for part in range(_PARTS):
        others = [line for number, line in enumerate(marked) if number % _PARTS != part]
        found.append(list(judged(marked[part::_PARTS], {**lists, **marking.shown(others, lists)})))
    return found


def learned(places: Iterable[Place]) -> dict[str, float]:
    """The weights of features, in nats, that a model of these places has; rare and light ones are left out."""
    places = list(places)
    counts = Counter(key for place in places for key in place.keys)
    examples = [([key for key in place.keys if counts[key] >= _of(_LEAST, key)], place.may) for place in places]
    weights, squares = dict.fromkeys(counts, 0.0), dict.fromkeys(counts, _SLOW)
    order = random.Random(1)  # noqa: S311  nothing is kept secret by it
    for _ in range(_ROUNDS):
        order.shuffle(examples)
        for keys, may in examples:
            slope = _chance(sum(map(weights.__getitem__, keys))) - may
            for key in keys:
                squares[key] += slope * slope
                weights[key] -= _STEP * (slope + _SHRINK * weights[key]) / math.sqrt(squares[key])
    return {key: weight for key, weight in weights.items() if abs(weight) >= _of(_LIGHT, key)}


def _of(pair: tuple[Least, Least], key: str) -> Least:
    """The one of a pair that is for a feature."""
    return pair[key[0] not in _WORDS]


def _chance(nats: float) -> float:
    return 1 / (1 + math.exp(-max(-_MOST_NATS, min(_MOST_NATS, nats))))


def written(weights: Mapping[str, float]) -> str:
    """The weights as `mreport.breaks.weights` reads them."""
    found: dict[int, list[str]] = defaultdict(list)
    for key, weight in weights.items():
        found[round(_SCALE * weight)].append(key)
    return "\n".join(f"{weight} {' '.join(sorted(found[weight]))}" for weight in sorted(found))


def figures(weights: Mapping[str, float], places: Iterable[Place]) -> tuple[float, float]:
    """Precision and recall of weights on places."""
    found = Counter((sum(weights.get(key, 0.0) for key in place.keys) > 0, place.may) for place in places)
    right = found[True, True]
    return right / max(1, right + found[True, False]), right / max(1, right + found[False, True])


def main() -> None:
    """Learn of all parts but one and say how well the weights do on that; then of all, and write them."""
    lists = counting.read(DICTIONARY.read_bytes())
    found = parts([*marking.lines(), *marking.lines("known.txt") * MORE], lists)
    tried = learned(place for part in found[1:] for place in part)
    precision, recall = figures(tried, found[0])
    print(f"on a fifth not learned of, but for known.txt: precision {precision:.4f}, recall {recall:.4f}")
    weights = learned(place for part in found for place in part)
    TARGET.write_text(REMARKS + written(weights) + "\n", encoding="utf-8")
    print(sum(map(len, found)), "places,", len(weights), "weights,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
