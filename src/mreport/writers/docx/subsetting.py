"""Fonts in part: Latin, Thai and the report's own characters, with what shapers take Thai apart into."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Latin and its marks, punctuation, currencies, Thai; shapers part sara am into U+0E4D and U+0E32.
_RANGES = ((0x20, 0x7F), (0xA0, 0x250), (0x2000, 0x2070), (0x20A0, 0x20C1), (0x0E01, 0x0E5C), (0x25CC, 0x25CD))
ALWAYS = frozenset(chain.from_iterable(range(*ends) for ends in _RANGES))


def subset(file: Path, text: str) -> bytes:
    """A font with the characters of `ALWAYS` and of a text alone; its names and features whole."""
    return _subset(file, ALWAYS | {ord(character) for character in text})


@lru_cache(maxsize=16)  # of reports that need the same letters; each has a hundred kB
def _subset(file: Path, points: frozenset[int]) -> bytes:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(
        layout_features=["*"], name_IDs=["*"], name_languages=["*"], notdef_outline=True, recalc_timestamp=False
    )
    with TTFont(file, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=points)
        subsetter.subset(font)
        made = BytesIO()
        font.save(made, reorderTables=True)
    return made.getvalue()
