"""Choose items and attributes by id or name; what is not there is answered with what is near."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from mreport.comparison.records import Attribute, Item
from mreport.comparison.slugs import slug_of
from mreport.errors import ChoiceError, LimitError
from mreport.limits import DEFAULT
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mreport.comparison.records import Dataset, Text

Named = TypeVar("Named", bound="Item | Attribute")

FEWEST_ITEMS = 2
_NEAR = 0.6


def choose_items(dataset: Dataset, names: Sequence[str] | None, most: int = DEFAULT.items) -> tuple[Item, ...]:
    """The items of these ids or names, in this order; all of them for None.

    Raises ChoiceError: `item-unknown`, `item-ambiguous`, `item-twice`, `items-too-few`; LimitError:
    `items-too-many`.
    """
    found = Names(dataset.items, "item")
    chosen = list(dataset.items.values()) if names is None else found.distinct(names)
    if len(chosen) < FEWEST_ITEMS:
        raise ChoiceError("items-too-few", count=len(chosen), fewest=FEWEST_ITEMS)
    if len(chosen) > most:
        raise LimitError("items-too-many", count=len(chosen), most=most)
    return tuple(chosen)


def choose_attributes(dataset: Dataset, names: Sequence[str] | None) -> tuple[Attribute, ...]:
    """The attributes of these ids or labels, in this order; all of them for None.

    Raises ChoiceError: `attribute-unknown`, `attribute-ambiguous`, `attribute-twice`.
    """
    if names is None:
        return tuple(dataset.attributes.values())
    return tuple(Names(dataset.attributes, "attribute").distinct(names))


def position(dataset: Dataset, chosen: Sequence[Item], name: str) -> int:
    """Where among the chosen items the one of this id or name stands. ChoiceError: `baseline-not-chosen`."""
    item = Names(dataset.items, "item").only(name)
    for index, other in enumerate(chosen):
        if other is item:
            return index
    raise ChoiceError("baseline-not-chosen", item=name)


class Names(Generic[Named]):
    """Items or attributes by id or name; names are looked through only where an id is not enough."""

    def __init__(self, by_id: Mapping[str, Named], kind: str) -> None:
        self._by_id = by_id
        self._kind = kind  # `item` or `attribute`, of which the codes of errors are made

    @cached_property
    def _by_name(self) -> dict[str, list[Named]]:
        found: dict[str, list[Named]] = {}
        for thing in self._by_id.values():
            for spelling in dict.fromkeys(map(canonical, _spellings(thing))):
                found.setdefault(spelling, []).append(thing)
        return found

    def only(self, name: str) -> Named:
        """The one of this id or name, or of the id that is made of what a catalogue has as its id.

        ChoiceError: `...-unknown` with what is near, `...-ambiguous` with the ids that share the name.
        """
        if name in self._by_id:
            return self._by_id[name]
        found = self._by_name.get(canonical(name), [])
        if not found and (made := self._by_id.get(slug_of(name))):
            return made
        if not found:
            import difflib

            nearest = difflib.get_close_matches(canonical(name), self._by_name, n=3, cutoff=_NEAR)
            known = [] if nearest else list(self._by_id)
            raise ChoiceError(f"{self._kind}-unknown", item=name, nearest=nearest, known=known)
        if len(found) > 1:
            raise ChoiceError(f"{self._kind}-ambiguous", item=name, ids=[thing.id for thing in found])
        return found[0]

    def distinct(self, names: Sequence[str]) -> list[Named]:
        """Those of these ids or names. ChoiceError: as `only`, and `...-twice`."""
        found: dict[str, Named] = {}
        for name in names:
            thing = self.only(name)
            if thing.id in found:
                raise ChoiceError(f"{self._kind}-twice", item=name)
            found[thing.id] = thing
        return list(found.values())


def _spellings(thing: Item | Attribute) -> list[str]:
    name: Text = thing.name if isinstance(thing, Item) else thing.label
    return [thing.id, name] if isinstance(name, str) else [thing.id, *name.values()]
