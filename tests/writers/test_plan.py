"""The planner: pure arithmetic; no line too wide, no text lost, pages full and never over."""

from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mreport.fonts import BUNDLED
from mreport.layout import PLAIN
from mreport.writers.pdf.blocks import Block
from mreport.writers.pdf.lines import Style, fill
from mreport.writers.pdf.outlines import outlined
from mreport.writers.pdf.plan import MM, Measures, plan

WORDS = st.sampled_from(
    [
        *("การ", "เรียนรู้", "แบบจำลอง", "น้ำ", "กระทำ", "ผู้", "ต่าง ๆ", "ฯลฯ", "๒๕๖๙", "ที่เกี่ยวข้อง", "พันธุ์"),
        *("diffusion", "multi-modal", "(2020),", "6840–6851", "https://doi.org/10.1109/CVPR52688.2022.01042", "↗"),
        *(" ", " ", "  ", "“", "”", "฿1,200", "A", "漢"),
    ]
)
TEXTS = st.lists(WORDS, max_size=60).map("".join)
# Wide enough for every cluster and box of these words; narrower columns are tried by themselves.
WIDTHS = st.floats(min_value=12, max_value=120)


def text_of(lines):
    """The text of lines, as their units have it."""
    return "".join(
        "".join(shape.text for stretch in line.stretches for shape in stretch.shapes) + "\n" * line.forced
        for line in lines
    )


@given(TEXTS, WIDTHS, st.sampled_from([400, 700]))
@settings(max_examples=150, deadline=None)
def test_no_line_is_wider_than_its_column_and_joined_they_are_the_text(text, width, weight):
    """Whatever the text and the column from 12 mm up, nothing sticks out and nothing is lost."""
    style = Style(size=PLAIN.size * 96 / 72, weight=weight)
    lines = fill([(text, style)], width * MM, ())
    assert text_of(lines) == text
    assert sum(line.length for line in lines) == len(text)
    assert max(line.width for line in lines) <= width * MM + 0.02


@given(st.lists(st.tuples(TEXTS, st.booleans(), st.booleans()), min_size=1, max_size=6), WIDTHS)
@settings(max_examples=100, deadline=None)
def test_texts_of_several_styles_are_broken_as_one(parts, width):
    """Where styles change, no line may end that could not end in the text as a whole; texts are kept."""
    style = Style(size=PLAIN.size * 96 / 72)
    content = [(text, replace(style, weight=700 if bold else 400)) for text, bold, _ in parts]
    lines = fill(content, width * MM, ())
    assert text_of(lines) == "".join(text for text, _ in content)
    assert max(line.width for line in lines) <= width * MM + 0.02


def test_line_feeds_end_lines_and_empty_ones_stay():
    """A line feed of the text ends a line by force; two make an empty line."""
    lines = fill([("หนึ่ง\n\nสอง\n", Style(size=12))], 300, ())
    assert [line.forced for line in lines] == [True, True, True, False]
    assert text_of(lines) == "หนึ่ง\n\nสอง\n"


def table(rows, columns=3, *, group_every=0):
    """A comparison table of the page, its rows given as lists of texts."""
    element = ET.Element("table", {"class": "comparison"})
    head = ET.SubElement(ET.SubElement(element, "thead"), "tr")
    for number in range(columns):
        ET.SubElement(head, "th", {"scope": "col"}).text = f"หัวข้อ {number}"
    body = ET.SubElement(element, "tbody")
    for index, texts in enumerate(rows):
        if group_every and index % group_every == 0:
            heading = ET.SubElement(body, "tr", {"class": "group"})
            ET.SubElement(heading, "th", {"colspan": str(columns)}).text = f"หมวด {index}"
        row = ET.SubElement(body, "tr", {"class": "marked"} if index % 2 else {})
        for number, text in enumerate(texts):
            ET.SubElement(row, "td" if number else "th").text = text
    return element


class Planned:
    """A table's plan with all of its rows and sheets."""

    def __init__(self, element, measures, first, glossary, continued):
        self.table = plan(element, measures, glossary, continued)
        self.head, self.widths, self.continued = self.table.head, self.table.widths, self.table.continued
        self.rows = list(self.table.rows)
        self.sheets = list(self.table.sheets(measures, first))


ROWS = st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=25)


@given(ROWS, st.integers(0, 6), st.floats(min_value=0, max_value=260))
@settings(max_examples=60, deadline=None)
def test_pages_are_full_and_never_over(rows, group_every, first):
    """Every row stands once and in order, whole if it fits a page; no sheet is higher than its page has room."""
    measures = Measures.of(PLAIN, "th")
    planned = Planned(table(rows, group_every=group_every), measures, first * MM, (), "(ต่อ)")
    rooms = [first * MM, *[measures.height] * len(planned.sheets)]
    shown = {}
    for sheet, room in zip(planned.sheets, rooms, strict=False):
        assert sheet.height <= room + 0.1
        assert sheet.height == pytest.approx(sum(part.height for part in sheet.parts))
        if sheet.parts:
            assert sheet.parts[0].row.kind == "head"
            assert sheet.parts[-1].row.kind not in ("head", "group")
            assert len(sheet.parts) > 1
        for part in sheet.parts:
            if not part.repeated:
                shown.setdefault(part.row.number, []).append((part.first, part.last))
    for row in (*planned.head, *planned.rows):
        parts = shown.pop(row.number)
        assert (parts[0][0], parts[-1][1]) == (0, row.lines)
        assert all(one[1] == other[0] for one, other in pairwise(parts))
        if row.lines * measures.line < measures.height / 2:
            assert len(parts) == 1
    assert shown == {}


def test_a_row_taller_than_a_page_goes_on_with_its_label():
    """Ten pages of one cell: every line once, two or more on each page, the label and the word again."""
    measures = Measures.of(PLAIN, "th")
    text = "การเรียนรู้ของเครื่อง " * 1800
    planned = Planned(table([["สรุป", text, "สั้น"]]), measures, measures.height, (), "(ต่อ)")
    parts = [part for sheet in planned.sheets for part in sheet.parts if part.row.kind == "plain"]
    assert len(parts) >= 10
    assert all(part.last - part.first >= 2 for part in parts)
    assert sum(part.last - part.first for part in parts) == planned.rows[0].lines
    assert "".join(shape.text for stretch in planned.continued.stretches for shape in stretch.shapes) == "(ต่อ)"


def test_the_heading_of_a_group_stands_again_on_the_next_page():
    """A group that goes on over a page has its heading under the header there."""
    measures = Measures.of(PLAIN, "th")
    planned = Planned(table([["ก", "ข", "ค"]] * 80, group_every=80), measures, measures.height, (), "")
    assert len(planned.sheets) > 1
    for sheet in planned.sheets[1:]:
        assert [part.row.kind for part in sheet.parts[:2]] == ["head", "group"]
        assert all(part.repeated for part in sheet.parts[:2])


def test_the_label_column_grows_for_a_label_that_can_not_break():
    """A label's longest unit fits its column, and the columns together fill the width."""
    measures = Measures.of(PLAIN, "th")
    planned = Planned(table([["Donaudampfschifffahrtsgesellschaft", "x", "y"]]), measures, 500, (), "")
    assert planned.rows[0].cells[0].lines[0].width <= planned.widths[0]
    assert sum(planned.widths) == pytest.approx(measures.width)


@pytest.mark.parametrize("width", range(14, 60, 2))
def test_a_mark_stays_on_the_line_of_its_label(width):
    """However narrow the column, the sign of a row that differs begins no line, where its word leaves it room."""
    style = Style(size=PLAIN.size * 96 / 72, weight=700)
    content = [("สาขาวิชาที่เกี่ยวข้อง ", style), ("≠", replace(style, whole=True, glued=True))]
    *_, last = fill(content, width * MM, ())
    if width >= 24:
        assert len(last.stretches) > 1 or "≠" not in text_of([last])
    assert text_of(fill(content, width * MM, ())) == "สาขาวิชาที่เกี่ยวข้อง ≠"


def test_a_letter_stands_on_the_line_of_its_value():
    """The letter of a group ends no line where its value's first word has room beside it."""
    style = Style(size=PLAIN.size * 96 / 72)
    letter = replace(style, weight=700, boxed=True, whole=True, glued=True)
    content = [("A", letter), (" ", style), ("การเรียนรู้ของเครื่อง", style)]
    term = ["การเรียนรู้ของเครื่อง"]
    roomy = fill(content, 45 * MM, term)
    assert [text_of([line]) for line in roomy] == ["A การเรียนรู้ของเครื่อง"]
    narrow = fill(content, 30 * MM, term)
    assert text_of(narrow) == "A การเรียนรู้ของเครื่อง"
    assert len(narrow) == 2


def test_a_term_wider_than_its_column_begins_beside_what_stands_before_it():
    """No word is left alone on its line by a term that must be cut anyway; the term is cut at its own words."""
    style = Style(size=PLAIN.size * 96 / 72)
    lines = fill([("ด้วยแบบจำลองการแพร่กระจาย", style)], 28 * MM, ["แบบจำลองการแพร่กระจาย"])
    assert [text_of([line]) for line in lines] == ["ด้วยแบบจำลอง", "การแพร่กระจาย"]
    whole = fill([("ด้วยแบบจำลองการแพร่กระจาย", style)], 42 * MM, ["แบบจำลองการแพร่กระจาย"])
    assert [text_of([line]) for line in whole] == ["ด้วย", "แบบจำลองการแพร่กระจาย"]


@pytest.mark.parametrize(
    ("above", "below", "wider"),
    [("กฎุมพี", "ปี้", True), ("กุฏุมพี", "น้ำ", True), ("กฎหมาย", "ปี้", False), ("กฎุมพี", "การ", False), ("ผู้", "ปี้", False)],
)
def test_lines_stand_further_apart_where_a_vowel_under_a_tail_would_touch(above, below, wider):
    """Only the row and the block that hold such lines are taller, by so much that bold ink has room."""
    measures = Measures.of(PLAIN, "th")
    planned = Planned(table([["ก", f"{above}\n{below}", "ข"], ["ค", "ง\nจ", "ฉ"]]), measures, measures.height, (), "")
    first, second = planned.rows
    top, bottom = outlined(below, BUNDLED)[1][3], outlined(above, BUNDLED)[1][1]
    assert first.line >= (top - bottom) * measures.cell.size
    assert (first.line > measures.line) == wider
    assert second.line == measures.line
    assert planned.sheets[0].parts[1].height == pytest.approx(2 * first.line + 2 * measures.padding_y)
    block = ET.Element("p")
    block.text = f"{above}\n{below}"
    assert (Block.of(block, measures, ()).line > Block.of(ET.Element("p"), measures, ()).line) == wider
