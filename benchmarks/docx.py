"""DOCX beside its peers, CPU, memory and size: `python benchmarks/docx.py [--quick] [--write benchmarks/RESULTS.md]`.

Peers: docxtpl (`pip install docxtpl`) and python-docx, row by row; all make a header row and the same rows of three
columns, marked ones shaded (`docx_peers.py`). A peer that is not installed is skipped.

* 1,000 x 3, 10,000 x 3: the second document of a process, a small one before it; in mreport rendering the template
  and making the document, in docxtpl the same, in python-docx adding and filling rows;
* memory: the peak of the resident set of the whole process, in mreport with its comparison;
* growth: the exponent by which mreport's time grows from 1,000 to 10,000 rows (1 is a straight line);
* size: the example's first two methods without fonts inside, source and all.

CPU is user and system time, the median of runs in turn. `--quick` runs once, and nothing of 10,000 rows.
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
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

from results import put

PACKAGES = {"mreport": "mreport", "mreport-none": "mreport", "docxtpl": "docxtpl", "python-docx": "python-docx"}
SCRIPT = Path(__file__).with_name("docx_peers.py")
DATA = Path(__file__).resolve().parents[1] / "examples" / "methods.yaml"
SMALL, LARGE = 1_000, 10_000
MOST_RATIO, MOST_MEMORY, MOST_GROWTH, MOST_SIZE = 1.0, 100, 1.05, 15.0
_SIZE = (
    "import sys, mreport\nfrom dataclasses import replace\nfrom mreport.writers.docx import encode\n"
    "from mreport.writers.docx.edition import Edition\n"
    "comparison = mreport.compare(mreport.read(sys.argv[1]), ['tl-diffusion', 'mm-diffusion'])\n"
    "for lang in ('th', 'en'):\n"
    "    print(len(encode(replace(mreport.render(comparison, lang), edition=Edition(embed_fonts='none')))))"
)


@dataclass
class Figures:
    """What was measured of one peer in one case: CPU seconds, MB and bytes of each run."""

    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    size: list[int] = field(default_factory=list)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one run each, nothing of 10,000 rows")
    parser.add_argument("--write", type=Path, help="a file for the figures too")
    options = parser.parse_args()
    peers = [peer for peer, package in PACKAGES.items() if _is_there(peer, package)]
    figures: dict[int, dict[str, Figures]] = defaultdict(lambda: defaultdict(Figures))
    versions: dict[str, str] = {}
    for count, rounds in ((SMALL, 1 if options.quick else 7), (LARGE, 0 if options.quick else 5)):
        for number in range(rounds):
            for peer in peers:
                if peer != "python-docx" or number < 1:  # it takes nine times the others' time
                    print(f"{count:,} x 3: {peer} ...", file=sys.stderr, flush=True)
                    _measure(peer, count, figures[count][peer], versions)
    lines = [*_table(figures, peers, versions), "", *_goals(figures)]
    print("\n".join(lines))
    if options.write:
        put(options.write, "DOCX", lines)


def _is_there(peer: str, package: str) -> bool:
    try:
        version(package)
    except PackageNotFoundError:
        print(f"*** {peer} IS NOT INSTALLED AND IS SKIPPED ***", file=sys.stderr)
        return False
    return True


def _measure(peer: str, count: int, figures: Figures, versions: dict[str, str]) -> None:
    """Run a peer once in a process of its own, for which `docx` is not this script (`-P`)."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-P", str(SCRIPT), peer, str(count), str(Path(folder, "out.docx"))]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            said = process.stdout.read() if process.stdout else ""
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{peer} failed: {' '.join(command)}")
    told = json.loads(said)
    versions[peer] = told["version"]
    figures.cpu.append(told["seconds"])
    figures.size.append(told["bytes"])
    figures.memory.append(used.ru_maxrss / (1024 if sys.platform == "darwin" else 1) / 1024)


def _table(figures: dict[int, dict[str, Figures]], peers: list[str], versions: dict[str, str]) -> list[str]:
    """All figures, as Markdown."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    said = [f"- {peer}: {versions[peer]}" + ", no fonts inside" * peer.endswith("none") for peer in peers]
    lines = [f"{machine}; CPU time, medians", "", *said, "", "| case | " + " | ".join(peers) + " |"]
    lines.append("|---|" + "---|" * len(peers))
    for count, found in figures.items():
        shown = (
            f"{median(one.cpu) * 1000:,.0f} ms, {max(one.memory):.0f} MB, {median(one.size) / 1000:,.0f} kB"
            for one in map(found.__getitem__, peers)
        )
        lines.append(f"| {count:,} x 3 | " + " | ".join(shown) + " |")
    return lines


def _goals(figures: dict[int, dict[str, Figures]]) -> list[str]:
    """What is asked of mreport, and what it comes to."""
    lines = []
    for count, found in figures.items():
        if "docxtpl" in found:
            ratio = median(found["mreport"].cpu) / median(found["docxtpl"].cpu)
            text = f"{count:,} x 3: {ratio:.2f} times docxtpl"
            lines.append(_goal(text, ratio, MOST_RATIO) if count == LARGE else f"- {text}")
    if LARGE in figures:
        large, small = (figures[count]["mreport"] for count in (LARGE, SMALL))
        lines.append(_goal(f"10,000 x 3: {max(large.memory):.0f} MB", max(large.memory), MOST_MEMORY))
        growth = math.log10(median(large.cpu) / median(small.cpu))
        lines.append(_goal(f"growth from 1,000 to 10,000 rows: exponent {growth:.3f}", growth, MOST_GROWTH))
    done = subprocess.run([sys.executable, "-P", "-c", _SIZE, DATA], check=True, capture_output=True, text=True)
    for lang, size in zip(("th", "en"), done.stdout.split(), strict=True):
        kilobytes = int(size) / 1000
        lines.append(_goal(f"two methods in {lang}, no fonts inside: {kilobytes:.1f} kB", kilobytes, MOST_SIZE))
    return lines


def _goal(text: str, value: float, most: float) -> str:
    return f"- {text} (at most {most}{'' if value <= most else ': NOT MET'})"


if __name__ == "__main__":
    main()
