"""What speaks for the end of a line at a place in a run of Thai, and what against it: weights learned from marked text.

The words that the dictionary finds are a first answer. It is weighed, with the letters around the place and the words
beside or across it, as editors have marked such places: a logistic model, the sum of the weights of its features. A
line of `locales/breaks.weights.txt` has a weight, in sixteenths of a nat, and the features that have it;
`locales/lexicon/learning.py` makes it.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from mreport.breaks.joins import may_part
from mreport.breaks.parse import SYLLABLE, Kind
from mreport.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mreport.breaks.parse import Word

_MOST = 6  # lengths beyond are one
_FAR = 4  # letters that are looked at on each side
_NEXT = 2  # letters that are looked at behind the word around a place
_JUDGED = (Kind.KNOWN, Kind.STRANGE)  # names and terms of the glossary are what they are


def features(run: str, words: Sequence[Word]) -> Iterator[tuple[int, list[str]]]:
    """The places of a run that are judged, and the features of each.

    These are the words and syllables that meet there, or the word around it, and the letters on both sides.
    """
    padded = "^" * _FAR + run + "$" * _FAR
    start = 0
    for number, word in enumerate(words):
        left = words[number - 1] if number else word
        if number and left.kind in _JUDGED and word.kind in _JUDGED and may_part(left, word):
            yield start, [*_between(left, word), *_letters(padded, start)]
        if word.kind in _JUDGED:
            end = start + len(word.text) + _FAR
            behind = padded[end : end + _NEXT]
            for offset in accumulate(map(len, SYLLABLE.findall(word.text))):
                if offset < len(word.text):
                    yield start + offset, [*_within(word, offset, behind), *_letters(padded, start + offset)]
        start += len(word.text)


def _between(left: Word, right: Word) -> tuple[str, str, str, str]:
    """The features of two words that meet: their kinds and lengths, themselves."""
    kinds = f"{left.kind.value}{right.kind.value}"
    lengths = f"{min(_MOST, len(left.text))}{min(_MOST, len(right.text))}"
    return "k" + kinds, "n" + lengths, "l" + left.text, "r" + right.text


def _within(word: Word, offset: int, behind: str) -> tuple[str, ...]:
    """The features of a place within a word that has some letters behind it."""
    lengths = f"{min(_MOST, offset)}{min(_MOST, len(word.text) - offset)}"
    if word.kind is Kind.STRANGE:
        return f"o{word.kind.value}{lengths}", "s"
    around = f"w{offset}{word.text}"
    return f"o{word.kind.value}{lengths}", around, f"{around}>{behind}"


def _letters(padded: str, place: int) -> tuple[str, str, str, str, str]:
    """The features of the letters on both sides of a place."""
    middle = place + _FAR
    left, right = padded[place:middle], padded[middle : middle + _FAR]
    return "m" + left[2:] + right[:2], "b" + left[1:], "a" + right[:3], "B" + left, "A" + right


class Weights(dict[str, int]):
    """The weights of features, in sixteenths of a nat; one that was not learned weighs nothing."""

    def __missing__(self, feature: str) -> int:
        """The weight of a feature that is not there."""
        return 0

    def ends(self, run: str, words: Sequence[Word]) -> Mapping[int, bool]:
        """The places of a run at which words end or a line may, and whether it may."""
        found = dict.fromkeys(accumulate(len(word.text) for word in words[:-1]), False)
        start = 0
        for left, right in pairwise(words):
            start += len(left.text)
            if left.kind not in _JUDGED or right.kind not in _JUDGED:
                found[start] = may_part(left, right)
        for place, keys in features(run, words):
            may = sum(map(self.__getitem__, keys)) > 0
            if may or place in found:
                found[place] = may
        return found


@cache
def weights() -> Weights:
    """The bundled weights, read once."""
    return read(folder("locales").joinpath("breaks.weights.txt").read_text(encoding="utf-8"))


def read(text: str) -> Weights:
    """The weights of a file, whose remarks begin with #."""
    found = Weights()
    for line in text.splitlines():
        if not line.startswith("#"):
            weight, *keys = line.split(" ")
            found.update(dict.fromkeys(keys, int(weight)))
    return found
