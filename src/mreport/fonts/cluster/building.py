"""The cluster font: a font in which every Thai cluster is one glyph, so that each glyph has one text.

Mreport Thai is built of Sarabun by `fonts/build`, and the same is made of a font that the user brings (`fonts.own`).
What is drawn stays as the stock font draws it: a cluster is a composite of its glyphs, in the places where HarfBuzz
puts them.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import uharfbuzz
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from mreport.fonts.cluster import outlines
from mreport.fonts.cluster.clusters import SARA_AA, covered, glyph_name
from mreport.fonts.cluster.lookups import SPLIT_AA, put_first
from mreport.fonts.cluster.naming import rename

if TYPE_CHECKING:
    from collections.abc import Callable


FAMILY = "Mreport Thai"
DESCRIPTION = "Derived from {}: every Thai cluster is one glyph, so that text copied from a PDF is exact."
REPACKER = "fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"  # its bytes change with its version
BASE = 1  # a class of GDEF
XY_OFFSETS = 0x0002  # the offsets of a component are distances, not points
MOST_GLYPHS = 65535

Placed = tuple[int, int, int]  # a glyph of the stock font, and where its origin goes


class TooManyGlyphsError(ValueError):
    """A font has no room for a glyph of each cluster."""


def build(stock: bytes, style: str, family: str = FAMILY, origin: str = "Sarabun") -> bytes:
    """The cluster font of one weight; the same bytes whenever the stock font's are the same.

    Its first glyphs are the stock font's; then come those of `covered`, in this order, and a twin of sara aa.
    Raises TooManyGlyphsError.
    """
    font = TTFont(BytesIO(stock), recalcTimestamp=False)
    font.cfg[REPACKER] = False
    outlines.as_truetype(font)
    texts = covered(font.getBestCmap())
    if font["maxp"].numGlyphs + len(texts) + 1 > MOST_GLYPHS:
        raise TooManyGlyphsError
    shape = shaper(stock)
    names = dict(zip(texts, free_names(font, [*map(glyph_name, texts)]), strict=True))
    order = list(font.getGlyphOrder())
    for text, name in names.items():
        _add_composite(font, name, order, *shape(text))
    _add_composite(font, SPLIT_AA, order, *shape(chr(SARA_AA)))
    font.setGlyphOrder(list(font["glyf"].keys()))
    put_first(font, names)
    rename(font, family, style, DESCRIPTION.format(origin))
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def free_names(font: TTFont, wanted: list[str]) -> list[str]:
    """The names wanted for new glyphs, changed where the font has them already."""
    taken = set(font.getGlyphOrder())
    return [f"{name}.cluster" if name in taken else name for name in wanted]


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
            placed.append((info.codepoint, pen + place.x_offset, place.y_offset))
            pen += place.x_advance
        return placed, pen

    return shape


def extents(data: bytes) -> Callable[[str], tuple[float, float]]:
    """A function that says how far a text reaches above and below the baseline, both upwards, in em."""
    face = uharfbuzz.Face(data)
    font, shape = uharfbuzz.Font(face), shaper(data)

    def reach(text: str) -> tuple[float, float]:
        top, bottom = 0.0, 0.0
        for number, _, rise in shape(text)[0]:
            box = font.get_glyph_extents(number)
            if box is not None:
                top = max(top, rise + box.y_bearing)
                bottom = min(bottom, rise + box.y_bearing + box.height)
        return top / face.upem, bottom / face.upem

    return reach


def _add_composite(font: TTFont, name: str, order: list[str], placed: list[Placed], advance: int) -> None:
    glyf = font["glyf"]
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = [_component(order[number], x, y) for number, x, y in placed]
    glyf[name] = glyph
    glyph.recalcBounds(glyf)
    # A left side bearing that is not xMin has the glyph drawn shifted, and no text extraction sees it.
    font["hmtx"][name] = (advance, glyph.xMin)
    if (classes := _classes(font)) is not None:
        classes[name] = BASE


def _classes(font: TTFont) -> dict[str, int] | None:
    """The classes of the font's glyphs, where it has any."""
    table = font["GDEF"].table.GlyphClassDef if "GDEF" in font else None
    classes: dict[str, int] | None = table.classDefs if table else None
    return classes


def _component(name: str, x: int, y: int) -> GlyphComponent:
    component = GlyphComponent()
    component.glyphName, component.x, component.y, component.flags = name, x, y, XY_OFFSETS
    return component
