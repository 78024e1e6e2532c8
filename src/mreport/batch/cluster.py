"""The crew that is a cluster: the tasks of a batch handed to a Dask scheduler that runs somewhere, and its workers.

Nothing is shared with them but the connection: data, fonts and templates travel there, reports travel back. A worker
that is lost costs nothing, since Dask hands its tasks to another; each report is heard of once.
"""

from __future__ import annotations

import logging
import time
import uuid
import warnings
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, cast

from mreport.batch import parcel, station
from mreport.batch.work import Done
from mreport.errors import Fault, MachineError, MreportError, Place, UserError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from mreport.batch.planning import Task
    from mreport.comparison.records import Dataset
    from mreport.recipe import Recipe

PATIENCE = 300.0  # seconds that a batch waits for the first worker, or for another where all are gone
_CONNECTING = 20.0  # seconds
_AHEAD = 3  # tasks for each thread of a worker, so that none waits for the way there and back
_AT_ONCE = 16  # reports that are fetched together
_OVER = ("error", "cancelled")
_LOOK = 1.0  # seconds between two looks at the workers


class Cluster:
    """A Dask cluster over one dataset and recipe; `deadline` in seconds and `memory` in bytes are each report's."""

    def __init__(
        self,
        address: str,
        dataset: Dataset,
        recipe: Recipe,
        *,
        deadline: float,
        memory: int,
    ) -> None:
        """`address` is the scheduler's, such as `tcp://host:8786`, or the scheduler file that it wrote.

        Raises MachineError (`cluster-missing`) where Dask is not installed.
        """
        if find_spec("distributed") is None:
            raise MachineError("cluster-missing", names=["distributed"])
        self._address = address
        self._packages = parcel.packages()
        self._given = (parcel.pack(dataset, recipe), self._packages, deadline, memory)
        self._heard: SimpleQueue[Any] = SimpleQueue()  # of futures that are settled

    def run(self, tasks: Iterator[Task]) -> Generator[tuple[Task, Done]]:
        """Have the reports of tasks made, and hand them over with what is in their files.

        Raises MachineError (`cluster-unreachable`, `cluster-version`, `cluster-empty`, `cluster-lost`), UserError
        (`cluster-address`, `cluster-certificate`).
        """
        with _quiet(), self._connected() as client:
            self._check(client)
            yield from self._made(client, tasks)

    @contextmanager
    def _connected(self) -> Iterator[Any]:
        """A connection to the scheduler, closed at last: what is left of the batch there is dropped."""
        import distributed

        where = {"scheduler_file": self._address} if Path(self._address).is_file() else {"address": self._address}
        place, client_of = Place(self._address), cast("Any", distributed.Client)  # which has no types
        try:
            client = client_of(**where, timeout=_CONNECTING, set_as_default=False, name="mreport")
        except (OSError, TimeoutError) as error:
            raise MachineError("cluster-unreachable", place, seconds=round(_CONNECTING)) from error
        except (ValueError, TypeError, KeyError) as error:
            secret = self._address.startswith("tls://")
            raise UserError("cluster-certificate" if secret else "cluster-address", place) from error
        try:
            yield client
        finally:
            client.close(timeout=_LOOK)

    def _check(self, client: Any) -> None:
        """Refuse workers of other versions before there is any work."""
        found = client.get_versions(packages=list(self._packages))["workers"]
        for worker, said in sorted(found.items()):
            parcel.check(self._packages, said["packages"], worker)

    def _made(self, client: Any, tasks: Iterator[Task]) -> Iterator[tuple[Task, Done]]:
        batch = uuid.uuid4().hex
        with warnings.catch_warnings():  # that a large dataset travels is what was asked for
            warnings.simplefilter("ignore")
            here = client.submit(station.opened, *self._given, key=f"mreport-station-{batch}", pure=False)
        crowd = _Crowd(client, self._address)
        waiting: dict[Any, Task] = {}
        count = 0
        while True:
            while len(waiting) < crowd.room() and (task := next(tasks, None)) is not None:
                future = client.submit(station.made, here, task, key=f"mreport-{batch}-{count}", pure=False)
                count += 1
                waiting[future] = task
                future.add_done_callback(self._heard.put)
            if not waiting:
                return
            ready = self._ready()
            crowd.look(heard=bool(ready))
            for future, done in self._fetched(client, ready):
                yield waiting.pop(future), done

    def _ready(self) -> list[Any]:
        """Futures that are settled by now, or in a while; a few at the most, for each has a report's bytes."""
        found = []
        try:
            found.append(self._heard.get(timeout=_LOOK))
            while len(found) < _AT_ONCE:
                found.append(self._heard.get_nowait())
        except Empty:
            pass
        return found

    def _fetched(self, client: Any, ready: list[Any]) -> Iterator[tuple[Any, Done]]:
        """What became of each; whatever was made is fetched together."""
        good = [future for future in ready if future.status == "finished"]
        try:
            made = client.sync(partial(client.gather, good, asynchronous=True), callback_timeout=PATIENCE)
        except TimeoutError:  # who had them is gone, and nobody is there who makes them again
            made = []
        except CancelledError as error:
            raise MachineError("cluster-lost", Place(self._address)) from error
        yield from zip(good, made, strict=False)
        for future in ready:
            if future.status in _OVER:
                yield future, self._failed(client, future)
            elif future not in good[: len(made)]:  # it was made, and lost with the worker that had it
                future.add_done_callback(self._heard.put)

    def _failed(self, client: Any, future: Any) -> Done:
        """What is told of a task that the cluster could not carry out."""
        from distributed import KilledWorker

        if future.status == "cancelled":
            raise MachineError("cluster-lost", Place(self._address))
        error = future.exception()
        if isinstance(error, KilledWorker):
            return Done(faults=(Fault("report-lost", {"count": error.allowed_failures + 1}),))
        if isinstance(error, MreportError):  # of the station
            raise error
        self._check(client)  # a worker of another version fails in many ways
        return Done(faults=(Fault("internal-error", {"kind": type(error).__name__}),))


class _Crowd:
    """The workers of a cluster as they come and go."""

    def __init__(self, client: Any, address: str) -> None:
        self._client = client
        self._place = Place(address)
        self._threads = 0
        self._looked = 0.0
        self._since = time.monotonic()  # when workers were last there

    def room(self) -> int:
        """How many tasks may be on their way."""
        return max(1, self._threads) * _AHEAD

    def look(self, *, heard: bool) -> None:
        """Count the workers, if the last time is a moment ago.

        Raises MachineError (`cluster-empty`): none has been there for too long, (`cluster-lost`).
        """
        now = time.monotonic()
        if now - self._looked < _LOOK and heard:
            return
        self._looked = now
        if self._client.status != "running":
            raise MachineError("cluster-lost", self._place)
        try:
            self._threads = sum(self._client.nthreads().values())
        except OSError as error:
            raise MachineError("cluster-lost", self._place) from error
        if self._threads:
            self._since = now
        elif now - self._since >= PATIENCE:
            raise MachineError("cluster-empty", self._place, seconds=round(PATIENCE))


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask's own log is silent: what matters of it is told as errors of ours."""
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)
