"""Makes WOFF2 of a font, whole, for pages that carry their fonts inside."""

from __future__ import annotations

from io import BytesIO

from fontTools.ttLib import TTFont


def woff2(data: bytes) -> bytes:
    """The same font as WOFF2; the bytes hold for one release of Brotli, the font inside for all."""
    font = TTFont(BytesIO(data), recalcTimestamp=False)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()
