"""XLSX: cells as shown, links, sheets, what is merged or hidden; and files made to do harm, refused in a moment."""

import datetime
import io
import time

import openpyxl
import pytest
from packages import HEAD, MAIN, PACKAGE, RELATIONS, cell, rows_of, worksheet, xlsx

import mreport

ROWS = [["", "A", "B"], ["p", "1", "2"], ["q", "x", "y"]]


@pytest.fixture
def read(data_file):
    """A function that reads the bytes of an XLSX."""
    return lambda content, **choices: mreport.read(data_file(content, "t.xlsx"), **choices)


@pytest.fixture
def refused(data_file, faults_of):
    """A function that gives the one fault of the bytes of an XLSX, and holds that refusing them is quick."""

    def found(content, **choices):
        file = data_file(content, "t.xlsx")
        start = time.process_time()
        (fault,) = faults_of(file, **choices)
        assert time.process_time() - start < 2
        return fault

    return found


def book(fill):
    """The bytes of a workbook of openpyxl, after a function has filled its sheet."""
    made = openpyxl.Workbook()
    fill(made, made.active)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


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
    """Numbers and dates by their formats, booleans as spreadsheets write them, texts as they are."""

    def fill(_book, sheet):
        sheet.append(["รุ่น", "A", "B"])
        sheet.append(["ราคา", 12900, 15900.5])
        sheet["B2"].number_format, sheet["C2"].number_format = "#,##0", "0%"
        sheet.append(["วันขาย", datetime.date(2024, 1, 31), datetime.datetime.fromisoformat("2024-03-01T12:30")])
        sheet["B3"].number_format, sheet["C3"].number_format = "[$-D07041E]d/mmmm/yyyy", "d/m/yyyy h:mm"
        sheet.append(["รหัส", "007", 2020])
        sheet.append(["ใช้ได้", True, False])

    made = read(book(fill))
    assert values(made) == {
        "A": {"ราคา": "12,900", "วันขาย": "๓๑/มกราคม/๒๕๖๗", "รหัส": "007", "ใช้ได้": "TRUE"},
        "B": {"ราคา": "1590050%", "วันขาย": "1/3/2024 12:30", "รหัส": "2020", "ใช้ได้": "FALSE"},
    }
    assert (made.language, made.warnings, made.found) == ("th", (), ())


def test_links_are_kept(read):
    """A cell's hyperlink is its value's; one within the file is no link."""

    def fill(_book, sheet):
        for row in ROWS:
            sheet.append(row)
        sheet["B3"].hyperlink = "https://doi.org/10.1000/182"
        sheet["C3"].hyperlink = "#S1!A1"

    made = read(book(fill))
    assert made.items["a"].values["q"].link == "https://doi.org/10.1000/182"
    assert made.items["b"].values["q"].link is None


def test_merged_and_hidden_cells_are_told(read):
    """A merged cell says the same for each that it covers; what is hidden is read; each is told with its cells."""

    def fill(book, sheet):
        sheet.append(["Prices", None, None])
        sheet.merge_cells("A1:C1")
        for row in ROWS:
            sheet.append(row)
        sheet.append(["r", "same", None])
        sheet.merge_cells("B5:C5")
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        book.create_sheet("secret")["A1"] = "x"
        book["secret"].sheet_state = "hidden"

    made = read(book(fill))
    assert values(made)["B"] == {"p": "2", "q": "y", "r": "same"}
    assert made.title == "Prices"
    assert told(made) == {
        "merged-cells": ["B5:C5"],
        "hidden-rows": ["3"],
        "hidden-columns": ["C"],
        "hidden-sheets": ["secret"],
    }
    assert [fault.code for fault in made.found] == ["found-sheet", "found-title"]


def test_errors_and_formulas_without_values_are_told(read):
    """An error is read as it is shown; a formula whose result was never saved is empty."""
    data = rows_of(ROWS[:1]) + (
        f'<row r="2">{cell(1, 0, "p")}<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2"><f>1+1</f></c></row>'
        f'<row r="3">{cell(2, 0, "q")}<c r="B3"><f>1+1</f><v></v></c><c r="C3" t="str"><f>""</f><v></v></c></row>'
        f'<row r="4">{cell(3, 0, "r")}<c r="B4"><f>1+1</f><v>2</v></c></row>'
    )
    made = read(xlsx(worksheet(data)))
    assert values(made) == {"A": {"p": "#DIV/0!", "r": "2"}, "B": {}}
    assert told(made) == {"error-cells": ["B2"], "formulas-without-value": ["C2", "B3"]}


def test_of_many_cells_ten_are_told(read):
    """A warning names the first ten."""
    data = rows_of([["", "A"], *([f"p{row}", "1"] for row in range(20))])
    data = data.replace("<row ", '<row hidden="1" ')
    assert told(read(xlsx(worksheet(data))))["hidden-rows"] == [*map(str, range(1, 11)), "…"]


def test_the_only_sheet_that_holds_anything_is_read(read):
    """Empty ones and hidden ones are passed over; which one is read is told."""
    full, empty = worksheet(rows_of(ROWS)), worksheet("")
    made = read(xlsx(empty, full, full, names=["E", "F", "H"], states=["visible", "visible", "hidden"]))
    assert [(fault.code, dict(fault.fields)) for fault in made.found] == [("found-sheet", {"sheet": "F"})]


def test_of_several_sheets_one_is_named(read, refused):
    """By its name, or by its number; a hidden one too."""
    other = worksheet(rows_of([["", "C"], ["r", "3"]]))
    content = xlsx(worksheet(rows_of(ROWS)), other, names=["ราคา", "2"], states=["visible", "visible"])
    assert refused(content)[::2] == ("sheet-unclear", {"sheets": ["“ราคา”", "“2”"]})
    assert list(read(content, sheet="ราคา").items) == ["a", "b"]
    assert list(read(content, sheet="1").items) == ["a", "b"]
    assert list(read(content, sheet="2").items) == ["c"]
    assert refused(content, sheet="ราค")[2] == {"sheet": "ราค", "nearest": ["ราคา"], "known": ["ราคา", "2"]}
    assert refused(content, sheet="3")[0] == "sheet-unknown"
    hidden = xlsx(worksheet(rows_of(ROWS)), other, states=["visible", "hidden"])
    assert list(read(hidden, sheet="S2").items) == ["c"]


def test_faults_of_a_table_name_sheet_and_cell(data_file, faults_of):
    """As spreadsheets do."""
    content = xlsx(
        worksheet(rows_of([["x", "A", "", "A"], ["p", "1", "2", "3"], ["", "1"], ["p", "4"]])), names=["ราคา"]
    )
    assert [fault[:2] for fault in faults_of(data_file(content, "t.xlsx"))] == [
        ("item-unnamed", "ราคา!C1"),
        ("item-repeated", "ราคา!D1"),
        ("attribute-unlabelled", "ราคา!A3"),
        ("attribute-repeated", "ราคา!A4"),
    ]


def test_empty_rows_far_below_are_passed_over(read):
    """Formats without values at the sheet's end are no part of the table, and cost nothing."""
    data = rows_of(ROWS) + '<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row>'
    assert list(read(xlsx(worksheet(data, before='<dimension ref="A1:XFD1048576"/>'))).items) == ["a", "b"]


def test_a_cell_at_the_last_corner_is_refused(refused):
    """One cell at XFD1048576 would make a table of seventeen thousand million cells."""
    data = rows_of(ROWS) + f'<row r="1048576">{cell(1_048_575, 16_383, "x")}</row>'
    code, place, fields = refused(xlsx(worksheet(data)))
    assert (code, place) == ("sheet-too-large", "S1!XFD1048576")
    assert fields == {"rows": 1_048_576, "columns": 16_384, "most": 1_200_000}


def test_as_many_cells_as_the_limits_make_are_the_most(refused):
    """Rows times items; refused at the cell that is one too many."""
    data = rows_of([["", "A"], ["p", "1"], ["q", "2"]])
    assert refused(xlsx(worksheet(data)), limits=mreport.Limits(rows=2, items=2))[1] == "S1!A3"


def test_a_hundred_million_cells_in_one_range_are_no_cost(read):
    """A merged range, a hidden column range and a link over the whole sheet are taken as far as the table reaches."""
    after = '<mergeCells><mergeCell ref="B3:XFD1048576"/></mergeCells>'
    after += '<hyperlinks><hyperlink ref="A1:XFD1048576" r:id="x"/></hyperlinks>'
    start = time.process_time()
    made = read(xlsx(worksheet(rows_of(ROWS), '<cols><col min="1" max="16384" hidden="1"/></cols>', after)))
    assert time.process_time() - start < 2
    assert values(made)["B"] == {"p": "2", "q": "x"}
    assert told(made)["hidden-columns"] == ["A", "B", "C"]


@pytest.mark.parametrize(
    "data",
    [
        '<row r="1"><c r="A0"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="1A"><v>1</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="2"/><row r="1"/>',
        '<row r="1048577"/>',
        '<row r="x"/>',
        '<row r="99999999999999999999"/>',
    ],
)
def test_references_that_can_t_be_are_refused(refused, data):
    """Beyond the sheet, out of order, of another row, or none at all."""
    assert refused(xlsx(worksheet(data)))[:2] == ("cell-reference", "S1")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '<mergeCells><mergeCell ref="C3:A1"/></mergeCells>'),
        ("", '<mergeCells><mergeCell ref="A:B"/></mergeCells>'),
        ("", "<mergeCells><mergeCell/></mergeCells>"),
        ("", '<hyperlinks><hyperlink ref="A1:"/></hyperlinks>'),
        ('<cols><col min="1" max="999999999"/></cols>', ""),
        ('<cols><col min="0" max="1"/></cols>', ""),
    ],
)
def test_ranges_that_can_t_be_are_refused(refused, before, after):
    """Turned, open, none, beyond the last column."""
    assert refused(xlsx(worksheet(rows_of(ROWS), before, after)))[0] == "cell-reference"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: b"", "spreadsheet-broken"),
        (lambda: b"PK\x03\x04 no zip", "spreadsheet-broken"),
        (lambda: b"x,a\np,1\n", "spreadsheet-broken"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "source-encrypted"),
        (lambda: xlsx(worksheet(rows_of(ROWS)), without=["xl/workbook.xml"]), "spreadsheet-broken"),
        (lambda: xlsx(worksheet(rows_of(ROWS)), without=["xl/worksheets/sheet1.xml"]), "table-empty"),
        (lambda: xlsx(worksheet(rows_of(ROWS))[:-30]), "spreadsheet-broken"),
        (lambda: xlsx(worksheet("<row><c><v>x</v></c></row>")), "spreadsheet-broken"),
        (lambda: xlsx(worksheet('<row r="1"><c r="A1" t="s"><v>5</v></c></row>')), "spreadsheet-broken"),
        (lambda: xlsx(worksheet(rows_of(ROWS)), members=[("xl/vbaProject.bin", b"x")]), "source-macros"),
        (lambda: xlsx(worksheet(rows_of(ROWS)), members=[("xl/macrosheets/sheet1.xml", b"x")]), "source-macros"),
        (
            lambda: xlsx(worksheet(rows_of(ROWS)), members=[("xl/externalLinks/externalLink1.xml", b"")]),
            "source-outside",
        ),
        (lambda: xlsx(worksheet(rows_of(ROWS)), members=[("../../etc/passwd", b"x")]), "member-name"),
        (lambda: xlsx(worksheet(rows_of(ROWS)), members=[("/etc/passwd", b"x")]), "member-name"),
        (lambda: xlsx(worksheet(rows_of(ROWS)), members=[("xl\\..\\..\\x", b"x")]), "member-name"),
        (lambda: xlsx(worksheet(rows_of(ROWS)), members=[("C:/x", b"x")]), "member-name"),
        (lambda: xlsx(worksheet(rows_of(ROWS)), members=[("XL/Workbook.xml", b"x")]), "member-twice"),
        (lambda: xlsx(worksheet(rows_of(ROWS), prolog=BOMB)), "xml-doctype"),
        (
            lambda: xlsx(
                worksheet(rows_of(ROWS)),
                members=[("xl/sharedStrings.xml", f'{HEAD}{BOMB}<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>')],
            ),
            "xml-doctype",
        ),
        (lambda: xlsx(worksheet("<x>" * 100 + "</x>" * 100)), "too-deep"),
        (lambda: xlsx(worksheet(""), members=[("xl/styles.xml", "<x>" * 100_000 + "</x>" * 100_000)]), "too-deep"),
        (lambda: xlsx(worksheet(rows_of(ROWS)), members=[("xl/media/x", b"\0" * 210_000_000)]), "unpacked-too-large"),
        (lambda: xlsx(worksheet("")), "table-empty"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_files_made_to_do_harm_are_refused(refused, content, code):
    """Broken, locked, with macros or outside parts, with unsafe names, entities, bombs: each in a moment."""
    assert refused(content())[0] == code


def test_a_link_out_of_the_file_is_a_text(read, tmp_path):
    """A hyperlink to a script is read as any other and shown as text: where links may lead is the page's business."""
    after = '<hyperlinks><hyperlink ref="B2" r:id="rId1"/></hyperlinks>'
    related = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{RELATIONS}/hyperlink" '
        'Target="javascript:alert(1)" TargetMode="External"/></Relationships>'
    )
    made = read(xlsx(worksheet(rows_of(ROWS), after=after), members=[("xl/worksheets/_rels/sheet1.xml.rels", related)]))
    assert made.items["a"].values["p"].link == "javascript:alert(1)"
    page = mreport.render(mreport.compare(made), "en", date=datetime.date(2026, 1, 31))
    mreport.write(page, tmp_path / "t.html")
    assert "javascript" not in (tmp_path / "t.html").read_text("utf-8")


def test_runs_of_a_text_are_one(read):
    """A text whose letters look different is one text."""
    runs = '<c r="B2" t="inlineStr"><is><r><t>ab</t></r><r><t xml:space="preserve"> c</t></r></is></c>'
    data = rows_of(ROWS[:1]) + f'<row r="2">{cell(1, 0, "p")}{runs}</row>'
    assert values(read(xlsx(worksheet(data))))["A"] == {"p": "ab c"}
