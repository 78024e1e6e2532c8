"""The pool of a batch: workers that make one report after the other, each watched by us.

A worker that takes too long, or more memory than it may, or that dies, costs its one report; another takes its place.
Workers of a killed batch end by themselves. No threads: Pango can't be used by two at once.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sys
import time
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from mreport.batch.work import Bench, Done
from mreport.errors import Fault
from mreport.workers import PATIENCE, Worker

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from multiprocessing.connection import Connection

    from mreport.batch.planning import Task

_AHEAD = 2  # tasks that a worker has at hand, so that it never waits for the next one


class Pool:
    """Workers over one bench; `deadline` in seconds and `memory` in bytes are each report's."""

    def __init__(self, bench: Bench, jobs: int, *, deadline: float, memory: int) -> None:
        self._bench = bench
        self._jobs = jobs
        self._deadline = deadline
        self._memory = memory
        # A fork has the dataset and the writers at once; where there is none, a worker begins anew. So it does where
        # the files go to a place whose library may have threads, which forks don't survive.
        forks = sys.platform.startswith("linux") and bench.folder is not None
        self._context: Any = multiprocessing.get_context("fork" if forks else "spawn")
        self._workers: list[_Worker] = []

    def run(self, tasks: Iterator[Task]) -> Generator[tuple[Task, Done]]:
        """Make the reports of tasks; each is told when it is done, in the order in which they are.

        Whoever stops listening, by an interrupt too, has no worker left.
        """
        try:
            self._workers = [self._begin() for _ in range(self._jobs)]
            for worker in self._workers:
                self._give(worker, tasks)
            while busy := [worker for worker in self._workers if worker.tasks]:
                yield from self._heard(busy, tasks)
        finally:
            self.close()

    def _begin(self) -> _Worker:
        return _Worker(self._context, self._bench, self._memory, [worker.pipe for worker in self._workers])

    def _give(self, worker: _Worker, tasks: Iterator[Task]) -> None:
        """Fill what a worker has at hand."""
        while len(worker.tasks) < _AHEAD and (task := next(tasks, None)) is not None:
            worker.take(task)

    def _heard(self, busy: list[_Worker], tasks: Iterator[Task]) -> Iterator[tuple[Task, Done]]:
        """What workers have done by now; those that are late or dead are replaced."""
        now = time.monotonic()
        first = min(worker.since for worker in busy) + self._deadline
        ready = set(wait([worker.pipe for worker in busy], timeout=max(0.0, first - now)))
        for worker in busy:
            if worker.pipe in ready:
                try:
                    done = worker.pipe.recv()
                except (EOFError, OSError):
                    yield self._lost(worker, Fault("report-died", {"signal": worker.ended()}))
                    continue
                task = worker.finished()
                self._give(worker, tasks)
                yield task, done
            elif time.monotonic() - worker.since >= self._deadline:
                yield self._lost(worker, Fault("report-deadline", {"seconds": round(self._deadline)}))

    def _lost(self, worker: _Worker, fault: Fault) -> tuple[Task, Done]:
        """Put another worker in the place of one that is lost; what it had at hand goes to that one."""
        worker.kill()
        lost, *others = worker.tasks
        self._workers.remove(worker)
        successor = self._begin()
        self._workers.append(successor)
        for task in others:
            successor.take(task)
        return lost, Done(faults=(fault,))

    def close(self) -> None:
        """End all workers, by force where they do not end by themselves."""
        for worker in self._workers:
            worker.pipe.close()
        limit = time.monotonic() + PATIENCE
        for worker in self._workers:
            if worker.tasks:  # an interrupt: nobody waits for what is being made
                worker.kill()
            else:
                worker.process.join(max(0.0, limit - time.monotonic()))
                worker.kill()
        self._workers.clear()


class _Worker(Worker):
    """A worker, and what it has at hand."""

    def __init__(self, context: Any, bench: Bench, memory: int, others: list[Connection]) -> None:
        super().__init__(context, bench.make, memory, others)
        self.tasks: list[Task] = []
        self.since = 0.0

    def take(self, task: Task) -> None:
        """Give it a task."""
        if not self.tasks:
            self.since = time.monotonic()
        self.tasks.append(task)
        with contextlib.suppress(OSError):  # it is dead, which is heard next
            self.pipe.send(task)

    def finished(self) -> Task:
        """The task that it has done; the next one's time begins."""
        self.since = time.monotonic()
        return self.tasks.pop(0)
