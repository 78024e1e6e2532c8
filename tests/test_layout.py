"""The layout: portrait while the items fit, even panels where none fits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mreport.layout import PAPERS, PLAIN, Layout


def test_plain_is_a4_upright():
    """The plain look is A4, upright, with room for four items or more beside the label."""
    assert (PLAIN.width, PLAIN.height, PLAIN.landscape) == (210, 297, False)
    assert PLAIN.text_width == PLAIN.width - 2 * PLAIN.margin_side
    assert PLAIN.most_columns >= 4


def test_columns_are_as_wide_as_they_must_be():
    """The most columns are as many as fit beside the label column, and not one more; one at the least."""
    used = PLAIN.label_width + PLAIN.most_columns * PLAIN.least_column
    assert used <= PLAIN.text_width < used + PLAIN.least_column
    assert replace(PLAIN, width=60).most_columns == 1


def test_turning_keeps_the_look():
    """Turned paper has width and height exchanged and all else as it was; turned twice it is the same."""
    turned = PLAIN.turned()
    assert (turned.width, turned.height, turned.landscape) == (297, 210, True)
    assert turned.turned() == PLAIN
    assert replace(turned, width=210, height=297) == PLAIN


def test_paper_is_turned_where_that_makes_the_items_fit():
    """Upright while the items fit, on its side where they fit then, else upright again, in panels."""
    upright, aside = PLAIN.most_columns, PLAIN.turned().most_columns
    assert upright < aside
    turned = [PLAIN.on(items=count).landscape for count in range(1, aside + 3)]
    assert turned == [False] * upright + [True] * (aside - upright) + [False] * 2


@given(st.integers(1, 500), st.floats(60, 500), st.floats(15, 60))
def test_panels_are_few_and_even(count, width, least):
    """Panels hold all items once and in order, as few panels as will do, and differ by one item at most."""
    layout = Layout(width=width, least_column=least)
    panels = layout.panels(count)
    assert [item for panel in panels for item in panel] == list(range(count))
    sizes = [len(panel) for panel in panels]
    assert max(sizes) <= layout.most_columns
    assert max(sizes) - min(sizes) <= 1
    assert len(panels) == -(-count // layout.most_columns)


@pytest.mark.parametrize(("count", "sizes"), [(1, [1]), (4, [4]), (5, [3, 2]), (6, [3, 3]), (9, [3, 3, 3])])
def test_panels_of_four_at_most(count, sizes):
    """Five items where four fit become three and two, not four and one."""
    layout = Layout(width=34 + 33 + 4 * 30)
    assert layout.most_columns == 4
    assert [len(panel) for panel in layout.panels(count)] == sizes


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_lie_as_told(paper):
    """A paper's sides are its own, upright or turned; `auto` turns it where that makes the items fit."""
    upright, turned = PLAIN.on(paper, "portrait", 40), PLAIN.on(paper, "landscape", 1)
    assert (upright.width, upright.height) == PAPERS[paper]
    assert (turned.width, turned.height) == PAPERS[paper][::-1]
    for items in range(1, 30):
        chosen = PLAIN.on(paper, items=items)
        fits = items <= upright.most_columns or items > turned.most_columns
        assert chosen.landscape != fits
