"""Rules that are declared from outside: what does not count and how near is near enough stand behind their names."""

import pytest

import mreport
from mreport.sources.declarations import rule_of, ruled

TABLE = {"attributes": {"v": {"compared": False, "case": "fold"}}, "items": {"a": {"v": "X 1"}, "b": {"v": "x  1"}}}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("set", "set"),
        ("text,spaces,case", "text,case,spaces"),
        ("number : 2%", "number:2%"),
        ("quantity, missing, digits:5 g", "quantity,digits,missing:5 g"),
    ],
)
def test_a_rule_says_all_that_it_leaves_out(text, written):
    """What a rule says takes the place of all that the attribute had, and can be written down again."""
    attribute = ruled(mreport.read(TABLE), {"v": text}, ())["v"]
    assert attribute.compared
    assert rule_of(attribute) == written
    assert attribute.ignore_missing == ("missing" in text)


def test_marks_follow_the_rule():
    """Texts that differ in case and spaces alone are equal by a rule that counts neither, and not by another."""
    frame = {"a": {"v": "X 1"}, "b": {"v": "x  1"}}
    marked = {
        rule: mreport.compare(mreport.read(frame, rules={"v": rule})).marked
        for rule in ("text", "text,case", "text,case,spaces")
    }
    assert marked == {"text": 1, "text,case": 1, "text,case,spaces": 0}


def test_a_word_that_is_not_known_is_told():
    """What can be left out is said, where another word stands."""
    with pytest.raises(mreport.SourceError) as caught:
        ruled(mreport.read(TABLE), {"v": "text,colour"}, ())
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields) == (
        "unknown-choice",
        {"text": "colour", "known": ["case", "spaces", "digits", "missing"]},
    )
