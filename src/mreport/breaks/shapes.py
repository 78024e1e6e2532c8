"""What loanwords and foreign names look like: how surprising each letter of one is, behind the two before it.

A line of `locales/breaks.shapes.txt` has the letters before (up to two; `^` begins a word), what a letter costs there
that the line does not name, then each letter (U+0E5B ends a word) with its cost: quarter nats, as a sign of ASCII from
`!` for none. `locales/lexicon/` makes it.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from mreport.resources import folder

if TYPE_CHECKING:
    from collections.abc import Sequence

BEGIN, END = "^", "\u0e5b"
_ZERO = ord("!")
_STRANGE = 26  # cost of a strange word as such
_NOWHERE = 40  # cost of a letter that the model has nowhere
_MOST = 60_000  # costs that are kept


class Shape(dict[str, int]):
    """A model: the cost of the last letter of each string of up to three, made when it is first asked for."""

    def __init__(self, lines: dict[str, str]) -> None:
        """Takes the lines of a model: what stands behind their letters, by these."""
        super().__init__()
        self._lines, self._starts = lines, _Starts(self)

    def __missing__(self, letters: str) -> int:
        """The cost of a string not asked for before."""
        before, letter = letters[:-1], letters[-1]
        line = self._lines.get(before)
        place = -1 if line is None else line.find(letter, 1)
        if line is not None and place > 0:
            cost = ord(line[place + 1]) - _ZERO
        elif before:
            cost = (0 if line is None else ord(line[0]) - _ZERO) + self[letters[1:]]
        else:
            cost = _NOWHERE
        if len(self) < _MOST:
            self[letters] = cost
        return cost

    def prices(self, run: str, places: Sequence[int]) -> tuple[list[int], list[int]]:
        """What a strange word costs that begins at each place of a run, and one that ends there.

        Both together are the cost of the word: the letters of the run before each are taken off and added.
        """
        threes = [run[place : place + 3] for place in range(len(run) - 2)]
        before = [0, 0, *accumulate(map(self.__getitem__, threes), initial=0)]
        before += before[-1:] * 2
        starts = map(self._starts.__getitem__, [run[place : place + 2] for place in places])
        begins = [cost - before[place + 2] for cost, place in zip(starts, places, strict=True)]
        padded = BEGIN * 2 + run
        ends = map(self.__getitem__, [padded[place : place + 2] + END for place in places])
        return begins, [cost + before[place] for cost, place in zip(ends, places, strict=True)]


class _Starts(dict[str, int]):
    """What a strange word costs as such, and that begins with some letters, up to two."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self._shape = shape

    def __missing__(self, letters: str) -> int:
        cost = _STRANGE + self._shape[BEGIN + letters[:1]]
        self[letters] = cost + self._shape[BEGIN + letters] if len(letters) > 1 else cost
        return self[letters]


@cache
def shape() -> Shape:
    """The bundled model, read once."""
    return read(folder("locales").joinpath("breaks.shapes.txt").read_text(encoding="utf-8"))


def read(text: str) -> Shape:
    """The model of a file, whose remarks begin with #."""
    return Shape(dict(line.split(" ") for line in text.splitlines() if not line.startswith("#")))
