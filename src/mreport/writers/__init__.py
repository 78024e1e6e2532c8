"""Writers: a page becomes a document; a row of `WRITERS` is one format. Only `write()` touches output files."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, cast

from mreport.errors import Fault, MachineError, OutputError, Place
from mreport.garbage import put_off

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from mreport.page import Page


@dataclass(frozen=True, slots=True)
class Writer:
    """A format: the module whose `encode(page)` gives the bytes, imported when it is used; its media type.

    A module whose documents may be long has `write(page, file)` too.
    """

    module: str
    media: str


# By the suffix of files.
WRITERS = {
    ".pdf": Writer("mreport.writers.pdf", "application/pdf"),
    ".docx": Writer(
        "mreport.writers.docx.document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    ".html": Writer("mreport.writers.html", "text/html; charset=utf-8"),
    ".md": Writer("mreport.writers.markdown", "text/markdown; charset=utf-8"),
    ".json": Writer("mreport.writers.json", "application/json"),
}
_MASK = Lock()
_IN_MEMORY = 8 * 1024 * 1024  # bytes


def check(
    outputs: Iterable[Path],
    source: Path | None = None,
    *,
    overwrite: bool = True,
    known: Collection[str] = WRITERS,
) -> None:
    """Refuse, before any work, an output that could not or must not be written; `known` are the suffixes it may have.

    Raises OutputError: `output-suffix`, `output-twice`, `output-is-input`, `output-is-folder`,
    `output-folder-missing`, `output-exists` (only with `overwrite=False`); MachineError (`output-unwritable`).
    """
    seen: set[Path] = set()
    for output in outputs:
        place = Place(str(output))
        if output.suffix.lower() not in known:
            raise OutputError("output-suffix", place, suffix=output.suffix, known=list(known))
        target = output.resolve()
        if target in seen:
            raise OutputError("output-twice", place)
        seen.add(target)
        if source is not None and _same_file(source, output):
            raise OutputError("output-is-input", place)
        try:
            _check_place(output, target, overwrite=overwrite)
        except OSError as error:  # a name that is too long, for one: 85 Thai letters are
            refuse(output, error)


def _check_place(output: Path, target: Path, *, overwrite: bool) -> None:
    place = Place(str(output))
    if output.is_dir():
        raise OutputError("output-is-folder", place)
    if not target.parent.is_dir():
        raise OutputError("output-folder-missing", place, folder=str(output.parent))
    if not overwrite and output.exists():
        raise OutputError("output-exists", place)


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


def shortcomings(page: Page, outputs: Iterable[Path]) -> list[Fault]:
    """What is to be told of the outputs that a page is to be written to: what a format can't do for its language."""
    from_right = page.language.direction == "rtl" and any(output.suffix.lower() == ".pdf" for output in outputs)
    return [Fault("language-plain-pdf", {"tag": page.language.tag})] if from_right else []


@put_off()
def encode(page: Page, suffix: str) -> bytes:
    """The document of a page in the format that a suffix such as `.pdf` names."""
    encoder: Callable[[Page], bytes] = import_module(WRITERS[suffix.lower()].module).encode
    return encoder(page)


def write(page: Page, path: str | os.PathLike[str], *, overwrite: bool = True) -> int:
    """Write a page to a file in the format of its suffix, whole or not at all; returns the size in bytes.

    Raises OutputError as `check` does, and MachineError (`no-space`, `output-unwritable`).
    """
    output = Path(path)
    check([output], overwrite=overwrite)
    module = import_module(WRITERS[output.suffix.lower()].module)
    if hasattr(module, "write"):  # what may be long goes to the disk as it is made
        return _put(output, put_off()(partial(module.write, page)))
    return _put(output, partial(_whole, encode(page, output.suffix)))


def replace(output: Path, content: bytes) -> None:
    """Put content in the place of a file: what was there stays whole until the new one is on the disk."""
    _put(output, partial(_whole, content))


def _whole(content: bytes, file: BinaryIO) -> None:
    file.write(content)


class _Growing:
    """A file that is made in memory until it is long, then on the disk: most are written at one stroke."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._out: BinaryIO = BytesIO()

    def write(self, content: bytes) -> int:
        """Take bytes where it stands."""
        written = self._out.write(content)
        if self._out is not self._file and self._out.tell() > _IN_MEMORY:
            self.move()
        return written

    def move(self) -> None:
        """Go on on the disk."""
        if isinstance(self._out, BytesIO):
            self._file.write(self._out.getbuffer())
            self._out = self._file

    def __getattr__(self, name: str) -> Any:
        """What else a file can do."""
        return getattr(self._out, name)


def _put(output: Path, fill: Callable[[BinaryIO], None]) -> int:
    """Put what `fill` writes in the place of a file, as `replace` does; returns its size in bytes."""
    temporary: str | None = None
    target = output.resolve()  # a link stays a link: what it points to is replaced
    try:
        handle, temporary = tempfile.mkstemp(prefix=".mreport-", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            growing = _Growing(file)
            fill(cast("BinaryIO", growing))
            growing.move()
            file.flush()
            os.fsync(file.fileno())
            size = os.fstat(file.fileno()).st_size
        Path(temporary).chmod(_mode(target))
        Path(temporary).replace(target)
    except BaseException as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        if isinstance(error, OSError) and (not error.filename or Path(error.filename).parent == target.parent):
            refuse(output, error)
        raise
    return size


def refuse(output: Path, error: OSError) -> NoReturn:
    """Raise what the system says against writing a file as an error of ours: `no-space` or `output-unwritable`."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    code = "no-space" if full else "output-unwritable"
    raise MachineError(code, Place(str(output)), errno=error.errno or 0) from error


def _mode(target: Path) -> int:
    """The permissions of the file that was there; else those that the process gives to new files."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        with _MASK:  # of the whole process: two threads that look at once would take it away
            mask = os.umask(0)
            os.umask(mask)
        return 0o666 & ~mask
