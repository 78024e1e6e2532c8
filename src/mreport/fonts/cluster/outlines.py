"""Outlines: those of CFF, which are cubic, as TrueType's, which are quadratic and which composites are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fontTools.ttLib import newTable

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_ERROR = 0.0005  # how far a curve may be off, in em: half a thousandth is what a renderer rounds away
_TRUETYPE = "\0\1\0\0"
_NAMES_IN_FONT = 2.0  # the format of `post` that holds the names of glyphs


def as_truetype(font: TTFont) -> None:
    """Turn a font with CFF outlines into one with TrueType outlines, in place; others stay as they are."""
    if "glyf" in font:
        return
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    drawn, order = font.getGlyphSet(), font.getGlyphOrder()
    most = font["head"].unitsPerEm * _ERROR
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, most, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    _complete(font, order)


def _complete(font: TTFont, order: list[str]) -> None:
    """The tables that go with the outlines."""
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for name in (
        *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"),
        *("maxStackElements", "maxSizeOfInstructions", "maxComponentElements"),
    ):
        setattr(maxp, name, 0)
    maxp.maxZones = 1
    post = font["post"]
    post.formatType, post.extraNames, post.mapping, post.glyphOrder = _NAMES_IN_FONT, [], {}, order
    for tag in ("CFF ", "CFF2", "VORG"):
        if tag in font:
            del font[tag]
    font.sfntVersion = _TRUETYPE
