"""Pictures on planned pages: how large they stand, and what draws them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from mreport.images.bare import dots
from mreport.page import classes, image_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

    from mreport.images import Image
    from mreport.layout import Layout
    from mreport.writers.pdf.file import File
    from mreport.writers.pdf.resources import Resources

_MM = 96 / 25.4  # in px
_WHITE = (255, 255, 255)
_COLOURS = {1: "/DeviceGray", 3: "/DeviceRGB"}  # by samples
_COLOUR_TYPE = 25  # where a PNG tells it
_SAMPLES = {0: 1, 2: 3}  # by type of colour; the others can be seen through


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An `img` of the page, and its size in px."""

    element: Element
    image: Image
    width: float
    height: float

    @classmethod
    def of(
        cls, element: Element, images: Mapping[str, Image], layout: Layout, room: float, most: float | None = None
    ) -> Picture:
        """A picture as large as its class has it, in proportion; `room` is the width it has, `most` the height."""
        image = image_of(element, images)
        width, height = layout.picture(classes(element), image.width, image.height)
        scale = min(1.0, room / (width * _MM), (most or height * _MM) / (height * _MM))
        return cls(element, image, width * _MM * scale, height * _MM * scale)

    def shown(self, resources: Resources, x: float, y: float) -> str:
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
        drawn = resources.draw(name, partial(_written, image))
        return f"q {self.width:.3f} 0 0 {-self.height:.3f} {x:.3f} {y + self.height:.3f} cm {drawn} Q"


def _written(image: Image, file: File) -> int:
    """Write a picture as PDF has it: as it was compressed; what can be seen through on white."""
    entries = f"/Type/XObject/Subtype/Image/Width {image.width}/Height {image.height}/BitsPerComponent 8"
    if image.kind == "jpeg":
        colours = _COLOURS[_samples(image)]
        return file.stream(image.content, f"{entries}/ColorSpace{colours}/Filter/DCTDecode", packed=True)
    content = image.content
    if content[_COLOUR_TYPE] not in _SAMPLES:
        content = _grounded(content)
    samples = _SAMPLES[content[_COLOUR_TYPE]]
    lines = f"<</Predictor 15/Colors {samples}/BitsPerComponent 8/Columns {image.width}>>"
    entries += f"/ColorSpace{_COLOURS[samples]}/Filter/FlateDecode/DecodeParms{lines}"
    return file.stream(dots(content), entries, packed=True)


def _samples(image: Image) -> int:
    """How many samples each dot of a JPEG has."""
    from PIL import Image as Pictures

    with Pictures.open(BytesIO(image.content), formats=("JPEG",)) as picture:
        return len(picture.getbands())


def _grounded(content: bytes) -> bytes:
    """A PNG that can be seen through, on white."""
    from PIL import Image as Pictures

    made = BytesIO()
    with Pictures.open(BytesIO(content), formats=("PNG",)) as picture:
        ground = Pictures.new("RGB", picture.size, _WHITE)
        ground.paste(picture, mask=picture.getchannel("A"))
        ground.save(made, "PNG")
    return made.getvalue()
