"""TOML files of users, with the places of their keys, which Python's reader does not tell."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mreport import given
from mreport.errors import Place, UserError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_AT = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_WRITTEN = re.compile(r"\s*(?:\[+\s*(?P<section>[^\]]+?)\s*\]|(?P<quote>[\"']?)(?P<key>[^\"'=.]+?)(?P=quote)\s*[=.])")


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and the text that it says it in."""

    file: str
    text: str
    values: Mapping[str, Any]

    def place(self, key: str, section: str = "") -> Place:
        """Where a key stands, in a section or above the first one; or where the section of that name begins."""
        current = ""
        for number, line in enumerate(self.text.splitlines(), 1):
            if not (written := _WRITTEN.match(line)):
                continue
            current = written["section"] or current
            begins = written["section"] == key and not section
            if begins or (written["key"] == key and current == section):
                return Place(self.file, number, line.index(key) + 1)
        return Place(self.file)


def parse(file: str, text: str) -> Document:
    """The document of a text. Raises UserError (`toml-syntax`) with line and column."""
    try:
        return Document(file, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line, column = (int(at["line"]), int(at["column"])) if at and at["line"] else (len(text.splitlines()), None)
        raise UserError("toml-syntax", Place(file, line, column), problem=_AT.sub("", str(error))) from None


def read(path: Path, most: int) -> Document:
    """Read a file of `most` bytes at the most.

    Raises UserError (`toml-syntax`, `source-missing`, `source-unreadable`, `encoding`), LimitError (`file-too-large`).
    """
    return parse(str(path), given.text(path, most))
