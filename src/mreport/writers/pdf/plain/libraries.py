"""WeasyPrint, imported cheaply, and the shared libraries under it, wherever the set-up has put them.

A plain `import weasyprint` starts ldconfig and gcc fourteen times in search of libraries whose file names it
knows, brings in fontTools' subsetter, which HarfBuzz's replaces, and prints advice where Pango is missing.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import io
import os
import sys
import warnings
from contextlib import contextmanager, redirect_stdout
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from mreport.errors import MachineError
from mreport.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDER = Path(sys.prefix, "share", "mreport", "libraries")
"""Where `run.py` unpacks the libraries that the system lacks, with libthai's dictionary."""

FAMILIES = ("gobject", "pango", "harfbuzz", "fontconfig")
LATER = ("fontTools.subset", "fontTools.varLib.instancer")
MAC_FOLDERS = (Path("/opt/homebrew/lib"), Path("/opt/local/lib"))


@cache
def load() -> ModuleType:
    """The module `weasyprint`; a `MachineError` with the code `pango-missing` where it can't work."""
    if "weasyprint" in sys.modules:
        return sys.modules["weasyprint"]
    if FOLDER.is_dir():
        _preload(FOLDER)
    reason = ""
    for quick in (True, False) if sys.platform == "linux" else (False,):
        try:
            with _search(quick=quick):
                return _import()
        except OSError as error:
            _forget()
            reason = str(error).partition("\n")[0]
    raise MachineError("pango-missing", detail=reason)


def _preload(place: Path) -> None:
    """Open what was unpacked, each library after those it needs, so that its name alone finds it later."""
    os.environ.setdefault("LIBTHAI_DICTDIR", str(place))
    waiting = sorted(place.glob("*.so*"))
    while waiting:
        unready = [path for path in waiting if not _opens(path)]
        waiting = unready if len(unready) < len(waiting) else []


def _opens(path: Path) -> bool:
    """Whether the library can be opened by now; it stays open."""
    try:
        ctypes.CDLL(str(path), mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True


def _import() -> ModuleType:
    """Import it, with its advice about libraries and fonts kept off the console."""
    with bundled_fonts(), _later(), redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no system fonts, as is meant; no libharfbuzz-subset, wanted, not needed
        return import_module("weasyprint")


@contextmanager
def bundled_fonts() -> Iterator[None]:
    """Let fontconfig see the bundled fonts.conf alone, which is quicker too, for a while."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(folder("fonts") / "fonts.conf")
    try:
        yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


def _forget() -> None:
    """Take a half-made import out, so that the next one starts afresh."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        del sys.modules[name]


@contextmanager
def _search(*, quick: bool) -> Iterator[None]:
    """Answer `find_library` at once where WeasyPrint asks by a full file name too, as it does for Linux."""
    search = ctypes.util.find_library

    def find(name: str) -> str | None:
        if quick and name.removeprefix("lib").startswith(FAMILIES):
            return None
        kept = (place / f"lib{name}.dylib" for place in MAC_FOLDERS)
        return search(name) or next((str(path) for path in kept if path.exists()), None)

    setattr(ctypes.util, "find_library", find)  # noqa: B010
    try:
        yield
    finally:
        setattr(ctypes.util, "find_library", search)  # noqa: B010


class _Later(ModuleType):
    """Stands in for a module out of which only calls are made, and those seldom: imported at the call."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: object, **options: object) -> Any:
            return getattr(import_module(self.__name__), name)(*args, **options)

        return call


@contextmanager
def _later() -> Iterator[None]:
    """Keep fontTools' subsetter out: it takes a quarter of the import and works only without HarfBuzz's."""
    standing = {name: _Later(name) for name in LATER if name not in sys.modules}
    sys.modules.update(standing)
    try:
        yield
    finally:
        for name in standing:
            del sys.modules[name]
