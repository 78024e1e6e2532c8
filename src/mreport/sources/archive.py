"""Zip archives of spreadsheets, held before anything is unpacked: names, sizes, locks, macros, outside parts, XML."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from mreport.errors import LimitError, Place, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mreport.limits import Limits

_COMPOUND = b"\xd0\xcf\x11\xe0"  # a locked document, or one in Microsoft's old formats
_ENCRYPTED = 1  # the flag of a zip's member
_MOST_MEMBERS = 10_000
_PIECE = 1 << 16
BROKEN = (BadZipFile, zlib_error, expat.ExpatError, EOFError, NotImplementedError, OSError, ValueError, KeyError)


@contextmanager
def opened(content: bytes, file: str, limits: Limits) -> Iterator[ZipFile]:
    """The archive of a spreadsheet, whose members have safe names, no lock, and are no more than the limit.

    Raises SourceError: `source-encrypted`, `spreadsheet-broken`, `member-name`, `member-twice`; LimitError
    (`unpacked-too-large`).
    """
    place = Place(file)
    if content.startswith(_COMPOUND):
        raise SourceError("source-encrypted", place)
    try:
        archive = ZipFile(BytesIO(content))
    except BROKEN:
        raise SourceError("spreadsheet-broken", place) from None
    with archive:
        _hold(archive, place, limits)
        yield archive


def _hold(archive: ZipFile, place: Place, limits: Limits) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked or len(members) > _MOST_MEMBERS:
        raise LimitError("unpacked-too-large", place, most=limits.unpacked)
    seen: set[str] = set()
    for member in members:
        name = member.filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
            raise SourceError("member-name", place, member=name)
        if name.lower() in seen:  # spreadsheets take names in any case for one
            raise SourceError("member-twice", place, member=name)
        seen.add(name.lower())
        if member.flag_bits & _ENCRYPTED:
            raise SourceError("source-encrypted", place)


def hold_xml(archive: ZipFile, name: str, place: Place, limits: Limits) -> None:
    """Refuse an XML member that declares a document type, or that is nested deeper than the limit.

    Raises SourceError (`xml-doctype`, `spreadsheet-broken`), LimitError (`too-deep`).
    """
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.depth:
            raise LimitError("too-deep", place, most=limits.depth)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = safe_parser(place)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parsed(parser, archive, name, place)


def safe_parser(place: Place) -> expat.XMLParserType:
    """A parser that refuses document types, and with them every entity of the document's own."""

    def refuse(*_declared: object) -> None:
        raise SourceError("xml-doctype", place)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    return parser


def parsed(parser: expat.XMLParserType, archive: ZipFile, name: str, place: Place) -> None:
    """Feed a member of an archive to a parser. SourceError: `spreadsheet-broken`."""
    try:
        with archive.open(name) as stream:
            while piece := stream.read(_PIECE):
                parser.Parse(piece, False)  # noqa: FBT003  expat's own signature
        parser.Parse(b"", True)  # noqa: FBT003
    except BROKEN:
        raise SourceError("spreadsheet-broken", place) from None
