"""A ledger of a place that can't be written line by line, such as S3: a file of this machine that is copied there."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Any

from mreport.batch.ledger import NAME, Ledger
from mreport.errors import MachineError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from mreport.errors import Place

_EVERY = 5.0  # seconds between two copies
_SHARE = 20  # of the time goes into copies, at the most: one part of so many


class Copied(Ledger):
    """A ledger that `copy` is given as a whole: when it begins, every few seconds, and when it ends."""

    def __init__(
        self,
        folder: Path,
        date: datetime.date,
        *,
        resume: bool,
        shown: Place,
        copy: Callable[[str, bytes], None],
    ) -> None:
        self._copy = copy
        self._next = 0.0
        self._stale = False
        super().__init__(folder, date, resume=resume, shown=shown)
        try:
            self._copied()  # a place that takes nothing is told before anything is made
        except BaseException:
            super().close()
            raise

    def _write(self, record: Mapping[str, Any]) -> None:
        super()._write(record)
        self._stale = True
        if self._next and time.monotonic() >= self._next:
            with contextlib.suppress(MachineError):  # a place out of reach for a while: the next copy has all of it
                self._copied()

    def _copied(self) -> None:
        began = time.monotonic()
        try:
            self._copy(NAME, self.path.read_bytes())
            self._stale = False
        finally:
            ended = time.monotonic()
            self._next = ended + max(_EVERY, (ended - began) * _SHARE)

    def close(self) -> None:
        """Have all of it there."""
        try:
            if self._stale:
                self._copied()
        finally:
            super().close()
