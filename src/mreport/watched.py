"""Work that can hang, such as what a stranger's template asks for, in a worker that we can end.

Its end is one clear error, and the process that asked goes on. Workers of a batch or of the live page are watched by
those, and do such work themselves.
"""

from __future__ import annotations

import multiprocessing
import sys
import warnings
from typing import TYPE_CHECKING, Any, TypeVar

from mreport.errors import Fault, LimitError, MachineError, MreportError, Place
from mreport.workers import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

DEADLINE = 120.0  # seconds
MEMORY = 2 * 1024**3  # bytes beyond what a process begins with
Made = TypeVar("Made")


def watched(work: Callable[[], Made], place: Place | None = None) -> Made:
    """What `work` gives (bytes, a text: what can be sent), made in a process of its own; `place` is what it works on.

    It has `DEADLINE` seconds and `MEMORY` bytes. Only Linux can fork a process that has libraries loaded; elsewhere,
    and in a process that is watched already, `work` is done here.

    Raises what `work` does of ours; LimitError (`report-deadline`, `report-memory`), MachineError (`report-died`).
    """
    if not sys.platform.startswith("linux") or multiprocessing.current_process().daemon:
        return work()
    with warnings.catch_warnings():  # threads of other libraries (polars) are of no use to the work
        warnings.simplefilter("ignore", DeprecationWarning)
        worker = Worker(multiprocessing.get_context("fork"), lambda _asked: _answer(work), MEMORY)
    try:
        worker.pipe.send(None)
        found: Made = _heard(worker, place)
        return found
    finally:
        worker.kill()


def _heard(worker: Worker, place: Place | None) -> Any:
    """What the worker says, or the error that it is gone or late."""
    if not worker.pipe.poll(DEADLINE):
        raise LimitError("report-deadline", place, seconds=round(DEADLINE))
    try:
        found, error, faults = worker.pipe.recv()
    except (EOFError, OSError):
        raise MachineError("report-died", place, signal=worker.ended()) from None
    if faults:
        raise error.of(Fault(one.code, one.fields, one.place or place) for one in faults)
    if error is MemoryError:
        raise LimitError("report-memory", place)
    if error:
        raise RuntimeError(error.__name__)
    return found


def _answer(work: Callable[[], Any]) -> tuple[Any, type[BaseException] | None, tuple[Fault, ...]]:
    """In the worker: what is made; else the class of the error, and its faults where it is one of ours."""
    try:
        return work(), None, ()
    except MreportError as error:
        return None, type(error), error.faults
    except Exception as error:  # noqa: BLE001  told where it was asked for
        return None, type(error) if type(error).__module__ == "builtins" else RuntimeError, ()
