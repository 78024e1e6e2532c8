"""Words with a hyphen stay whole: at a line's end, poppler and pdfium take a hyphen for hyphenation and drop it."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

# A longer one (an address, a chain of names) may break: a hole in the line would be worse.
_LONGEST = 24
_HYPHENED = re.compile(rf"((?<![\w-])(?=[\w-]{{3,{_LONGEST}}}(?![\w-]))\w+(?:-\w+)+)", re.ASCII)


def whole(element: ET.Element) -> ET.Element:
    """A tree like this one, in which each word with a hyphen is a `span.whole`, which the style does not break."""
    result = ET.Element(element.tag, dict(element.attrib))
    _put(result, element.text)
    for child in element:
        result.append(whole(child))
        _put(result, child.tail)
    return result


def _put(parent: ET.Element, text: str | None) -> None:
    """Put a text at the end of an element, its words with a hyphen in spans."""
    pieces = _HYPHENED.split(text) if text and "-" in text else [text or ""]
    for index, piece in enumerate(pieces):
        if index % 2:
            ET.SubElement(parent, "span", {"class": "whole"}).text = piece
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + piece
        else:
            parent.text = (parent.text or "") + piece
