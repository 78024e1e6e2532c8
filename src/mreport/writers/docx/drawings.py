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
_FIRST = 1000  # numbers of drawings, out of the way of most letterheads'


class Drawings:
    """The pictures of a page, each a part of the package, however often it is shown."""

    def __init__(self, document: Document, root: ET.Element, images: Mapping[str, Image], layout: Layout) -> None:
        """Parts are made of those that `root` shows."""
        self._images = images
        self._layout = layout
        self._count = 0
        taken = (int(one.get("id", 0)) for one in document.element.iter(f"{{{_DRAWING}/wordprocessingDrawing}}docPr"))
        self._first = max((_FIRST, *(number + 1 for number in taken)))  # a report may be a letterhead too
        self._parts: dict[str, str] = {}
        for element in root.iter("img"):
            address = element.get("src", "")
            if address not in self._parts:
                content = BytesIO(dots(image_of(element, images)))
                self._parts[address] = document.part.get_or_add_image(content)[0]

    def run(self, element: ET.Element, room: float | None = None) -> str:
        """The run that shows an `img`, in a width of `room` in mm; each has a number of its own."""
        image = image_of(element, self._images)
        size = self._layout.picture(classes(element), image.width, image.height, room)
        self._count += 1
        alt = element.get("alt") or image.alt
        sides = (max(1, round(side * _EMU)) for side in size)
        name = f"Picture {self._count}"
        return _run(self._parts[element.get("src", "")], self._first + self._count - 1, name, alt, *sides)

    def height(self, element: ET.Element, room: float) -> float:
        """The height in mm that an `img` has in a width of `room`."""
        image = image_of(element, self._images)
        return self._layout.picture(classes(element), image.width, image.height, room)[1]


def _run(relationship: str, number: int, name: str, alt: str, width: int, height: int) -> str:
    named = f'id="{number}" name="{name}"'
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
