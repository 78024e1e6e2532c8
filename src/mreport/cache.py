"""What is made once and kept: files in the user's cache, each as it was made or not used at all.

Nothing depends on it: where it can't be written, things are made anew each time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def folder() -> Path:
    """Where the user's caches lie on this system; `MREPORT_CACHE` names another place."""
    if given := os.environ.get("MREPORT_CACHE"):
        return Path(given)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base, "mreport")


def made(name: str, source: bytes, make: Callable[[bytes], bytes]) -> bytes:
    """What `make` makes of a source, out of the cache if it was made of the same before.

    `name` is a path within the cache. Its file begins with a digest of the source and of what was made.
    """
    content = kept(name, source)
    if content is None:
        keep(name, source, content := make(source))
    return content


def kept(name: str, source: bytes) -> bytes | None:
    """What was made of a source before; None where nothing was, or where it is not as it was made."""
    try:
        stored = (folder() / name).read_bytes()
    except (OSError, RuntimeError):  # not there, not to be read, or no home at all
        return None
    length = hashlib.sha256().digest_size
    return stored[length:] if stored[:length] == _seal(source, stored[length:]) else None


def keep(name: str, source: bytes, content: bytes) -> None:
    """Keep what was made of a source, if that is possible."""
    with contextlib.suppress(OSError, RuntimeError):
        _put(folder() / name, _seal(source, content) + content)


def _seal(source: bytes, content: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(source).digest() + content).digest()


def _put(file: Path, content: bytes) -> None:
    """Put a file in its place at one stroke."""
    import tempfile

    file.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(temporary).replace(file)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
