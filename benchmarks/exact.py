"""How many cells of a PDF come out as they went in, by reader: poppler, pdfium, MuPDF and pypdf.

A column is cut out of each page, and its cells are looked for in order, by NFC and without white space. It says
nothing of how the cells look. The readers are those of the tests.
"""

# ruff: noqa: INP001  a module of scripts

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "writers"))

import cells as readers

READERS = (readers.poppler, readers.pdfium, readers.mupdf, readers.pypdf)
NAMES = "poppler / pdfium / MuPDF / pypdf"
LEFT = 17  # mm, margin
_POINTS = 72 / 25.4  # to the millimetre


class Exact:
    """Counts of exact cells by reader, and of all cells; files add up."""

    def __init__(self) -> None:
        self.found = dict.fromkeys(READERS, 0)
        self.count = 0

    def add(self, file: Path, work: dict[str, Any]) -> None:
        """Read a file that was made of a work (`peers.made`)."""
        rows = [work["head"], *(["".join(cell[:2]) for cell in cells] for _, *cells in work["rows"])]
        columns = [list(map(readers.folded, column)) for column in zip(*rows, strict=True)]
        boxes = list(_columns(file, work["widths"]))
        for reader in READERS:
            for text, column in zip(reader(file, boxes), columns, strict=True):
                self.found[reader] += _in_order(readers.folded(text), column)
        self.count += sum(map(len, columns))

    def __str__(self) -> str:
        """Such as `33/33/33/33 of 33`."""
        return f"{'/'.join(map(str, self.found.values()))} of {self.count}"


def exact(file: Path, work: dict[str, Any]) -> Exact:
    """The exact cells of one file."""
    found = Exact()
    found.add(file, work)
    return found


def _columns(file: Path, widths: list[float]) -> Any:
    """The columns as cells that stand on all pages."""
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        heights = [page.get_height() for page in document]
    left = LEFT * _POINTS
    for width in widths:
        right = left + width * _POINTS
        yield readers.Cell([readers.Box(page, left, 0, right, height) for page, height in enumerate(heights)], "")
        left = right


def _in_order(text: str, cells: list[str]) -> int:
    """How many cells stand in a text, each behind the one before."""
    found = 0
    for cell in cells:
        _, seen, rest = text.partition(cell)
        found, text = found + bool(seen), rest if seen else text
    return found
