"""Accidents of the disk: every call by which something is written fails once; nothing is torn, nothing is lost."""

import datetime
import errno
import json
import os
import tempfile

import pytest

from mreport import batch
from mreport.batch.ledger import NAME, Ledger
from mreport.cli import run
from mreport.errors import MachineError

DAY = datetime.date(2026, 1, 31)
REASONS = [errno.ENOSPC, errno.EIO, errno.EACCES]
SUFFIXES = (".pdf", ".docx", ".html", ".md", ".json")
OLD = b"what was there"


@pytest.fixture
def source(tmp_path):
    """A source with four items, in a folder of its own."""
    file = tmp_path / "data" / "data.yaml"
    file.parent.mkdir()
    items = "".join(f"  i{number}: {{name: Item {number}, x: {number}}}\n" for number in range(4))
    file.write_text("attributes: {x: {label: X}}\nitems:\n" + items, encoding="utf-8")
    return file


class Failing:
    """The system's calls by which files are written; one of them fails once, by its number in the order of calls."""

    def __init__(self, monkeypatch, folder, reason, number):
        self.folder, self.reason, self.left, self.failed = str(folder), reason, number, None
        for name in ("fsync", "replace", "chmod"):
            monkeypatch.setattr(os, name, self.wrapped(getattr(os, name), name))
        monkeypatch.setattr(tempfile, "mkstemp", self.wrapped(tempfile.mkstemp, "mkstemp"))
        self.opened = os.fdopen
        monkeypatch.setattr(os, "fdopen", self.fdopen)

    def wrapped(self, call, name):
        """A call that fails if it is its turn."""

        def called(*given, **named):
            self.turn(name)
            return call(*given, **named)

        return called

    def turn(self, name):
        """Fail, if it is the turn."""
        self.left -= 1
        if self.left == -1:
            self.failed = name
            raise OSError(self.reason, os.strerror(self.reason))

    def fdopen(self, handle, mode="r", *given, **named):
        """A file whose writing, flushing and closing can fail, the first after a half of what is written."""
        failing, file = self, self.opened(handle, mode, *given, **named)
        if mode != "wb":
            return file

        class File:
            def write(self, content):
                file.write(content[: len(content) // 2])
                failing.turn("write")
                return file.write(content[len(content) // 2 :])

            def flush(self):
                failing.turn("flush")
                file.flush()

            def fileno(self):
                return file.fileno()

            def __enter__(self):
                return self

            def __exit__(self, kind, *_rest):
                file.close()
                if kind is None:
                    failing.turn("close")

        return File()


def compared(source):
    """The command line of a comparison in each format."""
    outputs = [source.parent / f"report{suffix}" for suffix in SUFFIXES]
    return ["compare", source, "--date", "2026-01-31", *(word for file in outputs for word in ("-o", file))], outputs


def extracted(source):
    """The command line that takes the data out of a report."""
    report, output = source.parents[1] / "report.docx", source.parent / "again.yaml"
    assert run(["compare", str(source), "--lang", "en", "--quiet", "-o", str(report)]) == 0
    return ["extract", report, "-o", output], [output]


def started(source):
    """The command line that makes a data file out of a table."""
    table, output = source.parents[1] / "table.csv", source.parent / "start.yaml"
    table.write_text(",A,B\nprice,1,2\n", encoding="utf-8")
    return ["init", output, "--from-table", table], [output]


def translated(source):
    """The command line that begins the catalogue of a language."""
    folder = source.parent / "lo" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return ["languages", "init", "lo", "--locales", source.parent], [folder / "mreport.po"]


COMMANDS = {"compare": compared, "extract": extracted, "init": started, "languages": translated}
FRESH = ("init", "languages")  # they take the place of nothing
CALLS = ("mkstemp", "write", "flush", "fsync", "close", "chmod", "replace")
FILES = {"compare": 5, "extract": 1, "init": 1, "languages": 1}
FAILURES = {name: len(CALLS) * files * len(REASONS) for name, files in FILES.items()}
"""How often a call fails, by command: each call for each file, for each reason."""


def now(files):
    """What files hold; None of one that is not there."""
    return {file: file.read_bytes() if file.exists() else None for file in files}


@pytest.mark.parametrize("reason", REASONS, ids=errno.errorcode.get)
@pytest.mark.parametrize("name", FILES)
def test_each_call_fails_once(source, capsys, monkeypatch, name, reason):
    """Of a command each call that writes, once: old or new and whole, no leftovers, told with exit 3."""
    words, outputs = COMMANDS[name](source)
    command = [*map(str, words), "--lang", "en"]
    assert run(command) == 0
    whole, seen = now(outputs), set()
    before = dict.fromkeys(outputs, None if name in FRESH else OLD)
    for number in range(100):
        for file in outputs:
            file.unlink(missing_ok=True)
            if name not in FRESH:
                file.write_bytes(OLD)
        there = {file for file in source.parent.rglob("*") if file not in outputs}
        capsys.readouterr()
        with monkeypatch.context() as patched:
            failing = Failing(patched, source.parent, reason, number)
            code = run(command)
        if failing.failed is None:
            break
        seen.add(failing.failed)
        told, found = capsys.readouterr().err, now(outputs)
        lost = [file for file in outputs if found[file] != whole[file]]
        assert (code, len(lost), found[lost[0]]) == (3, 1, before[lost[0]]), failing.failed
        assert f"Error: {lost[0]}: " in told
        assert "Traceback" not in told
        assert {file for file in source.parent.rglob("*") if file not in outputs} == there
    assert number * len(REASONS) == FAILURES[name]
    assert seen == {*CALLS}


class Disk:
    """A ledger's file on a disk that takes so many bytes more and then fails, also in the midst of a line."""

    def __init__(self, file, room, reason):
        self.file, self.room, self.reason = file, room, reason

    def write(self, content):
        """Take what there is room for."""
        if not self.room:
            raise OSError(self.reason, os.strerror(self.reason))
        taken = self.file.write(bytes(content[: self.room]))
        self.room -= taken
        return taken

    def __getattr__(self, name):
        return getattr(self.file, name)


def noted(ledger, number):
    """Note a report."""
    ledger.wrote(f"key{number}", ("a", "b"), "th", {f"{number}.md": {"bytes": number, "sha256": "0" * 64}})


@pytest.mark.parametrize("reason", REASONS, ids=errno.errorcode.get)
@pytest.mark.parametrize("room", [0, 1, 60, 200, 377])
def test_a_ledger_has_whole_lines_alone(tmp_path, reason, room):
    """Wherever the disk fails, all lines noted before are there and the one that failed is not; it goes on after."""
    ledger = Ledger(tmp_path, DAY)
    noted(ledger, 0)
    disk = ledger._file = Disk(ledger._file, room, reason)  # noqa: SLF001  what a disk does to it
    written, caught = 1, None
    while caught is None:
        try:
            noted(ledger, written)
            written += 1
        except MachineError as error:
            caught = error
    assert caught.code == ("no-space" if reason == errno.ENOSPC else "output-unwritable")
    assert str(caught.faults[0].place) == str(tmp_path / NAME)
    disk.room = 10**6
    noted(ledger, 99)  # space again
    ledger.close()
    lines = [json.loads(line) for line in (tmp_path / NAME).read_bytes().splitlines()]
    assert [line.get("key") for line in lines] == [None, *(f"key{number}" for number in range(written)), "key99"]
    again = Ledger(tmp_path, DAY, resume=True)
    again.close()
    assert len(again.done) == written + 1


def test_a_ledger_that_could_not_begin_stands_in_nobodys_way(tmp_path, monkeypatch):
    """A disk that is full from the start leaves no ledger."""
    monkeypatch.setattr(Ledger, "_write", fail(MachineError("no-space")))
    with pytest.raises(MachineError):
        Ledger(tmp_path, DAY)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    Ledger(tmp_path, DAY).close()


@pytest.mark.parametrize(
    "torn", [b"", b"{", b'{"mreport": "0.1', b'{"mreport": "0.1.0", "ledger": 1, "date": "2026-01-31"}']
)
def test_a_ledger_torn_in_its_first_line_is_begun_anew(tmp_path, torn):
    """A batch that was killed before its first line stood is gone on with."""
    (tmp_path / NAME).write_bytes(torn)
    ledger = Ledger(tmp_path, DAY, resume=True)
    noted(ledger, 1)
    ledger.close()
    again = Ledger(tmp_path, DAY, resume=True)
    again.close()
    assert again.done.keys() == {"key1"}


def fail(error):
    """A function that raises, whatever it is given."""

    def failing(*_given, **_named):
        raise error

    return failing


def ordered(source, folder, *words):
    """The command line of a batch of the source."""
    options = ["--date", "2026-01-31", "--lang", "en", "--format", "md", "--jobs", "1"]
    return ["batch", str(source), "--to", str(folder), *options, *words]


def reports(folder):
    """What a batch made."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.name != NAME}


@pytest.mark.parametrize("reason", REASONS, ids=errno.errorcode.get)
@pytest.mark.parametrize("number", [0, 1, 4, 6])
def test_a_batch_goes_on_after_the_disk_failed(source, tmp_path, capsys, monkeypatch, reason, number):
    """The ledger fails at a line: exit 3 with its name; resumed, it ends with the same bytes, nothing made twice."""
    assert run(ordered(source, tmp_path / "whole")) == 0
    real, left = Ledger._write, [number]  # noqa: SLF001

    def written(self, record):
        left[0] -= 1
        if left[0] == -1:
            self._file = Disk(self._file, 20, reason)
        real(self, record)

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "_write", written)
        capsys.readouterr()
        code, told = run(ordered(source, tmp_path / "out")), capsys.readouterr().err
    assert code == 3
    assert f"Error: {tmp_path / 'out' / NAME}: " in told
    assert "Traceback" not in told
    assert reports(tmp_path / "out").items() <= reports(tmp_path / "whole").items()
    assert run(ordered(source, tmp_path / "out", *(["--resume"] if number else []))) == 0
    assert f"there already: {max(0, number - 1)};" in capsys.readouterr().err
    assert reports(tmp_path / "out") == reports(tmp_path / "whole")


def test_a_full_disk_ends_a_batch(source, tmp_path, capsys, monkeypatch):
    """No report fits: told once, exit 3, what is made stays; with space again the rest is made."""
    real, left = batch.work.writers.replace, [2]

    def replaced(output, content):
        left[0] -= 1
        if left[0] < 0:
            batch.work.writers.refuse(output, OSError(errno.ENOSPC, ""))
        real(output, content)

    with monkeypatch.context() as patched:
        patched.setattr(batch.work.writers, "replace", replaced)
        assert run(ordered(source, tmp_path / "out")) == 3
    told = capsys.readouterr().err
    assert told.count("no space left") == 1
    assert len(reports(tmp_path / "out")) == 2
    assert run(ordered(source, tmp_path / "out", "--resume")) == 0
    assert "Reports made: 4; there already: 2; failed: 0." in capsys.readouterr().err
