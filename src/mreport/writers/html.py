"""HTML: one file that carries its look and its fonts, and asks nothing of the network."""

from __future__ import annotations

import copy
from base64 import b64encode
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.page import classes, image_of, stylesheet

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
        image = image_of(element, page.images)
        element.set("src", image.address)
        if image.kind != "code":
            element.set("width", str(image.width))
            element.set("height", str(image.height))
    return root


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
