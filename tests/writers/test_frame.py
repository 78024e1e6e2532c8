"""Pages of a planned report: blocks over pages, headings with what follows, the outline, what is left to WeasyPrint."""

import gc
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

import mreport
from mreport.layout import PLAIN
from mreport.page import parse
from mreport.writers import html, pdf
from mreport.writers.pdf.blocks import Passage
from mreport.writers.pdf.frame import Frame
from mreport.writers.pdf.lines import Unplanned
from mreport.writers.pdf.paint import Painting
from mreport.writers.pdf.plan import Row

sys.path.append(str(Path(__file__).parent))
from cells import elements

METHODS = Path(__file__).parents[1] / "data" / "methods.yaml"


def page(root=None, **layout):
    """The tests' methods as a page, with another tree in its place."""
    made = mreport.render(mreport.compare(mreport.read(METHODS)), "en", layout=replace(PLAIN, **layout))
    return replace(made, root=root) if root is not None else made


def article(*blocks):
    """A tree of blocks, each a tag and a text."""
    root = ET.Element("article")
    for tag, text in blocks:
        ET.SubElement(root, tag).text = text
    return root


class Framed(Frame):
    """The plan of a tree, with all of its pages."""

    def __init__(self, root, **layout):
        super().__init__(page(root, **layout), root, "")
        self.pages = list(self.folios())


def test_a_long_paragraph_goes_on_over_pages():
    """Every line stands once and in order, two or more on each page, and nothing sticks out of one."""
    planned = Framed(article(("p", "word " * 3000)), height=120)
    passages = [piece for folio in planned.pages for _, piece in folio.pieces]
    assert len(planned.pages) == len(passages) > 3
    assert [one.last for one in passages[:-1]] == [other.first for other in passages[1:]]
    assert passages[-1].last == len(passages[0].block.lines)
    assert all(passage.last - passage.first >= 2 for passage in passages)
    assert all(passage.height <= planned.measures.height + 0.1 for passage in passages)


@pytest.mark.parametrize("count", range(1, 40))
def test_a_heading_never_ends_a_page(count):
    """However much stands above, a heading has its paragraph's first lines under it."""
    planned = Framed(article(("p", "word " * 20 * count), ("h2", "Heading"), ("p", "word " * 60)), height=120)
    for folio in planned.pages:
        last = folio.pieces[-1][1]
        assert isinstance(last, Passage)
        assert last.block.element.tag == "p"
        for top, piece in folio.pieces:
            assert top + piece.height <= planned.measures.height + 0.1


def test_headings_alone_on_a_page_do_not_turn_it_for_ever():
    """A page that headings fill is turned, once."""
    planned = Framed(article(*[("h1", "Heading " * 40)] * 4, ("p", "word " * 60)), height=90)
    assert len(planned.content) == 5
    assert len(planned.pages) < 12


@pytest.mark.parametrize(
    "change",
    [
        lambda root: ET.SubElement(ET.SubElement(root, "ul"), "p"),
        lambda root: setattr(ET.SubElement(ET.SubElement(ET.SubElement(root, "ul"), "li"), "p"), "tail", "loose"),
        lambda root: ET.SubElement(ET.SubElement(root, "ol"), "li").append(ET.Element("table")),
        lambda root: ET.SubElement(root[0], "p"),
        lambda root: ET.SubElement(root[0], "a", {"href": "#foot"}),
        lambda root: root[0].set("style", "color: red"),
        lambda root: setattr(root[0], "tail", "loose text"),
        lambda root: ET.SubElement(root, "p").__setattr__("text", "\u05d0"),
        lambda root: ET.SubElement(ET.SubElement(ET.SubElement(root, "table"), "tr"), "td"),
        lambda root: ET.SubElement(
            ET.SubElement(ET.SubElement(ET.SubElement(root, "table"), "tbody"), "tr"), "td", {"rowspan": "2"}
        ),
    ],
    ids=[
        *["block in a list", "text behind a block", "table in a list", "block in a line", "place within", "style"],
        *["loose text", "right to left", "row without a part", "cell over rows"],
    ],
)
def test_what_is_not_planned_is_laid_out(change):
    """WeasyPrint takes the page as it is, and nothing of it is lost."""
    root = article(("p", "First"), ("p", "Second"))
    change(root)
    with pytest.raises(Unplanned):
        Framed(root)
    with PdfDocument(pdf.encode(page(root))) as document:
        assert "Second" in document[0].get_textpage().get_text_bounded()


def test_the_outline_has_the_headings():
    """Headings are bookmarks, one below the other by level."""
    root = article(("h1", "One"), ("h2", "Two"), ("p", "word " * 900), ("h3", "Three"), ("h2", "Four"))
    reader = PdfReader(io.BytesIO(pdf.encode(page(root, height=120))))

    def titles(entries):
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in entries]

    assert titles(reader.outline) == ["One", ["Two", ["Three"], "Four"]]


def test_a_page_is_the_same_after_it_was_printed():
    """Making a PDF changes nothing of what other writers are given."""
    made = page()
    before = html.encode(made)
    pdf.encode(made)
    assert html.encode(made) == before


LISTS = """<article lang="en"><h1>One</h1><h2>Two</h2><p>Before</p>
<ul><li>First <strong>entry</strong></li><li lang="th">ที่สอง<ol><li>inner</li><li>other</li></ol></li></ul>
<ol><li><p>long LONG</p><p>second paragraph</p></li><li>end</li><li/></ol>
<h3>Sheet</h3>
<table class="sheet"><caption>Its values</caption><tbody>
<tr><th scope="row">Weight</th><td>1.2 kg</td></tr><tr><th scope="row">Colour</th><td>RED</td></tr></tbody></table>
<table class="revision"><thead><tr><th>Old</th><th>New</th></tr></thead>
<tbody><tr><td>a</td><td>b</td></tr></tbody></table>
<p>After</p></article>"""


def test_lists_and_plain_tables_are_planned_and_tagged(tmp_path):
    """Lists have L, LI, Lbl and LBody; a table without a header has cells that name their row's heading alone."""
    source = LISTS.replace("LONG", "word " * 900).replace("RED", "red " * 400)
    root = parse(source, "lists")
    planned = Framed(root, height=120)
    assert len(planned.pages) > 3
    for folio in planned.pages:
        for top, piece in folio.pieces:
            assert top + piece.height <= planned.measures.height + 0.1
    file = tmp_path / "lists.pdf"
    file.write_bytes(pdf.encode(page(root, height=120)))
    found = elements(file)
    kinds = [kind for kind, _ in found]
    assert [kinds.count(kind) for kind in ("/L", "/LI", "/Lbl", "/LBody", "/Caption", "/Table", "/THead")] == [
        *[3, 7, 7, 7, 1, 2, 1]
    ]
    assert [element["/A"]["/ListNumbering"] for kind, element in found if kind == "/L"] == [
        *["/Disc", "/Decimal", "/Decimal"]
    ]
    headers = [len(element["/A"]["/Headers"]) for kind, element in found if kind == "/TD"]
    assert headers == [1, 1, 1, 1]
    reader = PdfReader(file)
    text = " ".join("".join(sheet.extract_text() for sheet in reader.pages).split())
    assert "1. inner" in text
    assert "2. end" in text
    assert "•" in text
    for checker in (["outloud"], ["pdfua", "check"]):
        program = Path(sys.executable).parent / checker[0]
        done = subprocess.run([program, *checker[1:], file], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout


def test_what_turns_out_late_not_to_be_planned_is_laid_out_as_a_whole():
    """Pages that were written by then are taken back."""
    root = article(("p", "word " * 3000))
    row = ET.SubElement(ET.SubElement(ET.SubElement(root, "table"), "tbody"), "tr")
    ET.SubElement(row, "td", {"rowspan": "2"}).text = "over rows"
    assert pdf.encode(page(root)) == pdf.encode(page(root), planned=False)


def test_rows_of_a_long_table_are_not_kept(monkeypatch):
    """When the last page is painted, no more rows are in memory than when the tenth was."""
    root = article()
    body = ET.SubElement(ET.SubElement(root, "table"), "tbody")
    for number in range(1500):
        row = ET.SubElement(body, "tr")
        ET.SubElement(row, "th").text = ET.SubElement(row, "td").text = f"Row {number}"
    alive = []
    paint = Painting.paint

    def counted(self, resources):
        alive.append(sum(type(one) is Row for one in gc.get_objects()) if len(alive) % 10 == 9 else 0)
        return paint(self, resources)

    monkeypatch.setattr(Painting, "paint", counted)
    pdf.encode(page(root))
    assert len(alive) > 30
    assert 0 < alive[len(alive) // 10 * 10 - 1] <= alive[9] + 3 < 150
