"""What of a data file is not told in a language: every kind of text, with its place."""

import pytest

import mreport
from mreport import sources
from mreport.sources.reading import Reading

DATA = """\
title: {en: Two, th: สอง}
note: Not yet
language: en
dataset: {name: {th: ชุด}, licence: CC BY}
attributes:
  size: {label: Size, group: {en: Facts}}
  kind: {label: {th: ชนิด}, rule: term, terms: {big: Big, low: {en: Low, th: ต่ำ}}}
  year: {label: {th: ปี}, rule: years}
  bare:
items:
  a: {name: A, size: {en: large}, kind: big, year: 2020 BE, bare: [one, {th: สอง}, "3"]}
  b:
    name: {th: บี}
    size: {text: {en: small, th: เล็ก}, url: "https://example.org", mark: PDF}
    kind: other
    bare: {unknown: true}
"""
LACKING = [
    ("note", "note", "Not yet", "2:7"),
    ("licence", "dataset", "CC BY", "4:37"),
    ("label", "size", "Size", "6:17"),
    ("group", "size", "Facts", "6:30"),
    ("term", "kind.big", "Big", "7:54"),
    ("label", "bare", "bare", "9:3"),
    ("name", "a", "A", "11:13"),
    ("value", "a.size", "large", "11:22"),
    ("value", "a.bare", "one", "11:68"),
    ("mark", "b.size", "PDF", "14:75"),
    ("value", "b.kind", "other", "15:11"),
]


@pytest.fixture
def told(data_file):
    """A function that says what of the data is not told in languages."""

    def made(*tags):
        file = str(data_file(DATA))
        found, count = sources.untranslated(file, Reading(), sources.read(file), list(tags))
        rows = [(one.kind, one.of, one.text, f"{one.place.line}:{one.place.column}") for one in found]
        return rows, count, {one.place.file for one in found} == {file}

    return made


def test_every_text_that_is_not_told_stands_at_its_place(told):
    """Titles, notes, labels, groups, terms, names, values and words of links, in the file's order."""
    rows, count, placed = told("th")
    assert rows == LACKING
    assert count == 19
    assert placed


def test_the_datas_own_language_lacks_what_only_others_have(told):
    """A plain text is in the data's language; one that names others alone is not."""
    rows, _, _ = told("en")
    assert [(kind, of) for kind, of, _, _ in rows] == [
        *[("dataset", "dataset"), ("label", "kind"), ("label", "year"), ("value", "a.bare"), ("name", "b")]
    ]


def test_a_kind_of_a_language_is_served_by_it(told):
    """What is told in Thai is told to a reader of th-TH; years, numbers and addresses need no telling."""
    assert told("th-TH", "th") == told("th")
    assert not {("value", "a.year")} & {(kind, of) for kind, of, _, _ in told("th")[0]}


def test_a_report_that_carries_its_data_is_asked_too(tmp_path, data_file):
    """The places are those of the data file inside."""
    mreport.write(mreport.render(mreport.compare(mreport.read(data_file(DATA)))), tmp_path / "made.docx")
    file = str(tmp_path / "made.docx")
    found, count = sources.untranslated(file, Reading(), sources.read(file), ["th"])
    assert count == 18  # a term that no item names is not in it
    assert {one.text for one in found} == {text for _, _, text, _ in LACKING}
    assert str(found[0].place).startswith(f"{file}/comparison.yaml:")
