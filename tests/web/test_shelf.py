"""Shelves: a dataset in memory and a catalogue in its file show the same, and a catalogue is not read whole."""

import sqlite3

import polars as pl
import pytest

import mreport
from mreport import sources
from mreport.sources.reading import Reading
from mreport.web import shelf as shelves
from mreport.web.address import Address
from mreport.web.shelf import Catalogue, Held

NAMES = ["เชียงใหม่", "กาฬสินธุ์", "Ángel", "Beta 10%", "ตาก", "alpha"]


@pytest.fixture(params=["held", "sqlite", "parquet"])
def shelf(request, tmp_path):
    """A shelf of six items."""
    rows = [(f"T-{number}", name, str(number)) for number, name in enumerate(NAMES)]
    columns = ["id", "name", "size"]
    if request.param == "held":
        items = {key: {"name": name, "size": size} for key, name, size in rows}
        return Held(mreport.read({"attributes": {"size": {}}, "items": items}))
    file = tmp_path / f"t.{request.param}"
    if request.param == "parquet":
        pl.DataFrame(rows, schema=columns, orient="row").write_parquet(file)
    else:
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE t (id, name, size)")
            connection.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
        connection.close()
    return Catalogue(sources.listed(str(file), Reading()))


def test_items_are_listed_by_the_dictionary(shelf):
    """All of them, in the order of the language; those on the page are left out."""
    found = shelf.search("", "th", ("T-3",))
    assert [name for _key, name, _lang in found.items] == ["กาฬสินธุ์", "เชียงใหม่", "ตาก", "alpha", "Ángel"]
    assert (found.count, shelf.count()) == (5, 6)


@pytest.mark.parametrize("few", [True, False], ids=["sorted", "asked"])
@pytest.mark.parametrize(("words", "names"), [("ก", ["กาฬสินธุ์", "ตาก"]), ("t-3", ["Beta 10%"]), ("ALPHA", ["alpha"])])
def test_items_are_found(shelf, monkeypatch, few, words, names):
    """Words are found in ids and names, whether the names are kept or the catalogue is asked."""
    if not few:
        monkeypatch.setattr(shelves, "MOST_SORTED", 2)
    found = shelf.search(words, "th")
    assert [name for _key, name, _lang in found.items] == names
    assert found.count == len(names)


def test_what_an_address_asks_for_comes_alone(shelf):
    """The dataset has the items of the address in their order, under the ids that it has, and its rules."""
    first = shelf.chosen(Address())
    assert first == ("T-0", "T-1")
    dataset = shelf.asked(Address(("T-5", "T-2"), options={"baseline": "T-2"}, rules={"size": "number"}))
    assert [(key, item.name) for key, item in dataset.items.items()] == [("T-5", "alpha"), ("T-2", "Ángel")]
    assert dataset.attributes["size"].rule == "number"
    assert list(shelf.asked(Address(())).items) == []


def test_an_unknown_item_is_told(shelf):
    """An item that is not there is an error, from memory and from a file."""
    address = Address(("T-1", "nobody"))
    with pytest.raises(mreport.ChoiceError) as caught:
        shelf.asked(address.asking(items=shelf.chosen(address)))
    assert caught.value.code == "item-unknown"


def test_a_catalogue_is_followed(tmp_path):
    """What is added to the file is found, without a new start."""
    file = tmp_path / "t.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE t (name, size)")
    connection.executemany("INSERT INTO t VALUES (?, ?)", [("A", 1), ("B", 2)])
    connection.commit()
    shelf = Catalogue(sources.listed(str(file), Reading()))
    assert shelf.search("c", "en").count == 0
    connection.executemany("INSERT INTO t VALUES (?, ?)", [(f"C{number}", number) for number in range(500)])
    connection.commit()
    connection.close()
    assert shelf.search("c", "en").count == 500
    assert list(shelf.asked(Address(("C7", "A"))).items) == ["C7", "A"]
