"""The plain way: WeasyPrint lays a page out by the style sheet, and what it leaves in the file is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pydyf

from mreport.errors import TemplateError
from mreport.page import classes, stylesheet
from mreport.writers.html import document
from mreport.writers.pdf import engine
from mreport.writers.pdf.breaks import whole

if TYPE_CHECKING:
    from mreport.page import Page


def laid_out(page: Page, root: ET.Element) -> Any:
    """The document as WeasyPrint lays it out."""
    import weasyprint

    fetcher = engine.fetcher(page.layout.fonts, page.images)
    html = weasyprint.HTML(string=document(page, whole(_running_first(root))), url_fetcher=fetcher)
    style = stylesheet(page, (), page.layout.fonts.pdf_families)  # the fonts are there
    made = html.render(
        stylesheets=[engine.stylesheet(style, page.layout.fonts)],
        font_config=engine.font_configuration(page.layout.fonts),
    )
    if fetcher.refused:
        raise TemplateError("resource-refused", address=fetcher.refused[0])
    return made


def _running_first(root: ET.Element) -> ET.Element:
    """The running footer before all else: a running element is shown from the page on where it stands."""
    result = ET.Element(root.tag, dict(root.attrib))
    result.extend(sorted(root, key=lambda child: "running" not in classes(child)))
    return result


def tidy(pdf: Any) -> None:
    """Mend what WeasyPrint leaves: running footers become artifacts, and links are printed as they are shown."""
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    numbers = pdf.objects[int(root["ParentTree"].split()[0])]["Nums"]
    document = root["K"][0]
    kids = set(pdf.objects[int(document.split()[0])]["K"])
    entries = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in pdf.pages["Kids"][::3]:
        sheet = pdf.objects[page]
        key = sheet["StructParents"]
        for annotation in sheet.get("Annots", ()):
            found = pdf.objects[int(annotation.split()[0])]
            if isinstance(found, pydyf.Dictionary) and found.get("Subtype") == "/Link":
                found["F"] = 4
        operators = pdf.objects[int(sheet["Contents"].split()[0])].stream
        for index, operand in enumerate(operators):
            if isinstance(operand, dict) and "MCID" in operand:
                number = operand["MCID"]
                if _is_outside(pdf, entries[key][number], document, kids):
                    entries[key][number] = "null"
                    operators[index - 1], operators[index] = "/Artifact", "<</Type/Pagination>>"


def _is_outside(pdf: Any, reference: bytes | str, document: bytes, kids: set[bytes]) -> bool:
    """Whether an element is not reached from the document: WeasyPrint's margin boxes are not."""
    while True:
        element = pdf.objects[int(reference.split()[0])]
        if not isinstance(element, dict):
            return False
        if element["P"] == document:
            return reference not in kids
        reference = element["P"]
