"""What runs over pages: the header from the second page on, the footer on each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml

from mreport.advances import fitted, reminding
from mreport.page import classes
from mreport.writers.docx.paragraph import Paragraph, style

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from docx.document import Document

    from mreport.layout import Layout

_NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BETWEEN = 2.0  # em between the two parts of a line
_MM = 72 / 25.4  # to the point


def add(document: Document, root: ET.Element, layout: Layout) -> None:
    """Fill the headers and footers of the document's section; the first page has a footer alone."""
    section = document.sections[-1]
    footer = _footer(root, layout)
    _fill(section.footer, footer)
    if header := _header(root, layout):
        section.different_first_page_header_footer = True
        _fill(section.header, header)
        _fill(section.first_page_header, Paragraph(style("Header"), {}, layout.fonts))
        _fill(section.first_page_footer, footer)


def _fill(place: Any, paragraph: Paragraph) -> None:
    place.is_linked_to_previous = False
    place.part.element[:] = [parse_xml(paragraph.xml().replace("<w:p>", f"<w:p {_NAMESPACES}>", 1))]


def _running(root: ET.Element, tag: str) -> ET.Element | None:
    return next((element for element in root.iter(tag) if "running" in classes(element)), None)


def _footer(root: ET.Element, layout: Layout) -> Paragraph:
    """What the running footer says, its number at the right."""
    paragraph = Paragraph(style("Footer"), {}, layout.fonts)
    footer = _running(root, "footer")
    for child in () if footer is None else footer:
        if "number" in classes(child):
            paragraph.tab()
        paragraph.inline(child)
        paragraph.text((child.tail or "").strip(" "))
    return paragraph


def _header(root: ET.Element, layout: Layout) -> Paragraph | None:
    """What the running header says, as much of it as a line holds."""
    header = _running(root, "header")
    if header is None:
        return None
    paragraph = Paragraph(style("Header"), {}, layout.fonts)
    texts = [" ".join("".join(part.itertext()).split()) for part in header]
    room = layout.text_width * _MM / layout.small_size - _BETWEEN
    for index, text in enumerate(fitted(reminding(texts), room, fontset=layout.fonts)):
        if index:
            paragraph.tab()
        paragraph.text(text)
    return paragraph
