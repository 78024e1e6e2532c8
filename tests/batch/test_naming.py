"""Names of files: valid on every system, at most 200 bytes, cut where a reader would cut, no two alike."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mreport.batch.naming import MOST_BYTES, parts, stem
from mreport.thai import clusters

THAI = "การเรียนรู้แบบถ่ายโอนด้วยแบบจำลองการแพร่กระจายที่ฝึกไว้ล่วงหน้ากับข้อมูลขนาดใหญ่มากเป็นพิเศษ"


def part(name):
    """The part of a single name."""
    return parts({"x": name})["x"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Plain name", "Plain name"),
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("  a \t\n b  ", "a b"),
        ("..hidden.", "hidden"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("COM¹", "_COM¹"),
        ("COMMON", "COMMON"),
        ("a\u202eb\u200bc\x00d\ufeff", "abcd"),
        ("e\u0301", "\u00e9"),
        ("A - B", "A – B"),
        ("???", "-"),
        ("", "x"),
        ("\u200b", "x"),
        (THAI, THAI),
    ],
)
def test_parts(name, expected):
    """What a system can't have in a name is left out or replaced; the id stands for a name of nothing."""
    assert part(name) == expected


def test_no_two_items_have_the_same_part():
    """The same name again is numbered, whatever the case of its letters."""
    assert parts({"a": "Model", "b": "MODEL", "c": "Model (2)", "d": "x/y", "e": "x:y"}) == {
        "a": "Model",
        "b": "MODEL (2)",
        "c": "Model (2) (2)",
        "d": "x-y",
        "e": "x-y (2)",
    }


def test_short_names_stand_whole():
    """Two or three names that fit are the stem."""
    assert stem(["a", "b"], {"a": "One", "b": "Two"}, ".th.pdf") == "One - Two"
    assert stem(["a", "b", "c"], {"a": "One", "b": "Two", "c": "Three"}, ".th.pdf") == "One - Two - Three"


def test_many_items_are_counted_and_marked():
    """Beyond three items the rest is counted, and a mark of the ids tells the report from others."""
    names = {key: key for key in "abcde"}
    made = stem(list("abcde"), names, ".pdf")
    assert re.fullmatch(r"a - b - c \+2 [0-9a-f]{8}", made)
    assert made != stem(list("abced"), names, ".pdf")


def test_long_names_are_cut_between_clusters_and_short_ones_keep_their_room():
    """A short name stands whole beside a long one that is cut."""
    made = stem(["a", "b"], {"a": "Vae", "b": THAI}, ".th.docx")
    assert len(f"{made}.th.docx".encode()) <= MOST_BYTES
    first, rest = made.split(" - ")
    kept = rest[: -len(" 12345678")]
    assert first == "Vae"
    assert THAI.startswith(kept)
    assert clusters(kept) == clusters(THAI)[: len(clusters(kept))]
    assert len(kept.encode()) > 150


@given(st.lists(st.text(max_size=120), min_size=2, max_size=6))
def test_any_names_make_valid_files(names):
    """Whatever the items are called, the name is valid, short enough and its own."""
    ids = [f"i{number}" for number in range(len(names))]
    found = parts(dict(zip(ids, names, strict=True)))
    assert len({one.casefold() for one in found.values()}) == len(ids)
    made = f"{stem(ids, found, '.th+en.docx')}.th+en.docx"
    assert len(made.encode()) <= MOST_BYTES
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', made)
    assert not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs") for sign in made)
    assert made == made.strip(" .")
