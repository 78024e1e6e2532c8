"""What the tests of DOCX share: small pages, and a document taken apart."""

import sys
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from lxml import etree

from mreport import page as pages
from mreport.language import Language
from mreport.layout import PLAIN
from mreport.writers import docx

sys.path.append(str(Path(__file__).parent))
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
}
TABLE = """
<table class="comparison">
<thead><tr><th scope="col">คุณลักษณะ</th><th scope="col">แบบจำลอง LDM (2022)</th><th scope="col">B</th></tr></thead>
<tbody>
<tr><th scope="row">ปีกำเนิด</th><td><span class="value">2020</span></td><td><span class="value">2020</span></td></tr>
<tr class="marked"><th scope="row">ที่เกี่ยวข้อง <span class="mark">≠</span></th>
<td><span class="value">  ก่อน\nหลัง</span></td>
<td><span class="value">link</span> <a href="https://example.org/?a=1&amp;b=2">DOI ↗</a></td></tr>
</tbody>
</table>"""
FOOTER = """
<footer class="running"><span class="day">23 พฤศจิกายน พ.ศ. 2569</span>
<span class="number">หน้า <span class="page"/> จาก <span class="pages"/></span></footer>"""
BODY = f"""
<header><h1>เปรียบเทียบวิธี</h1><p class="lead">แถวที่ต่างมี ≠</p><p class="summary">ต่างกัน 1 จาก 2</p></header>
{TABLE}
<p class="note">หมายเหตุ</p><p class="source">ScholarGate</p>
{FOOTER}"""


class Parts(dict):
    """A document's members by name; an XML member as its root element, with XPath that knows the prefixes."""

    def __init__(self, content):
        with ZipFile(BytesIO(content)) as archive:
            super().__init__((info.filename, archive.read(info)) for info in archive.infolist())
            self.dates = {info.date_time for info in archive.infolist()}

    def xml(self, name="word/document.xml"):
        return etree.fromstring(self[name])

    def find(self, path, name="word/document.xml"):
        return self.xml(name).xpath(path, namespaces=NAMESPACES)


def make_page(body=BODY, *, lang="th", date="2026-11-23", layout=PLAIN, title="เปรียบเทียบวิธี"):
    """A page of a given body, its report with no more than a document's properties need."""
    report = SimpleNamespace(
        title=SimpleNamespace(text=title),
        date=date,
        columns=(SimpleNamespace(name="แบบจำลอง A"), SimpleNamespace(name="B")),
        source=SimpleNamespace(name=SimpleNamespace(text="ScholarGate")),
        glossary=(),
        author=None,
        watermark=None,
    )
    root = pages.parse(f'<article lang="{lang}">{body}</article>', "test")
    return pages.Page(root, report, Language(lang), layout)


def make_parts(body=BODY, **options):
    """The document of a page of a given body, taken apart."""
    return Parts(docx.encode(make_page(body, **options)))


def text_of(element):
    """The text of a run, a paragraph or a cell as a reader sees it; paragraphs end a line."""
    names = {"t": None, "br": "\n", "tab": "\t", "softHyphen": "\u00ad", "noBreakHyphen": "\u2011"}
    said = ((etree.QName(child).localname, child.text) for child in element.iter(etree.Element))
    return "".join(text if name == "t" else names[name] for name, text in said if name in names)


@pytest.fixture(scope="session")
def made():
    """How pages are made and documents taken apart."""
    return SimpleNamespace(page=make_page, parts=make_parts, text=text_of, TABLE=TABLE, FOOTER=FOOTER, BODY=BODY)


@pytest.fixture(scope="session")
def parts():
    """One document of every kind of part, taken apart."""
    return make_parts()
