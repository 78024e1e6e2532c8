"""SQLite and Parquet: records as items, of which only those wanted are read; nothing is written, run or reached."""

import datetime
import io
import sqlite3
import sys
import time
from decimal import Decimal

import polars as pl
import pytest

import mreport
from mreport.sources import catalogue, sqlite

ROWS = [("A", 12900, 1.5, "007", None), ("มือถือ B", 15900, 0.25, "no", "x")]


@pytest.fixture
def database(tmp_path):
    """A function that makes a database by statements."""

    def made(*statements, name="t.sqlite"):
        file = tmp_path / name
        with sqlite3.connect(file) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()
        return file

    return made


@pytest.fixture
def phones(database):
    """A database of two phones."""
    values = ", ".join("(" + ", ".join("NULL" if value is None else repr(value) for value in row) + ")" for row in ROWS)
    return database(
        "CREATE TABLE phones (model, price, size REAL, code TEXT, note)", f"INSERT INTO phones VALUES {values}"
    )


@pytest.fixture
def parquet(tmp_path):
    """A function that writes a frame as Parquet."""

    def written(data, **options):
        pl.DataFrame(data, **options).write_parquet(tmp_path / "t.parquet")
        return tmp_path / "t.parquet"

    return written


def texts(dataset):
    """Texts by item and attribute."""
    return {item.name: {key: value.parts[0] for key, value in item.values.items()} for item in dataset.items.values()}


def test_records_are_items(phones):
    """Each row is an item, named in the first column; values are as the database writes them, NULL is no value."""
    assert texts(mreport.read(phones)) == {
        "A": {"price": "12900", "size": "1.5", "code": "007"},
        "มือถือ B": {"price": "15900", "size": "0.25", "code": "no", "note": "x"},
    }
    turned = mreport.read(phones, items="columns")
    assert [item.name for item in turned.items.values()] == ["price", "size", "code", "note"]


def test_records_of_parquet_are_items(parquet):
    """Numbers, days, decimals, lists and booleans as from a data frame."""
    file = parquet(
        {
            "model": ["A", "B"],
            "price": [Decimal("1.10"), None],
            "since": [datetime.date(2024, 1, 31), datetime.date(2024, 2, 29)],
            "ports": [["USB", "HDMI"], []],
            "ok": [True, None],
        }
    )
    made = mreport.read(file)
    assert texts(mreport.read(file, wanted=["A"]))["A"]["price"] == "1.10"
    assert made.items["a"].values["ports"].parts == ("USB", "HDMI")
    assert made.items["a"].values["since"].parts == ("2024-01-31",)
    assert made.items["a"].values["ok"].parts == ("true",)
    assert "ok" not in made.items["b"].values


@pytest.mark.parametrize("kind", ["sqlite", "parquet"])
def test_only_the_items_wanted_are_read(kind, database, parquet, faults_of):
    """By name, by id, in another spelling, by the id made of the name; what is not there is told with what is near."""
    rows = [(f"m{number}", f"รุ่น น้ำ {number}", str(number)) for number in range(50)]
    if kind == "sqlite":
        values = ", ".join(map(str, rows))
        file = database("CREATE TABLE t (id TEXT, Name TEXT, price TEXT)", f"INSERT INTO t VALUES {values}")
    else:
        file = parquet(rows, schema=["id", "Name", "price"], orient="row")
    for wanted in (["m7", "m9"], ["รุ่น น้ำ 9", "m7"], ["รุ่น นํ้า 7", " รุ่น น้ำ 9 "], ["รุ่น-น้ำ-7", "m9"]):
        made = mreport.read(file, wanted=wanted)
        assert list(made.items) == ["m7", "m9"]
        assert [item.name for item in made.items.values()] == ["รุ่น น้ำ 7", "รุ่น น้ำ 9"]
        assert [value.parts for item in made.items.values() for value in item.values.values()] == [("7",), ("9",)]
    ((code, _place, fields),) = faults_of(file, wanted=["รุ่น น้ำ 77"])
    assert (code, fields["item"]) == ("item-unknown", "รุ่น น้ำ 77")
    assert "รุ่น น้ำ 7" in fields["nearest"]
    assert len(mreport.read(file).items) == 50


@pytest.mark.parametrize("kind", ["sqlite", "parquet"])
def test_items_are_named_by_ids_as_they_stand_there(kind, database, parquet):
    """An id with capitals, spaces and signs names its item, as the id made of it does."""
    rows = [("SKU 1/A", "Phone", "1"), ("SKU 2/B", "Phone", "2"), ("x", "Other", "3")]
    if kind == "sqlite":
        file = database("CREATE TABLE t (id TEXT, name TEXT, p TEXT)", f"INSERT INTO t VALUES {str(rows)[1:-1]}")
    else:
        file = parquet(rows, schema=["id", "name", "p"], orient="row")
    for wanted in (["SKU 2/B", "x"], ["sku-2-b", "Other"]):
        compared = mreport.compare(mreport.read(file, wanted=wanted), wanted)
        assert [[value.parts for value in row.values] for row in compared.rows] == [[("2",), ("3",)]]


def test_many_thousands_are_wanted_at_once(database):
    """More than one statement takes; an item that two statements find is one, two that are alike are told."""
    rows = ", ".join(f"('i{number}', 'n{number}', {number})" for number in range(300))
    file = database("CREATE TABLE t (id, name, p)", f"INSERT INTO t VALUES {rows}")
    dataset = mreport.read(file, wanted=[*(f"i{number}" for number in range(200)), "n7"])
    assert len(dataset.items) == 200
    records = [("a", 1), ("b", 2), ("b", 2)]
    assert sqlite._united([records[:2], records[:1], records[1:]]) == records  # noqa: SLF001  no statement has room for so few


def test_all_that_is_not_there_is_told_at_once(database, faults_of):
    """Each item that no record is called by, with what is near for the first ones."""
    file = database("CREATE TABLE t (name, p)", "INSERT INTO t VALUES ('alpha', '1'), ('beta', '2')")
    told = faults_of(file, wanted=["alpha", *(f"alph{number}" for number in range(200)), "beta"])
    assert [code for code, _place, _fields in told] == ["item-unknown"] * 100
    assert [bool(fields["nearest"]) for _code, _place, fields in told[:5]] == [True] * 3 + [False] * 2


def test_no_other_record_is_read(database, monkeypatch):
    """Of a catalogue of thousands, the values of two are turned into text."""
    rows = ", ".join(f"('i{number}', {number})" for number in range(5000))
    file = database("CREATE TABLE t (name TEXT, price)", f"INSERT INTO t VALUES {rows}")
    seen = []
    cell = catalogue.Values.cell
    monkeypatch.setattr(
        catalogue.Values, "cell", lambda self, value, path: seen.append(value) or cell(self, value, path)
    )
    assert list(mreport.read(file, wanted=["i17", "i4711"]).items) == ["i17", "i4711"]
    assert sorted(map(str, seen)) == ["17", "4711", "i17", "i4711"]


def test_a_catalogue_that_is_too_large_is_not_read_whole(database, faults_of):
    """More records than the limit on rows are refused before they are read; those wanted are."""
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)"
    query = f"{numbers} SELECT 'i' || i AS name, i FROM n"
    file = database(f"CREATE TABLE t AS {query}")
    assert faults_of(file) == [("catalogue-too-large", "", {"count": 30000, "most": 20000})]
    assert list(mreport.read(file, wanted=["i29999"]).items) == ["i29999"]


def test_of_several_tables_one_is_named(database, faults_of):
    """By its name, or by a query; a view where there is no table, or when it is named; empty tables are passed over."""
    statements = ["CREATE TABLE a (name, p)", "INSERT INTO a VALUES ('x', '1')", "CREATE TABLE e (name, p)"]
    file = database(*statements, "CREATE VIEW v AS SELECT name, p || '!' AS q FROM a")
    made = mreport.read(file)
    assert texts(made) == {"x": {"p": "1"}}
    assert [dict(fault.fields) for fault in made.found] == [{"sheet": "a"}]
    assert texts(mreport.read(file, sheet="v")) == {"x": {"q": "1!"}}
    assert texts(mreport.read(file, sheet="SELECT name, 'น้ำ' AS \"{r}\" FROM a;")) == {"x": {"r": "น้ำ"}}
    other = database(*statements, "INSERT INTO e VALUES ('y', '2')", name="o.db")
    assert faults_of(other) == [("sheet-unclear", "", {"sheets": ["“a”", "“e”"]})]
    assert faults_of(other, sheet="f")[0][0] == "sheet-unknown"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT load_extension('x')",
        "SELECT * FROM t; DROP TABLE t",
        "WITH x AS (SELECT 1) DELETE FROM t",
        "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x",
        "SELECT * FROM nowhere",
        "SELECT name FROM pragma_database_list",
        "SELECT zeroblob(1000000000)",
        "SELECT nonsense(",
    ],
)
def test_a_query_can_only_read(database, faults_of, query):
    """No extension, no writing, nothing outside; what the database says of it is told, and the file stays as it is."""
    file = database("CREATE TABLE t (name, p)", "INSERT INTO t VALUES ('x', '1')")
    before = file.read_bytes()
    assert faults_of(file, sheet=query)[0][0] == "query-wrong"
    assert file.read_bytes() == before
    assert [one.name for one in file.parent.iterdir()] == [file.name]


def test_a_query_without_end_is_stopped(database, faults_of):
    """Also one that a view holds."""
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS name FROM n"
    file = database("CREATE TABLE t (name, p)", f"CREATE VIEW v AS {endless}")
    start = time.process_time()
    assert faults_of(file, sheet=endless) == [("query-too-long", "", {})]
    assert faults_of(file, sheet="v") == [("query-too-long", "", {})]
    assert time.process_time() - start < 4


def test_what_has_no_text_is_refused_with_its_place(database, parquet, faults_of):
    """Binary values and bytes that are no UTF-8, by table, column and item."""
    file = database("CREATE TABLE t (name, p)", "INSERT INTO t VALUES ('x', x'00ff'), ('y', CAST(x'ff' AS TEXT))")
    assert [fault[:2] for fault in faults_of(file)] == [("cell-binary", "t.p[x]"), ("surrogate", "t.p[y]")]
    assert faults_of(parquet({"name": ["x"], "p": [b"\0"]}))[0][:2] == ("cell-binary", "p[x]")


def test_faults_of_a_table_name_column_and_item(database, faults_of):
    """A name that stands twice, one that is missing, a column without a title."""
    file = database("CREATE TABLE t (name, p)", "INSERT INTO t VALUES ('x', 1), ('x', 2), (NULL, 3)")
    assert [fault[:2] for fault in faults_of(file)] == [
        ("item-repeated", "t.name[#2]"),
        ("item-unnamed", "t.name[#3]"),
    ]
    assert faults_of(file, wanted=["x"])[0][0] == "item-repeated"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("t.sqlite", b"", "database-broken"),
        ("t.db", b"x,a\np,1\n", "database-broken"),
        ("t.sqlite3", b"SQLite format 3\0" + b"\xff" * 4096, "database-broken"),
        ("t.parquet", b"", "parquet-broken"),
        ("t.parquet", b"PAR1", "parquet-broken"),
        ("t.parquet", b"PAR1" + b"\0" * 100 + b"PAR1", "parquet-broken"),
        ("t.parquet", b"PAR1" + b"\xff" * 100 + b"\xff\xff\xff\x7fPAR1", "parquet-broken"),
    ],
)
def test_what_is_none_is_refused(data_file, faults_of, name, content, code):
    """Empty files, other files, broken ones."""
    assert faults_of(data_file(content, name))[0][0] == code


@pytest.mark.parametrize("name", ["t.sqlite", "t.parquet"])
def test_a_file_that_is_missing_or_a_folder_is_told(tmp_path, data_file, faults_of, name):
    """With the one that looks like it."""
    suffix = name.partition(".")[2]
    (tmp_path / f"x.{suffix}").mkdir()
    assert faults_of(tmp_path / f"x.{suffix}")[0][0] == "source-is-folder"
    data_file(b"x", f"phones.{suffix}")
    ((code, _place, fields),) = faults_of(tmp_path / f"phone.{suffix}")
    assert (code, fields) == ("source-missing", {"nearest": [f"phones.{suffix}"]})


def test_a_schema_that_is_no_text_is_refused(database, data_file, faults_of):
    """SQLite's own sentence quotes the bytes, which Python can't read (found by fuzzing)."""
    content = database("CREATE TABLE t (name, p)").read_bytes().replace(b"CREATE TABLE t", b"CREATE TABLE \xd4")
    assert faults_of(data_file(content, "b.sqlite"))[0][0] == "database-broken"
    assert faults_of(database("CREATE TABLE t (name)", name="n.db"), sheet="SELECT \0")[0][0] == "query-wrong"


def test_a_database_with_nothing_in_it_is_told(database, faults_of):
    """No table, or none that holds a record."""
    assert faults_of(database("CREATE TABLE t (name, p)")) == [("table-empty", "", {})]


def test_standard_input_is_read(phones, parquet, monkeypatch):
    """A database and a Parquet file, with their format said."""

    class Input:
        buffer = io.BytesIO(phones.read_bytes())

    monkeypatch.setattr(sys, "stdin", Input)
    assert list(mreport.read("-", kind="sqlite").items) == ["a", "มือถือ-b"]
    Input.buffer = io.BytesIO(parquet({"model": ["A"], "p": ["1"]}).read_bytes())
    assert list(mreport.read("-", kind="parquet").items) == ["a"]
    Input.buffer = io.BytesIO(b"no database")
    with pytest.raises(mreport.SourceError) as error:
        mreport.read("-", kind="db")
    assert error.value.code == "database-broken"


def test_a_database_in_use_is_read(phones):
    """Written by another one, with its log beside it."""
    writer = sqlite3.connect(phones)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("INSERT INTO phones VALUES ('C', 1, 1, 1, 1)")
    writer.commit()
    assert list(mreport.read(phones).items) == ["a", "มือถือ-b", "c"]
    writer.close()


def test_nothing_is_written_beside_a_database(phones):
    """One that keeps a log, and is at rest, is read as it lies (found by fuzzing: SQLite left a new log there)."""
    writer = sqlite3.connect(phones)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.close()
    before = phones.read_bytes()
    assert before[18:20] == b"\2\2"
    assert list(mreport.read(phones).items) == ["a", "มือถือ-b"]
    assert [*phones.parent.iterdir()] == [phones]
    assert phones.read_bytes() == before


def test_parquet_needs_its_library(parquet, monkeypatch):
    """Without polars the error names what to install."""
    file = parquet({"model": ["A"], "p": ["1"]})
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(mreport.MachineError) as error:
        mreport.read(file)
    assert error.value.code == "parquet-missing"
