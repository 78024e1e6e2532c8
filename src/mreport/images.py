"""Pictures that reports show: files checked by us, whose kind their content tells, and codes drawn by us.

A picture is made anew of what it shows: what a camera or a program wrote beside it (places, names, thumbnails) does
not reach a report. JPEG stays as it was compressed, where it stands upright and in colours of a screen.
"""

from __future__ import annotations

import os
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mreport.errors import LimitError, Place, UserError

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 20_000_000
if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS: dict[str, Literal["png", "jpeg"]] = {"PNG": "png", "JPEG": "jpeg"}
_QUIET = 4  # modules around a QR code (ISO/IEC 18004)
_LARGE = 8  # dots to the module, where a code must be made of dots
_ORIENTATION = 0x0112  # the tag of EXIF
_QUALITY = 92
# Markers of a JPEG behind which applications write (JFIF's own and Adobe's colour transform stay), and of comments.
_APART = frozenset((*range(0xE1, 0xEE), 0xEF, 0xFE))


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: its bytes and kind, its size in pixels, what is said to those who can't see it.

    Of a `code` the content has a byte for each module, row by row, 1 where it is dark.
    """

    content: bytes
    kind: Literal["png", "jpeg", "code"]
    width: int
    height: int
    alt: str

    @property
    def media_type(self) -> str:
        """The type under which a web page takes it; codes are drawn as SVG."""
        return "image/svg+xml" if self.kind == "code" else f"image/{self.kind}"

    @property
    def address(self) -> str:
        """The picture as an address of a web page."""
        return f"data:{self.media_type};base64,{b64encode(self.drawn).decode()}"

    @property
    def drawn(self) -> bytes:
        """The bytes of the type that `media_type` names."""
        return self._svg().encode() if self.kind == "code" else self.content

    @property
    def bars(self) -> list[tuple[int, int, int]]:
        """What is dark of a code: left, top and length of each run of modules."""
        found = []
        for top in range(self.height):
            row = self.content[top * self.width : (top + 1) * self.width]
            left = 0
            while (left := row.find(1, left)) >= 0:
                end = row.find(0, left)
                found.append((left, top, (end if end >= 0 else self.width) - left))
                left = end if end >= 0 else self.width
        return found

    def _svg(self) -> str:
        path = "".join(f"M{left} {top}h{length}v1h-{length}z" for left, top, length in self.bars)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'shape-rendering="crispEdges"><path d="{path}"/></svg>'
        )


def read(path: str | os.PathLike[str], alt: str) -> Image:
    """A picture out of a PNG or JPEG file.

    Raises UserError (`image-missing`, `image-kind`, `image-broken`) and LimitError (`image-bytes`, `image-pixels`).
    """
    place = Place(os.fspath(path))
    try:
        with Path(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError("image-missing", place, errno=error.errno or 0) from None
    if len(content) > MOST_BYTES:
        raise LimitError("image-bytes", place, most=MOST_BYTES)
    return of(content, alt, place)


def of(content: bytes, alt: str, place: Place) -> Image:
    """A picture out of the bytes of a PNG or JPEG file. Raises as `read` does."""
    from PIL import Image as Pictures
    from PIL import UnidentifiedImageError

    try:
        picture = Pictures.open(BytesIO(content), formats=tuple(_KINDS))
    except UnidentifiedImageError:
        raise UserError("image-kind", place) from None
    except Exception:  # noqa: BLE001  what a decoder raises for a broken file is not to be foreseen
        raise UserError("image-broken", place) from None
    with picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise LimitError("image-pixels", place, width=width, height=height, most=MOST_PIXELS)
        try:
            with _whole():
                picture.load()
            return _clean(picture, content, alt)
        except Exception:  # noqa: BLE001
            raise UserError("image-broken", place) from None


@contextmanager
def _whole() -> Iterator[None]:
    """Pictures are refused that are not whole, also where WeasyPrint has told the library to take them."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _clean(picture: Any, content: bytes, alt: str) -> Image:
    """A picture without what was written beside it."""
    from PIL import ImageOps

    upright = picture.getexif().get(_ORIENTATION, 1) == 1
    if picture.format == "JPEG" and upright and picture.mode in ("RGB", "L"):
        return Image(_bare(content), "jpeg", picture.width, picture.height, alt)
    made, kind = BytesIO(), _KINDS[picture.format]
    picture = ImageOps.exif_transpose(picture)
    if kind == "jpeg":
        picture.convert("RGB").save(made, "JPEG", quality=_QUALITY)
    else:
        see_through = "A" in picture.mode or "transparency" in picture.info
        mode = "RGBA" if see_through else "L" if picture.mode in ("1", "L") else "RGB"
        picture = picture.convert(mode)
        picture.info = {}
        picture.save(made, "PNG", optimize=True)
    return Image(made.getvalue(), kind, picture.width, picture.height, alt)


def _bare(content: bytes) -> bytes:
    """A JPEG without its comments and what applications wrote into it, but for how its colours are coded."""
    kept, position = [content[:2]], 2
    while content[position : position + 1] == b"\xff":
        marker = content[position + 1]
        if marker == 0xFF:  # noqa: PLR2004  a byte that fills
            position += 1
            continue
        end = position + 2 + int.from_bytes(content[position + 2 : position + 4], "big")
        if marker == 0xDA:  # noqa: PLR2004  the picture itself, to the end
            break
        if marker not in _APART:
            kept.append(content[position:end])
        position = end
    return b"".join([*kept, content[position:]])


def code(address: str, alt: str) -> Image:
    """An address as a QR code with its quiet zone. Raises UserError (`code-too-long`)."""
    import segno

    try:
        made = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError:
        raise UserError("code-too-long", address=address) from None
    rows = [bytes(row) for row in made.matrix_iter(border=_QUIET)]
    return Image(b"".join(rows), "code", len(rows[0]), len(rows), alt)


def dots(image: Image) -> bytes:
    """A PNG of a code, for a format that takes no drawing; other pictures as they are."""
    if image.kind != "code":
        return image.content
    from PIL import Image as Pictures

    plain = Pictures.frombytes("L", (image.width, image.height), bytes(255 * (1 - dark) for dark in image.content))
    made = BytesIO()
    size = (image.width * _LARGE, image.height * _LARGE)
    plain.resize(size, Pictures.Resampling.NEAREST).convert("1").save(made, "PNG", optimize=True)
    return made.getvalue()
