"""What a page costs, of 100 items and of 10,000: `python benchmarks/live.py [--quick] [--write FILE]`.

For each kind of source a server of its own, in a process; pages of two items, and searches as one types, asked for by
turns. CPU is that of the server and its workers, by /proc (Linux), a median of rounds; memory is what the server holds.
"""

# ruff: noqa: INP001, T201, S310, S603  a script that speaks on the console, asks itself and runs others

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import re
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import closing
from pathlib import Path
from statistics import median

from results import put

FEW, MANY = 100, 10_000
KINDS = ("csv", "xlsx", "json", "yaml", "sqlite", "parquet")
ROUNDS, QUICK, EACH = 9, 3, 8
MOST, MOST_MEMORY = 1.5, 16  # times the CPU; MiB more after all requests than after the first
TICKS = os.sysconf("SC_CLK_TCK")
PAGE, SEARCH = "page", "search"
NAMES = ("เครื่องวัด", "โทรศัพท์", "กล้อง", "Laptop", "Drone", "นาฬิกา")


class Served:
    """A source served by a process of its own."""

    def __init__(self, file: Path) -> None:
        options = [] if file.suffix in (".json", ".yaml", ".sqlite", ".parquet") else ["--items", "rows"]
        command = [sys.executable, "-m", "mreport", "serve", str(file), "--port", "0", "--no-open", *options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        lines = []
        for line in self.process.stderr or ():
            lines.append(line)
            if found := re.search(r"http://\S+/", line):
                self.address = found[0]
                break
        else:
            raise SystemExit("".join(lines))
        self.keys = [item["id"] for item in json.loads(self.get("items.json?lang=th"))["items"]]

    def get(self, path: str) -> bytes:
        """What is answered."""
        with urllib.request.urlopen(self.address + path, timeout=60) as answer:
            content: bytes = answer.read()
        return content

    def cpu(self) -> float:
        """CPU seconds of the process and of those that live by it."""
        times = {}
        for entry in Path("/proc").iterdir():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            times[entry.name] = fields[1], (int(fields[11]) + int(fields[12])) / TICKS
        family = {str(self.process.pid)}
        for _ in range(3):
            family |= {pid for pid, (parent, _) in times.items() if parent in family}
        return sum(times[pid][1] for pid in family)

    def memory(self) -> float:
        """MiB that the server itself holds."""
        held = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(held) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)

    def round(self, kind: str, number: int) -> float:
        """CPU seconds of some requests of a kind, each by another pair or another word."""
        before = self.cpu()
        for turn in range(EACH):
            at = (number * EACH + turn) % (len(self.keys) - 1)
            pair = ",".join(urllib.request.quote(key) for key in self.keys[at : at + 2])
            word = urllib.request.quote(f"{NAMES[turn % len(NAMES)]} {at % 10}")
            self.get(f"?items={pair}&lang=th" if kind == PAGE else f"items.json?items={pair}&q={word}&lang=th")
        return (self.cpu() - before) / EACH


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--write", type=Path, help="a file for the figures too")
    options = parser.parse_args()
    rounds = QUICK if options.quick else ROUNDS
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [
        f"{machine}; CPU time of a request, server and workers, medians of {rounds} rounds of {EACH}",
        "",
        f"| source | page, {FEW:,} | page, {MANY:,} | times | search, {FEW:,} | search, {MANY:,} | memory grows |",
        "|---|---|---|---|---|---|---|",
    ]
    worst = most = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            print(f"{kind} ...", file=sys.stderr, flush=True)
            costs, grown = measured(Path(folder), kind, rounds)
            times = costs[PAGE, MANY] / costs[PAGE, FEW]
            worst, most = max(worst, times), max(most, grown)
            shown = {key: f"{seconds * 1000:.1f} ms" for key, seconds in costs.items()}
            pages = f"{shown[PAGE, FEW]} | {shown[PAGE, MANY]} | {times:.2f}"
            lines.append(f"| {kind} | {pages} | {shown[SEARCH, FEW]} | {shown[SEARCH, MANY]} | {grown:.1f} MiB |")
    lines += [
        "",
        f"- a page of {MANY:,} items: {worst:.2f} times that of {FEW} (at most {MOST}{missed(worst <= MOST)})",
        f"- memory: {most:.1f} MiB more at the end (at most {MOST_MEMORY}{missed(most <= MOST_MEMORY)})",
    ]
    print("\n".join(lines))
    if options.write:
        put(options.write, "Live page", lines)


def missed(met: bool) -> str:  # noqa: FBT001
    """What is said of a goal."""
    return "" if met else ": NOT MET"


def measured(folder: Path, kind: str, rounds: int) -> tuple[dict[tuple[str, int], float], float]:
    """The CPU seconds of a request by its kind and the number of items; MiB that the servers hold more at the end."""
    servers = {count: Served(written(folder / f"{count}.{kind}", count)) for count in (FEW, MANY)}
    times: dict[tuple[str, int], list[float]] = {}
    memory = {}
    try:
        for number in range(rounds + 1):  # the first of them warms
            for request in (PAGE, SEARCH):
                for count, server in servers.items():
                    times.setdefault((request, count), []).append(server.round(request, number))
            if number == 0:
                memory = {count: server.memory() for count, server in servers.items()}
        grown = max(server.memory() - memory[count] for count, server in servers.items())
    finally:
        for server in servers.values():
            server.process.kill()
            server.process.communicate()
    return {key: median(taken[1:]) for key, taken in times.items()}, grown


def written(file: Path, count: int) -> Path:
    """A file of so many items with four attributes."""
    columns = ["name", "price", "weight", "colour", "sold"]
    colours = ("แดง", "ดำ, ขาว", "ขาว, ดำ")
    rows = [
        [f"{NAMES[n % 6]} {n:05}", f"{n * 7 % 900}", f"{n % 40 + 1} kg", colours[n % 3], f"2024-02-{n % 28 + 1:02}"]
        for n in range(count)
    ]
    if file.suffix == ".csv":
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([columns, *rows])
    elif file.suffix == ".xlsx":
        import openpyxl

        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in [columns, *rows]:
            sheet.append(row)
        book.save(file)
    elif file.suffix in (".json", ".yaml"):
        items = {f"i{n}": dict(zip(columns, row, strict=True)) for n, row in enumerate(rows)}
        data = {"attributes": {name: {} for name in columns[1:]}, "items": items}
        file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")  # which is YAML too
    elif file.suffix == ".sqlite":
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute(f"CREATE TABLE items ({', '.join(columns)})")
            connection.executemany(f"INSERT INTO items VALUES ({', '.join('?' * len(columns))})", rows)  # noqa: S608
    else:
        import polars

        polars.DataFrame(rows, schema=columns, orient="row").write_parquet(file)
    return file


if __name__ == "__main__":
    main()
