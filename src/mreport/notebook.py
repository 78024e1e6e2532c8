"""What a notebook shows: a comparison, its page or its data, as a piece of HTML between others; errors in sentences.

Its style holds within it alone, and takes its colours from the notebook: dark themes need no word.
"""

from __future__ import annotations

import copy
import os
import shutil
from traceback import extract_tb
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import mreport
from mreport.comparison.records import Dataset
from mreport.page import Page, classes
from mreport.resources import folder
from mreport.writers.html import put_inside

if TYPE_CHECKING:
    from mreport.comparison.records import Comparison
    from mreport.errors import MreportError
    from mreport.language import Language

MOST_ROWS = 500
"""So many rows of a table are shown; reports have them all."""

_CLASS = "mreport-shown"
_VARIABLES = ("MREPORT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_STYLE = "notebook.css"


def html(shown: Comparison | Page | Dataset) -> str:
    """A comparison, a page or a dataset in HTML, its style within it: nothing of it touches the notebook around."""
    root = _contents(shown) if isinstance(shown, Dataset) else _tree(_page(shown))
    style = (folder("templates") / _STYLE).read_text("utf-8").replace("&", f".{_CLASS}.{_CLASS}")
    return f"<style>{style}</style>{ET.tostring(root, encoding='unicode', method='html')}"


def _tree(page: Page) -> ET.Element:
    """The tree of a page, as it can stand among other outputs."""
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
    return root


def _contents(dataset: Dataset) -> ET.Element:
    """What a dataset holds: its title, its items and its attributes, each with its id."""
    reader = _reader(dataset.language)
    root = ET.Element("div", {"class": _CLASS, "lang": reader.tag})
    if dataset.title:
        ET.SubElement(root, "h1").text = reader.choose(dataset.title, dataset.language)[0]
    for heading, rows in _lists(dataset, reader):
        ET.SubElement(root, "p", {"class": "summary"}).text = heading
        body = ET.SubElement(ET.SubElement(root, "table"), "tbody")
        for head, *others in rows[:MOST_ROWS]:
            row = ET.SubElement(body, "tr")
            ET.SubElement(row, "th", {"scope": "row"}).text = head
            for cell in others:
                ET.SubElement(row, "td").text = cell
    return root


def _lists(dataset: Dataset, reader: Language) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Items and attributes, under headings that count them."""
    _ = reader.gettext
    items = [(key, reader.choose(item.name, dataset.language)[0]) for key, item in dataset.items.items()]
    attributes = [
        (
            key,
            reader.choose(one.label, dataset.language)[0],
            one.rule if one.compared else _("%(rule)s (not compared)") % {"rule": one.rule},
        )
        for key, one in dataset.attributes.items()
    ]
    return [
        (_("Items: %(count)s") % {"count": len(items)}, [*items]),
        (_("Attributes: %(count)s") % {"count": len(attributes)}, [*attributes]),
    ]


def bundle(shown: Comparison | Page | Dataset) -> dict[str, str]:
    """The same by kinds of media: HTML for notebooks, text for terminals."""
    from mreport.writers import terminal

    if isinstance(shown, Dataset):
        lists = _lists(shown, _reader(shown.language))
        lines = [line for heading, rows in lists for line in (heading, *("  " + "  ".join(row) for row in rows))]
        return {"text/html": html(shown), "text/plain": "\n".join(lines)}
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
    """A page; a comparison's is in the reader's language."""
    return shown if isinstance(shown, Page) else mreport.render(shown, _reader(shown.dataset.language).tag)


def _reader(own: str) -> Language:
    """The language of MREPORT_LANG, else the data's own, else English."""
    from mreport import language

    wanted = os.environ.get("MREPORT_LANG", "").partition(",")[0] or own
    return language.language(language.served_by(wanted) or "en")


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
