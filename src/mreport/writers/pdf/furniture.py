"""Page furniture: the running footer, painted on every page as an artifact.

A footer in WeasyPrint's margin boxes costs more than all else on a page, and a second layout for the page count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mreport.page import classes
from mreport.writers.pdf.lines import Stretch
from mreport.writers.pdf.paint import Pen
from mreport.writers.pdf.plan import MM, PT
from mreport.writers.pdf.shaping import shape

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from mreport.language import Language
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
    language: Language  # in whose digits pages are numbered

    @classmethod
    def of(cls, element: Element, measures: Measures, language: Language) -> Footer | None:
        """The footer that an element of the page asks for; None if it is not one or two spans."""
        if not 0 < len(element) <= _MOST_PARTS or (element.text or "").strip():
            return None
        style = replace(measures.cell, size=measures.layout.small_size * PT, colour=measures.layout.muted)
        return cls(tuple(_text(part) for part in element), style, measures, language)

    def shown(self, number: int, count: int, fonts: Fonts) -> str:
        """The operators that show it on a page, the text's area's top left corner being the origin."""
        layout, size = self.measures.layout, self.style.size
        baseline = self.measures.height + _GAP + size * layout.line_height * 0.75
        pen = Pen(fonts)
        lines = []
        page, pages = self.language.numeral(number), self.language.numeral(count)
        for index, part in enumerate(self.parts):
            text = part.replace(_PAGE, page).replace(_PAGES, pages)
            shaped = shape(text, self.style.weight, self.style.fonts)
            x = self.measures.width - shaped.width * size if index else 0
            lines.append(f"BT\n{pen.shown(Stretch(self.style, [shaped], 0), x, baseline)}\nET")
        return "\n".join(["/Artifact <</Type/Pagination>> BDC", *lines, "EMC"])


def _text(element: Element) -> str:
    """A part's text, with the signs that stand for page numbers."""
    named = classes(element)
    for name, sign in (("page", _PAGE), ("pages", _PAGES)):
        if name in named:
            return sign
    return (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)
