"""Builds Mreport Thai out of Sarabun: every Thai cluster one glyph, so that each glyph has one text."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import uharfbuzz
from clusters import ALL, SARA_AA, glyph_name
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent
from lookups import SPLIT_AA, put_first
from naming import rename

if TYPE_CHECKING:
    from collections.abc import Callable

FAMILY = "Mreport Thai"
DESCRIPTION = "Derived from Sarabun: every Thai cluster is one glyph, so that text copied from a PDF is exact."
REPACKER = "fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"  # its bytes change with its version
BASE = 1  # a class of GDEF
XY_OFFSETS = 0x0002  # the offsets of a component are distances, not points

Placed = tuple[str, int, int]  # a glyph of the stock font, and where its origin goes


def build(stock: bytes, style: str) -> bytes:
    """The cluster font of one weight; the same bytes whenever the stock font's are the same."""
    font = TTFont(BytesIO(stock), recalcTimestamp=False)
    font.cfg[REPACKER] = False
    shape = shaper(stock)
    for text in ALL:
        _add_composite(font, glyph_name(text), *shape(text))
    _add_composite(font, SPLIT_AA, *shape(chr(SARA_AA)))
    font.setGlyphOrder(list(font["glyf"].keys()))
    put_first(font)
    rename(font, FAMILY, style, DESCRIPTION)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def shaper(data: bytes) -> Callable[[str], tuple[list[Placed], int]]:
    """A function that shapes a text as Thai: the glyphs with their places, and the advance of the whole."""
    font = uharfbuzz.Font(uharfbuzz.Face(data))

    def shape(text: str) -> tuple[list[Placed], int]:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "ltr", "Thai", "th"
        uharfbuzz.shape(font, buffer)
        placed, pen = [], 0
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            placed.append((font.glyph_to_string(info.codepoint), pen + place.x_offset, place.y_offset))
            pen += place.x_advance
        return placed, pen

    return shape


def _add_composite(font: TTFont, name: str, placed: list[Placed], advance: int) -> None:
    glyf = font["glyf"]
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = [_component(*one) for one in placed]
    glyf[name] = glyph
    glyph.recalcBounds(glyf)
    # A left side bearing that is not xMin has the glyph drawn shifted, and no text extraction sees it.
    font["hmtx"][name] = (advance, glyph.xMin)
    font["GDEF"].table.GlyphClassDef.classDefs[name] = BASE


def _component(name: str, x: int, y: int) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName, component.x, component.y, component.flags = name, x, y, XY_OFFSETS
    return component
