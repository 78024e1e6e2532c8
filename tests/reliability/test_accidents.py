"""Accidents of the disk: every call by which something is written fails once; nothing is torn, nothing is lost."""

import datetime
import errno
import json
import os
import random
import subprocess
import sys
import tempfile
import time

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


@pytest.mark.parametrize("reason", REASONS, ids=errno.errorcode.get)
def test_each_call_fails_once(source, capsys, monkeypatch, reason):
    """Of one `compare` with five outputs: each call once. Old or new and whole, no leftovers, told with exit 3."""
    outputs = {suffix: source.parent / f"report{suffix}" for suffix in SUFFIXES}
    words = [word for file in outputs.values() for word in ("-o", str(file))]
    command = ["compare", str(source), "--date", "2026-01-31", "--lang", "en", *words]
    assert run(command) == 0
    whole = {suffix: file.read_bytes() for suffix, file in outputs.items()}
    seen = set()
    for number in range(100):
        for file in outputs.values():
            file.write_bytes(OLD)
        capsys.readouterr()
        with monkeypatch.context() as patched:
            failing = Failing(patched, source.parent, reason, number)
            code = run(command)
        if failing.failed is None:
            break
        seen.add(failing.failed)
        told = capsys.readouterr().err
        lost = [suffix for suffix, file in outputs.items() if file.read_bytes() == OLD]
        assert (code, len(lost)) == (3, 1), failing.failed
        assert f"Error: {outputs[lost[0]]}: " in told
        assert "Traceback" not in told
        assert all(outputs[suffix].read_bytes() == whole[suffix] for suffix in SUFFIXES if suffix not in lost)
        assert {file.name for file in source.parent.iterdir()} == {"data.yaml", *(f"report{one}" for one in SUFFIXES)}
    assert number == 35  # seven calls for each of five outputs
    assert seen == {"mkstemp", "write", "flush", "fsync", "close", "chmod", "replace"}


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


@pytest.mark.deep
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kills a session of processes")
def test_killed_at_fifty_moments_nothing_is_lost(source, tmp_path):
    """Kill -9 of a batch at fifty random moments, resumed each time: no file torn, and the same bytes at the end."""
    items = "".join(f"  i{number}: {{name: Item {number}, x: {number}}}\n" for number in range(30))
    source.write_text("attributes: {x: {label: X}}\nitems:\n" + items, encoding="utf-8")
    words = [*ordered(source, tmp_path / "whole"), "--format", "html"]
    program = [sys.executable, "-m", "mreport"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    assert subprocess.run([*program, *words], check=False, **quiet).returncode == 0
    whole, chance = reports(tmp_path / "whole"), random.Random(9)
    for number in range(50):
        again = ["--resume"] if (tmp_path / "out" / NAME).exists() else []
        words = [*ordered(source, tmp_path / "out", *again), "--format", "html", "--jobs", "2"]
        process = subprocess.Popen([*program, *words], start_new_session=True, **quiet)
        time.sleep(chance.uniform(0.1, 1.2))
        process.kill()
        process.wait()
        time.sleep(0.05)
        if (tmp_path / "out").is_dir():
            kept = {name: content for name, content in reports(tmp_path / "out").items() if name[0] != "."}
            assert kept.items() <= whole.items(), number
    words = [*ordered(source, tmp_path / "out", "--resume"), "--format", "html"]
    assert subprocess.run([*program, *words], check=False, **quiet).returncode == 0
    assert reports(tmp_path / "out") == whole
