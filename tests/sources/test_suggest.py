"""Suggestions: the rules that all values of an attribute would fit, the best first; nothing is applied."""

import pytest

import mreport
from mreport.comparison.rules import RULES
from mreport.sources.suggest import suggestions


def fitting(*values):
    """The rules suggested for an attribute with these values."""
    dataset = mreport.read([["", *map(str, range(len(values)))], ["a", *values]])
    return suggestions(dataset).get("a", ())


@pytest.mark.parametrize(
    ("values", "rules"),
    [
        (["yes", "ไม่มี"], ("bool",)),
        (["https://example.com", "HTTP://x.org/a"], ("url",)),
        (["Ho, J. (2020). doi:10.1000/182", "Jain. https://doi.org/10.1000/183"], ("reference",)),
        (["2024-02-29", "29 ก.พ. 2567", "1/3/2566"], ("date",)),
        (["2024-02", "มีนาคม 2567"], ("date",)),
        (["2020–2023", "พ.ศ. 2563"], ("years",)),
        (["2020", "2563"], ("years", "number")),
        (["1999", "2500"], ("years", "number")),
        (["1500", "2020"], ("number",)),
        (["12,900", "๑๕๙๐๐", "1e5", "-3.5"], ("number",)),
        (["5%", "12.5 %"], ("number",)),
        (["180 g", "0.2 kg", "๒ กก."], ("quantity",)),
        (["3 ห้อง", "4 ห้อง"], ("quantity",)),
        (["180 g", "5"], ("quantity",)),
        (["5-10 kg", "12 kg"], ("range",)),
        (["18–25", "30 ถึง 40"], ("range",)),
        (["1.2.3", "v1.10", "2.0.0-rc1"], ("version",)),
        (["1.9", "1.10"], ("number", "version")),
        (["a, b", "b; c"], ("set",)),
        ([["a", "b"], ["c", "d"]], ("set",)),
        (["007", "012"], ()),
        (["0812345678", "5"], ()),
        (["3 blind mice", "12 Main Street"], ()),
        (["12:30:45", "13:00:00"], ()),
        (["Bangkok, Thailand", "Paris, France"], ()),
        (["ดำ", "ขาว"], ()),
        (["2024-02-30", "2024-02-28"], ()),
        (["180 g", "light"], ()),
        ([None, ""], ()),
    ],
    ids=str,
)
def test_a_rule_fits_where_it_reads_every_value(values, rules):
    """What says most of a value comes first; codes, addresses and words fit none."""
    assert fitting(*values) == rules


def test_absent_values_do_not_count():
    """What is missing, unknown or not applicable keeps no rule from fitting."""
    dataset = mreport.read([["", "x", "y", "z"], ["a", "1", "", "?"]], unknown="?")
    assert suggestions(dataset) == {"a": ("number",)}


def test_declared_attributes_have_no_suggestion():
    """Nor those that are not compared; and nothing is applied."""
    rows = [["", "x", "y"], ["a", "1", "2"], ["b", "1", "2"], ["c", "1", "2"]]
    dataset = mreport.read(rows, rules={"a": "number"}, ignore="b")
    assert suggestions(dataset) == {"c": ("number",)}
    assert dataset.attributes["c"].rule == "text"


def test_a_data_files_language_says_the_sign_of_decimals(data_file):
    """A comma is one in German."""
    text = "language: {}\nattributes: {{a: }}\nitems: {{x: {{a: '1,5'}}, y: {{a: '2,25'}}}}\n"
    assert suggestions(mreport.read(data_file(text.format("de")))) == {"a": ("number",)}
    assert suggestions(mreport.read(data_file(text.format("en")))) == {}


def test_each_rule_suggested_is_one():
    """What is suggested can be given, and then every value is read."""
    for values in (["2020", "2563"], ["1.9", "1.10"], ["180 g", "5"], ["5-10 kg", "12 kg"], ["yes", "ไม่มี"]):
        for rule in fitting(*values):
            assert rule in RULES
            dataset = mreport.read([["", "x", "y"], ["a", *values]], rules={"a": rule})
            assert mreport.compare(dataset).warnings == ()
