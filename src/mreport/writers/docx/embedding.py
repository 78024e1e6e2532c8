"""Embedded fonts: whole faces, obfuscated as ECMA-376 part 4, 14.2.1, has it; the key is a hash, not chance."""

from __future__ import annotations

import hashlib
import uuid
from functools import cache, lru_cache
from itertools import count
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml import etree

from mreport import fonts
from mreport.writers.docx.subsetting import subset

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docx.document import Document

    from mreport.fonts import Fontset
    from mreport.writers.docx.edition import EmbedFonts

OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_TABLE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
_HIDDEN_BYTES = 32
_NAME = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}name"
# The settings that stand before `w:embedTrueTypeFonts` in the schema.
_BEFORE_EMBEDDING = frozenset(
    (
        *("writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime", "printFormsData"),
        *("doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText"),
        "printFractionalCharacterWidth",
    )
)
_SLOTS = {fonts.REGULAR: "embedRegular", fonts.BOLD: "embedBold"}
# Word's numbers of character sets, by which it looks for another font where it can't use an embedded one.
_THAI_SET = "DE"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def embed(
    document: Document,
    text: str,
    choice: EmbedFonts = "full",
    families: Sequence[str] = fonts.DOCUMENT_FAMILIES,
    fontset: Fontset = fonts.BUNDLED,
) -> None:
    """Give a document the entries of families in its font table, and their faces: whole, for a text, or none."""
    package = document.part.package
    there = {str(part.partname) for part in package.iter_parts()}
    free = (number for number in count(1) if f"/word/fonts/font{number}.odttf" not in there)
    entries: list[str] = []
    parts: dict[str, Part] = {}
    for family in families:
        slots = []
        for face in (face for face in fontset.document_faces() if face.family == family and choice != "none"):
            whole = choice == "full" or _is_whole(face, fontset)
            key, content = _obfuscated(face.file) if whole else obfuscate(subset(face.file, text))
            name = f"font{next(free)}"
            parts[name] = Part(PackURI(f"/word/fonts/{name}.odttf"), OBFUSCATED, content, package)
            slots.append(f'<w:{_SLOTS[face.weight]} r:id="{name}" w:fontKey="{key}"/>')
        entries.append(
            _entry(family, slots, _THAI_SET if family in (fontset.thai_family, fonts.DOCUMENT_FAMILY) else "00")
        )
    table = _font_table(document, entries)
    for name, part in parts.items():
        table.rels.add_relationship(RELATIONSHIP_TYPE.FONT, part, name)
    if choice == "none":
        return
    settings = document.settings.element
    if settings.find("w:embedTrueTypeFonts", settings.nsmap) is None:
        before = [child for child in settings if etree.QName(child).localname in _BEFORE_EMBEDDING]
        element = parse_xml(f"<w:embedTrueTypeFonts {_NAMESPACES}/>")
        settings.insert(settings.index(before[-1]) + 1 if before else 0, element)


def _font_table(document: Document, entries: Sequence[str]) -> Part:
    """The document's font table with these entries added; a family that it has already stays as it is."""
    for relationship in document.part.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
            part: Part = relationship.target_part
            root = etree.fromstring(part.blob)
            known = {font.get(_NAME) for font in root}
            added = [*etree.fromstring(_table(entries))]
            for entry in added:
                for same in [font for font in root if font.get(_NAME) == entry.get(_NAME)]:
                    root.replace(same, entry)
                if entry.get(_NAME) not in known:
                    root.append(entry)
            part._blob = etree.tostring(root, encoding="UTF-8", standalone=True)  # noqa: SLF001  no other way
            return part
    table = Part(PackURI("/word/fontTable.xml"), _TABLE, _table(entries), document.part.package)
    document.part.relate_to(table, RELATIONSHIP_TYPE.FONT_TABLE)
    return table


def _is_whole(face: fonts.Face, fontset: Fontset) -> bool:
    """Whether a face may not be put in as a part of it."""
    return any(family.whole and face in family.plain for family in fontset.brought)


def _entry(family: str, slots: Iterable[str], characters: str) -> str:
    return (
        f'<w:font w:name="{family}"><w:charset w:val="{characters}"/>'
        f'<w:family w:val="swiss"/><w:pitch w:val="variable"/>{"".join(slots)}</w:font>'
    )


def _table(entries: Iterable[str]) -> bytes:
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{declaration}<w:fonts {_NAMESPACES}>{''.join(entries)}</w:fonts>".encode()


@cache
def _obfuscated(file: Path) -> tuple[str, bytes]:
    return obfuscate(file.read_bytes())


@lru_cache(maxsize=16)  # of parts of fonts, which reports that need the same letters have in common
def obfuscate(font: bytes) -> tuple[str, bytes]:
    """A font's key as Word writes it, and the font hidden by it; doing it again gives the font back."""
    identifier = uuid.uuid5(uuid.NAMESPACE_OID, hashlib.sha256(font).hexdigest())
    return f"{{{str(identifier).upper()}}}", masked(font, identifier)


def masked(font: bytes, identifier: uuid.UUID) -> bytes:
    """The font with its first 32 bytes XORed with the identifier's, last byte first, twice over."""
    mask = identifier.bytes[::-1] * 2
    head = bytes(byte ^ key for byte, key in zip(font, mask, strict=False))
    return head + font[_HIDDEN_BYTES:]
