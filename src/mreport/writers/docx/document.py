"""DOCX: python-docx makes the package, its section and its styles; the body is streamed as text."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, BinaryIO

from docx.opc.constants import RELATIONSHIP_TYPE

from mreport import fonts, links, panels
from mreport.columns import Columns
from mreport.thai import has_thai
from mreport.writers.docx import drawings, embedding, inside, package, running, styles, tongue, watermark
from mreport.writers.docx.blocks import BODY, Flow
from mreport.writers.docx.edition import Edition
from mreport.writers.docx.runs import split
from mreport.writers.docx.units import twips

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from docx.document import Document

    from mreport.page import Page
    from mreport.writers.docx.edition import Letterhead

_BULLETS = "•–"  # of the lists
_ORDERED = 1  # the number of the ordered list's form in the template


def encode(page: Page) -> bytes:
    """The page as a DOCX document.

    Raises LimitError (`docx-columns`) where a table has more columns than Word allows.
    """
    out = BytesIO()
    write(page, out)
    return out.getvalue()


def write(page: Page, out: BinaryIO) -> None:
    """Write what `encode` gives, as it is made, to a file that can be sought in."""
    edition = page.edition or Edition()
    if edition.letterhead:
        _on_letterhead(page, edition, edition.letterhead, out)
        return
    root = panels.split(page)
    document = package.new()
    package.describe(document, page)
    package.set_paper(document, page.layout)
    styles.add(document.styles.element, page.layout)
    tongue.speak(document, page.language)
    text = "".join(root.itertext()) + _BULLETS
    fontset = page.layout.fonts
    embedding.embed(document, text, edition.embed_fonts, _families(text, fontset), fontset)
    if page.inside:
        inside.carry(document, page.inside.pieces())
    running.add(document, root, page.layout)
    if page.report.watermark:
        watermark.add(document, page.report.watermark, page.layout)
    columns = Columns(page.layout, page.report.glossary, page.images)
    pictures = drawings.Drawings(document, root, page.images, page.layout)
    flow = Flow(root, page.layout, columns, _links(document, root), _lists(document, root), drawings=pictures)
    width = twips(page.layout.width) - 2 * twips(page.layout.margin_side)
    package.save(out, document, flow.blocks(root, BODY, width), package.date(page))


def _on_letterhead(page: Page, edition: Edition, given: Letterhead, out: BinaryIO) -> None:
    """The page on a letterhead, whose own header, footer, paper, styles and Thai font stay."""
    from mreport.writers.docx.letterhead import looks, naming, opening, renamed, without_footer

    opened = opening.opened(given)
    document, sheet = opened.document, opened.sheet
    if "word/styles.xml" in opened.lacked:
        styles.add(document.styles.element, page.layout)
    look = looks.look(document)
    layout = looks.fitted(page.layout, look, sheet)
    numbers = naming.add_lists(document.part.numbering_part.element)
    root = without_footer(panels.split(replace(page, layout=layout)))
    text = "".join(root.itertext()) + _BULLETS
    wanted = page.theme.styles
    ids = naming.merge(document, layout, look, numbers, thai=has_thai(text), wanted=wanted)
    ours = _families(text, layout.fonts)
    brought = [family.family for family in layout.fonts.others]
    families = [name for name in ours if name in brought or (name != fonts.SYMBOL_FAMILY and look.font in (None, name))]
    if any(script == "symbol" for script, _ in split(text, fontset=layout.fonts)):
        families.append(fonts.SYMBOL_FAMILY)
    package.describe(document, page)
    if families:
        embedding.embed(document, text, edition.embed_fonts, families, layout.fonts)
    if page.inside:
        inside.carry(document, page.inside.pieces())
    lists = _lists(document, root, naming.form_of(document, numbers["2"]))
    columns = Columns(looks.measured(layout, look), page.report.glossary, page.images)
    pictures = drawings.Drawings(document, root, page.images, layout)
    if page.report.watermark:
        watermark.add(document, page.report.watermark, layout, look.font)
    flow = Flow(root, layout, columns, _links(document, root), lists, numbers["1"], pictures)
    package.save(out, document, renamed(flow.blocks(root, BODY, sheet.text), ids), package.date(page), opened.kept)


def _families(text: str, fontset: fonts.Fontset) -> list[str]:
    """The families that a text needs.

    The bundled one stands behind the user's only where that lacks something of it, and those that languages bring
    where it has their letters.
    """
    scripts = {script for script, _ in split(text, fontset=fontset)} if fontset.brought else set()
    unneeded = {family.family for family in fontset.others} - {script.partition(":")[2] for script in scripts}
    if fontset.own and fontset.thai_family != fonts.DOCUMENT_FAMILY and "bundled" not in scripts:
        unneeded.add(fonts.DOCUMENT_FAMILY)
    return [name for name in fontset.document_families if name not in unneeded]


def _links(document: Document, root: ET.Element) -> dict[str, str]:
    """The relationship of each address that may be a live link."""
    addresses = dict.fromkeys(link.get("href", "") for link in root.iter("a"))
    live = [address for address in addresses if links.allowed(address) == address]
    free = (f"link{number}" for number in count(1) if f"link{number}" not in document.part.rels)
    found = dict(zip(live, free, strict=False))
    for address, relationship in found.items():
        document.part.rels.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, address, relationship, is_external=True)
    return found


def _lists(document: Document, root: ET.Element, form: int = _ORDERED) -> dict[ET.Element, int]:
    """The number of each ordered list: one of its own, so that each begins at 1."""
    numbering = document.part.numbering_part.element
    found = {}
    for element in root.iter("ol"):
        number = numbering.add_num(form)
        for level in range(9):
            number.add_lvlOverride(level).add_startOverride(1)
        found[element] = number.numId
    return found
