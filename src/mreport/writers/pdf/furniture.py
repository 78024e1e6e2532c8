"""Page furniture: the running footer, painted on every page once their number is known, as an artifact.

A footer in WeasyPrint's margin boxes costs more than all else on a page, and a second layout for the page count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mreport.page import classes
from mreport.writers.pdf.lines import inline
from mreport.writers.pdf.paint import fill_colour, strings
from mreport.writers.pdf.plan import MM, PT
from mreport.writers.pdf.shaping import shape

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from mreport.writers.pdf.lines import Style
    from mreport.writers.pdf.paint import Fonts
    from mreport.writers.pdf.plan import Measures

_PAGE, _PAGES = "\ue000", "\ue001"  # stand for the numbers until they are known
_GAP = 4 * MM  # between the text's area and the footer
_MOST_PARTS = 2


@dataclass(frozen=True, slots=True)
class Footer:
    """A running footer: what stands at its left and, if there is a second part, at its right."""

    parts: tuple[str, ...]
    style: Style
    measures: Measures

    @classmethod
    def of(cls, element: Element, measures: Measures) -> Footer | None:
        """The footer that an element of the page asks for; None if it is not one or two spans."""
        if not 0 < len(element) <= _MOST_PARTS or (element.text or "").strip():
            return None
        style = replace(measures.cell, size=measures.layout.small_size * PT, colour=measures.layout.muted)
        return cls(tuple(_text(part, style, measures) for part in element), style, measures)

    def register(self, fonts: Fonts) -> None:
        """Tell the fonts which glyphs every footer will use, before they are embedded."""
        for text in (*self.parts, "0123456789"):
            fonts.use(shape(text.replace(_PAGE, "0").replace(_PAGES, "0"), self.style.weight))

    def draw(self, pdf: Any, fonts: Fonts) -> None:
        """Paint it at the foot of every page of a PDF."""
        pages = pdf.pages["Kids"][::3]
        for number, page in enumerate(pages, 1):
            stream = pdf.objects[int(pdf.objects[page]["Contents"].split()[0])]
            stream.stream.append(self._operators(number, len(pages), fonts))

    def _operators(self, number: int, count: int, fonts: Fonts) -> str:
        layout, size = self.measures.layout, self.style.size
        baseline = (layout.height - layout.margin_bottom) * MM + _GAP + size * layout.line_height * 0.75
        left = layout.margin_side * MM
        lines = []
        for index, part in enumerate(self.parts):
            shaped = shape(part.replace(_PAGE, str(number)).replace(_PAGES, str(count)), self.style.weight)
            x = left + (self.measures.width - shaped.width * size if index else 0)
            lines.append(f"BT 1 0 0 -1 {x:.3f} {baseline:.3f} Tm\n{strings([shaped], size, fonts)}\nET")
        start = f"/Artifact <</Type/Pagination>> BDC\nq .75 0 0 .75 0 0 cm\n{fill_colour(self.style.colour)}"
        return "\n".join([start, *lines, "Q\nEMC"])


def _text(element: Element, style: Style, measures: Measures) -> str:
    """A part's text, with the signs that stand for page numbers."""
    for span in element.iter("span"):
        named = classes(span)
        if "page" in named or "pages" in named:
            span.text = _PAGE if "page" in named else _PAGES
    return "".join(text for text, _ in inline(element, style, measures.layout))
