"""Large reports, 10,000 and 100,000 rows x 3: `python benchmarks/large.py [--quick] [--write benchmarks/RESULTS.md]`.

A CSV table with texts of the example's methods, a number in each name and cell that no other has, is compared and
written as PDF and as DOCX, each in a process of its own.

* page: what the process holds before it writes: the data, the comparison, the page;
* writing: CPU seconds (user and system) from there to the file on the disk, and by how much memory grew at its peak;
* growth: the exponent by which the time grows from 10,000 to 100,000 rows (1 is a straight line);
* exact: all texts of 200 rows, spread evenly, are in the file as they are in the table and in the same order: of a PDF
  on its pages by poppler's `pdftotext`, in which white space does not count; of a DOCX in its rows. The last page says
  that it is the last of as many as there are.

`--quick` takes 1,000 and 10,000 rows.
"""

# ruff: noqa: INP001, T201, S603, S607  a script that speaks on the console and runs others
# Of `write`, `docx` is not a script beside this one (`-P`), so nor is `results`.

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from html import unescape
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

DATA = Path(__file__).resolve().parents[1] / "examples" / "methods.yaml"
ITEMS = 3
FORMATS = (".pdf", ".docx")
SAMPLE = 200
MOST_GROWTH, MOST_MEMORY = 1.05, {".pdf": 250, ".docx": 250}
_TEXT = re.compile("<w:t(?: [^>]*)?>([^<]*)</w:t>")


def main() -> None:
    """Measure and print, or with `write SOURCE FILE` do what is measured."""
    if sys.argv[1:2] == ["write"]:
        print(json.dumps(write(sys.argv[2], Path(sys.argv[3]))))
        return
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="1,000 and 10,000 rows")
    parser.add_argument("--write", type=Path, help="a file for the figures too")
    options = parser.parse_args()
    counts = (1_000, 10_000) if options.quick else (10_000, 100_000)
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            source = Path(folder, f"{count}.csv")
            rows = table(count)
            with source.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
            for suffix in FORMATS:
                print(f"{count:,} x {ITEMS}: {suffix} ...", file=sys.stderr, flush=True)
                made = source.with_suffix(suffix)
                command = [sys.executable, "-P", __file__, "write", str(source), str(made)]
                said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
                right, of = (exact_pdf if suffix == ".pdf" else exact_docx)(made, rows)
                found[count, suffix] = said | {"exact": f"{right} of {of}"}
    lines = report(found, counts)
    print("\n".join(lines))
    if options.write:
        from results import put

        put(options.write, "Large", lines)


def table(count: int) -> list[list[str]]:
    """The rows of the table, its header first."""
    import yaml

    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    methods = [data["items"][name] for name in ("tl-diffusion", "mm-diffusion")]
    names = [name for name in data["attributes"] if all(isinstance(one.get(name), (str, dict)) for one in methods)]
    items = list(islice(cycle(methods), ITEMS))
    rows = [["", *(f"{_thai(item['name'])} {number}" for number, item in enumerate(items))]]
    for number, name in zip(range(count), cycle(names)):
        label = f"{_thai(data['attributes'][name]['label'])} {number}"
        rows.append([label, *(f"{_thai(item[name])} {number * 7 + index}" for index, item in enumerate(items))])
    return rows


def _thai(value: Any) -> str:
    text = value.get("th") or value.get("text") if isinstance(value, dict) else value
    return str(text)


def write(source: str, file: Path) -> dict[str, float]:
    """Write a table's report: MB held before, CPU seconds, MB that memory grew by at the peak, MB of the file."""
    import mreport
    from mreport.limits import Limits

    limits = Limits(rows=100_000, file=1 << 30)
    page = mreport.render(mreport.compare(mreport.read(source, limits=limits), limits=limits), "th")
    before = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak counts from here
    start = time.process_time()
    size = mreport.write(page, file)
    seconds = time.process_time() - start
    return {"page": before, "seconds": seconds, "grown": _memory("VmHWM") - before, "size": size / 1e6}


def _memory(name: str) -> float:
    """A figure of Linux's about this process, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{name}:")[2].split()[0]) / 1024


def _sample(rows: list[list[str]]) -> list[list[str]]:
    below = rows[1:]
    return below[:: max(1, len(below) // SAMPLE)][:SAMPLE]


def exact_pdf(file: Path, rows: list[list[str]]) -> tuple[int, int]:
    """Of the sample and the last page's number, how many are right, and of how many."""
    text = subprocess.run(["pdftotext", "-raw", file, "-"], check=True, capture_output=True).stdout.decode()
    pages = text.split("\f")[:-1]
    whole = _folded(text)
    texts = ["".join(map(_folded, row)) for row in _sample(rows)]
    count = len(pages)
    last = re.findall(r"\d+", pages[-1].strip().splitlines()[-1])[-2:] == [str(count)] * 2
    return sum(one in whole for one in texts) + last, len(texts) + 1


def exact_docx(file: Path, rows: list[list[str]]) -> tuple[int, int]:
    """Of the sample, how many rows are right, and of how many."""
    with ZipFile(file) as archive:
        xml = archive.read("word/document.xml").decode()
    found = {_folded("".join(map(unescape, _TEXT.findall(row)))) for row in xml.split("</w:tr>")}
    texts = ["".join(map(_folded, row)) for row in _sample(rows)]
    return sum(any(text in row for row in (text, f"≠{text}") if row in found) for text in texts), len(texts)


def _folded(text: str) -> str:
    return "".join(text.replace("\u200b", "").replace("≠", "").split())


def report(found: dict[tuple[int, str], dict[str, Any]], counts: tuple[int, int]) -> list[str]:
    """All figures, as Markdown."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [
        f"{machine}; CPU time",
        "",
        "| case | page | writing | memory grew by | file | exact |",
        "|---|" + "---|" * 5,
    ]
    for (count, suffix), said in found.items():
        lines.append(
            f"| {count:,} x {ITEMS} {suffix} | {said['page']:.0f} MB | {said['seconds']:.1f} s "
            f"| {said['grown']:.0f} MB | {said['size']:.1f} MB | {said['exact']} |"
        )
    lines.append("")
    for suffix in FORMATS:
        one, other = (found[count, suffix] for count in counts)
        growth = math.log(other["seconds"] / one["seconds"], counts[1] / counts[0])
        lines.append(f"- {suffix}: exponent {growth:.3f} (at most {MOST_GROWTH})")
        lines.append(f"- {suffix}: writing takes {other['grown']:.0f} MB more (at most {MOST_MEMORY[suffix]})")
    return lines


if __name__ == "__main__":
    main()
