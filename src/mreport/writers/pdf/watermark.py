"""A watermark: a word across each page behind its text, as outlines, so that it is seen and not read."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, sin
from typing import TYPE_CHECKING, Any

import pydyf

from mreport.writers.pdf.grounds import fill_colour
from mreport.writers.pdf.outlines import outlined

if TYPE_CHECKING:
    from mreport.writers.pdf.plan import Measures

_NAME = "watermark"
_LENGTH = 0.66  # of the diagonal of the text's area
_HIGHEST = 0.17  # of the area's height, for a short word


@dataclass(frozen=True, slots=True)
class Watermark:
    """A word that stands behind the text of every page."""

    text: str

    def shown(self, stream: Any, measures: Measures) -> str:
        """The operators that show it, as an artifact; its outlines are in the document once."""
        path, (left, bottom, right, top) = outlined(self.text, measures.layout.fonts)
        if not path:
            return ""
        objects = stream._resources["XObject"]  # noqa: SLF001  of the whole document
        if _NAME not in objects:
            objects[_NAME] = pydyf.Stream(
                [" ".join([fill_colour(measures.layout.watermark), *path, "f"])],
                {
                    "Type": "/XObject",
                    "Subtype": "/Form",
                    "BBox": pydyf.Array([round(value, 4) for value in (left, bottom, right, top)]),
                },
                compress=True,
            )
        width, height = measures.width, measures.height
        size = min(_LENGTH * hypot(width, height) / (right - left), _HIGHEST * height / (top - bottom))
        angle = atan2(height, width)
        across, up = cos(angle) * size, sin(angle) * size
        # The word's middle in the middle of the text's area, which is measured downwards.
        x, y = (left + right) / 2, (bottom + top) / 2
        place = (width / 2 - across * x + up * y, height / 2 + up * x + across * y)
        matrix = f"{across:.3f} {-up:.3f} {-up:.3f} {-across:.3f} {place[0]:.3f} {place[1]:.3f} cm"
        return f"/Artifact <</Type/Pagination/Subtype/Watermark>> BDC\nq {matrix} /{_NAME} Do Q\nEMC"
