"""What a machine of a cluster does: it unpacks what came, and has reports made by watched workers of its own.

So a report there has the deadline and the memory that it has here, and one that fails costs no machine. It knows
nothing of the cluster's library; threads of that may ask it at once, and each has a worker then.
"""

from __future__ import annotations

import multiprocessing
import socket
import weakref
from collections import deque
from typing import TYPE_CHECKING, Any

from mreport.batch import parcel
from mreport.batch.work import Bench, Done
from mreport.errors import Fault
from mreport.workers import Worker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mreport.batch.planning import Task


class Station:
    """A bench on this machine and the workers at it, which are gone when it is."""

    def __init__(self, content: bytes, packages: Mapping[str, str | None], *, deadline: float, memory: int) -> None:
        """`content` is a parcel, `packages` the versions where it was packed; `deadline` in seconds, `memory` in bytes.

        Raises MachineError (`cluster-version`) where another version is installed here.
        """
        parcel.check(packages, parcel.packages(), socket.gethostname())
        self._given = (content, packages, deadline, memory)
        self.deadline = deadline  # seconds that a report has
        self._memory = memory
        self._unpacked = parcel.Unpacked(content)
        self._bench = Bench(self._unpacked.dataset, self._unpacked.recipe, None)
        self._bench.languages = self._unpacked.languages or self._bench.languages
        self.idle: deque[Worker] = deque()  # workers that wait for a task
        self._context: Any = multiprocessing.get_context("spawn")  # a fork would lose the threads that are here
        weakref.finalize(self, _close, self.idle, self._unpacked)

    def __reduce__(self) -> tuple[Any, ...]:
        return opened, self._given

    def make(self, task: Task) -> Done:
        """Have a report made; its files are in what is handed back. Nothing that stands against it is raised."""
        worker = self._taken()
        try:
            worker.pipe.send(task)
            if not worker.pipe.poll(self.deadline):
                worker.kill()
                return Done(faults=(Fault("report-deadline", {"seconds": round(self.deadline)}),))
            done: Done = worker.pipe.recv()
        except (EOFError, OSError):
            signal = worker.ended()
            worker.kill()
            return Done(faults=(Fault("report-died", {"signal": signal}),))
        self.idle.append(worker)
        return Done(done.files, tuple(map(self._unpacked.named, done.faults)), done.warnings, done.contents)

    def _taken(self) -> Worker:
        """A worker that nobody else has: one that is warm, or a new one."""
        while self.idle:
            try:
                worker = self.idle.pop()
            except IndexError:  # another thread was quicker
                break
            if worker.process.is_alive():
                return worker
            worker.kill()
        # The cluster's library forbids its processes children, which could be left over; ours never are.
        multiprocessing.current_process().daemon = False
        return Worker(self._context, self._bench.make, self._memory)


def _close(idle: deque[Worker], unpacked: parcel.Unpacked) -> None:
    while idle:
        idle.pop().kill()
    unpacked.close()


def opened(content: bytes, packages: Mapping[str, str | None], deadline: float, memory: int) -> Station:
    """A station where this is called."""
    return Station(content, packages, deadline=deadline, memory=memory)


def made(station: Station, task: Task) -> Done:
    """What becomes of a task at a station."""
    return station.make(task)
