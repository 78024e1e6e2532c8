"""Panels: every item in one of them and in order, each with the label column, headings over all of it."""

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mreport import Comparison, Dataset, panels
from mreport.language import language
from mreport.layout import PLAIN
from mreport.page import Page, parse
from mreport.report import report

MOST = PLAIN.most_columns


@pytest.fixture(scope="module")
def empty():
    """A report of nothing, to hold pages made by hand."""
    from mreport import Item

    items = (Item("x", "x", {}), Item("y", "y", {}))
    rows = {"rows": (), "every_row": ()} if "every_row" in Comparison.__slots__ else {"rows": ()}
    return report(Comparison(Dataset({item.id: item for item in items}, {}), items, **rows), language("en"))


@pytest.fixture(scope="module")
def page(empty):
    """A function that makes a page with a table of so many items, by hand."""

    def made(items, *rows, layout=PLAIN):
        head = "".join(f"<th>i{item}</th>" for item in range(items))
        lines = rows or ["<tr class='marked'><th>row</th>" + "".join(f"<td>{n}</td>" for n in range(items)) + "</tr>"]
        table = (
            f"<table class='comparison'><thead><tr><th>L</th>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
        )
        root = parse(f"<article lang='en'><h1>T</h1>{table}<p>end</p></article>", "page")
        return Page(root, empty, language("en"), layout)

    return made


def texts(row):
    """The cells of a row."""
    return ["".join(cell.itertext()) for cell in row]


@given(items=st.integers(1, 40), width=st.integers(70, 300))
def test_every_item_stands_in_one_panel_in_order(page, items, width):
    """All items come in their order, in even panels that fit, each panel beside the label column."""
    layout = replace(PLAIN, width=width)
    tables = list(panels.split(page(items, layout=layout)).iter("table"))
    for rows, label, value in ((0, "L", "i{}"), (1, "row", "{}")):
        found = [texts(list(table.iter("tr"))[rows]) for table in tables]
        assert {cells[0] for cells in found} == {label}
        assert [cell for cells in found for cell in cells[1:]] == [value.format(item) for item in range(items)]
        sizes = [len(cells) - 1 for cells in found]
        assert max(sizes) - min(sizes) <= 1
        assert max(sizes) <= layout.most_columns


def test_a_table_that_fits_stays_as_it_is(page):
    """Where all items fit there is no panel, and the tree is the page's own."""
    made = page(MOST)
    assert panels.split(made) is made.root


def test_panels_are_named_and_keep_their_place(page):
    """Each panel says which items it holds, between what stood before and after the table."""
    root = panels.split(page(MOST + 1))
    assert [child.tag for child in root] == ["h1", "section", "section", "p"]
    names = ["".join(section.find("p[@class='panel-name']").itertext()) for section in root.iter("section")]
    half = -(-(MOST + 1) // 2)
    assert names == [f"Items 1–{half} of {MOST + 1}", f"Items {half + 1}–{MOST + 1} of {MOST + 1}"]
    assert {section.get("class") for section in root.iter("section")} == {"panel"}


def test_the_page_itself_is_not_changed(page):
    """Splitting makes a new tree."""
    made = page(MOST + 1)
    before = ET.tostring(made.root)
    panels.split(made)
    assert ET.tostring(made.root) == before


def test_rows_keep_their_marks(page):
    """A row is marked in each panel, and stands in the head or the body as it did."""
    for table in panels.split(page(MOST + 1)).iter("table"):
        assert table.get("class") == "comparison"
        assert [part.tag for part in table] == ["thead", "tbody"]
        assert table.find("tbody/tr").get("class") == "marked"


def test_headings_span_their_panel(page):
    """A heading over a whole row spans the label and the items of its panel, in each panel."""
    heading = f"<tr class='group'><th colspan='{MOST + 3}'>Group</th></tr>"
    made = page(MOST + 2, heading)
    for table in panels.split(made).iter("table"):
        columns = len(table.find("thead/tr"))
        (cell,) = table.find("tbody/tr")
        assert (cell.text, cell.get("colspan")) == ("Group", str(columns))
    assert made.root.find("table/tbody/tr/th").get("colspan") == str(MOST + 3)


def test_columns_are_counted_with_their_spans():
    """A cell over several columns counts as many."""
    assert panels.columns(parse("<table><tr><th colspan='3'/><th/></tr></table>", "t")) == 4
    assert panels.columns(parse("<table/>", "t")) == 0


def test_tables_of_another_kind_are_left_alone(page):
    """Only the comparison is split."""
    made = page(MOST + 1)
    made.root.find("table").set("class", "other")
    assert panels.split(made) is made.root


def test_a_comparison_of_many_items_is_split(page_of):
    """A report of more items than the paper takes has them all, in panels that fit it."""
    items = "".join(f"  i{n}: {{name: Item {n}, a: v{n}}}\n" for n in range(17))
    made = page_of(f"attributes: {{a: {{}}}}\nitems:\n{items}")
    tables = list(panels.split(made).iter("table"))
    assert len(tables) == len(made.layout.panels(17)) > 1
    names = [name for table in tables for name in texts(next(table.iter("tr")))[1:]]
    assert names == [f"Item {n}" for n in range(17)]
