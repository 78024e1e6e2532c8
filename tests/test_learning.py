"""How line breaks are learned: marked text is read, what it shows is taken up, weights are learned and written."""

import importlib
import re
from pathlib import Path

import pytest

from mreport.breaks import weights
from mreport.breaks.lexicon import dictionary
from mreport.breaks.parse import Kind, Word
from mreport.resources import folder

ROOT = Path(__file__).parents[1]
LEXICON = ROOT / "locales" / "lexicon"
SIGNS = str.maketrans({"|": None, "¦": None, "_": " ", "~": " "})


@pytest.fixture
def scripts(monkeypatch):
    """The scripts of locales/lexicon, by name."""
    monkeypatch.syspath_prepend(str(LEXICON))
    return importlib.import_module


def marked():
    """Each marked line with its file."""
    for file in sorted((LEXICON / "marked").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield file.stem, line


def test_signs_are_read(scripts):
    """Signs come off; a place is where its sign stood, and a space is a place behind itself."""
    marking = scripts("marking")
    line = marking.line_of("เขา|อ่าน¦หนังสือ 3_เล่ม นาย~ก")
    assert line.text == "เขาอ่านหนังสือ 3 เล่ม นาย ก"
    found = {line.text[:place]: mark.name for place, mark in line.marks.items()}
    assert found == {
        "เขา": "MUST",
        "เขาอ่าน": "MAY",
        "เขาอ่านหนังสือ ": "MUST",
        "เขาอ่านหนังสือ 3 ": "NEVER",
        "เขาอ่านหนังสือ 3 เล่ม ": "MUST",
        "เขาอ่านหนังสือ 3 เล่ม นาย ": "MAY",
    }
    assert line.mark(1) is marking.Mark.NEVER


def test_words_that_text_shows_are_taken_up(scripts):
    """A word between two sure borders is cheaper than the part of a compound; known ones are left."""
    marking = scripts("marking")
    lines = [marking.line_of("ทีม|ฟรูบิดอร์|ชนะ"), marking.line_of("ครอนบา¦ลิสค์|อร่อย")]
    found = marking.shown(lines, {"ทีม", "ชนะ", "อร่อย"})
    assert set(found) == {"ฟรูบิดอร์", "ครอนบา", "ลิสค์"}
    assert found["ฟรูบิดอร์"] < found["ครอนบา"] == found["ลิสค์"]
    assert marking.shown([marking.line_of("การปรับ|การฟรูบ")], {"ปรับ"}) == {"การฟรูบ": found["ฟรูบิดอร์"]}


def test_marked_text_is_well_formed():
    """No sign begins or ends a line or stands beside another or a space, and no line comes twice."""
    lines = [line for _, line in marked()]
    assert len(lines) > 14_000
    assert [line for line in lines if re.search(r"^[|¦_~ ]|[|¦_~ ]$|[|¦_~ ]{2}|[A-Za-z0-9][|¦][A-Za-z0-9]", line)] == []
    bare = [line.translate(SIGNS) for line in lines]
    assert len(set(bare)) == len(bare)


def test_nothing_is_learned_from_the_proofs():
    """No line of the second and the third proof stands in the text that the weights are learned from."""
    proofs = (ROOT / "tests/breaks/gold.txt").read_text(encoding="utf-8").split("## second proof\n")[1]
    proofs = {line.translate(SIGNS) for line in proofs.splitlines() if line and not line.startswith("#")}
    assert len(proofs) == 205 + 240
    assert proofs.isdisjoint(line.translate(SIGNS) for _, line in marked())


def test_dictionary_has_what_marked_text_shows(scripts):
    """The dictionary was made anew after the last change of the marked text."""
    marking, counting = scripts("marking"), scripts("counting")
    content = folder("locales").joinpath("breaks.words.txt").read_bytes()
    shown = marking.shown(marking.lines(), counting.read(content))
    assert len(shown) > 4000
    assert set(shown) - scripts("keeping").DROPPED <= {word for word in shown if word in dictionary()}


def test_what_is_learned_from_some_lines_holds_for_others(scripts):
    """Weights of 380 lines part most places of 94 others rightly; written and read, they are the same."""
    learning, marking, counting = scripts("learning"), scripts("marking"), scripts("counting")
    lists = counting.read(folder("locales").joinpath("breaks.words.txt").read_bytes())
    found = learning.parts(marking.lines("known.txt"), lists)
    learned = learning.learned(place for part in found[1:] for place in part)
    precision, recall = learning.figures(learned, found[0])
    assert precision > 0.93
    assert recall > 0.93
    again = weights.read("# a remark\n" + learning.written(learned))
    assert all(abs(again[key] / 16 - weight) <= 1 / 32 for key, weight in learned.items())


def test_names_and_terms_are_not_judged():
    """Only places in and between words of the dictionary and strange ones are; those that lists join never."""
    words = [Word("นาย", Kind.KNOWN), Word("สมชาย", Kind.NAME), Word("ใช้", Kind.KNOWN), Word("เดซี่คอปปี้", Kind.TERM)]
    run = "".join(word.text for word in words)
    assert [place for place, _ in weights.features(run, words)] == [2]  # within the title
    known = [Word("อ่าน", Kind.KNOWN), Word("หนังสือ", Kind.KNOWN)]
    found = dict(weights.features("อ่านหนังสือ", known))
    assert set(found) == {3, 4, 5, 7, 8, 10}
    assert {"lอ่าน", "rหนังสือ", "mานหน", "aหนั", "k11"} < set(found[4])
    assert "w3หนังสือ" in found[7]
    joined = [Word("การ", Kind.KNOWN), Word("อ่าน", Kind.KNOWN)]
    assert 3 not in dict(weights.features("การอ่าน", joined))


@pytest.mark.deep
def test_the_bundled_weights_are_those_of_the_marked_text(scripts):
    """Learned anew, hardly a weight is another, and none by more than a rounding."""
    learning, marking, counting = scripts("learning"), scripts("marking"), scripts("counting")
    lists = counting.read(learning.DICTIONARY.read_bytes())
    lines = [*marking.lines(), *marking.lines("known.txt") * learning.MORE]
    anew = learning.learned(place for part in learning.parts(lines, lists) for place in part)
    again = weights.read(learning.written(anew))
    bundled = weights.weights()
    different = [key for key in {*again, *bundled} if again[key] != bundled[key]]
    assert len(different) < len(bundled) / 500
    assert all(abs(again[key] - bundled[key]) <= 4 for key in different)
