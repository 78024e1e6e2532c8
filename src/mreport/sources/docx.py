"""DOCX: the data file that a report carries, in the custom XML part of our namespace; the text is not read."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile
from zlib import error as zlib_error

from mreport.errors import LimitError, Place, SourceError
from mreport.sources.inside import MOST_BYTES, MOST_UNPACKED, NAMESPACE, within
from mreport.sources.pictures import MOST_TOGETHER

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = re.compile(r"customXml/item\d+\.xml")
_MAIN = "word/document.xml"
_ENCRYPTED = 1  # the flag of a zip's member
_COMPOUND = b"\xd0\xcf\x11\xe0"  # what Word makes of a document that has a password


def carried(content: bytes, file: str, most: int = MOST_UNPACKED) -> bytes:
    """The data file in a DOCX.

    Raises SourceError: `docx-broken`, `source-encrypted`, `no-source-inside`; LimitError (`unpacked-too-large`).
    """
    place = Place(file)
    if content.startswith(_COMPOUND):
        raise SourceError("source-encrypted", place)
    try:
        for part in _parts(content, place, most):
            if (found := _text(part)) is not None:
                return within(found.encode(), file)
    except (BadZipFile, zlib_error, expat.ExpatError, EOFError, NotImplementedError, OSError, ValueError):
        raise SourceError("docx-broken", place) from None
    raise SourceError("no-source-inside", place)


def _parts(content: bytes, place: Place, most: int) -> Iterator[bytes]:
    """The custom XML parts of a document; their names are numbers that Word may change."""
    with ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > most:
            raise LimitError("unpacked-too-large", place, most=most)
        names = [member.filename for member in members]
        if _MAIN not in names or len(set(names)) < len(names):
            raise BadZipFile
        for member in members:
            if _PART.fullmatch(member.filename):
                if member.flag_bits & _ENCRYPTED:
                    raise SourceError("source-encrypted", place)
                if member.file_size > 2 * MOST_BYTES + 2 * MOST_TOGETHER:  # in XML, & and < take more
                    raise LimitError("inside-too-large", place, most=MOST_BYTES)
                yield archive.read(member)


def _text(part: bytes) -> str | None:
    """The text of a part of ours; None for another one's."""
    parser = expat.ParserCreate(namespace_separator=" ")
    texts: list[str] = []
    names: list[str] = []

    def refuse(*_declared: object) -> None:
        raise ValueError

    parser.StartDoctypeDeclHandler = refuse  # no entities, so no more text than there is
    parser.StartElementHandler = lambda name, _attributes: names.append(name)
    parser.CharacterDataHandler = texts.append
    parser.Parse(part, True)  # noqa: FBT003  expat's own signature
    return "".join(texts) if names == [f"{NAMESPACE} comparison"] else None
