"""Markdown tables: pages of the reference's form, cells without their markup, each fault with line and column."""

import time
from contextlib import suppress

import pytest

import mreport
from mreport import Value
from mreport.sources.inline import cell

PAGE = """เปรียบเทียบวิธี
ดูวิธีที่เลือกเทียบกันแบบเคียงข้าง แถวที่ต่างกันจะถูกเน้นไว้
| วิธี A× | วิธี B× | |
|---|---|---|
| สาขาวิชา | การเรียนรู้เชิงลึก | การเรียนรู้เชิงลึก |
| ปีกำเนิด≠ | 2020–2023 | 2020–2022 |
| แหล่ง≠ | Ho, J. (2020). A & B. link ↗ | Rombach, R. (2022). C. DOI ↗ |
| ชื่อเรียกอื่น | TL-DM, x | y |
| ScholarGateชุดข้อมูล ↗ |
|
|"""


@pytest.fixture
def read(data_file):
    """A function that reads a Markdown text."""
    return lambda text, **choices: mreport.read(data_file(text, "t.md"), **choices)


def texts(dataset):
    """Texts by item and label."""
    return {
        item.name: {dataset.attributes[key].label: value.parts[0] for key, value in item.values.items()}
        for item in dataset.items.values()
    }


def test_a_page_of_the_reference_s_form_is_read(read):
    """Names to the left, × and ≠, the dataset's line at the foot, a title above, and pipes without cells behind."""
    made = read(PAGE)
    assert list(texts(made)) == ["วิธี A", "วิธี B"]
    assert texts(made)["วิธี A"] == {
        "สาขาวิชา": "การเรียนรู้เชิงลึก",
        "ปีกำเนิด": "2020–2023",
        "แหล่ง": "Ho, J. (2020). A & B.",
        "ชื่อเรียกอื่น": "TL-DM, x",
    }
    assert made.items["วิธี-b"].values["แหล่ง"].mark == "DOI"
    assert (made.title, made.language) == ("เปรียบเทียบวิธี", "th")
    assert made.origin == mreport.Origin("ScholarGateชุดข้อมูล")
    assert [dict(fault.fields) for fault in made.warnings] == [{"attribute": "ชื่อเรียกอื่น"}]
    marked = [row.attribute.label for row in mreport.compare(made).rows if row.marked]
    assert marked == ["ปีกำเนิด", "แหล่ง"]


def test_a_report_of_ours_comes_back(tmp_path, pair):
    """What we write as Markdown is read with the same values, links, marks, title and dataset."""
    mreport.write(pair("th"), tmp_path / "t.md")
    made = mreport.read(tmp_path / "t.md")
    assert made.title == "เปรียบเทียบวิธี"
    assert made.origin == mreport.Origin("ชุดข้อมูล ScholarGate", "https://scholargate.app/", "CC BY 4.0")
    (first, second) = made.items.values()
    assert first.values["ที่เกี่ยวข้อง"].parts == ("5",)
    assert second.values["แหล่งต้นตำรับ"].link == "https://doi.org/10.1109/CVPR52688.2022.01042"
    assert second.values["แหล่งต้นตำรับ"].mark == "DOI"
    assert [row.marked for row in mreport.compare(made).rows].count(True) == 6


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("a", "a"),
        (r"a \| b \* c \\", r"a | b * c \\".replace("\\\\", "\\")),
        ("**Price**", "Price"),
        ("_**x**_", "x"),
        ("2*3*4", "2*3*4"),
        ("snake_case_name *", "snake_case_name *"),
        ("*a* and *b*", "*a* and *b*"),
        ("`a*b` c", "a*b c"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ('<span lang="en">a b</span> c', "a b c"),
        (r'\<span lang="en">a', '<span lang="en">a'),
        ("A &amp; B &lt; C &#3585; & D", "A & B < C ก & D"),
        ("&notanentity;", "&notanentity;"),
        ("[DOI](https://doi.org/10.1/x)", Value(("DOI",), link="https://doi.org/10.1/x")),
        ("text [DOI ↗](https://doi.org/10.1/x)", Value(("text",), link="https://doi.org/10.1/x", mark="DOI")),
        ("[site ↗](https://a.b/)", Value(("site",), link="https://a.b/")),
        ("see [this](https://a.b/?x=1&amp;y) here", Value(("see this here",), link="https://a.b/?x=1&y")),
        ("<https://a.b/>", Value(("https://a.b/",), link="https://a.b/")),
        ("[a](https://a.b/) [c](https://c.d/)", "a (https://a.b/) c (https://c.d/)"),
        ("text link ↗", Value(("text",), mark="link")),
        ("[no link] (x)", "[no link] (x)"),
        ("↗", "↗"),
        ("<b>bold</b>", "<b>bold</b>"),
    ],
)
def test_markup_is_undone_and_nothing_else(source, value):
    """Escapes, entities, breaks, code, links, emphasis of the whole cell; what is none stays as it is written."""
    assert cell(source) == value


def test_tables_in_the_text_are_found(read):
    """Prose, code and lists around it are passed over; pipes at the ends are optional."""
    text = "# Prices\n\n- a | b\n\n```\n| no | table |\n|---|---|\n| x | y |\n```\n\n"
    text += "x | A | B\n:-- | --- | --:\np | 1 | 2\n\nmore\n"
    made = read(text)
    assert texts(made) == {"A": {"p": "1"}, "B": {"p": "2"}}
    assert made.title == "Prices"
    assert made.found == ()


def test_of_several_tables_one_is_named(read, faults_of, data_file):
    """By the heading before it, or by number."""
    text = "# One\n|x|A|\n|-|-|\n|p|1|\n\n## Two\n|x|B|\n|-|-|\n|p|2|\n"
    assert list(texts(read(text, sheet="Two"))) == ["B"]
    assert list(texts(read(text, sheet="1"))) == ["A"]
    file = data_file(text, "t.md")
    assert faults_of(file) == [("sheet-unclear", "", {"sheets": ["“One”", "“Two”"]})]
    assert faults_of(file, sheet="Tow")[0][2]["nearest"] == ["Two"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|x|A|B|\n|-|-|-|\n|p|1|2|\n|q|1|\n|r|1|2|3|\n", [("row-length", "4:4"), ("row-length", "5:8")]),
        ("| x | A | A |\n|--|--|--|\n| p | 1 | 2 |\n", [("item-repeated", "1:11")]),
        ("|x|A|\n|-|-|\n|p|1|\n|  | 2|\n", [("attribute-unlabelled", "4:4")]),
        ("no table\n", [("table-empty", "")]),
        ("|x|A|\n|-|-|\n", [("table-empty", "1:2")]),
        ("", [("table-empty", "")]),
    ],
)
def test_faults_have_line_and_column(data_file, faults_of, text, expected):
    """Of the cell, or of the row's last one; ragged rows are refused and not cut."""
    assert [fault[:2] for fault in faults_of(data_file(text, "t.md"))] == expected


@pytest.mark.parametrize(
    "text",
    [
        "|" * 200_000,
        "|x|A|\n|-|-|\n|p|" + "[" * 100_000 + "|\n",
        "|x|A|\n|-|-|\n|p|" + "`" * 100_000 + "|\n",
        "|x|A|\n|-|-|\n|p|" + "*" * 100_000 + "a|\n",
        "|x|A|\n|-|-|\n|p|" + "\\" * 100_000 + "|\n",
        "|x|A|\n|-|-|\n|p|" + "[a](" * 50_000 + "|\n",
        "|x|A|\n|-|-|\n|p|" + "&" * 100_000 + "|\n",
        "|-" * 50_000 + "\n" + "|-" * 50_000,
        "#" * 100_000 + " x" + "#" * 100_000,
        "a ↗" * 100_000 + "\n|x|A|\n|-|-|\n|p|1|\n|q|2|\n" + "· " * 50_000 + "↗ x",
    ],
    ids=range(10),
)
def test_no_text_takes_long(data_file, text):
    """Texts made to be hard to read are read or refused in a moment."""
    start = time.process_time()
    with suppress(mreport.MreportError):
        mreport.read(data_file(text, "t.md"))
    assert time.process_time() - start < 2


def test_other_encodings_are_said(data_file, faults_of):
    """As for CSV."""
    file = data_file("|x|ก|\n|-|-|\n|p|1|\n".encode("cp874"), "t.md")
    assert faults_of(file)[0][0] == "encoding-table"
    assert list(mreport.read(file, encoding="cp874").items) == ["ก"]
