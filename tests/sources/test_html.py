"""HTML tables: cells as a browser shows them, links, spans, declared encodings, faults with line and column."""

import time
from contextlib import suppress

import pytest

import mreport

TABLE = "<table>\n<tr><th></th><th>A</th><th>B</th></tr>\n<tr><th>p</th><td>1</td><td>2</td></tr>\n</table>\n"


@pytest.fixture
def read(data_file):
    """A function that reads an HTML document."""
    return lambda content, **choices: mreport.read(data_file(content, "t.html"), **choices)


def rows(*cells):
    """A document with a table of cells as they are."""
    return "<table>" + "\n".join(f"<tr>{''.join(row)}</tr>" for row in cells) + "</table>"


def texts(dataset):
    """Texts by item and label."""
    return {
        item.name: {dataset.attributes[key].label: value.parts[0] for key, value in item.values.items()}
        for item in dataset.items.values()
    }


def test_a_report_of_ours_comes_back(tmp_path, pair):
    """What we write as HTML is read with the same values, links, marks, title and dataset."""
    mreport.write(pair("th"), tmp_path / "t.html")
    made = mreport.read(tmp_path / "t.html")
    assert made.title == "เปรียบเทียบวิธี"
    assert made.origin == mreport.Origin("ชุดข้อมูล ScholarGate", "https://scholargate.app/", "CC BY 4.0")
    (_first, second) = made.items.values()
    source = second.values["แหล่งต้นตำรับ"]
    assert (source.link, source.mark) == ("https://doi.org/10.1109/CVPR52688.2022.01042", "DOI")
    assert [row.marked for row in mreport.compare(made).rows].count(True) == 6


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("a  b\n c", "a b c"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<ul><li>a</li><li>b <b>c</b></li></ul>", "a\nb c"),
        ("a&nbsp;b &lt; c &amp; d &#3585;", "a\xa0b < c & d ก"),
        ("<script>x()</script>a<style>b{}</style><!-- c -->", "a"),
        ('a<span hidden>b</span><span style="display: none">c</span>', "a"),
        ("<i>007</i>", "007"),
        ("a<td>", "a"),
    ],
)
def test_cells_are_as_a_browser_shows_them(read, inside, shown):
    """White space is one space, blocks and breaks begin a line, what is not shown is left out."""
    made = read(rows(["<th>x", "<th>A"], ["<th>p", f"<td>{inside}"]).replace("a<td>", "a"))
    assert texts(made)["A"] == {"p": shown}


def test_links_are_kept(read):
    """One link is the value's; of several none is, and a place within the page is none."""
    made = read(
        rows(
            ["<th>x", "<th>A", "<th>B", "<th>C"],
            [
                "<th>p",
                '<td><a href="https://a.b/">text</a>',
                '<td>text <a href="https://a.b/">DOI ↗</a>',
                '<td><a href="#x">text</a>',
            ],
        )
    )
    values = [item.values["p"] for item in made.items.values()]
    assert [(value.parts, value.link, value.mark) for value in values] == [
        (("text",), "https://a.b/", None),
        (("text",), "https://a.b/", "DOI"),
        (("text",), None, None),
    ]


def test_spans_say_the_same_for_each_cell(read):
    """Over rows and columns, as a browser lays them out; they are warned of."""
    made = read(
        rows(
            ["<th>x", "<th>A", "<th>B", "<th>C"],
            ["<td>p", "<td colspan=2>1", "<td>2"],
            ["<td>q", "<td rowspan=2>3", "<td>4", "<td>5"],
            ["<td>r", "<td>6", "<td>7"],
        )
    )
    assert texts(made) == {
        "A": {"p": "1", "q": "3", "r": "3"},
        "B": {"p": "1", "q": "4", "r": "6"},
        "C": {"p": "2", "q": "5", "r": "7"},
    }
    assert made.warnings[0].fields["cells"] == ["B2:C2", "B3:B4"]


def test_the_table_of_data_is_found(read, data_file, faults_of):
    """Tables for layout hold others and are none; of several one is named by caption or heading."""
    layout = f"<title>T</title><table><tr><td>menu</td><td>{TABLE}</td></tr><tr><td>a<td>b</tr></table>"
    assert read(layout).title == "T"
    two = f"<h2>One</h2>{TABLE}<table><caption>Two</caption>{TABLE.replace('<table>', '').replace('A', 'Z')}"
    file = data_file(two, "t.htm")
    assert faults_of(file) == [("sheet-unclear", "", {"sheets": ["“One”", "“Two”"]})]
    assert list(texts(mreport.read(file, sheet="Two"))) == ["Z", "B"]
    assert list(texts(mreport.read(file, sheet="1"))) == ["A", "B"]


@pytest.mark.parametrize("name", ["windows-874", "TIS-620", "iso-8859-11"])
def test_the_encoding_that_is_declared_is_read(read, name):
    """A declaration is no guess; without one the bytes are refused."""
    page = f'<html><head><meta charset="{name}"></head>{TABLE.replace("A", "ก")}'.encode("cp874")
    assert list(texts(read(page))) == ["ก", "B"]
    old = f'<meta http-equiv="Content-Type" content="text/html; charset={name}">{TABLE.replace("A", "ก")}'
    assert list(texts(read(old.encode("cp874")))) == ["ก", "B"]
    with pytest.raises(mreport.SourceError) as error:
        read(TABLE.replace("A", "ก").encode("cp874"))
    assert error.value.code == "encoding-table"
    assert list(texts(read(TABLE.replace("A", "ก").encode("cp874"), encoding="cp874"))) == ["ก", "B"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rows(["<th>x", "<th>A", "<th>A"], ["<td>p", "<td>1", "<td>2"]), [("item-repeated", "1:22")]),
        (rows(["<th>x", "<th>A"], ["<td>p", "<td>1"], ["<td> ", "<td>2"]), [("attribute-unlabelled", "3:5")]),
        (
            f"<!-- <td> -->\n<script>'<td>'</script>{rows(['<th>x', '<th>', '<th>A'], ['<td>p', '<td>1', '<td>2'])}",
            [("item-unnamed", "2:40")],
        ),
        ("<p>no table</p>", [("table-empty", "")]),
        ("", [("table-empty", "")]),
    ],
)
def test_faults_have_line_and_column(data_file, faults_of, text, expected):
    """Where the cell begins in the source; comments and scripts are not counted."""
    assert [fault[:2] for fault in faults_of(data_file(text, "t.html"))] == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<div>" * 100_000 + TABLE, "too-deep"),
        (TABLE.replace("<td>1", "<td>" + "<b>" * 1000), "too-deep"),
        (rows(*[["<td rowspan=1000 colspan=1000>x"] * 3] * 1000), "sheet-too-large"),
    ],
)
def test_what_is_too_large_or_deep_is_refused(data_file, faults_of, text, code):
    """In a moment, and not cut where the parser gives up."""
    start = time.process_time()
    assert faults_of(data_file(text, "t.html"))[0][0] == code
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        "<" * 500_000,
        "<!--" * 200_000,
        "<!" * 200_000,
        "</" * 200_000,
        "<table><tr>" + "<td>" * 100_000,
        "<table>" + "<tr>" * 100_000,
        "<script>" * 100_000,
        "&" * 500_000,
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + TABLE.replace("1", "&b;"),
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">' + TABLE,
        "<meta " * 100_000,
        "<td " + "a=b " * 100_000,
        "<table><tr><td colspan=99999999999999999999 rowspan=x>a<td>b<tr><td>c<td>d</table>",
    ],
    ids=range(13),
)
def test_no_text_takes_long(data_file, text):
    """Texts made to be hard to read are read or refused in a moment."""
    start = time.process_time()
    with suppress(mreport.MreportError):
        mreport.read(data_file(text, "t.html"))
    assert time.process_time() - start < 2
