"""Directions: what a page shows in a language that is written the other way says so, in every format.

It works on the page's tree, so that any template has it. A text of such a language is isolated from what stands
beside it, and begins where the page's lines begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport.language import direction_of

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from mreport.page import Page


def directed(page: Page) -> Page:
    """The page with `dir` on each element whose language is written the other way than what it stands in."""
    own = page.language.direction
    tags = {tag for element in page.root.iter() if (tag := element.get("lang"))}
    if own != "ltr" or any(direction_of(tag) != own for tag in tags):
        _direct(page.root, own)
    return page


def _direct(element: ET.Element, around: str) -> None:
    lang = element.get("lang")
    here = element.get("dir") or (direction_of(lang) if lang else around)
    if here != around and "dir" not in element.attrib:
        element.set("dir", here)
    for child in element:
        _direct(child, here)
