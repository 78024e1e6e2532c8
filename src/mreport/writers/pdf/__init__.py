"""PDF: WeasyPrint makes the document; the comparison tables in it are planned and painted by us.

`frame` decides lines and pages, `plan` the tables, `paint` draws them, `tags` gives them their structure. A page
that is not planned (right-to-left text, other tables) takes the plain way through WeasyPrint's own tables. `archive`
makes it a PDF/A that carries its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from mreport import fonts, panels
from mreport.errors import TemplateError
from mreport.page import classes, stylesheet
from mreport.writers.html import document
from mreport.writers.pdf import archive, engine, libraries
from mreport.writers.pdf.breaks import whole

if TYPE_CHECKING:
    from mreport.page import Page
    from mreport.writers.pdf.frame import Frame
    from mreport.writers.pdf.leaves import Leaf


def encode(page: Page, *, planned: bool = True) -> bytes:
    """The page as a PDF/UA-1 and PDF/A-3a with its source inside; `planned=False` takes the plain way.

    Raises MachineError (`pango-missing`) and TemplateError (`resource-refused`).
    """
    weasyprint = libraries.load()
    root = panels.split(page)
    framed = _framed(page, root) if planned else None
    paint = _Paint(page, framed) if framed else None
    fetcher = engine.fetcher()
    tree = framed.root if framed else whole(_running_first(root))
    html = weasyprint.HTML(string=document(page, tree), url_fetcher=fetcher)
    css = engine.stylesheet(_style(page, running=not framed))
    finish = paint.finish if paint else _tidy

    def finisher(document: Any, pdf: Any) -> None:
        finish(document, pdf)
        archive.finish(pdf, page)

    content: bytes = html.write_pdf(
        stylesheets=[css],
        font_config=engine.font_configuration(),
        pdf_variant="pdf/ua-1",
        pdf_tags=True,
        cache=paint.images if paint else {},
        finisher=finisher,
    )
    if fetcher.refused:
        raise TemplateError("resource-refused", address=fetcher.refused[0])
    return archive.identified(content)


def _framed(page: Page, root: ET.Element) -> Frame | None:
    """The frame of a page; None where it can't be planned."""
    from mreport.writers.pdf.frame import Unplanned, frame

    try:
        return frame(page, root, page.language.gettext("(continued)"))
    except Unplanned:
        return None


class _Paint:
    """The paintings of a framed page: images for WeasyPrint while it draws, pages and structure when it has."""

    def __init__(self, page: Page, framed: Frame) -> None:
        from mreport.writers.pdf.paint import Fonts, Painting

        self._lang = page.language.tag
        self._footer = framed.footer
        self._fonts = Fonts(engine.font_of)
        self._paintings = [Painting(sheet, framed.measures, self._fonts) for sheet in framed.sheets]
        self._leaves: dict[int, list[Leaf]] = {}  # by the painting that they follow
        self.images = {f"plan:{index}": self._paintings[index] for index in framed.boxes}
        self._paintings[0].begin = self._begin

    def _begin(self, stream: Any) -> None:
        """Paint what WeasyPrint does not see, so that the fonts know all glyphs before they are embedded."""
        from mreport.writers.pdf.leaves import paint

        if self._footer:
            self._footer.register(self._fonts)
        last = 0
        for index, painting in enumerate(self._paintings):
            if f"plan:{index}" in self.images:
                last = index
            else:
                self._leaves.setdefault(last, []).append(paint(painting, compress=stream.compress))

    def finish(self, document: Any, pdf: Any) -> None:
        """Add what is known only when all pages are drawn."""
        from mreport.writers.pdf.leaves import insert
        from mreport.writers.pdf.tags import add_tables

        for index, leaves in self._leaves.items():
            insert(pdf, leaves, self._paintings[index].stream)
        add_tables(pdf, self._paintings, self._lang)
        _tidy(document, pdf)
        if self._footer:
            self._footer.draw(pdf, self._fonts)


def _tidy(_document: Any, pdf: Any) -> None:
    from mreport.writers.pdf.tags import tidy

    tidy(pdf)


def _running_first(root: ET.Element) -> ET.Element:
    """The running footer before all else: a running element is shown from the page on where it stands."""
    result = ET.Element(root.tag, dict(root.attrib))
    result.extend(sorted(root, key=lambda child: "running" not in classes(child)))
    return result


def _style(page: Page, *, running: bool) -> str:
    faces = [(face.family, face.weight, engine.SCHEME + face.file.name) for face in fonts.pdf_faces()]
    return stylesheet(page, faces, fonts.PDF_FAMILIES, running=running)
