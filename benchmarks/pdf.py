"""PDF beside its peers, CPU and memory: `python benchmarks/pdf.py [--quick] [--write benchmarks/RESULTS.md]`.

Peers: Typst (`pip install typst`) and WeasyPrint with a plain HTML table; all make tagged PDF/UA-1 of the same texts
with the same fonts, columns, fills, and a header on each page (`peers.py`). A peer that is not installed is skipped.
Cells are read with poppler's `pdftotext`.

* warm 10 x 2: a report of a process that has made others, with another title each time; the work is rendering the
  template and making the PDF, or compiling the document;
* large tables: the first report of a process that has loaded modules and fonts;
* cold 10 x 2 and `whole`: the process from its start to its end, with the reading of the data; in mreport its
  comparison too;
* growth: the exponent by which making the PDF grows from 1,000 to 10,000 rows (1 is a straight line).

CPU is user and system time of all threads, the median of runs in turn; memory is the peak of the resident set.
`--quick` runs less often, and nothing of 10,000 rows. WeasyPrint's plain table takes minutes there: it is left out.
"""

# ruff: noqa: INP001, T201, S603, S607  a script that speaks on the console and runs others

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import unicodedata
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from results import put

PEERS = {"mreport": "mreport", "typst": "typst", "weasyprint": "weasyprint"}
SCRIPT = Path(__file__).with_name("peers.py")
SMALL = (10, 2)
LARGE, HUGE, BASE = (1000, 4), (10_000, 3), (1000, 3)
WARM_RUNS = 40
LEFT = 17  # mm, margin
GOALS = (
    ("warm 10 x 2", "typst", 1.0),
    ("1,000 x 4", "typst", 0.75),
    ("10,000 x 3", "typst", 0.75),
    ("1,000 x 4", "weasyprint", 0.12),
)
MOST_GROWTH, MOST_MEMORY = 1.05, 600


@dataclass
class Figures:
    """What was measured of one peer in one case: CPU seconds of each run, MB, CPU seconds of the whole process."""

    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs, nothing of 10,000 rows")
    parser.add_argument("--write", type=Path, help="a file for the figures too")
    options = parser.parse_args()
    peers = [peer for peer in PEERS if _is_there(peer)]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), peers)
        bench.warm(3 if options.quick else 7)
        bench.single("cold 10 x 2", SMALL, peers, 3 if options.quick else 7)
        bench.single("1,000 x 4", LARGE, peers, 1 if options.quick else 3)
        if not options.quick:
            bench.single("1,000 x 3", BASE, ["mreport"], 3)
            bench.single("10,000 x 3", HUGE, [peer for peer in peers if peer != "weasyprint"], 3)
        lines = bench.report()
    print("\n".join(lines))
    if options.write:
        put(options.write, "PDF", lines)


def _is_there(peer: str) -> bool:
    if find_spec(PEERS[peer]):
        return True
    print(f"*** {peer} IS NOT INSTALLED AND IS SKIPPED ***", file=sys.stderr)
    return False


class Bench:
    """Runs peers in turn and keeps what was measured."""

    def __init__(self, folder: Path, peers: list[str]) -> None:
        self.folder = folder
        self.peers = peers
        self.figures: dict[tuple[str, str], Figures] = {}
        self.versions: dict[str, str] = {}
        self.exact: dict[str, str] = {}

    def warm(self, rounds: int) -> None:
        """Reports one after the other in a process; the medians of several processes."""
        work = self._work(SMALL)
        for _ in range(rounds):
            for peer in self.peers:
                times, memory, _ = self._run(peer, work, WARM_RUNS)
                found = self.figures.setdefault(("warm 10 x 2", peer), Figures())
                found.cpu.append(median(times[1:]))
                found.memory.append(memory)
        for peer in self.peers:
            self.exact[peer] = exact(self.folder / f"{peer}.pdf", json.loads(work.read_text(encoding="utf-8")))

    def single(self, case: str, size: tuple[int, int], peers: list[str], rounds: int) -> None:
        """One report a process."""
        work = self._work(size)
        for _ in range(rounds):
            for peer in peers:
                print(f"{case}: {peer} ...", file=sys.stderr, flush=True)
                times, memory, cpu = self._run(peer, work, 1)
                found = self.figures.setdefault((case, peer), Figures())
                found.cpu.append(cpu if size == SMALL else times[0])
                found.memory.append(memory)
                if size != SMALL:
                    found.whole.append(cpu)

    def _work(self, size: tuple[int, int]) -> Path:
        path = self.folder / f"{size[0]}x{size[1]}.json"
        if not path.exists():
            subprocess.run([sys.executable, SCRIPT, "work", path, str(size[0]), str(size[1])], check=True)
        return path

    def _run(self, peer: str, work: Path, runs: int) -> tuple[list[float], float, float]:
        """The CPU seconds of each run, and of the process its peak of memory in MB and all its CPU seconds."""
        command = [sys.executable, str(SCRIPT), peer, str(work), str(runs), str(self.folder / f"{peer}.pdf")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            said = process.stdout.read() if process.stdout else ""
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{peer} failed: {' '.join(command)}")
        told = json.loads(said)
        self.versions[peer] = told["version"]
        kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
        return told["times"], kilobytes / 1024, used.ru_utime + used.ru_stime

    def report(self) -> list[str]:
        """All figures, as Markdown."""
        machine = (
            f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        )
        lines = [f"{machine}; CPU time, medians", "", *(f"- {self.versions[peer]}" for peer in self.peers), ""]
        lines += ["| case | " + " | ".join(self.peers) + " |", "|---|" + "---|" * len(self.peers)]
        for case in dict.fromkeys(case for case, _ in self.figures):
            lines.append(f"| {case} | " + " | ".join(self._shown(case, peer) for peer in self.peers) + " |")
        lines.append("| cells exact | " + " | ".join(self.exact[peer] for peer in self.peers) + " |")
        return [*lines, "", *self._goals()]

    def _shown(self, case: str, peer: str) -> str:
        found = self.figures.get((case, peer))
        if found is None:
            return ""
        seconds = median(found.cpu)
        return f"{_time(seconds)}, {max(found.memory):.0f} MB" + (
            f" (whole {_time(median(found.whole))})" if found.whole else ""
        )

    def _goals(self) -> list[str]:
        """What is asked of mreport, and what it comes to."""
        lines = []
        for case, peer, most in GOALS:
            ours, theirs = self.figures.get((case, "mreport")), self.figures.get((case, peer))
            if ours and theirs:
                ratio = median(ours.cpu) / median(theirs.cpu)
                lines.append(_goal(f"{case}: {ratio:.3f} times {peer}", ratio, most))
        huge, base = self.figures.get(("10,000 x 3", "mreport")), self.figures.get(("1,000 x 3", "mreport"))
        if huge and base:
            memory = max(huge.memory)
            lines.append(_goal(f"10,000 x 3: {memory:.0f} MB", memory, MOST_MEMORY))
            growth = math.log10(median(huge.cpu) / median(base.cpu))
            lines.append(_goal(f"growth from 1,000 to 10,000 rows: exponent {growth:.3f}", growth, MOST_GROWTH))
        return lines


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _goal(text: str, value: float, most: float) -> str:
    return f"- {text} (at most {most}{'' if value <= most else ': NOT MET'})"


def exact(file: Path, work: dict[str, Any]) -> str:
    """How many cells stand in their column, in order, as they were: white space aside, by poppler."""
    rows = [work["head"], *(["".join(cell[:2]) for cell in cells] for _, *cells in work["rows"])]
    found = count = 0
    for index, cells in enumerate(zip(*rows, strict=True)):
        text = _column(file, LEFT + sum(work["widths"][:index]), work["widths"][index])
        for cell in map(_folded, cells):
            _, seen, rest = text.partition(cell)
            found, count, text = found + bool(seen), count + 1, rest if seen else text
    return f"{found} of {count}"


def _column(file: Path, left: float, wide: float) -> str:
    """The text of a column (mm), by poppler."""
    box = [str(round(value * 10)) for value in (left, wide)]
    area = ["-r", "254", "-x", box[0], "-W", box[1], "-y", "0", "-H", "2970"]
    done = subprocess.run(["pdftotext", *area, file, "-"], check=True, capture_output=True, text=True)
    return _folded(done.stdout)


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


if __name__ == "__main__":
    main()
