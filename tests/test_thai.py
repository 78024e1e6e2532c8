"""Text as text: one form for all ways to type a word, cuts that keep clusters whole, nothing lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mreport import thai

MARKS = "ัิีึืฺุู็่้๊๋์ํ๎"
THAI = st.text("กขนรวอเแโใาำๅฤๆฯ๑ " + MARKS)
MIXED = st.text(
    st.one_of(
        st.sampled_from("กขนเแาำะๆ" + MARKS),
        st.sampled_from("ab1,.( )-\n\t\u00a0"),
        st.sampled_from(["\U0001f600", "\U0001f468", "\u200d", "\ufe0f", "\U0001f1f9", "\u0301"]),
        st.characters(exclude_categories=["Cs"]),
    )
)

WATER = "น้ำ"


@pytest.mark.parametrize(
    "typed",
    [
        "\u0e19\u0e49\u0e33",
        "\u0e19\u0e33\u0e49",
        "\u0e19\u0e4d\u0e49\u0e32",
        "\u0e19\u0e49\u0e4d\u0e32",
        "\u0e19\u0e4d\u0e32\u0e49",
    ],
    ids=["tone am", "am tone", "nikhahit tone aa", "tone nikhahit aa", "nikhahit aa tone"],
)
def test_water_is_one_word_however_it_is_typed(typed):
    """Sara am whole or in two, the tone before, within or behind: one word."""
    assert thai.canonical(typed) == WATER


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("ก่ี", "กี่"),
        ("ก้ื", "กื้"),
        ("กุ่", "กุ่"),
        ("ก์ิ", "กิ์"),
        ("กํา", "กำ"),
        ("เเม่", "แม่"),
        ("เเเ", "แเ"),
        ("สิทธ์ิ", "สิทธิ์"),
        ("e\u0301", "é"),
        ("a\r\nb\rc\u2028d\u2029e\x85f", "a\nb\nc\nd\ne\nf"),
        ("a\r\nb", "a\nb"),
        ("ก\r\nข", "ก\nข"),
    ],
)
def test_look_alikes_become_one(typed, canonical):
    """The order of marks, two sara e for sara ae, decomposed letters and line ends do not tell texts apart."""
    assert thai.canonical(typed) == canonical


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำ", "น้้ำ"),
        ("น\u0e4d\u0e49\u0e49\u0e32", "น้ำ"),
        ("ก่า", "ก้า"),
        ("กา", "กำ"),
        ("ฤา", "ฤๅ"),
        ("x²", "x2"),
        ("ﬁ", "fi"),
        ("๑", "1"),
        ("Thai", "thai"),
        ("a b", "a\u00a0b"),
        ("a b", "a  b"),
        ("กข", "ก\u200bข"),
        ("5", "５"),
    ],
)
def test_real_differences_stay(one, other):
    """A doubled tone, a raised digit, case and white space are differences."""
    assert thai.canonical(one) != thai.canonical(other)


def test_doubled_tone_in_two_spellings_of_sara_am_is_the_same():
    """A doubled tone is kept, and sara am is still one letter or two."""
    assert thai.canonical("\u0e19\u0e4d\u0e49\u0e49\u0e32") == thai.canonical("\u0e19\u0e49\u0e49\u0e33")


@given(THAI)
def test_canonical_is_idempotent(text):
    """The canonical form of a canonical form is itself."""
    once = thai.canonical(text)
    assert thai.canonical(once) == once


@given(THAI)
def test_canonical_is_the_same_for_nfc_and_nfd(text):
    """Normalising a text beforehand changes nothing, and the result is in NFC."""
    canonical = thai.canonical(text)
    assert thai.canonical(unicodedata.normalize("NFC", text)) == canonical
    assert thai.canonical(unicodedata.normalize("NFD", text)) == canonical
    assert unicodedata.is_normalized("NFC", canonical)


@given(THAI)
def test_canonical_keeps_the_letters(text):
    """Only the order of marks, sara am and sara ae change: the letters are those of the text."""

    def letters(of):
        return sorted(of.replace("\u0e33", "\u0e4d\u0e32").replace("แ", "เเ"))

    assert letters(thai.canonical(text)) == letters(text)


@pytest.mark.parametrize(
    "character", ["\0", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x80", "\x9f", "\ufffe", "\uffff"]
)
def test_clean_shows_what_no_document_holds(character):
    """Controls and noncharacters are shown as U+FFFD, and are told of."""
    text = f"ก{character}ข{character}"
    assert thai.clean(text) == "ก\ufffdข\ufffd"
    assert thai.controls(text) == [character]


@pytest.mark.parametrize("text", ["a\tb", "a\nb", "plain", "น้ำ", "\u200b\u202e", "😀", ""])
def test_clean_keeps_the_rest(text):
    """Tabs, line feeds and all that documents can hold stay as they are."""
    assert thai.clean(text) == text
    assert thai.controls(text) == []


def test_clean_folds_newlines():
    """Every kind of line end becomes a line feed, in ASCII too."""
    assert thai.clean("a\r\nb\rc") == "a\nb\nc"
    assert thai.clean("ก\u2028ข\x85ค") == "ก\nข\nค"


def test_controls_are_told_once_in_order():
    """Each control character is told once, in the order of the text."""
    assert thai.controls("b\x1ba\x07\x1b") == ["\x1b", "\x07"]


@given(MIXED)
def test_clean_leaves_no_control(text):
    """A cleaned text holds no control, and cleaning it again changes nothing."""
    cleaned = thai.clean(text)
    assert thai.controls(cleaned) == []
    assert thai.clean(cleaned) == cleaned


def test_clusters_hold_marks_and_sara_am():
    """A base stands with its marks and with sara am."""
    assert thai.clusters("น้ำใจที่กู้") == ["น้ำ", "ใ", "จ", "ที่", "กู้"]


def test_a_cluster_takes_marks_behind_sara_am_too():
    """A tone typed behind sara am belongs to the cluster."""
    assert thai.clusters("นำ้ก") == ["นำ้", "ก"]


@given(MIXED)
def test_clusters_joined_are_the_text(text):
    """Cutting into clusters loses nothing."""
    assert "".join(thai.clusters(text)) == text


@given(THAI)
def test_no_cluster_begins_with_a_mark(text):
    """No cut stands before a mark or sara am, wherever they stand but at the very start."""
    assert not [cluster for cluster in thai.clusters(text)[1:] if cluster[0] in MARKS + "ำ"]


def test_words_are_told_from_spaces_and_signs():
    """Words, white space and signs are pieces of their own, in Thai by the dictionary."""
    assert thai.words("Deep  learning, 2020") == ["Deep", "  ", "learning", ",", " ", "2020"]
    assert thai.words("การเรียนรู้ ของเครื่อง") == ["การ", "เรียน", "รู้", " ", "ของ", "เครื่อง"]


def test_terms_of_a_glossary_are_one_word():
    """What the glossary names is not cut, and is cut from what stands beside it."""
    text = "ใช้คอนโทรลเน็ตและการเรียนรู้"
    assert "คอนโทรลเน็ต" not in thai.words(text)
    assert "คอนโทรลเน็ต" in thai.words(text, ["คอนโทรลเน็ต", "ไม่มี"])
    assert "เรียน" in thai.words(text, ["เรียน"])


@given(MIXED, st.lists(st.sampled_from(["กข", "น้ำ", "ab", "ก"])))
def test_words_joined_are_the_text(text, glossary):
    """Cutting into words loses nothing, with a glossary too."""
    assert "".join(thai.words(text, glossary)) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำ", "น้้ำ"),
        ("ก\u200bข", "กข"),
        ("a\u202eb", "ab"),
        ("\u0430bc", "abc"),
        ("２０", "20"),
        ("2020–2023", "2020-2023"),
        ("a\u00a0b", "a  b"),
        ("\u0e81", "ก"),
    ],
)
def test_look_alikes_have_one_skeleton(one, other):
    """What a reader can't tell apart has the same skeleton, though it is not equal."""
    assert thai.canonical(one) != thai.canonical(other)
    assert thai.skeleton(one) == thai.skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("ก่า", "ก้า"), ("a", "A"), ("x²", "x2"), ("กา", "กำ"), ("ab", "a b")])
def test_what_looks_different_has_another_skeleton(one, other):
    """What a reader can tell apart has skeletons of its own."""
    assert thai.skeleton(one) != thai.skeleton(other)


def test_hidden_characters_are_told_once_in_order():
    """Zero-width and direction characters are told; white space and controls are not."""
    assert thai.hidden("a\u202eb\u200bc\u202e \u00a0\x07") == ["\u202e", "\u200b"]


def test_latin_digits():
    """Thai digits become 0 to 9, the rest stays."""
    assert thai.latin_digits("พ.ศ. ๒๕๖๗ ๐๑๓๔๘๙ x5") == "พ.ศ. 2567 013489 x5"
    assert thai.latin_digits("2567") == "2567"


@pytest.mark.parametrize(
    ("text", "thai_in_it"), [("", False), ("abc ฿", True), ("ก", True), ("ລາວ", False), ("é", False)]
)
def test_has_thai(text, thai_in_it):
    """One character of Thai is enough; its neighbour Lao is another script."""
    assert thai.has_thai(text) is thai_in_it
