"""Sources: each kind of file is read into a Dataset; a row of `DATA_FILES`, `CARRIERS` or `TABLES` is one kind."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mreport.errors import LimitError, MachineError, Place, SourceError, UserError
from mreport.sources.nodes import surrogate
from mreport.sources.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from mreport.comparison.records import Dataset
    from mreport.sources.table import Table

# Bytes; parsing YAML costs a hundred times what reading it does.
MOST_BYTES = 2 * 1024 * 1024
MOST_BYTES_ELSE = 20 * 1024 * 1024
STANDARD_INPUT = "-"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ALIASES = {"windows-874": "cp874"}  # the name that the web has for it


def read(source: Any, reading: Reading | None = None) -> Dataset:
    """Read a file (by its path, or `-` for standard input), or data of Python, into a Dataset.

    Raises SourceError with every fault and its place, LimitError (`file-too-large`), MachineError
    (`source-unreadable`), UserError (`table-option`, `format-unknown`, `format-missing`, `encoding-unknown`).
    """
    reading = reading or Reading()
    if not isinstance(source, (str, os.PathLike)):
        from mreport.sources import objects

        return objects.dataset(source, reading)
    file = os.fsdecode(source)
    suffix = _suffix(file, reading.kind)
    if suffix in DATA_FILES:
        if reading.options:
            raise UserError("table-option", Place(file), options=reading.options)
        return DATA_FILES[suffix](_bytes(file, suffix), file)
    from mreport.sources import table

    return table.dataset(TABLES[suffix](_bytes(file, suffix), file, reading), reading)


def is_table(source: str, reading: Reading) -> bool:
    """Whether a file is a plain table, whose rules are chosen when it is read; a data file has its own."""
    return _suffix(source, reading.kind) in TABLES


def carried(source: str | os.PathLike[str], kind: str | None = None) -> str:
    """The data file that a PDF or DOCX made by us carries, as it is in there; `kind` is `pdf` or `docx` if given.

    Raises SourceError: `no-source-inside`, `pdf-broken`, `docx-broken`, `source-encrypted`, `carrier-suffix`, and
    those of `read`; LimitError (`unpacked-too-large`, `file-too-large`).
    """
    file = os.fsdecode(source)
    suffix = _suffix(file, kind)
    if suffix not in CARRIERS:
        raise SourceError("carrier-suffix", Place(file), suffix=suffix)
    return decoded(CARRIERS[suffix](_bytes(file, suffix), file), _inside(file))


def _inside(file: str) -> str:
    """How the place of what stands in the data file inside a document begins."""
    from mreport.sources.inside import FILE_NAME

    return f"{file}/{FILE_NAME}"


def _suffix(file: str, kind: str | None) -> str:
    """The suffix of a file that can be read, or the one that stands for its format where that is given."""
    known = [*DATA_FILES, *TABLES]
    formats = [suffix.removeprefix(".") for suffix in known]
    if kind is not None:
        if kind.lower() not in formats:
            raise UserError("format-unknown", format=kind, known=formats)
        return f".{kind.lower()}"
    if file == STANDARD_INPUT:
        raise UserError("format-missing", known=formats)
    suffix = Path(file).suffix
    if suffix.lower() in known:
        return suffix.lower()
    if Path(file).is_dir():
        raise SourceError("source-is-folder", Place(file))
    raise SourceError("source-suffix", Place(file), suffix=suffix, known=sorted(known))


def _bytes(file: str, suffix: str) -> bytes:
    """What the file holds, if it is a file and within the limit."""
    path, place = Path(file), Place(file)
    most = MOST_BYTES if suffix in (".yaml", ".yml") else MOST_BYTES_ELSE
    if file == STANDARD_INPUT:
        content = sys.stdin.buffer.read(most + 1)
        if len(content) > most:
            raise LimitError("file-too-large", place, size=len(content), most=most)
        return content
    try:
        if path.is_dir():
            raise SourceError("source-is-folder", place)
        with path.open("rb") as stream:
            content = stream.read(most + 1)  # a device has no size and no end
        if len(content) > most:
            raise LimitError("file-too-large", place, size=max(path.stat().st_size, len(content)), most=most)
    except FileNotFoundError:
        raise SourceError("source-missing", place, nearest=_nearest(path)) from None
    except OSError as error:
        raise MachineError("source-unreadable", place, errno=error.errno or 0) from None
    return content


def _nearest(file: Path) -> list[str]:
    """Names of files beside it that look alike."""
    import difflib

    known = {*DATA_FILES, *TABLES}
    try:
        names = [entry.name for entry in file.parent.iterdir() if entry.suffix.lower() in known]
    except OSError:
        return []
    return difflib.get_close_matches(file.name, names, n=1, cutoff=0.6)


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


def _yaml(content: bytes, file: str) -> Dataset:
    from mreport.sources import datafile, yaml

    return datafile.dataset(*yaml.parse(decoded(content, file), file))


def _carrier(carry: Callable[[bytes, str], bytes], content: bytes, file: str) -> Dataset:
    return _yaml(carry(content, file), _inside(file))


def _json(content: bytes, file: str) -> Dataset:
    from mreport.sources import datafile, json

    return datafile.dataset(*json.parse(decoded(content, file), file))


def _pdf(content: bytes, file: str) -> bytes:
    from mreport.sources import pdf

    return pdf.carried(content, file)


def _docx(content: bytes, file: str) -> bytes:
    from mreport.sources import docx

    return docx.carried(content, file)


def _csv(content: bytes, file: str, reading: Reading) -> Table:
    from mreport.sources import csv

    return csv.table(decoded(content, file, reading.encoding, hint="encoding-table"), file)


def _tsv(content: bytes, file: str, reading: Reading) -> Table:
    from mreport.sources import csv

    return csv.table(decoded(content, file, reading.encoding, hint="encoding-table"), file, "\t")


# Documents of ours, and how the data file that they carry comes out of them.
CARRIERS: dict[str, Callable[[bytes, str], bytes]] = {".pdf": _pdf, ".docx": _docx}
DATA_FILES: dict[str, Callable[[bytes, str], Dataset]] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".json": _json,
    **{suffix: partial(_carrier, carry) for suffix, carry in CARRIERS.items()},
}
TABLES: dict[str, Callable[[bytes, str, Reading], Table]] = {".csv": _csv, ".tsv": _tsv}
