"""Work that can hang, such as what a stranger's template asks for, in a process that we can end.

Its end is one clear error, and the process that asked goes on. Workers of a batch or of the live page are watched by
those, and do such work themselves.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import sys
import tempfile
import warnings
from typing import TYPE_CHECKING, Any, TypeVar

from mreport import locales
from mreport.errors import Fault, LimitError, MachineError, MreportError, Place
from mreport.workers import Worker

if TYPE_CHECKING:
    from collections.abc import Callable

DEADLINE = 120.0  # seconds
MEMORY = 2 * 1024**3  # bytes beyond what a process begins with
Made = TypeVar("Made")
Answer = tuple[Any, type[BaseException] | None, tuple[Fault, ...]]  # what is made; else an error's class and faults
_FOLDERS = ("TMPDIR", "TEMP", "TMP")  # the variables that name the folder of temporary files
_GRACE = 5.0  # seconds that a process has beyond its deadline before it ends itself: nobody may be there to do it


def watched(work: Callable[[], Made], place: Place | None = None) -> Made:
    """What `work` gives (bytes, a text: what can be sent), made in a process of its own; `place` is what it works on.

    It has `DEADLINE` seconds and, on Linux, `MEMORY` bytes. Only Linux can fork a process that has libraries loaded;
    elsewhere Python begins anew, so `work` must be what can be pickled. In a process that is watched already, and in
    a program that is frozen, `work` is done here.

    Raises what `work` does of ours; LimitError (`report-deadline`, `report-memory`), MachineError (`report-died`).
    """
    linux = sys.platform.startswith("linux")
    if multiprocessing.current_process().daemon or not (linux or _has_python()):
        return work()
    found, error, faults = _forked(work, place) if linux else _begun_anew(work, place)
    if faults:
        raise error.of(Fault(one.code, one.fields, one.place or place) for one in faults)  # type: ignore[union-attr]
    if error is MemoryError:
        raise LimitError("report-memory", place)
    if error:
        raise RuntimeError(error.__name__)
    made: Made = found
    return made


def _has_python() -> bool:
    """Whether there is a Python to begin anew with."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def _forked(work: Callable[[], Any], place: Place | None) -> Answer:
    """What a fork of this process answers."""
    with warnings.catch_warnings():  # threads of other libraries (polars) are of no use to the work
        warnings.simplefilter("ignore", DeprecationWarning)
        worker = Worker(multiprocessing.get_context("fork"), lambda _asked: _answer(work), MEMORY)
    try:
        worker.pipe.send(None)
        if not worker.pipe.poll(DEADLINE):
            raise LimitError("report-deadline", place, seconds=round(DEADLINE))
        answer: Answer = worker.pipe.recv()
    except (EOFError, OSError):
        raise MachineError("report-died", place, signal=worker.ended()) from None
    finally:
        worker.kill()
    return answer


def _begun_anew(work: Callable[[], Any], place: Place | None) -> Answer:
    """What a Python that begins anew answers: none of multiprocessing's, which would run the caller's program again."""
    own = locales.own()
    order = pickle.dumps((DEADLINE + _GRACE, str(own) if own else None)) + pickle.dumps(work)
    with tempfile.TemporaryDirectory(prefix="mreport-", ignore_cleanup_errors=True) as folder:
        variables = os.environ | dict.fromkeys(_FOLDERS, folder)
        command = [sys.executable, "-c", "from mreport.watched import begun; begun()"]
        try:
            done = subprocess.run(  # noqa: S603  Python itself
                command,
                input=order,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=variables,
                timeout=DEADLINE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise LimitError("report-deadline", place, seconds=round(DEADLINE)) from None
    if done.returncode or not done.stdout:
        raise MachineError("report-died", place, signal=max(0, -done.returncode))
    answer: Answer = pickle.loads(done.stdout)  # noqa: S301  of our own process
    return answer


def begun() -> None:
    """In a Python that began anew: do the work that is asked for by standard input, and answer on standard output."""
    import faulthandler
    from pathlib import Path

    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    seconds, own = pickle.load(sys.stdin.buffer)  # noqa: S301  of our own process
    with Path(os.devnull).open("w", encoding="ascii") as nowhere, answers:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        if own:
            locales.bring(Path(own))
        pickle.dump(_answer(pickle.load(sys.stdin.buffer)), answers)  # noqa: S301  of our own process
        faulthandler.cancel_dump_traceback_later()


def _answer(work: Callable[[], Any]) -> Answer:
    """What the work gives; else the class of the error, and its faults where it is one of ours."""
    try:
        return work(), None, ()
    except MreportError as error:
        return None, type(error), error.faults
    except Exception as error:  # noqa: BLE001  told where it was asked for
        return None, type(error) if type(error).__module__ == "builtins" else RuntimeError, ()
