"""The report: what each reader is told, in which language, of which day."""

import datetime

import pytest

import mreport
from mreport.language import language
from mreport.report import report

DATA = """
title: {en: Compare, th: เปรียบเทียบ}
language: en
note: Only here
dataset: {name: Data, url: "https://example.com/", licence: {th: อนุญาต}}
attributes:
  field: {label: {en: Field, th: สาขา}, rule: term, terms: {dl: {en: Deep, th: เชิงลึก}, ml: Machine}}
  both: {label: {fr: Deux, th: สอง}}
  set: {label: Set, rule: set, compared: false}
  link: {label: Link, rule: url}
items:
  x:
    name: {en: X, th: เอ็กซ์}
    field: dl
    both: {en: e, th: ท}
    set: [b, a]
    link: https://example.com/a
  y:
    name: Y
    field: ml
    both: {fr: f}
    set: [a, b]
    link: "javascript:alert(1)"
"""


@pytest.fixture
def told(data_file):
    """A function that gives the report of a data file's text in a language."""

    def made(text=DATA, lang="th", baseline=None, **choices):
        comparison = mreport.compare(mreport.read(data_file(text)), baseline=baseline)
        return report(comparison, language(lang), **choices)

    return made


def cells(told, attribute):
    """The cells of an attribute's row."""
    (line,) = [line for line in told.lines if line.attribute == attribute]
    return line.cells


def test_names_and_labels_are_in_the_reader_s_language_or_the_next(told):
    """Each text is in the reader's language where the data have it, else in theirs, else in its first, and says so."""
    thai = told()
    assert (thai.title.text, thai.title.lang) == ("เปรียบเทียบ", "th")
    assert [(column.id, column.name, column.lang) for column in thai.columns] == [("x", "เอ็กซ์", "th"), ("y", "Y", "en")]
    labels = {line.attribute: (line.label, line.lang) for line in thai.lines}
    assert labels == {"field": ("สาขา", "th"), "both": ("สอง", "th"), "set": ("Set", "en"), "link": ("Link", "en")}
    assert (thai.notes[0].text, thai.notes[0].lang) == ("Only here", "en")
    assert (thai.source.licence.text, thai.source.licence.lang) == ("อนุญาต", "th")
    english = told(lang="en")
    assert [line.label for line in english.lines][:2] == ["Field", "Deux"]
    assert english.lines[1].lang == "fr"
    assert (english.source.licence.text, english.source.licence.lang) == ("อนุญาต", "th")


def test_values_say_their_language(told):
    """A value is shown in the reader's language where there is one; `text` is what was written in the data's."""
    first, second = cells(told(), "both")
    assert (first.text, first.shown, first.lang) == ("e", "ท", "th")
    assert (second.text, second.shown, second.lang) == ("f", "f", "fr")
    assert [(cell.shown, cell.lang) for cell in cells(told(lang="en"), "both")] == [("e", "en"), ("f", "fr")]


def test_terms_are_shown_by_their_labels(told):
    """A term's id is shown as its label in the reader's language."""
    assert [(cell.text, cell.shown, cell.lang) for cell in cells(told(), "field")] == [
        ("dl", "เชิงลึก", "th"),
        ("ml", "Machine", "en"),
    ]


def test_a_term_that_is_not_known_is_shown_as_written(told):
    """A text that names no term stays itself."""
    first, _ = cells(told(DATA.replace("field: dl", "field: Unheard")), "field")
    assert (first.shown, first.lang) == ("Unheard", "en")


@pytest.mark.parametrize(
    ("written", "absence", "thai", "english"),
    [
        ("~", "missing", "ไม่มีข้อมูล", "no data"),
        ('""', "empty", "ว่าง", "empty"),
        ("{unknown: true}", "unknown", "ไม่ทราบ", "unknown"),
        ("{na: true}", "na", "ไม่เกี่ยวข้อง", "not applicable"),
    ],
)
def test_absences_are_said_in_words(told, written, absence, thai, english):
    """The four kinds of absence are kept apart, in the reader's words."""
    for lang, words in (("th", thai), ("en", english)):
        first, _ = cells(told(f"attributes: {{a: {{}}}}\nitems: {{x: {{a: {written}}}, y: {{a: v}}}}", lang), "a")
        assert (first.text, first.shown, first.lang, first.absence) == ("", words, lang, absence)
        assert (first.number, first.link) == (None, None)


def test_sets_are_joined_in_their_own_order(told):
    """The parts of a value stand in a row as they were written; a set is equal in any order."""
    first, second = cells(told(), "set")
    assert (first.shown, second.shown) == ("b, a", "a, b")
    assert first.number == second.number == 0


def test_only_allowed_links_are_links(told):
    """An address outside the allow-list is text and no link."""
    first, second = cells(told(), "link")
    assert (first.shown, first.link) == ("https://example.com/a", "https://example.com/a")
    assert (second.shown, second.link) == ("javascript:alert(1)", None)


@pytest.mark.parametrize(("address", "link"), [("https://a.b/", "https://a.b/"), ("file:///etc/passwd", None)])
def test_links_of_values_and_sources_are_filtered(told, address, link):
    """The link of a reference and that of the dataset pass the same filter."""
    text = f"""
dataset: {{name: D, url: "{address}"}}
attributes: {{a: {{rule: reference}}}}
items: {{x: {{a: {{text: t, url: "{address}", mark: DOI}}}}, y: {{}}}}
"""
    assert told(text).source.url == link
    first, _ = cells(told(text), "a")
    assert (first.shown, first.link, first.mark.text) == ("t", link, "DOI")


def test_the_title_given_wins(told):
    """The title given comes before the data's; where there is neither, it is a word of the language."""
    assert told(title="Given\x07").title.text == "Given\ufffd"
    assert told(title="Given").title.lang == "th"
    least = "attributes: {a: {}}\nitems: {x: {}, y: {}}"
    assert (told(least).title.text, told(least, "en").title.text) == ("การเปรียบเทียบ", "Comparison")


class Noon(datetime.datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz=None):
        return cls(2030, 3, 4, 12, tzinfo=tz or datetime.UTC)


@pytest.mark.parametrize(
    ("given", "epoch", "data", "expected"),
    [
        ("2021-01-01", "1640995200", "2023-01-01", "2021-01-01"),
        (None, "1640995200", "2023-01-01", "2022-01-01"),
        (None, "1640995199", "2023-01-01", "2021-12-31"),
        (None, None, "2023-01-01", "2023-01-01"),
        (None, "", "2023-01-01", "2023-01-01"),
        (None, None, None, "2030-03-04"),
        (None, "0", None, "1970-01-01"),
    ],
)
def test_the_date_that_wins(told, monkeypatch, given, epoch, data, expected):
    """The date given, else SOURCE_DATE_EPOCH (in UTC), else the data's own, else today."""
    monkeypatch.setattr("datetime.datetime", Noon)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    text = DATA + (f"date: {data}" if data else "")
    date = datetime.date.fromisoformat(given) if given else None
    assert told(text, date=date).date == expected


def test_the_day_is_said_in_words(told):
    """The report's date in Thai is of the Buddhist era."""
    day = datetime.date(2024, 2, 29)
    assert told(date=day).day == "29 กุมภาพันธ์ พ.ศ. 2567"
    assert (told(date=day, lang="en").day, told(date=day).date) == ("February 29, 2024", "2024-02-29")


def test_the_summary_counts_compared_attributes(told):
    """Marked rows are counted of those compared; the others are counted apart."""
    made = told()
    assert (made.compared, made.marked, made.not_compared) == (3, 3, 1)
    assert [line.marked for line in made.lines] == [True, True, False, True]


def test_equal_values_share_a_letter_where_only_some_agree(told):
    """Letters tell the groups of a row that agrees in part; other rows have none."""
    made = told(
        """
attributes: {some: {}, all: {}, none: {}, left: {compared: false}}
items:
  x: {some: 1, all: 1, none: 1, left: 1}
  y: {some: 2, all: 1, none: 2, left: 2}
  z: {some: 1, all: 1, none: 3, left: 1}
"""
    )
    letters = {line.attribute: [cell.group for cell in line.cells] for line in made.lines}
    nothing = [None] * 3
    assert letters == {"some": ["A", "B", "A"], "all": nothing, "none": nothing, "left": nothing}
    assert made.grouped


def test_a_baseline_is_what_the_others_differ_from(told):
    """Each value says whether it is the baseline's, and a number by how much."""
    text = """
attributes: {n: {rule: number}, t: {}}
items:
  x: {name: X, n: 8, t: a}
  y: {name: Y, n: 10.5, t: a}
  z: {name: Z, n: 8, t: b}
"""
    made = told(text, "en", baseline="x")
    assert (str(made.baseline), [column.baseline for column in made.columns]) == ("X", [True, False, False])
    assert [cell.differs for cell in cells(made, "n")] == [False, True, False]
    assert [cell.differs for cell in cells(made, "t")] == [False, False, True]
    delta = cells(made, "n")[1].delta
    assert (delta.difference, delta.unit, delta.shown) == ("2.5", "", "+2.5 (+31.2%)")
    assert cells(made, "n")[0].delta is None
    assert cells(made, "t")[2].delta is None
    assert cells(told(text.replace("n: 8, t: a", "n: 0, t: a"), baseline="x"), "n")[1].delta.shown == "+10.5"
    assert told(text).baseline is None


def test_controls_are_shown_and_told(told):
    """A control character is shown as U+FFFD everywhere, and a warning names it."""
    made = told('attributes: {a: {label: "l\\a"}}\nitems: {x: {name: "n\\a", a: "v\\a"}, y: {a: "v\\e"}}')
    assert (made.columns[0].name, made.lines[0].label) == ("n\ufffd", "l\ufffd")
    assert [cell.shown for cell in cells(made, "a")] == ["v\ufffd", "v\ufffd"]
    assert made.lines[0].marked  # comparison comes before cleaning
    told_of = {(fault.code, fault.fields["item"]) for fault in made.warnings}
    assert {("control-character", "x"), ("control-character", "y")} <= told_of


def test_citations_are_numbered_for_paper(page_of):
    """Each address has one number in the order of reading; a link that is the text itself needs none."""
    text = """
attributes: {a: {label: A, rule: reference}, b: {label: B, rule: reference}, u: {label: U, rule: url}}
items:
  x: {a: {text: One, url: "https://example.org/1"}, b: {text: Two, url: "https://example.org/2"}, u: "https://e.org"}
  y: {a: {text: Two, url: "https://example.org/2"}, b: "https://example.org/3", u: "https://e.org"}
"""
    page = page_of(text, digits="thai", lang="th")
    assert [[cell.reference for cell in line.cells] for line in page.report.lines] == [[1, 2], [2, None], [None, None]]
    assert page.report.references == ("https://example.org/1", "https://example.org/2")
    note = page.root.find("p[@class='note']")
    assert "".join(note.itertext()) == "เอกสารอ้างอิง: ๑.\u00a0https://example.org/1 · ๒.\u00a0https://example.org/2"
    assert [element.text for element in page.root.iter("sup")] == ["๑", "๒", "๒"]
