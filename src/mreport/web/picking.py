"""Picking: items are looked for by what they are called, and listed in the order of a language's dictionaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from mreport.language import Language

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Items that a search found, each with its id, its name and that name's language, and how many there are."""

    items: tuple[tuple[str, str, str], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Called:
    """An item by what it is called: its id, its name for a reader and that name's language, all to look in."""

    id: str
    name: str
    lang: str
    spelt: str

    @classmethod
    def of(cls, key: str, name: str, lang: str, names: Iterable[str] = ()) -> Called:
        """An item of this id and name; `names` are those in other languages."""
        return cls(key, name, lang, canonical(" ".join([key, name, *names])).casefold())


class Index:
    """Items in the order of a language's dictionaries."""

    def __init__(self, items: Iterable[Called], reader: Language) -> None:
        called: dict[str, list[Called]] = {}
        for item in items:
            called.setdefault(item.name, []).append(item)
        self._items = [one for name in reader.sorted(called) for one in called[name]]

    def search(self, words: str, without: Collection[str] = ()) -> Found:
        """The items whose id or name in any language has all the words."""
        wanted = spelling(words)
        if not wanted:
            return self._first(without)
        found = [one for one in self._items if one.id not in without and all(word in one.spelt for word in wanted)]
        return _cut(found, len(found))

    def _first(self, without: Collection[str]) -> Found:
        """The first of all; no more are looked at than that takes."""
        found: list[Called] = []
        for one in self._items:
            if len(found) == MOST_FOUND:
                break
            if one.id not in without:
                found.append(one)
        return _cut(found, len(self._items) - len(without))


def spelling(words: str) -> list[str]:
    """The words of a search as names are looked through for them."""
    return canonical(words).casefold().split()


def _cut(found: Sequence[Called], count: int) -> Found:
    return Found(tuple((one.id, one.name, one.lang) for one in found[:MOST_FOUND]), count)
