"""How far text goes: the sum of its letters' advances in a report's fonts, which is what widths are chosen by.

Kerning is left out, so a text may be a little narrower or wider as it is set; marks above and below go nowhere.
"""

from __future__ import annotations

from functools import cache, lru_cache

from mreport import fonts
from mreport.breaks import units

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


@lru_cache(maxsize=8192)
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
