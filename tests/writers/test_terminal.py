"""The terminal: never wider than asked, words whole where they fit, every item and mark there."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from wcwidth import wcswidth

from mreport import breaks, thai
from mreport.page import Page, parse
from mreport.writers import terminal

MIXED = st.text(
    st.one_of(
        st.sampled_from("กขนเแาำ่้ิีุ็์ๆ"),
        st.sampled_from("ab -\n\t😀漢é\u0301\u200d"),
        st.characters(exclude_categories=["C"]),
    )
)


def width_of(line):
    """Columns of a line, sara am counted as one even where a library gives it none."""
    return wcswidth(line.replace(thai.SARA_AM, "x"))


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    """A page of seven items with long words, in Thai."""
    import mreport

    items = "".join(
        f"  i{n}: {{name: การเรียนรู้ของเครื่อง M{n}, a: {'x' * 50}, b: น้ำ{'ำ' * n}ใส 漢字 😀 tab\there, c: {n}}}\n"
        for n in range(7)
    )
    text = f"attributes: {{a: {{}}, b: {{label: {'ป้ายชื่อที่ยาวมาก' * 3}}}, c: {{compared: false}}}}\nitems:\n{items}"
    file = tmp_path_factory.mktemp("wide") / "wide.yaml"
    file.write_text(text, encoding="utf-8")
    return mreport.render(mreport.compare(mreport.read(file)), "th")


@pytest.mark.parametrize("lang", ["th", "en", "th,en"])
def test_the_text_is_the_golden(lang, pair, golden):
    """The report of the reference's pair in 80 columns is the one that was looked at and taken."""
    golden(f"pair.{lang}.txt", terminal.text(pair(lang), 80))


@pytest.mark.parametrize("width", range(40, 201))
def test_no_line_is_wider_than_asked(width, pair, wide):
    """In every width that terminals have, each line fits, and none ends in white space."""
    for page in (pair("th"), pair("en"), wide):
        lines = terminal.text(page, width).splitlines()
        assert [line for line in lines if not 0 <= width_of(line) <= width] == []
        assert [line for line in lines if line != line.rstrip()] == []


def test_a_narrow_terminal_is_taken_for_40_columns(pair):
    """Below 40 columns nothing can be compared; the text is that of 40."""
    assert terminal.text(pair("en"), 10) == terminal.text(pair("en"), 40)


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
def test_all_items_are_shown(width, wide):
    """Items that do not fit stand in further panels, each with its labels."""
    lines = terminal.text(wide, width).splitlines()
    panels = [line for line in lines if line.startswith("  คุณลักษณะ ")]
    assert len(panels) == len([line for line in lines if line.startswith("  c ")]) >= 1
    words = " ".join(lines).split()
    assert [words.count(f"M{number}") for number in range(7)] == [1] * 7


def test_every_cell_is_there(pair):
    """All that the page says in its cells is said in the terminal."""
    for lang in ("th", "en"):
        page = pair(lang)
        letters = "".join(terminal.text(page, 200).split())
        for cell in [*page.root.iter("th"), *page.root.iter("td")]:
            for word in "".join(cell.itertext()).split():
                assert word in letters


def test_marked_rows_have_a_bar_at_each_line(pair):
    """A row that differs carries ≠ and a bar at its left, on each of its lines; no other has either."""
    lines = terminal.text(pair("en"), 80).splitlines()
    rules = [index for index, line in enumerate(lines) if line.startswith("──")]
    rows = [lines[start + 1 : end] for start, end in pairwise(rules)]
    assert len(rows) == 9
    for row in rows:
        assert {line[0] == "▌" for line in row} == {"≠" in row[0]}
    assert sum("≠" in row[0] for row in rows) == 6


@given(text=MIXED, width=st.integers(4, 60))
def test_lines_hold_the_text(text, width):
    """Wrapping loses nothing but white space, and no line is too wide where its clusters fit."""
    assume(wcswidth(text.replace("\n", "").replace("\t", "")) >= 0)
    lines = terminal.wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert max(map(width_of, lines)) <= width


@given(
    words=st.lists(st.sampled_from(["การ", "เรียนรู้", "น้ำ", "เครื่อง ", "deep ", "learning ", "ที่เกี่ยวข้อง"])),
    width=st.integers(4, 40),
)
def test_words_that_fit_are_whole(words, width):
    """A line ends between words; only a word wider than a line is cut, and then between clusters."""
    text = "".join(words)
    cuts, boundaries, wide = set(), set(), set()
    position = 0
    for line in terminal.wrapped(text, width):
        position += len("".join(line.split()))
        cuts.add(position)
    position = 0
    for unit in breaks.units(text):
        letters = "".join(unit.split())
        if width_of(letters) > width:
            wide |= set(range(position, position + len(letters)))
        position += len(letters)
        boundaries.add(position)
    assert cuts - boundaries - wide - {0} == set()


def test_thai_words_stay_whole():
    """A line of Thai ends at a word."""
    assert terminal.wrapped("การเรียนรู้ของเครื่อง", 10) == ["การเรียนรู้", "ของเครื่อง"]


def test_a_word_wider_than_a_line_is_cut_between_clusters():
    """Where no word ends, the cut never parts a base from its marks."""
    assert terminal.wrapped("ที่ที่ที่ที่ที่", 2) == ["ที่ที่", "ที่ที่", "ที่"]
    assert terminal.wrapped("abcdef", 4) == ["abcd", "ef"]


def test_line_breaks_and_tabs():
    """A line break in a text breaks the line; a tab, whose width nobody knows, is a space."""
    assert terminal.wrapped("a\nb\tc\n\nd", 10) == ["a", "b c", "", "d"]


def test_tables_of_labels_alone(pair):
    """A table of one column is shown too."""
    page = pair("en")
    root = parse("<article><table><tr><th>a</th></tr><tr><th>b</th></tr></table></article>", "page")
    lines = terminal.text(Page(root, page.report, page.language, page.layout), 40).splitlines()
    assert [line.strip() for line in lines if line.strip("─ ")] == ["a", "b"]
