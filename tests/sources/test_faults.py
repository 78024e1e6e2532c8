"""Faults planted in every format: each has its exact place, and a sentence in both languages that says what to do.

The golden has them all, one a paragraph: the code, then `place: sentence` in English and in Thai, as people read them.
"""

import sqlite3

import polars as pl
import pytest
from packages import cell, ods, ods_rows, rows_of, worksheet, xlsx

import mreport
from mreport import MreportError
from mreport.language import language
from mreport.messages import placed

HEAD = "title: T\nattributes:\n  price: {rule: number}\nitems:\n"
WHOLE = HEAD + "  a: {price: 1}\n"
GRID = [["", "A", "B"], ["price", "1", "2"]]


def database(*statements):
    """A function that makes a database."""

    def made(file):
        with sqlite3.connect(file) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    return made


def workbook(rows, **options):
    """The bytes of an XLSX with one sheet."""
    return xlsx(worksheet(rows_of(rows)), names=["ราคา"], **options)


def frame(data):
    """A function that makes a Parquet file."""
    return lambda file: pl.DataFrame(data).write_parquet(file)


# What is wrong: the file's name, its content (or what makes it), the place behind the name, and how it is read.
PLANTED = {
    "a key that is misspelt": ("t.yaml", HEAD.replace("title", "titel") + "  a: {price: 1}\n", "1:1", {}),
    "an attribute that is misspelt": ("t.yaml", HEAD + "  a: {prise: 1}\n", "5:7", {}),
    "a key that stands twice": ("t.yaml", HEAD + "  a: {price: 1,\n    price: 2}\n", "6:5", {}),
    "an item that stands twice": ("t.yaml", HEAD + "  a: {price: 1}\n  a: {price: 2}\n", "6:3", {}),
    "a rule that is none": ("t.yaml", WHOLE.replace("number", "numbr"), "3:17", {}),
    "a quote that stays open": ("t.yaml", HEAD + '  a: {price: "1}\n', "6:1", {}),
    "a tab as indentation": ("t.yaml", HEAD + "\ta: {price: 1}\n", "5:1", {}),
    "items as a list": ("t.yaml", HEAD + "  - {price: 1}\n", "5:3", {}),
    "a word for a boolean": ("t.yaml", WHOLE.replace("number", "number, compared: nein"), "3:35", {}),
    "a date that is none": ("t.yaml", "date: 2026-02-30\n" + WHOLE, "1:7", {}),
    "a tolerance of a text": ("t.yaml", WHOLE.replace("number", "text, tolerance: 5"), "3:34", {}),
    "a related item that is none": ("t.yaml", HEAD + "  apple: {related: [aple]}\n", "5:21", {}),
    "an alias of nothing": ("t.yaml", HEAD + "  a: {price: *p}\n", "5:14", {}),
    "no language's tag": ("t.yaml", WHOLE.replace("T", "{English: T}"), "1:9", {}),
    "nesting without end": ("t.yaml", "attributes: " + "[" * 40 + "]" * 40, "1:45", {}),
    "a comma that is missing": ("t.json", '{"attributes": {"a": {}}\n "items": {}}', "2:2", {}),
    "a comma too many": ("t.json", '{"attributes": {"a": {},},\n "items": {}}', "1:25", {}),
    "NaN": ("t.json", '{"attributes": {"a": {}},\n "items": {"x": {"a": NaN}}}', "2:23", {}),
    "a key twice in JSON": ("t.json", '{"attributes": {"a": {}, "a": {}}, "items": {}}', "1:26", {}),
    "half a character": ("t.json", '{"attributes": {"a": {}},\n "items": {"x": {"a": "\\ud800"}}}', "2:23", {}),
    "a picture that is not there": ("t.yaml", WHOLE.replace("price: 1", "price: {image: photo.png}"), "5:22", {}),
    "a picture out of the folder": ("t.yaml", WHOLE.replace("price: 1", "price: {image: ../photo.png}"), "5:22", {}),
    "a picture of the web": (
        "t.csv",
        ",A,B\nphoto,https://example.org/a.png,\nprice,1,2\n",
        "2:7",
        {"rules": {"photo": "image"}},
    ),
    "quotes that stay open": ("t.csv", ',A,B\nprice,"1,2\nsize,3,4\n', "2:7", {}),
    "a text behind its quotes": ("t.csv", ',A,B\nprice,"1"0,2\n', "2:10", {}),
    "a row that is short": ("t.csv", ",A,B\nprice,1\n", "2:7", {}),
    "a row that is long": ("t.tsv", "\tA\tB\nprice\t1\t2\t3\n", "2:11", {}),
    "an item without a name": ("t.csv", ",A,,C\nprice,1,2,3\n", "1:4", {}),
    "a label twice": ("t.csv", ",A,B\nน้ำหนัก,1,2\nนํ้าหนัก,3,4\n", "3:1", {}),
    "two delimiters": ("t.csv", ",A;B\nprice,1;2\n", "", {}),
    "an encoding that is not said": ("t.csv", ",A,B\nprice,1,2\nสี,3,4\n".encode("cp874"), "3", {}),
    "a NUL": ("t.csv", ",A,B\nprice,1,\0\n", "2", {}),
    "a name twice in XLSX": ("t.xlsx", workbook([["", "A", "A"], ["price", "1", "2"]]), "ราคา!C1", {}),
    "a label that is missing in XLSX": ("t.xlsx", workbook([*GRID, ["", "3", "4"]]), "ราคา!A3", {}),
    "a cell at the last corner": (
        "t.xlsx",
        xlsx(worksheet(rows_of(GRID) + f'<row r="1048576">{cell(1_048_575, 16_383, "x")}</row>'), names=["ราคา"]),
        "ราคา!XFD1048576",
        {},
    ),
    "several sheets": ("t.xlsx", xlsx(worksheet(rows_of(GRID)), worksheet(rows_of(GRID))), "", {}),
    "a sheet that is none": ("t.xlsx", workbook(GRID), "", {"sheet": "ราคาา"}),
    "macros": ("t.xlsx", workbook(GRID, members=[("xl/vbaProject.bin", b"x")]), "", {}),
    "values of another file": ("t.xlsx", workbook(GRID, members=[("xl/externalLinks/e1.xml", b"x")]), "", {}),
    "a name twice in ODS": (
        "t.ods",
        ods(ods_rows([["", "A", "A"], ["price", "1", "2"]]), names=["ราคา"]),
        "ราคา!C1",
        {},
    ),
    "a row that is short in Markdown": ("t.md", "| | A | B |\n|-|-|-|\n| price | 1 |\n| size | 2 | 3 |\n", "3:11", {}),
    "a name twice in Markdown": ("t.md", "# T\n\n| | A | A |\n|-|-|-|\n| price | 1 | 2 |\n", "3:9", {}),
    "no table in Markdown": ("t.md", "# T\n\nprice: 1\n", "", {}),
    "a label that is missing in HTML": (
        "t.html",
        "<table>\n<tr><td>x<td>A\n<tr><td> <td>1\n</table>",
        "3:5",
        {},
    ),
    "a name that is missing in a database": (
        "t.sqlite",
        database("CREATE TABLE phones (name, price)", "INSERT INTO phones VALUES ('A', 1), (NULL, 2)"),
        "phones.name[#2]",
        {},
    ),
    "a binary value": (
        "t.sqlite",
        database("CREATE TABLE phones (name, icon)", "INSERT INTO phones VALUES ('A', x'00ff')"),
        "phones.icon[A]",
        {},
    ),
    "an item that is none": (
        "t.sqlite",
        database("CREATE TABLE phones (name, price)", "INSERT INTO phones VALUES ('Phone A', 1)"),
        "",
        {"wanted": ["Phone B"]},
    ),
    "a name twice in Parquet": ("t.parquet", frame({"name": ["A", "A"], "price": [1, 2]}), "name[#2]", {}),
    "a rule for what is none": ("t.csv", ",A,B\nprice,1,2\n", "", {"rules": {"prise": "number"}}),
    "a file that is cut": ("t.xlsx", workbook(GRID)[:-200], "", {}),
    "a format that is not read": ("t.xls", b"\xd0\xcf\x11\xe0", "", {}),
}


@pytest.fixture
def fault(tmp_path):
    """A function that gives the one fault that is planted, with the file it is in."""

    def found(name):
        file_name, content, _place, choices = PLANTED[name]
        file = tmp_path / file_name
        if callable(content):
            content(file)
        else:
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(MreportError) as error:
            mreport.read(file, **choices)
        (one,) = error.value.faults
        file.unlink()
        return one, file

    return found


def test_there_are_enough():
    """Forty and more, over ten formats."""
    assert len(PLANTED) >= 40
    assert len({name.rpartition(".")[2] for name, *_rest in PLANTED.values()}) >= 10


@pytest.mark.parametrize("name", PLANTED)
def test_a_fault_is_told_where_it_is(fault, name):
    """Line and column of the text, or sheet and cell; nothing else is told."""
    one, file = fault(name)
    assert str(one.place or "").removeprefix(str(file)).removeprefix(":") == PLANTED[name][2]


def test_sentences_say_what_to_do(fault, golden):
    """In both languages, as they were read by people."""
    paragraphs = []
    for name in PLANTED:
        one, file = fault(name)
        said = [placed(one, language(tag)).replace(str(file), file.name) for tag in ("en", "th")]
        paragraphs.append("\n".join([f"{name} [{one.code}]", *said]))
    golden("faults.txt", "\n\n".join(paragraphs) + "\n")
