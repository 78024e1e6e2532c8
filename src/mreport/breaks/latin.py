"""Within words of ASCII letters: where long ones may be cut."""

from __future__ import annotations

import re

_LONG = 24  # a word with hyphens or strokes, or an address, up to this length is not cut
_LEAST = 3  # letters that a cut address keeps on both sides
_ADDRESS = re.compile(r"://|^\W*www\.|^\W*10\.\d{4,}/|\w@\w|/.*/|\w\.[a-z]{2,}/|\w_\w|\\", re.IGNORECASE)
_WORD = re.compile("[!-~]+")
_HYPHEN_CUT = re.compile(r"(?<=[A-Za-z][-/])(?=[A-Za-z])")
_ADDRESS_CUT = re.compile(r"(?<=[/.?&=:])(?![/.?&=:])|(?<![/.?&=:])(?=[-_#@])")


def within_latin(text: str) -> dict[int, bool]:
    """The places within ASCII words at which a line may end: the strokes, points and hyphens of long ones."""
    found: dict[int, bool] = {}
    if len(text) <= _LONG:
        return found
    for word in _WORD.finditer(text):
        start, end = word.span()
        if end - start > _LONG:
            cut = _ADDRESS_CUT if _ADDRESS.search(word[0]) else _HYPHEN_CUT
            places = (place.start() for place in cut.finditer(text, start, end))
            found.update((place, True) for place in places if start + _LEAST <= place <= end - _LEAST)
    return found
