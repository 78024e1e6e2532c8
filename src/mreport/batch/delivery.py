"""Files that come from a crew without a folder are written here: a few at a time, as each waits for a disk."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from mreport.errors import MreportError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from mreport.batch.planning import Task
    from mreport.batch.target import Target
    from mreport.batch.work import Done

_AT_ONCE = 8


def delivered(reports: Generator[tuple[Task, Done]], target: Target) -> Generator[tuple[Task, Done]]:
    """Reports, each told when its files are where they belong; one that can't be written has failed."""
    waiting: deque[tuple[Task, Future[Done]]] = deque()
    with closing(reports), ThreadPoolExecutor(_AT_ONCE, "mreport-delivery") as writers:
        for task, done in reports:
            if not done.contents:
                yield task, done
                continue
            waiting.append((task, writers.submit(_written, done, target)))
            while waiting and (waiting[0][1].done() or len(waiting) >= _AT_ONCE):
                first, future = waiting.popleft()
                yield first, future.result()
        yield from _rest(waiting)


def _rest(waiting: deque[tuple[Task, Future[Done]]]) -> Iterator[tuple[Task, Done]]:
    while waiting:
        task, future = waiting.popleft()
        yield task, future.result()


def _written(done: Done, target: Target) -> Done:
    """What became of a report when its files were written."""
    try:
        for name, content in done.contents.items():
            target.keep(name, content)
    except MreportError as error:
        return replace(done, files={}, faults=error.faults, contents={})
    return replace(done, contents={})
