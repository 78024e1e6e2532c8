"""Positions in a text as the lines and columns that an editor shows."""

from __future__ import annotations

import re
from bisect import bisect_right

from mreport.errors import Place

_END = re.compile("\r\n|\r|\n")


class Lines:
    """The lines of a file's text, to tell where a position stands."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self._starts = [0, *(end.end() for end in _END.finditer(text))]

    def place(self, position: int) -> Place:
        """Line and column of a position, both from 1."""
        line = bisect_right(self._starts, position)
        return Place(self.file, line, position - self._starts[line - 1] + 1)
