"""Fonts in the file: of each typeface that is used its used glyphs, their widths and what they say (ISO 32000-1, 9.7).

Codes are the numbers of glyphs, which a subset keeps, so that shaped units are the same in every document.
"""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

import uharfbuzz as hb

from mreport.writers.pdf.file import name, text
from mreport.writers.pdf.macros import CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mreport.writers.pdf.file import File
    from mreport.writers.pdf.macros import Macro
    from mreport.writers.pdf.shaping import Typeface

_SYMBOLIC = 4  # of the flags: its own set of characters
_STEM = 80
_OF_PDF = ("glyf", "head", "hhea", "hmtx", "loca", "maxp", "cvt ", "fpgm", "prep")
_TAG = 6  # letters before the name of a subset
_EM = 1000
_SIZING = 600  # the width of a glyph called m, by which poppler takes a Type 3 font's size to be what it is set to


class Embedded(Protocol):
    """A font of a document: the name that pages have for it, its object's number, its texts and widths by code."""

    name: str
    number: int
    texts: dict[int, str]
    widths: dict[int, int]

    def use(self, code: int) -> None:
        """Take to a code that is shown."""

    def write(self, file: File) -> None:
        """Write the font, when all that is shown of it is known."""


class Glyphs:
    """A typeface in one document."""

    def __init__(self, typeface: Typeface, title: str, number: int, *, whole: bool) -> None:
        self.name = title
        self.number = number
        self.texts: dict[int, str] = {}
        self.widths: dict[int, int] = {}
        self._typeface = typeface
        self._whole = whole

    def use(self, code: int) -> None:
        """Its glyphs bring nothing along."""

    def write(self, file: File) -> None:
        """Write the font, and under it its descendant, its descriptor and its glyphs."""
        content = self._typeface.face.file.read_bytes() if self._whole else self._subset()
        cubic = content[:4] == b"OTTO"
        program = file.stream(content, "/Subtype/OpenType" if cubic else f"/Length1 {len(content)}")
        codes = file.stream(unicode_map(self.texts, 4))
        called = self._called(content)
        descriptor = file.add(self._descriptor(called, f"/FontFile{3 if cubic else 2} {program} 0 R"))
        descendant = file.add(
            f"<</Type/Font/Subtype/CIDFontType{0 if cubic else 2}/BaseFont{called}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity"
            f"/W[{' '.join(self._runs())}]/FontDescriptor {descriptor} 0 R>>"
        )
        file.add(
            f"<</Type/Font/Subtype/Type0/BaseFont{called}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
            f"/ToUnicode {codes} 0 R>>",
            self.number,
        )

    def _called(self, content: bytes) -> str:
        """The name of the font, before it letters that tell this subset from others."""
        face = self._typeface.face
        letters = "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(content).digest()[:_TAG])
        words = name(f"{face.family} Bold" if face.weight > 400 else face.family)[1:]  # noqa: PLR2004  regular
        return f"/{words}" if self._whole else f"/{letters}+{words}"

    def _descriptor(self, called: str, program: str) -> str:
        ascent, descent = extents(self._typeface)
        widest = max(self.widths.values(), default=0)
        return (
            f"<</Type/FontDescriptor/FontName{called}/FontFamily{text(self._typeface.family)}/Flags {_SYMBOLIC}"
            f"/FontBBox[0 {descent} {widest} {ascent}]/ItalicAngle 0/Ascent {ascent}/Descent {descent}"
            f"/CapHeight {ascent}/StemV {_STEM}{program}>>"
        )

    def _runs(self) -> Iterator[str]:
        """The widths of codes in a row, behind the first code."""
        for _, run in groupby(enumerate(sorted(self.widths)), key=lambda one: one[1] - one[0]):
            codes = [code for _, code in run]
            yield f"{codes[0]}[{' '.join(str(self.widths[code]) for code in codes)}]"

    def _subset(self) -> bytes:
        """The font with no more than what is used of it, each glyph under its number."""
        face = self._typeface.embedded
        asked = hb.SubsetInput()
        asked.glyph_set.update(code for code in self.texts if code < self._typeface.glyphs)
        asked.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        asked.flags |= hb.SubsetFlags.DESUBROUTINIZE | hb.SubsetFlags.NOTDEF_OUTLINE
        kept = (*_OF_PDF, "CFF ", "cmap") if "CFF " in face.table_tags else _OF_PDF
        asked.drop_table_tag_set.update(
            int.from_bytes(tag.encode("latin-1"), "big") for tag in face.table_tags if tag not in kept
        )
        return bytes(hb.subset(face, asked).blob.data)


class Clusters:
    """A Type 3 font in one document; `plain` is the font whose glyphs its own ones show."""

    def __init__(self, macro: Macro, plain: Embedded, number: int) -> None:
        self.name = f"{plain.name}T{macro.number}"
        self.number = number
        self.texts: dict[int, str] = {}
        self.widths: dict[int, int] = {}
        self._macro = macro
        self._plain = plain

    def use(self, code: int) -> None:
        """Tell the plain font which of its glyphs a code shows."""
        for glyph, said in self._macro.parts[code].items():
            if glyph not in self._plain.texts:
                self._plain.texts[glyph] = said
                self._plain.widths[glyph] = self._macro.typeface.width(glyph)

    def write(self, file: File) -> None:
        """Write the font, its codes' procedures first."""
        codes = sorted(self.texts)
        procedures = [f"/c{code} {file.stream(self._procedure(code))} 0 R" for code in codes]
        procedures.append(f"/m {file.stream(f'{_SIZING} 0 d0'.encode())} 0 R")
        differences = [*(f"{code}/c{code}" for code in codes), f"{CODES}/m"]
        widths = [*(self.widths.get(code, 0) for code in range(codes[0], CODES)), _SIZING]
        ascent, descent = extents(self._macro.typeface)
        file.add(
            f"<</Type/Font/Subtype/Type3/Name/{self.name}"
            f"/FontBBox[0 {descent} {_EM} {ascent}]"  # by which poppler parts lines
            f"/FontMatrix[{1 / _EM} 0 0 {1 / _EM} 0 0]/CharProcs<<{''.join(procedures)}>>"
            f"/Encoding<</Type/Encoding/Differences[{' '.join(differences)}]>>"
            f"/FirstChar {codes[0]}/LastChar {CODES}/Widths[{' '.join(map(str, widths))}]"
            f"/Resources<</Font<</{self._plain.name} {self._plain.number} 0 R>>>>"
            f"/ToUnicode {file.stream(unicode_map(self.texts, 2))} 0 R>>",
            self.number,
        )

    def _procedure(self, code: int) -> bytes:
        shown = (f"1 0 0 1 {x:.1f} {y:.1f} Tm <{glyph:04x}> Tj" for glyph, x, y in self._macro.shown[code])
        return f"{self.widths[code]} 0 d0 BT /{self._plain.name} {_EM} Tf {' '.join(shown)} ET".encode("ascii")


def extents(typeface: Typeface) -> tuple[int, int]:
    """The ascent and the descent of a typeface, as the file has them."""
    return round(typeface.ascent * _EM), -round(typeface.descent * _EM)


def unicode_map(texts: dict[int, str], digits: int) -> bytes:
    """The map of codes, each of so many hexadecimal digits, to text (9.10.3)."""
    lines = [f"<{code:0{digits}x}> <{said.encode('utf-16-be').hex()}>" for code, said in sorted(texts.items())]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<{'0' * digits}> <{'f' * digits}>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode("ascii")
