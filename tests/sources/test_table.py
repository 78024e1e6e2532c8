"""Plain tables: labels and names become ids, cells stay as written, faults are told with their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mreport
from mreport import Absence, UserError, Value, sources
from mreport.thai import canonical

PHONES = "รุ่น,Phone A,มือถือ B\nราคา (บาท),007,1.10\nWiFi,no,12:30:45\n"


@pytest.fixture
def read(data_file):
    """A function that reads the text of a CSV file."""
    return lambda text, **choices: mreport.read(data_file(text, "table.csv"), **choices)


@pytest.fixture
def faults(read):
    """A function that reads a table and gives its faults: code, line, column and fields."""

    def found(text, **choices):
        with pytest.raises(UserError) as error:
            read(text, **choices)
        places = [fault.place or mreport.Place() for fault in error.value.faults]
        return [
            (fault.code, place.line, place.column, dict(fault.fields))
            for fault, place in zip(error.value.faults, places, strict=True)
        ]

    return found


def written(dataset):
    """The texts of a dataset by item and attribute, each absence by its kind."""
    return {
        key: {attribute: value.absence or value.parts[0] for attribute, value in item.values.items()}
        for key, item in dataset.items.items()
    }


def test_columns_are_items_and_the_first_one_holds_the_labels(read):
    """Names, labels and values are as written; nothing is turned into a number, a time or a boolean."""
    dataset = read(PHONES)
    assert [item.name for item in dataset.items.values()] == ["Phone A", "มือถือ B"]
    assert [attribute.label for attribute in dataset.attributes.values()] == ["ราคา (บาท)", "WiFi"]
    assert {attribute.rule for attribute in dataset.attributes.values()} == {"text"}
    assert written(dataset) == {
        "phone-a": {"ราคา-บาท": "007", "wifi": "no"},
        "มือถือ-b": {"ราคา-บาท": "1.10", "wifi": "12:30:45"},
    }


def test_rows_may_be_the_items(read):
    """`items="rows"` turns the table; everything else is the same."""
    turned = "x,ราคา (บาท),WiFi\nPhone A,007,no\nมือถือ B,1.10,12:30:45\n"
    assert read(turned, items="rows") == read(PHONES)
    assert list(read(PHONES, items="rows").items) == ["ราคา-บาท", "wifi"]


def test_items_stand_in_columns_or_rows(faults):
    """Another place for them is refused."""
    assert faults(PHONES, items="row")[0][::3] == ("unknown-choice", {"text": "row", "known": ["columns", "rows"]})


@pytest.mark.parametrize(
    ("labels", "ids"),
    [
        (["Price (THB)", "  Net   weight "], ["price-thb", "net-weight"]),
        (["ราคา/บาท", "น้ำหนัก"], ["ราคา-บาท", "น้ำหนัก"]),
        (["C", "C++", "c#"], ["c", "c-2", "c-3"]),
        (["a-2", "a", "A!"], ["a-2", "a", "a-3"]),
        (["+", "-"], ["attribute-1", "attribute-2"]),
        (["Name", "related"], ["name-2", "related-2"]),
        (["snake_case", "Größe", "日本"], ["snake_case", "größe", "日本"]),
        (["so\u00adft\u200b hyphen"], ["soft-hyphen"]),
        (["นํ้า"], ["น้ำ"]),
    ],
)
def test_ids_are_slugs(read, labels, ids):
    """Letters of every script, marks and digits in lower case; collisions are numbered; items' own keys are free."""
    assert list(read("".join(f"{label},1\n" for label in ["", *labels])).attributes) == ids


def test_items_that_have_no_letters_are_numbered(read):
    """An item whose name makes no slug is known by its position."""
    assert list(read(",a,*,?\nx,1,2,3\n").items) == ["a", "item-2", "item-3"]


def test_an_empty_cell_is_missing(read):
    """So is one that holds spaces alone."""
    dataset = read('x,a,b,c\np,,"  ",""\nq,1,2,3\n')
    assert [item.values.get("p") for item in dataset.items.values()] == [None] * 3


def test_words_for_what_is_unknown_or_not_applicable(read):
    """The words are found however they are typed, but not within a text; an empty one stands for the empty cell."""
    text = "x,a,b,c,d\np,ไม่ทราบ, n/a ,n/a!,\nq,น้ำ,?,-,1\n"
    dataset = read(text, unknown=["ไม่ทราบ", "?", "นํ้า"], na=["n/a", ""])
    assert written(dataset) == {
        "a": {"p": Absence.UNKNOWN, "q": Absence.UNKNOWN},
        "b": {"p": Absence.NA, "q": Absence.UNKNOWN},
        "c": {"p": "n/a!", "q": "-"},
        "d": {"p": Absence.NA, "q": "1"},
    }
    assert read(text, na="-").items["c"].values["q"] == Value(absence=Absence.NA)


def test_rows_and_columns_that_hold_nothing_are_passed_over(read):
    """Spreadsheets leave such behind; one that has a name, or a value, stays."""
    dataset = read("x,a,,b,c,\n,,,,,\np,1,,2,,\nq,,,,,\n\n,,,,,\n")
    assert written(dataset) == {"a": {"p": "1"}, "b": {"p": "2"}, "c": {}}
    assert list(dataset.attributes) == ["p", "q"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("x,a\np,1\n", "en"),
        (PHONES, "th"),
        ("ก,น้ำ\nprice,ต่ำ\n", "en"),
        ("ก,a\nข,b\n", "th"),
        ("ก,ข\n1,2\n", "th"),
        ("1,2\n3,4\n", "en"),
    ],
)
def test_the_language_is_thai_where_half_of_the_labels_are(read, text, language):
    """Labels that are numbers are in no language; then all texts are counted."""
    assert read(text).language == language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x,a,b\np,1\nq,1,2,3\n", [("row-length", 2, 3), ("row-length", 3, 7)]),
        ("x,a,\np,1,2\n", [("item-unnamed", 1, 5)]),
        ("x,a\n,1\n", [("attribute-unlabelled", 2, 1)]),
        ("x,a,b,a \np,1,2,3\n", [("item-repeated", 1, 7)]),
        ("x,a\np,1\nq,2\n p,3\n", [("attribute-repeated", 4, 1)]),
        ('x,"a\nb",a\np,1,2\np,"3\n4",5\np,6,7\n', [("attribute-repeated", 4, 1), ("attribute-repeated", 6, 1)]),
        ("x,น้ำ,นํ้า\np,1,2\n", [("item-repeated", 1, 7)]),
        ("x,a\n", [("table-empty", 1, 1)]),
        ("x\tb\n\ty", [("attribute-unlabelled", 2, 1)]),
        (
            "x,a,,a\n,1,2,3\np,1\n",
            [("row-length", 3, 3), ("item-unnamed", 1, 5), ("item-repeated", 1, 6), ("attribute-unlabelled", 2, 1)],
        ),
    ],
)
def test_all_faults_of_a_table_are_told_with_their_places(faults, text, expected):
    """The place is that of the cell, or of the last cell of a row that is too short."""
    assert [found[:3] for found in faults(text)] == expected


def test_in_a_turned_table_rows_are_the_items(faults):
    """The first column holds names then, the first row labels."""
    found = faults("x,a,a\np,1,2\np,3,4\n", items="rows")
    assert [fault[:3] for fault in found] == [("item-repeated", 3, 1), ("attribute-repeated", 1, 5)]


def test_what_stands_twice_is_told_with_where_it_stands_first(faults):
    """As line and column."""
    assert faults("x,a\np,1\np,2\n")[0][3] == {"text": "p", "first": "2:1"}
    assert faults("x,a,b\np,1\n")[0][3] == {"cells": 2, "columns": 3}


def test_an_empty_table_is_refused(faults):
    """A file without a row has no place but its name."""
    assert faults("sep=,\n") == [("table-empty", None, None, {})]


def test_rules_are_given_by_id_or_label(read):
    """With a tolerance behind a colon; what is not named is compared as text."""
    text = "x,a,b\nราคา (บาท),100,101\nWeight,5 g,6 g\nSize,1,2\nDay,1/2/2563,1 Feb 2020\nNote,p,q\n"
    rules = {"ราคา (บาท)": "number:2%", "weight": "quantity : 1 g", "Size": "number", "day": "date"}
    dataset = read(text, rules=rules, ignore=["Note"])
    rules = {attribute.label: attribute.rule for attribute in dataset.attributes.values()}
    assert rules == {
        "ราคา (บาท)": "number",
        "Weight": "quantity",
        "Size": "number",
        "Day": "date",
        "Note": "text",
    }
    comparison = mreport.compare(dataset)
    assert [row.attribute.label for row in comparison.rows if row.marked] == ["Size"]
    assert [row.compared for row in comparison.rows] == [True, True, True, True, False]


def test_a_column_of_reasons_is_no_item(read):
    """The column that is named holds why a row differs; where its cell is empty there is no reason."""
    found = read("Rule,Old,New,Why\nName,a,b,Clearer\nFee,1,1,\n", reason="Why")
    assert list(found.items) == ["old", "new"]
    assert [attribute.reason for attribute in found.attributes.values()] == ["Clearer", None]
    turned = read("Rule,Name,Fee\nOld,a,1\nNew,b,1\nWhy,Clearer,\n", reason="Why", items="rows")
    assert turned == found


def test_a_column_of_reasons_that_is_not_there(faults):
    """A near name is suggested, else the columns are told."""
    table = "Rule,Old,New,Reasons\nName,a,b,Clearer\n"
    assert faults(table, reason="Reason") == [
        ("reason-unknown", None, None, {"name": "Reason", "nearest": ["Reasons"], "known": []})
    ]
    known = ["Old", "New", "Reasons"]
    assert faults(table, reason="เหตุผล") == [
        ("reason-unknown", None, None, {"name": "เหตุผล", "nearest": [], "known": known})
    ]


def test_all_faults_of_the_choices_are_told_at_once(faults):
    """Attributes that are not there, rules that are none, tolerances that don't fit, each with what was meant."""
    rules = {"weigt": "number", "price": "numbr", "size": "text:5", "Size!": "number:x", "p": "zz"}
    found = faults("x,a\nprice,1\nweight,2\nSize!,3\np,4\n", rules=rules, ignore=["prise", "weight", "p", "p"])
    assert {line for _, line, *_ in found} == {None}
    assert [(code, fields) for code, *_, fields in found if code != "rule-unknown"] == [
        ("attribute-unknown", {"item": "weigt", "nearest": ["weight"], "known": []}),
        ("attribute-twice", {"item": "Size!"}),
        ("tolerance-rule", {"rule": "text"}),
        ("tolerance", {"text": "x"}),
        ("attribute-unknown", {"item": "prise", "nearest": ["price"], "known": []}),
        ("attribute-twice", {"item": "p"}),
    ]
    unknown = [fields for code, *_, fields in found if code == "rule-unknown"]
    assert [(fields["rule"], fields["nearest"]) for fields in unknown] == [("numbr", ["number"]), ("zz", [])]
    assert "quantity" in unknown[0]["known"]


def test_a_data_file_takes_no_choices_of_tables(data_file):
    """They belong into the file; all that were given are told."""
    file = data_file("attributes: {a: {}}\nitems: {x: {}}\n")
    with pytest.raises(UserError) as error:
        mreport.read(file, items="rows", rules={"a": "number"}, ignore="a", unknown="?", na="-", encoding="cp874")
    options = ["--items", "--rule", "--ignore", "--unknown", "--na", "--encoding"]
    assert error.value.faults == (mreport.Fault("table-option", {"options": options}, mreport.Place(str(file))),)
    assert mreport.read(file, kind="yaml").attributes


def test_the_format_can_be_said(data_file):
    """`kind` wins over the suffix; one that is not known is refused with those that are."""
    file = data_file("x;a\np;1\n", "table.txt")
    assert written(mreport.read(file, kind="CSV")) == {"a": {"p": "1"}}
    with pytest.raises(UserError) as error:
        mreport.read(file, kind="xls")
    assert (error.value.code, error.value.faults[0].fields["known"]) == (
        "format-unknown",
        [suffix.removeprefix(".") for suffix in sources.known()],
    )


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(st.data())
def test_every_text_comes_out_as_it_went_in(data):
    """Names, labels and values, each at its place; only what holds nothing but white space is missing."""
    filled = CELLS.filter(str.strip)
    by_form = {"unique_by": lambda text: canonical(text).strip(), "min_size": 1, "max_size": 4}
    names = data.draw(st.lists(filled, **by_form))
    labels = data.draw(st.lists(filled, **by_form))
    cells = [data.draw(st.lists(CELLS, min_size=len(names), max_size=len(names))) for _ in labels]
    dataset = mreport.read([["", *names], *([label, *row] for label, row in zip(labels, cells, strict=True))])
    assert [item.name for item in dataset.items.values()] == names
    assert [attribute.label for attribute in dataset.attributes.values()] == labels
    assert len(dataset.attributes) == len(labels)
    for column, item in enumerate(dataset.items.values()):
        for row, attribute in enumerate(dataset.attributes):
            text = cells[row][column]
            assert item.values.get(attribute) == (Value((text,)) if text.strip() else None)
