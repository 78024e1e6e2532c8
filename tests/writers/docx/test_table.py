"""Tables: a grid that holds, a header that repeats, rows that are marked, links that are alive."""

from io import BytesIO

import docx as python_docx
import pytest

from mreport.columns import Columns
from mreport.errors import LimitError
from mreport.layout import PLAIN
from mreport.writers import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def grid(parts):
    """Widths of the grid's columns, and for each row the widths of its cells with their spans."""
    columns = [int(column.get(f"{W}w")) for column in parts.find("//w:tblGrid/w:gridCol")]
    rows = []
    for row in parts.find("//w:tr"):
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
        widths = [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in row.findall(f"{W}tc")]
        rows.append(
            [
                (1 if span is None else int(span.get(f"{W}val")), width)
                for span, width in zip(spans, widths, strict=True)
            ]
        )
    return columns, rows


def assert_grid_holds(parts):
    """Each row fills the grid, each cell is as wide as its columns, and the whole is as wide as it says."""
    columns, rows = grid(parts)
    for row in rows:
        start = 0
        for span, width in row:
            assert width == sum(columns[start : start + span])
            start += span
        assert start == len(columns)
    (whole,) = parts.find("//w:tblPr/w:tblW/@w:w")
    assert int(whole) == sum(columns)


def test_widths(parts, made):
    """Columns are as wide as in PDF, in whole twips, and together as the text."""
    assert_grid_holds(parts)
    columns, _ = grid(parts)
    table = next(made.page().root.iter("table"))
    wanted = Columns(PLAIN).widths(table, PLAIN.text_width)
    assert columns == pytest.approx([width / 25.4 * 1440 for width in wanted], abs=2)
    assert sum(columns) == pytest.approx(PLAIN.text_width / 25.4 * 1440, abs=2)
    assert parts.find("//w:tblLayout/@w:type") == ["fixed"]


def test_spans(made):
    """Cells over several columns or rows, rows that are short, empty ones: the grid holds."""
    parts = made.parts(
        "<table><tr><td>a</td><td>b</td><td>c</td></tr>"
        '<tr><td rowspan="2">d</td><td colspan="2">e</td></tr><tr><td>f</td></tr>'
        '<tr><th colspan="3">g</th></tr><tr/>'
        '<tr><td/><td rowspan="3" colspan="2">h</td></tr><tr><td>i</td></tr></table>'
    )
    assert_grid_holds(parts)
    assert parts.find("//w:vMerge/@w:val") == ["restart", "continue", "restart", "continue"]


def test_header_row(parts):
    """The header's row alone repeats on each page, and the table says that it has one."""
    headers = [bool(row.findall(f"{W}trPr/{W}tblHeader")) for row in parts.find("//w:tr")]
    assert headers == [True, False, False]
    assert parts.find("//w:tblLook/@w:firstRow") == parts.find("//w:tblLook/@w:firstColumn") == ["1"]


def test_table_without_header(made):
    """A table of plain cells has no header and no labels, and does not say that it has."""
    parts = made.parts("<table><tr><td>a</td></tr></table>")
    assert parts.find("//w:tblLook/@w:firstRow") == parts.find("//w:tblLook/@w:firstColumn") == ["0"]
    assert not parts.find("//w:tblHeader")


def test_tall_rows_may_break(made):
    """A short row stays whole, one that is taller than a third of the page does not."""
    parts = made.parts(
        f'<table class="comparison"><tr><th>a</th><td>{"ยาว " * 900}</td></tr><tr><td>b</td></tr></table>'
    )
    tall, short = parts.find("//w:tr")
    assert not tall.findall(f"{W}trPr/{W}cantSplit")
    assert short.findall(f"{W}trPr/{W}cantSplit")


def test_marked_rows(made, parts):
    """A marked row is shaded in every cell and has a bar of 3 points at its label; others have neither."""
    _, plain, marked = parts.find("//w:tr")
    shades = [cell.find(f"{W}tcPr/{W}shd").get(f"{W}fill") for cell in marked.findall(f"{W}tc")]
    assert shades == [PLAIN.shade] * 3
    assert not plain.findall(f".//{W}shd")
    bars = [bar for bar in marked.findall(f".//{W}left") if bar.get(f"{W}color") == PLAIN.bar_colour]
    assert [bar.get(f"{W}sz") for bar in bars] == ["24"]
    assert made.text(marked[1]) == "ที่เกี่ยวข้อง\u00a0≠"
    assert not [bar for bar in plain.findall(f".//{W}left") if bar.get(f"{W}color") == PLAIN.bar_colour]


def test_name_and_description(parts):
    """The table carries its name and how to read it, for those who can't see it."""
    assert parts.find("//w:tblCaption/@w:val") == ["เปรียบเทียบวิธี"]
    assert parts.find("//w:tblDescription/@w:val") == ["แถวที่ต่างมี ≠ ต่างกัน 1 จาก 2"]


def test_cells_end_with_a_paragraph(made):
    """Every cell ends with a paragraph, an empty one and one that holds a table too, and so does the body."""
    parts = made.parts("<table><tr><td/><td><table><tr><td>in</td></tr></table></td></tr></table>")
    assert parts.find("//w:tc")
    assert all(cell[-1].tag == f"{W}p" for cell in parts.find("//w:tc"))
    assert [child.tag for child in parts.find("//w:body/*")] == [f"{W}tbl", f"{W}p", f"{W}sectPr"]


def test_links(made, parts):
    """An address that may be a live link is a relationship of the document, once; its text is styled."""
    (link,) = parts.find("//w:hyperlink")
    (relationship,) = parts.find("//rel:Relationship[@TargetMode='External']", "word/_rels/document.xml.rels")
    assert relationship.get("Target") == "https://example.org/?a=1&b=2"
    assert link.values()[0] == relationship.get("Id")
    assert made.text(link) == "DOI\u00a0↗"
    assert {style.get(f"{W}val") for style in link.iter(f"{W}rStyle")} == {"Hyperlink"}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "#here", "//host", ""])
def test_other_addresses_are_text(made, address, monkeypatch):
    """An address that may not be a live link leaves its text and nothing else, had the page taken it."""
    monkeypatch.setattr("mreport.page.allowed", lambda address: address)
    parts = made.parts(f'<p><a href="{address}">text</a></p>')
    assert not parts.find("//w:hyperlink")
    assert made.text(parts.find("//w:p")[0]) == "text"
    assert not parts.find("//*[@TargetMode='External']", "word/_rels/document.xml.rels")


@pytest.mark.parametrize("row", ["<td/>" * 64, '<td/><td colspan="63"/>', '<td colspan="10000000"/>'])
def test_more_columns_than_word_allows(made, row):
    """A table of more than 63 columns is refused by name; one of 63 is written."""
    with pytest.raises(LimitError) as refused:
        made.parts(f"<table><tr>{row}</tr></table>")
    assert refused.value.code == "docx-columns"
    assert refused.value.faults[0].fields["most"] == 63
    assert_grid_holds(made.parts(f"<table><tr>{'<td/>' * 63}</tr></table>"))


def test_panels(made):
    """More items than fit become several tables, each named, with the label column and a header of its own."""
    cells = "".join(f"<td>{item}</td>" for item in range(9))
    head = cells.replace("td>", "th>")
    parts = made.parts(
        f'<h1>T</h1><table class="comparison"><thead><tr><th>A</th>{head}</tr></thead>'
        f"<tbody><tr><th>L</th>{cells}</tr></tbody></table>",
        lang="en",
    )
    tables = parts.find("//w:tbl")
    assert [len(table.findall(f"{W}tblGrid/{W}gridCol")) for table in tables] == [4, 4, 4]
    assert [made.text(table.find(f".//{W}tc")) for table in tables] == ["A"] * 3
    assert parts.find("//w:tblCaption/@w:val")[0] == "T – Items 1–3 of 9"
    assert len(parts.find("//w:p[w:pPr/w:pStyle/@w:val='MreportPanel']")) == 3


def test_reopened(made):
    """python-docx reads the document again and finds the same cells."""
    document = python_docx.Document(BytesIO(docx.encode(made.page())))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells == [
        ["คุณลักษณะ", "แบบจำลอง LDM (2022)", "B"],
        ["ปีกำเนิด", "2020", "2020"],
        ["ที่เกี่ยวข้อง\u00a0≠", "  ก่อน\nหลัง", "link DOI\u00a0↗"],
    ]
