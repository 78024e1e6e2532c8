"""Makes fonts of Sarabun for tests: small changes to its tables, other containers, other outlines."""

from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

ROOT = Path(__file__).resolve().parents[2]
STOCK = {style: ROOT / f"fonts/sarabun/Sarabun-{style}.ttf" for style in ("Regular", "Bold")}
LATIN = range(0x20, 0x7F)
THAI = (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C))


def opened(style="Regular", family="Forged", points=(*LATIN, *THAI)):
    """Sarabun with these characters alone, under another name."""
    font = TTFont(STOCK[style], recalcTimestamp=False)
    options = Options(layout_features=["*"], name_IDs=["*"], recalc_timestamp=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    for number in (1, 16):
        font["name"].setName(family, number, 3, 1, 0x409)
    return font


def saved(font, flavor=None):
    """A font's bytes, plain or as WOFF."""
    font.flavor = flavor
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def unlicensed(font):
    """The font without a word of its licence."""
    font["name"].names = [record for record in font["name"].names if record.nameID not in (0, 10, 13, 14)]
    return font


def collection(*fonts):
    """A collection's bytes."""
    made = TTCollection()
    made.fonts = list(fonts)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def variable():
    """A variable font whose bold letter A is wider; its other letters do not change."""
    font = opened()
    builder = FontBuilder(font=font)
    builder.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    name = font.getBestCmap()[ord("A")]
    count = len(font["glyf"][name].coordinates)
    deltas = [(10, 0)] * count + [(0, 0), (20, 0), (0, 0), (0, 0)]
    builder.setupGvar({name: [TupleVariation({"wght": (0.0, 1.0, 1.0)}, deltas)]})
    return saved(font)


def cubic():
    """The same outlines as CFF: straight lines and curves of the third degree."""
    font = opened()
    glyphs = font.getGlyphSet()
    strings = {}
    for name in font.getGlyphOrder():
        pen = T2CharStringPen(glyphs[name].width, glyphs)
        glyphs[name].draw(pen)
        strings[name] = pen.getCharString()
    builder = FontBuilder(font=font)
    builder.isTTF = False
    for tag in ("glyf", "loca", "fpgm", "prep", "cvt ", "gasp"):
        if tag in font:
            del font[tag]
    builder.setupCFF("Forged", {}, strings, {})
    builder.setupMaxp()
    font.sfntVersion = "OTTO"
    return saved(font)


def without(*tags):
    """The font without some tables."""
    font = opened()
    for tag in tags:
        del font[tag]
    return font
