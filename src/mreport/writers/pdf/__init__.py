"""PDF: pages planned, painted and written by us; those that are not of this kind are laid out by WeasyPrint.

`frame` decides what stands on each page, `plan` the lines and rows of tables, `paint` draws, `tags` gives structure.
`document` has them written into a `file`: `pages` as they come, then `resources` (fonts by `embedding`), `bookmarks`,
`metadata`; `archive` makes it a PDF/A that carries its source. Right-to-left text and templates with tables of their
own take the `plain` way.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from mreport import panels
from mreport.writers.pdf.document import document
from mreport.writers.pdf.frame import Frame
from mreport.writers.pdf.lines import Unplanned

if TYPE_CHECKING:
    from mreport.page import Page


def encode(page: Page, *, planned: bool = True) -> bytes:
    """The page as a PDF/UA-1 and PDF/A-3a with its source inside; `planned=False` takes the plain way.

    The plain way is tagged and carries the source, but claims neither standard: WeasyPrint's tables miss them.

    Raises, on the plain way alone, MachineError (`pango-missing`) and TemplateError (`resource-refused`).
    """
    out = BytesIO()
    write(page, out, planned=planned)
    return out.getvalue()


def write(page: Page, out: BinaryIO, *, planned: bool = True) -> None:
    """Write what `encode` gives, as it is made, to a file that can be sought in."""
    root = panels.split(page)
    if planned and not page.theme.css:
        try:
            document(page, Frame(page, root, page.language.gettext("(continued)")), out)
        except Unplanned:
            out.seek(0)
            out.truncate()
        else:
            return
    from mreport.writers.pdf import plain

    out.write(plain.document(page, root))
