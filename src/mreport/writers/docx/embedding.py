"""Embedded fonts: whole faces, obfuscated as ECMA-376 part 4, 14.2.1, has it; the key is a hash, not chance."""

from __future__ import annotations

import hashlib
import uuid
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from mreport import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from docx.document import Document

OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_TABLE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
_HIDDEN_BYTES = 32
_SLOTS = {fonts.REGULAR: "embedRegular", fonts.BOLD: "embedBold"}
# Word's numbers of character sets, by which it looks for another font where it can't use an embedded one.
_CHARACTER_SETS = {fonts.DOCUMENT_FAMILY: "DE"}  # Thai
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def embed(document: Document) -> None:
    """Give a document its font table and the faces that it is written in."""
    package = document.part.package
    entries: list[str] = []
    parts: dict[str, Part] = {}
    for family, faces in groupby(fonts.document_faces(), key=lambda face: face.family):
        slots = []
        for face in faces:
            key, content = _obfuscated(face.file)
            name = f"font{len(parts) + 1}"
            parts[name] = Part(PackURI(f"/word/fonts/{name}.odttf"), OBFUSCATED, content, package)
            slots.append(f'<w:{_SLOTS[face.weight]} r:id="{name}" w:fontKey="{key}"/>')
        entries.append(_entry(family, slots))
    table = Part(PackURI("/word/fontTable.xml"), _TABLE, _table(entries), package)
    for name, part in parts.items():
        table.rels.add_relationship(RELATIONSHIP_TYPE.FONT, part, name)
    document.part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)


def _entry(family: str, slots: Iterable[str]) -> str:
    return (
        f'<w:font w:name="{family}"><w:charset w:val="{_CHARACTER_SETS.get(family, "00")}"/>'
        f'<w:family w:val="swiss"/><w:pitch w:val="variable"/>{"".join(slots)}</w:font>'
    )


def _table(entries: Iterable[str]) -> bytes:
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{declaration}<w:fonts {_NAMESPACES}>{''.join(entries)}</w:fonts>".encode()


@cache
def _obfuscated(file: Path) -> tuple[str, bytes]:
    return obfuscate(file.read_bytes())


def obfuscate(font: bytes) -> tuple[str, bytes]:
    """A font's key as Word writes it, and the font hidden by it; doing it again gives the font back."""
    identifier = uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(font).hexdigest())
    return f"{{{str(identifier).upper()}}}", masked(font, identifier)


def masked(font: bytes, identifier: uuid.UUID) -> bytes:
    """The font with its first 32 bytes XORed with the identifier's, last byte first, twice over."""
    mask = identifier.bytes[::-1] * 2
    head = bytes(byte ^ key for byte, key in zip(font, mask, strict=False))
    return head + font[_HIDDEN_BYTES:]
