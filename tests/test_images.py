"""Pictures: what is taken, what is refused and why, and that nothing written beside a picture goes along."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image as Pictures
from PIL import PngImagePlugin

from mreport import LimitError, UserError, images

SECRET = b"C:\\Users\\somebody\\Desktop"


def picture(kind="PNG", mode="RGB", size=(40, 20), **options):
    """The bytes of a picture."""
    made = BytesIO()
    Pictures.new(mode, size, "red" if mode in ("RGB", "RGBA") else 0).save(made, kind, **options)
    return made.getvalue()


def read(tmp_path, content, name="picture.bin"):
    """A picture out of a file of these bytes."""
    file = tmp_path / name
    file.write_bytes(content)
    return images.read(file, "alt")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("mode", ["RGB", "L", "P", "RGBA", "LA", "1", "CMYK", "I;16"])
def test_pictures_are_taken_whatever_their_name(tmp_path, kind, mode):
    """The kind is told by the content; colours that no screen has become such."""
    try:
        content = picture(kind, mode)
    except OSError:
        return  # the format has no such picture
    image = read(tmp_path, content, "picture.gif")
    assert (image.kind, image.width, image.height, image.alt) == (kind.lower(), 40, 20, "alt")
    with Pictures.open(BytesIO(image.content)) as made:
        assert made.mode in ("RGB", "RGBA", "L")
        assert made.size == (40, 20)


def test_nothing_written_beside_a_picture_goes_along(tmp_path):
    """Texts, comments and EXIF stay behind; a JPEG's own picture is the same to the byte."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", SECRET.decode())
    exif = Pictures.Exif()
    exif[0x010E] = SECRET.decode()
    for content in (
        picture("PNG", pnginfo=info),
        picture("PNG", exif=exif),
        picture("JPEG", exif=exif),
        picture("JPEG", comment=SECRET),
    ):
        assert SECRET in content
        image = read(tmp_path, content)
        assert SECRET not in image.content
        with Pictures.open(BytesIO(content)) as before, Pictures.open(BytesIO(image.content)) as after:
            assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


def test_a_picture_stands_upright(tmp_path):
    """What a camera held on its side is turned."""
    exif = Pictures.Exif()
    exif[0x0112] = 6
    image = read(tmp_path, picture("JPEG", exif=exif))
    assert (image.width, image.height) == (20, 40)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "image-kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image-svg"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg/>', "image-svg"),
        (b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "image-kind"),
        (picture()[:60], "image-broken"),
        (picture("JPEG", size=(400, 400))[:700], "image-broken"),
    ],
)
def test_what_is_no_whole_picture_is_refused(tmp_path, content, code):
    """Another kind and half a picture have a code each, and the place of the file."""
    with pytest.raises(UserError) as refused:
        read(tmp_path, content)
    assert refused.value.code == code
    assert str(refused.value.faults[0].place).endswith("picture.bin")


def huge(width, height):
    """A PNG that claims a size and has no dots."""

    def chunk(name, content):
        return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (12_000, 9_000), (1, 20_000_001)])
def test_a_size_that_is_only_claimed_is_too_large_and_not_broken(tmp_path, width, height):
    """Beyond the library's own limit, near it and just beyond ours: what is told is the size."""
    with pytest.raises(LimitError) as refused:
        read(tmp_path, huge(width, height))
    fault = refused.value.faults[0]
    assert (fault.code, fault.fields["width"], fault.fields["height"]) == ("image-pixels", width, height)


def test_pictures_stay_as_they_were_compressed(tmp_path):
    """A PNG of 8 bits and a JPEG come out with their own dots, without what stands behind the end; twice the same."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Software", SECRET.decode())
    plain, written = picture("PNG"), picture("PNG", pnginfo=info)
    assert read(tmp_path, written + SECRET).content == plain
    for content in (
        picture("JPEG"),
        picture("JPEG", progressive=True),
        picture("JPEG", size=(300, 200), restart_marker_rows=1),
    ):
        image = read(tmp_path, content + SECRET)
        assert image.content == content
        assert read(tmp_path, image.content) == image


def test_a_picture_of_a_telephone_is_its_first_one(tmp_path):
    """A JPEG with another one behind it is taken, and the other one is left."""
    made = BytesIO()
    first, second = Pictures.new("RGB", (40, 20), "red"), Pictures.new("RGB", (8, 4), "blue")
    first.save(made, "MPO", save_all=True, append_images=[second])
    image = read(tmp_path, made.getvalue())
    assert (image.kind, image.width, image.height) == ("jpeg", 40, 20)
    assert image.content.count(b"\xff\xd8\xff") == 1


def test_limits(tmp_path, monkeypatch):
    """A file and a picture that are too large are refused, the picture before it is unpacked."""
    with pytest.raises(LimitError) as refused:
        read(tmp_path, picture() + bytes(images.MOST_BYTES))
    assert refused.value.code == "image-bytes"
    content = picture(mode="1", size=(5000, 4001))
    monkeypatch.setattr(Pictures.Image, "load", None)
    with pytest.raises(LimitError) as refused:
        read(tmp_path, content)
    assert refused.value.code == "image-pixels"
    with pytest.raises(UserError) as missing:
        images.read(tmp_path / "none.png", "")
    assert missing.value.code == "image-missing"


def test_a_code_has_its_quiet_zone_and_all_its_modules():
    """The bars are the dark modules, none within four modules of the edge; SVG and PNG show the same."""
    code = images.code("https://example.org/data", "alt")
    dark = {index for index, module in enumerate(code.content) if module}
    drawn = {top * code.width + left + step for left, top, length in code.bars for step in range(length)}
    assert drawn == dark
    assert all(
        4 <= index % code.width < code.width - 4 and 4 <= index // code.width < code.height - 4 for index in dark
    )
    assert code.drawn.startswith(b"<svg ")
    with Pictures.open(BytesIO(images.dots(code))) as dots:
        plain = dots.convert("L").resize((code.width, code.height), Pictures.Resampling.NEAREST).tobytes()
    assert {index for index, dot in enumerate(plain) if not dot} == dark
    with pytest.raises(UserError) as refused:
        images.code("https://example.org/" + "a" * 4000, "alt")
    assert refused.value.code == "code-too-long"
