"""The contract's table of statuses and marks, for every row of two to four values over small alphabets."""

import itertools

import pytest
from verdicts import attribute, dataset, row

from mreport.comparison import Absence, Status, Value, compare

ABSENCES = tuple(Value(absence=absence) for absence in Absence)
VALUES = (*(Value((text,)) for text in ("a", "b", "c")), *ABSENCES)
ROWS = [row for size in (2, 3, 4) for row in itertools.product(VALUES, repeat=size)]


def promised(values):
    """The status by the words of the contract, from the values themselves."""
    there = [value.parts for value in values if not value.absence]
    if not there:
        return "absent"
    if len(there) < len(values):
        return "missing"
    equal = [one == other for one, other in itertools.combinations(there, 2)]
    if all(equal):
        return "same"
    return "partial" if any(equal) else "different"


def many(**options):
    """One comparison for all rows of a size, which is quicker than one for each."""
    for size in (2, 3, 4):
        rows = [values for values in ROWS if len(values) == size]
        attributes = [attribute(f"a{number}", **options) for number in range(len(rows))]
        yield from zip(rows, compare(dataset(rows, attributes)).rows, strict=True)


def test_all_rows_are_tried():
    """Seven values, four of them absences, in rows of two, three and four."""
    assert len(ROWS) == 7**2 + 7**3 + 7**4


def test_every_row_has_the_status_of_the_contract():
    """Same, different, partial, missing, absent, as the table has them."""
    for values, made in many():
        assert made.status == promised(values), values


def test_every_row_is_marked_as_the_contract_says():
    """Marked are different, partial and missing rows."""
    for values, made in many():
        assert made.marked == (promised(values) in ("different", "partial", "missing")), values


def test_with_missing_ignored_only_differences_are_marked():
    """With `missing: ignore` the status is as before, and a missing row is never marked."""
    for values, made in many(ignore_missing=True):
        assert made.status == promised(values)
        assert made.marked == (promised(values) in ("different", "partial")), values


@pytest.mark.parametrize("ignore", [False, True])
def test_what_is_not_compared_is_never_marked(ignore):
    """With `compared: false` the status is as before; no row is marked or counted."""
    for values, made in many(compared=False, ignore_missing=ignore):
        assert made.status == promised(values)
        assert not made.marked
        assert not made.compared


def test_equal_values_have_equal_classes_and_absent_ones_none():
    """Classes count from 0 in the order of first appearance."""
    for values, made in many():
        seen = list(dict.fromkeys(value.parts for value in values if not value.absence))
        assert made.classes == tuple(None if value.absence else seen.index(value.parts) for value in values)


def test_the_four_absences_stay_apart():
    """Each kind of absence is kept as it was given, though all weigh the same in the status."""
    for absence in ABSENCES:
        made = row([absence, "a"])
        assert made.values[0].absence is absence.absence
        assert (made.status, made.marked) == (Status.MISSING, True)
    assert row(ABSENCES).status is Status.ABSENT


def test_a_value_that_no_item_gives_is_missing():
    """An item without the attribute's id has no data there."""
    data = dataset([["a", "b"]], [attribute("a")])
    data.items["i1"].values.clear()
    made = compare(data).rows[0]
    assert made.values[1].absence is Absence.MISSING
    assert made.status is Status.MISSING


def test_an_absence_is_no_text():
    """A text that names an absence, or is empty, is a value like any other."""
    assert row(["", "unknown"]).status is Status.DIFFERENT
    assert row(["", ""]).status is Status.SAME
