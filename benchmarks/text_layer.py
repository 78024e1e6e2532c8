"""How exact the text of a PDF is: `python benchmarks/text_layer.py [--write docs/explanation/fonts.md]`.

Cells: those of the tests' pair of methods in Thai and in English, and of the Universal Declaration of Human Rights in
Thai beside the English one. A cell is cut out by the box that it was painted in; it is exact if its text, by NFC and
with white space folded, is what went in, and has no U+200B. Readers: poppler, plain and with `-layout`, pdfium, MuPDF,
pypdf, pdf.js. The fonts are those that `python3 run.py test` brings (npm, Debian); one that is not there is left out.

`unlicensed` is the same Sarabun without a word of its licence: a font that may not be changed. `--write` puts the
table into a file, between the lines `<!-- text layer -->` and `<!-- end -->`.
"""

# ruff: noqa: INP001, T201, S607  a script that speaks on the console and runs others

from __future__ import annotations

import argparse
import datetime
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unittest import mock

import mreport

ROOT = Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "tests/writers"), str(ROOT / "tests/fonts")]

import cells as readers  # noqa: E402
import families  # noqa: E402
import smith  # noqa: E402

START, END = "<!-- text layer -->", "<!-- end -->"


def main() -> None:
    """Print the table, and write it where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FILE")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = table(Path(folder))
    text = "\n".join(lines)
    print(text)
    if given.write:
        before, _, rest = given.write.read_text("utf-8").partition(START)
        after = rest.partition(END)[2]
        given.write.write_text(f"{before}{START}\n\n{text}\n\n{END}{after}", "utf-8")


def table(folder: Path) -> list[str]:
    """The lines of the table."""
    names = [reader.__name__.replace("_", " -") for reader in readers.EXTRACTORS]
    lines = [
        f"{datetime.datetime.now(datetime.UTC).date()}, {versions()}",
        "",
        f"| font | {' | '.join(names)} | of | warnings |",
        f"|---|{'---|' * len(names)}---|---|",
    ]
    for name, files in fonts(folder).items():
        counts, total, warned = measured(files, folder)
        lines.append(f"| {name} | {' | '.join(map(str, counts))} | {total} | {', '.join(warned)} |")
    return lines


def fonts(folder: Path) -> dict[str, list[Path]]:
    """The files of each family that is there; the bundled one has none."""
    bare = [folder / f"{style}.ttf" for style in smith.STOCK]
    for file, style in zip(bare, smith.STOCK, strict=True):
        file.write_bytes(smith.saved(smith.unlicensed(smith.opened(style, "Unlicensed"))))
    return {"bundled": [], **families.there(), "unlicensed": bare}


def measured(files: list[Path], folder: Path) -> tuple[list[int], int, list[str]]:
    """How many cells each reader gives exactly, of how many, and the codes of warnings."""
    counts, total = [0] * len(readers.EXTRACTORS), 0
    warned: dict[str, None] = {}
    for page in pages(files):
        content, cells = painted(page)
        file = folder / "report.pdf"
        file.write_bytes(content)
        total += len(cells)
        for index, reader in enumerate(readers.EXTRACTORS):
            counts[index] += sum(map(exact, cells, reader(file, cells)))
        warned |= dict.fromkeys(fault.code for fault in page.report.warnings)
    return counts, total, list(warned)


def exact(cell: Any, text: str) -> bool:
    """Whether a cell's text came out as it went in."""
    return bool(readers.folded(cell.text) == readers.folded(text)) and "\u200b" not in text


def pages(files: list[Path]) -> list[Any]:
    """The reports that are measured, in a font."""
    methods = mreport.compare(mreport.read(ROOT / "tests/data/methods.yaml"))
    declaration = mreport.compare(mreport.read(ROOT / "tests/data/udhr.yaml"))
    day = datetime.date(2026, 1, 31)
    chosen = ((methods, "th"), (methods, "en"), (declaration, "th"))
    return [mreport.render(comparison, lang, date=day, font=files) for comparison, lang in chosen]


class _Patch:
    """What `painted` needs of pytest's fixture."""

    def __init__(self) -> None:
        self.undo: list[Any] = []

    def setattr(self, owner: Any, name: str, value: Any) -> None:
        patch = mock.patch.object(owner, name, value)
        patch.start()
        self.undo.append(patch)


def painted(page: Any) -> tuple[bytes, list[Any]]:
    """The PDF of a page, and its cells."""
    patch = _Patch()
    try:
        made: tuple[bytes, list[Any]] = readers.painted(page, patch)
    finally:
        for one in patch.undo:
            one.stop()
    return made


def versions() -> str:
    """What was measured with."""
    poppler = subprocess.run(["pdftotext", "-v"], capture_output=True, text=True, check=False).stderr.split()[2]
    packages = {"pdfium": "pypdfium2", "MuPDF": "pymupdf", "pypdf": "pypdf"}
    named = [f"{name} ({package} {version(package)})" for name, package in packages.items()]
    pdfjs = (readers.PDFJS / "package.json").read_text("utf-8").partition('"version": "')[2].partition('"')[0]
    return f"Python {platform.python_version()}: poppler {poppler}, {', '.join(named)}, pdf.js {pdfjs or 'missing'}"


if __name__ == "__main__":
    main()
