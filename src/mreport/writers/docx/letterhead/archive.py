"""The letterhead's zip: every member read and checked before anything else looks at it."""

from __future__ import annotations

import posixpath
import re
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from lxml import etree

from mreport.errors import LimitError, Place, UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zipfile import ZipInfo

MOST_UNPACKED = 200 * 1024 * 1024
TYPES = "[Content_Types].xml"
_ENCRYPTED = 1  # the flag of a zip's member
_COMPOUND = b"\xd0\xcf\x11\xe0"  # a document that has a password, or an old .doc
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = re.compile(rb"macroEnabled|vbaProject|vbaData|ms-office\.activeX|controls?/activeX", re.IGNORECASE)
_MACRO_MEMBER = re.compile(r"vbaProject|vbaData|(^|/)activeX/", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_BROKEN = (BadZipFile, zlib_error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)


def members(content: bytes, file: str) -> dict[str, bytes]:
    """The members of a letterhead by name.

    Raises UserError: `letterhead-locked`, `letterhead-not-docx`, `letterhead-broken`, `letterhead-member`,
    `letterhead-macros`, `letterhead-external`; LimitError (`inside-too-large`).
    """
    place = Place(file)
    if content.startswith(_COMPOUND):
        raise UserError("letterhead-locked", place)
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_names(archive.infolist(), place)
            found = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except _BROKEN:
        raise UserError("letterhead-not-docx", place) from None
    _check_kind(found, place)
    for name, member in found.items():
        if name.endswith((".xml", ".rels")):
            _check_xml(name, member, place)
    found[TYPES] = found[TYPES].replace(_TEMPLATE, _DOCUMENT)  # a .dotx makes a .docx
    return found


def _check_names(infos: Iterable[ZipInfo], place: Place) -> None:
    seen: set[str] = set()
    unpacked = 0
    for info in infos:
        name = info.filename
        unpacked += info.file_size
        if info.flag_bits & _ENCRYPTED:
            raise UserError("letterhead-locked", place)
        plain = name.rstrip("/")
        if plain.casefold() in seen or plain != posixpath.normpath(plain) or re.search(r"^\.\.|^/|\\|^\w:|\0", name):
            raise UserError("letterhead-member", place, member=name)
        seen.add(plain.casefold())
    if unpacked > MOST_UNPACKED:
        raise LimitError("inside-too-large", place, most=MOST_UNPACKED)


def _check_kind(found: Mapping[str, bytes], place: Place) -> None:
    """Whether it is a document of Word's, without macros."""
    types = found.get(TYPES)
    if types is None:
        raise UserError("letterhead-not-docx", place)
    for name in found:
        if _MACRO_MEMBER.search(name):
            raise UserError("letterhead-macros", place, part=name)
    if macro := _MACROS.search(types):
        raise UserError("letterhead-macros", place, part=macro[0].decode())
    if _DOCUMENT not in types and _TEMPLATE not in types:
        raise UserError("letterhead-not-docx", place)
    if "_rels/.rels" not in found:
        raise UserError("letterhead-broken", place, part="_rels/.rels")


def _check_xml(name: str, content: bytes, place: Place) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise UserError("letterhead-broken", place, part=name) from None
    if root.getroottree().docinfo.doctype:
        raise UserError("letterhead-broken", place, part=name)
    if name.endswith(".rels"):
        for relationship in root.iter("{*}Relationship"):
            _check_relationship(name, relationship, place)


def _check_relationship(name: str, relationship: etree._Element, place: Place) -> None:
    kind, address = relationship.get("Type", ""), relationship.get("Target", "")
    if kind.startswith("http://purl.oclc.org/ooxml/"):  # "Strict Open XML", which python-docx does not read
        raise UserError("letterhead-not-docx", place)
    if relationship.get("TargetMode") == "External" and not (kind == f"{_OFFICE}/hyperlink" and _harmless(address)):
        raise UserError("letterhead-external", place, part=name, address=address)


def _harmless(address: str) -> bool:
    """Whether a link leads to the web, to a mailbox, to a telephone or to a place in the document itself."""
    try:
        return address.startswith("#") or urlsplit(address).scheme in _SCHEMES
    except ValueError:
        return False
