"""Clusters of a font that may not be changed: each is drawn by a glyph of a Type 3 font (ISO 32000-2, 9.6.4).

The glyph's procedure shows the font's own glyphs, so the font is in the file as it came; its text is the cluster's, so
that it is read as one, as a cluster font's is. A code of a Type 3 font has eight bits: there are as many fonts as
clusters ask for, and a cluster has the same place in the same font in every document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydyf

from mreport.fonts.cluster.clusters import as_shaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.writers.pdf.composites import Placed
    from mreport.writers.pdf.shaping import Typeface

_CODES = 200  # in one font
_EM = 1000
_SIZING = 600  # the width of a glyph called m, by which poppler takes a Type 3 font's size to be what it is set to


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
        self._places = {text: divmod(place, _CODES) for place, text in enumerate(texts)}
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


class MacroFont:
    """A Type 3 font in one document: what WeasyPrint's fonts are asked for, and itself as an object of the file."""

    def __init__(self, macro: Macro, plain: Any) -> None:
        self.hash = f"{plain.hash}{macro.number}"
        self.to_unicode: dict[int, str] = {}
        self.widths: dict[int, int] = {}
        self._macro = macro
        self._plain = plain

    def use(self, code: int) -> None:
        """Tell the plain font which of its glyphs a code shows."""
        for glyph, text in self._macro.parts[code].items():
            if glyph not in self._plain.to_unicode:
                self._plain.to_unicode[glyph] = text
                self._plain.widths[glyph] = self._macro.typeface.width(glyph)

    def add_to(self, pdf: Any, fonts: Any) -> None:
        """Put the font into a file and among its fonts."""
        codes = sorted(self.to_unicode)
        procedures = pydyf.Dictionary()
        for code in codes:
            stream = pydyf.Stream([self._procedure(code)], compress=True)
            pdf.add_object(stream)
            procedures[f"c{code}"] = stream.reference
        sizing = pydyf.Stream([f"{_SIZING} 0 d0"], compress=True)
        pdf.add_object(sizing)
        procedures["m"] = sizing.reference
        names = pydyf.Stream([_map_of(self.to_unicode).encode()], compress=True)
        pdf.add_object(names)
        differences = [*(part for code in codes for part in (code, f"/c{code}")), _CODES, "/m"]
        widths = [self.widths.get(code, 0) for code in range(codes[0], _CODES)]
        resources = pydyf.Dictionary({self._plain.hash: fonts[self._plain.hash]})
        font = pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type3",
                "Name": f"/{self.hash}",
                "FontBBox": pydyf.Array(
                    [0, self._plain.descent, _EM, self._plain.ascent]
                ),  # by which poppler parts lines
                "FontMatrix": pydyf.Array([1 / _EM, 0, 0, 1 / _EM, 0, 0]),
                "CharProcs": procedures,
                "Encoding": pydyf.Dictionary({"Type": "/Encoding", "Differences": pydyf.Array(differences)}),
                "FirstChar": codes[0],
                "LastChar": _CODES,
                "Widths": pydyf.Array([*widths, _SIZING]),
                "Resources": pydyf.Dictionary({"Font": resources}),
                "ToUnicode": names.reference,
            }
        )
        pdf.add_object(font)
        fonts[self.hash] = font.reference

    def _procedure(self, code: int) -> str:
        shown = (f"1 0 0 1 {x:.1f} {y:.1f} Tm <{glyph:04x}> Tj" for glyph, x, y in self._macro.shown[code])
        return f"{self.widths[code]} 0 d0 BT /{self._plain.hash} {_EM} Tf {' '.join(shown)} ET"


def _map_of(texts: dict[int, str]) -> str:
    """The map of codes to text."""
    lines = [f"<{code:02x}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(texts.items())]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <ff>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
