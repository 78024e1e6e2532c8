"""JSON in the data file's shape: texts and numbers as written, all faults at once, each with its place."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mreport
from mreport import Absence, LimitError, SourceError, Value
from mreport.sources import json as ours
from mreport.sources.nodes import Mapping, Scalar


def plain(node):
    """A node as what `json.loads` makes of it, numbers as texts."""
    if isinstance(node, Scalar):
        words = {"": None, "true": True, "false": False}
        return words.get(node.text, node.text) if node.plain else node.text
    if isinstance(node, Mapping):
        return {key: plain(entry) for key, entry in node.entries.items()}
    return [plain(entry) for entry in node.entries]


@pytest.fixture
def faults(data_file):
    """A function that reads a JSON text and gives its faults: code, line and column."""

    def found(text):
        with pytest.raises((SourceError, LimitError)) as error:
            mreport.read(data_file(text, "data.json"))
        return [(fault.code, fault.place.line, fault.place.column) for fault in error.value.faults]

    return found


def test_the_reference_pair_is_the_same_in_json(data_file):
    """The same keys say the same; null is no value, and numbers stay as they are written."""
    text = """{"language": "th", "attributes": {"a": {"label": {"th": "น้ำ"}}, "b": {"compared": false}},
      "items": {"x": {"a": 1.10, "b": 1E5}, "y": {"a": null, "b": ""}, "z": {"a": {"unknown": true}, "b": ["p", 7]}}}"""
    dataset = mreport.read(data_file(text, "data.JSON"))
    assert dataset.items["x"].values == {"a": Value(("1.10",)), "b": Value(("1E5",))}
    assert dataset.items["y"].values == {"b": Value(absence=Absence.EMPTY)}
    assert dataset.items["z"].values == {"a": Value(absence=Absence.UNKNOWN), "b": Value(("p", "7"))}
    assert (dataset.language, dataset.attributes["b"].compared) == ("th", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("json-syntax", 1, 1)]),
        ('{"a": 007}', [("json-syntax", 1, 8)]),
        ('{\n "a": 1 "b"}', [("json-syntax", 2, 9)]),
        ("{'a': 1}", [("json-syntax", 1, 2)]),
        ('{"a": "x\ty"}', [("json-syntax", 1, 9)]),
        ("[1] 2", [("json-syntax", 1, 5)]),
        ('[\n1,"ก\\ud800", "\\ud83d\\ude00"]', [("not-mapping", 1, 1), ("surrogate", 2, 3)]),
        (
            '{"attributes": {"a": {},\n "a": {}}, "items": {"x": {"a": NaN}}}',
            [("duplicate-key", 2, 2), ("json-number", 2, 33)],
        ),
        (
            '{"attributes": {"a": {"rule": "numbr"}}, "itms": {}}',
            [("missing-key", 1, 1), ("unknown-choice", 1, 31), ("unknown-key", 1, 42)],
        ),
        ("[" * 40 + "]" * 40, [("too-deep", 1, 34)]),
        ("[" * 100_000, [("too-deep", 1, 34)]),
    ],
)
def test_faults_have_places(faults, text, expected):
    """Of the syntax, of keys, of values; the depth that crashes parsers is refused like any other."""
    assert faults(text) == expected


def test_too_many_values_are_refused(data_file, monkeypatch):
    """As in YAML."""
    monkeypatch.setattr(ours, "MOST_NODES", 100)
    with pytest.raises(LimitError) as error:
        mreport.read(data_file(json.dumps([1] * 100), "data.json"))
    assert error.value.code == "too-many-nodes"


def test_a_pair_of_surrogates_is_one_character():
    """Escapes beyond the first plane come in twos."""
    node, found = ours.parse(r'["\ud83d\ude00\/\u0e01"]', "f")
    assert (plain(node), found) == (["\U0001f600/ก"], [])


def test_a_megabyte_is_read_in_a_second():
    """Reading twice for the places stays cheap."""
    text = json.dumps({f"key {number}": "value" * 10 for number in range(15_000)})
    start = time.process_time()
    ours.parse(text, "f")
    assert time.process_time() - start < 2


WHOLE = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | WHOLE.filter(bool),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WHOLE, inner, max_size=3),
    max_leaves=8,
)


@given(JSON, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_it_reads_what_python_writes(data, indent, ascii_only):
    """Texts, lists and mappings come back, however they are laid out."""
    node, found = ours.parse(json.dumps(data, indent=indent, ensure_ascii=ascii_only), "f")
    assert (plain(node), found) == (data, [])


def test_an_empty_text_is_not_null():
    """Quotes with nothing between them say that the value is empty, null that there is none."""
    node, _ = ours.parse('["", null]', "f")
    assert [entry.is_nothing for entry in node.entries] == [False, True]
