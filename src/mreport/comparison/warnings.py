"""What a reader must be told of the values: characters that can't be shown, look-alikes, values not read."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from mreport.comparison.calendar import read_date, read_years
from mreport.comparison.classes import amount
from mreport.comparison.numbers import read_range
from mreport.comparison.records import MISSING
from mreport.comparison.rules import READ, one
from mreport.comparison.words import booleans
from mreport.errors import Fault
from mreport.thai import canonical, controls, hidden, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mreport.comparison.records import Attribute, Dataset, Item, Row, Value


def warnings(dataset: Dataset, items: Sequence[Item], rows: Sequence[Row]) -> Iterator[Fault]:
    """The warnings of a comparison, row by row."""
    for item in items:
        for text in [item.name] if isinstance(item.name, str) else item.name.values():
            yield from _characters(text, item.id, "name")
    for row in rows:
        attribute = row.attribute
        for item, value in zip(items, row.values, strict=True):
            if value is MISSING or value.absence:
                continue
            for part in value.parts:
                for text in [part] if isinstance(part, str) else part.values():
                    yield from _characters(text, item.id, attribute.id)
            if attribute.rule in READ and not _is_read(attribute, value, dataset):
                fields = {"item": item.id, "attribute": attribute.id, "rule": attribute.rule}
                yield Fault("value-not-read", {**fields, "text": one(value, dataset)})
        if row.marked:
            yield from _lookalikes(dataset, items, row)


def _characters(text: str, item: str, attribute: str) -> Iterator[Fault]:
    if text.isascii() and text.isprintable():
        return
    for code, found in (("control-character", controls(text)), ("hidden-character", hidden(text))):
        for character in found:
            yield Fault(code, {"item": item, "attribute": attribute, "character": _named(character)})


def _is_read(attribute: Attribute, value: Value, dataset: Dataset) -> bool:
    text = one(value, dataset)
    match attribute.rule:
        case "range":
            return read_range(text, dataset.decimal) is not None
        case "years":
            return read_years(text) is not None
        case "date":
            return read_date(text) is not None
        case "bool":
            return canonical(text).strip().casefold() in booleans()
        case _:
            return amount(attribute, value, dataset) is not None


def _lookalikes(dataset: Dataset, items: Sequence[Item], row: Row) -> Iterator[Fault]:
    """Pairs of values that differ and look the same, with the code points in which they do."""
    seen: dict[str, int] = {}
    for index, value in enumerate(row.values):
        if value.absence:
            continue
        text = one(value, dataset)
        other = seen.setdefault(skeleton(text), index)
        if row.classes[other] != row.classes[index]:
            differing = _differing(one(row.values[other], dataset), text)
            fields = {
                "attribute": row.attribute.id,
                "items": [items[other].id, items[index].id],
                "characters": [_named(character) for character in differing],
            }
            yield Fault("look-alike", fields)


def _differing(one: str, other: str) -> list[str]:
    """The characters that stand in one of two texts alone, or more often in it, in order."""
    from collections import Counter

    mine, theirs = Counter(canonical(one)), Counter(canonical(other))
    return list((mine - theirs) + (theirs - mine))


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
