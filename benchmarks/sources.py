"""CPU of reading sources: `python benchmarks/sources.py [--write benchmarks/RESULTS.md]`.

* A CSV of 20,000 attributes x 20 items: `mreport.read` and `compare` beside Python's `csv` module reading it, and the
  exponent by which reading and comparing grow with the rows, from 5,000 to 20,000 (1 is a straight line).
* One pair out of a catalogue of 10,000 items x 20 attributes beside one out of 100: SQLite and Parquet, each as the
  whole command `mreport compare` and within a process that has read one before.

Printed are CPU times (the least of several runs in turn) and ratios; look at the ratios.
"""

# ruff: noqa: INP001, T201  a script that speaks on the console

from __future__ import annotations

import argparse
import csv
import math
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from results import put

import mreport

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5
ITEMS = 20
SIZES = (5_000, 10_000, 20_000)
CATALOGUES = (100, 10_000)
PAIR = ("Item 7", "Item 93")
WORDS = ("generative model", "แบบจำลองก่อกำเนิด", "supervised learning", "การเรียนรู้แบบมีผู้สอน", "two-stage", "สองขั้น")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", type=Path, help="a file for the figures too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [*beside_csv(folder), *catalogues(folder)]
    print("\n".join(lines))
    if options.write:
        put(options.write, "Sources", lines)


def beside_csv(folder: Path) -> list[str]:
    """What reading and comparing a CSV cost, beside Python's own reader."""
    times: list[float] = []
    lines: list[str] = []
    for rows in SIZES:
        file = folder / f"{rows}.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(table(rows))
        plain, read = least(lambda file=file: parsed(file), lambda file=file: mreport.read(file))
        dataset = mreport.read(file)
        (compared,) = least(lambda dataset=dataset: mreport.compare(dataset))
        times.append(read + compared)
        lines.append(
            f"- CSV {rows:,} x {ITEMS}: csv module {plain * 1000:.0f} ms, read {read / plain:.1f} times that, "
            f"compare {compared / plain:.1f}, both {(read + compared) / plain:.1f} (at most 6)"
        )
    exponent = math.log(times[-1] / times[0]) / math.log(SIZES[-1] / SIZES[0])
    return [*lines, f"- growth from {SIZES[0]:,} to {SIZES[-1]:,} rows: exponent {exponent:.2f}"]


def parsed(file: Path) -> list[list[str]]:
    """What Python's csv module makes of a file."""
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def table(rows: int) -> list[list[str]]:
    """Short texts, half of them Thai; in half of the rows all items say the same, else two or three things."""

    def said(row: int, item: int) -> str:
        word = WORDS[row // 2 % len(WORDS)]
        return f"{word} {row}" if row % 2 else f"{word} {row}.{item % (2 + row // 2 % 2)}"

    head = ["attribute", *(f"item {item}" for item in range(ITEMS))]
    return [head, *([f"attribute {row}", *(said(row, item) for item in range(ITEMS))] for row in range(rows))]


def catalogues(folder: Path) -> list[str]:
    """What one pair costs out of catalogues of two sizes."""
    lines = []
    for suffix, make in (("sqlite", sqlite), ("parquet", parquet)):
        files = [make(folder / f"{size}.{suffix}", size) for size in CATALOGUES]
        small, large = least(*(lambda file=file: command(file) for file in files), clock=children)
        inner = least(*(lambda file=file: pair(file) for file in files), runs=4 * RUNS)
        lines.append(
            f"- one pair of {CATALOGUES[1]:,} x {ITEMS} in {suffix}, beside one of {CATALOGUES[0]}: the command "
            f"{large * 1000:.0f} and {small * 1000:.0f} ms, {large / small:.2f} times (at most 1.5); "
            f"in one process {inner[1] * 1000:.1f} and {inner[0] * 1000:.1f} ms"
        )
    return lines


def records(size: int) -> list[list[str]]:
    """Records of a catalogue: a name and values."""
    return [[f"Item {item}", *(f"v{item * number % 97}" for number in range(ITEMS))] for item in range(size)]


def sqlite(file: Path, size: int) -> Path:
    """A catalogue as a database without an index."""
    names = ", ".join(["name TEXT", *(f'"attribute {number}" TEXT' for number in range(ITEMS))])
    with sqlite3.connect(file) as connection:
        connection.execute(f"CREATE TABLE items ({names})")
        connection.executemany(f"INSERT INTO items VALUES ({', '.join('?' * (ITEMS + 1))})", records(size))  # noqa: S608
    connection.close()
    return file


def parquet(file: Path, size: int) -> Path:
    """A catalogue as polars writes it."""
    names = ["name", *(f"attribute {number}" for number in range(ITEMS))]
    pl.DataFrame(records(size), schema=names, orient="row").write_parquet(file)
    return file


def pair(file: Path) -> None:
    """Compare one pair of a catalogue."""
    mreport.compare(mreport.read(file, wanted=PAIR), PAIR)


def command(file: Path) -> None:
    """Compare one pair of a catalogue by the command."""
    call = [sys.executable, "-m", "mreport", "compare", str(file), *PAIR, "--quiet"]
    subprocess.run(call, check=True, capture_output=True)  # noqa: S603


def children() -> float:
    """CPU seconds of processes that were started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def least(
    *works: Callable[[], object], runs: int = RUNS, clock: Callable[[], float] = time.process_time
) -> list[float]:
    """The least CPU seconds of each work, done in turn."""
    best = [math.inf] * len(works)
    for _run in range(runs):
        for index, work in enumerate(works):
            start = clock()
            work()
            best[index] = min(best[index], clock() - start)
    return best


if __name__ == "__main__":
    main()
