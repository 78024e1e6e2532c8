"""The zip around a document's parts: members of one date, and what many documents have in common packed once."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import IO, TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

Stamp = tuple[int, int, int, int, int, int]  # year, month, day, hour, minute, second

_UNIX = 3
_RAW = -15  # zlib's word for a stream as zips have it
_LARGE = 64 * 1024  # bytes from which on a part is kept packed only if it is a font
_FONT = ".odttf"
_MOST_KEPT = 64


class Archive(ZipFile):
    """A zip that is written: the same members give the same bytes."""

    def __init__(self, file: IO[bytes], stamp: Stamp) -> None:
        super().__init__(file, "w")
        self._file = file
        self._stamp = stamp

    def stream(self, name: str, chunks: Iterable[bytes]) -> None:
        """Add a member that is made piece by piece."""
        with self.open(self._member(name), "w") as member:
            for chunk in chunks:
                member.write(chunk)

    def put(self, name: str, content: bytes) -> None:
        """Add a member that is there as a whole; a font, or a small one, is packed once for many archives."""
        if len(content) > _LARGE and not name.endswith(_FONT):
            self.stream(name, [content])
            return
        self.take(name, _packed(content))

    def take(self, name: str, packed: Packed) -> None:
        """Add a member that is packed."""
        member = self._member(name)
        member.CRC, member.file_size, member.compress_size = packed.crc, packed.size, len(packed.content)
        member.header_offset = self.start_dir
        # As `open` does with what it has packed: zipfile has no way of its own to take what is packed already.
        self._file.seek(self.start_dir)
        self._file.write(member.FileHeader(zip64=False) + packed.content)
        self.start_dir = self._file.tell()
        self.filelist.append(member)
        self.NameToInfo[name] = member

    def _member(self, name: str) -> ZipInfo:
        member = ZipInfo(name, self._stamp)
        member.compress_type = ZIP_DEFLATED
        member.create_system = _UNIX
        member.external_attr = 0o644 << 16
        return member


class Packed(NamedTuple):
    """A content as zips have it: packed, the checksum and the number of its bytes before."""

    content: bytes
    crc: int
    size: int


def pack(chunks: Iterable[bytes]) -> Packed:
    """Pack a content piece by piece: into the very bytes that `zipfile` would make of it."""
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, _RAW)
    packed, crc, size = [], 0, 0
    for chunk in chunks:
        packed.append(packer.compress(chunk))
        crc, size = zlib.crc32(chunk, crc), size + len(chunk)
    packed.append(packer.flush())
    return Packed(b"".join(packed), crc, size)


@lru_cache(maxsize=_MOST_KEPT)
def _packed(content: bytes) -> Packed:
    return pack([content])
