"""YAML as nodes: texts stay as written, every fault has its place, bombs are refused quickly."""

import subprocess
import sys
import time

import pytest

from mreport.errors import LimitError, SourceError
from mreport.limits import Limits
from mreport.sources import yaml
from mreport.sources.nodes import Mapping, Scalar, Sequence


def parsed(text):
    """The root node of a text without faults."""
    node, faults = yaml.parse(text, "f.yaml")
    assert faults == []
    return node


def plain(node):
    """A node as texts, lists and dicts."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(entry) for entry in node.entries]
    return {key: plain(entry) for key, entry in node.entries.items()}


def faults_of(text):
    """Code, line and column of each fault, those that end the reading and those that do not."""
    try:
        _, faults = yaml.parse(text, "f.yaml")
    except (SourceError, LimitError) as error:
        faults = error.faults
    assert all(fault.place.file == "f.yaml" for fault in faults)
    return [(fault.code, fault.place.line, fault.place.column) for fault in faults]


@pytest.mark.parametrize(
    "value",
    ["no", "on", "NO", "true", "012", "0o14", "007", "1e5", "12:30:45", "2024-02-29", "null", ".inf", "1_0", "=", "~"],
)
def test_values_are_text_as_written(value):
    """What YAML 1.1 takes for booleans, numbers, times and dates stays text."""
    assert plain(parsed(f"a: {value}")) == {"a": value}


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'no'", "no"),
        ('"a\\tb\\n\\u0e01"', "a\tb\nก"),
        ("'it''s'", "it's"),
        ("!!str 5", "5"),
        ("! 5", "5"),
        ("|\n  a\n  b\n", "a\nb\n"),
        (">-\n  a\n  b\n", "a b"),
        ("a # note", "a"),
        ('"  a  "', "  a  "),
    ],
)
def test_quotes_and_blocks_are_read(written, text):
    """Quotes, escapes and block texts are YAML's; a tag that asks for text is no fault."""
    assert plain(parsed(f"k: {written}")) == {"k": text}


@pytest.mark.parametrize(
    ("written", "nothing"), [("", True), ("~", True), ("''", False), ('"~"', False), ("null", False), ("no", False)]
)
def test_nothing_is_told_from_an_empty_text(written, nothing):
    """`key:` and `key: ~` say nothing; quotes make a text of them."""
    assert parsed(f"a: {written}").entries["a"].is_nothing is nothing


def test_an_empty_file_is_nothing():
    """A file without a document is an empty node at its start."""
    node = parsed("# only a note\n")
    assert node.is_nothing
    assert (node.place.line, node.place.column) == (1, 1)


def test_order_of_keys_is_the_file_s():
    """Keys stay in the order of the file."""
    assert list(parsed("b: 1\na: 2\nc: 3").entries) == ["b", "a", "c"]


def test_every_node_has_its_place():
    """Keys, texts, lists and mappings know line and column, counted from 1 in characters."""
    node = parsed("ชื่อ: ก\nlist:\n  - a\n  - {x: y}\n")
    entries = node.entries
    assert (node.keys["list"].line, node.keys["list"].column) == (2, 1)
    assert (entries["ชื่อ"].place.line, entries["ชื่อ"].place.column) == (1, 7)
    inner = entries["list"].entries[1]
    assert isinstance(inner, Mapping)
    assert (inner.place.line, inner.place.column) == (4, 5)
    assert (inner.entries["x"].place.line, inner.entries["x"].place.column) == (4, 9)
    assert str(inner.keys["x"]) == "f.yaml:4:6"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", ("duplicate-key", 3, 1)),
        ("x: {a: 1, 'a': 2}", ("duplicate-key", 1, 11)),
        ("a: !!int 5", ("yaml-tag", 1, 4)),
        ("a: !!python/object/apply:os.system [ls]", ("yaml-tag", 1, 4)),
        ("!!int 5: a", ("yaml-tag", 1, 1)),
        ("a: !mine {b: c}", ("yaml-tag", 1, 4)),
        ("a: 1\nb: *gone", ("yaml-alias", 2, 4)),
        ("a: &a [*a]", ("yaml-alias", 1, 8)),
        ("? [a]\n: b", ("key-not-text", 1, 3)),
        ("? {a: b}\n: c", ("key-not-text", 1, 3)),
        ("&x a: 1\n*x : 2", ("key-not-text", 2, 1)),
        ("a: 1\n---\nb: 2", ("documents", 2, 1)),
        ("a: 'x", ("yaml-syntax", 1, 6)),
        ("a: b: c", ("yaml-syntax", 1, 5)),
        ("{a: b", ("yaml-syntax", 2, 1)),
        ("a: @b", ("yaml-syntax", 1, 4)),
        ("a:\n\t- b", ("yaml-syntax", 2, 1)),
        ('a: "\\ud800"', ("yaml-syntax", 1, 7)),
        ("ก: ข\n\nb: c\x07d\n\n\n", ("yaml-character", 3, 5)),
        ("a: \ufffe", ("yaml-character", 1, 4)),
        ("[" * 40, ("too-deep", 1, 34)),
    ],
)
def test_faults_have_their_place(text, expected):
    """Each fault of YAML itself is told with line and column."""
    assert faults_of(text) == [expected]


def test_a_duplicate_names_the_first_line():
    """A key that stands twice is told with the line of the first."""
    _, faults = yaml.parse("a: 1\n\na: 2\na: 3", "f.yaml")
    assert [fault.fields for fault in faults] == [{"key": "a", "line": 1}] * 2


def test_reading_goes_on_after_a_fault():
    """Duplicates, tags, aliases and keys that are no text are told together."""
    text = "a: 1\na: 2\nb: !!int 3\nc: *gone\n? [d]\n: e\n"
    assert {code for code, *_ in faults_of(text)} == {"duplicate-key", "yaml-tag", "yaml-alias", "key-not-text"}


def test_the_names_of_a_fault():
    """What a fault is about stands in its fields."""

    def fields(text):
        _, faults = yaml.parse(text, "f")
        return dict(faults[0].fields)

    assert fields("a: !!int 5") == {"tag": "tag:yaml.org,2002:int"}
    assert fields("a: *gone") == {"alias": "gone"}
    with pytest.raises(SourceError) as error:
        yaml.parse("a: b: c", "f")
    assert error.value.faults[0].fields == {"problem": "mapping values are not allowed in this context"}
    with pytest.raises(SourceError) as error:
        yaml.parse("a: \x07", "f")
    assert error.value.faults[0].fields == {"character": "U+0007"}


def test_aliases_stand_for_their_anchors():
    """What is anchored may be used again, a key too."""
    assert plain(parsed("a: &x [1, 2]\nb: *x\n&k c: *k")) == {"a": ["1", "2"], "b": ["1", "2"], "c": "c"}


def test_a_merge_key_is_a_key():
    """`<<` merges nothing; what it stands for is judged like any key."""
    assert plain(parsed("a: &x {b: 1}\nc:\n  <<: *x\n")) == {"a": {"b": "1"}, "c": {"<<": {"b": "1"}}}


def test_depth_up_to_the_limit_is_read():
    """Nesting of as many levels as the limit says is read."""
    assert parsed("[" * Limits().depth + "a" + "]" * Limits().depth)


def test_a_billion_laughs_are_refused():
    """Aliases of aliases are counted and not made."""
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    laughs += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    began = time.process_time()
    with pytest.raises(LimitError) as error:
        yaml.parse(laughs, "f.yaml")
    assert time.process_time() - began < 1
    assert (error.value.code, error.value.faults[0].fields) == ("too-many-nodes", {"most": yaml.MOST_NODES})
    assert error.value.faults[0].place.line == 7


@pytest.mark.parametrize(
    "opening",
    ["[", "{a: ", "- ", "{? ", "[{a: ", "!!seq [", "&a ["],
)
def test_a_nesting_of_100_000_does_not_end_the_process(opening):
    """However deep a file nests, it is refused within two seconds and nothing crashes."""
    program = (
        "import sys, time\n"
        "from mreport.errors import LimitError, SourceError\n"
        "from mreport.sources import yaml\n"
        "began = time.process_time()\n"
        "try:\n"
        "    yaml.parse(sys.argv[1] * 100_000, 'f')\n"
        "except (LimitError, SourceError) as error:\n"
        "    print(error.code, time.process_time() - began < 2)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, opening], capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    code, quick = done.stdout.split()
    assert code in ("too-deep", "yaml-syntax")
    assert quick == "True"
