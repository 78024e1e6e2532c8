"""Pictures that data name: files in the data's own folder or one that is allowed, or addresses that hold the picture.

Nothing is fetched. A name may not lead out of the folders, by `..`, by a link of the file system or as a whole path.
Each picture is opened once, however many values show it.
"""

from __future__ import annotations

import errno
import re
import unicodedata
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from mreport import images
from mreport.comparison.records import Value
from mreport.errors import LimitError, MreportError, Place, SourceError, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mreport.comparison.records import Text
    from mreport.errors import Fault
    from mreport.images import Image
    from mreport.sources.reading import Reading

IMAGE = "image"  # the rule of values that are the names of pictures, and the key of one that has a description
# Bytes of all pictures that one source names.
MOST_TOGETHER = 100 * 1024 * 1024
SUFFIXES = (".png", ".jpg", ".jpeg")
_LIMITS = frozenset(("image-bytes", "image-pixels", "images-bytes"))
_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]+:|//)")
_DATA = re.compile(r"data:(?P<parameters>[^,]{0,2000}?);base64,(?P<content>[A-Za-z0-9+/=\s]*)", re.IGNORECASE)
_NAME = re.compile(r"(?:^|;)name=([^;]*)")
_LONGEST_NAME = 255
_NEAR = 0.6


@dataclass(frozen=True, slots=True)
class Shown(Value):
    """A picture that a table of Markdown or HTML shows: its text is what stands in its place, its address where it is.

    `said` tells whether the text is the picture's own; one that can't be opened is a text with a link.
    """

    address: str = ""
    said: bool = True


def shown(words: str, address: str) -> Shown | None:
    """The picture that words and an address of a document mean; None where it is none that could be shown."""
    if address.startswith("data:image/"):
        return Shown((words or "data:",), address=address, said=bool(words))
    name = unquote(address)
    if _ADDRESS.match(address) or not name.lower().endswith(SUFFIXES):
        return None
    return Shown((words or name,), link=address, address=name, said=bool(words))


def error_of(faults: Sequence[Fault]) -> MreportError:
    """The error that many faults of a source are: one of limits where nothing else is wrong."""
    kind = LimitError if all(fault.code in _LIMITS for fault in faults) else SourceError
    return kind.of(faults)


class Pictures:
    """The pictures of one source: `home` is the folder that it lies in, if any, `folder` another that is allowed."""

    def __init__(self, home: Path | None, folder: Path | None = None) -> None:
        self._home = home
        self._folder = folder
        self._opened: dict[str, Image] = {}
        self._seen: dict[bytes, Image] = {}
        self._bytes = 0

    @classmethod
    def of(cls, home: Path | None, reading: Reading) -> Pictures:
        """The pictures of a source that is read with the folder of pictures that was named for it."""
        return cls(home, reading.images)

    def value(self, name: str, alt: Text | None, place: Place) -> Value:
        """The value that shows a picture.

        Raises UserError (`image-missing`, `image-kind`, `image-svg`, `image-broken`, `image-address`, `image-outside`,
        `image-folder`), LimitError (`image-bytes`, `image-pixels`, `images-bytes`): each with the place of the value
        and the picture's name.
        """
        try:
            image = self._opened.get(name) or self._open(name)
        except MreportError as error:
            fault = error.faults[0]
            most = 20 if name.startswith("data:") else _LONGEST_NAME
            called = name if len(name) <= most else f"{name[:most]}\u2026"
            raise type(error)(fault.code, place, picture=called, **fault.fields) from None
        self._opened[name] = image
        return Value((alt,) if alt else (), picture=image)

    def _open(self, name: str) -> Image:
        if name[:5].lower() == "data:":
            return self._checked(*_carried(name), beside=False)
        if _ADDRESS.match(name):
            raise UserError("image-address")
        path, beside = self._found(name.replace("\\", "/"))
        return self._checked(images.content(path), name if beside else path.name, beside=beside)

    def _checked(self, content: bytes, name: str, *, beside: bool) -> Image:
        image = self._seen.get(content)
        if image is None:
            self._bytes += len(content)
            if self._bytes > MOST_TOGETHER:
                raise LimitError("images-bytes", most=MOST_TOGETHER)
            image = self._seen[content] = images.of(content, "", Place())
        return replace(image, name=name, beside=beside)

    def _found(self, name: str) -> tuple[Path, bool]:
        """The file of a name, and whether it lies by it in the data's own folder."""
        roots = [folder for folder in (self._home, self._folder) if folder is not None]
        if not roots:
            raise UserError("image-folder")
        allowed = [root.resolve() for root in roots]
        inside = False
        for path in (root / spelling for root in roots for spelling in _spellings(name)):
            try:
                resolved = path.resolve()
                within = any(resolved.is_relative_to(root) for root in allowed)
                inside |= within
                if within and resolved.is_file():
                    return resolved, self._is_beside(name, resolved)
            except (OSError, ValueError, RuntimeError):  # a name that no system takes, a link to itself
                inside = True
        if not inside:
            raise UserError("image-outside")
        raise UserError("image-missing", errno=errno.ENOENT, nearest=_nearest(roots[0] / name, allowed))

    def _is_beside(self, name: str, path: Path) -> bool:
        """Whether a name leads to a file from the data's own folder, and to one in it."""
        if self._home is None or Path(name).is_absolute():
            return False
        return (self._home / name).resolve() == path and path.is_relative_to(self._home.resolve())


def _spellings(name: str) -> Iterator[str]:
    """A name as it is written, and as systems write it whose letters are composed or not."""
    yield from dict.fromkeys((name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)))


def _nearest(path: Path, allowed: list[Path]) -> list[str]:
    """Names of pictures beside a file that is not there which look like its own."""
    import difflib

    try:
        folder = path.parent.resolve()
        if not any(folder.is_relative_to(root) for root in allowed):
            return []
        names = [entry.name for entry in folder.iterdir() if entry.suffix.lower() in SUFFIXES]
    except (OSError, ValueError, RuntimeError):
        return []
    return difflib.get_close_matches(path.name, names, n=1, cutoff=_NEAR)


def _carried(address: str) -> tuple[bytes, str]:
    """What an address of the scheme `data` (RFC 2397) holds, and its name. UserError: `image-broken`."""
    found = _DATA.fullmatch(address)
    if not found:
        raise UserError("image-broken")
    if len(found["content"]) > images.MOST_BYTES * 3 // 2:
        raise LimitError("image-bytes", most=images.MOST_BYTES)
    try:
        content = b64decode(found["content"])
    except (Base64Error, ValueError):
        raise UserError("image-broken") from None
    if len(content) > images.MOST_BYTES:
        raise LimitError("image-bytes", most=images.MOST_BYTES)
    named = _NAME.search(found["parameters"])
    return content, unquote(named[1])[:_LONGEST_NAME] if named else ""


def address(content: bytes, name: str = "") -> str:
    """The address that holds a picture, and its name."""
    kind = images.kind_of(content) or "png"  # of what is none it is told when it is opened
    named = f";name={quote(name, safe='/')}" if name else ""
    return f"data:image/{kind}{named};base64,{b64encode(content).decode()}"
