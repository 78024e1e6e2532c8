"""Which reports a batch makes: pairs of items or lists of them, in each language; told one by one."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, combinations
from pathlib import Path
from typing import TYPE_CHECKING

from mreport import given, sources
from mreport.batch import naming
from mreport.comparison.choosing import FEWEST_ITEMS, Names
from mreport.errors import ChoiceError, Fault, MreportError, Place
from mreport.language import languages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mreport.comparison.records import Dataset
    from mreport.sources.reading import Reading

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


@dataclass(frozen=True, slots=True)
class Lists:
    """A file that names the items of each report, by their ids or names: its lines by their numbers."""

    file: str
    lines: Mapping[int, tuple[str, ...]]

    def __str__(self) -> str:
        return self.file

    @property
    def wanted(self) -> tuple[str, ...]:
        """All that is named, each once."""
        return tuple(dict.fromkeys(chain.from_iterable(self.lines.values())))

    def place(self, number: int) -> Place:
        """A line of it."""
        return Place(self.file, number)

    @contextmanager
    def placed(self) -> Iterator[None]:
        """What is told of items that are not there is told where they are named."""
        try:
            yield
        except ChoiceError as error:
            first = {word: number for number, words in reversed([*self.lines.items()]) for word in words}
            raise ChoiceError.of(
                fault if fault.place else Fault(fault.code, fault.fields, self.place(first[str(fault.fields["item"])]))
                for fault in error.faults
            ) from None


def pairs_of(pairs: str) -> str | Lists:
    """What is said of which reports are made: `all`, `related`, or the file of this name, whose lines are read.

    Raises UserError and LimitError as `given.text` does.
    """
    if pairs in (ALL, RELATED):
        return pairs
    found = {}
    for number, line in enumerate(given.text(Path(pairs), _MOST_BYTES).splitlines(), 1):
        if line.strip() and not line.lstrip().startswith(_COMMENT):
            found[number] = tuple(word.strip() for word in line.split(","))
    return Lists(pairs, found)


def read(source: str, reading: Reading, pairs: str | Lists) -> Dataset:
    """The dataset that reports are made of; of a catalogue no more of it than lists name.

    Raises what `sources.read` does, and ChoiceError (`item-unknown`) with the lines of the lists.
    """
    if not isinstance(pairs, Lists):
        return sources.read(source, reading)
    with pairs.placed():
        return sources.read(source, replace(reading, wanted=pairs.wanted))


class Plan:
    """The tasks of a batch: `len()` of them, told in the same order each time."""

    def __init__(self, dataset: Dataset, pairs: str | Lists, langs: Sequence[str], suffixes: Sequence[str]) -> None:
        """`pairs`: what `pairs_of` gives.

        Raises ChoiceError with every fault of the lists and its place, ChoiceError (`language-unknown`, `pairs-none`).
        """
        self._dataset = dataset
        self.langs = list(dict.fromkeys(langs))
        self.suffixes = list(dict.fromkeys(suffixes))
        self._groups = None if pairs == ALL else tuple(dict.fromkeys(self._chosen(pairs)))
        self._parts = {lang: naming.parts(self._names(lang)) for lang in self.langs}
        count = len(dataset.items)
        self._count = count * (count - 1) // 2 if self._groups is None else len(self._groups)
        if not self._count:
            raise ChoiceError("pairs-none", pairs=str(pairs))

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

    def _chosen(self, pairs: str | Lists) -> Iterator[tuple[str, ...]]:
        yield from self._listed(pairs) if isinstance(pairs, Lists) else self._related()

    def _related(self) -> Iterator[tuple[str, ...]]:
        """Each pair that one of the two names, once, in the order of the dataset."""
        order = {key: place for place, key in enumerate(self._dataset.items)}
        for key, item in self._dataset.items.items():
            for other in item.related:
                if other in order and other != key:
                    yield tuple(sorted((key, other), key=order.__getitem__))

    def _listed(self, lists: Lists) -> Iterator[tuple[str, ...]]:
        """The lines of a file."""
        names = Names(self._dataset.items, "item")
        faults: list[Fault] = []
        for number, words in lists.lines.items():
            try:
                chosen = names.distinct(words)
                if len(chosen) < FEWEST_ITEMS:
                    raise ChoiceError("items-too-few", count=len(chosen), fewest=FEWEST_ITEMS)
                yield tuple(item.id for item in chosen)
            except MreportError as error:
                faults += [Fault(one.code, one.fields, lists.place(number)) for one in error.faults]
                if len(faults) >= _MOST_FAULTS:
                    break
        if faults:
            raise ChoiceError.of(faults)
