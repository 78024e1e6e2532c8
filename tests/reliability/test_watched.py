"""Work that hangs, eats memory or dies in `compare`: one clear error with its code, nothing left behind."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import pytest

import mreport
from mreport import watched
from mreport.cli import run
from mreport.errors import ChoiceError, LimitError, MachineError, Place, SourceError

DATA = Path(__file__).parents[1] / "data" / "methods.yaml"
RTL = "\u05e9"


@pytest.fixture
def short(monkeypatch, tmp_path):
    """A deadline of two seconds, 200 MiB, and a temporary folder that must be empty at the end."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(watched, "DEADLINE", 2.0)
    monkeypatch.setattr(watched, "MEMORY", 200 * 1024**2)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


@pytest.fixture(params=["forked", "begun anew"])
def way(request, monkeypatch):
    """Both ways to another process: Linux's, and that of all other systems."""
    if request.param == "begun anew":
        monkeypatch.setattr("mreport.watched.sys.platform", "elsewhere")
    elif not sys.platform.startswith("linux"):
        pytest.skip("only Linux forks")


def does(expression):
    """Work that can go to another process: an expression of Python."""
    return partial(eval, f"(lambda os, signal, time: {expression})(*map(__import__, ('os', 'signal', 'time')))")


@pytest.mark.usefixtures("short", "way")
def test_what_is_made_comes_back():
    """Bytes and texts come out of the other process as they are, whatever a library prints there."""
    assert watched.watched(does("'ก' * 10**6")) == "ก" * 10**6
    assert watched.watched(does("(print('chatter'), os.getpid())[1]")) != os.getpid()


@pytest.mark.usefixtures("short", "way")
def test_errors_of_ours_come_back_with_their_class(tmp_path):
    """Code, fields and place; where there is none, the place of what was worked on."""
    source = tmp_path / "none.yaml"
    with pytest.raises(SourceError) as caught:
        watched.watched(partial(mreport.read, str(source)), Place("own.j2"))
    assert str(caught.value.faults[0].place) == str(source)
    with pytest.raises(ChoiceError) as caught:
        watched.watched(partial(mreport.compare, mreport.read({"a": {"x": 1}, "b": {"x": 2}}), ["a", "c"]), Place("j2"))
    assert (caught.value.code, str(caught.value.faults[0].place)) == ("item-unknown", "j2")


@pytest.mark.usefixtures("short", "way")
@pytest.mark.parametrize(
    ("work", "kind", "code"),
    [
        ("time.sleep(60)", LimitError, "report-deadline"),
        ("99999999 ** 99999999", LimitError, "report-deadline"),
        ("bytearray(1 << 60)", LimitError, "report-memory"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", MachineError, "report-died"),
        ("os._exit(7)", MachineError, "report-died"),
    ],
)
def test_its_end_is_one_error(work, kind, code):
    """A hang, hunger for memory and a death each have their code and the place of the work."""
    before = time.monotonic()
    with pytest.raises(kind) as caught:
        watched.watched(does(work), Place("own.j2"))
    assert caught.value.code == code
    assert str(caught.value.faults[0].place) == "own.j2"
    assert time.monotonic() - before < 20


@pytest.mark.usefixtures("short", "way")
def test_a_fault_of_our_own_is_told_by_its_kind():
    """What is no error of ours is raised where it was asked for."""
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        watched.watched(does("1 // 0"))


@pytest.mark.usefixtures("short")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory has a cap on Linux alone")
def test_memory_has_a_cap():
    """More than the cap, and far less than the machine has, is refused."""
    with pytest.raises(LimitError) as caught:
        watched.watched(does("bytearray(1 << 29)"))
    assert caught.value.code == "report-memory"


def compared(tmp_path, capsys, *words):
    """What `compare` says and gives as exit code, with an old file in the output's place."""
    output = tmp_path / "report.pdf"
    output.write_bytes(b"old")
    code = run(["compare", str(DATA), "--lang", "en", "-o", str(output), *map(str, words)])
    told = capsys.readouterr().err
    assert "Traceback" not in told
    return code, told, output.read_bytes()


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize(
    ("source", "code", "told"),
    [
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", 4, "longer than 2 seconds"),
        ("{{ 'a' * 9999999999 }}", 4, "not enough memory"),
        (
            "{% set x = namespace(a='aaaaaaaa') %}{% for i in range(99) %}{% set x.a = x.a * 9 %}{% endfor %}",
            4,
            "memory",
        ),
        ("{% for a in range(99999) %}{{ 'a' * 9999 }}{% endfor %}", 4, "than"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 2, "RecursionError"),
        ("{{ '%9999999999d' % 1 }}", (2, 4), ""),
        ("{{ 99999999 ** 99999999 }}", 4, "longer than 2 seconds"),
    ],
)
def test_a_template_that_does_not_end_costs_its_report(tmp_path, capsys, source, code, told):
    """Loops, memory and recursion of a user's template: exit 4 (2 for a fault with its line), the old file is whole."""
    template = tmp_path / "own.html.j2"
    template.write_text(f"<article><p>{source}</p></article>", encoding="utf-8")
    found, said, content = compared(tmp_path, capsys, "--template", template)
    assert found in (code if isinstance(code, tuple) else (code,)), said
    assert str(template) in said
    assert told in said
    assert content == b"old"


@pytest.mark.usefixtures("short")
def test_a_layout_that_does_not_end_costs_its_report(tmp_path, capsys, monkeypatch):
    """The plain way of PDF is watched: exit 4, and the old file is whole."""
    from mreport.writers.pdf import plain

    monkeypatch.setattr(plain, "_laid_out", lambda *_given: time.sleep(60))
    code, told, content = compared(tmp_path, capsys, "--title", RTL)
    assert (code, content) == (4, b"old")
    assert "longer than 2 seconds" in told


def test_planned_pages_stay_in_this_process(tmp_path, capsys, monkeypatch):
    """Bundled templates and planned pages begin no process."""
    monkeypatch.setattr("mreport.watched.Worker", lambda *_given: pytest.fail("a process"))
    code, _, content = compared(tmp_path, capsys)
    assert code == 0
    assert content.startswith(b"%PDF")


def test_the_same_bytes_come_out_of_the_other_process(tmp_path, capsys, monkeypatch):
    """A bundled template as a file of the user's own makes the very same documents."""
    template = tmp_path / "own.html.j2"
    template.write_bytes((Path(__file__).parents[2] / "templates" / "comparison.html.j2").read_bytes())
    ours = compared(tmp_path, capsys, "--date", "2026-01-31")[2]
    assert compared(tmp_path, capsys, "--date", "2026-01-31", "--template", template)[2] == ours
    plain = compared(tmp_path, capsys, "--date", "2026-01-31", "--title", RTL)[2]
    monkeypatch.setattr("mreport.watched.sys.platform", "elsewhere")
    assert compared(tmp_path, capsys, "--date", "2026-01-31", "--title", RTL)[2] == plain
    assert compared(tmp_path, capsys, "--date", "2026-01-31", "--template", template)[2] == ours
    monkeypatch.setattr("mreport.watched.sys.executable", "")  # a program that is frozen has no Python
    assert compared(tmp_path, capsys, "--date", "2026-01-31", "--title", RTL)[2] == plain


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for children in /proc")
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_whoever_asked_leaves_no_process_behind(tmp_path, end):
    """Ctrl-C while a template loops: 130, and the old file is whole; kill -9 too leaves nobody at work."""
    template, output = tmp_path / "own.html.j2", tmp_path / "report.html"
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    template.write_text(f"<article>{loop}</article>", encoding="utf-8")
    output.write_bytes(b"old")
    command = [sys.executable, "-m", "mreport", "compare", DATA, "--template", template, "-o", output, "--quiet"]
    with (tmp_path / "told").open("wb") as told:
        process = subprocess.Popen(list(map(str, command)), stderr=told, start_new_session=True)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    while not (working := [int(word) for word in children.read_text("ascii").split()]):
        assert process.poll() is None
        time.sleep(0.01)
    os.kill(process.pid, end)
    assert process.wait(10) == (130 if end == signal.SIGINT else -signal.SIGKILL)
    limit = time.monotonic() + 5
    while any(Path(f"/proc/{one}").exists() for one in working) and time.monotonic() < limit:
        time.sleep(0.01)
    assert not any(Path(f"/proc/{one}").exists() for one in working)
    assert "Traceback" not in (tmp_path / "told").read_text("utf-8")
    assert output.read_bytes() == b"old"
