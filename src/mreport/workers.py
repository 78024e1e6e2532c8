"""Workers that stay warm: processes that make one thing after the other, each watched by whoever asks it.

A worker has a folder of its own for what is unpacked on the way, no more memory than it may have beyond what it begins
with, and ends with the process that asks it, even if that is killed. Where it takes too long, it is killed.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import signal
import sys
import tempfile
from itertools import count
from typing import TYPE_CHECKING, Any

from mreport import progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

PATIENCE = 0.3  # seconds that a worker has to end when it is asked to
_DEATH_SIGNAL = 1  # of Linux's prctl
_BETWEEN = 16  # tasks between two looks for the cycles that they leave behind; Python's own come seldom, and cost more


class Worker:
    """One process that answers what is sent through `pipe` with what `make` makes of it.

    `context` is that of `multiprocessing`; `memory` in bytes; `others` are the pipes of workers that are there, which
    a fork must let go of. One that is `telling` sends a float now and then, how far it is, before what it made.
    """

    def __init__(
        self,
        context: Any,
        make: Callable[[Any], object],
        memory: int,
        others: Sequence[Connection] = (),
        *,
        telling: bool = False,
    ) -> None:
        self.pipe, theirs = context.Pipe()
        self.folder = tempfile.mkdtemp(prefix="mreport-")  # its own, which goes with it
        forked = context.get_start_method() == "fork"
        inherited = [self.pipe, *others] if forked else []
        parent = os.getpid() if forked else None
        arguments = (theirs, inherited, make, memory, self.folder, parent, telling)
        self.process = context.Process(target=_serve, args=arguments, daemon=True)
        self.process.start()
        theirs.close()

    def ended(self) -> int:
        """The number of the signal that ended it, or 0."""
        self.process.join(PATIENCE)
        return max(0, -(self.process.exitcode or 0))

    def kill(self) -> None:
        """Have it gone, with its folder."""
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _serve(
    pipe: Connection,
    inherited: list[Connection],
    make: Callable[[Any], object],
    memory: int,
    folder: str,
    parent: int | None,
    telling: bool,  # noqa: FBT001  of one call
) -> None:
    """A worker's life: tasks in, what became of them out, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks is interrupted, and ends its workers
    for other in inherited:
        other.close()
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    _die_with(parent)
    _limit(memory)
    gc.freeze()  # what a fork was born with stays, and is not looked through again
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        for number in count(1):
            task = pipe.recv()
            progress.listen(pipe.send if telling else None)
            pipe.send(make(task))
            if not number % _BETWEEN:
                gc.collect()


def _die_with(parent: int | None) -> None:
    """End when the process does that began this one (None: whichever it is), even if it is killed."""
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
        if parent is not None and os.getppid() != parent:
            os._exit(1)


def _limit(memory: int) -> None:
    """Have more memory refused than is left to what is made."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        used = _address_space()
        if used:
            resource.setrlimit(resource.RLIMIT_AS, (used + memory, most))


def _address_space() -> int:
    """The bytes of address space in use; 0 where that is not known."""
    from pathlib import Path

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
