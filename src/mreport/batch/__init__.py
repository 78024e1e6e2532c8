"""Many reports at once: pairs or lists of items, in each language, in each format, into a folder.

`planning` tells which reports there are and `naming` how their files are called; `work` makes one. Two crews do:
`pool`, the workers of this machine, and `cluster`, those of a Dask cluster, to which a `parcel` goes and where each
machine is a `station`. `target` is where the files go, and `ledger` notes what is done, so that a batch that was
stopped goes on where it was.
"""

from __future__ import annotations

import datetime
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import mreport
from mreport import writers
from mreport.batch.cluster import Cluster
from mreport.batch.delivery import delivered
from mreport.batch.planning import Plan, Task
from mreport.batch.pool import Pool
from mreport.batch.target import Folder, Target
from mreport.batch.work import Bench, Crew, Done, Keys
from mreport.errors import MachineError, MreportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mreport.batch.ledger import Ledger
    from mreport.comparison.records import Dataset
    from mreport.errors import Fault
    from mreport.recipe import Recipe

__all__ = ["Done", "Folder", "Plan", "Summary", "Target", "Task", "run"]

DEADLINE = 300.0  # seconds
MEMORY = 2 * 1024**3  # bytes beyond what a worker begins with
_MOST_TOLD = 100


@dataclass(slots=True)
class Summary:
    """What became of a batch so far: reports made, taken over from before, failed; the first failures."""

    total: int
    made: int = 0
    kept: int = 0
    failed: int = 0
    warnings: int = 0
    failures: list[tuple[Task, Fault]] = field(default_factory=list)

    @property
    def settled(self) -> int:
        """How many reports nothing is left to do for."""
        return self.made + self.kept + self.failed


def run(
    dataset: Dataset,
    plan: Plan,
    recipe: Recipe,
    target: Path | Target,
    *,
    date: datetime.date,
    jobs: int = 1,
    cluster: str | None = None,
    resume: bool = False,
    deadline: float = DEADLINE,
    memory: int = MEMORY,
    progress: Callable[[Summary], None] = lambda _: None,
) -> Summary:
    """Make the reports of a plan into a folder that is there, or another target; `progress` is told after each.

    They are made by so many `jobs` of this machine, or by the workers of the `cluster` whose scheduler has that
    address. A report whose key the ledger has, with its files as they were written, is not made again. With `resume`
    the date is that of the batch which is gone on with. Raises as `Ledger` and `Cluster` do, and MachineError
    (`no-space`): a disk that is full ends a batch, which is gone on with when there is space.
    """
    target = Folder(target) if isinstance(target, Path) else target
    with target.opened(date, resume=resume) as ledger:
        recipe = replace(recipe, rendering={**recipe.rendering, "date": datetime.date.fromisoformat(ledger.date)})
        keys = Keys(dataset, recipe, version("mreport"))
        summary = Summary(len(plan))
        progress(summary)
        tasks = _open(plan, keys, ledger, target, summary)
        if cluster is None:
            _warm(plan)
            crew: Crew = Pool(Bench(dataset, recipe, target.folder), jobs, deadline=deadline, memory=memory)
        else:
            crew = Cluster(cluster, dataset, recipe, deadline=deadline, memory=memory)
        with closing(delivered(crew.run(tasks), target)) as reports:  # however it ends, nobody is left at work
            for task, done in reports:
                _note(ledger, keys.of(task), task, done, summary)
                progress(summary)
        return summary


def _warm(plan: Plan) -> None:
    """Make a small report before there are workers: what it loads, a fork has at once and has it in common.

    It is none of the batch's own: what fails in one of those must cost no more than a worker.
    """
    values = {"name": "\u0e01", "x": "A 1"}
    sample = mreport.compare(mreport.read({"attributes": {"x": {}}, "items": {"a": values, "b": values}}))
    for lang in plan.langs:
        page = mreport.render(sample, lang)
        for suffix in plan.suffixes:
            with suppress(MreportError):  # told by each report that it concerns
                writers.encode(page, suffix)


def _open(plan: Plan, keys: Keys, ledger: Ledger, target: Target, summary: Summary) -> Iterator[Task]:
    """The tasks that are still to be done."""
    for task in plan:
        if ledger.done and ledger.has(keys.of(task), target.has):
            summary.kept += 1
        else:
            yield task


def _note(ledger: Ledger, key: str, task: Task, done: Done, summary: Summary) -> None:
    if done.faults:
        summary.failed += 1
        if len(summary.failures) < _MOST_TOLD:
            summary.failures.append((task, done.faults[0]))
        faults = [
            {"code": fault.code, "fields": {name: str(value) for name, value in fault.fields.items()}}
            for fault in done.faults
        ]
        ledger.failed(key, task.items, task.lang, faults)
        if any(fault.code == "no-space" for fault in done.faults):  # no other report would fit either
            raise MachineError.of(done.faults)
    else:
        summary.made += 1
        summary.warnings += done.warnings
        ledger.wrote(key, task.items, task.lang, done.files)
