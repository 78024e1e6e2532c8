"""Where a batch's files go: addresses of fsspec as well as folders, with the ledger there too."""

import datetime
import json

import fsspec
import pytest

import mreport
from mreport.batch import Plan, copied, run, target
from mreport.errors import MachineError, OutputError, UserError
from mreport.recipe import Recipe

DAY = datetime.date(2026, 1, 31)


@pytest.fixture
def start(data_file):
    """A function that makes a batch of three reports into a target."""
    items = "".join(f"  i{number}: {{name: Item {number}, x: {number}}}\n" for number in range(3))
    dataset = mreport.read(data_file("attributes: {x: {label: X}}\nitems:\n" + items))

    def started(place, **options):
        plan = Plan(dataset, "all", ["th"], [".md"])
        return run(dataset, plan, Recipe(), target.named(str(place)), date=DAY, **options)

    return started


@pytest.fixture
def memory():
    """A place in memory, empty."""
    files = fsspec.filesystem("memory")
    files.store.clear()
    yield files
    files.store.clear()


def test_an_address_takes_what_a_folder_does(start, memory, tmp_path):
    """The same names and bytes, the ledger too; what is done there is not made again, what was changed is."""
    assert start(tmp_path / "out").made == 3
    expected = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert start("memory://a/b").made == 3
    found = {name.removeprefix("/a/b/"): bytes(file.getbuffer()) for name, file in memory.store.items()}
    lines = {name: sorted(content.splitlines()) for name, content in expected.items()}
    assert {name: sorted(content.splitlines()) for name, content in found.items()} == lines
    memory.pipe_file("/a/b/Item 0 - Item 1.th.md", b"other")
    again = start("memory://a/b", resume=True)
    assert (again.made, again.kept) == (1, 2)
    assert memory.cat_file("/a/b/Item 0 - Item 1.th.md") == expected["Item 0 - Item 1.th.md"]
    with pytest.raises(UserError) as caught:
        start("memory://a/b")
    (fault,) = caught.value.faults
    assert (fault.code, str(fault.place)) == ("ledger-there", "memory://a/b/batch.jsonl")


def test_a_file_address_is_a_folder(start, tmp_path):
    """With all that a folder has, such as a lock."""
    place = target.named((tmp_path / "a b").as_uri())
    assert place.folder == tmp_path / "a b"
    assert start(place.folder.as_uri()).made == 3
    assert len(list(place.folder.iterdir())) == 4


def test_what_can_not_be_written_there_is_told(start, memory, monkeypatch):
    """Before anything is made, where nothing can be written; later, by each report that it concerns."""
    pipe = memory.pipe_file

    def refuse(path, content):
        if path.endswith(refused):
            raise PermissionError(path)
        pipe(path, content)

    monkeypatch.setattr(type(memory), "pipe_file", lambda _self, path, content: refuse(path, content))
    refused = "batch.jsonl"
    with pytest.raises(MachineError) as caught:
        start("memory://a")
    assert caught.value.code == "target-unwritable"
    refused = "Item 1.th.md"
    summary = start("memory://a")
    assert (summary.made, [fault.code for _, fault in summary.failures]) == (2, ["target-unwritable"])


def test_the_ledger_is_copied_on_the_way(memory, monkeypatch):
    """So that what is made before an accident is known; a copy that fails is made good by the next one."""
    monkeypatch.setattr(copied, "_EVERY", 0.0)
    monkeypatch.setattr(copied, "_SHARE", 0)
    place = target.named("memory://a")
    with place.opened(DAY, resume=False) as ledger:
        ledger.wrote("k1", ("a", "b"), "th", {})
        assert len(memory.cat_file("/a/batch.jsonl").splitlines()) == 2
        with monkeypatch.context() as patch:
            patch.setattr(type(memory), "pipe_file", lambda *_: (_ for _ in ()).throw(OSError))
            ledger.wrote("k2", ("a", "b"), "th", {})
        ledger.wrote("k3", ("a", "b"), "th", {})
        lines = memory.cat_file("/a/batch.jsonl").splitlines()
        assert [json.loads(line).get("key") for line in lines] == [None, "k1", "k2", "k3"]


@pytest.mark.parametrize(
    ("address", "code", "named"),
    [("s3://a/b", "target-library", ["s3fs"]), ("nothing://a", "target-unknown", None)],
)
def test_addresses_that_can_not_be_used(address, code, named):
    """The library that is missing is named."""
    with pytest.raises((MachineError, OutputError)) as caught:
        target.named(address)
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields.get("names")) == (code, named)


def test_without_fsspec(monkeypatch):
    """The extra that has it is named."""
    monkeypatch.setattr(target, "find_spec", lambda _: None)
    with pytest.raises(MachineError) as caught:
        target.named("memory://a")
    assert caught.value.faults[0].fields["package"] == "mreport[cluster]"
