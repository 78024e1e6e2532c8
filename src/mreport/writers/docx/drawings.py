"""Pictures in DOCX: a part for each, and the run that shows it in a line, as large as on other paper."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from mreport.images import dots
from mreport.page import classes, image_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree import ElementTree as ET

    from docx.document import Document

    from mreport.images import Image
    from mreport.layout import Layout

_EMU = 36000  # to the mm
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_FIRST = 1000  # numbers of drawings, out of the way of a letterhead's


def runs(document: Document, root: ET.Element, images: Mapping[str, Image], layout: Layout) -> dict[str, str]:
    """The run that shows each picture of a page, by the address that its `img` has."""
    found: dict[str, str] = {}
    for element in root.iter("img"):
        address = element.get("src", "")
        if address not in found:
            image = image_of(element, images)
            relationship, _ = document.part.get_or_add_image(BytesIO(dots(image)))
            size = layout.picture(classes(element), image.width, image.height)
            alt = element.get("alt") or image.alt
            found[address] = _run(relationship, _FIRST + len(found), alt, *(round(side * _EMU) for side in size))
    return found


def _run(relationship: str, number: int, alt: str, width: int, height: int) -> str:
    named = f'id="{number}" name="Picture {number - _FIRST + 1}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" '
        f'distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr {named} descr="{escape(alt)}"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
