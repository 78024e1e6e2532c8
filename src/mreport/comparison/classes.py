"""Equal values of a row get equal numbers; a tolerance gathers numbers that are near enough.

With a tolerance, a class begins at its least value and takes in what is within the tolerance of that. So a row
is `same` exactly when all its values are within the tolerance of each other, `different` exactly when no two
are, and neither depends on the order of the items.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from mreport.comparison.numbers import read_number, read_quantity
from mreport.comparison.rules import RULES, one

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from mreport.comparison.records import Attribute, Dataset, Value


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far apart equal numbers may be: an amount (in the base unit), or a share of the greater one."""

    amount: Fraction
    share: bool = False

    def covers(self, one: Fraction, other: Fraction) -> bool:
        """Whether two amounts are equal within it; symmetric."""
        limit = self.amount * max(abs(one), abs(other)) if self.share else self.amount
        return abs(one - other) <= limit


def read_tolerance(text: str, rule: str, decimal: str = ".") -> Tolerance | None:
    """A tolerance as written: `0.5`, `2%` (under 100), and for quantities with a unit such as `5 g`."""
    number = read_number(text, decimal)
    if number is not None:
        fits = 0 <= number.value < 1 if number.percent else number.value >= 0
        return Tolerance(Fraction(number.value), number.percent) if fits else None
    quantity = read_quantity(text, decimal) if rule == "quantity" else None
    return None if quantity is None or quantity.base < 0 else Tolerance(quantity.base)


def classes(attribute: Attribute, values: Sequence[Value], dataset: Dataset) -> tuple[int | None, ...]:
    """A number for each value, from 0 in order of first appearance, equal for equal values; None for absent ones."""
    key = RULES[attribute.rule]
    keys = [None if value.absence else key(value, attribute, dataset) for value in values]
    if attribute.tolerance is not None:
        keys = _gathered(attribute.tolerance, attribute, values, keys, dataset)
    numbers: dict[Hashable, int] = {}
    return tuple(None if key is None else numbers.setdefault(key, len(numbers)) for key in keys)


def amount(attribute: Attribute, value: Value, dataset: Dataset) -> tuple[str, Fraction] | None:
    """The kind and amount of a number or quantity, in the kind's base unit; None for anything else."""
    if value.absence or attribute.rule not in ("number", "quantity"):
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
        if least is None or least[0] != kind or not tolerance.covers(least[1], size):
            least = (kind, size)
        result[index] = least
    return result
