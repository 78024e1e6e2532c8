"""CSV and TSV: strict, certain of the delimiter, each fault with line and column; held against Python's own reader."""

import csv
import io
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import mreport
from mreport import LimitError, SourceError, UserError, sources
from mreport.sources.csv import cells


@pytest.fixture
def fault(data_file):
    """A function that reads a file's content and gives its one fault: code, place behind the name, fields."""

    def found(content, name="t.csv", **choices):
        file = data_file(content, name)
        with pytest.raises(UserError) as error:
            mreport.read(file, **choices)
        (one,) = error.value.faults
        return one.code, str(one.place or "").removeprefix(str(file)).removeprefix(":"), dict(one.fields)

    return found


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
        ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]),
        ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
        ('"a","b,""c"""\n"d\r\ne",\n', [["a", 'b,"c"'], ["d\r\ne", ""]]),
        ('a,5" disk\n"",\n', [["a", '5" disk'], ["", ""]]),
        (' a , "b\nc,d\n', [[" a ", ' "b'], ["c", "d"]]),
        ("a\u2028b,c\x85d\x0b\n", [["a\u2028b", "c\x85d\x0b"]]),
        ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
        ("a\tb\nc,d\te\n", [["a", "b"], ["c,d", "e"]]),
        ('"a,b";c\n"d,e";f\n', [["a,b", "c"], ["d,e", "f"]]),
        ("sep=;\na;b,c\nd;e,f\n", [["a", "b,c"], ["d", "e,f"]]),
        ("x,a\tb\np,1\n", [["x", "a\tb"], ["p", "1"]]),
        ("SEP=|\r\na|b\r\n", [["a", "b"]]),
        ("a,b\n\nc,d\n", [["a", "b"], [""], ["c", "d"]]),
    ],
)
def test_cells_are_read_as_written(text, rows):
    """Quotes are taken off and doubled ones made single; nothing else is changed."""
    assert cells(text, "f").rows == rows


def test_tsv_is_parted_by_tabs_alone(data_file):
    """The suffix says so; commas are text."""
    dataset = mreport.read(data_file("x\ta,b\np\t1,2\n", "T.TSV"))
    assert dataset.items["a-b"].values["p"].parts == ("1,2",)


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        ('x,a\np,"1\n2\n', "quote-open", "2:3"),
        ('x,"a\n', "quote-open", "1:3"),
        ('"x', "quote-open", "1:1"),
        ('x,a\nน้ำ,"1"2\n', "quote-followed", "2:8"),
        ('x,a\np,"1" \n', "quote-followed", "2:6"),
        ('x,a\n"p\nq",1\nr,"""2""\n', "quote-open", "4:3"),
        ('"x";a\n"p" ;1\n', "quote-followed", "2:4"),
        ("x\np\n", "delimiter-missing", ""),
        ("", "delimiter-missing", ""),
        ("x,a;b\np,1;2\n", "delimiter-unclear", ""),
        ("x,a\tb\np,1\t2\t3,4\n", "delimiter-unclear", ""),
        ("x,a\np,1,2\n", "row-length", "2:5"),
        ("x;a\n\np;1\nq;1,2;3\n", "row-length", "4:7"),
        ("x,a\n\0,1\n", "nul", "2"),
    ],
)
def test_what_is_not_certain_is_refused(fault, content, code, place):
    """Quotes that don't close, cells that could be parted in two ways, rows that are not alike."""
    assert fault(content)[:2] == (code, place)


def test_the_delimiters_that_could_be_meant_are_told(fault):
    """A tab by its name."""
    assert fault("x,a\tb\np,1\tc\n")[2] == {"delimiters": ["“,”", "“TAB”"]}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read(data_file, encoding):
    """With its mark and without, as sources read every file."""
    assert "น้ำ" in mreport.read(data_file("x,a\nน้ำ,1\n".encode(encoding), "t.csv")).attributes


@pytest.mark.parametrize("encoding", ["cp874", "CP874", "windows-874", "tis-620"])
def test_thai_windows_files_are_read_when_they_are_said_to_be_such(fault, data_file, encoding):
    """CP874 is never guessed; the hint says what to give."""
    content = "x,a\nน้ำ,1\n".encode("cp874")
    assert fault(content) == ("encoding-table", "2", {"byte": "0xB9"})
    assert "น้ำ" in mreport.read(data_file(content, "t.csv"), encoding=encoding).attributes
    assert "น้ำ" in mreport.read(data_file(content.replace(b",", b"\t"), "t.tsv"), encoding=encoding).attributes


def test_a_wrong_encoding_is_refused(fault):
    """One that is none, one that makes no text, one that the bytes are not in."""
    content = "x,a\nน้ำ,1\n".encode()
    for encoding in ("cp8744", "hex", "undefined"):
        assert fault(content, encoding=encoding) == ("encoding-unknown", "", {"encoding": encoding})
    assert fault(content, encoding="ascii") == ("encoding-other", "2", {"byte": "0xE0", "encoding": "ascii"})
    assert fault(b"x,a\n\\ud800,1\n", encoding="unicode_escape")[0] == "surrogate"


def test_a_mark_is_no_part_of_the_text(data_file):
    """Even where the encoding that is said does not take it off."""
    text = mreport.read(data_file("x,a\np,1\n".encode("utf-8-sig"), "t.csv"), encoding="utf-8", items="rows")
    assert [item.name for item in text.items.values()] == ["p"]


def test_standard_input_is_read(monkeypatch):
    """A hyphen is standard input, whose format must be said."""

    class Input:
        buffer = io.BytesIO(b"x,a\np,1\n")

    monkeypatch.setattr(sys, "stdin", Input)
    assert mreport.read("-", kind="csv").items["a"].values["p"].parts == ("1",)
    with pytest.raises(UserError) as error:
        mreport.read("-")
    assert error.value.code == "format-missing"
    Input.buffer = io.BytesIO(b"x" * (sources.MOST_BYTES_ELSE + 1))
    with pytest.raises(LimitError) as error:
        mreport.read("-", kind="csv")
    assert error.value.code == "source-too-large"


def test_tables_may_be_larger_than_yaml(data_file):
    """The limit for tables is ten times that of YAML."""
    cell = "ก" * 1000
    assert mreport.read(data_file("x,a\n" + "".join(f"{row},{cell}\n" for row in range(1000)), "t.csv")).items


TEXTS = st.text(st.one_of(st.sampled_from('",;\t\n\r ก้ำ"'), st.characters(exclude_categories=["Cs"])), max_size=6)
ROWS = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=1))


@given(ROWS, st.sampled_from([",", ";", "\t"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_what_is_written_is_read(rows, delimiter, quoting):
    """What Python's writer makes of rows comes back as these rows."""
    assume("\0" not in str(rows))
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, quoting=quoting).writerows(rows)
    assert cells(file.getvalue(), "f", delimiter).rows == rows


@given(st.text(st.sampled_from('ab", \n\r'), max_size=12))
def test_it_reads_what_pythons_strict_reader_reads(text):
    """The same rows, and refused where that one refuses."""
    try:
        expected = [row or [""] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except csv.Error:
        with pytest.raises(SourceError):
            cells(text, "f", ",")
    else:
        assert cells(text, "f", ",").rows == expected


@given(ROWS)
def test_places_are_those_of_the_cells(rows):
    """At each place the text of the cell begins, behind its quotes."""
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    text = file.getvalue()
    read = cells(text, "f", ",")
    lines = io.StringIO(text, newline="").readlines()
    for row, written in enumerate(rows):
        for column, cell in enumerate(written):
            place = read.place(row, column)
            rest = lines[place.line - 1][place.column - 1 :] + "".join(lines[place.line :])
            assert rest.startswith('"' + cell.replace('"', '""') + '"')
