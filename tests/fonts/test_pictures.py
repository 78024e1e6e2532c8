"""Real pictures: all clusters through WeasyPrint and a rasteriser, with the cluster font and the stock one.

Measured with WeasyPrint 70.0 and pypdfium2 5.15: at most 0.0039 seen, 0.00003 astray; with side bearings that
are 60 units off 0.070 and 0.0139.
"""

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageFilter

from mreport.fonts.cluster import clusters

SCALE = 2.5  # 180 dots an inch
VISIBLY, CLEARLY = 32, 64  # of 255
SEEN = 0.005  # share of pixels that may differ visibly: WeasyPrint moves single marks 2.4 % too far
ASTRAY = 0.00005  # share of pixels that may differ clearly from all nine around them in the other picture
# Each in a box of its own: WeasyPrint cuts a fraction off where a mark is moved, which adds up along a line.
TEXT = " ".join(f"<i>{text}</i>" for text in clusters.ALL)


def pictures(pdf) -> list[Image.Image]:
    """The pages of a PDF, grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=SCALE).to_pil().convert("L") for page in document]


def seen(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ visibly."""
    counts = ImageChops.difference(one, other).histogram()
    return sum(counts[VISIBLY:]) / sum(counts)


def astray(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ clearly from the same pixel and its eight neighbours: a shift."""
    low, high = other.filter(ImageFilter.MinFilter(3)), other.filter(ImageFilter.MaxFilter(3))
    counts = ImageChops.lighter(ImageChops.subtract(low, one), ImageChops.subtract(one, high)).histogram()
    return sum(counts[CLEARLY:]) / sum(counts)


@pytest.fixture(scope="module")
def stock_pictures(print_pdf, stock):
    """All clusters with the stock font, regular and bold."""
    return pictures(print_pdf(stock, TEXT))


def test_all_clusters_look_the_same(print_pdf, thai, stock_pictures):
    """Page by page few pixels differ, and hardly any by more than its neighbours explain."""
    drawn = pictures(print_pdf(thai, TEXT))
    assert len(drawn) == len(stock_pictures) > 1
    pairs = list(zip(drawn, stock_pictures, strict=True))
    assert max(seen(*pair) for pair in pairs) < SEEN
    assert max(astray(*pair) for pair in pairs) < ASTRAY


def test_a_wrong_side_bearing_would_be_seen(print_pdf, thai, stock_pictures, tmp_path):
    """The comparison finds the fault that it is there for."""
    font = TTFont(thai[0])
    for name in map(clusters.glyph_name, clusters.ALL):
        font["hmtx"][name] = (font["hmtx"][name][0], font["hmtx"][name][1] - 60)
    font.save(tmp_path / "wrong.ttf")
    drawn = pictures(print_pdf([tmp_path / "wrong.ttf", thai[1]], TEXT))
    assert seen(drawn[0], stock_pictures[0]) > 5 * SEEN
    assert astray(drawn[0], stock_pictures[0]) > 100 * ASTRAY
