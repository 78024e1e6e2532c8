"""Runs: split at every change of script, complex script on Thai alone."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mreport.writers.docx.runs import split

THAI = re.compile("[\u0e01-\u0e3a\u0e3f-\u0e5b]")
COMPLEX = re.compile("[\u0e01-\u0e3a\u0e3f-\u0e5b\u0900-\u0dff\u0e81-\u109f\u1780-\u17ff]")
RTL = re.compile("[\u0590-\u08ff]")
PIECES = [
    "แบบจำลอง",
    "น้ำ",
    "๒๕๖๙",
    "฿",
    "LDM",
    "(2022)",
    " ",
    "\u200b",
    "↗",
    "✓✗",
    "≠",
    "–",
    "\ufffd",
    "é",
    "\n",
    "ไ\u0301",
    "العربية",
    "עברית",
    "ລາວ",
    "日本語",
]
MIXED = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=30)


@given(MIXED, st.booleans())
def test_nothing_is_lost(text, thai):
    """The runs of a text, joined, are the text."""
    assert "".join(part for _, part in split(text, behind=thai)) == text


@given(MIXED)
def test_no_run_is_mixed(text):
    """A run of Thai has no letter of another script, and no other run has Thai."""
    for script, part in split(text):
        if script == "complex":
            assert COMPLEX.match(part)
            assert not re.search("[A-Za-z0-9()≠–↗]", part)
        else:
            assert not COMPLEX.search(part)
        assert bool(RTL.search(part)) == (script == "rtl")
        assert script != "rtl" or (RTL.match(part) and RTL.match(part[-1]) and not re.search("[A-Za-z]", part))


@given(MIXED)
def test_neighbours_differ(text):
    """Two runs of one script never stand side by side."""
    scripts = [script for script, _ in split(text)]
    assert all(one != other for one, other in pairwise(scripts))


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("แบบจำลอง LDM (2022)", [("complex", "แบบจำลอง "), ("latin", "LDM (2022)")]),
        ("ปี 2020", [("complex", "ปี "), ("latin", "2020")]),
        ("(ไทย)", [("latin", "("), ("complex", "ไทย"), ("latin", ")")]),
        ("DOI ↗ x", [("latin", "DOI "), ("symbol", "↗"), ("latin", " x")]),
        ("ไทย ↗", [("complex", "ไทย "), ("symbol", "↗")]),
        (" a", [("latin", " a")]),
        ("ລາວ a", [("complex", "ລາວ "), ("latin", "a")]),
        ("x العربية 12 עברית y", [("latin", "x "), ("rtl", "العربية 12 עברית"), ("latin", " y")]),
        ("العربية\nab", [("rtl", "العربية"), ("latin", "\nab")]),
        ("日本語 ไทย", [("latin", "日本語 "), ("complex", "ไทย")]),
        ("", []),
    ],
)
def test_boundaries(text, runs):
    """White space takes the script of what precedes it; digits and ASCII punctuation are Latin."""
    assert list(split(text)) == runs


def test_space_after_thai_of_an_earlier_element():
    """A text that begins with a space after Thai gives the space to the Thai."""
    assert list(split(" ≠", behind=True)) == [("complex", " "), ("latin", "≠")]


def test_complex_script_in_the_document(made, parts):
    """Exactly the runs with Thai, or with a space after it, carry cs, in body and footer."""
    runs = [run for name in ("word/document.xml", "word/footer1.xml") for run in parts.find("//w:r[w:t]", name)]
    assert runs
    for run in runs:
        marked = bool(run.xpath("w:rPr/w:cs", namespaces=run.nsmap))
        assert marked == bool(THAI.search(made.text(run))) or (marked and made.text(run).isspace())


def test_right_to_left_in_the_document(made):
    """Arabic and Hebrew carry rtl, which stands where the schema has it, and nothing else does."""
    parts = made.parts("<p>x العربية <strong>ไทย</strong></p>")
    ((run,), every) = parts.find("//w:r[w:rPr/w:rtl]"), parts.find("//w:r")
    assert made.text(run) == "العربية"
    assert [made.text(one) for one in every] == ["x ", "العربية", " ", "ไทย"]


def test_no_language_on_runs(parts):
    """Runs have no language of their own: Thai as the language of Latin text breaks English words."""
    assert not parts.find("//w:lang") + parts.find("//w:lang", "word/footer1.xml")
    (lang,) = parts.find("//w:lang", "word/styles.xml")
    assert set(lang.attrib.values()) == {"en-US", "th-TH"}


def test_symbols_have_their_font(made):
    """A symbol that Sarabun lacks stands in a run of the symbols' font, in all four slots."""
    parts = made.parts("<p>ก ✓ ≠</p>")
    (fonts,) = parts.find("//w:rFonts")
    assert set(fonts.attrib.values()) == {"Mreport Symbols"}
    assert len(fonts.attrib) == 4
    assert made.text(fonts.getparent().getparent()) == "✓"


def test_inline_elements(made):
    """Bold and italic are said for both scripts; sub, sup, ins and del have their look."""
    parts = made.parts("<p><strong>ก</strong><em>b</em><sub>1</sub><sup>2</sup><ins>x</ins><del>y</del></p>")
    looks = [
        [child.tag.partition("}")[2] for child in run.xpath("w:rPr/*", namespaces=run.nsmap)]
        for run in parts.find("//w:r")
    ]
    assert looks == [["b", "bCs", "cs"], ["i", "iCs"], ["vertAlign"], ["vertAlign"], ["rStyle"], ["rStyle"]]
    assert parts.find("//w:rStyle/@w:val") == ["MreportOnly", "MreportLacking"]


def test_white_space_of_values(made):
    """A value keeps its spaces, its line feeds are breaks and its tabs are tabs."""
    parts = made.parts('<p><span class="value">  a\n\tb  c</span></p>')
    (paragraph,) = parts.find("//w:p")
    assert made.text(paragraph) == "  a\n\tb  c"
    assert parts.find("count(//w:br)") == parts.find("count(//w:tab)") == 1
    assert all(text.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve" for text in parts.find("//w:t"))


def test_markup_in_text_is_text(made):
    """Text that looks like markup, or that shows what could not be shown, stays text."""
    parts = made.parts("<p>a &lt;w:p/> &amp;amp; ]]&gt; \ufffd \ue000 \U0001f600</p>")
    assert made.text(parts.find("//w:p")[0]) == "a <w:p/> &amp; ]]> \ufffd \ue000 \U0001f600"


def test_a_run_says_its_language_where_the_document_does_not(made):
    """Languages but English and Thai are named by the script that Word keeps them by; what follows is not in them."""
    body = """<table class="comparison"><tbody><tr><th lang="de">Größe</th>
    <td lang="lo"><span class="value">ຂະໜາດ A</span></td>
    <td><span class="value" lang="ja">大きさ</span> <span class="value">plain ไทย</span></td></tr></tbody></table>
    <p lang="de">so <span lang="th">ไทย</span> <a href="https://example.org/">hier</a></p>"""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    spoken = {
        made.text(run).strip(): [
            {key.removeprefix(w): value for key, value in lang.items()} for lang in run.iter(f"{w}lang")
        ]
        for run in made.parts(body).find("//w:body//w:r")
    }
    assert spoken["Größe"] == [{"val": "de", "eastAsia": "de"}]
    assert spoken["ຂະໜາດ"] == [{"bidi": "lo"}]
    assert spoken["A"] == [{"val": "lo", "eastAsia": "lo"}]
    assert spoken["大きさ"] == [{"val": "ja", "eastAsia": "ja"}]
    assert spoken["plain"] == spoken["ไทย"] == []
    assert spoken["so"] == spoken["hier"] == [{"val": "de", "eastAsia": "de"}]


def test_hyphens_are_word_s_own(made):
    """Word takes a soft hyphen in text for a hyphen that is always seen, so both kinds are elements of its own."""
    parts = made.parts('<p><span class="value">soft\u00adhyphen, 5\u20116\u00ad</span></p>')
    (paragraph,) = parts.find("//w:p")
    assert made.text(paragraph) == "soft\u00adhyphen, 5\u20116\u00ad"
    assert parts.find("count(//w:softHyphen)") == 2
    assert parts.find("count(//w:noBreakHyphen)") == 1
    assert not any({"\u00ad", "\u2011", ""} & {*text, text} for text in parts.find("//w:t/text()"))
