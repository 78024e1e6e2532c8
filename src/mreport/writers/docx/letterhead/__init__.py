"""The user's letterhead: its header, footer, paper, pictures and styles stay; the report goes in where it is marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.page import classes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_NAMED = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=")(\w+)(?=")')


def renamed(body: Iterable[str], ids: Mapping[str, str]) -> Iterator[str]:
    """The body with the styles by the ids that they have in the letterhead."""
    for chunk in body:
        yield _NAMED.sub(lambda named: named[1] + ids.get(named[2], named[2]), chunk)


def without_footer(root: ET.Element) -> ET.Element:
    """The page's tree with the day as its last paragraph: what the footer says else is the letterhead's business."""
    result = ET.Element(root.tag, dict(root.attrib))
    result.text = root.text
    for child in root:
        if child.tag == "footer" and "running" in classes(child):
            day = ET.Element("p", {"class": "source"})
            day.extend(one for one in child if "day" in classes(one))
            result.append(day)
        elif child.tag == "header" and "running" in classes(child):
            continue
        else:
            result.append(child)
    return result
