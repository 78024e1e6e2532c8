"""Choose items and attributes by id or name; what is not there is answered with what is near."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mreport.comparison.records import Attribute, Item
from mreport.errors import ChoiceError, LimitError
from mreport.limits import DEFAULT
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mreport.comparison.records import Dataset, Text

Named = TypeVar("Named", Item, Attribute)

FEWEST_ITEMS = 2
_NEAR = 0.6


def choose_items(dataset: Dataset, names: Sequence[str] | None, most: int = DEFAULT.items) -> tuple[Item, ...]:
    """The items of these ids or names, in this order; all of them for None.

    Raises ChoiceError: `item-unknown`, `item-ambiguous`, `item-twice`, `items-too-few`; LimitError:
    `items-too-many`.
    """
    if names is None:
        chosen = list(dataset.items.values())
    else:
        by_name = _by_name(dataset.items.values())
        chosen = _distinct([_only(dataset.items, by_name, name, "item") for name in names], names, "item")
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
    by_label = _by_name(dataset.attributes.values())
    found = [_only(dataset.attributes, by_label, name, "attribute") for name in names]
    return tuple(_distinct(found, names, "attribute"))


def position(dataset: Dataset, chosen: Sequence[Item], name: str) -> int:
    """Where among the chosen items the one of this id or name stands. ChoiceError: `baseline-not-chosen`."""
    by_name = _by_name(dataset.items.values())
    item = _only(dataset.items, by_name, name, "item")
    for index, other in enumerate(chosen):
        if other is item:
            return index
    raise ChoiceError("baseline-not-chosen", item=name)


def _by_name(named: Iterable[Named]) -> dict[str, list[Named]]:
    found: dict[str, list[Named]] = {}
    for thing in named:
        for spelling in dict.fromkeys(map(canonical, _spellings(thing))):
            found.setdefault(spelling, []).append(thing)
    return found


def _spellings(thing: Item | Attribute) -> list[str]:
    name: Text = thing.name if isinstance(thing, Item) else thing.label
    return [thing.id, name] if isinstance(name, str) else [thing.id, *name.values()]


def _only(by_id: Mapping[str, Named], by_name: Mapping[str, list[Named]], name: str, kind: str) -> Named:
    """The one thing of this id or name; else an error that names the nearest, or the ids that share the name."""
    if name in by_id:
        return by_id[name]
    found = by_name.get(canonical(name), [])
    if not found:
        import difflib

        nearest = difflib.get_close_matches(canonical(name), by_name, n=3, cutoff=_NEAR)
        raise ChoiceError(f"{kind}-unknown", item=name, nearest=nearest, known=[] if nearest else list(by_id))
    if len(found) > 1:
        raise ChoiceError(f"{kind}-ambiguous", item=name, ids=[thing.id for thing in found])
    return found[0]


def _distinct(found: Sequence[Named], names: Sequence[str], kind: str) -> list[Named]:
    seen: set[str] = set()
    for thing, name in zip(found, names, strict=True):
        if thing.id in seen:
            raise ChoiceError(f"{kind}-twice", item=name)
        seen.add(thing.id)
    return list(found)
