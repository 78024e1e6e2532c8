"""Shelves: what browsers are served, a dataset that was read whole, or a catalogue that is looked into."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from mreport.comparison.choosing import Names
from mreport.language import language
from mreport.sources.declarations import ruled
from mreport.web.picking import Called, Found, Index

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from mreport.comparison.records import Dataset
    from mreport.sources.listing import Entry, Listing
    from mreport.web.address import Address

FIRST = 2  # items, where none are named
MOST_SORTED = 20_000  # of a catalogue's items, whose names are kept; beyond, the catalogue itself looks for them
_MOST_LOOKED_AT = 500


class Shelf(Protocol):
    """What browsers are served. Every method raises what reading the source does."""

    def chosen(self, address: Address) -> tuple[str, ...]:
        """The ids of the items that an address names, or of the first two. Raises ChoiceError."""

    def asked(self, address: Address) -> Dataset:
        """The dataset of the items that an address names, compared by the rules that it names, and of no others.

        Raises ChoiceError, SourceError (those of `declarations.ruled`).
        """

    def search(self, words: str, tag: str, without: Collection[str] = ()) -> Found:
        """The items whose id or name in any language has all the words, in the order of a language's dictionaries."""

    def count(self) -> int:
        """How many items there are."""


class Held:
    """A dataset in memory, and the orders of its items that were asked for."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._indexes: dict[str, Index] = {}

    @cached_property
    def _names(self) -> Names:  # type: ignore[type-arg]
        return Names(self.dataset.items, "item")

    def chosen(self, address: Address) -> tuple[str, ...]:
        """Those named. Raises ChoiceError (`item-unknown`, `item-ambiguous`, `item-twice`)."""
        if address.items is None:
            return tuple(self.dataset.items)[:FIRST]
        return tuple(item.id for item in self._names.distinct(address.items))

    def asked(self, address: Address) -> Dataset:
        """A part of the dataset, so that it is the same to a worker how many others there are."""
        if baseline := address.options.get("baseline"):
            self._names.only(baseline)
        items = {one: self.dataset.items[one] for one in address.items or ()}
        return _ruled(replace(self.dataset, items=items), address)

    def search(self, words: str, tag: str, without: Collection[str] = ()) -> Found:
        """Those found; sorted once for a language."""
        if tag not in self._indexes:
            self._indexes[tag] = Index(self._called(tag), language(tag))
        return self._indexes[tag].search(words, without)

    def count(self) -> int:
        """All of them."""
        return len(self.dataset.items)

    def _called(self, tag: str) -> Iterator[Called]:
        reader = language(tag)
        for item in self.dataset.items.values():
            name, lang = reader.choose(item.name, self.dataset.language)
            yield Called.of(item.id, name, lang, () if isinstance(item.name, str) else item.name.values())


class Catalogue:
    """A catalogue in its file, read as far as it is asked for, and as it is then."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing
        self._stamp: object = None
        self._count = 0
        self._names: list[Entry] | None = None
        self._indexes: dict[str, Index] = {}
        self._lang = listing.read([entry.key for entry in listing.found((), 1)[1]]).language

    def chosen(self, address: Address) -> tuple[str, ...]:
        """Those named, as they are; whether they are there shows when they are read."""
        if address.items is None:
            return tuple(entry.key for entry in self._listing.found((), FIRST)[1])
        return address.items

    def asked(self, address: Address) -> Dataset:
        """The items that are named, read now."""
        keys = address.items or self.chosen(address.asking(items=None))[:1]
        dataset = self._listing.read(keys)
        if baseline := address.options.get("baseline"):
            Names(dataset.items, "item").only(baseline)
        items = {key: item for key, item in dataset.items.items() if key in (address.items or ())}
        return _ruled(replace(dataset, items=items), address)

    def search(self, words: str, tag: str, without: Collection[str] = ()) -> Found:
        """Those found: in all names where they are few enough to be sorted, else by the catalogue, and sorted then."""
        self._look()
        if self._names is None:
            count, found = self._listing.found(words.split(), _MOST_LOOKED_AT)
            index = Index(self._called(entry for entry in found if entry.key not in without), language(tag))
            return replace(index.search(""), count=count)
        if tag not in self._indexes:
            self._indexes[tag] = Index(self._called(self._names), language(tag))
        return self._indexes[tag].search(words, without)

    def count(self) -> int:
        """As many as the file has now."""
        self._look()
        return self._count

    def _look(self) -> None:
        """See how many there are, and keep their names, if the file is another one than it was."""
        found = Path(self._listing.source).stat()
        stamp = (found.st_mtime_ns, found.st_size)
        if stamp == self._stamp:
            return
        self._count = self._listing.count()
        few = self._count <= MOST_SORTED
        self._names = self._listing.found((), MOST_SORTED + 1)[1] if few else None
        self._indexes = {}
        self._stamp = stamp

    def _called(self, entries: Iterable[Entry]) -> Iterator[Called]:
        return (Called.of(entry.key, entry.name, self._lang) for entry in entries)


def _ruled(dataset: Dataset, address: Address) -> Dataset:
    if not (address.rules or address.ignored):
        return dataset
    return replace(dataset, attributes=ruled(dataset, address.rules, address.ignored))
