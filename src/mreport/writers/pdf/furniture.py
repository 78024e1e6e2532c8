"""Page furniture: running header and footer, painted as artifacts.

In WeasyPrint's margin boxes they cost more than all else on a page, and a second layout for the page count.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mreport.advances import fitted, reminding
from mreport.comparison.words import digits
from mreport.language import LATIN, in_digits
from mreport.page import classes
from mreport.writers.pdf.lines import Stretch
from mreport.writers.pdf.paint import Pen
from mreport.writers.pdf.plan import MM, PT
from mreport.writers.pdf.shaping import shape

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from mreport.writers.pdf.lines import Style
    from mreport.writers.pdf.plan import Measures
    from mreport.writers.pdf.resources import Fonts

_PAGE, _PAGES = "\ue000", "\ue001"  # stand for the numbers until they are known, each with the digits that it is in
_NUMBERS = re.compile(f"([{_PAGE}{_PAGES}])([\ue010-\ue0ff])")
_DIGITS = {name: chr(0xE010 + number) for number, name in enumerate(digits())}
_NAMES = {sign: name for name, sign in _DIGITS.items()}
_GAP = 4 * MM  # between the text's area and what runs above or below it
_MOST_PARTS = 2
_BETWEEN = 2.0  # em between the two parts of a line


@dataclass(frozen=True, slots=True)
class Running:
    """A running header or footer: what stands at its left and, if there is a second part, at its right."""

    parts: tuple[str, ...]
    style: Style
    measures: Measures
    header: bool

    @classmethod
    def of(cls, element: Element, measures: Measures) -> Running | None:
        """The header or footer that an element of the page asks for; None if it is not one or two spans."""
        if not 0 < len(element) <= _MOST_PARTS or (element.text or "").strip():
            return None
        style = replace(measures.cell, size=measures.layout.small_size * PT, colour=measures.layout.muted)
        parts = tuple(" ".join(_text(part).split()) for part in element)
        header = element.tag == "header"
        return cls(tuple(reminding(parts)) if header else parts, style, measures, header)

    def shown(self, number: int, count: int, fonts: Fonts) -> str:
        """The operators that show it on a page, the text's area's top left corner being the origin.

        A header is not shown on the first page, which has the title.
        """
        if self.header and number == 1:
            return ""
        layout, size = self.measures.layout, self.style.size
        line = size * layout.line_height
        baseline = line * 0.75 + (-_GAP - line if self.header else self.measures.height + _GAP)
        pen, lines = Pen(fonts), []
        for index, part in enumerate(self._fitting(number, count)):
            shaped = shape(part, self.style.weight, self.style.fonts)
            x = self.measures.width - shaped.width * size if index else 0
            lines.append(f"BT\n{pen.shown(Stretch(self.style, [shaped], 0), x, baseline)}\nET")
        kind = "Header" if self.header else "Footer"
        return "\n".join([f"/Artifact <</Type/Pagination/Subtype/{kind}>> BDC", *lines, "EMC"])

    def _fitting(self, number: int, count: int) -> list[str]:
        """The parts in their numbers, those that are too long for the line cut at a word."""
        known = {_PAGE: number, _PAGES: count}
        parts = [
            _NUMBERS.sub(lambda found: in_digits(str(known[found[1]]), _NAMES[found[2]]), part) for part in self.parts
        ]
        return fitted(parts, self.measures.width / self.style.size - _BETWEEN, self.style.weight, self.style.fonts)


def _text(element: Element) -> str:
    """A part's text, with the signs that stand for page numbers."""
    named = classes(element)
    for name, sign in (("page", _PAGE), ("pages", _PAGES)):
        if name in named:
            return sign + next(filter(None, map(_DIGITS.get, named)), _DIGITS[LATIN])
    return (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)
