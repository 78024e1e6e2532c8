"""Where the cells of a PDF stand, and their text by four extractors, each cut to the cell's box."""

import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

POINTS = 0.75  # a CSS pixel in points


@dataclass(frozen=True)
class Cell:
    """A table cell as it was laid out: page from 0, box in points from the top left, and its text."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


def folded(text):
    """The text as readers compare it: NFC, every run of white space as nothing."""
    return "".join(unicodedata.normalize("NFC", text).split())


def laid_out(document):
    """The cells of a WeasyPrint document, in the order of their pages."""
    return [
        _cell(number, box, page.height * POINTS)
        for number, page in enumerate(document.pages)
        for box in page._page_box.descendants()  # noqa: SLF001  the layout tree has no public door
        if type(box).__name__ == "TableCellBox"
    ]


def _cell(number, box, _height):
    text = "".join(child.text for child in box.descendants() if type(child).__name__ == "TextBox")
    left, top = box.position_x * POINTS, box.position_y * POINTS
    return Cell(number, left, top, left + box.border_width() * POINTS, top + box.border_height() * POINTS, text)


def poppler(path: Path, cells):
    """Each cell's text by pdftotext."""
    for cell in cells:
        area = ("-x", cell.left, "-y", cell.top, "-W", cell.right - cell.left, "-H", cell.bottom - cell.top)
        command = ["pdftotext", "-f", cell.page + 1, "-l", cell.page + 1, "-r", 72, *_whole(area), path, "-"]
        yield subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def _whole(area):
    return [round(word) if isinstance(word, float) else word for word in area]


def pdfium(path: Path, cells):
    """Each cell's text by pdfium."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        for cell in cells:
            page = document[cell.page]
            height = page.get_height()
            yield page.get_textpage().get_text_bounded(cell.left, height - cell.bottom, cell.right, height - cell.top)


def mupdf(path: Path, cells):
    """Each cell's text by MuPDF."""
    import pymupdf

    with pymupdf.open(path) as document:
        letters = {number: list(_letters(page)) for number, page in enumerate(document)}
    for cell in cells:
        yield "".join(
            letter
            for (x, y), letter in letters[cell.page]
            if cell.left - 0.5 <= x < cell.right - 0.5 and cell.top <= y <= cell.bottom
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
            for x, y, text in found[cell.page]
            if cell.left - 0.5 <= x < cell.right - 0.5 and cell.top <= y <= cell.bottom
        )


EXTRACTORS = (poppler, pdfium, mupdf, pypdf)
