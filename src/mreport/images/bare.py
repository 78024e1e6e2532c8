"""Files of pictures without what was written beside the picture: comments, EXIF, thumbnails, whatever follows its end.

ISO/IEC 10918-1, annex B (JPEG); ISO/IEC 15948, clauses 5 and 11 (PNG). The picture itself stays as it was compressed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Markers of a JPEG behind which applications write (JFIF's own and Adobe's colour transform stay), and of comments.
_APART = frozenset((*range(0xE1, 0xEE), 0xEF, 0xFE))
_END = 0xD9
# A marker; within the dots of a picture a byte FF has a 00 or the number of a restart behind it.
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SHOWN = frozenset((b"IHDR", b"IDAT", b"IEND"))
_HEADER = slice(16, 29)  # of a PNG: what IHDR holds
_DEPTH = 8  # bits to the sample
_MODES = {0: "L", 2: "RGB", 6: "RGBA"}  # by the type of colour


def jpeg(content: bytes) -> bytes:
    """A JPEG that can be decoded, without its comments and applications' segments, and nothing behind its end."""
    kept, position = [content[:2]], 2
    while found := _MARKER.search(content, position):
        kept.append(content[position : found.start()])
        marker, start = content[found.end() - 1], found.end()
        if marker == _END:
            break
        position = start + int.from_bytes(content[start : start + 2], "big")
        if marker not in _APART:
            kept.append(b"\xff" + content[start - 1 : position])
    return b"".join([*kept, b"\xff\xd9"])


def png(content: bytes) -> bytes | None:
    """A PNG that can be decoded, of nothing but its dots; None where they are not 8 bits each, row by row, as shown."""
    header = content[_HEADER]
    depth, colour, interlaced = header[8], header[9], header[12]
    if depth != _DEPTH or colour not in _MODES or interlaced:
        return None
    kept = [SIGNATURE]
    for name, chunk in _chunks(content):
        if name == b"tRNS":
            return None
        if name in _SHOWN:
            kept.append(chunk)
    return b"".join(kept)


def dots(content: bytes) -> bytes:
    """The dots of a PNG as they were compressed, which is what PDF takes."""
    return b"".join([chunk[8:-4] for name, chunk in _chunks(content) if name == b"IDAT"])


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG up to its end, each with its name."""
    position, name = len(SIGNATURE), b""
    while position < len(content) and name != b"IEND":
        end = position + 12 + int.from_bytes(content[position : position + 4], "big")
        name = content[position + 4 : position + 8]
        yield name, content[position:end]
        position = end
