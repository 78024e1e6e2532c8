"""A listing: what the records of a catalogue are called, looked through without reading the records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mreport.comparison.slugs import slug_of
from mreport.errors import ChoiceError
from mreport.sources import catalogue, table
from mreport.sources.catalogue import Keys
from mreport.sources.values import is_nothing
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from mreport.comparison.records import Dataset, Item
    from mreport.sources.catalogue import Opened
    from mreport.sources.reading import Reading


@dataclass(frozen=True, slots=True)
class Entry:
    """A record by the key it is asked for by, which is its id or else its name, and its name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A catalogue's entries and items, each time as the file has them then.

    Every method raises what reading the source does.
    """

    source: str
    reading: Reading
    opened: Callable[[str, Reading], AbstractContextManager[Opened]]

    def count(self) -> int:
        """How many records there are."""
        with self.opened(self.source, self.reading) as found:
            return found.records.count()

    def found(self, words: Sequence[str], most: int) -> tuple[int, list[Entry]]:
        """How many records have all the words in id or name (without words: all), and the first of them."""
        with self.opened(self.source, self.reading) as found:
            columns = found.records.columns
            keys = Keys.among(columns)
            wanted = [columns[index] for index in (keys.id, keys.name) if index is not None]
            count, rows = found.records.found(wanted, words, most)
        return count, [_entry(row) for row in rows]

    def read(self, keys: Sequence[str]) -> Dataset:
        """The dataset of these items alone, by their keys and in this order.

        Raises ChoiceError (`item-unknown`, `item-twice`) too.
        """
        alike = len(set(map(slug_of, keys))) < len(keys)  # ids that differ in signs alone are one id in a dataset
        parts = [self._read([key]) for key in keys] if alike else [self._read(keys)]
        items: dict[str, Item] = {}
        for number, key in enumerate(keys):
            item = _one(parts[number if alike else 0], key)
            if any(item.name == other.name and item.values == other.values for other in items.values()):
                raise ChoiceError("item-twice", item=key)
            items[key] = replace(item, id=key)
        return replace(parts[0], items=items)

    def _read(self, keys: Sequence[str]) -> Dataset:
        with self.opened(self.source, self.reading) as found:
            reading = replace(self.reading, wanted=tuple(keys))
            return table.dataset(catalogue.table(found, self.source, reading), reading)


def _entry(row: Sequence[Any]) -> Entry:
    name = "" if is_nothing(row[-1]) else str(row[-1])
    key = "" if is_nothing(row[0]) else str(row[0])
    return Entry(key or name, name)


def _one(dataset: Dataset, key: str) -> Item:
    """The item of an id or a name. ChoiceError: `item-unknown`."""
    found = [item for item in dataset.items.values() if key in (item.id, item.name)]
    found = found or [item for item in dataset.items.values() if item.id == slug_of(key)]
    found = found or [item for item in dataset.items.values() if canonical(str(item.name)) == canonical(key)]
    if not found:
        raise ChoiceError("item-unknown", item=key, nearest=[], known=list(dataset.items))
    return found[0]
