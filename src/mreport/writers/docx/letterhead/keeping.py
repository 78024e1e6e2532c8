"""What a letterhead had stays as it was: parts that nothing was put into, byte by byte; the rest element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.oxml import serialize_part_xml
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from docx.opc.part import Part

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def content(part: Part, kept: Mapping[str, bytes]) -> bytes:
    """A part's bytes: those that it had, if nothing in it has changed."""
    now: bytes = part.blob
    before = kept.get(part.partname.membername)
    if before is not None and isinstance(part, XmlPart) and serialize_part_xml(parse_xml(before)) == now:
        return before
    return now


def relationships(now: bytes, before: bytes | None) -> bytes:
    """The relationships of a part: those that it had as they were, without what went, and what came at the end."""
    if before is None:
        return now
    old, new = etree.fromstring(before), etree.fromstring(now)
    known = {entry.get("Id") for entry in old}
    wanted = {entry.get("Id") for entry in new}
    if known == wanted:
        return before
    for entry in list(old):
        if entry.get("Id") not in wanted:
            old.remove(entry)
    old.extend([entry for entry in new if entry.get("Id") not in known])
    return _written(old)


def types(before: bytes, parts: Iterable[Part], names: Iterable[str]) -> bytes:
    """The content types: those that there were, without parts that went, and those of the parts that came."""
    root = etree.fromstring(before)
    there = {f"/{name}" for name in names}
    changed = False
    for entry in list(root):
        if entry.get("PartName", next(iter(there))) not in there:
            root.remove(entry)
            changed = True
    known = {entry.get("PartName") for entry in root}
    defaults = {entry.get("Extension", "").lower(): entry.get("ContentType") for entry in root}
    for part in sorted(parts, key=lambda part: str(part.partname)):
        if part.partname not in known and defaults.get(part.partname.ext.lower()) != part.content_type:
            etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=str(part.partname), ContentType=part.content_type)
            changed = True
    return _written(root) if changed else before


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, encoding="UTF-8", standalone=True)
    return written
