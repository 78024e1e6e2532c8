"""Sources: each kind of file is read into a Dataset; a row of one of the tables at the end is one kind."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mreport.errors import Place, SourceError, UserError
from mreport.garbage import put_off
from mreport.limits import DEFAULT
from mreport.sources.files import STANDARD_INPUT, content_of, decoded, text_of_table
from mreport.sources.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from mreport.comparison.records import Dataset
    from mreport.errors import Fault
    from mreport.sources.nodes import Node
    from mreport.sources.table import Table
    from mreport.sources.translation import Told

    Parsed = tuple[Node, list[Fault]]  # a file's root, and what its parser found

# Bytes; parsing YAML costs a hundred times what reading it does.
MOST_BYTES = 2 * 1024 * 1024
MOST_BYTES_ELSE = 20 * 1024 * 1024
# What people have and we don't read, each with what it can be saved as.
_SAVED_AS = {
    **dict.fromkeys((".xls", ".xlsm", ".xlsb", ".xltx", ".xltm", ".numbers", ".et"), ".xlsx"),
    **dict.fromkeys((".ots", ".fods", ".sxc"), ".ods"),
    **dict.fromkeys((".doc", ".docm", ".odt", ".rtf"), ".docx"),
}


@put_off()
def read(source: Any, reading: Reading | None = None) -> Dataset:
    """Read a file (by its path, or `-` for standard input), or data of Python, into a Dataset.

    Raises SourceError with every fault and its place, LimitError (`source-too-large`), MachineError
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
        from mreport.sources import datafile

        return datafile.dataset(*DATA_FILES[suffix](_content(file, suffix, reading), file, reading))
    from mreport.sources import table

    if suffix in CATALOGUES:
        return table.dataset(CATALOGUES[suffix](file, reading), reading)
    return table.dataset(TABLES[suffix](_content(file, suffix, reading), file, reading), reading)


def untranslated(source: str, reading: Reading, dataset: Dataset, tags: list[str]) -> tuple[list[Told], int]:
    """The texts of a data file that are in none of these languages, each with its place, and how many texts it has.

    `dataset` is what was read from it. Raises what `read` does.
    """
    from mreport.sources import translation

    suffix = _suffix(source, reading.kind)
    root, _ = DATA_FILES[suffix](_content(source, suffix, reading), source, reading)
    return translation.texts(root, dataset, tags)


def is_table(source: str, reading: Reading) -> bool:
    """Whether a file is a plain table, whose rules are chosen when it is read; a data file has its own."""
    return _suffix(source, reading.kind) not in DATA_FILES


def carried(source: str | os.PathLike[str], kind: str | None = None) -> str:
    """The data file that a PDF or DOCX made by us carries, as it is in there; `kind` is `pdf` or `docx` if given.

    Raises SourceError: `no-source-inside`, `pdf-broken`, `docx-broken`, `source-encrypted`, `carrier-suffix`, and
    those of `read`; LimitError (`unpacked-too-large`, `source-too-large`).
    """
    file = os.fsdecode(source)
    suffix = _suffix(file, kind)
    if suffix not in CARRIERS:
        raise SourceError("carrier-suffix", Place(file), suffix=suffix)
    return decoded(CARRIERS[suffix](_content(file, suffix, Reading()), file, DEFAULT.unpacked), _inside(file))


def known() -> list[str]:
    """The suffixes that can be read."""
    return [*DATA_FILES, *TABLES, *CATALOGUES]


def _inside(file: str) -> str:
    """How the place of what stands in the data file inside a document begins."""
    from mreport.sources.inside import FILE_NAME

    return f"{file}/{FILE_NAME}"


def _suffix(file: str, kind: str | None) -> str:
    """The suffix of a file that can be read, or the one that stands for its format where that is given."""
    formats = [suffix.removeprefix(".") for suffix in known()]
    if kind is not None:
        if kind.lower() not in formats:
            raise UserError("format-unknown", format=kind, known=formats)
        return f".{kind.lower()}"
    if file == STANDARD_INPUT:
        raise UserError("format-missing", known=formats)
    suffix = Path(file).suffix
    if suffix.lower() in known():
        return suffix.lower()
    if Path(file).is_dir():
        raise SourceError("source-is-folder", Place(file))
    if better := _SAVED_AS.get(suffix.lower()):
        raise SourceError("source-save-as", Place(file), suffix=suffix, better=better)
    raise SourceError("source-suffix", Place(file), suffix=suffix, known=sorted(known()))


def _content(file: str, suffix: str, reading: Reading) -> bytes:
    """What the file holds, if it is a file and within the limit."""
    most = MOST_BYTES if suffix in (".yaml", ".yml") else MOST_BYTES_ELSE
    return content_of(file, reading.limits.file or most, known())


def _yaml(content: bytes, file: str, reading: Reading) -> Parsed:
    from mreport.sources import yaml

    return yaml.parse(decoded(content, file), file, reading.limits.depth)


def _carrier(carry: Callable[[bytes, str, int], bytes], content: bytes, file: str, reading: Reading) -> Parsed:
    return _yaml(carry(content, file, reading.limits.unpacked), _inside(file), reading)


def _json(content: bytes, file: str, reading: Reading) -> Parsed:
    from mreport.sources import json

    return json.parse(decoded(content, file), file, reading.limits.depth)


def _pdf(content: bytes, file: str, most: int) -> bytes:
    from mreport.sources import pdf

    return pdf.carried(content, file, most)


def _docx(content: bytes, file: str, most: int) -> bytes:
    from mreport.sources import docx

    return docx.carried(content, file, most)


def _csv(content: bytes, file: str, reading: Reading, delimiter: str | None = None) -> Table:
    from mreport.sources import csv

    return csv.table(text_of_table(content, file, reading.encoding), file, delimiter)


def _markdown(content: bytes, file: str, reading: Reading) -> Table:
    from mreport.sources import markdown

    return markdown.table(text_of_table(content, file, reading.encoding), file, reading)


def _html(content: bytes, file: str, reading: Reading) -> Table:
    from mreport.sources import html

    return html.table(content, file, reading)


def _xlsx(content: bytes, file: str, reading: Reading) -> Table:
    from mreport.sources import xlsx

    return xlsx.table(content, file, reading)


def _ods(content: bytes, file: str, reading: Reading) -> Table:
    from mreport.sources import ods

    return ods.table(content, file, reading)


def _sqlite(file: str, reading: Reading) -> Table:
    from mreport.sources import sqlite

    return sqlite.table(file, reading)


def _parquet(file: str, reading: Reading) -> Table:
    from mreport.sources import parquet

    return parquet.table(file, reading)


# Documents of ours, and how the data file that they carry comes out of them.
CARRIERS: dict[str, Callable[[bytes, str, int], bytes]] = {".pdf": _pdf, ".docx": _docx}
DATA_FILES: dict[str, Callable[[bytes, str, Reading], Parsed]] = {
    ".yaml": _yaml,
    ".yml": _yaml,
    ".json": _json,
    **{suffix: partial(_carrier, carry) for suffix, carry in CARRIERS.items()},
}
TABLES: dict[str, Callable[[bytes, str, Reading], Table]] = {
    ".csv": _csv,
    ".tsv": partial(_csv, delimiter="\t"),
    ".xlsx": _xlsx,
    ".ods": _ods,
    **dict.fromkeys((".md", ".markdown"), _markdown),
    **dict.fromkeys((".html", ".htm"), _html),
}
# Tables of any size, of which no more is read than what is asked for.
CATALOGUES: dict[str, Callable[[str, Reading], Table]] = {
    **dict.fromkeys((".sqlite", ".sqlite3", ".db"), _sqlite),
    ".parquet": _parquet,
}
