"""What is told while a person waits: a line on a terminal, nothing in pipes."""

import sys
import time

import pytest

from mreport.cli import run, waiting
from mreport.language import language


class Terminal:
    """An error stream that says it is a terminal, or not, and keeps what is written."""

    encoding = "utf-8"

    def __init__(self, *, tty):
        self.tty, self.text = tty, ""

    def isatty(self):
        return self.tty

    def write(self, text):
        self.text += text
        return len(text)

    def flush(self):
        pass


@pytest.fixture
def impatient(monkeypatch):
    """A function that brings an error stream before which nobody waits for a second."""
    monkeypatch.setattr(waiting, "_PATIENCE", 0.0)
    monkeypatch.setattr(waiting, "_EVERY", 0.005)

    def stream(*, tty):
        monkeypatch.setattr(sys, "stderr", Terminal(tty=tty))
        return sys.stderr

    return stream


def wait_for(text, stream):
    """Until the stream has the text, for five seconds at most."""
    end = time.monotonic() + 5
    while text not in stream.text and time.monotonic() < end:
        time.sleep(0.005)
    return text in stream.text


@pytest.mark.parametrize(("lang", "line"), [("en", "1/2 Reading x … 0 s"), ("th", "1/2 กำลังอ่าน x … 0 วินาที")])
def test_a_terminal_is_told(impatient, lang, line):
    """The step and how long it takes; at the end nothing of it stands there."""
    stream = impatient(tty=True)
    spoken = language(lang)
    with waiting.Waiting(spoken, 2, quiet=False) as shown:
        shown.step(spoken.gettext("Reading %(file)s") % {"file": "x"})
        assert wait_for(f"\r{line}", stream)
    assert stream.text.endswith(" \r")
    assert not stream.text.rpartition("\r")[0].rpartition("\r")[2].strip()


@pytest.mark.parametrize(("tty", "quiet"), [(False, False), (True, True)])
def test_nothing_is_told_elsewhere(impatient, tmp_path, root, tty, quiet):
    """A comparison that goes to a pipe, or quietly, writes no line to be overwritten."""
    stream = impatient(tty=tty)
    made = tmp_path / "made.docx"
    options = ["--quiet"] if quiet else []
    source = str(root / "examples" / "methods.yaml")
    assert run(["compare", source, "lora", "vae", "-o", str(made), "--lang", "en", *options]) == 0
    assert "\r" not in stream.text
    assert ("Wrote" in stream.text) is not quiet
