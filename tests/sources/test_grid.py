"""What a table leaves open and its form makes certain: titles above the names, items in rows, names to the left."""

import pytest

import mreport
from mreport import UserError
from mreport.errors import Place
from mreport.sources.reading import Reading
from mreport.sources.table import Table, dataset


def read(rows, titles=(), **choices):
    """The Dataset of a table's rows."""
    table = Table(rows, lambda row, column: Place("t", row + 1, column + 1), titles=frozenset(titles), page=True)
    return dataset(table, Reading(**choices))


def values(made):
    """Texts by item and label."""
    return {
        item.name: {made.attributes[key].label: value.parts[0] for key, value in item.values.items()}
        for item in made.items.values()
    }


RECORDS = [["name", "price", "since"], ["A", "12,900", "2024-01-31"], ["B", "15,900", "1/3/2567"]]


def test_records_are_items_in_rows():
    """Columns of one kind each, rows of several: attributes can only be the columns; the choice is told."""
    made = read(RECORDS)
    assert values(made)["A"] == {"price": "12,900", "since": "2024-01-31"}
    assert [fault.code for fault in made.found] == ["found-items-rows"]


def test_what_is_chosen_wins():
    """`items="columns"` is not overruled."""
    made = read(RECORDS, items="columns")
    assert list(values(made)) == ["price", "since"]
    assert made.found == ()


@pytest.mark.parametrize(
    "rows",
    [
        [["", "A", "B"], ["p", "1", "2"], ["q", "3", "4"]],
        [["", "A", "B"], ["p", "1", "x"], ["q", "3", "y"], ["r", "4", "5"]],
        [["", "A", "B"], ["price", "1", "2"], ["maker", "x", "y"]],
        [["", "A", "B"], ["p", "1", "x"]],
        [["", "A"], ["p", "1"], ["q", "x"]],
        [["", "A", "B"], ["p", "1", "x"], ["q", "2", ""]],
    ],
)
def test_what_is_not_certain_is_in_columns(rows):
    """One kind alone, mixed columns, a single row or column, a row that says too little."""
    made = read(rows)
    assert list(values(made)) == [name for name in rows[0] if name]
    assert made.found == ()


@pytest.mark.parametrize(
    ("rows", "titles"),
    [
        ([["Prices", "", ""], ["", "", ""], ["x", "A", "B"], ["p", "1", "2"]], ()),
        ([["Prices", "", ""], ["", "A", "B"], ["p", "1", "2"]], ()),
        ([["Prices", "", ""], ["x", "A", "B"], ["p", "1", "2"]], (0,)),
        ([["", "", ""], ["Prices", "", ""], ["of 2026", "", ""], ["", "", ""], ["x", "A", "B"], ["p", "1", "2"]], ()),
    ],
    ids=["an empty row", "an empty corner", "merged", "two lines"],
)
def test_a_title_above_the_names_is_the_title(rows, titles):
    """A text alone in its row, where something parts it from the names."""
    made = read(rows, titles)
    assert values(made) == {"A": {"p": "1"}, "B": {"p": "2"}}
    assert made.title == "Prices"
    (fault,) = made.found
    assert (fault.code, fault.fields) == ("found-title", {"row": len(rows) - 1, "text": "Prices"})


def test_what_may_be_names_is_not_taken_for_a_title():
    """Items without names are a fault, not a title."""
    with pytest.raises(UserError) as error:
        read([["x", "", ""], ["p", "1", "2"], ["q", "3", "4"]])
    assert [fault.code for fault in error.value.faults] == ["item-unnamed"] * 2


def test_the_row_of_the_names_can_be_named():
    """What is above it is left out; a row that holds nothing can't be it."""
    rows = [["Prices", "1", "2"], ["x", "A", "B"], ["p", "1", "2"]]
    assert values(read(rows, header_row=2)) == {"A": {"p": "1"}, "B": {"p": "2"}}
    with pytest.raises(UserError) as error:
        read(rows, header_row=4)
    assert (error.value.code, error.value.faults[0].fields) == ("header-row", {"row": 4})


PAGE = [["A×", "B ×", ""], ["p≠", "1", "2"], ["q", "3", "3"], ["r", "4", "5"], ["s ≠", "6", ""]]


def test_a_page_of_comparison_is_understood():
    """Names stand left of their values, × and ≠ are signs; what differs without ≠ is not compared, and that is told."""
    made = read(PAGE)
    assert list(values(made)) == ["A", "B"]
    assert values(made)["B"] == {"p": "2", "q": "3", "r": "5"}
    assert {key: attribute.compared for key, attribute in made.attributes.items()} == {
        "p": True, "q": True, "r": False, "s": True,
    }  # fmt: skip
    assert [(fault.code, fault.fields) for fault in made.warnings] == [("page-not-compared", {"attribute": "r"})]
    assert [row.attribute.id for row in mreport.compare(made).rows if row.marked] == ["p", "s"]
    assert [fault.code for fault in mreport.compare(made).warnings] == ["page-not-compared"]


def test_rules_say_whether_a_row_of_a_page_differs():
    """A set in another order does not, so it stays compared."""
    page = [["A", "B", ""], ["p≠", "1", "2"], ["r", "x, y", "y, x"]]
    assert not read(page).attributes["r"].compared
    assert read(page, rules={"r": "set"}).attributes["r"].compared


def test_a_page_without_signs_is_compared_whole():
    """Where no row has ≠, none is left out."""
    made = read([["A×", "B×", ""], ["p", "1", "2"]])
    assert made.attributes["p"].compared
    assert made.warnings == ()


def test_names_to_the_left_are_of_pages_alone():
    """Of any other table a column of values without a name is a fault."""
    with pytest.raises(UserError) as error:
        dataset(Table([["A", "B", ""], ["p", "1", "2"]], lambda row, column: Place("t", row, column)), Reading())
    assert error.value.code == "item-unnamed"
