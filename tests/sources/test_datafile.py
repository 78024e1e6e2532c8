"""The data file: what each key says, and all faults of a file at once, each with its place."""

import datetime

import pytest

import mreport
from mreport import Absence, SourceError, Value

LEAST = "attributes: {a: {}}\nitems: {x: {}, y: {}}\n"


@pytest.fixture
def read(data_file):
    """A function that reads a data file's text."""
    return lambda text: mreport.read(data_file(text))


@pytest.fixture
def faults(read):
    """A function that reads a text and gives its faults: code, line, column and fields."""

    def found(text):
        with pytest.raises(SourceError) as error:
            read(text)
        return [(fault.code, fault.place.line, fault.place.column, dict(fault.fields)) for fault in error.value.faults]

    return found


@pytest.fixture
def value(read):
    """A function that reads one value of an item."""
    return lambda written: read(f"attributes: {{a: {{}}}}\nitems:\n  x:\n    a: {written}\n").items["x"].values.get("a")


def test_the_least_file(read):
    """Attributes and items are enough; the rest has defaults."""
    dataset = read(LEAST)
    assert list(dataset.items) == ["x", "y"]
    assert (dataset.language, dataset.title, dataset.origin, dataset.note, dataset.date) == ("en",) + (None,) * 4
    attribute = dataset.attributes["a"]
    assert (attribute.label, attribute.rule, attribute.compared, attribute.ignore_missing) == ("a", "text", True, False)
    assert (attribute.group, dict(attribute.terms)) == (None, {})
    assert (dataset.items["x"].name, dataset.items["x"].related) == ("x", ())


def test_every_key_is_read(read):
    """Each key of the data file comes into the dataset."""
    dataset = read(
        """
title: {en: Compare, th: เปรียบเทียบ}
language: th
date: 2024-02-29
dataset: {name: Data, url: "https://example.com", licence: {en: CC BY, th: ซีซี}}
note: See also
glossary: {th: [คำ, ข้อความ], en: [word]}
attributes:
  a: {label: {en: A}, rule: term, terms: {t: {en: T, th: ท}}, compared: false, missing: ignore, group: G}
items:
  x: {name: {en: X}, a: t, related: [y, z]}
  y: {name: {th: ซี}}
  z: {}
"""
    )
    assert dataset.title == {"en": "Compare", "th": "เปรียบเทียบ"}
    assert (dataset.language, dataset.date, dataset.note) == ("th", datetime.date(2024, 2, 29), "See also")
    assert dataset.origin == mreport.Origin("Data", "https://example.com", {"en": "CC BY", "th": "ซีซี"})
    assert dataset.glossary == {"th": ("คำ", "ข้อความ"), "en": ("word",)}
    attribute = dataset.attributes["a"]
    assert (attribute.label, attribute.rule, attribute.compared, attribute.ignore_missing) == (
        {"en": "A"},
        "term",
        False,
        True,
    )
    assert (attribute.group, attribute.terms) == ("G", {"t": {"en": "T", "th": "ท"}})
    item = dataset.items["x"]
    assert (item.name, item.values, item.related) == ({"en": "X"}, {"a": Value(("t",))}, ("y", "z"))


@pytest.mark.parametrize("text", ["no", "012", "12:30:45", "1e5", "007", "2024-02-29", "null", "1.50", "๒๕๖๗"])
def test_values_stay_text(value, text):
    """A value that looks like a number, a time or a boolean is the text that was written."""
    assert value(text) == Value((text,))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("plain", Value(("plain",))),
        ("{en: e, th: ท}", Value(({"en": "e", "th": "ท"},))),
        ("{en: e, th: }", Value(({"en": "e"},))),
        ("[a, {en: b}]", Value(("a", {"en": "b"}))),
        ("[]", Value(absence=Absence.EMPTY)),
        ('""', Value(absence=Absence.EMPTY)),
        ('"~"', Value(("~",))),
        ("~", None),
        ("", None),
        ("{unknown: true}", Value(absence=Absence.UNKNOWN)),
        ("{na: true}", Value(absence=Absence.NA)),
        ("{text: t, unknown: false}", Value(("t",))),
        ("{text: {en: t}, url: u, mark: {en: DOI}}", Value(({"en": "t"},), link="u", mark={"en": "DOI"})),
        ("{url: u}", Value(("u",), link="u")),
    ],
)
def test_the_ways_to_write_a_value(value, written, expected):
    """A text, texts by language, a list, a text with its link, or a kind of absence."""
    assert value(written) == expected


def test_an_id_with_nothing_behind_it_is_there(read):
    """`x:` is an item without values and `a:` an attribute that is all by default; neither is dropped."""
    dataset = read("attributes:\n  a:\n  b: ~\nitems:\n  x:\n  y: {b: 1}\n")
    assert list(dataset.attributes) == ["a", "b"]
    assert list(dataset.items) == ["x", "y"]
    assert dataset.items["x"].values == {}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("- a", "not-mapping", 1, 1),
        ("", "not-mapping", 1, 1),
        ("just a text", "not-mapping", 1, 1),
        ("attributes: {a: {}}", "missing-key", 1, 1),
        ("# note\nitems: {x: {}}", "missing-key", 2, 1),
        ("attributes: {a: {}}\nitems:\n", "missing-key", 1, 1),
        ("attributes: [a]\nitems: {}", "not-mapping", 1, 13),
        ("attributes: {}\nitems: {x: [a]}", "not-mapping", 2, 12),
        ("attributes: {a: text}\nitems: {}", "not-mapping", 1, 17),
        (LEAST + "titel: x", "unknown-key", 3, 1),
        ("attributes: {a: {rul: text}}\nitems: {}", "unknown-key", 1, 18),
        ("attributes: {a: {}}\nitems: {x: {b: 1}}", "unknown-key", 2, 13),
        (LEAST + "dataset: {name: n, lisence: x}", "unknown-key", 3, 20),
        (LEAST + "dataset: {url: u}", "missing-key", 3, 10),
        ("attributes: {a: {}}\nitems: {x: {a: {text: t, ulr: u}}}", "unknown-key", 2, 26),
        ("attributes: {a: {}}\nitems: {x: {a: {mark: t}}}", "missing-key", 2, 16),
        ("attributes: {a: {rule: numbr}}\nitems: {}", "unknown-choice", 1, 24),
        ("attributes: {a: {missing: maybe}}\nitems: {}", "unknown-choice", 1, 27),
        ("attributes: {a: {case: lower}}\nitems: {}", "unknown-choice", 1, 24),
        ("attributes: {a: {rule: number, tolerance: much}}\nitems: {}", "tolerance", 1, 43),
        ("attributes: {a: {rule: text, tolerance: 5}}\nitems: {}", "tolerance-rule", 1, 41),
        ("attributes: {a: {compared: no}}\nitems: {}", "not-boolean", 1, 28),
        ("attributes: {a: {compared: False}}\nitems: {}", "not-boolean", 1, 28),
        ("attributes: {a: {label: [x]}}\nitems: {}", "not-text", 1, 25),
        ("attributes: {a: {label: {}}}\nitems: {}", "not-text", 1, 25),
        ("attributes: {a: {label: {en: , th: ~}}}\nitems: {}", "not-text", 1, 25),
        ("attributes: {a: {label: {en: [x]}}}\nitems: {}", "not-text", 1, 30),
        ("attributes: {a: {label: {English: x}}}\nitems: {}", "not-language", 1, 26),
        ("attributes: {a: {}}\nitems: {x: {a: {th_TH: x}}}", "not-language", 2, 17),
        (LEAST + "language: Thai", "not-language", 3, 11),
        (LEAST + "language: [th]", "not-text", 3, 11),
        (LEAST + "glossary: {thai: [x]}", "not-language", 3, 12),
        (LEAST + "date: 29/02/2024", "not-date", 3, 7),
        (LEAST + "date: 2023-02-29", "not-date", 3, 7),
        ("attributes:\n  related:\n    label: x\nitems: {}", "reserved-key", 2, 3),
        ("attributes: {name: {}}\nitems: {}", "reserved-key", 1, 14),
        ("attributes: {}\nitems: {x: {related: y}}", "not-list", 2, 22),
        ("attributes: {}\nitems: {x: {related: [[y]]}}", "not-text", 2, 23),
        (LEAST + "glossary: {th: word}", "not-list", 3, 16),
        (LEAST + "glossary: [word]", "not-mapping", 3, 11),
        (LEAST + "items: {z: {}}", "duplicate-key", 3, 1),
        (LEAST + "note: !!int 5", "yaml-tag", 3, 7),
    ],
)
def test_each_fault_has_its_place(faults, text, code, line, column):
    """A fault is told by its code, with the line and the column that an editor shows."""
    assert [found[:3] for found in faults(text)] == [(code, line, column)]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        (LEAST + "titel: x", ["title"]),
        (LEAST + "zzz: x", []),
        ("attributes: {a: {rule: numbr}}\nitems: {}", ["number"]),
        ("attributes: {a: {rule: zzz}}\nitems: {}", []),
        ("attributes: {summary: {}}\nitems: {x: {sumary: 1}}", ["summary"]),
        ("attributes: {a: {}}\nitems: {x: {nmae: 1}}", ["name"]),
    ],
)
def test_what_was_meant_is_told(faults, text, nearest):
    """The known name that looks like the one written is told, and all known ones stand ready."""
    ((_, _, _, fields),) = faults(text)
    assert fields["nearest"] == nearest
    assert set(nearest) < set(fields["known"])


def test_all_faults_of_a_file_are_told_at_once(faults):
    """Faults of YAML and of the data, in the order of the file."""
    text = """
titel: x
language: Thai
attributes:
  a: {rule: numbr, compared: no}
  a: {}
items:
  x: {a: !!int 1, b: 2}
  y: {a: {th_TH: t}, related: x}
date: tomorrow
note: *gone
"""
    assert [(code, line) for code, line, *_ in faults(text)] == [
        ("unknown-key", 2),
        ("not-language", 3),
        ("unknown-choice", 5),
        ("not-boolean", 5),
        ("duplicate-key", 6),
        ("yaml-tag", 8),
        ("unknown-key", 8),
        ("not-language", 9),
        ("not-list", 9),
        ("not-date", 10),
        ("yaml-alias", 11),
    ]


def test_faults_name_what_was_written(faults):
    """The key, the text or the tag that is wrong stands in the fault's fields."""
    assert faults("attributes: {}\nitems:")[0][3] == {"key": "items"}
    assert faults(LEAST + "date: soon")[0][3] == {"text": "soon"}
    assert faults(LEAST + "language: Thai")[0][3] == {"tag": "Thai"}
    assert faults("attributes: {a: {compared: no}}\nitems: {}")[0][3] == {"text": "no"}
    assert faults("attributes: {name: {}}\nitems: {}")[0][3] == {"key": "name"}


def test_texts_that_are_empty_in_every_language_are_empty():
    """`{en: "", th: ""}` says nothing, as "" does."""
    data = mreport.read({"attributes": {"a": {}}, "items": {"x": {"a": {"en": "", "th": ""}}, "y": {"a": ""}}})
    assert [item.values["a"].absence for item in data.items.values()] == ["empty", "empty"]


def test_a_data_file_may_ask_for_what_stands_around_reports(data_file):
    """Without a language where no calendar and no digits are asked for; an unknown key and an empty ask are told."""
    text = "language: th\n{}attributes: {{x: {{}}}}\nitems: {{a: {{x: 1}}, b: {{x: 1}}}}\n"
    dataset = mreport.read(data_file(text.format("report: {author: A, note: {en: N}, watermark: DRAFT}\n")))
    assert dataset.furniture == {"author": "A", "note": {"en": "N"}, "watermark": "DRAFT"}
    report = mreport.render(mreport.compare(mreport.read(data_file(text.format("report: {note: ก}\n")))), "en").report
    assert [(note.text, note.lang) for note in report.notes] == [("ก", "th")]
    for asked, code in (
        ("{}", "missing-key"),
        ("{digits: thai, author: A}", "missing-key"),
        ("{autor: A}", "unknown-key"),
    ):
        with pytest.raises(mreport.SourceError) as refused:
            mreport.read(data_file(text.format(f"report: {asked}\n")))
        assert code in [fault.code for fault in refused.value.faults]
