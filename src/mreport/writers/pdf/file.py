"""A PDF file as it is written: objects numbered as they come, into any stream of bytes (ISO 32000-1, 7.5).

What is added goes out at once or with the next few: the file may be longer than memory. Of an object that was written
its place alone is kept. Numbers may be reserved for what others refer to before it is known.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from array import array
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_LEVEL = 6  # the next three take three times as long for 0.3 % less
# Letters of small objects that are gathered into one stream: more pack no better, and a reader unpacks all for one.
_GATHERED = 1 << 16
_INDIRECT, _WITHIN = 1 << 56, 2 << 56  # kinds of entries of the cross-reference stream
_WIDTHS = "1 5 2"  # bytes of its three fields: kind, place, index; together a number of eight bytes
_FREE = 0xFFFF


class Output(Protocol):
    """Where the bytes go."""

    def write(self, content: bytes, /) -> object:
        """Take bytes."""


class Objects(Protocol):
    """What objects can be added to: a file of ours, or a document of WeasyPrint's."""

    def add(self, content: str) -> int:
        """Add an object that is no stream; returns its number."""

    def stream(self, content: bytes, entries: str = "", *, packed: bool = False) -> int:
        """Add a stream with `entries` in its dictionary, compressed if it is not `packed`; returns its number."""


class File:
    """A file on its way to `out`; `finish` ends it."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._position = 0
        self._digest = hashlib.sha256()
        self._places = array("Q", [_FREE])  # of each object, by its number
        self._numbers: list[int] = []  # of the objects that are gathered
        self._contents: list[str] = []
        self._gathered = 0
        self._put(_HEAD)

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self._places.append(0)
        return len(self._places) - 1

    def add(self, content: str, number: int | None = None) -> int:
        """Write an object that is no stream, in ASCII; returns its number."""
        if number is None:
            number = self.reserve()
        self._numbers.append(number)
        self._contents.append(content)
        self._gathered += len(content)
        if self._gathered >= _GATHERED:
            self._flush()
        return number

    def stream(self, content: bytes, entries: str = "", number: int | None = None, *, packed: bool = False) -> int:
        """Write a stream with `entries` in its dictionary; returns its number. What is `packed` is not compressed."""
        if number is None:
            number = self.reserve()
        if not packed:
            content, entries = zlib.compress(content, _LEVEL), f"{entries}/Filter/FlateDecode"
        self._places[number] = _INDIRECT | self._position << 16
        head = f"{number} 0 obj\n<<{entries}/Length {len(content)}>>stream\n"
        self._put(b"%b%b\nendstream\nendobj\n" % (head.encode("ascii"), content))
        return number

    def finish(self, entries: str) -> None:
        """Write what finds the objects, and the file's name, made of its bytes; `entries` of the trailer: Root, Info.

        Raises LookupError if a number that was reserved has no object.
        """
        self._flush()
        if 0 in self._places:
            raise LookupError(self._places.index(0))
        name = self._digest.hexdigest()[:32]
        start = self._position
        number = self.reserve()
        self._places[number] = _INDIRECT | start << 16
        if sys.byteorder == "little":
            self._places.byteswap()
        size, table = len(self._places), self._places.tobytes()
        self.stream(table, f"/Type/XRef/W[{_WIDTHS}]/Size {size}{entries}/ID[<{name}><{name}>]", number)
        self._put(b"startxref\n%d\n%%%%EOF\n" % start)

    def _flush(self) -> None:
        """Write the objects that are gathered as one stream."""
        if not self._numbers:
            return
        offset, places = 0, []
        holder = self.reserve()
        for index, (number, content) in enumerate(zip(self._numbers, self._contents, strict=True)):
            self._places[number] = _WITHIN | holder << 16 | index
            places.append(f"{number} {offset}")
            offset += len(content) + 1
        head = " ".join(places) + "\n"
        entries = f"/Type/ObjStm/N {len(places)}/First {len(head)}"
        self.stream((head + "\n".join(self._contents)).encode("ascii"), entries, holder)
        self._numbers, self._contents, self._gathered = [], [], 0

    def _put(self, content: bytes) -> None:
        self._out.write(content)
        self._digest.update(content)
        self._position += len(content)


def compressed(pieces: Iterable[bytes]) -> tuple[bytes, int]:
    """What a stream holds, compressed piece by piece, and its length before."""
    packer, size, packed = zlib.compressobj(_LEVEL), 0, []
    for piece in pieces:
        size += len(piece)
        packed.append(packer.compress(piece))
    packed.append(packer.flush())
    return b"".join(packed), size


def text(words: str) -> str:
    """Words as a string of the file (7.9.2.2): in parentheses, or by their UTF-16 where they are not ASCII."""
    if words.isascii():
        for sign, escaped in (("\\", "\\\\"), ("(", "\\("), (")", "\\)"), ("\r", "\\r")):
            words = words.replace(sign, escaped)
        return f"({words})"
    return f"<feff{words.encode('utf-16-be').hex()}>"


def name(words: str) -> str:
    """Words as a name (7.3.5): what is neither letter nor digit becomes a hyphen, which every reader takes."""
    return "/" + "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in words)


def references(numbers: Iterable[int]) -> str:
    """Objects by their numbers, in a row."""
    return " ".join([f"{number} 0 R" for number in numbers])
