"""Widths of a table's columns, in whole twips: so that no word of a label or a name is cut, and else even."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mreport import fonts
from mreport.writers.docx.units import points, twips

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from uharfbuzz import Font

    from mreport.layout import Layout

_MOST = 0.45  # of the table, for labels
_LEAST_SHARE = 0.6  # of an even share, for columns whose neighbours need more
_SPARE = 1.02  # programs round each letter's width in their own way


def widths(layout: Layout, width: int, names: Sequence[str], labels: Iterable[str] = ()) -> list[int]:
    """Widths of the columns with these names that take `width` together.

    With labels, the first column is theirs: as wide as the layout says, or as their longest word asks. The others are
    even, unless the longest word of a name asks for more than its share.
    """
    texts = dict.fromkeys(labels)
    label = [_label(layout, width, texts)] if texts and len(names) > 1 else []
    left, shares = width - sum(label), names[len(label) :]
    around = points(2 * layout.padding_x)
    even = left / len(shares)
    needed = [_asked(name, layout.size, even / 20 - around, around) for name in shares]
    return [*label, *_shared(left, needed)]


def _shared(width: int, needed: Sequence[int]) -> list[int]:
    """A width in shares: even where it can be, else what is needed and the rest even; whole twips that fill it."""
    even = width // len(needed)
    wide = {index: need for index, need in enumerate(needed) if need > even}
    rest, others = width - sum(wide.values()), len(needed) - len(wide)
    least = max([round(even * _LEAST_SHARE), *(need for need in needed if need <= even)])
    if not others or rest // others < least:  # none could have what it needs without taking too much of the others
        wide, rest, others = {}, width, len(needed)
    size, longer = divmod(rest, others)
    evenly = (size + (index < longer) for index in range(others))
    return [wide[index] if index in wide else next(evenly) for index in range(len(needed))]


def _label(layout: Layout, width: int, texts: Iterable[str]) -> int:
    around = points(2 * layout.padding_x + layout.bar)
    room = points(layout.label_width) - around
    needed = max(_asked(text, layout.size, room, around) for text in texts)
    return max(twips(layout.label_width), min(needed, round(width * _MOST)))


def _asked(text: str, size: float, room: float, around: float) -> int:
    """The width in twips that the longest word of a text asks for, with what is around it; 0 where all of it fits."""
    longest = _longest(text, size, room)
    return round((longest * _SPARE + around) * 20) if longest else 0


def _longest(text: str, size: float, room: float) -> float:
    """The width in pt of the longest word of a text; 0 where the whole of it fits."""
    if not text or measured(text, size) <= room:
        return 0.0
    from mreport import breaks

    return max(measured(unit.rstrip(), size) for unit in breaks.units(text))


def measured(text: str, size: float) -> float:
    """The width of a bold text in the document's font, in pt; a letter that the font lacks is as wide as a digit."""
    return sum(map(_advance, text)) * size


@cache
def _advance(character: str) -> float:
    """How far a letter goes, in em."""
    font, em = _bold()
    glyph = font.get_nominal_glyph(ord(character)) or font.get_nominal_glyph(ord("0"))
    return float(font.get_glyph_h_advance(glyph)) / em


@cache
def _bold() -> tuple[Font, int]:
    """The document's bold face as HarfBuzz has it, and its units to the em."""
    import uharfbuzz as hb

    wanted = (fonts.DOCUMENT_FAMILY, fonts.BOLD)
    file = next(face.file for face in fonts.document_faces() if (face.family, face.weight) == wanted)
    face = hb.Face(hb.Blob.from_file_path(str(file)))
    return hb.Font(face), face.upem
