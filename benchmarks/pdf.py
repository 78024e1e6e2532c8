"""PDF beside its peers, CPU and memory: `python benchmarks/pdf.py [--quick] [--write benchmarks/RESULTS.md]`.

Peers: Typst and WeasyPrint with a plain HTML table, which make tagged PDF/UA-1 as mreport does, ReportLab and fpdf2,
which tag nothing; all of the same texts with the same columns, fills, and a header on each page (`peers.py`). A peer
that is not installed is skipped. The cells of each one's last small report are read by four readers (`exact.py`).

* warm 10 x 2: a report of a process that has made others, with another title each time; the work is rendering the
  template and making the PDF, or compiling the document;
* large tables: the first report of a process that has loaded modules and fonts;
* cold 10 x 2 and `whole`: the process from its start to its end, with the reading of the data; in mreport its
  comparison too;
* growth: the exponent by which making the PDF grows from 1,000 to 10,000 rows (1 is a straight line).

CPU is user and system time of all threads, the median of runs in turn; memory is the peak of the resident set.
`--quick` runs less often, nothing of 10,000 rows, and no large table of a peer that takes half a minute for 1,000; the
full run has each of those once, and none of 10,000 rows.
"""

# ruff: noqa: INP001, T201, S603  a script that speaks on the console and runs others

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from exact import NAMES, Exact, exact
from results import put
from spending import spent

PEERS = ("mreport", "typst", "weasyprint", "reportlab", "fpdf")
SLOW = ("weasyprint", "reportlab", "fpdf")
SCRIPT = Path(__file__).with_name("peers.py")
SMALL = (10, 2)
LARGE, HUGE, BASE = (1000, 4), (10_000, 3), (1000, 3)
WARM_RUNS = 40
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
        quick = [peer for peer in peers if peer not in SLOW]
        bench.single("1,000 x 4", LARGE, quick if options.quick else peers, 1 if options.quick else 3)
        if not options.quick:
            bench.single("1,000 x 3", BASE, quick, 3)
            bench.single("10,000 x 3", HUGE, quick, 3)
        lines = bench.report()
    print("\n".join(lines))
    if options.write:
        put(options.write, "PDF", lines)


def _is_there(peer: str) -> bool:
    if find_spec(peer):
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
        self.exact: dict[str, Exact] = {}

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
        for number in range(rounds):
            for peer in peers if number == 0 or size == SMALL else [peer for peer in peers if peer not in SLOW]:
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
        used = spent(command, quiet=True)
        told = json.loads(used.said)
        self.versions[peer] = told["version"]
        return told["times"], used.megabytes, used.seconds

    def report(self) -> list[str]:
        """All figures, as Markdown."""
        machine = (
            f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        )
        lines = [f"{machine}; CPU time, medians", "", *(f"- {self.versions[peer]}" for peer in self.peers), ""]
        lines += ["| case | " + " | ".join(self.peers) + " |", "|---|" + "---|" * len(self.peers)]
        for case in dict.fromkeys(case for case, _ in self.figures):
            lines.append(f"| {case} | " + " | ".join(self._shown(case, peer) for peer in self.peers) + " |")
        lines.append("| cells exact | " + " | ".join(str(self.exact[peer]) for peer in self.peers) + " |")
        lines += ["", f"Cells exact by {NAMES}."]
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
        huge = self.figures.get(("10,000 x 3", "mreport"))
        if huge:
            memory = max(huge.memory)
            lines.append(_goal(f"10,000 x 3: {memory:.0f} MB", memory, MOST_MEMORY))
        for peer in self.peers:
            many, few = self.figures.get(("10,000 x 3", peer)), self.figures.get(("1,000 x 3", peer))
            if many and few:
                growth = math.log10(median(many.cpu) / median(few.cpu))
                text = f"growth from 1,000 to 10,000 rows, {peer}: exponent {growth:.3f}"
                lines.append(_goal(text, growth, MOST_GROWTH) if peer == "mreport" else f"- {text}")
        return lines


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def _goal(text: str, value: float, most: float) -> str:
    return f"- {text} (at most {most}{'' if value <= most else ': NOT MET'})"


if __name__ == "__main__":
    main()
