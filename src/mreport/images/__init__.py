"""Pictures that reports show: files checked by us, whose kind their content tells, and codes drawn by us.

What a camera or a program wrote beside a picture (places, names, thumbnails) does not reach a report. The picture
itself stays as it was compressed, where it stands upright and in colours of a screen; else it is made anew of what it
shows.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mreport.errors import LimitError, Place, UserError
from mreport.images import bare

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 20_000_000
if TYPE_CHECKING:
    from collections.abc import Iterator

# MPO: a JPEG with others behind it, as telephones make them; its first picture is the one that is shown.
_KINDS: dict[str, Literal["png", "jpeg"]] = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg"}
_SVG = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!|svg)")
_QUIET = 4  # modules around a QR code (ISO/IEC 18004)
_LARGE = 8  # dots to the module, where a code must be made of dots
_ORIENTATION = 0x0112  # the tag of EXIF
_QUALITY = 92


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: its bytes and kind, its size in pixels, what is said to those who can't see it.

    Of a `code` the content has a byte for each module, row by row, 1 where it is dark. `name` is what data call it,
    which is where it lies `beside` them, if it does.
    """

    content: bytes
    kind: Literal["png", "jpeg", "code"]
    width: int
    height: int
    alt: str = ""
    name: str = ""
    beside: bool = False
    digest: str = field(init=False)  # of the content: SHA-256 in hexadecimal digits

    def __post_init__(self) -> None:
        """The digest is made once."""
        object.__setattr__(self, "digest", sha256(self.content).hexdigest())

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

    Raises UserError (`image-missing`, `image-kind`, `image-svg`, `image-broken`), LimitError (`image-bytes`,
    `image-pixels`).
    """
    return of(content(path), alt, Place(os.fspath(path)))


def content(path: str | os.PathLike[str]) -> bytes:
    """What the file of a picture holds. Raises UserError (`image-missing`), LimitError (`image-bytes`)."""
    place = Place(os.fspath(path))
    try:
        with Path(path).open("rb") as file:
            found = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError("image-missing", place, errno=error.errno or 0) from None
    if len(found) > MOST_BYTES:
        raise LimitError("image-bytes", place, most=MOST_BYTES)
    return found


def kind_of(content: bytes) -> Literal["png", "jpeg"] | None:
    """The kind of picture that bytes begin as, if any."""
    return "png" if content.startswith(bare.SIGNATURE) else "jpeg" if content.startswith(b"\xff\xd8\xff") else None


def of(content: bytes, alt: str, place: Place) -> Image:
    """A picture out of the bytes of a PNG or JPEG file. Raises as `read` does."""
    from PIL import UnidentifiedImageError

    try:
        with _opened(content) as picture:
            _measure(picture.width, picture.height, place)
            picture.load()
            return _clean(picture, content, alt)
    except LimitError:
        raise
    except UnidentifiedImageError:
        raise UserError("image-svg" if _SVG.match(content) else "image-kind", place) from None
    except Exception:  # noqa: BLE001  what a decoder raises for a broken file is not to be foreseen
        raise UserError("image-broken", place) from None


def _measure(width: int, height: int, place: Place) -> None:
    if width * height > MOST_PIXELS:
        raise LimitError("image-pixels", place, width=width, height=height, most=MOST_PIXELS)


@contextmanager
def _opened(content: bytes) -> Iterator[Any]:
    """A picture whose size is known and whose dots are not yet unpacked.

    One that is not whole is refused, also where WeasyPrint has told the library to take it; the library's own limit
    on sizes is not asked: ours is lower, and says what is wrong.
    """
    from PIL import Image as Pictures
    from PIL import ImageFile

    before = ImageFile.LOAD_TRUNCATED_IMAGES, Pictures.MAX_IMAGE_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES, Pictures.MAX_IMAGE_PIXELS = False, None
    try:
        with Pictures.open(BytesIO(content), formats=("PNG", "JPEG")) as picture:
            yield picture
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES, Pictures.MAX_IMAGE_PIXELS = before


def _clean(picture: Any, content: bytes, alt: str) -> Image:
    """A picture without what was written beside it."""
    from PIL import ImageOps

    kind = _KINDS[picture.format]
    upright = picture.getexif().get(_ORIENTATION, 1) == 1
    if upright and kind == "jpeg" and picture.mode in ("RGB", "L"):
        return Image(bare.jpeg(content), kind, picture.width, picture.height, alt)
    if upright and kind == "png" and (kept := bare.png(content)):
        return Image(kept, kind, picture.width, picture.height, alt)
    made = BytesIO()
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
