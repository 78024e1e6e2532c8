"""Text that comes out of a PDF is the text that went in, whichever extractor reads it."""

import shutil
import subprocess
import unicodedata

import pypdf
import pypdfium2
import pytest

from mreport.fonts.cluster import clusters

SENTENCES = (
    "กระทำ น้ำ คำ ทำให้ สำนัก จำเป็น ก็ เปรียบเทียบวิธี ดูวิธีที่เลือกเทียบกันแบบเคียงข้าง แถวที่ต่างกันจะถูกเน้นไว้",
    "การเรียนรู้แบบถ่ายโอนด้วยแบบจำลองการแพร่กระจาย ผู้ริเริ่ม ปีกำเนิด ๒๐๒๐–๒๐๒๓ แหล่งต้นตำรับ DOI ≠ พันธุ์ สิทธิ์",
    "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม ฯลฯ ฤๅษี ฤทธิ์ ฦๅชา",
    "ภิกฺขุํ พุทฺธํ สรณํ คจฺฉามิ อิติปิ โส ภควา สฺวากฺขาโต -ำ 1ำ –้ำ ตา มา กา นา",
)


def poppler(pdf) -> str:
    """As pdftotext reads it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    command = ["pdftotext", "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def pdfium(pdf) -> str:
    """As PDFium reads it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def python(pdf) -> str:
    """As pypdf reads it."""
    return "".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)


def mupdf(pdf) -> str:
    """As MuPDF reads it."""
    pymupdf = pytest.importorskip("pymupdf")
    with pymupdf.open(pdf) as document:
        return "".join(page.get_text() for page in document)


READERS = pytest.mark.parametrize("read", [poppler, pdfium, python, mupdf])
pytestmark = pytest.mark.filterwarnings("ignore:builtin type .* has no __module__:DeprecationWarning")


def bare(text: str) -> str:
    """Text by NFC, without white space and what marks the end of a page."""
    return "".join(unicodedata.normalize("NFC", text).split())


@pytest.fixture(scope="module")
def sentences(print_pdf, thai):
    """The sample sentences in both weights."""
    return print_pdf(thai, *SENTENCES)


@pytest.fixture(scope="module")
def every_cluster(print_pdf, thai):
    """The 2,806 clusters and the further ones in both weights."""
    return print_pdf(thai, " ".join(clusters.ALL))


@READERS
def test_sentences_come_out(read, sentences):
    """Sentences come out exactly, each twice for its two weights."""
    assert bare(read(sentences)) == bare("".join(text * 2 for text in SENTENCES))


@READERS
def test_clusters_come_out(read, every_cluster):
    """Every cluster comes out exactly."""
    assert bare(read(every_cluster)) == bare("".join(clusters.ALL) * 2)


def test_the_stock_font_would_not_do(print_pdf, stock):
    """With the stock font sara am is lost: the measure sees what the cluster font is there for."""
    assert bare(poppler(print_pdf(stock, SENTENCES[0]))) != bare(SENTENCES[0] * 2)
