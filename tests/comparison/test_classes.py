"""Tolerance: what the documents promise of the classes that it makes, proved by brute force."""

import itertools
from fractions import Fraction

import pytest
from verdicts import dataset, row

from mreport.comparison import Attribute, Status, Value, compare
from mreport.comparison.classes import Tolerance, read_tolerance

AMOUNTS = ("-100", "-99", "-98", "-1", "0", "0.5", "1", "1.5", "2", "98", "99", "100", "far")
ROWS = [values for size in (2, 3, 4) for values in itertools.combinations_with_replacement(AMOUNTS, size)]
TOLERANCES = [Tolerance(Fraction(1)), Tolerance(Fraction(1, 50), share=True), Tolerance(Fraction(0))]


def compared(tolerance):
    """Every row of amounts with its row of the comparison."""
    for size in (2, 3, 4):
        rows = [values for values in ROWS if len(values) == size]
        attributes = [Attribute(f"a{number}", "a", "number", tolerance=tolerance) for number in range(len(rows))]
        yield from zip(rows, compare(dataset(rows, attributes)).rows, strict=True)


def near(tolerance, one, other):
    """Whether two values are within the tolerance, by its definition."""
    if "far" in (one, other):
        return one == other
    one, other = Fraction(one), Fraction(other)
    limit = tolerance.amount * max(abs(one), abs(other)) if tolerance.share else tolerance.amount
    return abs(one - other) <= limit


@pytest.mark.parametrize("tolerance", TOLERANCES, ids=["amount", "share", "nothing"])
def test_a_row_is_same_exactly_when_all_are_within_the_tolerance(tolerance):
    """Same: every two values are near. Different: no two are."""
    for values, made in compared(tolerance):
        pairs = [near(tolerance, one, other) for one, other in itertools.combinations(values, 2)]
        assert (made.status is Status.SAME) == all(pairs), values
        assert (made.status is Status.DIFFERENT) == (not any(pairs)), values


@pytest.mark.parametrize("tolerance", TOLERANCES, ids=["amount", "share", "nothing"])
def test_equal_values_are_near_and_the_least_of_a_class_takes_in_all_near_above_it(tolerance):
    """No class holds two values farther apart than the tolerance; each begins at its least value."""
    for values, made in compared(tolerance):
        for (one, first), (other, second) in itertools.combinations(zip(values, made.classes, strict=True), 2):
            assert first != second or near(tolerance, one, other), values
        for number in set(made.classes):
            inside = [
                Fraction(each)
                for each, of in zip(values, made.classes, strict=True)
                if of == number != "far" and each != "far"
            ]
            outside = [
                Fraction(each) for each, of in zip(values, made.classes, strict=True) if of != number and each != "far"
            ]
            greater = [each for each in outside if inside and each > min(inside)]
            assert not any(near(tolerance, min(inside), each) for each in greater), values


@pytest.mark.parametrize("tolerance", TOLERANCES, ids=["amount", "share", "nothing"])
def test_the_order_of_items_changes_no_class(tolerance):
    """Whatever the order, the same values stand together."""
    for values in ROWS:
        if len(values) == 3:
            made = {
                frozenset(
                    frozenset(value for value, of in zip(order, classes, strict=True) if of == number)
                    for number in classes
                )
                for order in itertools.permutations(values)
                for classes in [row(order, {"rule": "number", "tolerance": None} | _options(tolerance)).classes]
            }
            assert len(made) == 1, values


def _options(tolerance):
    return {"tolerance": f"{tolerance.amount * 100}%" if tolerance.share else str(tolerance.amount)}


@pytest.mark.parametrize(
    ("text", "rule", "expected"),
    [
        ("0.5", "number", Tolerance(Fraction(1, 2))),
        ("๐.๕", "number", Tolerance(Fraction(1, 2))),
        ("2%", "number", Tolerance(Fraction(1, 50), share=True)),
        ("2 %", "quantity", Tolerance(Fraction(1, 50), share=True)),
        ("ร้อยละ ๒", "quantity", Tolerance(Fraction(1, 50), share=True)),
        ("5 g", "quantity", Tolerance(Fraction(1, 200), kind="mass")),
        ("1 °C", "quantity", Tolerance(Fraction(1), kind="temperature")),
        ("9 °F", "quantity", Tolerance(Fraction(5), kind="temperature")),
        ("3 คน", "quantity", Tolerance(Fraction(3), kind="“คน”")),
        ("0", "number", Tolerance(Fraction(0))),
        ("-1", "number", None),
        ("100%", "number", None),
        ("-2%", "number", None),
        ("-5 g", "quantity", None),
        ("5 g", "number", None),
        ("0.5", "quantity", None),
        ("much", "number", None),
        ("", "number", None),
    ],
)
def test_a_tolerance_is_read(text, rule, expected):
    """An amount, a share under 100 %, for quantities an amount with its unit; anything else is none."""
    assert read_tolerance(text, rule) == expected


def test_absent_and_unread_values_have_no_part_in_a_tolerance():
    """A text is a class of its own, and an absent value none."""
    options = {"rule": "number", "tolerance": "1"}
    assert row(["1", "one", "2", "one"], options).classes == (0, 1, 0, 1)
    assert row(["1", _absent(), "2"], options).classes == (0, None, 0)


def test_a_chain_of_near_values_is_cut_at_the_tolerance_of_its_least():
    """1, 2 and 3 with a tolerance of 1: 2 stands with 1, and 3 alone."""
    made = row(["3", "2", "1"], {"rule": "number", "tolerance": "1"})
    assert made.classes == (0, 1, 1)
    assert made.status is Status.PARTIAL


def _absent():
    from mreport.comparison import Absence

    return Value(absence=Absence.NA)
