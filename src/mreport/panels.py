"""Panels: a table with more items than fit the paper becomes several, each with the label column and the header."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.page import classes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.language import Language
    from mreport.page import Page


def split(page: Page) -> ET.Element:
    """The page's tree for paper: each comparison table in as many panels as its layout asks for.

    A panel is `section.panel` with a line that names its items, then its table. The page's own tree stays
    as it is; parts that do not change are shared.
    """
    return _split(page.root, page)


def _split(element: ET.Element, page: Page) -> ET.Element:
    if not any(_is_wide(table, page) for table in element.iter("table")):
        return element
    result = _shell(element)
    for child in element:
        if _is_wide(child, page):
            result.extend(_panels(child, page))
        else:
            result.append(_split(child, page))
    return result


def _is_wide(element: ET.Element, page: Page) -> bool:
    return (
        element.tag == "table" and "comparison" in classes(element) and columns(element) - 1 > page.layout.most_columns
    )


def columns(table: ET.Element) -> int:
    """How many columns the first row of a table has, the label column among them."""
    row = next(table.iter("tr"), None)
    return 0 if row is None else sum(int(cell.get("colspan", "1")) for cell in row)


def _panels(table: ET.Element, page: Page) -> list[ET.Element]:
    count = columns(table) - 1
    made = []
    for items in page.layout.panels(count):
        panel = ET.Element("section", {"class": "panel"})
        name = ET.SubElement(panel, "p", {"class": "panel-name"})
        name.text = " \u00b7 ".join(_name(items, count, one.language) for one in (page, *page.others))
        panel.append(_columns(table, items))
        made.append(panel)
    return made


def _name(items: range, count: int, language: Language) -> str:
    return language.gettext("Items %(first)s\u2013%(last)s of %(count)s") % {
        "first": language.numeral(items.start + 1),
        "last": language.numeral(items.stop),
        "count": language.numeral(count),
    }


def _columns(element: ET.Element, items: range) -> ET.Element:
    """A table, or a part of one, with the label column and these items' columns alone."""
    if element.tag == "tr":
        return _row(element, items)
    result = _shell(element)
    result.extend(_columns(child, items) if child.tag in ("thead", "tbody", "tr") else child for child in element)
    return result


def _row(row: ET.Element, items: range) -> ET.Element:
    cells: Sequence[ET.Element] = list(row)
    result = _shell(row)
    if len(cells) == 1:  # a heading over the whole row
        heading = _shell(cells[0])  # `copy` would share the attributes with the page's own tree
        heading.extend(cells[0])
        heading.set("colspan", str(len(items) + 1))
        result.append(heading)
    else:
        result.extend([cells[0], *(cells[index + 1] for index in items)])
    return result


def _shell(element: ET.Element) -> ET.Element:
    """An element without its children."""
    shell = ET.Element(element.tag, dict(element.attrib))
    shell.text, shell.tail = element.text, element.tail
    return shell
