"""How quickly mreport begins, CPU of whole processes: `python benchmarks/start.py [--quick] [--write FILE]`.

* `mreport --help` and `--version` beside `python -c "import click"`;
* the first PDF of a process, 10 rows x 2 items in Thai, by the command; beside WeasyPrint with a plain HTML table
  (`peers.py`), Chromium and LibreOffice that print the same page. A peer that is not there is skipped. The cells of
  each one's PDF are read by four readers (`exact.py`).

CPU is user and system time of the process and all that it starts, the median of runs in turn. Python's modules are
compiled beforehand, as an installation has them (`__main__.py` sees to it).
"""

# ruff: noqa: INP001, T201, S603  a script that speaks on the console and runs others

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import peers
from exact import NAMES, exact
from results import put

SCRIPT = Path(peers.__file__)
MREPORT = [sys.executable, "-m", "mreport"]
ROUNDS, QUICK = 9, 3
CLICK, NAIVE = 'python -c "import click"', "WeasyPrint naive"
MOST_CLICK, MOST_NAIVE = 3.0, 0.55
# What each makes. LibreOffice lays a page of the web out for a screen: its columns stand elsewhere.
FILES = {"mreport": "m.pdf", NAIVE: "w.pdf", "Chromium": "c.pdf"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    parser.add_argument("--write", type=Path, help="a file for the figures too")
    options = parser.parse_args()
    rounds = QUICK if options.quick else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        started = in_turn(starts(), rounds)
        printed = in_turn(documents(Path(folder)), rounds)
        cells = {name: text for name in printed if (text := read(Path(folder), name))}
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    lines = [
        f"{machine}; CPU time of whole processes, medians of {rounds}",
        "",
        *(f"- {name}: {shown(seconds)}" for name, seconds in (started | printed).items()),
        "",
        f"Cells exact by {NAMES}: {'; '.join(f'{name} {text}' for name, text in cells.items())}.",
        "",
        *goals(started, CLICK, MOST_CLICK, "python -c 'import click'"),
        *goals({name: one for name, one in printed.items() if name in ("mreport", NAIVE)}, NAIVE, MOST_NAIVE, NAIVE),
        *(
            f"- mreport: {printed['mreport'] / seconds:.2f} times {name} (at most 1.0"
            f"{'' if printed['mreport'] <= seconds else ': NOT MET'})"
            for name, seconds in printed.items()
            if name not in ("mreport", NAIVE)
        ),
    ]
    print("\n".join(lines))
    if options.write:
        put(options.write, "Start", lines)


def starts() -> dict[str, list[str]]:
    """What says something and ends."""
    return {
        CLICK: [sys.executable, "-c", "import click"],
        "mreport --version": [*MREPORT, "--version"],
        "mreport --help": [*MREPORT, "--help"],
        "mreport --lang th --help": [*MREPORT, "--lang", "th", "--help"],
    }


def documents(folder: Path) -> dict[str, list[str]]:
    """What makes one PDF of the same texts."""
    work = folder / "work.json"
    subprocess.run([sys.executable, str(SCRIPT), "work", work, "10", "2"], check=True)
    told = json.loads(work.read_text(encoding="utf-8"))
    source, page = folder / "data.json", folder / "page.html"
    source.write_text(json.dumps(told["data"], ensure_ascii=False), encoding="utf-8")
    page.write_text(peers.naive_page(told, told["title"]), encoding="utf-8")
    outputs = {name: str(folder / file) for name, file in FILES.items()}
    found = {
        "mreport": [*MREPORT, "compare", str(source), "--lang", "th", "--quiet", "-o", outputs["mreport"]],
        NAIVE: [sys.executable, str(SCRIPT), "weasyprint", str(work), "1", outputs[NAIVE]],
    }
    if chromium := shutil.which("chromium") or shutil.which("google-chrome"):
        plain = [chromium, "--headless", "--no-sandbox", f"--user-data-dir={folder / 'chromium'}"]
        found["Chromium"] = [*plain, "--no-pdf-header-footer", f"--print-to-pdf={outputs['Chromium']}", page.as_uri()]
    if office := shutil.which("soffice"):
        settings = f"-env:UserInstallation={(folder / 'office').as_uri()}"
        convert = ["--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(folder / "office-out")]
        found["LibreOffice"] = [office, settings, *convert, str(page)]
    return found


def read(folder: Path, name: str) -> str:
    """The exact cells of what a command has made; nothing where its columns are not those of the others."""
    if name not in FILES:
        return ""
    work = json.loads((folder / "work.json").read_text(encoding="utf-8"))
    return str(exact(folder / FILES[name], work))


def in_turn(commands: dict[str, list[str]], rounds: int) -> dict[str, float]:
    """The median of the CPU seconds of each command; a first round that warms the disk does not count."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            if number == 0:
                print(f"{name} ...", file=sys.stderr, flush=True)
            times[name].append(spent(command))
    return {name: median(taken[1:]) for name, taken in times.items()}


def spent(command: list[str]) -> float:
    """CPU seconds of a process and its children, from beginning to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def goals(figures: dict[str, float], peer: str, most: float, said: str) -> list[str]:
    """Each but the peer, as so many times the peer."""
    if peer not in figures:
        return []
    ratios = {name: seconds / figures[peer] for name, seconds in figures.items() if name != peer}
    return [
        f"- {name}: {ratio:.2f} times {said} (at most {most}{'' if ratio <= most else ': NOT MET'})"
        for name, ratio in ratios.items()
    ]


def shown(seconds: float) -> str:
    """Seconds for people."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    main()
