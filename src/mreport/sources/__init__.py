"""Sources: each kind of file is read into a Dataset; a row of `READERS` is one kind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mreport.errors import LimitError, MachineError, Place, SourceError

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from mreport.comparison.records import Dataset

# Bytes; parsing YAML costs a hundred times what reading it does.
MOST_BYTES = 2 * 1024 * 1024
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read(path: str | os.PathLike[str]) -> Dataset:
    """Read a data file (.yaml or .yml, as README says) into a Dataset.

    Raises SourceError with every fault and its place, LimitError (`file-too-large`), MachineError
    (`source-unreadable`).
    """
    file = Path(path)
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        if file.is_dir():
            raise SourceError("source-is-folder", Place(str(path)))
        raise SourceError("source-suffix", Place(str(path)), suffix=file.suffix, known=sorted(READERS))
    return reader(_bytes(file), str(path))


def _bytes(file: Path) -> bytes:
    """What the file holds, if it is a file and within the limit."""
    place = Place(str(file))
    try:
        if file.is_dir():
            raise SourceError("source-is-folder", place)
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)  # a device has no size and no end
        if len(content) > MOST_BYTES:
            size = max(file.stat().st_size, len(content))
            raise LimitError("file-too-large", place, size=size, most=MOST_BYTES)
    except FileNotFoundError:
        raise SourceError("source-missing", place, nearest=_nearest(file)) from None
    except OSError as error:
        raise MachineError("source-unreadable", place, errno=error.errno or 0) from None
    return content


def _nearest(file: Path) -> list[str]:
    """Names of files beside it that look alike."""
    import difflib

    try:
        names = [entry.name for entry in file.parent.iterdir() if entry.suffix.lower() in READERS]
    except OSError:
        return []
    return difflib.get_close_matches(file.name, names, n=1, cutoff=0.6)


def decoded(content: bytes, file: str) -> str:
    """The text of a file: UTF-8 with or without a mark, UTF-16 by its mark; anything else is refused."""
    encoding = "utf-16" if content.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(encoding, "ignore").count("\n") + 1
        raise SourceError("encoding", Place(file, line), byte=f"0x{content[error.start]:02X}") from None
    if "\0" in text:
        raise SourceError("nul", Place(file, text.count("\n", 0, text.index("\0")) + 1))
    return text


def _yaml(content: bytes, file: str) -> Dataset:
    from mreport.sources import datafile, yaml

    return datafile.dataset(*yaml.parse(decoded(content, file), file))


READERS: dict[str, Callable[[bytes, str], Dataset]] = {".yaml": _yaml, ".yml": _yaml}
