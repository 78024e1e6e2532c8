"""Clusters of a font that may not be changed: each is drawn by a glyph of a Type 3 font (ISO 32000-2, 9.6.4).

The glyph's procedure shows the font's own glyphs, so the font is in the file as it came; its text is the cluster's, so
that it is read as one, as a cluster font's is. A code of a Type 3 font has eight bits: there are as many fonts as
clusters ask for, and a cluster has the same place in the same font in every document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport.fonts.cluster.clusters import as_shaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.writers.pdf.composites import Placed
    from mreport.writers.pdf.shaping import Typeface

CODES = 200
"""Codes in one font, from 0 on."""


class Macro:
    """A Type 3 font: of each code the glyphs that it shows, in thousandths of an em, and their texts."""

    def __init__(self, typeface: Typeface, number: int) -> None:
        self.typeface = typeface
        self.number = number
        self.widths: dict[int, int] = {}
        self.shown: dict[int, list[tuple[int, float, float]]] = {}
        self.parts: dict[int, dict[int, str]] = {}  # of a code, the text of each glyph that it shows

    def add(self, code: int, text: str, parts: Sequence[Placed], scale: float) -> None:
        """Have a code show a cluster as it stands alone."""
        pen, shown = 0, []
        for part in parts:
            shown.append((part.glyph, (pen + part.across) * scale, part.up * scale))
            pen += part.onward
        self.widths[code] = round(pen * scale)
        self.shown[code] = shown
        letters = [chr(point) for point in as_shaped(text)]
        letters += [letters[-1]] * (len(parts) - len(letters))
        self.parts[code] = {part.glyph: letter for part, letter in zip(parts, letters, strict=False)}


class Macros:
    """The Type 3 fonts of a typeface."""

    def __init__(self, typeface: Typeface, texts: Sequence[str]) -> None:
        self._typeface = typeface
        self._places = {text: divmod(place, CODES) for place, text in enumerate(texts)}
        self._fonts: dict[int, Macro] = {}

    def of(self, text: str, alone: Sequence[Placed], scale: float) -> tuple[Macro, int]:
        """The font and the code of a cluster."""
        number, code = self._places[text]
        if number not in self._fonts:
            self._fonts[number] = Macro(self._typeface, number)
        font = self._fonts[number]
        if code not in font.shown:
            font.add(code, text, alone, scale)
        return font, code
