"""A letterhead opened: its document to write into, the members as they were, and where the report goes."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import PartFactory
from lxml import etree

from mreport.errors import Place, UserError
from mreport.resources import folder
from mreport.sources.inside import NAMESPACE
from mreport.writers.docx.letterhead import archive, placing

if TYPE_CHECKING:
    from docx.document import Document

    from mreport.writers.docx.edition import Letterhead
    from mreport.writers.docx.letterhead.placing import Sheet

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BROKEN = (KeyError, ValueError, AttributeError, TypeError, RecursionError, etree.LxmlError)
# What a document of ours can't do without, should the letterhead have none: kind, name, type of the part.
_NEEDED = (
    (RELATIONSHIP_TYPE.STYLES, "word/styles.xml", CONTENT_TYPE.WML_STYLES),
    (RELATIONSHIP_TYPE.SETTINGS, "word/settings.xml", CONTENT_TYPE.WML_SETTINGS),
    (RELATIONSHIP_TYPE.NUMBERING, "word/numbering.xml", CONTENT_TYPE.WML_NUMBERING),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A letterhead's document, its members as they were, the sheet at the place of the report; what it lacked."""

    document: Document
    kept: dict[str, bytes]
    sheet: Sheet
    lacked: frozenset[str]


def opened(letterhead: Letterhead) -> Opened:
    """Open a letterhead and mark the place of the report in it.

    Raises UserError and LimitError as `archive.members` and `placing.mark` do.
    """
    kept = archive.members(letterhead.content, letterhead.file)
    file = BytesIO()
    with ZipFile(file, "w") as plain:
        for name, content in kept.items():
            plain.writestr(name, content)
    try:
        document = docx.Document(file)
        body: Any = document.element.body
    except _BROKEN as error:
        part = str(error.args[0]) if isinstance(error, KeyError) and error.args else "word/document.xml"
        raise UserError("letterhead-broken", Place(letterhead.file), part=part) from None
    if body is None:
        raise UserError("letterhead-broken", Place(letterhead.file), part="word/document.xml")
    _check_roots(document, letterhead.file)
    _drop_data(document, kept)
    lacked = frozenset(name for kind, name, _ in _NEEDED if not _has(document, kind))
    _complete(document)
    _bind_prefixes(document, letterhead.file)
    return Opened(document, kept, placing.mark(document, letterhead.file), lacked)


def _check_roots(document: Document, file: str) -> None:
    """Whether the parts that ours are put into are what their relationships say."""
    roots = {kind: f"{{{_W}}}{Path(name).stem}" for kind, name, _ in _NEEDED}
    for relationship in document.part.rels.values():
        wanted = roots.get(relationship.reltype)
        if wanted and getattr(relationship.target_part, "element", None) is not None:
            part: Any = relationship.target_part
            if part.element.tag != wanted:
                raise UserError("letterhead-broken", Place(file), part=part.partname.membername)


def _has(document: Document, kind: str) -> bool:
    return any(relationship.reltype == kind for relationship in document.part.rels.values())


def _complete(document: Document) -> None:
    """Give a document the parts that it lacks, out of the bundled template."""
    package = document.part.package
    for kind, name, content_type in _NEEDED:
        if not _has(document, kind):
            content = (folder("templates") / "docx" / name).read_bytes()
            free = name if PackURI(f"/{name}") not in {part.partname for part in package.iter_parts()} else f"{name}2"
            part: Any = PartFactory(PackURI(f"/{free}"), content_type, kind, content, package)
            document.part.relate_to(part, kind)
    if not any(rel.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES for rel in package.rels.values()):
        content = (folder("templates") / "docx" / "docProps" / "core.xml").read_bytes()
        uri = PackURI("/docProps/core.xml")
        core: Any = PartFactory(
            uri, CONTENT_TYPE.OPC_CORE_PROPERTIES, RELATIONSHIP_TYPE.CORE_PROPERTIES, content, package
        )
        package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)


def _drop_data(document: Document, kept: dict[str, bytes]) -> None:
    """Drop the data that a letterhead carries which was itself a report: they are not this report's."""
    package = document.part.package
    before = {part.partname for part in package.iter_parts()}
    rels = document.part.rels
    for name, relationship in list(rels.items()):
        if relationship.reltype == RELATIONSHIP_TYPE.CUSTOM_XML and NAMESPACE.encode() in relationship.target_part.blob:
            del rels[name]
    for uri in before - {part.partname for part in package.iter_parts()}:
        kept.pop(uri.membername, None)
        kept.pop(uri.rels_uri.membername, None)


def _bind_prefixes(document: Document, file: str) -> None:
    """See that `w` and `r` mean in the document what they mean in our text."""
    root: Any = document.part.element
    wanted = {"w": _W, "r": _R}
    known = {prefix: root.nsmap.get(prefix) for prefix in wanted}
    if known == wanted:
        return
    if any(known[prefix] not in (None, wanted[prefix]) for prefix in wanted):
        raise UserError("letterhead-broken", Place(file), part="word/document.xml")
    wider = root.getroottree().parser.makeelement(root.tag, dict(root.attrib), {**root.nsmap, **wanted})
    wider.extend(list(root))
    document.part._element = wider  # noqa: SLF001  python-docx has no other way to give a part its root
