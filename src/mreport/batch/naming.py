"""Names of files out of names of items, valid on every system: NTFS, exFAT, APFS and ext4 (reliability, R15).

No control, direction or reserved character, no name of a Windows device, at most 200 bytes, cut where a reader would
cut; two items never have the same part, whatever the case of their letters.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from mreport.thai import clusters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST_BYTES = 200
_MOST_ITEMS = 3  # that a name tells
_BETWEEN = " - "
_MARK = 8  # hexadecimal digits that tell apart what was cut
_RESERVED = re.compile(r'[<>:"/\\|?*]+')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?:\..*)?", re.IGNORECASE)
# Controls, formats (direction, zero width), surrogates, private use, not assigned.
_UNSEEN = ("C",)


def parts(names: Mapping[str, str]) -> dict[str, str]:
    """A part of a file's name for each item, by id, out of the items' names by id; no two alike."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, name in names.items():
        part = _part(name) or _part(key) or "item"
        number, unique = 1, part
        while unique.casefold() in taken:
            number += 1
            unique = f"{part} ({number})"
        taken.add(unique.casefold())
        found[key] = unique
    return found


def stem(items: Sequence[str], part_of: Mapping[str, str], end: str) -> str:
    """The name of a report without its `end` (language and suffix), by its items' ids.

    Where it would be too long, or tells not all of the items, a mark made of their ids tells it from others.
    """
    named = [part_of[key] for key in items[:_MOST_ITEMS]]
    room = MOST_BYTES - len(end.encode())
    whole = _BETWEEN.join(named)
    if len(items) <= _MOST_ITEMS and len(whole.encode()) <= room:
        return whole
    more = f" +{len(items) - len(named)}" if len(items) > len(named) else ""
    digest = hashlib.sha256("\0".join(items).encode()).hexdigest()
    mark = f"{more} {digest[:_MARK]}"
    room -= len(mark) + len(_BETWEEN) * (len(named) - 1)
    return _BETWEEN.join(_cut(named, room)) + mark


def _part(name: str) -> str:
    """A name as a part of a file's name, or nothing if nothing is left of it."""
    text = unicodedata.normalize("NFC", name)
    text = "".join(" " if sign.isspace() else sign for sign in text if sign.isspace() or _is_seen(sign))
    text = " ".join(_RESERVED.sub("-", text).replace(_BETWEEN, " \u2013 ").split()).strip(" .")
    return f"_{text}" if _DEVICE.fullmatch(text) else text


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign)[0] not in _UNSEEN and not 0xFE00 <= ord(sign) <= 0xFE0F  # noqa: PLR2004  variation


def _cut(names: Sequence[str], room: int) -> Iterable[str]:
    """The names cut to so many bytes together; short ones leave their room to the others."""
    left = room
    lengths: dict[int, int] = {}
    for count, (index, name) in zip(
        range(len(names), 0, -1), sorted(enumerate(names), key=lambda pair: len(pair[1].encode())), strict=True
    ):
        lengths[index] = min(len(name.encode()), left // count)
        left -= lengths[index]
    return [_shortened(name, lengths[index]) for index, name in enumerate(names)]


def _shortened(name: str, most: int) -> str:
    kept, length = [], 0
    for cluster in clusters(name):
        length += len(cluster.encode())
        if length > most:
            break
        kept.append(cluster)
    return "".join(kept).strip(" .")
