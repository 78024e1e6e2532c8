"""What differs within texts: words, Thai ones by a dictionary; nothing of a value is lost or added."""

import time
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verdicts import attribute, row

from mreport.comparison import Absence, Value
from mreport.comparison.differences import between, reference
from mreport.comparison.rules import folded
from mreport.thai import canonical, words

SENTENCE = "ระบบเปรียบเทียบเอกสารภาษาไทยต้องตัดคำให้ถูกต้องก่อนจึงจะบอกได้ว่าคำใดเปลี่ยนไปจากฉบับเดิมที่ประกาศไว้เมื่อปีก่อน"
texts = st.lists(st.sampled_from([*"กขา่้ำ ab.,\n", "ภาษา", "ไทย", "น้ำ", "word", "นำ้"]), max_size=20).map("".join)


def stretches(text, other, **choices):
    """The stretches of a text as pairs of kind and text."""
    return [(change.kind, change.text) for change in between(text, other, **({"lacking": False} | choices))]


def marked(text, other, **choices):
    """The stretches of a text that stand only there."""
    return [text for kind, text in stretches(text, other, **choices) if kind == "only"]


@given(texts, texts)
def test_the_words_of_a_value_joined_are_the_value(one, other):
    """Nothing is lost or added, on either side; what is lacking is the other's."""
    assert "".join(text for kind, text in stretches(one, other)) == one
    both = stretches(one, other, lacking=True)
    assert "".join(text for kind, text in both if kind != "lacks") == one
    theirs = "".join(text for kind, text in both if kind != "only")
    assert canonical(theirs) == canonical(other)


@given(texts)
def test_a_value_differs_in_nothing_from_itself(text):
    """One stretch, the same; none of an empty text."""
    assert stretches(text, text, lacking=True) == ([("same", text)] if text else [])


@pytest.mark.parametrize(
    ("one", "other", "own", "theirs"),
    [
        ("the quick fox", "the slow fox", ["quick"], ["slow"]),
        ("one two three", "one three", ["two "], []),
        ("a, b", "a; b", [","], [";"]),
        ("2020–2023", "2020–2022", ["2023"], ["2022"]),
        ("น้ำใส", "นำ้ขุ่น", ["ใส"], ["ขุ่น"]),
        ("line one\nline two", "line one\r\nline three", ["two"], ["three"]),
        ("", "word", [], ["word"]),
        ("new words here", "old things here", ["new words"], ["old things"]),
    ],
)
def test_words_are_marked(one, other, own, theirs):
    """What is typed in another way is the same; neighbouring words are one stretch."""
    assert marked(one, other) == own
    assert marked(other, one) == theirs


def test_one_changed_word_of_a_thai_sentence_is_marked_alone():
    """In a sentence of more than sixty letters without a space, only the word that was changed."""
    assert len(SENTENCE) >= 60
    assert " " not in SENTENCE
    changed = SENTENCE.replace("เอกสาร", "ข้อมูล")
    assert marked(changed, SENTENCE) == ["ข้อมูล"]
    assert marked(SENTENCE, changed) == ["เอกสาร"]


def test_any_changed_word_of_a_thai_sentence_is_marked_alone():
    """Each word by each of eight others; a dictionary joins a word with its neighbour in two of a hundred at most."""
    there, others = words(SENTENCE), ("แมว", "กฎหมาย", "ราชการ", "ข้อมูล", "น้ำ", "โรงเรียน", "สำคัญ", "ยี่สิบ")
    tried = alone = 0
    for index, word in enumerate(there):
        for other in others:
            changed = "".join([*there[:index], other, *there[index + 1 :]])
            tried += 1
            alone += marked(changed, SENTENCE) == [other]
            assert sum(map(len, marked(changed, SENTENCE))) <= len(other) + len(word) + 10
    assert tried >= 240
    assert alone / tried >= 0.98


def test_terms_of_the_glossary_stay_whole():
    """A term is marked as one word, though a dictionary cuts it."""
    one, other = "ใช้แบบจำลองการแพร่กระจายในงาน", "ใช้แบบจำลองการถดถอยในงาน"
    assert marked(one, other) != ["แบบจำลองการแพร่กระจาย"]
    glossary = ("แบบจำลองการแพร่กระจาย", "แบบจำลองการถดถอย")
    assert marked(one, other, glossary=glossary) == ["แบบจำลองการแพร่กระจาย"]


def test_what_an_attribute_folds_is_no_difference():
    """Words are the same whose keys are: with case folded, a capital marks nothing."""
    key = partial(folded, attribute=attribute(case="fold", digits="fold"))
    assert marked("Hello World 12", "hello there ๑๒", key=key) == ["World"]


def test_long_texts_take_no_time():
    """Two cells as long as they may be and wholly unlike are told apart as wholes."""
    start = time.process_time()
    assert marked("ab " * 6_000, "ba " * 6_000) == [("ab " * 6_000).rstrip()]
    between("a b " * 900, "b a b " * 700, lacking=True)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("classes", "baseline", "expected"),
    [
        ((0, 1, 1), None, 1),
        ((0, 0, 1), None, 0),
        ((0, 1, 2), None, 0),
        ((None, 0, 1, 1), None, 2),
        ((None, None), None, None),
        ((0, 1, 1), 0, 0),
        ((None, 1, 1), 0, None),
    ],
)
def test_values_are_held_against_the_baseline_or_the_majority(classes, baseline, expected):
    """The baseline's value if it has one; else the first of the largest group."""
    assert reference(classes, baseline) == expected


def test_two_values_are_held_against_each_other():
    """Of two items, each differs from the other."""
    assert row(["one", "two"], show_changes=True).against == (1, 0)


def test_several_values_are_held_against_the_majority():
    """What agrees with the majority differs from nothing, an absent value neither."""
    values = ["x", "a b", "a b", Value(absence=Absence.NA), "a c"]
    assert row(values, show_changes=True).against == (1, None, None, None, 1)


def test_with_a_baseline_all_are_held_against_it():
    """Of two items too: the baseline itself shows no changes."""
    assert row(["a b", "a c", "a c"], show_changes=True, baseline="i0").against == (None, 0, 0)
    assert row(["a b", "a c"], show_changes=True, baseline="i0").against == (None, 0)
    absent = [Value(absence=Absence.EMPTY), "a", "b"]
    assert row(absent, show_changes=True, baseline="i0").against == (None, None, None)


@pytest.mark.parametrize("rule", ["number", "quantity", "range", "years", "date", "bool", "term"])
def test_values_that_are_read_show_no_changes_within(rule):
    """A number is another number as a whole."""
    assert row(["1", "2"], {"rule": rule}, show_changes=True).against == ()


def test_changes_are_shown_only_where_asked_for_and_marked():
    """No row has them by default, nor one that is not marked."""
    assert row(["a", "b"]).against == ()
    assert row(["a", "a"], show_changes=True).against == ()
    assert row(["a", "b"], {"compared": False}, show_changes=True).against == ()
