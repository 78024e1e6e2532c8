"""The ledger of a batch: what is done and what failed, a line of JSON for each report, in the batch's own folder.

The first line holds what all reports have in common: the version, the date. A line that was torn by an accident counts
as not written. While a batch runs it holds the file locked, so that no other one runs in the folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from mreport.errors import Place, UserError
from mreport.writers import refuse

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping
    from pathlib import Path

NAME = "batch.jsonl"
_FORM = 1


class Ledger:
    """An open ledger."""

    def __init__(self, folder: Path, date: datetime.date, *, resume: bool = False, shown: Place | None = None) -> None:
        """Begin a ledger in a folder, or with `resume` go on with the one that is there, whose date then holds.

        One that an accident left without its first line is begun anew. `shown` is the place that errors name.

        Raises UserError (`ledger-there`, `ledger-missing`, `ledger-other`, `ledger-busy`), MachineError
        (`output-unwritable`, `no-space`).
        """
        self.path = folder / NAME
        self.date = date.isoformat()
        self._end = 0  # of what is written
        self.done: dict[str, dict[str, Any]] = {}  # by the report's key: its files
        place = shown or Place(str(self.path))
        there, begun = self.path.exists(), self._is_begun()
        if resume and not there:
            raise UserError("ledger-missing", place)
        if begun and not resume:
            raise UserError("ledger-there", place)
        try:
            # Without a buffer: a line is in the file or told as failed, and closing has nothing left to write.
            self._file = self.path.open("r+b" if there else "xb", buffering=0)
        except OSError as error:
            refuse(self.path, error)
        try:
            self._lock(place)
            if begun:
                self._read(place)
            else:
                self._file.truncate()
                self._write({"mreport": version("mreport"), "ledger": _FORM, "date": self.date})
        except BaseException:
            self._file.close()
            with contextlib.suppress(OSError):
                if not there and not self._end:  # not begun: nothing stands in the way of the next one
                    self.path.unlink()
            raise

    def _is_begun(self) -> bool:
        """Whether there is a ledger with a whole line."""
        try:
            with self.path.open("rb") as file:
                return file.readline().endswith(b"\n")
        except OSError:
            return False

    def _lock(self, place: Place) -> None:
        """Hold the file; the system lets it go when the process ends, however it ends."""
        try:
            import fcntl
        except ImportError:  # Windows: an open file is not shared
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserError("ledger-busy", place) from None

    def _read(self, place: Place) -> None:
        """Take what is written; a last line that is torn is cut off."""
        end = 0
        first = True
        content = self.path.read_bytes()
        for line in content.splitlines(keepends=True):
            if not line.endswith(b"\n"):
                break
            with contextlib.suppress(ValueError):
                record = json.loads(line)
                if first and record.get("ledger") != _FORM:
                    raise UserError("ledger-other", place)
                if first:
                    self.date = record["date"]
                elif "files" in record:
                    self.done[record["key"]] = record["files"]
                first = False
            end += len(line)
        if first:
            raise UserError("ledger-other", place)
        self._end = end
        self._cut()

    def _write(self, record: Mapping[str, Any]) -> None:
        """Add a line, whole or not at all."""
        line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
        rest = memoryview(line)
        try:
            while rest:  # a disk that is nearly full takes a part
                rest = rest[self._file.write(rest) or 0 :]
        except OSError as error:
            with contextlib.suppress(OSError):
                self._cut()
            refuse(self.path, error)
        self._end += len(line)

    def _cut(self) -> None:
        """Let the file end where its last whole line does."""
        self._file.seek(self._end)
        self._file.truncate()

    def wrote(self, key: str, items: tuple[str, ...], lang: str, files: Mapping[str, Mapping[str, Any]]) -> None:
        """Note a report that is on the disk: for each file its size in bytes and its digest."""
        self._write({"key": key, "items": items, "lang": lang, "files": files})

    def failed(self, key: str, items: tuple[str, ...], lang: str, faults: list[dict[str, Any]]) -> None:
        """Note a report that could not be made, and why."""
        self._write({"key": key, "items": items, "lang": lang, "failed": faults})

    def has(self, key: str, there: Callable[[str, Mapping[str, Any]], bool]) -> bool:
        """Whether a report is done and its files are `there`, which is asked with what was written of each."""
        files = self.done.get(key)
        return bool(files) and all(there(name, said) for name, said in (files or {}).items())

    def close(self) -> None:
        """Have all of it on the disk."""
        with contextlib.suppress(OSError, ValueError):
            os.fsync(self._file.fileno())
        with contextlib.suppress(OSError):  # nothing was left to be written
            self._file.close()


def digest(content: bytes) -> str:
    """The SHA-256 of a content."""
    return hashlib.sha256(content).hexdigest()
