"""How far text goes: the sum of its letters' advances in a report's fonts, which is what widths are chosen by.

Kerning is left out, so a text may be a little narrower or wider as it is set; marks above and below go nowhere.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mreport import fonts
from mreport.breaks import units
from mreport.recent import recent

if TYPE_CHECKING:
    from collections.abc import Sequence

_ELLIPSIS = "\u2026"
_NOT_LAST = " \u00a0\u00b7,;:-\u2013\u2014("  # before an ellipsis
_MOST_WORDS = 7
_UNKNOWN = 0.6  # em of a letter that no font has


class _Advances(dict[str, float]):
    """The advance of each letter in em, found when it is asked for."""

    def __init__(self, weight: int, fontset: fonts.Fontset) -> None:
        super().__init__()
        import uharfbuzz as hb

        files = [face.file for face in fontset.pdf_faces() if face.weight == weight]
        self._faces = [hb.Face(hb.Blob.from_file_path(str(file))) for file in files]
        self._fonts = [hb.Font(face) for face in self._faces]

    def __missing__(self, letter: str) -> float:
        self[letter] = self._found(letter)
        return self[letter]

    def _found(self, letter: str) -> float:
        for face, font in zip(self._faces, self._fonts, strict=True):
            glyph = font.get_nominal_glyph(ord(letter))
            if glyph is not None:
                return float(font.get_glyph_h_advance(glyph) / face.upem)
        return _UNKNOWN


@cache
def _advances(weight: int, fontset: fonts.Fontset) -> _Advances:
    return _Advances(weight, fontset)


@recent(150_000)
def extents(
    text: str,
    weight: int = fonts.REGULAR,
    glossary: tuple[str, ...] = (),
    fontset: fonts.Fontset = fonts.BUNDLED,
) -> tuple[float, float]:
    """How far a text goes on one line, and the longest part of it within which no line may end; in em."""
    advance = _advances(weight, fontset).__getitem__
    parts = [sum(map(advance, unit.rstrip())) for unit in units(text, glossary)]
    return sum(map(advance, text)), max(parts, default=0.0)


def shortened(text: str, room: float, weight: int = fonts.REGULAR, fontset: fonts.Fontset = fonts.BUNDLED) -> str:
    """The text if it goes no further than `room` (em), else as much of it as does, an ellipsis after a word."""
    advance = _advances(weight, fontset).__getitem__
    if sum(map(advance, text)) <= room:
        return text
    kept, left = "", room - advance(_ELLIPSIS)
    for unit in units(text):
        if sum(map(advance, kept + unit.rstrip())) > left:
            break
        kept += unit
    return kept.rstrip(_NOT_LAST) + _ELLIPSIS if kept else ""


def reminding(texts: Sequence[str]) -> list[str]:
    """The texts of a running head, which reminds and is not read: seven words altogether, the first text's first.

    Words are parted by spaces: a Thai phrase counts as one. Checkers take a longer line that is no content for prose
    that was left out of it.
    """
    left, found = _MOST_WORDS, []
    for text in texts:
        words = text.split(" ")
        kept = " ".join(words[:left])
        found.append(kept if len(words) <= left else kept.rstrip(_NOT_LAST) + _ELLIPSIS if left > 0 else "")
        left = max(0, left - len(words))
    return found


def fitted(
    texts: Sequence[str], room: float, weight: int = fonts.REGULAR, fontset: fonts.Fontset = fonts.BUNDLED
) -> list[str]:
    """Texts that stand on one line of `room` em together: those that are long share what the short ones leave."""
    wanted = {index: extents(text, weight, fontset=fontset)[0] for index, text in enumerate(texts)}
    left, found = room, list(texts)
    for number, (index, need) in enumerate(sorted(wanted.items(), key=lambda one: one[1])):
        share = left / (len(texts) - number)
        if need > share:
            found[index] = shortened(texts[index], share, weight, fontset)
        left -= min(need, share)
    return found
