"""JSON: exactly what the contract promises."""

import json

import pytest

from mreport.writers import json as writer

KEYS = ["version", "language", "languages", "title", "date", "items", "rows", "summary", "similarity"]
KEYS += ["author", "watermark", "notes", "warnings"]
ROW_KEYS = ["attribute", "label", "group", "rule", "compared", "status", "marked", "values"]
VALUE_KEYS = ["text", "shown", "lang", "absence", "class", "link", "delta", "changes", "image"]


@pytest.fixture
def contents(page_of):
    """A function that gives what JSON says of a data file's text."""
    return lambda text, lang="en": json.loads(writer.encode(page_of(text, lang)))


@pytest.mark.parametrize("lang", ["th", "en", "th,en"])
def test_the_document_is_the_golden(lang, pair, golden):
    """The report of the reference's pair is the one that was looked at and taken."""
    golden(f"pair.{lang}.json", writer.encode(pair(lang)).decode())


@pytest.mark.parametrize("lang", ["th", "en"])
def test_keys_are_the_contract_s(lang, pair):
    """Every object has the keys of CONTRACT.md, all of them and in their order."""
    report = json.loads(writer.encode(pair(lang)))
    assert list(report) == KEYS
    assert [list(item) for item in report["items"]] == [["id", "name", "lang"]] * 2
    assert {tuple(row) for row in report["rows"]} == {tuple(ROW_KEYS)}
    assert {tuple(value) for row in report["rows"] for value in row["values"]} == {tuple(VALUE_KEYS)}
    assert list(report["summary"]) == ["compared", "marked", "not_compared"]


def test_the_pair_s_figures(pair):
    """Six of eight compared rows are marked, and one is not compared."""
    report = json.loads(writer.encode(pair("th")))
    assert (report["version"], report["language"], report["languages"], report["date"]) == (
        1,
        "th",
        ["th"],
        "2026-01-31",
    )
    assert report["summary"] == {"compared": 8, "marked": 6, "not_compared": 1}
    assert [item["id"] for item in report["items"]] == ["tl-diffusion", "mm-diffusion"]
    assert [row["attribute"] for row in report["rows"] if row["marked"]] == [
        *("year", "originators", "type", "seminal", "related_count", "summary")
    ]
    seminal = report["rows"][5]["values"][1]
    assert (seminal["link"], seminal["lang"]) == ("https://doi.org/10.1109/CVPR52688.2022.01042", "en")


def test_values_as_written_and_as_shown(contents):
    """The value as written stays beside the one shown; equal values have the same class, absent ones none."""
    report = contents(
        """
attributes:
  n: {rule: number, label: {en: Number, th: จำนวน}, group: Figures}
  t: {rule: term, terms: {dl: {en: Deep, th: ลึก}}}
items:
  x: {n: "๑,๕๐๐.50", t: dl}
  y: {n: "1500.5", t: }
  z: {n: {unknown: true}, t: {th: ลึก}}
""",
        "th",
    )
    number, term = report["rows"]
    assert (number["label"], number["group"], number["rule"], number["status"]) == (
        "จำนวน",
        "Figures",
        "number",
        "missing",
    )
    assert [(value["text"], value["shown"], value["lang"]) for value in number["values"]] == [
        ("๑,๕๐๐.50", "1,500.50", "th"),
        ("1500.5", "1,500.5", "th"),
        ("", "ไม่ทราบ", "th"),
    ]
    assert [value["class"] for value in number["values"]] == [0, 0, None]
    assert [value["absence"] for value in number["values"]] == [None, None, "unknown"]
    assert [value["class"] for value in term["values"]] == [0, None, 0]
    assert [value["absence"] for value in term["values"]] == [None, "missing", None]
    assert term["group"] is None


def test_warnings_are_said_in_words(contents):
    """A warning has its stable code, a sentence in the report's language, and its place or null."""
    text = 'attributes: {a: {}}\nitems: {x: {a: "v\\a"}, y: {a: v}}'
    for lang in ("en", "th"):
        (warning,) = [found for found in contents(text, lang)["warnings"] if found["code"] == "control-character"]
        assert list(warning) == ["code", "text", "place"]
        assert "U+0007" in warning["text"]
        assert warning["place"] is None
    assert ("control character" in warning["text"]) is False


def test_a_value_keeps_what_no_document_can_show(contents):
    """As written is as written: the control character stands in `text`, its sign in `shown`."""
    value = contents('attributes: {a: {}}\nitems: {x: {a: "v\\a\\t\\n"}, y: {}}')["rows"][0]["values"][0]
    assert (value["text"], value["shown"]) == ("v\x07\t\n", "v\ufffd\t\n")


def test_letters_are_written_as_letters(pair):
    """Thai stands in the file as itself, in UTF-8, with a line feed at its end."""
    content = writer.encode(pair("th"))
    assert "เปรียบเทียบวิธี".encode() in content
    assert b"\\u" not in content
    assert content.endswith(b"}\n")
    assert content == writer.encode(pair("th"))
