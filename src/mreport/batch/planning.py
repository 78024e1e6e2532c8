"""Which reports a batch makes: pairs of items or lists of them, in each language; told one by one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from mreport import given
from mreport.batch import naming
from mreport.comparison.choosing import FEWEST_ITEMS, Names
from mreport.errors import ChoiceError, Fault, MreportError, Place
from mreport.language import languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mreport.comparison.records import Dataset

ALL, RELATED = "all", "related"
_COMMENT = "#"
_MOST_FAULTS = 100
_MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Task:
    """A report to be made: its items by id, its language (or several, a comma between), its files by suffix."""

    items: tuple[str, ...]
    lang: str
    files: tuple[tuple[str, str], ...]  # suffix, name


class Plan:
    """The tasks of a batch: `len()` of them, told in the same order each time."""

    def __init__(self, dataset: Dataset, pairs: str, langs: Sequence[str], suffixes: Sequence[str]) -> None:
        """`pairs`: `all`, `related`, or a file with the ids or names of a report's items on each line.

        Raises UserError or ChoiceError with every fault of the file and its place, ChoiceError (`language-unknown`,
        `pairs-none`).
        """
        self._dataset = dataset
        self.langs = list(dict.fromkeys(langs))
        self.suffixes = list(dict.fromkeys(suffixes))
        self._pairs = pairs
        self._groups = None if pairs == ALL else tuple(dict.fromkeys(self._chosen(pairs)))
        self._parts = {lang: naming.parts(self._names(lang)) for lang in self.langs}
        count = len(dataset.items)
        self._count = count * (count - 1) // 2 if self._groups is None else len(self._groups)
        if not self._count:
            raise ChoiceError("pairs-none", pairs=pairs)

    def __len__(self) -> int:
        """How many reports there are; each may have several files."""
        return self._count * len(self.langs)

    def __iter__(self) -> Iterator[Task]:
        """The tasks, those of one report in each language together."""
        groups = combinations(self._dataset.items, 2) if self._groups is None else self._groups
        for items in groups:
            for lang in self.langs:
                end = f".{lang.replace(',', '+')}"
                ends = [(suffix, end + suffix) for suffix in self.suffixes]
                longest = max((one for _, one in ends), key=len)
                stem = naming.stem(items, self._parts[lang], longest)
                yield Task(tuple(items), lang, tuple((suffix, stem + one) for suffix, one in ends))

    def _names(self, lang: str) -> dict[str, str]:
        """The items' names in a language, or in the first of several."""
        reader = languages(lang)[0]
        return {key: reader.choose(item.name, self._dataset.language)[0] for key, item in self._dataset.items.items()}

    def _chosen(self, pairs: str) -> Iterator[tuple[str, ...]]:
        if pairs == RELATED:
            yield from self._related()
        else:
            yield from self._listed(Path(pairs))

    def _related(self) -> Iterator[tuple[str, ...]]:
        """Each pair that one of the two names, once, in the order of the dataset."""
        order = {key: place for place, key in enumerate(self._dataset.items)}
        for key, item in self._dataset.items.items():
            for other in item.related:
                if other in order and other != key:
                    yield tuple(sorted((key, other), key=order.__getitem__))

    def _listed(self, path: Path) -> Iterator[tuple[str, ...]]:
        """The lines of a file; empty ones and those that begin with # are left out."""
        names = Names(self._dataset.items, "item")
        faults: list[Fault] = []
        for number, line in enumerate(given.text(path, _MOST_BYTES).splitlines(), 1):
            words = [word.strip() for word in line.split(",")]
            if not line.strip() or line.lstrip().startswith(_COMMENT):
                continue
            try:
                chosen = names.distinct(words)
                if len(chosen) < FEWEST_ITEMS:
                    raise ChoiceError("items-too-few", count=len(chosen), fewest=FEWEST_ITEMS)
                yield tuple(item.id for item in chosen)
            except MreportError as error:
                faults += [Fault(one.code, one.fields, Place(str(path), number)) for one in error.faults]
                if len(faults) >= _MOST_FAULTS:
                    break
        if faults:
            raise ChoiceError.of(faults)
