"""Text marked by hand, `marked/*.txt`: where a line may end, must not, or either; and the words that it shows.

The signs are those of `tests/breaks/gold.txt`: `|` a line may end here; a broken bar, either is right; a space, a line
may end behind it; `~` a space behind which either is right; `_` one behind which no line ends.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from mreport.breaks.lexicon import word_lists
from mreport.breaks.parse import RUN
from sources import HERE

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from pathlib import Path


class Mark(Enum):
    """What a place is."""

    MUST = "|"  # a line may end here
    MAY = "\u00a6"  # either is right
    NEVER = ""


_SIGNS = {"|": Mark.MUST, "\u00a6": Mark.MAY, " ": Mark.MUST, "~": Mark.MAY, "_": Mark.NEVER}
_LETTERS = range(2, 27)  # of a word that is taken up
_PIECE = 3  # letters that a part of a compound has at least
_WHOLE, _PART = 11, 13  # nats that a word costs which marked text has, whole or as a part alone


class Line(NamedTuple):
    """A line of text; its places that are marked, all others are NEVER."""

    text: str
    marks: Mapping[int, Mark]

    def mark(self, place: int) -> Mark:
        """What a place is."""
        return self.marks.get(place, Mark.NEVER)


class Seen(NamedTuple):
    """How often words stand in marked text: whole, and as the part of a compound."""

    whole: Counter[str]
    part: Counter[str]


def line_of(marked: str) -> Line:
    """A line with its signs taken off."""
    text, marks = "", {}
    for sign in marked:
        mark = _SIGNS.get(sign)
        if mark is None or sign in " ~_":
            text += sign if mark is None else " "
        if mark is not None:
            marks[len(text)] = mark
    return Line(text, marks)


def lines(files: str = "*.txt", folder: Path = HERE / "marked") -> list[Line]:
    """The marked lines of files in a folder, in the order of their names."""
    return [
        line_of(marked)
        for file in sorted(folder.glob(files))
        for marked in file.read_text(encoding="utf-8").splitlines()
        if marked and not marked.startswith("#")
    ]


def seen(marked: Iterable[Line]) -> Seen:
    """The words that lines show."""
    found = Seen(Counter(), Counter())
    for line in marked:
        for run in RUN.finditer(line.text):
            ends = [place for place in range(run.start() + 1, run.end()) if line.mark(place) is not Mark.NEVER]
            sure = {run.start(), run.end(), *(place for place in ends if line.mark(place) is Mark.MUST)}
            for start, end in pairwise((run.start(), *ends, run.end())):
                (found.whole if start in sure and end in sure else found.part)[line.text[start:end]] += 1
    return found


def shown(marked: Iterable[Line], known: Container[str]) -> dict[str, int]:
    """The words that lines show and that are not known yet, with their costs in nats.

    Those of a known word behind a bound morpheme are left out: the parse joins them, and they would draw the morpheme
    from a word that ends as it does.
    """
    words = seen(marked)
    costs = {word: _PART for word in words.part if len(word) in _LETTERS[_PIECE - 2 :]}
    costs |= {word: _WHOLE for word in words.whole if len(word) in _LETTERS}
    bound = word_lists().before
    return {
        word: cost
        for word, cost in costs.items()
        if word not in known and not any(word.startswith(part) and word[len(part) :] in known for part in bound)
    }
