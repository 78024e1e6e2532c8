"""The pictures of the docs, made of the current code: `python docs/pictures/make.py` after a change of looks.

First pages of reports, and screens of the programs that people see them in (`screens.py`), small and in few colours,
so that they weigh little. Names of pictures behind it make only those.
"""

from __future__ import annotations

import datetime
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import screens
from PIL import Image

import mreport
from mreport import writers

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
EXAMPLES = ROOT / "examples"
DAY = datetime.date(2026, 1, 31)
WIDTH = 560  # pixels
COLOURS = 24
MARGIN = 24  # pixels below what stands on a page that is cut
METHODS: tuple[Path, list[str], dict[str, Any], dict[str, Any]] = (
    EXAMPLES / "methods.yaml",
    ["tl-diffusion", "mm-diffusion"],
    {},
    {},
)
RULE = (HERE / "rule.csv", None, {"reason": "เหตุผล"}, {"show_changes": True})
PAGES: dict[str, tuple[tuple[Path, list[str] | None, dict[str, Any], dict[str, Any]], dict[str, Any]]] = {
    "comparison-plain": (METHODS, {"lang": "th"}),
    "comparison-academic": (METHODS, {"lang": "th", "theme": "academic"}),
    "comparison-ratchakan": (METHODS, {"lang": "th", "theme": "ratchakan"}),
    "comparison-bilingual": (METHODS, {"lang": "th,en"}),
    "handout-plain": (METHODS, {"lang": "th", "template": "handout"}),
    "revision-ratchakan": (RULE, {"lang": "th", "template": "revision", "theme": "ratchakan"}),
}
GALLERY: dict[str, tuple[tuple[Path, list[str] | None, dict[str, Any], dict[str, Any]], dict[str, Any]]] = {
    "gallery-methods": ((EXAMPLES / "methods.yaml", ["random-forest", "xgboost", "svm"], {}, {}), {"lang": "en"}),
    "gallery-rights": (
        (EXAMPLES / "rights.yaml", ["thai-1", "thai-2"], {}, {"show_changes": True}),
        {"lang": "th", "theme": "academic"},
    ),
    "gallery-licences": ((EXAMPLES / "licences.yaml", ["mit", "apache-2.0", "gpl-3.0"], {}, {}), {"lang": "th"}),
    "gallery-boards": ((EXAMPLES / "boards.yaml", None, {}, {"baseline": "pi4b"}), {"lang": "th"}),
    "gallery-constitution": (
        (EXAMPLES / "constitution.yaml", None, {}, {"show_changes": True}),
        {"lang": "th", "template": "revision", "theme": "ratchakan", "digits": "thai"},
    ),
    "gallery-browsers": (
        (EXAMPLES / "browsers.csv", None, {}, {}),
        {"lang": "en", "theme": "academic", "title": "The first version that has it"},
    ),
    "gallery-metals": (
        (EXAMPLES / "metals.yaml", None, {}, {"sort": "difference"}),
        {"lang": "th,en", "theme": "ratchakan"},
    ),
}
SCREENS: dict[str, Callable[[], Image.Image]] = {
    "paper": lambda: _top(METHODS[0], METHODS[1]),
    "writer": lambda: screens.writer(EXAMPLES / "methods.yaml", ["tl-diffusion", "mm-diffusion"]),
    "live-page": lambda: screens.browser(EXAMPLES / "methods.yaml", ["lora", "vae"]),
    "terminal": lambda: screens.terminal(
        "mreport compare examples/methods.yaml lora vae --attributes field,year,type --lang th"
    ),
}


def main(names: list[str]) -> int:
    """Make every picture, or those that are named, and say how large it is; 1 where a program for one is missing."""
    every = {**PAGES, **GALLERY, **SCREENS}
    missing = False
    for name in names or every:
        file = HERE / f"{name}.png"
        try:
            picture = SCREENS[name]() if name in SCREENS else _page(*every[name], cut=name in GALLERY)
        except FileNotFoundError as error:
            print(f"{file.relative_to(ROOT)}: not made, {error.filename} is missing")
            missing = True
            continue
        file.write_bytes(_small(picture, colours=2 * COLOURS if name in SCREENS else COLOURS))
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes")
    return int(missing)


def _page(
    given: tuple[Path, list[str] | None, dict[str, Any], dict[str, Any]], options: dict[str, Any], *, cut: bool
) -> Image.Image:
    """The first page of a report; `cut` leaves out the empty part below what stands on it, and the footer."""
    source, items, reading, comparing = given
    comparison = mreport.compare(mreport.read(source, **reading), items, **comparing)
    content = writers.encode(mreport.render(comparison, date=DAY, **options), ".pdf")
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        image: Image.Image = page.render(scale=2 * WIDTH / page.get_width()).to_pil()
    image = _cut(image) if cut else image
    return image.resize((WIDTH, round(image.height * WIDTH / image.width)), Image.Resampling.LANCZOS)


def _top(source: Path, items: list[str]) -> Image.Image:
    """The upper part of a report's page, as large as a screen, on a desk."""
    comparison = mreport.compare(mreport.read(source), items)
    content = writers.encode(mreport.render(comparison, "th", date=DAY), ".pdf")
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        width = screens.WIDTH - 4 * MARGIN
        image: Image.Image = page.render(scale=2 * width / page.get_width()).to_pil().convert("RGB")
    paper = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    desk = Image.new("RGB", (screens.WIDTH, screens.HEIGHT), "#d8d8d4")
    desk.paste(paper, (2 * MARGIN, MARGIN))
    return desk


def _cut(image: Image.Image) -> Image.Image:
    footer = round(image.height * 0.9)
    box = Image.eval(image.convert("L"), lambda level: 255 - level).crop((0, 0, image.width, footer)).getbbox()
    return image.crop((0, 0, image.width, min(footer, box[3] + 2 * MARGIN))) if box else image


def _small(picture: Image.Image, *, colours: int) -> bytes:
    """A picture in few colours; a page as wide as the others."""
    made = BytesIO()
    picture.convert("RGB").quantize(colours).save(made, "PNG", optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
