"""Text as outlines: what is seen and not read, such as a watermark behind the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uharfbuzz as hb

from mreport.writers.pdf.lines import BOLD
from mreport.writers.pdf.shaping import by_typeface

if TYPE_CHECKING:
    from mreport.fonts import Fontset
    from mreport.writers.pdf.shaping import Typeface


def outlined(text: str, fonts: Fontset) -> tuple[list[str], tuple[float, float, float, float]]:
    """The path of a bold text on one line in em, upwards from its baseline, and its box: left, bottom, right, top."""
    pen = _Pen()
    for typeface, part in by_typeface(text, BOLD, fonts):
        _draw(pen, typeface, part)
    if not pen.xs:
        return [], (0.0, 0.0, 0.0, 0.0)
    return pen.operators, (min(pen.xs), min(pen.ys), max(pen.xs), max(pen.ys))


def _draw(pen: _Pen, typeface: Typeface, text: str) -> None:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(typeface.font, buffer)
    em = typeface.font.face.upem
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen.scale = 1 / em
        pen.left = pen.advance + place.x_offset / em
        pen.rise = place.y_offset / em
        typeface.font.draw_glyph_with_pen(info.codepoint, pen)
        pen.advance += place.x_advance / em


class _Pen:
    """Takes the outlines of glyphs, in the names that fonts' pens have, and gives PDF's operators."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self.xs: list[float] = []
        self.ys: list[float] = []
        self.scale = 1.0
        self.advance = self.left = self.rise = 0.0
        self._at = (0.0, 0.0)

    def _put(self, operator: str, *points: tuple[float, float]) -> None:
        found = [(self.left + x * self.scale, self.rise + y * self.scale) for x, y in points]
        self.xs += [x for x, _ in found]
        self.ys += [y for _, y in found]
        self._at = points[-1]
        self.operators.append(" ".join([*(f"{x:.4f} {y:.4f}" for x, y in found), operator]))

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._put("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._put("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._put("c", *points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        """A quadratic curve as the cubic one that is the same."""
        (x0, y0), (x1, y1), (x2, y2) = self._at, points[0], points[-1]
        first = (x0 + 2 / 3 * (x1 - x0), y0 + 2 / 3 * (y1 - y0))
        second = (x2 + 2 / 3 * (x1 - x2), y2 + 2 / 3 * (y1 - y2))
        self._put("c", first, second, (x2, y2))

    def closePath(self) -> None:  # noqa: N802
        self.operators.append("h")

    def endPath(self) -> None:  # noqa: N802
        """An open path ends; fonts have none."""
