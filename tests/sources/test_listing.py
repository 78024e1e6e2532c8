"""Listings: what a catalogue's records are called is looked through, and no more is read than is asked for."""

import sqlite3

import polars as pl
import pytest

from mreport import MreportError, sources
from mreport.sources.reading import Reading

ROWS = [("ABC-1", "Café เเดง", "10"), ("abc 1", "Tea", "20"), ("", "Tea", "30"), ("D_4", "100% ก", "40")]


@pytest.fixture(params=["sqlite", "parquet"])
def listed(request, tmp_path):
    """The listing of four records that have ids and names."""
    file = tmp_path / f"t.{request.param}"
    if request.param == "parquet":
        pl.DataFrame(ROWS, schema=["id", "name", "price"], orient="row").write_parquet(file)
    else:
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE t (id, name, price)")
            connection.executemany("INSERT INTO t VALUES (?, ?, ?)", ROWS)
        connection.close()
    return sources.listed(str(file), Reading())


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([], ["Café เเดง", "Tea", "Tea", "100% ก"]),
        (["CAFÉ"], ["Café เเดง"]),
        (["เเดง", "c"], ["Café เเดง"]),
        (["abc", "TEA"], ["Tea"]),
        (["0%"], ["100% ก"]),
        (["d_4"], ["100% ก"]),
        (["%"], ["100% ก"]),
        (["_"], ["100% ก"]),
        (["'"], []),
    ],
)
def test_words_are_looked_for(listed, words, names):
    """Each record that has all the words in its id or name is found, in any case; signs of patterns are signs."""
    count, found = listed.found(words, 10)
    assert [entry.name for entry in found] == names
    assert count == len(names)


def test_the_first_are_counted_with_the_others(listed):
    """Of many no more come than are wanted, and it is known how many there are."""
    count, found = listed.found(["t"], 1)
    assert (count, len(found)) == (2, 1)
    assert listed.count() == 4


def test_items_are_read_by_their_keys(listed):
    """Items come in the order asked for, with the source's own ids, whatever letters they are in."""
    keys = [entry.key for entry in listed.found([], 10)[1]]
    assert keys == ["ABC-1", "abc 1", "Tea", "D_4"]
    dataset = listed.read(["D_4", "ABC-1"])
    assert [(key, item.id, item.name) for key, item in dataset.items.items()] == [
        ("D_4", "D_4", "100% ก"),
        ("ABC-1", "ABC-1", "Café เเดง"),
    ]


@pytest.mark.parametrize(
    ("keys", "code"),
    [(["Tea"], "item-repeated"), (["ABC-1", "Café แดง"], "item-twice"), (["ABC-1", "nobody"], "item-unknown")],
)
def test_what_can_not_be_chosen_is_told(listed, keys, code):
    """A name that two records have, an item by its id and its name, and one that is not there are errors."""
    with pytest.raises(MreportError) as caught:
        listed.read(keys)
    assert caught.value.faults[0].code == code
