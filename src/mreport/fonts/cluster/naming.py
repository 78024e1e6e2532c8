"""The names that a derived font carries: its own family, the authors and the licence of its origin."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

COPYRIGHT, FAMILY, STYLE, UNIQUE, FULL, VERSION, POSTSCRIPT = range(7)
DESCRIPTION, LICENCE, LICENCE_URL = 10, 13, 14
KEPT = {COPYRIGHT, VERSION, 8, 9, 11, 12, LICENCE, LICENCE_URL}  # and maker, designer, their addresses
WINDOWS = (3, 1, 0x409)


def rename(font: TTFont, family: str, style: str, description: str) -> None:
    """Give a font a family name of its own in all records; drop all that name it otherwise."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in KEPT]
    postscript = f"{family.replace(' ', '')}-{style}"
    version = (table.getDebugName(VERSION) or "Version 1.000").split(";")[0]
    own = {
        FAMILY: family,
        STYLE: style,
        UNIQUE: f"{version};{postscript}",
        FULL: f"{family} {style}",
        VERSION: version,
        POSTSCRIPT: postscript,
        DESCRIPTION: description,
    }
    for number, text in own.items():
        table.setName(text, number, *WINDOWS)
    table.names.sort(key=lambda record: (record.platformID, record.platEncID, record.langID, record.nameID))
