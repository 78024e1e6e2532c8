"""PDF: the data file that a report carries, found by its name; pages are not read."""

from __future__ import annotations

import logging
import re
import zlib
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from mreport.errors import LimitError, Place, SourceError
from mreport.sources.inside import FILE_NAME, MOST_UNPACKED, within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PIECE = 4096  # bytes that unpack to 4 MiB at most


def carried(content: bytes, file: str, most: int = MOST_UNPACKED) -> bytes:
    """The data file in a PDF.

    Raises SourceError: `pdf-broken`, `source-encrypted`, `no-source-inside`; LimitError (`unpacked-too-large`).
    """
    from pypdf import PdfReader
    from pypdf.errors import LimitReachedError

    place = Place(file)
    _measure(content, place, most)
    try:
        with _silent():
            reader = PdfReader(BytesIO(content))
            encrypted = reader.is_encrypted
            found = None if encrypted else _attachment(reader)
    except LimitReachedError:
        raise LimitError("unpacked-too-large", place, most=most) from None
    except Exception:  # noqa: BLE001  pypdf says that broken files may end in any
        raise SourceError("pdf-broken", place) from None
    if encrypted:
        raise SourceError("source-encrypted", place)
    if found is None:
        raise SourceError("no-source-inside", place)
    return within(found, file)


def _attachment(reader: PdfReader) -> bytes | None:
    """The file of our name; of several of them the first."""
    return next((entry.content for entry in reader.attachment_list if entry.name == FILE_NAME), None)


def _measure(content: bytes, place: Place, most: int) -> None:
    """Refuse a file whose compressed streams make more than the limit, before any of them is kept."""
    total, view = 0, memoryview(content)
    for stream in _STREAM.finditer(content):
        decompressor = zlib.decompressobj()
        for start in range(stream.end(), len(content), _PIECE):
            try:
                total += len(decompressor.decompress(view[start : start + _PIECE]))
            except zlib.error:
                break
            if total > most:
                raise LimitError("unpacked-too-large", place, most=most)
            if decompressor.eof:
                break


@contextmanager
def _silent() -> Iterator[None]:
    """Keep what pypdf says of a file out of the log: it is an error of ours, or no matter."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
