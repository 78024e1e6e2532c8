"""PDF: pages planned, painted and written by us; those that are not of this kind are laid out by WeasyPrint.

`frame` decides what stands on each page, `plan` the lines and rows of tables, `paint` draws, `tags` gives structure.
`document` has them written into a `file`: `pages` as they come, then `resources` (fonts by `embedding`), `bookmarks`,
`metadata`; `archive` makes it a PDF/A that carries its source. Right-to-left text and templates with tables of their
own take the `plain` way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport import panels
from mreport.writers.pdf.document import document
from mreport.writers.pdf.frame import frame
from mreport.writers.pdf.lines import Unplanned

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from mreport.page import Page
    from mreport.writers.pdf.frame import Frame


def encode(page: Page, *, planned: bool = True) -> bytes:
    """The page as a PDF/UA-1 and PDF/A-3a with its source inside; `planned=False` takes the plain way.

    The plain way is tagged and carries the source, but claims neither standard: WeasyPrint's tables miss them.

    Raises, on the plain way alone, MachineError (`pango-missing`) and TemplateError (`resource-refused`).
    """
    root = panels.split(page)
    framed = _framed(page, root) if planned and not page.theme.css else None
    if framed:
        return document(page, framed)
    from mreport.writers.pdf import plain

    return plain.document(page, root)


def _framed(page: Page, root: ET.Element) -> Frame | None:
    """The plan of a report; None where it can't be planned."""
    try:
        return frame(page, root, page.language.gettext("(continued)"))
    except Unplanned:
        return None
