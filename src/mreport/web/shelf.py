"""A shelf: a dataset as browsers are served it, whose items are looked for by what they are called."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from mreport.comparison.choosing import Names
from mreport.language import language
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from mreport.comparison.records import Dataset
    from mreport.web.address import Address

MOST_FOUND = 20
_FIRST = 2  # items, where none are named


@dataclass(frozen=True, slots=True)
class Found:
    """Items that a search found, each with its id, its name and that name's language, and how many there are."""

    items: tuple[tuple[str, str, str], ...]
    count: int


class Shelf:
    """A dataset, and the orders of its items that were asked for."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._ordered: dict[str, list[tuple[str, str, str, str]]] = {}

    @cached_property
    def _names(self) -> Names:  # type: ignore[type-arg]
        return Names(self.dataset.items, "item")

    def chosen(self, address: Address) -> tuple[str, ...]:
        """The ids of the items that an address names, or of the first two.

        Raises ChoiceError (`item-unknown`, `item-ambiguous`, `item-twice`).
        """
        if address.items is None:
            return tuple(self.dataset.items)[:_FIRST]
        return tuple(item.id for item in self._names.distinct(address.items))

    def only(self, items: Sequence[str], baseline: str | None) -> Dataset:
        """The dataset with these items alone, so that it is the same to a worker how many others there are.

        Raises ChoiceError, where the baseline is not one of the dataset's.
        """
        if baseline is not None:
            self._names.only(baseline)
        return replace(self.dataset, items={one: self.dataset.items[one] for one in items})

    def search(self, words: str, tag: str, without: Collection[str] = ()) -> Found:
        """The items whose id or name in any language has all the words, in the order of a language's dictionaries."""
        wanted = canonical(words).casefold().split()
        count = 0
        found: list[tuple[str, str, str]] = []
        for key, name, lang, spelt in self._in_order(tag):
            if key not in without and all(word in spelt for word in wanted):
                count += 1
                if len(found) < MOST_FOUND:
                    found.append((key, name, lang))
            if not wanted and len(found) == MOST_FOUND:
                return Found(tuple(found), len(self.dataset.items) - len(without))
        return Found(tuple(found), count)

    def _in_order(self, tag: str) -> list[tuple[str, str, str, str]]:
        """Every item with its name for a reader and all its names to look in; sorted once for a language."""
        if tag not in self._ordered:
            reader = language(tag)
            called: dict[str, list[tuple[str, str, str, str]]] = {}
            for item in self.dataset.items.values():
                name, lang = reader.choose(item.name, self.dataset.language)
                names = [item.name] if isinstance(item.name, str) else item.name.values()
                spelt = canonical(" ".join([item.id, *names])).casefold()
                called.setdefault(name, []).append((item.id, name, lang, spelt))
            self._ordered[tag] = [one for name in reader.sorted(called) for one in called[name]]
        return self._ordered[tag]
