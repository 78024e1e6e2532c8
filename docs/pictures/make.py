"""The pictures of the docs, made of the current code: `python docs/pictures/make.py` after a change of looks.

First pages of reports, small and in few colours, so that they weigh little.
"""

from __future__ import annotations

import datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

import mreport
from mreport import writers

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DAY = datetime.date(2026, 1, 31)
WIDTH = 560  # pixels
COLOURS = 24
METHODS = (ROOT / "examples" / "methods.yaml", ["tl-diffusion", "mm-diffusion"], {})
RULE = (HERE / "rule.csv", None, {"reason": "เหตุผล"})
PICTURES = {
    "comparison-plain": (METHODS, {"lang": "th"}),
    "comparison-academic": (METHODS, {"lang": "th", "theme": "academic"}),
    "comparison-ratchakan": (METHODS, {"lang": "th", "theme": "ratchakan"}),
    "comparison-bilingual": (METHODS, {"lang": "th,en"}),
    "handout-plain": (METHODS, {"lang": "th", "template": "handout"}),
    "revision-ratchakan": (RULE, {"lang": "th", "template": "revision", "theme": "ratchakan"}),
}


def main() -> None:
    """Make every picture and say how large it is."""
    for name, ((source, items, reading), options) in PICTURES.items():
        dataset = mreport.read(source, **reading)
        comparison = mreport.compare(dataset, items, show_changes=options.get("template") == "revision")
        content = writers.encode(mreport.render(comparison, date=DAY, **options), ".pdf")
        file = HERE / f"{name}.png"
        file.write_bytes(_picture(content))
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes")


def _picture(content: bytes) -> bytes:
    """The first page, cut below what stands on it."""
    with pypdfium2.PdfDocument(content) as document:
        page = document[0]
        image = page.render(scale=2 * WIDTH / page.get_width()).to_pil()
    height = round(image.height * WIDTH / image.width)
    small = image.resize((WIDTH, height), Image.Resampling.LANCZOS).convert("RGB")
    made = BytesIO()
    small.quantize(COLOURS).save(made, "PNG", optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    main()
