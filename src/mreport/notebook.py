"""What a notebook shows: a comparison, or its page, as a piece of HTML between others, in any theme, dark ones too.

And what is wrong, in sentences.
"""

from __future__ import annotations

import copy
import os
import shutil
from traceback import extract_tb
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import mreport
from mreport.page import Page, classes
from mreport.resources import folder
from mreport.writers.html import put_inside

if TYPE_CHECKING:
    from mreport.comparison.records import Comparison
    from mreport.errors import MreportError

MOST_ROWS = 500
"""So many rows of a table are shown; reports have them all."""

_CLASS = "mreport-shown"
_VARIABLES = ("MREPORT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_STYLE = "notebook.css"


def html(shown: Comparison | Page) -> str:
    """A comparison or a page in HTML, its style within it: nothing of it touches the notebook around."""
    page = _page(shown)
    root = copy.deepcopy(page.root)
    root.tag = "div"
    root.set("class", _CLASS)
    for furniture in [one for one in root if "running" in classes(one)]:
        root.remove(furniture)
    for element in root.iter():
        element.attrib.pop("id", None)  # other outputs may have the same
        if element.tag == "img":
            put_inside(element, page)
        elif element.tag == "a":
            element.set("rel", "noopener")
            element.set("target", "_blank")
    _shorten(root, page)
    style = (folder("templates") / _STYLE).read_text("utf-8").replace("&", f".{_CLASS}.{_CLASS}")
    return f"<style>{style}</style>{ET.tostring(root, encoding='unicode', method='html')}"


def bundle(shown: Comparison | Page) -> dict[str, str]:
    """The same by kinds of media: HTML for notebooks, text for terminals."""
    from mreport.writers import terminal

    page = _page(shown)
    return {"text/html": html(page), "text/plain": terminal.text(page, shutil.get_terminal_size((100, 24)).columns)}


def told(error: MreportError) -> list[str]:
    """What is wrong in the words of the reader's language, line by line; above, the line of the cell and the code."""
    from mreport import language
    from mreport.messages import placed

    wanted = filter(None, map(os.environ.get, _VARIABLES))
    reader = language.language(next(filter(None, map(language.served_by, wanted)), "en"))
    lines = [frame.lineno for frame in extract_tb(error.__traceback__) if frame.name == "<module>"]
    where = [reader.gettext("line %(line)s") % {"line": lines[-1]}] if lines else []
    head = " · ".join([f"{type(error).__name__} ({error.code})", *where])
    return [head, *(placed(fault, reader) for fault in error.faults)]


def _page(shown: Comparison | Page) -> Page:
    """A page; a comparison's is in the language of MREPORT_LANG, else in the data's own, else in English."""
    from mreport import language

    if isinstance(shown, Page):
        return shown
    wanted = os.environ.get("MREPORT_LANG", "").partition(",")[0] or shown.dataset.language
    return mreport.render(shown, language.served_by(wanted) or "en")


def _shorten(root: ET.Element, page: Page) -> None:
    """Leave out the rows beyond the most that are shown, and say how many."""
    for table in list(root.iter("table")):
        rows = [(body, row) for body in table.findall("tbody") for row in body]
        for body, row in rows[MOST_ROWS:]:
            body.remove(row)
        if (rest := len(rows) - MOST_ROWS) > 0:
            said = page.language.ngettext(
                "… and %(count)s more row, which a report has.", "… and %(count)s more rows, which a report has.", rest
            )
            ET.SubElement(root, "p", {"class": "note"}).text = said % {"count": rest}
