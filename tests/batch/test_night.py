"""A night: ten thousand reports by one command, which ends as good as it began.

Memory stays flat, the last ones cost what the first did, and after a kill at a random moment the same files are there.
"""

import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from itertools import combinations, cycle, islice, pairwise
from pathlib import Path

import pytest
import yaml
from results import machine

from mreport.batch.ledger import NAME

DATA = Path(__file__).parents[2] / "examples" / "methods.yaml"
LANGUAGES, FORMATS, JOBS = ("th", "en"), ("pdf", "docx"), 2
EACH = len(LANGUAGES) * len(FORMATS)  # documents of a pair
KINDS = 50  # of pairs that come again and again, so that a thousand documents are as much work as another thousand
COUNT, WARM, THOUSAND = 10_000, 200, 1000
MARKS = [WARM, *range(THOUSAND, COUNT, THOUSAND), COUNT - 10]  # the last ones are seen while it is still at work
TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def catalogue(pairs):
    """The example's methods again and again, each with a number in its texts that no other has, two for a pair."""
    made = yaml.safe_load(DATA.read_text("utf-8"))
    methods = made.pop("items")
    kinds = list(islice(combinations(methods, 2), KINDS))
    made["items"] = {
        f"{letter}{number}": numbered(methods[method], f"{number}{letter}")
        for number, kind in enumerate(islice(cycle(kinds), pairs))
        for letter, method in zip("ab", kind, strict=True)
    }
    return made


def numbered(method, number):
    """A method with a number in its name and in each of its texts."""
    own = {key: value for key, value in method.items() if key != "related"}
    for key in ("name", "type", "summary"):
        own[key] = {lang: f"{text} {number}" for lang, text in own[key].items()}
    return own | {"aliases": [*own["aliases"], number], "originators": f"{own['originators']} {number}"}


class Night:
    """A batch as a process, looked at from outside."""

    def __init__(self, folder, count):
        self.folder, self.pairs = folder, count // EACH
        self.source, self.listed = folder / "methods.json", folder / "pairs.txt"
        self.source.write_text(json.dumps(catalogue(self.pairs), ensure_ascii=False), "utf-8")
        self.listed.write_text("".join(f"a{number}, b{number}\n" for number in range(self.pairs)), "utf-8")

    def begin(self, out, *words):
        """Start it."""
        command = [sys.executable, "-m", "mreport", "batch", self.source, "--pairs", self.listed, "--to", out]
        options = [word for kind, given in (("lang", LANGUAGES), ("format", FORMATS)) for word in pairs(kind, given)]
        command += [*options, "--jobs", JOBS, "--date", "2026-01-31", "--limit", "file=100MiB", "--quiet", *words]
        return subprocess.Popen([str(word) for word in command], start_new_session=True)

    def watched(self, out, marks):
        """Run it; at each number of documents what the process and its workers have used by then."""
        process, ledger, seen, told = self.begin(out), Lines(out / NAME), [], set()
        for mark in marks:
            while process.poll() is None and (ledger.count() - 1) * len(FORMATS) < mark:
                time.sleep(0.005)
                told |= set(children(process.pid)) if ledger.lines else set()
            assert process.poll() in (None, 0)
            if process.poll() is None:
                seen.append(used(process.pid))
        assert process.wait(60) == 0
        assert len(told) == JOBS, "a worker was lost"
        return seen


def pairs(option, words):
    """An option again and again."""
    return [part for word in words for part in (f"--{option}", word)]


class Lines:
    """The lines of a file that grows."""

    def __init__(self, path):
        self.path, self.lines, self.end = path, 0, 0

    def count(self):
        """How many there are by now."""
        if self.path.exists():
            with self.path.open("rb") as file:
                file.seek(self.end)
                new = file.read()
            self.lines, self.end = self.lines + new.count(b"\n"), self.end + len(new)
        return self.lines


def children(pid):
    """The processes that a process has begun."""
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def used(pid):
    """CPU seconds of a process and its workers, and the MB that the largest worker and the process itself hold."""
    workers = children(pid)
    return sum(map(cpu, (pid, *workers))), max(map(resident, workers)), resident(pid)


def cpu(pid):
    """CPU seconds of a process, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def resident(pid):
    """MB of its own memory that a process holds; libraries, which all have in common, count as they are touched."""
    return int(re.search(r"^RssAnon:\s+(\d+)", Path(f"/proc/{pid}/status").read_text("ascii"), re.MULTILINE)[1]) / 1000


def digests(folder):
    """What a batch has written, in short."""
    return {file.name: hashlib.sha256(file.read_bytes()).digest() for file in folder.iterdir() if file.name != NAME}


@pytest.mark.deep
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes in /proc")
def test_a_night_is_as_good_at_its_end(tmp_path, measured):
    """Memory flat after the first 200 documents, the last thousand as cheap as the second, the same after a kill."""
    night = Night(tmp_path, COUNT)
    whole, again = tmp_path / "whole", tmp_path / "again"
    seen = night.watched(whole, MARKS)
    seconds = [one - other for (other, *_), (one, *_) in pairwise(seen[1:])]
    grown = max(one for _, one, _ in seen) / seen[0][1] - 1
    dearer = seconds[-1] * THOUSAND / (MARKS[-1] - MARKS[-2]) / seconds[0] - 1
    expected = digests(whole)
    shutil.rmtree(whole)  # a gigabyte
    assert len(expected) == COUNT
    moment = random.randrange(COUNT // len(FORMATS) // 10, COUNT // len(FORMATS))
    killed(night.begin(again), again, moment)
    kept = {name: said for name, said in digests(again).items() if not name.startswith(".mreport-")}
    assert kept.items() <= expected.items()
    assert night.begin(again, "--resume").wait() == 0
    assert digests(again) == expected
    measured("Ten thousand reports", *told(seen, seconds, grown, dearer, moment, len(kept)))
    assert grown < 0.05
    assert dearer < 0.05


def killed(process, folder, moment):
    """A batch is killed when its ledger has so many lines."""
    ledger = Lines(folder / NAME)
    while ledger.count() < moment:
        assert process.poll() is None
        time.sleep(0.005)
    process.kill()
    process.wait()
    time.sleep(0.5)  # its workers end with it


def told(seen, seconds, grown, dearer, moment, kept):
    """What a run measured, as Markdown."""
    yield f"{machine()}; {COUNT:,} documents: {COUNT // EACH:,} pairs with texts of their own, Thai and English,"
    yield f"PDF and DOCX, {JOBS} workers. CPU is that of all processes, memory that of the largest worker."
    yield from ("", "| documents | CPU of the last thousand | memory |", "|---|---|---|")
    for mark, (_, memory, _), spent in zip(MARKS, seen, ["", "", *(f"{one:.2f} s" for one in seconds)], strict=False):
        yield f"| {mark:,} | {spent} | {memory:.1f} MB |"
    yield from ("", f"- memory after the first {WARM}: {grown:+.1%} (less than 5 %)")
    yield f"- CPU of the last thousand beside the second: {dearer:+.1%} (less than 5 %)"
    yield f"- killed by kill -9 after {moment:,} reports ({kept:,} files) and resumed: the same files, byte for byte"
