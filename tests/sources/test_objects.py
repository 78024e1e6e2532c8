"""Python's own data: mappings, rows, data frames of pandas and polars, and stand-ins that have their ways."""

# ruff: noqa: PD011  the values are those of an item, no frame's
import contextlib
import datetime
import enum
import os
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mreport
from mreport import Absence, LimitError, SourceError, UserError, Value

METHODS = Path(__file__).parents[1] / "data" / "methods.yaml"


def written(dataset):
    """The texts of a dataset by item and attribute, each absence by its kind."""
    return {
        key: {attribute: value.absence or "|".join(value.parts) for attribute, value in item.values.items()}
        for key, item in dataset.items.items()
    }


def faults_of(data, **choices):
    """Code and place of each fault of data that are refused."""
    with pytest.raises((UserError, LimitError)) as error:
        mreport.read(data, **choices)
    return [(fault.code, str(fault.place or "")) for fault in error.value.faults]


class Colour(enum.Enum):
    """A value with a name."""

    RED = "red"


class Word(str):
    """A text that shows itself otherwise."""

    __slots__ = ()

    def __str__(self):
        return "other"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("007", "007"),
        (Word("own"), "own"),
        (1, "1"),
        (1.5, "1.5"),
        (1e16, "1e+16"),
        (Decimal("1.10"), "1.10"),
        (Fraction(1, 3), "1/3"),
        (True, "true"),
        (np.False_, "false"),
        (np.int64(5), "5"),
        (np.float32(0.1), "0.1"),
        (np.str_("น้ำ"), "น้ำ"),
        (datetime.date(2024, 2, 29), "2024-02-29"),
        (datetime.datetime(2024, 2, 29, 12, 30), "2024-02-29 12:30:00"),  # noqa: DTZ001
        (datetime.time(12, 30, 45), "12:30:45"),
        (datetime.timedelta(hours=1), "1:00:00"),
        (np.datetime64("2024-02-29"), "2024-02-29"),
        (pd.Timestamp("2024-02-29 01:00"), "2024-02-29 01:00:00"),
        (pd.Period("2024-02"), "2024-02"),
        (Colour.RED, "red"),
        ((1, 2.0), "1|2.0"),
        pytest.param({"b", "a", "c"}, "a|b|c", id="a set"),
        (np.array([1, 2]), "1|2"),
    ],
    ids=str,
)
def test_values_become_the_texts_that_python_users_expect(value, text):
    """What `str` makes of them, with booleans as files write them."""
    assert written(mreport.read({"x": {"a": value}})) == {"x": {"a": text}}
    assert written(mreport.read([["", "x"], ["a", value]])) == {"x": {"a": text}}


@pytest.mark.parametrize(
    "nothing", [None, float("nan"), Decimal("NaN"), Decimal("sNaN"), np.nan, np.float32("nan"), pd.NA, pd.NaT]
)
def test_nothing_is_missing(nothing):
    """None, NaN of every kind, NaT and NA."""
    assert written(mreport.read({"x": {"a": nothing, "b": 1}})) == {"x": {"b": "1"}}
    assert written(mreport.read([["", "x"], ["a", nothing], ["b", 1]])) == {"x": {"b": "1"}}
    data = {"attributes": {"a": None, "b": {"rule": nothing}}, "items": {"x": {"a": nothing, "b": "1"}}}
    assert written(mreport.read(data)) == {"x": {"b": "1"}}


def test_a_mapping_in_the_data_files_shape():
    """It says what the same file says."""
    data = {
        "title": {"en": "T", "th": "ท"},
        "date": datetime.date(2024, 2, 29),
        "attributes": {
            "price": {"label": "Price", "rule": "number", "tolerance": Decimal("0.5"), "compared": False},
            2020: {},
        },
        "items": {"x": {"price": 1.5, 2020: ["a", "b"]}, "y": {"price": {"unknown": True}, 2020: ""}},
    }
    dataset = mreport.read(data)
    assert (dataset.title, dataset.date) == ({"en": "T", "th": "ท"}, datetime.date(2024, 2, 29))
    assert (dataset.attributes["price"].rule, dataset.attributes["price"].compared) == ("number", False)
    assert written(dataset) == {
        "x": {"price": "1.5", "2020": "a|b"},
        "y": {"price": Absence.UNKNOWN, "2020": Absence.EMPTY},
    }


def test_faults_of_a_mapping_have_a_path():
    """Keys with a full stop between, positions in brackets; all faults at once."""
    data = {
        "attributes": {"a": {"rule": "numbr"}, None: {}},
        "items": {"x": {"a": [1, object()]}, "y": {"a": "\ud800", "b": b"1"}, "1": {}, 1: {}},
    }
    assert sorted(faults_of(data)) == [
        ("key-not-text", "attributes.None"),
        ("key-not-text", "items.1"),
        ("object-kind", "items.x.a[1]"),
        ("object-kind", "items.y.b"),
        ("surrogate", "items.y.a"),
        ("unknown-choice", "attributes.a.rule"),
        ("unknown-key", "items.y.b"),
    ]


def test_a_mapping_that_holds_itself_is_refused():
    """It would never end."""
    data = {"attributes": {}, "items": {}}
    data["items"]["x"] = data
    assert faults_of(data)[0][0] == "too-deep"


def test_a_mapping_of_items():
    """Attributes in the order in which they appear, by the keys as labels; values in every way of the data file."""
    data = {
        "Phone A": {"ราคา (บาท)": Decimal("1.10"), "Tags": ["a", "b"], "Note": ""},
        "มือถือ B": {"Site": {"text": "t", "url": "https://example.com"}, "ราคา (บาท)": "?", "Note": {"na": True}},
    }
    dataset = mreport.read(data, unknown="?", rules={"Tags": "set"}, ignore="Note")
    assert written(dataset) == {
        "phone-a": {"ราคา-บาท": "1.10", "tags": "a|b", "note": Absence.EMPTY},
        "มือถือ-b": {"ราคา-บาท": Absence.UNKNOWN, "note": Absence.NA, "site": "t"},
    }
    assert dataset.items["มือถือ-b"].values["site"] == Value(("t",), link="https://example.com")
    assert (dataset.attributes["tags"].rule, dataset.attributes["note"].compared) == ("set", False)
    assert list(dataset.attributes) == ["ราคา-บาท", "tags", "note", "site"]


def test_faults_of_items_have_a_path():
    """The item, or the item and its attribute."""
    assert faults_of({"x": {"a": 1}, "y": 2}) == [("not-mapping", "y")]
    assert faults_of({"x": {"a": object()}, "y": {"a": {"text": "t", "ulr": "u"}}}) == [
        ("object-kind", "x.a"),
        ("unknown-key", "y.a.ulr"),
    ]
    assert faults_of({"x": {"a": 1}, "X ": {"a": 1}, "x ": {}}) == [("item-repeated", "x ")]
    assert faults_of({"x": {None: 1}}) == [("attribute-unlabelled", "None")]
    assert faults_of({}) == [("table-empty", "")]


def test_rows_are_a_table():
    """Lists, tuples, or whatever gives rows; empty texts are empty cells; the choices of tables hold."""
    rows = [("x", "a", "b"), ("p", 1, ""), ("q", None, "-")]
    expected = {"a": {"p": "1"}, "b": {"q": Absence.NA}}
    assert written(mreport.read(rows, na="-")) == expected
    assert written(mreport.read(iter(rows), na="-")) == expected
    assert list(mreport.read(rows, items="rows").items) == ["p", "q"]


def test_rows_may_be_mappings():
    """As csv.DictReader gives them: the first key is that of the labels."""
    rows = [{"": "p", "a": 1, "b": 2}, {"": "q", "b": 3}]
    assert written(mreport.read(rows)) == {"a": {"p": "1"}, "b": {"p": "2", "q": "3"}}
    assert faults_of([{"": "p", "a": object()}]) == [("object-kind", "[0].a")]
    assert faults_of([{}]) == [("table-empty", "[0]")]


def test_faults_of_rows_have_a_path():
    """As the rows' own brackets have it."""
    assert faults_of([["x", "a"], ["p", 1, 2], ["q", 3]]) == [("row-length", "[1][2]")]
    assert faults_of([["x", "a"], "p1", 5]) == [("object-kind", "[1]"), ("object-kind", "[2]")]
    assert faults_of([["x", "a"], ["p", "\udc00"]]) == [("surrogate", "[1][1]")]
    assert faults_of([]) == [("table-empty", "")]


@pytest.mark.parametrize(
    "data", [b"x", bytearray(b"x"), 5, None, {1, 2}, pytest.param(object(), id="object")], ids=repr
)
def test_what_is_no_data_is_refused(data):
    """Told by its kind."""
    assert faults_of(data) == [("object-kind", "")]


def test_paths_are_files():
    """Texts and what has a path, such as Path."""

    class Named(os.PathLike):
        def __fspath__(self):
            return str(METHODS)

    assert mreport.read(Named()) == mreport.read(METHODS) == mreport.read(str(METHODS))


def test_choices_of_tables_are_refused_for_the_data_files_shape():
    """They stand in the mapping itself."""
    data = {"attributes": {"a": {}}, "items": {}}
    assert faults_of(data, rules={"a": "number"}) == [("table-option", "")]


def test_a_pandas_frame():
    """Columns are items; whole numbers, decimals, days, NA and categories come as pandas users know them."""
    frame = pd.DataFrame(
        {
            "label": ["p", "q"],
            "i": pd.array([1, None], dtype="Int64"),
            "f": [1.0, float("nan")],
            "d": pd.to_datetime(["2024-02-29", None]),
            "t": pd.to_datetime(["2024-02-29 00:00", "2024-03-01 12:00"]),
            "b": pd.array([True, None], dtype="boolean"),
            "s": pd.array(["น้ำ", None], dtype="string"),
            "c": pd.Categorical(["x", None]),
            "o": [Decimal("1.10"), "007"],
        }
    )
    assert written(mreport.read(frame)) == {
        "i": {"p": "1"},
        "f": {"p": "1.0"},
        "d": {"p": "2024-02-29"},
        "t": {"p": "2024-02-29 00:00:00", "q": "2024-03-01 12:00:00"},
        "b": {"p": "true"},
        "s": {"p": "น้ำ"},
        "c": {"p": "x"},
        "o": {"p": "1.10", "q": "007"},
    }


def test_the_index_of_a_pandas_frame_holds_the_labels_where_it_is_more_than_a_count():
    """Named, or not of whole numbers; a count stays a count when rows are chosen."""
    frame = pd.DataFrame({"label": ["p", "q", "r"], "a": [1, 2, 3]})
    assert written(mreport.read(frame[frame["a"] > 1])) == {"a": {"q": "2", "r": "3"}}
    assert written(mreport.read(frame.set_index("label"))) == {"a": {"p": "1", "q": "2", "r": "3"}}
    assert written(mreport.read(pd.DataFrame({"a": [1]}, index=["p"]))) == {"a": {"p": "1"}}
    named = pd.DataFrame({"a": [1]}, index=pd.Index([2567], name="ปี"))
    assert written(mreport.read(named)) == {"a": {"2567": "1"}}
    days = pd.DataFrame({"a": [1]}, index=pd.to_datetime(["2024-02-29"]))
    assert written(mreport.read(days)) == {"a": {"2024-02-29": "1"}}
    levels = pd.DataFrame({("a", 1): [1]}, index=pd.MultiIndex.from_tuples([("p", "q")], names=["m", "n"]))
    dataset = mreport.read(levels)
    assert written(dataset) == {"a-1": {"p-q": "1"}}
    assert dataset.attributes["p-q"].label == "p / q"


def test_faults_of_a_pandas_frame_are_placed_as_iloc_counts():
    """A person can paste the place behind the frame's name."""
    frame = pd.DataFrame({"label": ["p", "p"], "a": [1, object()]})
    assert faults_of(frame) == [("object-kind", "iloc[1, 1]")]
    assert faults_of(frame[["label"]][:1]) == [("table-empty", "columns[0]")]
    frame["a"] = 1
    assert faults_of(frame) == [("attribute-repeated", "iloc[1, 0]")]
    assert faults_of(frame.set_index("label")) == [("attribute-repeated", "index[1]")]
    doubled = pd.DataFrame([["p", 1, 2]], columns=["label", "a", "a"])
    assert faults_of(doubled) == [("item-repeated", "columns[2]")]


def test_a_polars_frame():
    """The first column holds the labels; null and NaN are missing; days are days."""
    frame = pl.DataFrame(
        {
            "label": ["p", "q"],
            "i": [1, None],
            "f": [1.5, float("nan")],
            "d": [datetime.date(2024, 2, 29), None],
            "b": [True, None],
            "l": [["x", "y"], None],
            "n": pl.Series(["1.10", "2.00"]).cast(pl.Decimal(10, 2)),
        }
    )
    assert written(mreport.read(frame, items="columns")) == {
        "i": {"p": "1"},
        "f": {"p": "1.5"},
        "d": {"p": "2024-02-29"},
        "b": {"p": "true"},
        "l": {"p": "x|y"},
        "n": {"p": "1.10", "q": "2.00"},
    }
    assert list(mreport.read(frame, items="rows").attributes) == ["i", "f", "d", "b", "l", "n"]
    assert faults_of(pl.DataFrame({"x": ["p", "q", "p"], "a": [1, 2, 3]})) == [("attribute-repeated", "[2, 0]")]
    assert faults_of(pl.DataFrame()) == [("table-empty", "columns[0]")]


class Index(list):
    """As much of an index as is asked for."""

    name = None
    names = (None,)


class PandasLike:
    """What pandas' frames have, and nothing else."""

    columns = ("label", "a")
    index = Index([0])

    def itertuples(self, *, index, name):
        assert (index, name) == (False, None)
        return iter([("p", 1)])


class PolarsLike:
    """What polars' frames have, and nothing else."""

    columns = ("label", "a")

    def iter_rows(self):
        return iter([("p", 1)])


@pytest.mark.parametrize("frame", [PandasLike(), PolarsLike()])
def test_frames_are_known_by_their_ways(frame):
    """No library is imported to tell what a frame is."""
    assert written(mreport.read(frame)) == {"a": {"p": "1"}}


def test_a_comparison_of_a_frame():
    """The way from a frame to marked rows."""
    frame = pd.DataFrame({"รุ่น": ["A", "B"], "ราคา": ["1,000", "1000"], "สี": ["ดำ", "ขาว"]})
    dataset = mreport.read(frame, items="rows", rules={"ราคา": "number"})
    assert [row.attribute.label for row in mreport.compare(dataset).rows if row.marked] == ["สี"]


PLAIN = st.none() | st.booleans() | st.integers() | st.dates() | st.text(max_size=5)
LEAVES = PLAIN | st.floats() | st.decimals() | st.binary(max_size=2)


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(PLAIN, inner), max_leaves=10))
def test_any_data_are_read_or_refused(data):
    """Nothing ends in an error that is not mreport's own."""
    for shape in ({"x": {"a": data}}, {"items": data}, [data]):
        with contextlib.suppress(SourceError, LimitError):
            assert mreport.read(shape).items
