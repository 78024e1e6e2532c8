"""The sentences: every code that can be raised has one, and every one is put into words with the fields it is given."""

import errno
import re

import pytest

from mreport import Fault, Place
from mreport.language import language
from mreport.messages import PROBLEMS, REASONS, SENTENCES, placed, sentence

FIELD = re.compile(r"%\((\w+)\)")


def test_every_code_has_a_sentence(faults_raised):
    """No error or warning is without words."""
    assert {(raised.code, str(raised.file)) for raised in faults_raised if raised.code not in SENTENCES} == set()


def test_every_sentence_has_a_code(faults_raised):
    """No sentence stands for a code that nothing raises any more."""
    assert set(SENTENCES) - {raised.code for raised in faults_raised} == set()


def test_every_code_is_met_by_a_test(root):
    """By its name, or by words of its sentence: a piece between two fields."""
    files = [file for file in (root / "tests").rglob("*") if file.suffix in (".py", ".yaml") and file.is_file()]
    told = " ".join(file.read_text("utf-8") for file in files)
    named = set(re.findall(r"[a-z]+(?:-[a-z0-9]+)+|(?<=\")[a-z]+(?=\")", told))
    pieces = {code: re.split(r"%\(\w+\)s|\. ", text) for code, text in SENTENCES.items() if code not in named}
    met = [
        code
        for code, found in pieces.items()
        if any(len(piece) > 12 and piece.strip(" .:“”") in told for piece in found)
    ]
    assert sorted(pieces.keys() - set(met)) == []


def test_codes_are_words_with_hyphens():
    """Codes are stable names that scripts may lean on."""
    assert [code for code in SENTENCES if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code)] == []


def test_every_field_of_a_sentence_is_given(faults_raised):
    """Where a fault is made, it is given what its sentence names, as far as the source tells."""
    known = [raised for raised in faults_raised if raised.fields is not None]
    assert len(known) > len(SENTENCES) * 0.8
    lacking = {
        (raised.code, f"{raised.file}:{raised.line}", name)
        for raised in known
        for name in set(FIELD.findall(SENTENCES.get(raised.code, ""))) - raised.fields
    }
    assert lacking == set()


@pytest.mark.parametrize("tag", ["th", "en"])
@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_sentence_can_be_said(tag, code):
    """With its fields every sentence formats in every language, and no placeholder is left."""
    fields = {name: f"<{name}>" for name in FIELD.findall(SENTENCES[code])}
    said = sentence(Fault(code, fields), language(tag))
    assert "%(" not in said
    assert all(value in said for value in fields.values())


def test_what_was_meant_is_asked():
    """The nearest name is told; where there is none, the known ones are."""
    fields = {"key": "titel", "nearest": ["title"], "known": ["title", "note"]}
    assert sentence(Fault("unknown-key", fields), language("en")).endswith("here. Did you mean title?")
    fields["nearest"] = []
    assert sentence(Fault("unknown-key", fields), language("en")).endswith("here. It can be: title or note.")
    assert "title หรือ note" in sentence(Fault("unknown-key", fields), language("th"))


def test_a_place_stands_before_its_sentence():
    """File, line and column come first, as editors read them."""
    english = language("en")
    fault = Fault("nul", {}, Place("a.yaml", 3, 7))
    assert placed(fault, english) == f"a.yaml:3:7: {sentence(fault, english)}"
    assert placed(Fault("nul"), english) == sentence(Fault("nul"), english)
    assert placed(Fault("nul", {}, Place(path="rows.1")), english).startswith("rows.1: ")


def test_problems_of_parsers_are_translated():
    """What a parser says is said in the reader's language where people meet it, else as it is given."""
    thai, english = language("th"), language("en")
    for problem in PROBLEMS:
        assert problem in sentence(Fault("yaml-syntax", {"problem": problem}), english)
        assert problem not in sentence(Fault("yaml-syntax", {"problem": problem}), thai)
    assert "%s unheard of" in sentence(Fault("yaml-syntax", {"problem": "%s unheard of"}), thai)


@pytest.mark.parametrize("number", [*REASONS, errno.ENOTEMPTY])
def test_reasons_of_the_system_are_said(number):
    """What the system refuses is said in words; an error that has none is told by its number."""
    said = sentence(Fault("output-unwritable", {"errno": number}), language("en"))
    assert REASONS.get(number, str(int(number))) in said
    assert sentence(Fault("output-unwritable", {"errno": number}), language("th")) != said


def test_values_are_not_formats():
    """A per cent sign or a brace in a name does no harm."""
    assert "%(x)s {y}" in sentence(Fault("item-unknown", {"item": "%(x)s {y}"}), language("th"))


def test_names_of_a_source_stand_in_the_order_of_the_language():
    """What could be named instead is sorted as in a dictionary, and is not endless; choices of ours stay."""
    thai = language("th")
    said = sentence(Fault("item-unknown", {"item": "?", "known": ["ดอกไม้", "zebra", "เชียงใหม่", "ช้าง", "งู"]}), thai)
    assert said.endswith("งู, ช้าง, เชียงใหม่, ดอกไม้ หรือ zebra")
    many = sentence(Fault("attribute-unknown", {"item": "?", "known": [f"a{n:03}" for n in range(99, -1, -1)]}), thai)
    assert "a019, …" in many
    assert "a020" not in many
    assert "b หรือ a" in sentence(Fault("rule-unknown", {"rule": "?", "known": ["b", "a"]}), thai)
