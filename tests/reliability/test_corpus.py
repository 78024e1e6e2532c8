"""The hostile corpus through the command line, into PDF and DOCX, under caps of time and memory: verdict met by all."""

import contextlib
import re
import resource
import signal
import sys
from collections import Counter
from pathlib import Path

import pytest
from corpus import ACCEPTED, WARNED, corpus, placed

from mreport.cli import run
from mreport.language import language
from mreport.sentences import SENTENCES

CASES = list(corpus())
SECONDS = 10
MEMORY = 1024**3  # beyond what the tests have taken


@contextlib.contextmanager
def capped():
    """Ten seconds and a gigabyte more than there is."""

    def late(*_given):
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0]) if sys.platform.startswith("linux") else 0
    if pages:
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MEMORY, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def said(code):
    """A pattern of the sentence of a code, whatever its fields."""
    text = language("en").gettext(SENTENCES[code])
    return ".*?".join(re.escape(part.replace("%%", "%")) for part in re.split(r"%\(\w+\)s", text))


def test_the_corpus_is_wide():
    """At least 150 files, 25 guards, none of which is met by more than ten."""
    guards = Counter(case.verdict for case in CASES if case.verdict not in (ACCEPTED, WARNED))
    assert len(CASES) >= 150
    assert len(guards) >= 25
    assert max(guards.values()) <= 10, guards.most_common(3)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_verdict_is_met(case, tmp_path, capsys, monkeypatch):
    """Refused with its code's sentence behind file and place, before anything is written; or made, warned of or not."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file, words = placed(case, tmp_path)
    outputs = [tmp_path / "out.pdf", tmp_path / "out.docx"]
    with capped():
        code = run(["compare", *words, "--lang", "en", *(word for one in outputs for word in ("-o", str(one)))])
    told = capsys.readouterr().err
    assert "Traceback" not in told
    assert "mreport itself failed" not in told
    made = [one for one in outputs if one.exists()]
    if case.verdict in (ACCEPTED, WARNED):
        assert code == 0, told
        assert made == outputs
        assert ("Warning" in told) == (case.verdict == WARNED), told
    else:
        assert code in (2, 4), told
        assert made == []
        assert re.search(said(case.verdict), told), told
        assert f"Error: {file}" in told or case.verdict in ("items-too-few", "items-too-many", "cell-too-long")
    assert not list(tmp_path.glob(".mreport-*"))
