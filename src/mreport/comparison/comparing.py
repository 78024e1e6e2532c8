"""Choose items and compare them: a row for each attribute, with its status and mark (the contract's table)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport.comparison.records import MISSING, Comparison, Row, Status
from mreport.comparison.rules import RULES
from mreport.errors import ChoiceError, Fault, LimitError
from mreport.thai import canonical, controls

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from mreport.comparison.records import Attribute, Dataset, Item, Value

FEWEST_ITEMS = 2
MOST_ITEMS = 60


def compare(dataset: Dataset, items: Sequence[str] | None = None, *, compare_all: bool = False) -> Comparison:
    """Compare items of a dataset, 2 to 60, chosen by id or name in the order given; None chooses all.

    `compare_all` compares the attributes too that say `compared: false`.
    Raises ChoiceError (`item-unknown`, `item-twice`, `items-too-few`) and LimitError (`items-too-many`).
    """
    chosen = choose(dataset, items)
    rows = tuple(
        _row(attribute, chosen, dataset.language, compared=attribute.compared or compare_all)
        for attribute in dataset.attributes.values()
    )
    return Comparison(dataset, chosen, rows, tuple(_warnings(dataset, chosen)))


def choose(dataset: Dataset, names: Sequence[str] | None) -> tuple[Item, ...]:
    """The items of these ids or names, in this order; all of them for None."""
    chosen = list(dataset.items.values()) if names is None else _named(dataset, names)
    if len(chosen) < FEWEST_ITEMS:
        raise ChoiceError("items-too-few", count=len(chosen), fewest=FEWEST_ITEMS)
    if len(chosen) > MOST_ITEMS:
        raise LimitError("items-too-many", count=len(chosen), most=MOST_ITEMS)
    return tuple(chosen)


def _named(dataset: Dataset, names: Sequence[str]) -> list[Item]:
    by_name: dict[str, list[Item]] = {}
    for item in dataset.items.values():
        for name in {item.id, *_names(item)}:
            by_name.setdefault(canonical(name), []).append(item)
    chosen: dict[str, Item] = {}
    for name in names:
        found = dataset.items.get(name) or _only(by_name, name)
        if found.id in chosen:
            raise ChoiceError("item-twice", item=name)
        chosen[found.id] = found
    return list(chosen.values())


def _names(item: Item) -> list[str]:
    return [item.name] if isinstance(item.name, str) else list(item.name.values())


def _only(by_name: dict[str, list[Item]], name: str) -> Item:
    """The one item of this name; an error that names the nearest, or the ids that share it."""
    found = by_name.get(canonical(name), [])
    if not found:
        import difflib

        nearest = difflib.get_close_matches(canonical(name), by_name, n=3, cutoff=0.6)
        raise ChoiceError("item-unknown", item=name, nearest=nearest)
    if len(found) > 1:
        raise ChoiceError("item-ambiguous", item=name, ids=[item.id for item in found])
    return found[0]


def _row(attribute: Attribute, items: Sequence[Item], language: str, *, compared: bool) -> Row:
    values = tuple(item.values.get(attribute.id, MISSING) for item in items)
    classes = _classes(attribute, values, language)
    status = _status(classes)
    unlike = status in (Status.DIFFERENT, Status.PARTIAL)
    lacking = status is Status.MISSING and not attribute.ignore_missing
    return Row(attribute, values, classes, status, compared, marked=compared and (unlike or lacking))


def _classes(attribute: Attribute, values: Sequence[Value], language: str) -> tuple[int | None, ...]:
    """A number for each value, the same for equal ones, counted from 0 in order of first appearance."""
    key = RULES[attribute.rule]
    numbers: dict[Hashable, int] = {}
    return tuple(
        None if value.absence else numbers.setdefault(key(value, attribute, language), len(numbers)) for value in values
    )


def _status(classes: Sequence[int | None]) -> Status:
    present = [number for number in classes if number is not None]
    distinct = len(set(present))
    if not present:
        return Status.ABSENT
    if len(present) < len(classes):
        return Status.MISSING
    if distinct == 1:
        return Status.SAME
    return Status.DIFFERENT if distinct == len(classes) else Status.PARTIAL


def _warnings(dataset: Dataset, items: Sequence[Item]) -> Iterator[Fault]:
    """What a reader must be told of the texts: characters that no document can hold."""
    for item in items:
        for attribute in dataset.attributes:
            for part in item.values.get(attribute, MISSING).parts:
                for text in [part] if isinstance(part, str) else part.values():
                    for character in controls(text):
                        fields = {
                            "item": item.id,
                            "attribute": attribute,
                            "character": f"U+{ord(character):04X}",
                        }
                        yield Fault("control-character", fields)
