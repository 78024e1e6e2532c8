"""The text of a long report by cell and extractor: the Universal Declaration in 2 to 6 languages; searches."""

import subprocess
import sys
from pathlib import Path

import pymupdf
import pypdfium2
import pytest

import mreport

sys.path.append(str(Path(__file__).parent))
from cells import EXTRACTORS, folded, painted

WORDS = ("กระทำ", "อำนาจ", "ทำงาน", "จำเป็น", "กำหนด", "สำคัญ", "ลำพัง", "ดำเนิน", "คำ", "ตำแหน่ง", "น้ำใจ")
pytestmark = pytest.mark.filterwarnings("ignore:builtin type .* has no __module__:DeprecationWarning")


@pytest.fixture
def printed(declaration, tmp_path, monkeypatch):
    """A function that prints the declaration in a number of languages: the file, and its cells with their boxes."""

    def made(count):
        page = mreport.render(mreport.compare(mreport.read(declaration(count))), "th")
        content, cells = painted(page, monkeypatch)
        file = tmp_path / "declaration.pdf"
        file.write_bytes(content)
        return file, cells

    return made


@pytest.mark.parametrize("count", [2, *(pytest.param(count, marks=pytest.mark.deep) for count in (3, 4, 5)), 6])
def test_the_declaration_is_exact(printed, count):
    """Every cell is exact in each extractor, over pages and panels; none holds a U+200B."""
    file, cells = printed(count)
    assert len(cells) >= 32 * (count + 1)
    for extractor in EXTRACTORS:
        # poppler takes a process for each cell: of many, it reads some, spread over the report.
        some = cells[:: len(cells) // 40] if extractor.__name__.startswith("poppler") else cells
        texts = list(extractor(file, some))
        assert [folded(text) for text in texts] == [folded(cell.text) for cell in some], extractor.__name__
        assert not any("\u200b" in text for text in texts)


def test_searches_find_words_with_sara_am(printed):
    """MuPDF and pdfium find each word as often as it stands on a line of the declaration, poppler's text has it."""
    file, cells = printed(2)
    text = " ".join(cell.text for cell in cells)
    words = [word for word in WORDS if word in text]
    assert len(words) >= 5
    with pymupdf.open(file) as document:
        found = {word: sum(len(page.search_for(word)) for page in document) for word in words}
    assert found == {word: text.count(word) for word in words}
    read = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout
    assert {word: read.count(word) for word in words} == found
    with pypdfium2.PdfDocument(file) as document:
        pages = [page.get_textpage() for page in document]
        assert {word: sum(_hits(page, word) for page in pages) for word in words} == found


def _hits(page, word):
    """How often pdfium's search finds a word on a page."""
    search = page.search(word)
    hits = 0
    while search.get_next():
        hits += 1
    return hits
