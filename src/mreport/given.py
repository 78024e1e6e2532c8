"""Files that users name besides the source, such as a template, a font or a letterhead: read whole, up to a size."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mreport.errors import LimitError, Place, UserError

if TYPE_CHECKING:
    import os


def content(path: str | os.PathLike[str], most: int) -> bytes:
    """The bytes of a file of `most` bytes at the most.

    Raises UserError (`source-missing`, `source-is-folder`, `source-unreadable`), LimitError (`file-too-large`).
    """
    file, place = Path(path), Place(str(path))
    try:
        size = file.stat().st_size
        if size > most:
            raise LimitError("file-too-large", place, size=size, most=most)
        return file.read_bytes()
    except FileNotFoundError:
        raise UserError("source-missing", place) from None
    except IsADirectoryError:
        raise UserError("source-is-folder", place) from None
    except OSError as error:
        raise UserError("source-unreadable", place, errno=error.errno or 0) from None


def text(path: str | os.PathLike[str], most: int) -> str:
    """The text of a file in UTF-8, a byte order mark left out. Raises as `content` does, and UserError (`encoding`)."""
    try:
        return content(path, most).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError("encoding", Place(str(path)), byte=f"0x{error.object[error.start]:02X}") from None
