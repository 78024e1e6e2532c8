"""PDF: WeasyPrint makes the document and embeds the fonts; its pages are planned and painted by us.

`frame` decides what stands on each page, `plan` the lines and rows of tables, `paint` draws, `tags` gives structure,
`leaves` are the pages as WeasyPrint takes them. A page that is not planned (right-to-left text, for one) takes the
`plain` way: WeasyPrint lays it out. `archive` makes it a PDF/A that carries its source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mreport import panels
from mreport.watched import watched
from mreport.writers.pdf import archive, libraries, plain
from mreport.writers.pdf.frame import frame
from mreport.writers.pdf.leaves import Leaves
from mreport.writers.pdf.lines import Unplanned
from mreport.writers.pdf.streams import pack

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from mreport.page import Page


def encode(page: Page, *, planned: bool = True) -> bytes:
    """The page as a PDF/UA-1 and PDF/A-3a with its source inside; `planned=False` takes the plain way.

    The plain way is tagged and carries the source, but claims neither standard: WeasyPrint's tables miss them.

    Raises MachineError (`pango-missing`) and TemplateError (`resource-refused`); the plain way is watched.
    """
    libraries.load()
    root = panels.split(page)
    leaves = _leaves(page, root) if planned and not page.theme.css else None
    if leaves:
        return _made(page, leaves.document(), leaves)
    return watched(lambda: _made(page, plain.laid_out(page, root)))  # a layout by style sheets can take for ever


def _made(page: Page, document: Any, leaves: Leaves | None = None) -> bytes:
    """A document as a file."""

    def finish(_document: Any, pdf: Any) -> None:
        if leaves:
            leaves.finish(pdf)
        else:
            plain.tidy(pdf)
        archive.finish(pdf, page, claimed=leaves is not None)
        pack(pdf)

    variant = "pdf/ua-1" if leaves else None
    content: bytes = document.write_pdf(finisher=finish, pdf_variant=variant, pdf_tags=True)
    return archive.identified(content)


def _leaves(page: Page, root: ET.Element) -> Leaves | None:
    """The pages of a report; None where they can't be planned."""
    try:
        return Leaves(page, frame(page, root, page.language.gettext("(continued)")))
    except Unplanned:
        return None
