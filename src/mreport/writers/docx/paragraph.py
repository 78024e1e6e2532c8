"""Paragraphs: inline elements of the page as WordprocessingML runs, links and fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport.comparison.words import digits
from mreport.fonts import BUNDLED
from mreport.page import classes
from mreport.writers.docx.runs import PLAIN, Format, formatted, properties, run, split, spoken

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree import ElementTree as ET

    from mreport.fonts import Fontset
    from mreport.writers.docx.drawings import Drawings

_VALUE = {"class": "value"}
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}


class Paragraph:
    """One paragraph on its way: text and inline elements go in, `w:p` comes out.

    `properties` is what stands in its `w:pPr`; `links` holds the relationship of each address that may be
    a live link in this part of the package: others are text. `drawings` make the run of an `img`, which has `room` in
    mm. `lang` is the language of the whole.
    """

    __slots__ = ("_complex", "_drawings", "_fonts", "_links", "_parts", "_plain", "_properties", "_room")

    def __init__(
        self,
        properties: str,
        links: Mapping[str, str],
        fonts: Fontset = BUNDLED,
        drawings: Drawings | None = None,
        lang: str | None = None,
        room: float | None = None,
    ) -> None:
        self._fonts = fonts
        self._plain = spoken(PLAIN, lang)
        self._properties = properties
        self._links = links
        self._drawings = drawings
        self._room = room
        self._parts: list[str] = []
        self._complex = False  # whether the text so far ends in complex script

    @property
    def filled(self) -> bool:
        """Whether anything has gone in."""
        return bool(self._parts)

    def text(self, text: str | None, format_: Format | None = None) -> None:
        """Add a text, split into runs."""
        if not text:
            return
        format_ = format_ or self._plain
        if text.isascii() and not self._complex:
            self._parts.append(run(text, format_, "latin"))
            return
        for script, part in split(text, behind=self._complex, fontset=self._fonts):
            self._parts.append(run(part, format_, script))
            self._complex = script.startswith("complex")

    def tab(self) -> None:
        """Add a tab."""
        self._parts.append("<w:r><w:tab/></w:r>")
        self._complex = False

    def inline(self, element: ET.Element, format_: Format | None = None) -> None:
        """Add an inline element and what is in it, but not the text after it."""
        format_ = format_ or self._plain
        if element.tag == "span" and element.attrib == _VALUE:  # most of them are
            self._content(element, format_)
        elif element.tag == "br":
            self._parts.append("<w:r><w:br/></w:r>")
        elif element.tag == "img" and self._drawings:
            self._parts.append(self._drawings.run(element, self._room))
            self.text("\u00a0\u00a0" if "code" in classes(element) else None)  # room before the text beside it
        elif element.tag == "a" and (relationship := self._links.get(element.get("href", ""))):
            self._parts.append(f'<w:hyperlink r:id="{relationship}" w:history="1">')
            self._content(element, formatted(element, format_))
            self._parts.append("</w:hyperlink>")
        elif element.tag == "a":
            self._content(element, format_)
        elif name := next(filter(_FIELDS.get, classes(element)), None):
            self._field(_FIELDS[name], format_, next(filter(digits().get, classes(element)), "latin"))
        else:
            self._content(element, formatted(element, format_))

    def _content(self, element: ET.Element, format_: Format) -> None:
        self.text(element.text, format_)
        for child in element:
            self.inline(child, format_)
            self.text(child.tail, format_)

    def _field(self, instruction: str, format_: Format, numerals: str) -> None:
        """A field as Word writes it: begun, its instruction, its last result, closed.

        Word counts in the digits asked for; LibreOffice 7.4 knows them not, and counts in Latin ones.
        """
        switch = digits()[numerals]["field"]
        instruction += rf" \* {switch}" if switch else ""
        start = f"<w:r>{properties(format_, 'complex' if switch else 'latin')}"
        self._parts.append(
            f'{start}<w:fldChar w:fldCharType="begin"/></w:r>'
            f'{start}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
            f'{start}<w:fldChar w:fldCharType="separate"/></w:r>'
            f"{start}<w:t>{digits()[numerals]['signs'][1]}</w:t></w:r>"
            f'{start}<w:fldChar w:fldCharType="end"/></w:r>'
        )
        self._complex = False

    def xml(self) -> str:
        """The paragraph as `w:p`."""
        return f"<w:p><w:pPr>{self._properties}</w:pPr>{''.join(self._parts)}</w:p>"


def style(name: str) -> str:
    """The paragraph properties that name a style."""
    return f'<w:pStyle w:val="{name}"/>'


def opening(element: ET.Element) -> str:
    """The text before an element's first child; a mark behind it stays on its line."""
    text = element.text or ""
    marked = text.endswith(" ") and len(element) and "mark" in classes(element[0])
    return f"{text[:-1]}\u00a0" if marked else text
