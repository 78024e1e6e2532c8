"""One report of a batch, made and written: what a worker does, here or on another machine."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import TYPE_CHECKING, Any, Protocol

from mreport import locales, writers
from mreport.batch.ledger import digest
from mreport.errors import Fault, MreportError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from mreport.batch.planning import Task
    from mreport.comparison.records import Dataset
    from mreport.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task: for each file its size and digest, or the faults for which there is none.

    `contents` are the files themselves, where whoever made them did not write them.
    """

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    warnings: int = 0
    contents: Mapping[str, bytes] = field(default_factory=dict)


class Crew(Protocol):
    """Who makes reports: processes of this machine, or machines of a cluster."""

    def run(self, tasks: Iterator[Task]) -> Generator[tuple[Task, Done]]:
        """Make the reports of tasks; each is told when it is done, in the order in which they are.

        Tasks are taken as they are needed. Whoever stops listening, by an interrupt too, leaves none at work.
        """


class Bench:
    """A dataset and a recipe, with which a worker makes one report after the other: into a folder, or handed over."""

    def __init__(self, dataset: Dataset, recipe: Recipe, folder: Path | None) -> None:
        self.dataset = dataset
        self.recipe = recipe
        self.folder = folder
        self.languages = locales.own()

    def make(self, task: Task) -> Done:
        """Make a report and write its files; whatever stands against it is told, not raised."""
        if locales.own() != self.languages:  # a worker that began anew knows nothing of it
            os.environ.pop(locales.VARIABLE, None)  # another machine's
            locales.bring(self.languages)
        try:
            page = self.recipe.page(self.dataset, task.items, task.lang)
            files, contents = {}, {}
            for suffix, name in task.files:
                content = writers.encode(page, suffix)
                if self.folder is None:
                    contents[name] = content
                else:
                    writers.replace(self.folder / name, content)
                files[name] = {"bytes": len(content), "sha256": digest(content)}
            warned = sum(len(one.report.warnings) for one in (page, *page.others))
            return Done(files, warnings=warned, contents=contents)
        except MreportError as error:
            return Done(faults=error.faults)
        except MemoryError:
            return Done(faults=(Fault("report-memory"),))
        except Exception as error:  # noqa: BLE001  a report must not stop the others
            return Done(faults=(Fault("internal-error", {"kind": type(error).__name__}),))


class Keys:
    """The key of each report: a digest of all that it is made of, so that the same is made once."""

    def __init__(self, dataset: Dataset, recipe: Recipe, common: str) -> None:
        """`common` is what all reports of a batch have in common, such as the version and the date."""
        given = [digest(path.read_bytes()) for path in (*recipe.files(), *locales.own_files())]
        said = (dataset.language, dataset.title, dataset.origin, dataset.note, dataset.glossary)
        asked = (dataset.forms, dataset.furniture)
        head = (common, recipe, given, *said, *asked, list(dataset.attributes.values()))
        self._head = hashlib.sha256(_bytes(head))
        self._dataset = dataset
        self._items: dict[str, bytes] = {}

    def of(self, task: Task) -> str:
        """The key of a task."""
        made = self._head.copy()
        made.update(_bytes((task.lang, task.files)))
        for item in task.items:
            made.update(self._item(item))
        return made.hexdigest()

    def _item(self, key: str) -> bytes:
        found = self._items.get(key)
        if found is None:
            found = self._items[key] = hashlib.sha256(_bytes(self._dataset.items[key])).digest()
        return found


def _bytes(records: object) -> bytes:
    """Records as text that is the same in every process, whatever the order of its sets."""
    return json.dumps(records, default=_plain, sort_keys=True).encode()


def _plain(thing: object) -> object:
    if is_dataclass(thing):
        return {one.name: getattr(thing, one.name) for one in fields(thing)}
    if isinstance(thing, Mapping):
        return dict(thing)
    if isinstance(thing, (set, frozenset)):
        return sorted(thing)
    return digest(thing) if isinstance(thing, bytes) else str(thing)
