"""Files as bytes within their limit, and bytes as text in an encoding that is certain or said."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mreport.errors import LimitError, MachineError, Place, SourceError, UserError
from mreport.sources.nodes import surrogate

if TYPE_CHECKING:
    from collections.abc import Iterable

STANDARD_INPUT = "-"
_PICTURE = re.compile(rb"data:image/(?:png|jpeg)[^\s\"',]{0,1000};base64,[A-Za-z0-9+/=]+")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Names that the web and Windows have for the code page; TIS-620 is the part of it that standards name.
_ALIASES = dict.fromkeys(("windows-874", "tis-620", "tis620", "iso-8859-11"), "cp874")


def content_of(file: str, most: int, known: Iterable[str]) -> bytes:
    """What a file (or standard input) holds, at most so many bytes; `known` suffixes are those that it could be meant.

    Raises LimitError (`source-too-large`), SourceError (`source-is-folder`, `source-missing`), MachineError.
    """
    path, place = Path(file), Place(file)
    if file == STANDARD_INPUT:
        content = sys.stdin.buffer.read(most + 1)
        if len(content) > most:
            raise LimitError("source-too-large", place, size=len(content), most=most)
        return content
    try:
        if path.is_dir():
            raise SourceError("source-is-folder", place)
        with path.open("rb") as stream:
            content = stream.read(most + 1)  # a device has no size and no end
        if len(content) > most:
            raise LimitError("source-too-large", place, size=max(path.stat().st_size, len(content)), most=most)
    except OSError as error:
        raise unreadable(error, file, known) from None
    return content


def without_pictures(content: bytes) -> int:
    """How many bytes a text has beside the pictures that it holds, which have a limit of their own."""
    return len(content) - sum(len(found[0]) for found in _PICTURE.finditer(content))


def home_of(file: str) -> Path | None:
    """The folder that a file lies in; standard input lies in none."""
    return None if file == STANDARD_INPUT else Path(file).parent


def unreadable(error: OSError, file: str, known: Iterable[str]) -> SourceError | MachineError:
    """What the system's refusal to open a file is to its user: `source-missing` or `source-unreadable`."""
    if isinstance(error, FileNotFoundError):
        return SourceError("source-missing", Place(file), nearest=_nearest(Path(file), known))
    return MachineError("source-unreadable", Place(file), errno=error.errno or 0)


def _nearest(file: Path, known: Iterable[str]) -> list[str]:
    """Names of files beside it that look alike."""
    import difflib

    suffixes = set(known)
    try:
        names = [entry.name for entry in file.parent.iterdir() if entry.suffix.lower() in suffixes]
    except OSError:
        return []
    return difflib.get_close_matches(file.name, names, n=1, cutoff=0.6)


def text_of_table(content: bytes, file: str, encoding: str | None) -> str:
    """The text of a plain table; where nothing is said and it is not Unicode, the refusal names the option."""
    return decoded(content, file, encoding, hint="encoding-table")


def decoded(content: bytes, file: str, encoding: str | None = None, *, hint: str = "encoding") -> str:
    """The text of a file: UTF-8 with or without a mark, UTF-16 by its mark, or what is said; else it is refused.

    `hint` is the code of the refusal where nothing is said.
    """
    marked = "utf-16" if content.startswith(_UTF16_MARKS) else "utf-8-sig"
    chosen = _ALIASES.get(encoding.lower(), encoding) if encoding else marked
    try:
        text = content.decode(chosen).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(chosen, "ignore").count("\n") + 1
        fields = {"byte": f"0x{content[error.start]:02X}"} | ({"encoding": encoding} if encoding else {})
        raise SourceError("encoding-other" if encoding else hint, Place(file, line), **fields) from None
    except (LookupError, ValueError):
        raise UserError("encoding-unknown", encoding=encoding) from None
    if "\0" in text:
        raise SourceError("nul", Place(file, text.count("\n", 0, text.index("\0")) + 1))
    if encoding and (half := surrogate(text)):  # some of Python's own encodings have escapes
        raise SourceError("surrogate", Place(file), character=half)
    return text
