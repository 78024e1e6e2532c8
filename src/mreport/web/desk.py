"""The desk: it takes orders, a few at a time, has workers make them, and lets no more wait than it can serve."""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
from typing import TYPE_CHECKING, Any

from mreport.errors import Fault
from mreport.web.orders import AHEAD, Answer, Made, make
from mreport.workers import Worker

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

MEMORY = 1 << 30  # bytes that an order may need
DEADLINE = 120.0  # seconds that it may take
WAITING = 16  # orders that may wait beside those that are being made


class BusyError(Exception):
    """More orders wait than may."""


class Desk:
    """Workers that are begun when they are needed; one whose order is late, or given up, is killed with it."""

    def __init__(self, jobs: int, *, waiting: int = WAITING, deadline: float = DEADLINE, memory: int = MEMORY) -> None:
        self._most = jobs + waiting
        self._deadline = deadline
        self._memory = memory
        self._seats = asyncio.Semaphore(jobs)
        self._taken = 0
        self._free: list[Worker] = []
        # A server has threads, which a fork would break; where it is to be had, workers come of a process without.
        self._context: Any = multiprocessing.get_context("forkserver" if sys.platform.startswith("linux") else "spawn")
        if sys.platform.startswith("linux"):
            self._context.set_forkserver_preload(list(AHEAD))

    async def make(self, order: Made, told: Callable[[float], None] = lambda _share: None) -> Answer:
        """What becomes of an order; `told` hears from 0 to 1 how far it is, in another thread.

        Raises BusyError at once where too many wait; a task that is cancelled ends it.
        """
        if self._taken >= self._most:
            raise BusyError
        self._taken += 1
        try:
            async with self._seats:
                return await self._made(order, told)
        finally:
            self._taken -= 1

    async def _made(self, order: Made, told: Callable[[float], None]) -> Answer:
        worker = self._free.pop() if self._free else await asyncio.to_thread(self._begin)
        asking = asyncio.ensure_future(asyncio.to_thread(_asked, worker.pipe, order, told))
        try:
            answer = await asyncio.wait_for(asyncio.shield(asking), self._deadline)
        except TimeoutError:
            await _end(worker, asking)
            return Answer(faults=(Fault("report-deadline", {"seconds": round(self._deadline)}),))
        except (EOFError, OSError):
            signal = worker.ended()
            worker.kill()
            return Answer(faults=(Fault("report-died", {"signal": signal}),))
        except BaseException:  # nobody waits for it any more
            await _end(worker, asking)
            raise
        self._free.append(worker)
        return answer

    def _begin(self) -> Worker:
        return Worker(self._context, make, self._memory, telling=True)

    @property
    def taken(self) -> int:
        """How many orders are made or wait."""
        return self._taken

    def close(self) -> None:
        """End the workers."""
        for worker in self._free:
            worker.kill()
        self._free.clear()


async def _end(worker: Worker, asking: asyncio.Future[Answer]) -> None:
    """End a worker and the thread that listens to it."""
    worker.process.kill()
    await asyncio.wait([asking])
    if not asking.cancelled():
        asking.exception()
    worker.kill()


def _asked(pipe: Connection, order: Made, told: Callable[[float], None]) -> Answer:
    pipe.send(order)
    while isinstance(found := pipe.recv(), float):
        told(found)
    answer: Answer = found
    return answer
