"""The plain way: WeasyPrint lays a page out by the style sheet, and what it leaves in the file is mended."""

from __future__ import annotations

import hashlib
import zlib
from functools import partial
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pydyf

from mreport.errors import TemplateError
from mreport.page import classes, stylesheet
from mreport.watched import watched
from mreport.writers import html
from mreport.writers.pdf import archive
from mreport.writers.pdf.breaks import whole
from mreport.writers.pdf.plain import fetching, libraries
from mreport.writers.pdf.plain.streams import pack

if TYPE_CHECKING:
    from mreport.page import Page


def document(page: Page, root: ET.Element) -> bytes:
    """The file of a page as WeasyPrint lays it out; watched, since a layout by style sheets can take for ever.

    Raises MachineError (`pango-missing`) and TemplateError (`resource-refused`).
    """
    libraries.load()
    return watched(partial(_made, page, root))


def _made(page: Page, root: ET.Element) -> bytes:
    libraries.load()  # this may be a process that knows nothing of them

    def finish(_document: Any, pdf: Any) -> None:
        _tidy(pdf)
        for name, value in archive.entries(_Additions(pdf), page):
            pdf.catalog[name] = value
        pack(pdf)

    content: bytes = _laid_out(page, root).write_pdf(finisher=finish, pdf_tags=True)
    return _identified(content)


def _laid_out(page: Page, root: ET.Element) -> Any:
    """The document as WeasyPrint lays it out."""
    import weasyprint

    fetcher = fetching.fetcher(page.layout.fonts, page.images)
    laid = weasyprint.HTML(string=html.document(page, whole(_running_first(root))), url_fetcher=fetcher)
    style = stylesheet(page, (), page.layout.fonts.pdf_families)  # the fonts are there
    made = laid.render(
        stylesheets=[fetching.stylesheet(style, page.layout.fonts)],
        font_config=fetching.font_configuration(page.layout.fonts),
    )
    if fetcher.refused:
        raise TemplateError("resource-refused", address=fetcher.refused[0])
    return made


def _running_first(root: ET.Element) -> ET.Element:
    """The running footer before all else: a running element is shown from the page on where it stands."""
    result = ET.Element(root.tag, dict(root.attrib))
    result.extend(sorted(root, key=lambda child: "running" not in classes(child)))
    return result


def _tidy(pdf: Any) -> None:
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


class _Additions:
    """What is added to a document of WeasyPrint's, in the form that files of ours have it."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf

    def add(self, content: str) -> int:
        """Add an object that is no stream; returns its number."""
        return self._number(_Written(content.encode("ascii")))

    def stream(self, content: bytes, entries: str = "", *, packed: bool = False) -> int:
        """Add a stream, compressed if it is not `packed`; returns its number."""
        if not packed:
            content, entries = zlib.compress(content), f"{entries}/Filter/FlateDecode"
        head = f"<<{entries}/Length {len(content)}>>stream\n"
        return self._number(_Written(b"%b%b\nendstream" % (head.encode("ascii"), content), within=False))

    def _number(self, added: Any) -> int:
        self._pdf.add_object(added)
        return int(added.number)


class _Written(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object of which the bytes are known; `within` tells whether it may stand in a stream of objects."""

    def __init__(self, content: bytes, *, within: bool = True) -> None:
        super().__init__()
        self._content = content
        self._within = within

    @property
    def compressible(self) -> bool:
        """Whether it may stand in a stream of objects."""
        return self._within

    @property
    def data(self) -> bytes:
        """The object's content."""
        return self._content


def _identified(content: bytes) -> bytes:
    """A finished PDF with an identifier made of its bytes, put into the trailer, behind which no offset points."""
    start = int(content[content.rindex(b"startxref") :].split()[1])
    trailer = content.index(b"<<", start) + 2
    name = hashlib.sha256(content).hexdigest()[:32]
    return b"%b/ID[<%b><%b>]%b" % (content[:trailer], name.encode(), name.encode(), content[trailer:])
