"""How the command ends: at once, with everything said and everything undone that was to be undone at the end."""

import subprocess
import sys
import threading

import pytest

import mreport.cli
from mreport.cli import main


def ended(code, *, stdout=subprocess.PIPE):
    """A process that ran some code and left by `main`, with its output."""
    return subprocess.run([sys.executable, "-c", code], stdout=stdout, stderr=subprocess.PIPE, check=False)


def test_what_was_said_and_what_was_left_for_the_end_is_done():
    """The exit code, output that was not yet flushed, and functions of `atexit` are not lost."""
    done = ended(
        "import atexit, sys\nfrom mreport.cli import main\natexit.register(print, 'undone')\n"
        "sys.stdout.write('said ')\nmain(['compare', 'nothing.yaml'])"
    )
    assert (done.returncode, done.stdout) == (2, b"said undone\n")
    assert b"nothing.yaml" in done.stderr


def test_a_process_in_which_something_else_runs_ends_in_pythons_way(monkeypatch):
    """A thread that is at work, or a tracer, is not cut off."""
    monkeypatch.setattr(mreport.cli.os, "_exit", lambda _code: pytest.fail("cut off"))
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        with pytest.raises(SystemExit) as left:
            main(["--version"])
    finally:
        stop.set()
        thread.join()
    assert left.value.code == 0


def test_output_that_nobody_takes_is_told():
    """A full disk under what was said last is an error, not silence."""
    with open("/dev/full", "wb") as full:  # noqa: PTH123  a device
        done = ended("from mreport.cli import main\nprint('said')\nmain(['--version'])", stdout=full)
    assert done.returncode != 0
