"""HTML: one file that carries its look and its fonts, and asks nothing of the network."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.page import stylesheet

if TYPE_CHECKING:
    from mreport.page import Page


def encode(page: Page) -> bytes:
    """The page as an HTML document in UTF-8."""
    faces = [
        (face.family, face.weight, f"data:font/woff2;base64,{b64encode(face.file.read_bytes()).decode()}")
        for face in page.layout.fonts.web_faces()
    ]
    style = stylesheet(page, faces, page.layout.fonts.web_families)
    return document(page, page.root, style).encode()


def document(page: Page, root: ET.Element, style: str = "") -> str:
    """A whole HTML document around a tree of the page."""
    html = ET.Element("html", {"lang": page.language.tag, "dir": page.language.direction})
    head = ET.SubElement(html, "head")
    ET.SubElement(head, "meta", {"charset": "utf-8"})
    ET.SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    ET.SubElement(head, "meta", {"name": "generator", "content": "mreport"})
    for name in ("dcterms.created", "dcterms.modified"):
        ET.SubElement(head, "meta", {"name": name, "content": page.report.date})
    ET.SubElement(head, "title").text = page.report.title.text
    if style:
        ET.SubElement(head, "style").text = style
    body = ET.SubElement(html, "body")
    body.append(root)
    return "<!DOCTYPE html>\n" + ET.tostring(html, encoding="unicode", method="html") + "\n"
