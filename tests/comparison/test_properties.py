"""What holds for all values: equality is one, order does not matter, marks follow keys, deltas add up.

A few hundred examples of each by default, 10,000 in the deep run.
"""

import itertools
import re
import unicodedata
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from verdicts import PAIRS, attribute, dataset, row, value, verdict

from mreport.comparison import Absence, Status, Value, compare
from mreport.comparison.rules import RULES

EXAMPLES = pytest.mark.parametrize("examples", [200, pytest.param(10_000, marks=pytest.mark.deep)])

ABSENCES = [Value(absence=absence) for absence in Absence]
WRITTEN = {
    rule: [each for pair in PAIRS if pair.options["rule"] == rule for each in (pair.one, pair.other)] for rule in RULES
}
NEWLINES = ("\n", "\r\n", "\r", "\u2028", "\u2029", "\x85")
# Ways to type what the canonical form has once.
TYPED = {
    "้ำ": ("้ำ", "ำ้", "ํ้า", "้ํา"),
    "ที่": ("ที่", "ท่ี"),
    "กู้": ("กู้", "กู้"),
    "แ": ("แ", "เเ"),
    "ธิ์": ("ธิ์", "ธ์ิ"),
}
MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
PIECES = [
    *"0123456789๑๒๓๔ab.,;:/-–+%°ก ",
    *TYPED, *NEWLINES, "é", "e\u0301", "\u200b", "\u0430", "\u0001", "\u037e", "\u212b", "\u212a", "ไ", "ร้อยละ", "พ.ศ.",
    "ค.ศ.", "2563", "2020", " kg", " g", " กก.", "°C", "–", " ถึง ",
    "https://", "doi:", "10.1000/x", "ก.พ.", "March", "v", "true", "ใช่",
]  # fmt: skip

pieces = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
texts = st.one_of(pieces, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
rules = st.sampled_from(sorted(RULES))
options = st.fixed_dictionaries({"rule": rules}, optional=dict.fromkeys(("case", "spaces", "digits"), st.just("fold")))


@st.composite
def cases(draw, least=1, most=1):
    """The options of an attribute and values of its kind: of the table, or of pieces that its rule may read."""
    chosen = draw(options)
    one = st.one_of(st.sampled_from(WRITTEN[chosen["rule"]]), texts, st.lists(texts, min_size=1, max_size=3))
    return chosen, draw(st.lists(one, min_size=least, max_size=most))


def respelled(draw, text):
    """The text as others may type it: composed or not, Thai marks in other orders, other ends of lines."""
    canonical = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    for typed, spellings in TYPED.items():
        spelling = draw(st.sampled_from(spellings))
        canonical = re.sub(f"(?<![{MARKS}]){typed}", spelling, canonical)  # no one types marks upon marks
    for newline in NEWLINES[2:]:
        canonical = canonical.replace(newline, "\n")
    canonical = canonical.replace("\n", draw(st.sampled_from(NEWLINES)))
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), canonical)


def each_text(written, change):
    """A value as the table writes it with each of its texts changed."""
    if isinstance(written, str):
        return change(written)
    if isinstance(written, list):
        return [change(part) for part in written]
    return {key: text if key == "image" else change(text) for key, text in written.items()}


@EXAMPLES
def test_equality_is_reflexive(examples):
    """A value is the same as itself under every rule."""

    @settings(max_examples=examples)
    @given(cases())
    def holds(case):
        chosen, (written,) = case
        assert verdict(written, written, chosen) == "same"

    holds()


@EXAMPLES
def test_equality_is_symmetric(examples):
    """The verdict on two values does not depend on which stands first."""

    @settings(max_examples=examples)
    @given(cases(2, 2))
    def holds(case):
        chosen, (one, other) = case
        assert verdict(one, other, chosen) == verdict(other, one, chosen)

    holds()


@EXAMPLES
def test_equality_is_invariant_under_canonical_equivalence(examples):
    """However a value is typed, it is the same value, and has the same verdict with any other."""

    @settings(max_examples=examples)
    @given(cases(2, 2), st.data())
    def holds(case, data):
        chosen, (one, other) = case
        typed = each_text(one, lambda text: respelled(data.draw, text))
        assert verdict(one, typed, chosen) == "same"
        assert verdict(typed, other, chosen) == verdict(one, other, chosen)

    holds()


@EXAMPLES
def test_the_order_of_items_changes_no_status(examples):
    """Items in another order: the same status and mark, the same values together."""

    @settings(max_examples=examples)
    @given(cases(2, 6), st.data())
    def holds(case, data):
        chosen, written = case
        values = [value(each) for each in written] + data.draw(st.lists(st.sampled_from(ABSENCES), max_size=2))
        order = data.draw(st.permutations(range(len(values))))
        before, after = row(values, chosen), row([values[index] for index in order], chosen)
        assert (before.status, before.marked) == (after.status, after.marked)
        for one, other in itertools.combinations(range(len(values)), 2):
            together = before.classes[order[one]] == before.classes[order[other]]
            assert together == (after.classes[one] == after.classes[other])

    holds()


@EXAMPLES
def test_a_row_is_marked_exactly_when_the_contract_says_so(examples):
    """Status and mark of many follow from the verdicts on each two of them and from absences."""

    @settings(max_examples=examples)
    @given(cases(2, 5), st.lists(st.sampled_from(ABSENCES), max_size=2), st.booleans())
    def holds(case, absent, ignore):
        chosen, written = case
        there = row([*map(value, written), *absent], chosen | {"ignore_missing": ignore})
        verdicts = [verdict(one, other, chosen) for one, other in itertools.combinations(written, 2)]
        if absent:
            expected, marked = Status.MISSING, not ignore
        elif "differs" not in verdicts:
            expected, marked = Status.SAME, False
        else:
            expected, marked = Status.PARTIAL if "same" in verdicts else Status.DIFFERENT, True
        assert (there.status, there.marked) == (expected, marked)

    holds()


@EXAMPLES
def test_two_equal_items_mark_nothing(examples):
    """Two items that say the same, each typed in its own way, differ in no attribute and are wholly similar."""

    @settings(max_examples=examples)
    @given(st.lists(cases(), min_size=1, max_size=5), st.data())
    def holds(made, data):
        attributes = [attribute(f"a{number}", **chosen) for number, (chosen, _) in enumerate(made)]
        rows = [(one, each_text(one, lambda text: respelled(data.draw, text))) for _, (one,) in made]
        comparison = compare(dataset(rows, attributes), show_changes=True)
        assert comparison.marked == 0
        assert {each.status for each in comparison.rows} == {Status.SAME}
        assert comparison.similarity(0, 1) == 1

    holds()


@EXAMPLES
def test_deltas_add_up(examples):
    """From one item to a second and on to a third is as far as from the first to the third."""
    amounts = st.decimals(-(10**9), 10**9, places=3, allow_nan=False).map("{:f}".format)
    units = st.sampled_from(["", " kg", " g", " ตัน", " lb"])

    @settings(max_examples=examples)
    @given(st.lists(amounts, min_size=3, max_size=3), units)
    def holds(numbers, unit):
        chosen = {"rule": "quantity" if unit else "number"}
        written = [f"{number}{unit}" for number in numbers]
        from_one = row(written, chosen, baseline="i0").deltas
        from_other = row(written, chosen, baseline="i1").deltas
        assert from_one[0] is None
        assert from_other[1] is None
        assert from_one[1].difference + from_other[2].difference == from_one[2].difference
        assert from_other[0].difference == -from_one[1].difference
        for number, delta in zip(numbers[1:], from_one[1:], strict=True):
            assert delta.difference == Fraction(number) - Fraction(numbers[0])
            if Fraction(numbers[0]):
                assert float(delta.share) == pytest.approx(float(delta.difference) / abs(float(numbers[0])))
            else:
                assert delta.share is None

    holds()


@EXAMPLES
def test_units_change_no_amount(examples):
    """A quantity in another unit of its kind is the same quantity."""
    known = (
        ("kg", "g", 1000),
        ("กม.", "เมตร", 1000),
        ("ไร่", "ตารางวา", 400),
        ("ชั่วโมง", "min", 60),
        ("GiB", "MiB", 1024),
    )

    @settings(max_examples=examples)
    @given(st.decimals(0, 10**9, places=2, allow_nan=False), st.sampled_from(known))
    def holds(number, units):
        greater, lesser, times = units
        quantity = {"rule": "quantity"}
        assert verdict(f"{number} {greater}", f"{number * times:f} {lesser}", quantity) == "same"
        assume(number)
        assert verdict(f"{number} {greater}", f"{number:f} {lesser}", quantity) == "differs"

    holds()


@EXAMPLES
def test_no_text_is_too_strange(examples):
    """Any texts under any rule can be compared, with every choice that looks into them."""

    @settings(max_examples=examples)
    @given(cases(3, 3))
    def holds(case):
        chosen, written = case
        there = row(written, chosen, baseline="i1", show_changes=True, sort="difference")
        assert len(there.classes) == 3

    holds()
