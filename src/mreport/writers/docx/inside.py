"""The source inside a DOCX: a custom XML part (ECMA-376 part 1, 15.2.5 and 15.2.6), which Word keeps as it is."""

from __future__ import annotations

import hashlib
import uuid
from itertools import count
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from mreport.sources.inside import NAMESPACE
from mreport.writers.docx.packing import Packed, pack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from docx.document import Document

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


class Carried(Part):
    """The part of a data file, which is packed already: of a long table it may be longer than all else."""

    def __init__(self, name: str, package: Any, packed: Packed) -> None:
        super().__init__(PackURI(f"/customXml/{name}.xml"), "application/xml", b"", package)
        self.packed = packed


def carry(document: Document, pieces: Iterable[str]) -> None:
    """Give a document a data file to carry; the part's identifier comes from the text, not from chance."""
    digest = hashlib.sha1(uuid.NAMESPACE_OID.bytes, usedforsecurity=False)  # of `uuid5`

    def chunks() -> Iterator[bytes]:
        yield f'{_DECLARATION}<comparison xmlns="{NAMESPACE}">'.encode()
        for piece in pieces:
            digest.update(piece.encode())
            yield escape(piece).encode()
        yield b"</comparison>"

    packed = pack(chunks())
    identifier = f"{{{str(uuid.UUID(bytes=digest.digest()[:16], version=5)).upper()}}}"
    package = document.part.package
    there = {part.partname for part in package.iter_parts()}
    free = next(at for at in count(1) if not {f"/customXml/{name}{at}.xml" for name in ("item", "itemProps")} & there)
    item = Carried(f"item{free}", package, packed)
    properties = _part(
        document,
        f"itemProps{free}",
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        f'<ds:datastoreItem xmlns:ds="{_PROPERTIES}" ds:itemID="{identifier}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>',
    )
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def _part(document: Document, name: str, kind: str, xml: str) -> Part:
    return Part(PackURI(f"/customXml/{name}.xml"), kind, (_DECLARATION + xml).encode(), document.part.package)
