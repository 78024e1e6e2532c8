"""Where the cells of a PDF stand, and their text by six extractors, each cut to the cell's box."""

import json
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

PDFJS = Path(__file__).parents[2] / ".setup/npm/node_modules/pdfjs-dist"


@dataclass(frozen=True)
class Box:
    """A part of a cell as it was painted: page from 0, sides in points from the page's top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Cell:
    """A table cell: its parts on their pages, and its text."""

    boxes: list[Box]
    text: str


def folded(text):
    """The text as readers compare it: NFC, every run of white space as nothing."""
    return "".join(unicodedata.normalize("NFC", text).split())


def painted(page, monkeypatch):
    """The PDF of a page, and its cells in order with the boxes that they were painted in."""
    from mreport.writers.pdf import encode
    from mreport.writers.pdf.paint import Painting

    paintings = []
    original = Painting.paint

    def paint(self, resources):
        paintings.append((self, self.matrix))
        return original(self, resources)

    monkeypatch.setattr(Painting, "paint", paint)
    content = encode(page)
    cells = {}
    tables, rows = {}, {}
    for number, (painting, matrix) in enumerate(paintings):
        for above, sheet in _sheets(painting):
            index = tables.setdefault(id(sheet.table), len(tables))
            for part in sheet.parts:
                rows[index, part.row.number] = part.row
                for cell, box in _boxes(sheet, part, above, number, matrix, page.layout.height / 25.4 * 72):
                    found = cells.setdefault(id(cell), Cell([], "".join(cell.element.itertext())))
                    found.boxes.append(box)
    return content, [cells[id(cell)] for place in sorted(rows) for cell in rows[place].cells]


def _sheets(painting):
    """The parts of tables on a page, each with its top."""
    return [(above, piece) for above, piece in painting.folio.pieces if hasattr(piece, "table")]


def _boxes(sheet, part, above, page, matrix, height):
    """The boxes of a part's cells; what only repeats or continues a label is left out."""
    a, _, _, d, e, f = matrix
    left = 0.0
    for index, cell in enumerate(part.row.cells):
        width = sum(sheet.table.widths[index : index + cell.span])
        if not part.repeated and not (part.first and index == 0):
            top, bottom = above + part.top, above + part.top + part.height
            yield (
                cell,
                Box(page, a * left + e, height - (d * top + f), a * (left + width) + e, height - (d * bottom + f)),
            )
        left += width


def poppler(path: Path, cells):
    """Each cell's text by pdftotext."""
    for cell in cells:
        yield "".join(_pdftotext(path, box) for box in cell.boxes)


def _pdftotext(path, box, *options):
    area = ("-x", box.left, "-y", box.top, "-W", box.right - box.left, "-H", box.bottom - box.top)
    command = ["pdftotext", "-f", box.page + 1, "-l", box.page + 1, "-r", 72, *options, *_whole(area), path, "-"]
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def _whole(area):
    return [round(word) if isinstance(word, float) else word for word in area]


def poppler_layout(path: Path, cells):
    """Each cell's text by pdftotext as it is laid out."""
    for cell in cells:
        yield "".join(_pdftotext(path, box, "-layout") for box in cell.boxes)


def pdfium(path: Path, cells):
    """Each cell's text by pdfium."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        for cell in cells:
            yield "".join(_bounded(document[box.page], box) for box in cell.boxes)


def _bounded(page, box):
    height = page.get_height()
    return page.get_textpage().get_text_bounded(box.left, height - box.bottom, box.right, height - box.top)


def mupdf(path: Path, cells):
    """Each cell's text by MuPDF."""
    import pymupdf

    with pymupdf.open(path) as document:
        letters = {number: list(_letters(page)) for number, page in enumerate(document)}
    for cell in cells:
        yield "".join(
            letter
            for box in cell.boxes
            for (x, y), letter in letters[box.page]
            if box.left - 0.5 <= x < box.right - 0.5 and box.top <= y <= box.bottom
        )


def _letters(page):
    """MuPDF's letters with their origins: its own clip keeps letters without a width, wherever they stand."""
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                for letter in span["chars"]:
                    yield letter["origin"], letter["c"]


def pypdf(path: Path, cells):
    """Each cell's text by pypdf: what begins within the box."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    found = {}
    for number, page in enumerate(reader.pages):
        pieces = found.setdefault(number, [])
        height = float(page.mediabox.height)

        def keep(text, user, matrix, _font, _size, pieces=pieces, height=height):
            x = matrix[4] * user[0] + matrix[5] * user[2] + user[4]
            y = matrix[4] * user[1] + matrix[5] * user[3] + user[5]
            pieces.append((x, height - y, text))

        page.extract_text(visitor_text=keep)
    for cell in cells:
        yield "".join(
            text
            for box in cell.boxes
            for x, y, text in found[box.page]
            if box.left - 0.5 <= x < box.right - 0.5 and box.top <= y <= box.bottom
        )


def pdfjs(path: Path, cells):
    """Each cell's text by pdf.js, the reader of Firefox: what begins within the box."""
    import pytest  # benchmarks read without it

    node = shutil.which("node")
    if node is None or not PDFJS.exists():
        pytest.skip("pdf.js is not installed; `python3 run.py test` brings it where npm is")
    command = [node, Path(__file__).with_name("pdfjs.mjs"), PDFJS, path]
    pages = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    for cell in cells:
        yield "".join(
            text
            for box in cell.boxes
            for x, y, text in pages[box.page]["pieces"]
            if box.left - 0.5 <= x < box.right - 0.5 and box.top <= pages[box.page]["height"] - y <= box.bottom
        )


EXTRACTORS = (poppler, poppler_layout, pdfium, mupdf, pypdf, pdfjs)


def elements(file):
    """All structure elements of a file, depth first, with their types."""
    from pypdf import PdfReader

    reader = PdfReader(file)

    def walk(element):
        element = element.get_object()
        if not isinstance(element, dict) or "/S" not in element:
            return
        yield element["/S"], element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            yield from walk(kid)

    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0]))
