"""ODS: cells as shown, links, sheets, what is merged, hidden or repeated; and files made to do harm."""

import time

import pytest
from packages import ods, ods_rows

import mreport

ROWS = [["", "A", "B"], ["p", "1", "2"], ["q", "x", "y"]]
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'


@pytest.fixture
def read(data_file):
    """A function that reads the bytes of an ODS."""
    return lambda content, **choices: mreport.read(data_file(content, "t.ods"), **choices)


@pytest.fixture
def refused(data_file, faults_of):
    """A function that gives the one fault of the bytes of an ODS, and holds that refusing them is quick."""

    def found(content, **choices):
        file = data_file(content, "t.ods")
        start = time.process_time()
        (fault,) = faults_of(file, **choices)
        assert time.process_time() - start < 2
        return fault

    return found


def row(*cells, attributes=""):
    """A row of cells' XML."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def cell(text, attributes='office:value-type="string"'):
    """A cell with a paragraph's XML."""
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def values(dataset):
    """Texts by item and label."""
    return {
        item.name: {dataset.attributes[key].label: value.parts[0] for key, value in item.values.items()}
        for item in dataset.items.values()
    }


def told(dataset):
    """The warnings by code, with the cells that they name."""
    return {fault.code: fault.fields["cells"] for fault in dataset.warnings}


def test_cells_are_read_as_shown(read):
    """The text that the file shows, and not the value behind it; spaces, tabs and lines as they are."""
    number = 'office:value-type="float" office:value="12900"'
    day = 'office:value-type="date" office:date-value="2024-01-31"'
    table = ods_rows(ROWS[:1]) + row(cell("ราคา"), cell("12,900", number), cell("๓๑/มกราคม/๒๕๖๗", day))
    table += row(
        cell("t"), cell("a<text:s/><text:s text:c='2'/>b<text:tab/>c<text:line-break/>d"), cell("x</text:p><text:p>y")
    )
    assert values(read(ods(table))) == {
        "A": {"ราคา": "12,900", "t": "a   b\tc\nd"},
        "B": {"ราคา": "๓๑/มกราคม/๒๕๖๗", "t": "x\ny"},
    }


def test_links_are_kept_and_notes_are_not(read):
    """A cell's link is its value's; a comment on a cell is no part of it."""
    link = '<text:a xlink:href="https://doi.org/10.1000/182">DOI</text:a>'
    note = "<office:annotation><text:p>said by me</text:p></office:annotation>"
    noted = f'<table:table-cell office:value-type="string">{note}<text:p>y</text:p></table:table-cell>'
    made = read(ods(ods_rows(ROWS[:1]) + row(cell("p"), cell(link), noted)))
    assert values(made) == {"A": {"p": "DOI"}, "B": {"p": "y"}}
    assert made.items["a"].values["p"].link == "https://doi.org/10.1000/182"


def test_merged_and_hidden_cells_are_told(read):
    """A merged cell says the same for each that it covers; what is hidden is read; each is told with its cells."""
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    title = row(cell("Prices", 'table:number-columns-spanned="3"'), "<table:covered-table-cell/>" * 2)
    same = row(cell("r"), cell("same", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>")
    hidden = ods_rows(ROWS[2:]).replace("<table:table-row>", '<table:table-row table:visibility="filter">')
    style = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    table = columns + title + ods_rows(ROWS[:2]) + hidden + same
    content = ods(table, ods_rows(ROWS), names=["T", "secret"], styles=style, attributes=["", 'table:style-name="h"'])
    made = read(content)
    assert values(made)["B"] == {"p": "2", "q": "y", "r": "same"}
    assert made.title == "Prices"
    assert told(made) == {
        "merged-cells": ["B5:C5"],
        "hidden-rows": ["4"],
        "hidden-columns": ["B"],
        "hidden-sheets": ["secret"],
    }


def test_errors_and_formulas_without_values_are_told(read):
    """An error is read as it is shown; a formula whose result was never saved is empty."""
    wrong = cell("#REF!", 'office:value-type="error" table:formula="of:=#REF!"')
    empty = '<table:table-cell table:formula="of:=1+1"/>'
    made = read(ods(ods_rows(ROWS[:2]) + row(cell("r"), wrong, empty)))
    assert told(made) == {"error-cells": ["B3"], "formulas-without-value": ["C3"]}


def test_of_several_sheets_one_is_named(read, refused):
    """As in XLSX."""
    content = ods(ods_rows(ROWS), ods_rows([["", "C"], ["r", "3"]]), names=["ราคา", "x"])
    assert refused(content)[0] == "sheet-unclear"
    assert list(read(content, sheet="x").items) == ["c"]
    assert list(read(ods(ods_rows(ROWS), "")).items) == ["a", "b"]


def empty(rows, columns):
    """Rows of empty cells, as spreadsheets write them."""
    return row(
        f'<table:table-cell table:number-columns-repeated="{columns}"/>',
        attributes=f'table:number-rows-repeated="{rows}"',
    )


def test_faults_of_a_table_name_sheet_and_cell(refused):
    """As spreadsheets do, repeated cells and rows counted."""
    table = empty(4, 9) + row("<table:table-cell/>", cell("A")) + row("<table:table-cell/>", cell("1"))
    assert refused(ods(table))[:2] == ("attribute-unlabelled", "S1!A6")


def test_empty_cells_without_end_are_passed_over(read):
    """Spreadsheets end in a million empty rows, written as one."""
    assert list(read(ods(ods_rows(ROWS) + empty(1_048_573, 16_384))).items) == ["a", "b"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: b"PK", "spreadsheet-broken"),
        (lambda: ods(ods_rows(ROWS)).replace(b"content.xml", b"kontent.xml"), "spreadsheet-broken"),
        (lambda: ods(ods_rows(ROWS), prolog=BOMB), "xml-doctype"),
        (lambda: ods(ods_rows(ROWS), members=[("Basic/Standard/Module1.xml", "x")]), "source-macros"),
        (lambda: ods(ods_rows(ROWS), members=[("Scripts/python/x.py", "x")]), "source-macros"),
        (
            lambda: ods(ods_rows(ROWS), members=[("META-INF/manifest.xml", "<m><encryption-data/></m>")]),
            "source-encrypted",
        ),
        (lambda: ods(ods_rows(ROWS), members=[("content.xml", "x")]), "member-twice"),
        (lambda: ods(ods_rows(ROWS), members=[("../x", "x")]), "member-name"),
        (lambda: ods('<table:table-source xlink:href="file:///etc/passwd"/>' + ods_rows(ROWS)), "source-outside"),
        (lambda: ods("<x>" * 100 + "</x>" * 100), "too-deep"),
        (lambda: ods(ods_rows(ROWS), members=[("x", b"\0" * 210_000_000)]), "unpacked-too-large"),
        (lambda: ods(row(cell("x", 'table:number-columns-repeated="999999999"'))), "sheet-too-large"),
        (lambda: ods(row(cell("x"), attributes='table:number-rows-repeated="999999999"')), "sheet-too-large"),
        (lambda: ods(row(cell("x", 'table:number-columns-repeated="-5"'))), "cell-reference"),
        (lambda: ods(row(cell("x", f'table:number-columns-repeated="{"9" * 5000}"'))), "cell-reference"),
        (lambda: ods(""), "table-empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_files_made_to_do_harm_are_refused(refused, content, code):
    """Broken, locked, with macros or outside parts, with entities, bombs, cells repeated without end."""
    assert refused(content())[0] == code
