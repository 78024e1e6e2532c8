"""Equal values of a row get equal numbers; a tolerance gathers numbers that are near enough.

With a tolerance, a class begins at its least value and takes in what is within the tolerance of that. So a row
is `same` exactly when all its values are within the tolerance of each other, `different` exactly when no two
are, and neither depends on the order of the items.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING

from mreport.comparison.numbers import read_number, read_quantity
from mreport.comparison.rules import RULES, one
from mreport.comparison.words import unit

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from mreport.comparison.records import Attribute, Dataset, Text, Value

_PICTURE = attrgetter("picture")


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far apart equal numbers may be: a share of the greater one, or an amount of a kind, in its base unit."""

    amount: Fraction
    share: bool = False
    kind: str = ""
    text: str = field(default="", compare=False)  # as written

    def covers(self, one: Fraction, other: Fraction, kind: str = "") -> bool:
        """Whether two amounts of a kind are equal within it; symmetric."""
        if self.share:
            return abs(one - other) <= self.amount * max(abs(one), abs(other))
        return abs(one - other) <= (self.amount if kind == self.kind else 0)


def read_tolerance(text: str, rule: str, decimal: str = ".") -> Tolerance | None:
    """A tolerance as written: `2%` (under 100), for numbers `0.5`, for quantities with a unit such as `5 g`.

    An amount of quantities needs its unit: values of one attribute may be written in several.
    """
    number = read_number(text, decimal)
    if number is not None and number.percent:
        return Tolerance(Fraction(number.value), share=True, text=text) if 0 <= number.value < 1 else None
    if rule != "quantity":
        return Tolerance(Fraction(number.value), text=text) if number is not None and number.value >= 0 else None
    quantity = read_quantity(text, decimal)
    if quantity is None or quantity.value < 0:
        return None
    known = unit(quantity.unit)
    return Tolerance(Fraction(quantity.value) * (known.factor if known else 1), kind=quantity.kind, text=text)


def classes(attribute: Attribute, values: Sequence[Value], dataset: Dataset) -> tuple[int | None, ...]:
    """A number for each value, from 0 in order of first appearance, equal for equal values; None for absent ones."""
    if len(set(map(id, values))) == 1:  # a table has one record for all cells with the same text
        return (None if values[0].absence else 0,) * len(values)
    numbers: dict[Hashable, int] = {}
    pictured = any(map(_PICTURE, values))
    key = _picture_or_key if pictured else RULES[attribute.rule].key
    if attribute.tolerance is None and not pictured and (alike := _alike(attribute, values)) is not None:
        found = {
            parts: numbers.setdefault(key(value, attribute, dataset) if len(alike) > 1 else None, len(numbers))
            for parts, value in alike.items()
        }
        return tuple([None if value.absence else found[value.parts] for value in values])
    keys = [None if value.absence else key(value, attribute, dataset) for value in values]
    if attribute.tolerance is not None:
        keys = _gathered(attribute.tolerance, attribute, values, keys, dataset)
    return tuple([None if key is None else numbers.setdefault(key, len(numbers)) for key in keys])


def _picture_or_key(value: Value, attribute: Attribute, dataset: Dataset) -> Hashable:
    """What makes a value equal to another: a picture by its dots, whatever the rule; all else by the rule."""
    return ("image", value.picture.digest) if value.picture else RULES[attribute.rule].key(value, attribute, dataset)


def _alike(attribute: Attribute, values: Sequence[Value]) -> Mapping[tuple[Text, ...], Value] | None:
    """One value for each way in which values are written, which is all that rules look at; None where it is not."""
    if RULES[attribute.rule].linked:
        return None
    try:
        return {value.parts: value for value in values if value.absence is None}
    except TypeError:  # texts by language can't be looked up
        return None


def amount(attribute: Attribute, value: Value, dataset: Dataset) -> tuple[str, Fraction] | None:
    """The kind and amount of a number or quantity, in the kind's base unit; None for anything else."""
    if value.absence or value.picture or not RULES[attribute.rule].tolerant:
        return None
    text = one(value, dataset)
    if attribute.rule == "quantity" and (quantity := read_quantity(text, dataset.decimal)):
        return quantity.kind, quantity.base
    number = read_number(text, dataset.decimal)
    return None if number is None else ("", Fraction(number.value))


def _gathered(
    tolerance: Tolerance,
    attribute: Attribute,
    values: Sequence[Value],
    keys: list[Hashable],
    dataset: Dataset,
) -> list[Hashable]:
    """The keys, where each number within the tolerance of the least of its class has that one's key."""
    amounts = [amount(attribute, value, dataset) for value in values]
    order = sorted((found, index) for index, found in enumerate(amounts) if found is not None)
    least: tuple[str, Fraction] | None = None
    result = list(keys)
    for (kind, size), index in order:
        if least is None or least[0] != kind or not tolerance.covers(least[1], size, kind):
            least = (kind, size)
        result[index] = least
    return result
