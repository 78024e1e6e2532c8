"""A watermark: a word across each page behind its text, as outlines, so that it is seen and not read."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, sin
from typing import TYPE_CHECKING

from mreport.writers.pdf.grounds import fill_colour
from mreport.writers.pdf.outlines import outlined

if TYPE_CHECKING:
    from mreport.writers.pdf.file import File
    from mreport.writers.pdf.plan import Measures
    from mreport.writers.pdf.resources import Resources

_NAME = "watermark"
_LENGTH = 0.66  # of the diagonal of the text's area
_HIGHEST = 0.17  # of the area's height, for a short word


@dataclass(frozen=True, slots=True)
class Watermark:
    """A word that stands behind the text of every page."""

    text: str

    def shown(self, resources: Resources, measures: Measures) -> str:
        """The operators that show it, as an artifact; its outlines are in the document once."""
        path, box = outlined(self.text, measures.layout.fonts)
        if not path:
            return ""
        left, bottom, right, top = box

        def made(file: File) -> int:
            drawn = " ".join([fill_colour(measures.layout.watermark), *path, "f"])
            sides = " ".join([f"{side:.4f}" for side in box])
            return file.stream(drawn.encode("ascii"), f"/Type/XObject/Subtype/Form/BBox[{sides}]")

        width, height = measures.width, measures.height
        size = min(_LENGTH * hypot(width, height) / (right - left), _HIGHEST * height / (top - bottom))
        angle = atan2(height, width)
        across, up = cos(angle) * size, sin(angle) * size
        # The word's middle in the middle of the text's area, which is measured downwards.
        x, y = (left + right) / 2, (bottom + top) / 2
        place = (width / 2 - across * x + up * y, height / 2 + up * x + across * y)
        matrix = f"{across:.3f} {-up:.3f} {-up:.3f} {-across:.3f} {place[0]:.3f} {place[1]:.3f} cm"
        return f"/Artifact <</Type/Pagination/Subtype/Watermark>> BDC\nq {matrix} {resources.draw(_NAME, made)} Q\nEMC"
