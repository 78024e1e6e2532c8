"""Watching: whether a source, or a file that its reports are made with, has changed since it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mreport.web.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Watch:
    """The files that are watched, and how a shelf is made anew of the source among them."""

    files: Sequence[Path]
    read: Callable[[], Shelf]

    def stamp(self) -> str:
        """A text that is another one when a file has changed, has gone or is there again."""
        return " ".join(map(_stamp, self.files))


def _stamp(file: Path) -> str:
    try:
        found = file.stat()
    except OSError:
        return "-"
    return f"{found.st_mtime_ns:x}.{found.st_size:x}"
