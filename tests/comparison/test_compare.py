"""compare(): rows, what is shown of them and in which order, baseline, similarity; frozen records out."""

import copy
import dataclasses
import time
from decimal import Decimal

import pytest
from verdicts import attribute, dataset, row

from mreport.comparison import Absence, Attribute, Status, Value, compare
from mreport.comparison.records import MISSING, Delta
from mreport.comparison.rules import RULES
from mreport.limits import Limits

NA = Value(absence=Absence.NA)


@pytest.fixture
def data():
    """Three items and a row of each status, one of them not compared and one that ignores what is missing."""
    rows = {
        "same": ["x", "x", "x"],
        "different": ["x", "y", "z"],
        "partial": ["x", "x", "y"],
        "missing": ["x", "x", NA],
        "ignored": ["x", "x", NA],
        "absent": [NA, NA, NA],
        "apart": ["x", "y", "z"],
    }
    options = {"ignored": {"ignore_missing": True}, "apart": {"compared": False}}
    return dataset(rows.values(), [attribute(name, **options.get(name, {})) for name in rows])


def shown(data, **choices):
    """The ids of the rows shown, in their order."""
    return [each.attribute.id for each in compare(data, **choices).rows]


def test_all_rows_are_shown_in_the_order_of_the_source(data):
    """With their statuses and marks."""
    comparison = compare(data)
    assert [each.attribute.id for each in comparison.rows] == list(data.attributes)
    statuses = ["same", "different", "partial", "missing", "missing", "absent", "different"]
    assert [each.status for each in comparison.rows] == statuses
    assert [each.marked for each in comparison.rows] == [False, True, True, True, False, False, False]


def test_the_summary_counts_compared_attributes(data):
    """Three of six are marked, one is not compared."""
    comparison = compare(data)
    assert (comparison.marked, comparison.compared, len(comparison.every_row)) == (3, 6, 7)


def test_compare_all_compares_what_is_not_compared(data):
    """The attribute that says `compared: false` is marked and counted too."""
    comparison = compare(data, compare_all=True)
    assert (comparison.marked, comparison.compared) == (4, 7)


@pytest.mark.parametrize(
    ("only", "expected"), [("different", ["different", "partial", "missing"]), ("same", ["same"]), (None, None)]
)
def test_only_leaves_rows_out(data, only, expected):
    """The rows that are marked, or those that are the same; the summary counts all."""
    assert shown(data, only=only) == (expected or list(data.attributes))
    assert compare(data, only=only).marked == 3


def test_sorting_puts_what_differs_first(data):
    """Marked rows by status, different values first, then the rest; of equals the source's order."""
    expected = ["different", "partial", "missing", "apart", "ignored", "same", "absent"]
    assert shown(data, sort="difference") == expected


def test_sorting_puts_more_different_values_first():
    """Of rows that differ in part, the one with most groups."""
    rows = [["x", "x", "x", "y"], ["x", "x", "y", "z"], ["a", "b", "c", "d"]]
    attributes = [attribute(name) for name in ("two", "three", "four")]
    assert shown(dataset(rows, attributes), sort="difference") == ["four", "three", "two"]


def test_attributes_choose_and_order_rows(data):
    """By id; together with the other choices."""
    assert shown(data, attributes=["missing", "same"]) == ["missing", "same"]
    assert shown(data, attributes=["same", "missing", "different"], only="different") == ["missing", "different"]
    assert shown(data, attributes=["missing", "different"], sort="difference") == ["different", "missing"]
    assert compare(data, attributes=["same"]).marked == 3


def test_values_are_kept_as_written(data):
    """A row's values are the items' own; the data stay as they were."""
    before = copy.deepcopy(data)
    typed = row(["นำ้", "น้ำ"])
    assert [value.parts for value in typed.values] == [("นำ้",), ("น้ำ",)]
    assert typed.status is Status.SAME
    compare(data, baseline="i0", show_changes=True, sort="difference", compare_all=True)
    assert data == before


def test_results_are_frozen(data):
    """Neither a comparison nor a row can be changed."""
    comparison = compare(data)
    with pytest.raises(dataclasses.FrozenInstanceError):
        comparison.rows = ()
    with pytest.raises(dataclasses.FrozenInstanceError):
        comparison.rows[0].marked = True
    for each in (comparison.rows, comparison.items, comparison.rows[0].values, comparison.rows[0].classes):
        assert isinstance(each, tuple)


def test_the_same_data_make_the_same_comparison(data):
    """Twice the same."""
    choices = {"baseline": "i1", "show_changes": True, "sort": "difference"}
    assert compare(data, **choices) == compare(data, **choices)


def test_sixty_items_are_compared():
    """Groups of equal values among sixty; sixty different ones."""
    made = row([f"v{number % 7}" for number in range(60)])
    assert (made.status, len(set(made.classes))) == (Status.PARTIAL, 7)
    made = row([f"v{number}" for number in range(60)])
    assert (made.status, made.classes) == (Status.DIFFERENT, tuple(range(60)))


def test_a_dataset_without_attributes_has_no_rows():
    """Two items of nothing: no row, no mark, no similarity."""
    comparison = compare(dataset([["x", "y"]], [attribute("a")]), attributes=[])
    assert comparison.rows == ()
    empty = compare(dataclasses.replace(comparison.dataset, attributes={}))
    assert (empty.rows, empty.marked, empty.similarity(0, 1)) == ((), 0, None)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_no_cell_takes_long(rule):
    """Values as long as a cell may be, made to be hard to read, are compared in a moment."""
    pieces = [
        "1",
        "1 ",
        "10.1000.",
        "10.1000/)",
        "http://",
        "%E0",
        "v1.",
        "a, ",
        "ก่",
        "ํ้",
        "2563–",
        "to ",
        "xn--",
        " ",
        "\n",
    ]
    start = time.process_time()
    for piece in pieces:
        long = piece * (20_000 // len(piece))
        row([long, long + "x", "5" + long], {"rule": rule}, baseline="i0", limits=Limits(cell=30_000))
    assert time.process_time() - start < 3


# baseline


def test_without_a_baseline_there_are_no_deltas(data):
    """Only where one is named."""
    assert compare(data).baseline is None
    assert {each.deltas for each in compare(data).rows} == {()}


@pytest.mark.parametrize(
    ("rule", "base", "other", "expected"),
    [
        ("number", "200", "205", Delta(Decimal(5), Decimal("0.025"))),
        ("number", "200", "๑๕๐", Delta(Decimal(-50), Decimal("-0.25"))),
        ("number", "-200", "-150", Delta(Decimal(50), Decimal("0.25"))),
        ("number", "0", "5", Delta(Decimal(5), None)),
        ("number", "5", "5.0", Delta(Decimal(0), Decimal(0))),
        ("number", "12%", "15%", Delta(Decimal(3), Decimal("0.25"), "%")),
        ("number", "12%", "0.15", Delta(Decimal(3), Decimal("0.25"), "%")),
        ("quantity", "1 kg", "1500 g", Delta(Decimal("0.5"), Decimal("0.5"), "kg")),
        ("quantity", "1500 กรัม", "1 kg", Delta(Decimal(-500), Decimal(-1) / Decimal(3), "กรัม")),
        ("quantity", "20 °C", "25 °C", Delta(Decimal(5), None, "°C")),
        ("quantity", "20 °C", "77 °F", Delta(Decimal(5), None, "°C")),
        ("quantity", "32 °F", "10 °C", Delta(Decimal(18), None, "°F")),
        ("quantity", "300 K", "330 K", Delta(Decimal(30), Decimal("0.1"), "K")),
        ("quantity", "3 คน", "4 คน", Delta(Decimal(1), Decimal(1) / Decimal(3), "คน")),
        ("quantity", "10%", "15%", Delta(Decimal(5), Decimal("0.5"), "%")),
        ("quantity", "1 kg", "1 m", None),
        ("quantity", "1 kg", "5", None),
        ("number", "5", "five", None),
        ("number", "five", "5", None),
        ("text", "5", "6", None),
        ("years", "2020", "2021", None),
    ],
)
def test_deltas_are_in_the_unit_of_the_baseline(rule, base, other, expected):
    """The difference and its share of the baseline; no share of zero or of a scale without a natural zero."""
    assert row([base, other], {"rule": rule}, baseline="i0", limits=Limits(cell=30_000)).deltas == (None, expected)


def test_a_baseline_may_stand_anywhere():
    """Deltas go by the items' order; absent values have none."""
    made = row(["7", "5", NA, "4"], {"rule": "number"}, baseline="i1")
    assert [delta and delta.difference for delta in made.deltas] == [2, None, None, -1]
    assert row([NA, "5"], {"rule": "number"}, baseline="i0").deltas == (None, None)


def test_an_item_that_shares_the_very_value_of_the_baseline_has_a_delta():
    """A delta of nothing, though both hold one record."""
    shared = Value(("5",))
    assert row([shared, shared], {"rule": "number"}, baseline="i0").deltas == (None, Delta(Decimal(0), Decimal(0)))


# similarity


def test_similarity_is_the_share_of_equal_values(data):
    """Of six compared attributes five have a value in one of the two; one item lacks two, one of them ignored."""
    comparison = compare(data)
    assert comparison.similarity(0, 1) == 4 / 5  # same, partial, missing, ignored of five; different is not
    assert comparison.similarity(0, 2) == 1 / 4  # same of four: what is ignored does not count
    assert comparison.similarity(1, 2) == 1 / 4


def test_similarity_is_symmetric_and_whole_with_itself(data):
    """Whichever item is named first."""
    comparison = compare(data)
    for one in range(3):
        assert comparison.similarity(one, one) == 1
        for other in range(3):
            assert comparison.similarity(one, other) == comparison.similarity(other, one)


def test_similarity_counts_all_rows_whatever_is_shown(data):
    """As the summary does; with `compare_all` the attributes that are not compared too."""
    assert compare(data, only="same").similarity(0, 1) == 4 / 5
    assert compare(data, compare_all=True).similarity(0, 1) == 4 / 6


def test_two_items_of_which_no_row_is_marked_are_wholly_similar():
    """What is ignored in the mark is ignored in the share."""
    comparison = compare(dataset([["x", "x"], ["x", MISSING]], [attribute("a"), attribute("b", ignore_missing=True)]))
    assert (comparison.marked, comparison.similarity(0, 1)) == (0, 1)


def test_without_values_there_is_no_similarity():
    """Nothing to count."""
    assert compare(dataset([[NA, NA]], [Attribute("a", "a")])).similarity(0, 1) is None
