"""The cache of what is made of fonts: a folder of the user's, each entry whole or not there at all.

An entry is a folder that holds files and the digest of each. Where the cache can't be written, an entry lies in a
temporary folder until the program ends. Nothing in a document tells whether its fonts came out of the cache.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mreport.cache import folder

if TYPE_CHECKING:
    from collections.abc import Callable

_SEAL = "digests.json"


def entry(key: str, fill: Callable[[Path], None]) -> Path:
    """The folder of an entry, filled now if it is not there yet or not whole."""
    try:
        home = folder() / "fonts"
        if _is_whole(home / key):
            return home / key
        home.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f"{key}.", dir=home))
    except (OSError, RuntimeError):  # not to be written, or no home at all
        return _for_now(fill)
    try:
        fill(made)
        _seal(made)
        return _put(made, home / key)
    except OSError:  # a full disk, for one
        shutil.rmtree(made, ignore_errors=True)
        return _for_now(fill)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _for_now(fill: Callable[[Path], None]) -> Path:
    """An entry that lasts until the program ends."""
    made = Path(tempfile.mkdtemp(prefix="mreport-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    fill(made)
    return made


def _put(made: Path, target: Path) -> Path:
    """Put a new entry in its place; where another process was quicker, take its."""
    for _ in range(2):
        with suppress(OSError):
            made.rename(target)
            return target
        if _is_whole(target):
            shutil.rmtree(made, ignore_errors=True)
            return target
        shutil.rmtree(target, ignore_errors=True)  # broken
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def _digests(place: Path) -> dict[str, str]:
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(place.iterdir())
        if file.name != _SEAL
    }


def _seal(place: Path) -> None:
    (place / _SEAL).write_text(json.dumps(_digests(place)), "utf-8")


def _is_whole(place: Path) -> bool:
    """Whether an entry is there and every file of it is as it was made."""
    try:
        said = json.loads((place / _SEAL).read_text("utf-8"))
        return bool(said) and said == _digests(place)
    except (OSError, ValueError):
        return False
