"""Pictures on planned pages: how large they stand, and what draws them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pydyf

from mreport.page import classes, image_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from mreport.images import Image
    from mreport.layout import Layout

_MM = 96 / 25.4  # in px
_WHITE = (255, 255, 255)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An `img` of the page, and its size in px."""

    element: Element
    image: Image
    width: float
    height: float

    @classmethod
    def of(cls, element: Element, images: Mapping[str, Image], layout: Layout, room: float) -> Picture:
        """A picture as large as its class has it, its sides in proportion and never wider than `room`."""
        image = image_of(element, images)
        width, height = layout.picture(classes(element), image.width, image.height)
        scale = min(1.0, room / (width * _MM))
        return cls(element, image, width * _MM * scale, height * _MM * scale)

    def shown(self, stream: Any, x: float, y: float) -> str:
        """The operators that draw it with its top left corner at a point, in px downwards."""
        image = self.image
        if image.kind == "code":
            across, down = self.width / image.width, self.height / image.height
            bars = [
                f"{x + left * across:.3f} {y + top * down:.3f} {length * across:.3f} {down:.3f} re"
                for left, top, length in image.bars
            ]
            return "\n".join(["0 g", *bars, "f"])
        name = f"picture-{hashlib.sha256(image.content).hexdigest()[:12]}"
        objects = stream._resources["XObject"]  # noqa: SLF001  of the whole document
        if name not in objects:
            objects[name] = _object(image)
        return f"q {self.width:.3f} 0 0 {-self.height:.3f} {x:.3f} {y + self.height:.3f} cm /{name} Do Q"


def _object(image: Image) -> Any:
    """A picture as PDF has it: JPEG as it is, others as their dots, what can be seen through on white."""
    from PIL import Image as Pictures

    with Pictures.open(BytesIO(image.content), formats=(image.kind.upper(),)) as picture:
        grey = picture.mode == "L"
        extra = {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": image.width,
            "Height": image.height,
            "BitsPerComponent": 8,
            "ColorSpace": "/DeviceGray" if grey else "/DeviceRGB",
        }
        if image.kind == "jpeg":
            return pydyf.Stream([image.content], extra | {"Filter": "/DCTDecode"})
        if picture.mode == "RGBA":
            ground = Pictures.new("RGB", picture.size, _WHITE)
            ground.paste(picture, mask=picture.getchannel("A"))
            return pydyf.Stream([ground.tobytes()], extra, compress=True)
        return pydyf.Stream([picture.tobytes()], extra, compress=True)
