"""The files in fonts/: rebuilt to the byte, named and licensed as they must be, stock ones as they came."""

import hashlib
import json
import os
import runpy
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from fontTools.ttLib import TTFont

STOCK = {
    "sarabun/Sarabun-Regular.ttf": "b8150084e25734e6f31696c57ff009f5564efa09d295848b717d9e2328c0311d",
    "sarabun/Sarabun-Bold.ttf": "5d1fc1ee63ab861fb2022a212b5ff270848582bb9d9cba73b2d2aaabb16d0a18",
}
FAMILIES = {"mreport-thai": "Mreport Thai", "mreport-symbols": "Mreport Symbols", "sarabun": "Sarabun"}
NOTO = os.environ.get("MREPORT_NOTO")
BROTLI = "1.2"  # the release that the committed WOFF2 files were made with


@pytest.fixture(scope="module")
def built(fonts):
    """The function of fonts/build that makes every derived file."""
    return runpy.run_path(str(fonts / "build/__main__.py"))["built"]


@pytest.fixture(scope="module")
def fresh(built):
    """Every derived file, made now; the symbols are taken as they lie."""
    return built()


def files(fonts: Path, suffix: str) -> list[Path]:
    """The font files of a kind, some."""
    found = sorted(fonts.glob(f"*/*.{suffix}"))
    assert found
    return found


def test_rebuild_gives_the_committed_bytes(fresh, fonts):
    """Fonts and coverage built now are those that are committed."""
    same = {name for name in fresh if not name.endswith(".woff2")}
    assert {name for name in same if fresh[name] != (fonts / name).read_bytes()} == set()


def test_web_fonts_hold_the_same_tables(fresh, fonts):
    """WOFF2 built now holds what the committed one holds; with the same Brotli it is the same to the byte."""
    for name in [name for name in fresh if name.endswith(".woff2")]:
        committed = (fonts / name).read_bytes()
        one, other = TTFont(BytesIO(fresh[name])), TTFont(BytesIO(committed))
        assert one.reader.keys() == other.reader.keys()
        assert all(one.reader[tag] == other.reader[tag] for tag in one.reader.keys())  # noqa: SIM118
        if brotli.__version__.startswith(BROTLI):
            assert fresh[name] == committed


@pytest.mark.skipif(not NOTO, reason="MREPORT_NOTO names no folder with the Noto fonts (fonts/README.md)")
def test_symbols_rebuild_to_the_byte(built, fonts):
    """The symbols built out of the Noto fonts are those that are committed."""
    name = "mreport-symbols/MreportSymbols-Regular.ttf"
    assert built(Path(NOTO))[name] == (fonts / name).read_bytes()


@pytest.mark.parametrize("name", STOCK)
def test_stock_fonts_are_as_they_came(fonts, name):
    """Sarabun, which documents embed, is the file of its package."""
    assert hashlib.sha256((fonts / name).read_bytes()).hexdigest() == STOCK[name]


@pytest.mark.parametrize("folder", FAMILIES)
def test_licence_lies_beside(fonts, folder):
    """Each family has its licence beside it, with the copyright and without a reserved name."""
    text = (fonts / folder / "OFL.txt").read_text("utf-8")
    assert text.startswith("Copyright ")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "with Reserved Font Name" not in text.split("PREAMBLE")[0]


@pytest.mark.parametrize("suffix", ["ttf", "woff2"])
def test_names_and_embedding(fonts, suffix):
    """Every name record says the font's own family, and embedding is allowed."""
    for file in files(fonts, suffix):
        font = TTFont(file)
        family = FAMILIES[file.parent.name]
        names = {record.nameID: str(record) for record in font["name"].names}
        assert names[1] == family
        assert names[4].startswith(family)
        assert names[6] == file.stem
        assert "Open Font License" in names[13]
        assert font["OS/2"].fsType == 0
        if family != "Sarabun":
            assert not any(name.startswith("Sarabun") for number, name in names.items() if number != 0)


def test_line_is_the_same_in_all(fonts):
    """All faces have one ascent and one descent, so a symbol or a bold word never makes a line taller."""
    heights = {(font["hhea"].ascent, font["hhea"].descent) for font in map(TTFont, files(fonts, "ttf"))}
    assert heights == {(1068, -232)}


def test_cmap_is_kept(thai, stock):
    """The cluster font has the very characters of the stock font."""
    for new, old in zip(thai, stock, strict=True):
        assert TTFont(new).getBestCmap() == TTFont(old).getBestCmap()


def test_coverage_is_in_step(fonts):
    """The coverage file says what the fonts themselves say."""
    ranges = json.loads((fonts / "coverage.json").read_text("utf-8"))
    for folder, family in FAMILIES.items():
        said = {point for first, last in ranges[family] for point in range(first, last + 1)}
        assert all(set(TTFont(file).getBestCmap()) == said for file in (fonts / folder).glob("*.ttf"))


def test_symbols_are_small_and_new(fonts):
    """The symbols stay under 25 kB and, but for spaces, are what Sarabun lacks."""
    file = fonts / "mreport-symbols/MreportSymbols-Regular.ttf"
    assert file.stat().st_size < 25_000
    both = set(TTFont(file).getBestCmap()) & set(TTFont(fonts / "sarabun/Sarabun-Regular.ttf").getBestCmap())
    assert both == {0x20, 0xA0}
