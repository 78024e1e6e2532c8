"""Folding: the heading of a group is a link that folds its rows away or shows them again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.page import classes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mreport.comparison.records import Dataset, Text
    from mreport.page import Page
    from mreport.report import Line
    from mreport.web.address import Address


def group_numbers(dataset: Dataset) -> dict[str, str]:
    """The number of each attribute's group, from 1 in the dataset's order; those without one are left out."""
    groups: list[Text] = []
    for attribute in dataset.attributes.values():
        if attribute.group is not None and attribute.group not in groups:
            groups.append(attribute.group)
    return {
        attribute.id: str(groups.index(attribute.group) + 1)
        for attribute in dataset.attributes.values()
        if attribute.group is not None
    }


def fold(table: ET.Element, page: Page, address: Address, groups: Mapping[str, str]) -> None:
    """Make links of a table's headings, and take away the rows of the groups that an address folds.

    A table whose rows are not the report's, as a template of the user's own can have, stays as it is.
    """
    for body in table.iter("tbody"):
        rows = [row for row in body if "group" not in classes(row)]
        if len(rows) == len(body) or len(rows) != len(page.report.lines):
            continue
        lines = dict(zip(rows, page.report.lines, strict=True))
        for heading, own in _groups(list(body)):
            number = groups.get(lines[own[0]].attribute) if own else None
            if number is None:
                continue
            folded = number in address.folded
            _link(heading, [lines[row] for row in own], page, address.folding(number).query, number, folded=folded)
            for row in own if folded else ():
                body.remove(row)


def _groups(rows: Sequence[ET.Element]) -> list[tuple[ET.Element, list[ET.Element]]]:
    """Each heading with the rows below it."""
    found: list[tuple[ET.Element, list[ET.Element]]] = []
    for row in rows:
        if "group" in classes(row):
            found.append((row, []))
        elif found:
            found[-1][1].append(row)
    return found


def _link(row: ET.Element, lines: Sequence[Line], page: Page, query: str, number: str, *, folded: bool) -> None:
    """Make a link of a heading; of rows that are folded away it says how many there are, and how many differ."""
    heading = row[0]
    link = ET.Element(
        "a",
        {
            "class": "fold",
            "href": f"./{query}",
            "aria-expanded": "false" if folded else "true",
            "data-focus": f"fold-{number}",
        },
    )
    link.text, heading.text = heading.text, None
    for child in list(heading):
        heading.remove(child)
        link.append(child)
    heading.append(link)
    if folded:
        reader = page.language
        count, marked = len(lines), sum(line.marked for line in lines)
        words = reader.ngettext("%(count)s row", "%(count)s rows", count) % {"count": reader.numeral(count)}
        told = ET.SubElement(heading, "span", {"class": "folded"})
        told.text = f"{words}, ≠ {reader.numeral(marked)}" if marked else words
