"""Rebuilds all derived fonts: `python fonts/build [--noto FOLDER] [--to FOLDER]`.

`--noto` is a folder that holds the three Noto fonts (README.md); without it Mreport Symbols is left as it is.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import charset
import symbols

from mreport.fonts.cluster import building
from web import woff2

FONTS = Path(__file__).resolve().parent.parent
STYLES = ("Regular", "Bold")


def main() -> None:
    """Build and write, and say what was written."""
    parser = argparse.ArgumentParser(prog="python fonts/build", description=__doc__)
    parser.add_argument("--noto", type=Path, metavar="FOLDER", help="the folder that holds the Noto fonts")
    parser.add_argument("--to", type=Path, metavar="FOLDER", default=FONTS, help="where to write")
    given = parser.parse_args()
    for name, data in built(given.noto).items():
        file = given.to / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        print(f"{len(data):>9,}  {file}")


def built(noto: Path | None = None) -> dict[str, bytes]:
    """Every derived file by its path in fonts/."""
    stock = {style: (FONTS / f"sarabun/Sarabun-{style}.ttf").read_bytes() for style in STYLES}
    thai = {style: building.build(stock[style], style) for style in STYLES}
    symbol_file = "mreport-symbols/MreportSymbols-Regular.ttf"
    symbol = symbols.build(noto, stock["Regular"]) if noto else (FONTS / symbol_file).read_bytes()
    faces = {building.FAMILY: thai.values(), "Sarabun": stock.values(), symbols.FAMILY: [symbol]}
    return {
        **{f"mreport-thai/MreportThai-{style}.ttf": data for style, data in thai.items()},
        **{f"sarabun/Sarabun-{style}.woff2": woff2(data) for style, data in stock.items()},
        symbol_file: symbol,
        symbol_file.replace(".ttf", ".woff2"): woff2(symbol),
        "coverage.json": charset.coverage(faces).encode(),
    }


if __name__ == "__main__":
    main()
