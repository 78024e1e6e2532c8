"""200 different reports with 2 workers, CPU and memory: `python benchmarks/batch.py [--quick] [--write FILE]`.

The same texts for all, 10 rows x 2 items in Thai, a number in each name and cell that no other has: `mreport batch`,
and its peers of `pdf.py` in a pool of two processes (`peers.py`), each one as a whole process. A peer that is not
installed is skipped. CPU is user and system time of the process and its workers, the median of runs in turn (of a slow
peer, one run); memory is the largest resident set of one of its processes. In a sample of each one's PDFs the cells are
read by four readers (`exact.py`), and counted where they stand exactly as they were.
"""

# ruff: noqa: INP001, T201  a script that speaks on the console and runs others

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import re
import sys
import tempfile
from copy import deepcopy
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import peers
from exact import NAMES, Exact
from pdf import PEERS, SLOW
from results import put
from spending import spent

COUNT, JOBS, SAMPLE = 200, 2, 10
GOALS = {"typst": 1.0, "weasyprint": 0.3}


def main() -> None:
    """Measure and print; with `pool NAME WORK FOLDER` make a peer's reports."""
    if sys.argv[1:2] == ["pool"]:
        pool(*sys.argv[2:])
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one run each")
    parser.add_argument("--write", type=Path, help="a file for the figures too")
    options = parser.parse_args()
    there = [name for name in PEERS if find_spec(name)]
    for name in set(PEERS) - set(there):
        print(f"*** {name} IS NOT INSTALLED AND IS SKIPPED ***", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        lines = measured(Path(folder), there, 1 if options.quick else 3)
    print("\n".join(lines))
    if options.write:
        put(options.write, "Batch", lines)


def measured(folder: Path, names: list[str], rounds: int) -> list[str]:
    """The figures of each, as lines of Markdown."""
    work, source, pairs = folder / "work.json", folder / "data.json", folder / "pairs.txt"
    reports = texts()
    work.write_text(json.dumps(reports, ensure_ascii=False), encoding="utf-8")
    source.write_text(json.dumps(catalogue(reports), ensure_ascii=False), encoding="utf-8")
    pairs.write_text("".join(f"a{number}, b{number}\n" for number in range(COUNT)), encoding="utf-8")
    cpu: dict[str, list[float]] = {name: [] for name in names}
    memory: dict[str, float] = {}
    cells: dict[str, Exact] = {}
    for number in range(rounds):
        for name in names if number == 0 else [name for name in names if name not in SLOW]:
            out = folder / f"{name}-{number}"
            out.mkdir()
            print(f"{name} ...", file=sys.stderr, flush=True)
            if name == "mreport":
                batch = ["batch", str(source), "--pairs", str(pairs), "--to", str(out), "--jobs", str(JOBS), "--quiet"]
                command = [sys.executable, "-m", "mreport", *batch, "--lang", "th", "--date", "2026-01-31"]
            else:
                command = [sys.executable, __file__, "pool", name, str(work), str(out)]
            used = spent(command)
            cpu[name].append(used.seconds)
            memory[name] = max(used.megabytes, memory.get(name, 0))
            cells[name] = read(sorted(out.glob("*.pdf")), reports)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [f"{machine}; {COUNT} reports, {JOBS} workers; CPU time of all processes, medians", ""]
    lines += ["| | CPU | a report | most memory of a process | cells exact |", "|---|---|---|---|---|"]
    for name in names:
        seconds = median(cpu[name])
        each = f"{seconds / COUNT * 1000:.1f} ms"
        lines.append(f"| {name} | {seconds:.2f} s | {each} | {memory[name]:.0f} MB | {cells[name]} |")
    lines += ["", f"Cells exact, in a sample, by {NAMES}."]
    ratios = {name: median(cpu["mreport"]) / median(cpu[name]) for name in names if name in GOALS}
    return [
        *lines,
        "",
        *(
            f"- {ratio:.2f} times {name} (at most {GOALS[name]}{'' if ratio <= GOALS[name] else ': NOT MET'})"
            for name, ratio in ratios.items()
        ),
    ]


def texts() -> list[dict[str, Any]]:
    """The words of each report, as `peers.made` tells them."""
    first = peers.made(10, 2)
    reports = []
    for number in range(COUNT):
        report = deepcopy(first)
        report["head"][1:] = [f"วิธีที่ {number} {letter}" for letter in "AB"]
        for _, _, *cells in report["rows"]:
            for cell in cells:
                cell[0] = f"{number} {cell[0]}"
        reports.append(report)
    return reports


def catalogue(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """One data file of which each report is a pair; all but references are texts, as the others have them."""
    made = {name: value for name, value in reports[0]["data"].items() if name not in ("items", "attributes")}
    made["items"], made["attributes"] = {}, {}
    for (name, said), row in zip(reports[0]["data"]["attributes"].items(), reports[0]["rows"], strict=True):
        kept = said if len(row[2]) > 1 else {key: said[key] for key in ("compared",) if key in said}
        made["attributes"][name] = {**kept, "label": said["label"]}
    for number, report in enumerate(reports):
        for index, letter in enumerate("ab"):
            values = {"name": report["head"][index + 1]}
            for name, (_, _, *cells) in zip(made["attributes"], report["rows"], strict=True):
                words = cells[index]
                values[name] = words[0] if len(words) == 1 else linked(*words)
            made["items"][f"{letter}{number}"] = values
    return made


def linked(text: str, mark: str, address: str) -> dict[str, str]:
    """A reference as the data file has it."""
    return {"text": text.strip(), "url": address, "mark": mark.removesuffix("↗").strip()}


def read(files: list[Path], reports: list[dict[str, Any]]) -> Exact:
    """The exact cells of a sample; the number in the names tells which report a file is."""
    found = Exact()
    for file in files[:: max(1, len(files) // SAMPLE)]:
        found.add(file, reports[int(re.findall(r"\d+", file.stem)[0])])
    return found


def pool(name: str, work: str, folder: str) -> None:
    """Make a peer's reports with two processes."""
    reports = list(enumerate(json.loads(Path(work).read_text(encoding="utf-8"))))
    with multiprocessing.get_context("fork").Pool(JOBS, begin, (name, reports[0][1], folder)) as workers:
        for _ in workers.imap_unordered(one, reports):
            pass


_worker: dict[str, Any] = {}


def begin(name: str, first: dict[str, Any], folder: str) -> None:
    """A worker's beginning: what it makes reports of, loaded once, and where to."""
    _worker.update(make=peers.PEERS[name](first)[0], words=first, folder=folder)


def one(task: tuple[int, dict[str, Any]]) -> None:
    """Make one report."""
    number, report = task
    _worker["words"].update(report)
    Path(_worker["folder"], f"report {number}.pdf").write_bytes(_worker["make"](report["title"]))


if __name__ == "__main__":
    main()
