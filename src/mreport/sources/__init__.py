"""Sources: each kind of file is read into a Dataset; a row of one of the tables below is one kind."""

from __future__ import annotations

import os
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mreport.errors import LimitError, Place, SourceError, UserError
from mreport.garbage import put_off
from mreport.sources.files import STANDARD_INPUT, content_of, decoded, home_of, without_pictures
from mreport.sources.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mreport.comparison.records import Dataset
    from mreport.errors import Fault
    from mreport.sources.listing import Listing
    from mreport.sources.nodes import Node
    from mreport.sources.table import Table
    from mreport.sources.translation import Told

    Parsed = tuple[Node, list[Fault]]  # a file's root, and what its parser found

# Suffix: the module that knows the format, imported when it is used.
# Of a data file its `parse(text, file, depth)` gives the nodes, no deeper, and what is wrong with them.
PARSERS = {
    **dict.fromkeys((".yaml", ".yml"), "mreport.sources.yaml"),
    ".json": "mreport.sources.json",
}
# Of a document of ours its `carried(content, file, most)` gives the data file inside, unpacked at most so many bytes.
CARRIERS = {
    ".pdf": "mreport.sources.pdf",
    ".docx": "mreport.sources.docx",
}
# Of a plain table its `table(content, file, reading)` gives the cells.
TABLES = {
    **dict.fromkeys((".csv", ".tsv"), "mreport.sources.csv"),
    ".xlsx": "mreport.sources.xlsx",
    ".ods": "mreport.sources.ods",
    **dict.fromkeys((".md", ".markdown"), "mreport.sources.markdown"),
    **dict.fromkeys((".html", ".htm"), "mreport.sources.html"),
}
# Of a table of any size its `opened(file, reading)` gives the records, and reads no more than is asked for.
CATALOGUES = {
    **dict.fromkeys((".sqlite", ".sqlite3", ".db"), "mreport.sources.sqlite"),
    ".parquet": "mreport.sources.parquet",
}

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
    if _is_data_file(suffix):
        if reading.options:
            raise UserError("table-option", Place(file), options=reading.options)
        from mreport.sources import datafile
        from mreport.sources.pictures import Pictures

        # What a report carries names no file: where it lies says nothing of where it came from.
        pictures = Pictures.of(None if suffix in CARRIERS else home_of(file), reading)
        return datafile.dataset(*_parsed(file, suffix, reading), pictures, reading.wanted)
    from mreport.sources import table

    return table.dataset(_table(file, suffix, reading), reading, home_of(file))


def untranslated(source: str, reading: Reading, dataset: Dataset, tags: list[str]) -> tuple[list[Told], int]:
    """The texts of a data file that are in none of these languages, each with its place, and how many texts it has.

    `dataset` is what was read from it. Raises what `read` does.
    """
    from mreport.sources import translation

    suffix = _suffix(source, reading.kind)
    root, _ = _parsed(source, suffix, reading)
    return translation.texts(root, dataset, tags)


def is_table(source: str, reading: Reading) -> bool:
    """Whether a file is a plain table, whose rules are chosen when it is read; a data file has its own."""
    return not _is_data_file(_suffix(source, reading.kind))


def listed(source: str, reading: Reading) -> Listing | None:
    """A catalogue to be looked into item by item; None for what is read whole."""
    suffix = _suffix(source, reading.kind)
    if suffix not in CATALOGUES or source == STANDARD_INPUT or reading.items == "columns":
        return None
    from mreport.sources.listing import Listing

    return Listing(source, reading, _module(CATALOGUES, suffix).opened)


def carried(source: str | os.PathLike[str], kind: str | None = None) -> str:
    """The data file that a PDF or DOCX made by us carries, as it is in there; `kind` is `pdf` or `docx` if given.

    Raises SourceError: `no-source-inside`, `pdf-broken`, `docx-broken`, `source-encrypted`, `carrier-suffix`, and
    those of `read`; LimitError (`unpacked-too-large`, `source-too-large`).
    """
    file = os.fsdecode(source)
    suffix = _suffix(file, kind)
    if suffix not in CARRIERS:
        raise SourceError("carrier-suffix", Place(file), suffix=suffix)
    return decoded(_carried(file, suffix, Reading()), _inside(file))


def known() -> list[str]:
    """The suffixes that can be read."""
    return [*PARSERS, *CARRIERS, *TABLES, *CATALOGUES]


def _is_data_file(suffix: str) -> bool:
    """Whether a file of the suffix is a data file, or carries one."""
    return suffix in PARSERS or suffix in CARRIERS


def _parsed(file: str, suffix: str, reading: Reading) -> Parsed:
    """The nodes of a data file, or of the one that a document carries."""
    carries = suffix in CARRIERS
    content = (_carried if carries else _content)(file, suffix, reading)
    place = _inside(file) if carries else file
    parser = _module(PARSERS, ".yaml" if carries else suffix)
    return cast("Parsed", parser.parse(decoded(content, place), place, reading.limits.depth))


def _carried(file: str, suffix: str, reading: Reading) -> bytes:
    """The data file that a document carries."""
    content = _content(file, suffix, reading)
    return cast("bytes", _module(CARRIERS, suffix).carried(content, file, reading.limits.unpacked))


def _table(file: str, suffix: str, reading: Reading) -> Table:
    """The cells of a plain table; a reader is told which format is read, whatever the file's name ends in."""
    reading = replace(reading, kind=suffix.removeprefix("."))
    if suffix in CATALOGUES:
        from mreport.sources import catalogue

        with _module(CATALOGUES, suffix).opened(file, reading) as found:
            return catalogue.table(found, file, reading)
    return cast("Table", _module(TABLES, suffix).table(_content(file, suffix, reading), file, reading))


def _module(formats: Mapping[str, str], suffix: str) -> Any:
    return import_module(formats[suffix])


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
    """What the file holds, if it is a file and within the limit; pictures within YAML cost as little as elsewhere."""
    content = content_of(file, reading.limits.file or MOST_BYTES_ELSE, known())
    if suffix in (".yaml", ".yml") and not reading.limits.file and (size := without_pictures(content)) > MOST_BYTES:
        raise LimitError("source-too-large", Place(file), size=size, most=MOST_BYTES)
    return content
