"""Widths and glyphs of texts by HarfBuzz: each distinct unit is shaped once for each weight in a process."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb

from mreport.fonts import BUNDLED
from mreport.thai import clusters
from mreport.writers.pdf.composites import Composites, shaped
from mreport.writers.pdf.macros import Macros

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mreport.fonts import Face, Fontset
    from mreport.writers.pdf.composites import Placed
    from mreport.writers.pdf.macros import Macro

_MOST_GLYPHS = 65536
_REMEMBERED = 1 << 12  # units, which are words; those of numbers seldom come again
_EM = 1000  # PDF's units to the em
_SPACE = " \u00a0\t\n\u200b"
_INVISIBLE = frozenset("\u200b\u2060\ufeff\u00ad")


class Typeface:
    """A font file: its shaper, its vertical extents in em, and what is known of its glyphs by now.

    A font that the user brings is shaped as it came; where a cluster font was made of it, the glyphs of a cluster are
    then taken for the one that has them all, so that kerning and forms between clusters stay its own.
    """

    def __init__(self, face: Face) -> None:
        self.face = face
        self.family = face.family
        self.weight = face.weight
        self.embedded = hb.Face(hb.Blob.from_file_path(str(face.file)))
        self._embedded = hb.Font(self.embedded)
        self.font = hb.Font(hb.Face(hb.Blob.from_file_path(str(face.plain)))) if face.plain else self._embedded
        self._scale = _EM / self.embedded.upem
        self.glyphs: int = self.embedded.glyph_count
        extents = self.font.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.embedded.upem
        self.descent: float = -extents.descender / self.embedded.upem
        self.widths: dict[int, int] = {}
        self._composites = Composites(self.font, face.texts, face.first) if face.texts else None
        self._macros = Macros(self, face.texts) if face.texts and not face.plain else None

    def has(self, character: str) -> bool:
        """Whether the font has a glyph of its own for a character."""
        return self.font.get_nominal_glyph(ord(character)) is not None

    def shape(self, text: str) -> Iterator[Run]:
        """The glyphs of a text, as bodies of PDF strings with adjustments."""
        placed = shaped(self.font, text)
        if self._composites and self._macros:
            for cluster, parts in self._composites.found(text, placed):
                if cluster:
                    yield self._macro_run(cluster, parts)
                elif parts:
                    yield self._run(text, parts, _end(text, placed, parts))
            return
        yield self._run(text, self._composites.joined(text, placed) if self._composites else placed, len(text))

    def _macro_run(self, text: str, parts: Sequence[Placed]) -> Run:
        """A cluster as one glyph of a Type 3 font."""
        if not (self._composites and self._macros):
            raise LookupError(text)
        alone = self._composites.alone(text)
        font, code = self._macros.of(text, alone, self._scale)
        wanted = sum(part.onward for part in parts) * self._scale
        moved = ((parts[0].across - alone[0].across) * self._scale, (parts[0].up - alone[0].up) * self._scale)
        body = _placed(f"{code:02x}", *moved, font.widths[code] - wanted)
        return Run(font, body, wanted / _EM, {code: text}, ())

    def _run(self, text: str, placed: Sequence[Placed], end: int) -> Run:
        """Glyphs in a row, whose text ends there."""
        starts = [one.start for one in placed] + [end]
        body: list[str] = []
        texts: dict[int, str] = {}
        advance, missing = 0.0, list[tuple[float, float]]()
        for index, (number, start, across, up, onward) in enumerate(placed):
            glyph = number or self._missing(text[start])
            natural = self.width(number)
            self.widths[glyph] = natural
            wanted = onward * self._scale
            texts.setdefault(glyph, text[start : starts[index + 1]])
            if not number:
                missing.append((advance / _EM, wanted / _EM))
            body.append(_placed(f"{glyph:04x}", across * self._scale, up * self._scale, natural - wanted))
            advance += wanted
        return Run(self, "".join(body), advance / _EM, texts, tuple(missing))

    def _missing(self, character: str) -> int:
        """A number that no glyph has, for a character that the font lacks: drawn as its box, read as itself."""
        return self.glyphs + ord(character) % (_MOST_GLYPHS - self.glyphs)

    def width(self, glyph: int) -> int:
        """A glyph's width as the PDF will state it, in thousandths of an em."""
        width = self.widths.get(glyph)
        if width is None:
            width = self.widths[glyph] = round(self._embedded.get_glyph_h_advance(glyph) * self._scale)
        return width


def _end(text: str, placed: Sequence[Placed], parts: Sequence[Placed]) -> int:
    """Where the text of a stretch of glyphs ends: where that of the next glyph starts."""
    return next((one.start for one in placed if one.start > parts[-1].start), len(text))


def _placed(glyph: str, offset: float, rise: float, kerning: float) -> str:
    """A glyph in a hexadecimal string that is open before and after it; shifts close the string for a while."""
    before = f">{-offset:.1f}<" if offset else ""
    if rise:  # no cluster of the bundled font needs it; a mark that the font does not know may
        before = f">] TJ {rise / _EM:.3f} Ts [{-offset:.1f}<" if offset else f">] TJ {rise / _EM:.3f} Ts [<"
    after = f">{offset + kerning:.1f}<" if abs(offset + kerning) > 0.05 else ""  # noqa: PLR2004  half a tenth
    if rise:
        after = f">] TJ 0 Ts [{offset + kerning:.1f}<"
    return f"{before}{glyph}{after}"


class Run(NamedTuple):
    """Glyphs of one typeface: the body of their string, their advance in em, the text of each glyph.

    `missing` holds where characters stand that the font lacks: start and width in em.
    """

    typeface: Typeface | Macro
    body: str
    advance: float
    texts: dict[int, str]
    missing: tuple[tuple[float, float], ...]


class Shape:
    """A shaped unit: its text and runs, its advance in em, and the advance without the white space at its end."""

    __slots__ = ("runs", "text", "trimmed", "width")

    def __init__(self, text: str, runs: tuple[Run, ...], width: float, trimmed: float) -> None:
        self.text = text
        self.runs = runs
        self.width = width
        self.trimmed = trimmed

    @property
    def missing(self) -> Iterator[tuple[float, float]]:
        """Where characters stand that no font has: start and width in em."""
        before = 0.0
        for run in self.runs:
            yield from ((before + start, width) for start, width in run.missing)
            before += run.advance


@cache
def typefaces(weight: int, fonts: Fontset = BUNDLED) -> tuple[Typeface, ...]:
    """The faces of paper for a weight, in the order in which a character is looked for."""
    return tuple(_typeface(face) for face in fonts.pdf_faces() if face.weight == weight)


@cache
def _typeface(face: Face) -> Typeface:
    return Typeface(face)


@lru_cache(maxsize=_REMEMBERED)
def shape(text: str, weight: int, fonts: Fontset = BUNDLED) -> Shape:
    """A unit of text, shaped in the paper's fonts; a character that none has is drawn as the first one's box."""
    parts = by_typeface(text, weight, fonts)
    runs = tuple(run for typeface, part in parts for run in typeface.shape(part))
    width = sum(run.advance for run in runs)
    stripped = text.rstrip(_SPACE)
    trimmed = width if len(stripped) == len(text) else shape(stripped, weight, fonts).width if stripped else 0.0
    return Shape(text, runs, width, trimmed)


def by_typeface(text: str, weight: int, fonts: Fontset) -> Iterator[tuple[Typeface, str]]:
    """The stretches of a text that one typeface can draw; marks stay with their base."""
    faces = typefaces(weight, fonts)
    text = "".join(character for character in text if character not in _INVISIBLE)
    parts = text if fonts.own is None else clusters(text)  # of the bundled fonts, one has all of Thai
    current, start, index = faces[0], 0, 0
    for part in parts:
        if current is not faces[0] or not (part.isascii() or part in _SPACE) or fonts.own is not None:
            chosen = _chosen(part, faces)
            if chosen is not current:
                if index > start:
                    yield current, text[start:index]
                current, start = chosen, index
        index += len(part)
    if start < len(text):
        yield current, text[start:]


def _chosen(part: str, faces: tuple[Typeface, ...]) -> Typeface:
    """The first face that has all of a cluster, else the first that has its base, else the first."""
    for letters in dict.fromkeys((part, part[:1])):
        for face in faces:
            if all(face.has(letter) or letter in _SPACE for letter in letters):
                return face
    return faces[0]
