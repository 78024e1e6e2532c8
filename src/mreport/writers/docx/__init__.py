"""DOCX: python-docx makes the package, its section and its styles; the body is streamed as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from mreport import links, panels
from mreport.page import classes
from mreport.writers.docx import embedding, inside, package, styles
from mreport.writers.docx.blocks import BODY, Flow
from mreport.writers.docx.paragraph import Paragraph, style
from mreport.writers.docx.units import twips

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from docx.document import Document

    from mreport.page import Page

_ORDERED = 1  # the number of the ordered list's form in the template


def encode(page: Page) -> bytes:
    """The page as a DOCX document.

    Raises LimitError (`docx-columns`) where a table has more columns than Word allows.
    """
    root = panels.split(page)
    document = package.new()
    package.describe(document, page)
    package.set_paper(document, page.layout)
    styles.add(document.styles.element, page.layout)
    embedding.embed(document)
    if page.inside:
        inside.carry(document, page.inside.text)
    _set_footer(document, root)
    flow = Flow(root, page.layout, _links(document, root), _lists(document, root))
    width = twips(page.layout.width) - 2 * twips(page.layout.margin_side)
    return package.save(document, flow.blocks(root, BODY, width), package.date(page))


def _links(document: Document, root: ET.Element) -> dict[str, str]:
    """The relationship of each address that may be a live link."""
    addresses = dict.fromkeys(link.get("href", "") for link in root.iter("a"))
    live = [address for address in addresses if links.allowed(address) == address]
    found = {address: f"link{number}" for number, address in enumerate(live, 1)}
    for address, relationship in found.items():
        document.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, relationship, is_external=True)
    return found


def _lists(document: Document, root: ET.Element) -> dict[ET.Element, int]:
    """The number of each ordered list: one of its own, so that each begins at 1."""
    numbering = document.part.numbering_part.element
    found = {}
    for element in root.iter("ol"):
        number = numbering.add_num(_ORDERED)
        for level in range(9):
            number.add_lvlOverride(level).add_startOverride(1)
        found[element] = number.numId
    return found


def _set_footer(document: Document, root: ET.Element) -> None:
    """Fill the section's footer: what the running footer says, its number at the right."""
    paragraph = Paragraph(style("Footer"), {})
    for footer in root.iter("footer"):
        if "running" in classes(footer):
            paragraph.text(footer.text)
            for child in footer:
                if "number" in classes(child):
                    paragraph.tab()
                paragraph.inline(child)
                paragraph.text((child.tail or "").strip(" "))
    part = document.sections[-1].footer.part.element
    part[:] = [parse_xml(paragraph.xml().replace("<w:p>", f"<w:p {_NAMESPACES}>", 1))]


_NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
