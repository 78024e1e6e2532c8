"""Font files as users bring them, as single faces with one weight: out of collections, WOFF and variable fonts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont, TTLibError

from mreport.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

BOLD_FROM = 600  # the least weight that stands for bold
REGULAR, BOLD = 400, 700
MOST_FACES = 32
MOST_UNPACKED = 64 * 1024 * 1024
_FAMILY, _STYLE, _TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_STYLE = 1, 2, 16, 17
_LONGEST_NAME = 100
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "post", "OS/2")
_UNSAFE = frozenset("\"'\\<>&{};")
_WOFF, _WOFF2, _COLLECTION = b"wOFF", b"wOF2", b"ttcf"


@dataclass(frozen=True, slots=True)
class Single:
    """One face: the file that it is in (by position), its bytes as a plain font, its names, its weight."""

    file: int
    data: bytes
    family: str
    style: str
    weight: int
    slanted: bool


def faces(data: bytes, file: int) -> list[Single]:
    """The faces in a font file: one, those of a collection, or regular and bold of a variable font.

    Raises UserError (`font-unreadable`, with the `problem`).
    """
    try:
        return [face for font, plain in _fonts(data) for face in _weights(font, plain, file)]
    except UserError:
        raise
    except Exception as error:  # damaged data make fontTools raise whatever they please
        raise UserError("font-unreadable", problem=type(error).__name__) from error


def _fonts(data: bytes) -> Iterator[tuple[TTFont, bytes]]:
    """Each font of a file, and its bytes as a plain font."""
    kind = data[:4]
    if kind in (_WOFF, _WOFF2) and int.from_bytes(data[16:20], "big") > MOST_UNPACKED:
        raise UserError("font-unreadable", problem=f"> {MOST_UNPACKED} bytes")
    if kind == _COLLECTION:
        count = int.from_bytes(data[8:12], "big")
        for number in range(min(count, MOST_FACES)):
            font = TTFont(BytesIO(data), fontNumber=number, recalcTimestamp=False)
            yield font, _saved(font)
        return
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    if kind in (_WOFF, _WOFF2):
        font.flavor = None
        data = _saved(font)
        font = TTFont(BytesIO(data), recalcTimestamp=False)
    yield font, data


def _weights(font: TTFont, plain: bytes, file: int) -> Iterator[Single]:
    missing = [tag for tag in _NEEDED if tag not in font]
    if missing:
        raise UserError("font-unreadable", problem=" ".join(missing))
    if "fvar" in font:
        yield from _instances(font, plain, file)
        return
    if not {"glyf", "CFF ", "CFF2"} & {*font.keys()}:
        raise UserError("font-unreadable", problem="glyf")
    yield _single(font, plain, file, font["OS/2"].usWeightClass)


def _instances(font: TTFont, plain: bytes, file: int) -> Iterator[Single]:
    """Regular and bold of a variable font, as far as its axis of weights goes; its other axes stay where they are."""
    from fontTools.varLib.instancer import instantiateVariableFont

    axes = {axis.axisTag: axis for axis in font["fvar"].axes}
    weights = [REGULAR]
    if "wght" in axes:
        least, most = axes["wght"].minValue, axes["wght"].maxValue
        weights = list(dict.fromkeys(min(max(weight, least), most) for weight in (REGULAR, BOLD)))
    for weight in weights:
        place = {tag: axis.defaultValue for tag, axis in axes.items()} | ({"wght": weight} if "wght" in axes else {})
        made = instantiateVariableFont(TTFont(BytesIO(plain), recalcTimestamp=False), place)
        yield _single(made, _saved(made), file, round(weight))


def _single(font: TTFont, plain: bytes, file: int, weight: int) -> Single:
    bold = bool(font["OS/2"].fsSelection & 0x20) or bool(font["head"].macStyle & 0x1)
    slanted = bool(font["OS/2"].fsSelection & 0x1) or bool(font["head"].macStyle & 0x2)
    if bold and weight < BOLD_FROM:  # old fonts say it in one place only
        weight = BOLD
    family = _name(font, _TYPOGRAPHIC_FAMILY) or _name(font, _FAMILY) or "Font"
    style = _name(font, _TYPOGRAPHIC_STYLE) or _name(font, _STYLE) or str(weight)
    return Single(file, plain, family, style, weight, slanted)


def _name(font: TTFont, number: int) -> str:
    """A name of the font, without what a style sheet or a document could take for anything else."""
    text = font["name"].getDebugName(number) or ""
    kept = (letter for letter in text if letter not in _UNSAFE and unicodedata.category(letter)[0] != "C")
    return " ".join("".join(kept).split())[:_LONGEST_NAME]


def _saved(font: TTFont) -> bytes:
    """A font's bytes. Raises TTLibError where its tables can't be read."""
    out = BytesIO()
    try:
        font.save(out)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise TTLibError(str(error)) from error
    return out.getvalue()
