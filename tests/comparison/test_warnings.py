"""Warnings: characters that can't be seen, values that look alike, values not read; with code points."""

import pytest
from verdicts import attribute, dataset, row

from mreport.comparison import Absence, Attribute, Item, Value, compare


def warned(values, options=None, **choices):
    """The codes and fields of the warnings of a row."""
    data = dataset([values], [attribute(**({"rule": "text"} | (options or {})))])
    return [(fault.code, dict(fault.fields)) for fault in compare(data, **choices).warnings]


@pytest.mark.parametrize(
    ("one", "other", "characters"),
    [
        ("paypal", "p\u0430ypal", ["U+0061 LATIN SMALL LETTER A", "U+0430 CYRILLIC SMALL LETTER A"]),
        ("\u0e01\u0e02", "\u0e81\u0e02", ["U+0E01 THAI CHARACTER KO KAI", "U+0E81 LAO LETTER KO"]),
        ("ก้า", "ก้้า", ["U+0E49 THAI CHARACTER MAI THO"]),
        ("O", "\u039f", ["U+004F LATIN CAPITAL LETTER O", "U+039F GREEK CAPITAL LETTER OMICRON"]),
        ("A", "\uff21", ["U+0041 LATIN CAPITAL LETTER A", "U+FF21 FULLWIDTH LATIN CAPITAL LETTER A"]),
        ("2020-2023", "2020–2023", ["U+002D HYPHEN-MINUS", "U+2013 EN DASH"]),
        ("one two", "one  two", ["U+0020 SPACE"]),
        ("one two", "one\u00a0two", ["U+0020 SPACE", "U+00A0 NO-BREAK SPACE"]),
        ("one two", "one\ntwo", ["U+0020 SPACE", "U+000A"]),
        ("a  b c", "a b  c", ["U+0062 LATIN SMALL LETTER B", "U+0020 SPACE"]),
    ],
)
def test_values_that_look_alike_and_differ_are_marked_and_named(one, other, characters):
    """The row is marked, and a warning names the code points in which the two differ."""
    assert row([one, other]).marked
    (code, fields) = next(warning for warning in warned([one, other]) if warning[0] == "look-alike")
    assert code == "look-alike"
    assert fields["attribute"] == "a"
    assert fields["items"] == ["i0", "i1"]
    assert sorted(fields["characters"]) == sorted(characters)


@pytest.mark.parametrize("pair", [("a", "b"), ("x²", "x2"), ("น้ำ", "นำ"), ("ABC", "abc"), ("ก ข", "กข")])
def test_values_that_differ_to_the_eye_are_not_named(pair):
    """A mark is enough where the reader sees why."""
    assert warned(pair) == []


@pytest.mark.parametrize("typed", ["น้ำ", "นำ้", "นํ้า"])
def test_values_that_are_equal_are_not_named(typed):
    """However they are typed."""
    assert warned(["น้ำ", typed]) == []


def test_look_alikes_that_are_not_marked_are_not_named():
    """Where the attribute is not compared, or folds what differs."""
    assert warned(["one two", "one  two"], {"compared": False}) == []
    assert warned(["one two", "one  two"], {"spaces": "fold"}) == []
    assert [code for code, _ in warned(["one two", "one  two"], {"compared": False}, compare_all=True)] == [
        "look-alike"
    ]


def test_the_same_text_with_another_link_is_no_look_alike():
    """What differs is the link, in no character of the text."""
    links = [Value(("Site",), link=f"https://{host}.example/") for host in "ab"]
    assert row(links, {"rule": "reference"}).marked
    assert warned(links, {"rule": "reference"}) == []


def test_each_look_alike_of_many_is_named():
    """Each value against the first that looks like it."""
    named = [fields["items"] for _, fields in warned(["a", "b", "\u0430", "a"])]
    assert named == [["i0", "i2"]]


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\u0001", "control-character"),
        ("\x7f", "control-character"),
        ("\ufffe", "control-character"),
        ("\u200b", "hidden-character"),
        ("\u202e", "hidden-character"),
        ("\u2066", "hidden-character"),
        ("\u00ad", "hidden-character"),
        ("\ufeff", "hidden-character"),
        ("\ufe0f", "hidden-character"),
    ],
)
def test_a_character_that_cannot_be_seen_is_named(character, code):
    """With the item, the attribute and the code point, also where the row is not marked."""
    found = warned([f"ก{character}", f"ก{character}"])
    assert [name for name, _ in found] == [code, code]
    assert found[0][1]["item"] == "i0"
    assert found[0][1]["attribute"] == "a"
    assert found[0][1]["character"].startswith(f"U+{ord(character):04X}")


def test_characters_of_every_language_of_a_value_and_of_names_are_named():
    """What any reader may be shown."""
    data = dataset([["x", "y"]], [Attribute("a", "a")])
    data.items["i0"] = Item("i0", {"en": "One", "th": "หนึ่ง\u200b"}, {"a": Value(({"en": "x", "th": "x\u200d"},))})
    found = [(fault.fields["attribute"], fault.fields["character"]) for fault in compare(data).warnings]
    assert found == [("name", "U+200B ZERO WIDTH SPACE"), ("a", "U+200D ZERO WIDTH JOINER")]


@pytest.mark.parametrize(
    ("rule", "read", "unread"),
    [
        ("number", ["1", "๒", "5%"], "one"),
        ("quantity", ["1 kg", "5", "3 คน"], "heavy"),
        ("range", ["1–2", "5"], "some"),
        ("years", ["2563", "2020–23"], "long ago"),
        ("date", ["2563-02-29", "1 ม.ค. 2563"], "2023-02-29"),
        ("bool", ["ใช่", "no"], "maybe"),
    ],
)
def test_a_value_that_cannot_be_read_is_named(rule, read, unread):
    """With the rule by which it should have been; it is compared as text. An absent one is no fault."""
    values = [*read, unread, Value(absence=Absence.UNKNOWN)]
    (found,) = warned(values, {"rule": rule})
    fields = {"item": f"i{len(read)}", "attribute": "a", "rule": rule, "text": unread}
    assert found == ("value-not-read", fields)


def test_only_the_rows_shown_are_warned_of():
    """A report that leaves an attribute out says nothing of it."""
    data = dataset([["one", "two"], ["x\u200b", "y"]], [attribute("a"), attribute("b")])
    assert [fault.fields["attribute"] for fault in compare(data).warnings] == ["b"]
    assert compare(data, attributes=["a"]).warnings == ()
