"""The same words in every format: PDF, DOCX, HTML and Markdown, cell by cell."""

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree, html
from markdown_it import MarkdownIt

import mreport
from mreport.writers import docx, encode

sys.path.append(str(Path(__file__).parent))
from cells import folded, painted, pdfium

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DATA = Path(__file__).parents[1] / "data" / "methods.yaml"
GROUPS = """
title: {en: Three laptops, th: คอมพิวเตอร์สามรุ่น}
attributes:
  weight: {label: {en: Weight, th: น้ำหนัก}, rule: quantity, tolerance: 1%, group: {en: Body, th: ตัวเครื่อง}}
  ports: {label: {en: Ports, th: พอร์ต}, rule: set, group: {en: Body, th: ตัวเครื่อง}}
  price: {label: {en: Price, th: ราคา}, rule: number, group: {en: Sale, th: การจำหน่าย}}
  text: {label: {en: Text, th: ข้อความ}}
  link: {label: {en: Link, th: ลิงก์}, rule: reference}
items:
  a:
    name: รุ่น A
    weight: 1.2 kg
    ports: [USB-C, HDMI]
    price: "25,900"
    text: "เครื่องบาง\\nเบา | *ดาว* _x_ <b> & \\\\ `"
    link: ก
  b:
    name: รุ่น B
    weight: 1205 g
    ports: [HDMI, USB-C]
    price: "27,900"
    text: ""
    link: {text: ข, url: "https://a.example/?a=1&b=2"}
  c: {name: Model C, weight: 1.5 kg, ports: [HDMI], text: "1. ไม่ใช่รายการ # ไม่ใช่หัวข้อ ✓ ↗", link: ค}
"""


def of_page(page):
    """The cells of a page, as its tree has them."""
    return ["".join(cell.itertext()) for cell in page.root.iter() if cell.tag in ("th", "td")]


def of_html(page):
    """The cells of the web page, as a browser parses it."""
    document = html.document_fromstring(encode(page, ".html").decode())
    return [cell.text_content() for cell in document.iter("th", "td")]


def of_markdown(page):
    """The cells of the Markdown, as a reader of it sees them."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    document = html.document_fromstring(reader.render(encode(page, ".md").decode()))
    return [cell.text_content() for cell in document.iter("th", "td")]


def of_docx(page):
    """The cells of the DOCX, a tab and a line's end as such."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    with ZipFile(BytesIO(docx.encode(page))) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    return [
        "".join(signs.get(one.tag, one.text if one.tag == f"{W}t" else "") for one in cell.iter(etree.Element))
        for cell in document.iter(f"{W}tc")
    ]


@pytest.fixture(params=["pair", "groups", "changes"])
def comparison(request, data_file):
    """Comparisons with links, letters, groups, absences, differences of numbers and changes within texts."""
    if request.param == "pair":
        return mreport.compare(mreport.read(DATA))
    changes = {"baseline": "a", "show_changes": True} if request.param == "changes" else {}
    return mreport.compare(mreport.read(data_file(GROUPS)), **changes)


@pytest.mark.parametrize("lang", ["th", "en", "th,en"])
def test_every_format_has_the_same_cells(comparison, lang, monkeypatch, tmp_path):
    """Whichever file people get, each cell says the same; white space is that of the format."""
    page = mreport.render(comparison, lang)
    said = [folded(text) for text in of_page(page)]
    assert len(said) > 15
    for form in (of_html, of_docx):
        assert [folded(text) for text in form(page)] == said, form.__name__
    # Markdown has no cell over several columns: a group's heading is followed by empty ones.
    marked = [folded(text) for text in of_markdown(page)]
    assert [text for text in marked if text] == [text for text in said if text]
    content, cells = painted(page, monkeypatch)
    (tmp_path / "report.pdf").write_bytes(content)
    assert [folded(cell.text) for cell in cells] == said
    assert [folded(text) for text in pdfium(tmp_path / "report.pdf", cells)] == said
