"""Widths of columns: bounds that always hold, and the few cases in which the even share is left."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mreport.columns import Columns
from mreport.layout import PLAIN

WORDS = st.sampled_from(
    [
        "การเรียนรู้",
        "แบบจำลอง",
        "น้ำ",
        "สาขาวิชา",
        "diffusion",
        "multi-modal",
        "2020",
        "12",
        "kg",
        "A",
        "Donaudampfschifffahrt",
    ]
)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join)
WIDTH = PLAIN.text_width
THAI = "การเรียนรู้ของเครื่องจากข้อมูลจำนวนมากด้วยแบบจำลองหลายชั้น "


def table(rows, *, labelled=True, head=True):
    """A table of texts, the first row its header."""
    element = ET.Element("table", {"class": "comparison"})
    parts = [("thead", rows[:1]), ("tbody", rows[1:])] if head else [("tbody", rows)]
    for name, lines in parts:
        part = ET.SubElement(element, name)
        for texts in lines:
            row = ET.SubElement(part, "tr")
            for index, text in enumerate(texts):
                heading = name == "thead" or (labelled and index == 0)
                ET.SubElement(row, "th" if heading else "td").text = text
    return element


def widths(rows, width=WIDTH, **options):
    """The widths of a table of texts."""
    return Columns(PLAIN).widths(table(rows, **options), width)


TABLES = st.integers(2, 6).flatmap(
    lambda count: st.lists(st.lists(TEXTS, min_size=count, max_size=count), min_size=2, max_size=9)
)


@given(TABLES, st.floats(min_value=90, max_value=390), st.booleans())
@settings(max_examples=120, deadline=None)
def test_columns_fill_the_width_within_bounds(rows, width, labelled):
    """Together they are as wide as the table; no label column takes half, no item less than its fair minimum."""
    found = widths(rows, width, labelled=labelled)
    assert len(found) == len(rows[0])
    assert sum(found) == pytest.approx(width)
    items = found[1:] if labelled else found
    if labelled:
        assert 0 < found[0] <= width * 0.45 + 0.01
    assert min(items) > 0
    narrow = max(len(word) for row in rows for text in row for word in [*text.split(), ""]) < 10
    if narrow:
        assert min(items) >= 0.59 * sum(items) / len(items)


@given(TABLES, st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_items_in_another_order_have_their_widths_in_that_order(rows, chance):
    """What a column is given depends on what stands in it, not on where it stands."""
    order = list(range(1, len(rows[0])))
    chance.shuffle(order)
    before = widths(rows)
    after = widths([[row[0], *(row[index] for index in order)] for row in rows])
    assert after == pytest.approx([before[0], *(before[index] for index in order)])


def test_alike_items_have_even_columns():
    """A word more or less does not part columns that readers expect to look alike."""
    rows = [["ก", "A", "B", "C"], ["ข", THAI * 4, THAI * 4 + "เพิ่ม", THAI * 4], ["ค", "12", "1,300", "9"]]
    _, *items = widths(rows)
    assert items == pytest.approx([items[0]] * 3)


def test_much_text_beside_little_has_more_room():
    """A column of long texts beside one of numbers is wider, and the numbers keep three fifths of their share."""
    rows = [["ก", "A", "B"], *[["ข", "12", THAI * 9]] * 6]
    _, short, long = widths(rows)
    assert long > short * 1.5
    assert short >= 0.59 * (short + long) / 2


def test_a_part_that_no_line_ends_in_has_its_room():
    """The longest word of an item fits its column where all words can."""
    rows = [["ก", "A", "B", "C", "D"], ["ข", "Donaudampfschifffahrtsgesellschaft", "1", "2", "3"]]
    found = widths(rows, 150)
    from mreport.advances import extents

    advance, part = extents("Donaudampfschifffahrtsgesellschaft")
    assert advance == part
    assert found[1] - 2 * PLAIN.padding_x >= part * PLAIN.size * 25.4 / 72


def test_terms_of_the_glossary_are_unbreakable():
    """A column is as wide as a term asks that no line may end in."""
    term = "แบบจำลองการแพร่กระจายแฝงสำหรับภาพ"
    rows = [["ก", "A", "B", "C"], ["ข", term, "1", "2"]]
    plain, _ = Columns(PLAIN).widths(table(rows), 110)[1:3]
    kept, _ = Columns(PLAIN, [term]).widths(table(rows), 110)[1:3]
    assert kept > plain


def test_tables_with_the_same_labels_have_label_columns_alike():
    """Panels of one table look alike, whatever stands in their items."""
    columns = Columns(PLAIN)
    long = [["คุณลักษณะที่ยาวมากกว่าปกติ", "A", "B"], *[["ชื่อของคุณลักษณะที่ยาวมาก", THAI * 5, THAI]] * 3]
    short = [[row[0], "1", "2"] for row in long]
    assert columns.widths(table(long), WIDTH)[0] == columns.widths(table(short), WIDTH)[0]
    assert columns.widths(table([["ก", "A"], ["ข", "1"]]), WIDTH)[0] < PLAIN.label_width


def test_a_long_table_is_decided_by_a_sample():
    """The same rows decide whenever they are asked, and one of ten thousand with a long label among them."""
    rows = [["ก", "A", "B"], *([f"แถว {number}", str(number), THAI] for number in range(5000))]
    rows[3333][0] = "Donaudampfschifffahrtsgesellschaft"
    assert widths(rows) == widths(rows)
    assert widths(rows)[0] > 40


def test_cells_over_several_columns_ask_for_nothing():
    """A heading over the whole row is as wide as the table, and a row that is too short does no harm."""
    element = table([["ก", "A", "B"], ["ข", "1", "2"]])
    group = ET.SubElement(element[1], "tr", {"class": "group"})
    ET.SubElement(group, "th", {"colspan": "3"}).text = THAI * 5
    ET.SubElement(ET.SubElement(element[1], "tr"), "th").text = "ค"
    assert sum(Columns(PLAIN).widths(element, 150)) == pytest.approx(150)
    assert Columns(PLAIN).widths(ET.Element("table"), 150) == []
    assert Columns(PLAIN).widths(table([["only"]], head=False), 150) == [150]
