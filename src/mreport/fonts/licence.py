"""What may be done with a font: the embedding rights of its table OS/2, and the licence that its names tell.

A font may be changed (made into a cluster font) where its licence is known to be a free one; what is not known is
not changed. Embedding rights are those of the OpenType specification, OS/2, fsType.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_COPYRIGHT, _DESCRIPTION, _LICENCE, _LICENCE_URL = 0, 10, 13, 14
_RESTRICTED, _PRINT, _EDITABLE = 0x2, 0x4, 0x8
_WHOLE, _BITMAPS = 0x100, 0x200
# Phrases of licences under which a font may be changed and embedded; all phrases of a row must be there.
_FREE = (
    ("open font license",),
    ("scripts.sil.org/ofl",),
    ("openfontlicense.org",),
    ("apache license",),
    ("apache.org/licenses",),
    ("public domain",),
    ("creativecommons.org/publicdomain/zero",),
    ("ubuntu font licence",),
    ("mit license",),
    ("bitstream vera", "permission is hereby granted"),
    ("general public license", "special exception", "embed this font"),
)


class Rights(IntEnum):
    """What a font allows: the more, the higher."""

    RESTRICTED = 0  # no embedding
    PRINT = 1  # documents to be read and printed
    EDITABLE = 2  # documents to be edited too
    INSTALLABLE = 3  # all that


def rights(font: TTFont) -> Rights:
    """The embedding rights of a font; of bitmaps alone, which we have no use for, is restricted."""
    kind = font["OS/2"].fsType
    if kind & _BITMAPS:
        return Rights.RESTRICTED
    if kind & _EDITABLE:  # the older versions of the table may set several bits: the freest counts
        return Rights.EDITABLE
    if kind & _PRINT:
        return Rights.PRINT
    return Rights.RESTRICTED if kind & _RESTRICTED else Rights.INSTALLABLE


def whole(font: TTFont) -> bool:
    """Whether a font may be embedded as a whole only."""
    return bool(font["OS/2"].fsType & _WHOLE)


def free(font: TTFont) -> bool:
    """Whether a font may be changed, by a licence that is known."""
    if whole(font) or rights(font) < Rights.EDITABLE:
        return False
    numbers = (_COPYRIGHT, _DESCRIPTION, _LICENCE, _LICENCE_URL)
    text = "\n".join(font["name"].getDebugName(number) or "" for number in numbers).casefold()
    text = " ".join(text.split())
    return any(all(phrase in text for phrase in phrases) for phrases in _FREE)
