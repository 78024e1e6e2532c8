"""Lists in the terminal: a heading and rows below it, their cells in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def section(heading: str, rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A heading and rows below it, their cells in columns."""
    from mreport.thai import clean

    cells = [[" ".join(clean(cell).split()) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    yield ""
    yield heading
    for row in cells:
        padded = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  " + "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Terminal columns that a text takes; sara am has one of its own."""
    from wcwidth import wcswidth

    from mreport.thai import SARA_AM

    return max(0, wcswidth(text.replace(SARA_AM, "x")))
