"""Which reports a batch makes: all pairs, related ones, lists of a file; each once, in the same order each time."""

import sqlite3

import pytest

import mreport
from mreport.batch import Plan
from mreport.batch.planning import pairs_of, read
from mreport.errors import ChoiceError, LimitError, UserError
from mreport.sources import catalogue
from mreport.sources.reading import Reading

DATA = """
attributes: {x: {label: X}}
items:
  a: {name: {en: Alpha, th: อัลฟา}, x: 1, related: [c, b]}
  b: {name: Beta, x: 2, related: [a]}
  c: {name: Gamma, x: 3}
"""


@pytest.fixture
def plan(data_file):
    """A function that makes the plan of the small data."""
    dataset = mreport.read(data_file(DATA))
    return lambda pairs="all", langs=("en",), suffixes=(".pdf",): Plan(dataset, pairs_of(str(pairs)), langs, suffixes)


def test_all_pairs(plan):
    """Each pair once, in the data's order, in each language, with a file for each format."""
    found = plan(langs=["th", "en", "th"], suffixes=[".pdf", ".docx"])
    assert len(found) == len(list(found)) == 6
    assert [(task.items, task.lang) for task in found][:3] == [
        (("a", "b"), "th"),
        (("a", "b"), "en"),
        (("a", "c"), "th"),
    ]
    assert [task.files for task in found][:2] == [
        ((".pdf", "อัลฟา - Beta.th.pdf"), (".docx", "อัลฟา - Beta.th.docx")),
        ((".pdf", "Alpha - Beta.en.pdf"), (".docx", "Alpha - Beta.en.docx")),
    ]


def test_related_pairs(plan):
    """A pair that both name is one pair; the order is the data's."""
    assert [task.items for task in plan("related")] == [("a", "c"), ("a", "b")]


def test_a_file_of_lists(plan, tmp_path):
    """Ids or names in their order, comments and empty lines left out, the same line once."""
    file = tmp_path / "pairs.csv"
    file.write_text("\ufeff# which\n\nb, a\nGamma,อัลฟา,Beta\nb,a\n", encoding="utf-8")
    assert [task.items for task in plan(file)] == [("b", "a"), ("c", "a", "b")]


def test_bilingual_reports_are_named_by_both_languages(plan):
    """A comma in a name would be a trap in a shell."""
    assert next(iter(plan(langs=["th,en"]))).files == ((".pdf", "อัลฟา - Beta.th+en.pdf"),)


def test_faults_of_a_file_are_told_at_once_with_their_lines(plan, tmp_path):
    """What is not there, named twice or alone."""
    file = tmp_path / "pairs"
    file.write_text("a,b\na,delta\nb\nc,c\n", encoding="utf-8")
    with pytest.raises(ChoiceError) as caught:
        plan(file)
    assert [(fault.code, fault.place.line) for fault in caught.value.faults] == [
        ("item-unknown", 2),
        ("items-too-few", 3),
        ("item-twice", 4),
    ]


@pytest.mark.parametrize(
    ("content", "code"), [(None, "source-missing"), (b"\xff\xfe", "encoding"), (b"# no\n", "pairs-none")]
)
def test_files_that_can_not_be_used(plan, tmp_path, content, code):
    """Each says what is wrong with it."""
    file = tmp_path / "pairs"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UserError) as caught:
        plan(file)
    assert caught.value.code == code


def test_a_folder_is_no_list(plan, tmp_path):
    """It is told, not raised as Python has it."""
    with pytest.raises(UserError) as caught:
        plan(tmp_path)
    assert caught.value.code == "source-is-folder"


def test_an_unknown_language(plan):
    """It is refused before anything is made."""
    with pytest.raises(ChoiceError):
        plan(langs=["xx"])


def test_of_a_catalogue_no_more_is_read_than_lists_name(tmp_path, monkeypatch):
    """Of ten thousand records those of the lists; what is not there is told with its line."""
    file, listed = tmp_path / "t.sqlite", tmp_path / "pairs"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE t (id TEXT, name TEXT, price TEXT)")
        rows = ((f"SKU {number}", f"รุ่น น้ำ {number}", str(number)) for number in range(10_000))
        connection.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
    connection.close()
    listed.write_text("SKU 7, SKU 9999\n# and by name\nรุ่น นํ้า 8, SKU 7\n", encoding="utf-8")
    seen = []
    cell = catalogue.Values.cell
    monkeypatch.setattr(catalogue.Values, "cell", lambda self, value, at: seen.append(value) or cell(self, value, at))
    lists = pairs_of(str(listed))
    dataset = read(str(file), Reading(), lists)
    assert [task.items for task in Plan(dataset, lists, ["th"], [".pdf"])] == [
        ("sku-7", "sku-9999"),
        ("sku-8", "sku-7"),
    ]
    assert len(seen) == 6
    listed.write_text("SKU 7, SKU 8\n\nSKU 7, SKU 10000\nnothing, SKU 10000\n", encoding="utf-8")
    with pytest.raises(ChoiceError) as caught:
        read(str(file), Reading(), pairs_of(str(listed)))
    assert [(fault.code, fault.fields["item"], fault.place.line) for fault in caught.value.faults] == [
        ("item-unknown", "SKU 10000", 3),
        ("item-unknown", "nothing", 4),
    ]


def test_lists_that_name_too_much_are_refused(tmp_path):
    """What is read of a catalogue has a bound, which the limit on rows is."""
    file, listed = tmp_path / "t.sqlite", tmp_path / "pairs"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE t AS SELECT 'x' AS name, '1' AS price")
    connection.close()
    listed.write_text("".join(f"a{number}, b{number}\n" for number in range(10_001)), encoding="utf-8")
    with pytest.raises(LimitError) as caught:
        read(str(file), Reading(), pairs_of(str(listed)))
    assert caught.value.faults[0].fields == {"count": 20_002, "most": 20_000}
