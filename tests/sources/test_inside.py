"""The source inside: the data file that a comparison makes says all that is shown and no more, and is read back."""

import contextlib
import datetime
import io
import zipfile

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

import mreport
from mreport import Absence, Attribute, Dataset, Item, LimitError, Limits, Origin, SourceError, Value, sources
from mreport.comparison.classes import read_tolerance
from mreport.comparison.rules import FOLDS, RULES
from mreport.sources import datafile, docx, inside, pdf
from mreport.sources.inside import Inside
from mreport.sources.yaml import parse

AWKWARD = [
    *("", " ", "~", "no", "No", "y", "true", "null", "007", "1.0", "1e3", "0x1F", "12:30:45", "2026-01-31", "-", "?"),
    *("a: b", "a #b", "#", "- a", "[a]", "{a: b}", "a, b", "&a", "*a", "!a", "|", ">", "%", "@", "`", "=", "<<"),
    *("\"'", "'", '"', "\\", "\\u0041", "a\nb", "\n", " a", "a ", "a\r\nb", "\r", "\t", "\x00", "\x1b", "\x7f", "\x85"),
    *("\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff", "\U0001f44d", "\U0001fffe", "น้ำ", "นํ้า", "\u200b", "\u202eabc"),
    *("---", "...", "a\u00a0b", "คำ (2022) – ก", "x" * 2000, "ก" * 1100, '"' * 700),
]
TEXTS = st.sampled_from(AWKWARD) | st.text(max_size=20)
TAGS = st.sampled_from(["en", "th", "no", "na", "url", "zh-Hant"])
WORDS = TEXTS | st.dictionaries(TAGS, TEXTS, min_size=1, max_size=3)
IDS = TEXTS.filter(lambda text: text not in ("name", "related"))
TOLERANCES = ["2%", "ร้อยละ ๒", "0.50", "1e-3", "5 g", "3 คน", "5 percent", "4 ‰", "9 °F", "1 km/h", "๐.๕ กก."]


@st.composite
def values(draw):
    """A value in one of the ways that a data file has for it."""
    kind = draw(st.sampled_from(["text", "list", "link", "absent"]))
    if kind == "absent":
        return Value(absence=draw(st.sampled_from([Absence.EMPTY, Absence.UNKNOWN, Absence.NA])))
    if kind == "list":
        return Value(tuple(draw(st.lists(WORDS, min_size=1, max_size=3))))
    if kind == "link":
        link, mark = draw(st.none() | TEXTS), draw(st.none() | WORDS)
        assume(link is not None or mark is not None)
        return Value((draw(WORDS),), link=link, mark=mark)
    return Value((draw(WORDS.filter(lambda text: any(text.values()) if isinstance(text, dict) else text)),))


@st.composite
def attributes(draw, key, decimal):
    """An attribute of any rule with any options."""
    rule = draw(st.sampled_from(list(RULES)))
    tolerances = [found for text in TOLERANCES if (found := read_tolerance(text, rule, decimal))]
    return Attribute(
        key,
        draw(WORDS),
        rule,
        compared=draw(st.booleans()),
        ignore_missing=draw(st.booleans()),
        group=draw(st.none() | WORDS),
        tolerance=draw(st.none() | st.sampled_from(tolerances)) if rule in ("number", "quantity") else None,
        fold=frozenset(draw(st.sets(st.sampled_from(FOLDS)))),
    )


@st.composite
def datasets(draw):
    """A dataset such as a file can hold, of which all is shown."""
    language = draw(st.sampled_from(["en", "th", "de", "fr-CA"]))
    decimal = datafile.decimal_of(language)
    keys = draw(st.lists(IDS, max_size=4, unique=True))
    known = {key: draw(attributes(key, decimal)) for key in keys}
    names = draw(st.lists(TEXTS, min_size=2, max_size=4, unique=True))
    items = {}
    for name in names:
        held = [key for key in keys if draw(st.booleans())]
        related = tuple(draw(st.lists(st.sampled_from(names), max_size=2)))
        items[name] = Item(name, draw(WORDS), {key: draw(values()) for key in held}, related)
    return Dataset(
        items,
        known,
        language,
        decimal,
        title=draw(st.none() | WORDS),
        origin=draw(st.none() | st.builds(Origin, WORDS, st.none() | TEXTS, st.none() | WORDS)),
        note=draw(st.none() | WORDS),
        date=draw(st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 1, 1))),
    )


def again(text):
    """The dataset that a data file's text says."""
    return datafile.dataset(*parse(text, "data.yaml"))


@given(datasets())
def test_what_is_written_is_read_back(dataset):
    """Every text, rule, option, absence and word comes back, so the comparison of it is the same."""
    comparison = mreport.compare(dataset)
    text = Inside(comparison).text
    assert again(text) == dataset
    assert mreport.compare(again(text)) == comparison
    assert Inside(mreport.compare(again(text))).text == text


@given(datasets())
def test_other_readers_take_texts_for_texts(dataset):
    """PyYAML's own loader finds texts, lists, mappings, and true or false where those are meant: no number, no date."""

    def kinds(value):
        if isinstance(value, dict):
            return {str} | {type(key) for key in value} | {kind for inner in value.values() for kind in kinds(inner)}
        if isinstance(value, list):
            return {kind for inner in value for kind in kinds(inner)}
        return {type(value)}

    assert kinds(yaml.safe_load(Inside(mreport.compare(dataset)).text)) <= {str, bool}


@pytest.mark.parametrize("text", AWKWARD)
def test_an_awkward_text_comes_back(text):
    """Each awkward text is the same as value, name, id, label and language's text."""
    known = {text: Attribute(text, text)}
    items = {key: Item(key, {"th": text}, {text: Value(({"th": text}, text))}) for key in (text, "other")}
    dataset = Dataset(items, known, note=text)
    assert again(Inside(mreport.compare(dataset)).text) == dataset


METHODS = """
title: {en: All methods, th: วิธีทั้งหมด}
date: 2026-01-31
note: See the list.
dataset: {name: Ours, url: "https://example.org/", licence: CC0}
glossary: {en: [diffusion model, secret word], th: [คำลับ]}
attributes:
  kind: {label: Kind, rule: term, terms: {a: {en: Alpha, th: แอลฟา}, b: Beta, c: Gamma}}
  size: {label: Size, rule: quantity, tolerance: 5 g}
  cost: {label: Cost, rule: number, compared: false, group: Hidden group}
items:
  one: {name: A diffusion model, related: [two, three, Two], kind: alpha, size: 100 g, cost: 1}
  two: {name: Two, kind: a, size: 104 g, cost: 2}
  three: {name: Three, kind: c, size: 1 kg, cost: 3}
"""


def test_nothing_is_inside_but_what_is_shown(data_file):
    """Other items and attributes leave no trace: no id, name, term, related item or word of the glossary."""
    dataset = mreport.read(data_file(METHODS))
    comparison = mreport.compare(dataset, ["two", "one"], attributes=["size", "kind"], compare_all=True)
    assert Inside(comparison).text == (
        "title: {en: All methods, th: วิธีทั้งหมด}\n"
        "language: en\n"
        'date: "2026-01-31"\n'
        'dataset: {name: Ours, url: "https://example.org/", licence: CC0}\n'
        "note: See the list.\n"
        "glossary: {en: [diffusion model]}\n"
        "attributes:\n"
        '  size: {label: Size, rule: quantity, tolerance: "5 g"}\n'
        "  kind: {label: Kind, rule: term, terms: {a: {en: Alpha, th: แอลฟา}}}\n"
        "items:\n"
        "  two:\n"
        "    name: Two\n"
        '    size: "104 g"\n'
        "    kind: a\n"
        "  one:\n"
        "    name: A diffusion model\n"
        "    related: [two, Two]\n"
        '    size: "100 g"\n'
        "    kind: alpha\n"
    )
    assert mreport.compare(again(Inside(comparison).text), compare_all=True).rows[0] == comparison.rows[0]


def test_what_is_read_back_reports_the_same(data_file):
    """A report of the data inside has the same lines in each language as the one that carried them."""
    comparison = mreport.compare(mreport.read(data_file(METHODS)), ["one", "three"], only="different", baseline="one")
    for lang in ("th", "en"):
        day = datetime.date(2026, 1, 31)
        first = mreport.render(comparison, lang, date=day)
        second = mreport.render(mreport.compare(again(first.inside.text), baseline="one"), lang, date=day)
        assert second.report.lines == first.report.lines
        assert second.report.columns == first.report.columns
        assert second.report.title == first.report.title


@pytest.mark.parametrize(("lang", "expected"), [("en", "title: Mine\n"), ("th", "title: {th: Mine}\n")])
def test_the_title_and_date_that_a_report_was_given_win(data_file, lang, expected):
    """The data's own title is not inside where the report was given another, in the report's language."""
    page = mreport.render(
        mreport.compare(mreport.read(data_file(METHODS))), lang, title="Mine", date=datetime.date(2027, 2, 3)
    )
    assert page.inside.text.startswith(expected)
    assert 'date: "2027-02-03"' in page.inside.text
    assert "All methods" not in page.inside.text


def test_no_row_makes_a_data_file_too(data_file):
    """A report that shows no row carries its items alone."""
    dataset = mreport.read(data_file("attributes: {a: {}}\nitems: {x: {a: 1}, y: {a: 1}}"))
    text = Inside(mreport.compare(dataset, only="different")).text
    assert again(text).attributes == {}
    assert list(again(text).items) == ["x", "y"]


@pytest.fixture(params=[".pdf", ".docx"])
def report(request, page_of, tmp_path):
    """A report in each format that carries its source."""
    file = tmp_path / f"report{request.param}"
    mreport.write(page_of(METHODS), file)
    return file


def test_a_report_is_a_source(report, data_file):
    """What a report carries is read as the dataset that it was made of."""
    text = sources.carried(report)
    dataset = mreport.read(report)
    assert dataset == mreport.read(data_file(text))
    assert list(dataset.items) == ["one", "two", "three"]
    assert mreport.read(io_of(report), kind=report.suffix[1:]) == dataset


def io_of(file):
    """The same file under a name that tells no format."""
    return file.rename(file.with_suffix(".bin")).as_posix()


def refused(content, suffix, tmp_path, **choices):
    """The code of the one fault for which a file is refused, with its place told."""
    file = tmp_path / f"refused{suffix}"
    file.write_bytes(content)
    with pytest.raises((SourceError, LimitError)) as error:
        mreport.read(file, **choices)
    (fault,) = error.value.faults
    assert fault.place.file == str(file)
    return fault.code


def paper(**options):
    """A PDF that is not ours, perhaps with a password or an attachment."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in options.get("attachments", {}).items():
        writer.add_attachment(name, content)
    if "password" in options:
        writer.encrypt(options["password"], algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def archive(**members):
    """A zip of these members, `_` in a name for a slash; `document` is Word's own part."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in members.items():
            file.writestr(f"{name.replace('_', '/')}.xml", content)
    return made.getvalue()


OURS = f'<comparison xmlns="{inside.NAMESPACE}">items: {{}}</comparison>'


@pytest.mark.parametrize(
    ("content", "suffix", "code"),
    [
        (paper(), ".pdf", "no-source-inside"),
        (paper(attachments={"other.yaml": "items: {}"}), ".pdf", "no-source-inside"),
        (paper(password="x"), ".pdf", "source-encrypted"),
        (paper(password="x", attachments={inside.FILE_NAME: "items: {}"}), ".pdf", "source-encrypted"),
        (b"", ".pdf", "pdf-broken"),
        (b"%PDF-1.7\nnothing", ".pdf", "pdf-broken"),
        (archive(word_document=""), ".docx", "no-source-inside"),
        (archive(word_document="", customXml_item1="<a/>"), ".docx", "no-source-inside"),
        (archive(word_document="", customXml_item1="<a"), ".docx", "docx-broken"),
        (archive(word_document="", customXml_item1=f"<!DOCTYPE a>{OURS}"), ".docx", "docx-broken"),
        (archive(customXml_item1=OURS), ".docx", "docx-broken"),
        (b"", ".docx", "docx-broken"),
        (b"PK\x03\x04", ".docx", "docx-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".docx", "source-encrypted"),
    ],
)
def test_other_documents_are_refused(content, suffix, code, tmp_path):
    """What is broken, locked or not ours is told as what it is."""
    assert refused(content, suffix, tmp_path) == code


def test_a_member_with_a_password_is_refused(tmp_path):
    """A zip whose members are locked is told to be."""
    content = bytearray(archive(word_document="", customXml_item1=OURS))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(content), ".docx", tmp_path) == "source-encrypted"


def test_what_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    """The limits are on what is unpacked: of all, and of the data file."""
    text = "# " + "x" * 100_000
    large = {".pdf": paper(attachments={inside.FILE_NAME: text})}
    large[".docx"] = archive(word_document="", customXml_item1=OURS.replace("items", text))
    for suffix, content in large.items():
        packed = content if suffix == ".docx" else squeezed(content)
        assert refused(packed, suffix, tmp_path, limits=Limits(unpacked=50_000)) == "unpacked-too-large"
        with monkeypatch.context() as patched:
            patched.setattr(inside, "MOST_BYTES", 50_000)
            assert refused(packed, suffix, tmp_path) == "inside-too-large"


def squeezed(content):
    """A PDF with its streams compressed."""
    import pikepdf

    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(made, compress_streams=True)
    return made.getvalue()


def test_the_place_of_a_fault_inside_is_told(tmp_path):
    """A data file inside that is wrong is told by document, name, line and column."""
    file = tmp_path / "odd.pdf"
    file.write_bytes(paper(attachments={inside.FILE_NAME: "attributes: {}\nitems: {}\nodd: 1\n"}))
    with pytest.raises(SourceError) as error:
        mreport.read(file)
    assert str(error.value.faults[0].place) == f"{file}/{inside.FILE_NAME}:3:1"


@given(data=st.data())
def test_a_damaged_report_is_read_or_refused(damaged, data):
    """Wherever a report is cut or changed, it is read, or refused by an error of ours."""
    suffix, content = data.draw(st.sampled_from(sorted(damaged.items())))
    at = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        broken = content[:at]
    else:
        broken = content[:at] + data.draw(st.binary(min_size=1, max_size=4)) + content[at + 4 :]
    carry = {".pdf": pdf.carried, ".docx": docx.carried}[suffix]
    with contextlib.suppress(SourceError, LimitError):
        assert isinstance(carry(broken, "x"), bytes)


@pytest.fixture(scope="module")
def damaged():
    """Reports by suffix, to be damaged."""
    from mreport import writers

    dataset = mreport.read({"attributes": {"a": {}}, "items": {"x": {"a": "1"}, "y": {"a": "2"}}})
    page = mreport.render(mreport.compare(dataset), "en", date=datetime.date(2026, 1, 31))
    return {suffix: writers.encode(page, suffix) for suffix in (".pdf", ".docx")}


def test_only_documents_carry_a_source(data_file):
    """A data file has nothing inside to be taken out, and says so."""
    file = data_file(METHODS)
    with pytest.raises(SourceError) as error:
        sources.carried(file)
    assert error.value.code == "carrier-suffix"
