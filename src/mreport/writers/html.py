"""HTML: one file that carries its look and its fonts, and asks nothing of the network."""

from __future__ import annotations

import copy
from base64 import b64encode
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.page import VALUE, classes, image_of, sized, stylesheet

if TYPE_CHECKING:
    from mreport.page import Page


def encode(page: Page) -> bytes:
    """The page as an HTML document in UTF-8."""
    faces = [
        (face.family, face.weight, f"data:font/woff2;base64,{b64encode(face.file.read_bytes()).decode()}")
        for face in page.layout.fonts.web_faces()
    ]
    style = stylesheet(page, faces, page.layout.fonts.web_families)
    return document(page, _inlined(page), style).encode()


def _inlined(page: Page) -> ET.Element:
    """The page's tree with its pictures inside, without the running header, which is for paper."""
    root = ET.Element(page.root.tag, dict(page.root.attrib))
    root.extend(one for one in page.root if one.tag != "header" or "running" not in classes(one))
    if not page.images:
        return root
    root = copy.deepcopy(root)
    for element in root.iter("img"):
        put_inside(element, page)
    return root


def put_inside(element: ET.Element, page: Page) -> None:
    """Have an `img` of a page hold its picture itself, and say its size."""
    image = image_of(element, page.images)
    size = sized(element, image, page) if VALUE in classes(element) else (image.width, image.height)
    sides = {} if image.kind == "code" else {"width": str(size[0]), "height": str(size[1])}
    element.attrib = {**element.attrib, "src": image.address, **sides}  # the record of attributes is shared


def document(page: Page, root: ET.Element, style: str = "") -> str:
    """A whole HTML document around a tree of the page."""
    html = ET.Element("html", {"lang": page.language.tag, "dir": page.language.direction})
    head = ET.SubElement(html, "head")
    ET.SubElement(head, "meta", {"charset": "utf-8"})
    ET.SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    ET.SubElement(head, "meta", {"name": "generator", "content": "mreport"})
    for name in ("dcterms.created", "dcterms.modified"):
        ET.SubElement(head, "meta", {"name": name, "content": page.report.date})
    if page.report.author:
        ET.SubElement(head, "meta", {"name": "author", "content": page.report.author})
    ET.SubElement(head, "title").text = page.report.title.text
    if style:
        ET.SubElement(head, "style").text = style
    body = ET.SubElement(html, "body")
    body.append(root)
    return "<!DOCTYPE html>\n" + ET.tostring(html, encoding="unicode", method="html") + "\n"
