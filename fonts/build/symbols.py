"""Builds Mreport Symbols: what reports write and Sarabun lacks, out of three Noto fonts, sized beside it.

The sources are large and not in the repository: fonts/README.md says which packages hold them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from mreport.fonts.cluster.naming import COPYRIGHT, LICENCE, LICENCE_URL

if TYPE_CHECKING:
    from pathlib import Path

    from fontTools.ttLib.tables._g_l_y_f import Glyph

FAMILY = "Mreport Symbols"
VERSION = "Version 1.000"
SCALE = 0.95  # Noto's x-height is 536 and its capitals are 714 high, Sarabun's 500 and 700


@dataclass(frozen=True)
class Source:
    """A font that glyphs are taken from: the file in its package, its SHA-256, and the characters."""

    file: str
    sha256: str
    characters: str


MATH = Source(
    "NotoSansMath_400Regular.ttf",
    "b4a1dfdbfa13b4755e5eac20cb25c1d17ed5a745ceb89639595e8cf45a2b1e07",
    "↔↕↖↗↘↙⇐⇑⇒⇓⇔∀∃∅∇∈∉∋∓∘∝∠∥∧∨∩∪∴∵∼≅≡≢≪≫⊂⊃⊆⊇⊕⊗⊥⋅⋮⋯□▪▫○●◉◇★☆♀♂ΑΒΓΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨαβγδεζηθικλνξορςστυφχψω",
)
SIGNS = Source(
    "NotoSansSymbols2_400Regular.ttf",
    "f67f40c65f929f029827ab37cfdc4897dfd9ae3c28d9e98ba46e0d52e39eb97e",
    "✓✔✕✖✗✘☐☑☒⚠☎✉",
)
CIRCLED = Source(
    "NotoSansSymbols_400Regular.ttf",
    "aedeec1cd0514930aeeafc4a88a6deff83cda1e6b58086f0b9bb9c7dd0157578",
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
)
SOURCES = (MATH, SIGNS, CIRCLED)
FITTED = {0x25A1: 0x25A0, 0x25C7: 0x25C6}  # hollow ones, drawn in the box of the filled ones of Sarabun
TAKEN = {0x20: 0x20, 0xA0: 0xA0, 0x2011: 0x2010}  # Sarabun's own: spaces, and the hyphen that does not break

Drawn = tuple["Glyph", int]  # an outline and its advance


def build(folder: Path, stock: bytes) -> bytes:
    """The symbol font out of the Noto fonts in a folder; `stock` is Sarabun Regular, whose lines it keeps."""
    sarabun = TTFont(BytesIO(stock))
    fonts = [(source, _open(folder, source)) for source in SOURCES]
    drawn = {
        ord(character): _draw(font, ord(character), SCALE) for source, font in fonts for character in source.characters
    }
    drawn |= {hollow: _fit(fonts[0][1], hollow, sarabun, filled) for hollow, filled in FITTED.items()}
    drawn |= {point: _draw(sarabun, twin) for point, twin in TAKEN.items()}
    copyrights = [font["name"].getDebugName(COPYRIGHT) for font in (*(font for _, font in fonts), sarabun)]
    return _assemble(dict(sorted(drawn.items())), sarabun, "\n".join(dict.fromkeys(copyrights)))


def _open(folder: Path, source: Source) -> TTFont:
    """A source font, found anywhere below the folder, and only the very one that we know."""
    data = next(folder.rglob(source.file)).read_bytes()
    if hashlib.sha256(data).hexdigest() != source.sha256:
        raise ValueError(f"{source.file} is not the file that fonts/README.md names")
    return TTFont(BytesIO(data))


def _draw(font: TTFont, point: int, scale: float = 1, move: tuple[float, float] = (0, 0)) -> Drawn:
    glyphs = font.getGlyphSet()
    name = font.getBestCmap()[point]
    whole = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(whole)
    pen = TTGlyphPen(None)
    whole.replay(TransformPen(pen, (scale, 0, 0, scale, *move)))
    return pen.glyph(), round(glyphs[name].width * scale)


def _fit(font: TTFont, point: int, into: TTFont, twin: int) -> Drawn:
    """A glyph as high as its twin in another font, in the same place, with the twin's advance."""
    left, low, right, high = _box(font, point)
    twin_left, twin_low, twin_right, twin_high = _box(into, twin)
    scale = (twin_high - twin_low) / (high - low)
    across = (twin_left + twin_right - scale * (left + right)) / 2
    glyph, _ = _draw(font, point, scale, (across, twin_low - scale * low))
    return glyph, into["hmtx"][into.getBestCmap()[twin]][0]


def _box(font: TTFont, point: int) -> tuple[int, int, int, int]:
    glyph = font["glyf"][font.getBestCmap()[point]]
    return glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax


def _assemble(drawn: dict[int, Drawn], sarabun: TTFont, copyrights: str) -> bytes:
    """One font of the outlines, with the line of Sarabun, so that a symbol never makes a line taller."""
    names = {point: f"uni{point:04X}" for point in drawn}
    builder = FontBuilder(sarabun["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(names)
    glyphs = {names[point]: glyph for point, (glyph, _) in drawn.items()}
    builder.setupGlyf({".notdef": TTGlyphPen(None).glyph(), **glyphs})
    glyf = builder.font["glyf"]
    metrics = {names[point]: (advance, getattr(glyf[names[point]], "xMin", 0)) for point, (_, advance) in drawn.items()}
    builder.setupHorizontalMetrics({".notdef": (sarabun["hmtx"][".notdef"][0], 0), **metrics})
    builder.setupHorizontalHeader(ascent=sarabun["hhea"].ascent, descent=sarabun["hhea"].descent)
    builder.setupOS2(**_line(sarabun))
    builder.setupNameTable(_names(sarabun, copyrights), mac=False)
    builder.setupPost(underlinePosition=sarabun["post"].underlinePosition)
    builder.updateHead(created=sarabun["head"].created, modified=sarabun["head"].modified)
    builder.font.recalcTimestamp = False
    out = BytesIO()
    builder.font.save(out)
    return out.getvalue()


def _line(sarabun: TTFont) -> dict[str, int]:
    """The heights of Sarabun's line, as OS/2 names them; embedding is allowed (fsType 0)."""
    heights = ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent")
    same = {name: getattr(sarabun["OS/2"], name) for name in (*heights, "sxHeight", "sCapHeight")}
    return {"version": 4, "fsType": 0, "fsSelection": 0x40 | 0x80, **same}


def _names(sarabun: TTFont, copyrights: str) -> dict[str, str]:
    postscript = f"{FAMILY.replace(' ', '')}-Regular"
    return {
        "copyright": copyrights,
        "familyName": FAMILY,
        "styleName": "Regular",
        "uniqueFontIdentifier": f"{VERSION};{postscript}",
        "fullName": f"{FAMILY} Regular",
        "version": VERSION,
        "psName": postscript,
        "description": "A subset of the Noto fonts for mathematics and symbols, sized to sit beside Sarabun.",
        "licenseDescription": sarabun["name"].getDebugName(LICENCE),
        "licenseInfoURL": sarabun["name"].getDebugName(LICENCE_URL),
    }
