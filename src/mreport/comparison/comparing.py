"""Compare chosen items: a row for each attribute, with its status and mark as the contract's table has them."""

from __future__ import annotations

from decimal import Decimal
from itertools import repeat
from typing import TYPE_CHECKING, Literal

from mreport.comparison.choosing import choose_attributes, choose_items, position
from mreport.comparison.classes import amount, classes
from mreport.comparison.differences import reference
from mreport.comparison.numbers import read_number, read_quantity
from mreport.comparison.records import MISSING, Comparison, Delta, Row, Status
from mreport.comparison.rules import RULES, one
from mreport.comparison.warnings import warnings
from mreport.comparison.words import unit
from mreport.errors import LimitError
from mreport.garbage import put_off
from mreport.limits import DEFAULT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from mreport.comparison.records import Attribute, Dataset, Item, Value
    from mreport.limits import Limits

# Rows that differ most stand first.
_ORDER = (Status.DIFFERENT, Status.PARTIAL, Status.MISSING, Status.SAME, Status.ABSENT)
_PAIR = 2


@put_off()
def compare(
    dataset: Dataset,
    items: Sequence[str] | None = None,
    *,
    attributes: Sequence[str] | None = None,
    baseline: str | None = None,
    compare_all: bool = False,
    only: Literal["different", "same"] | None = None,
    show_changes: bool = False,
    sort: Literal["difference"] | None = None,
    limits: Limits = DEFAULT,
) -> Comparison:
    """Compare items of a dataset, from 2 to the limit, chosen by id or name in the order given; None chooses all.

    `attributes` chooses and orders the rows shown, `only` those that differ (are marked) or are the same;
    the summary counts all rows. `baseline` names the item that the others are compared with. `compare_all`
    compares the attributes too that say `compared: false`. `show_changes` tells what differs within texts.
    Raises ChoiceError (`item-unknown`, `item-twice`, `items-too-few`, `attribute-unknown`, ...) and LimitError
    (`items-too-many`, `rows-too-many`, `cells-too-many`, `cell-too-long`).
    """
    chosen = choose_items(dataset, items, limits.items)
    base = None if baseline is None else position(dataset, chosen, baseline)
    rows = [
        _row(attribute, values, dataset, base, compared=attribute.compared or compare_all, changes=show_changes)
        for attribute, values in zip(dataset.attributes.values(), _values(dataset, chosen), strict=True)
    ]
    by_id = {row.attribute.id: row for row in rows}
    shown = [by_id[attribute.id] for attribute in choose_attributes(dataset, attributes)]
    if only:
        shown = [row for row in shown if (row.marked if only == "different" else row.status is Status.SAME)]
    if sort:
        shown.sort(key=_difference)
    if len(shown) > limits.rows:
        raise LimitError("rows-too-many", count=len(shown), most=limits.rows)
    if (cells := len(shown) * len(chosen)) > limits.cells:
        raise LimitError("cells-too-many", count=cells, most=limits.cells)
    told = (*dataset.warnings, *warnings(dataset, chosen, shown, limits.cell))
    return Comparison(dataset, chosen, tuple(shown), tuple(rows), base, told)


def _difference(row: Row) -> tuple[bool, int, int]:
    """Marked rows first, by status, then by how many different values they have."""
    return (not row.marked, _ORDER.index(row.status), -len({number for number in row.classes if number is not None}))


def _values(dataset: Dataset, items: Sequence[Item]) -> Iterator[tuple[Value, ...]]:
    """The values of each attribute, one for each item."""
    return zip(*(map(item.values.get, dataset.attributes, repeat(MISSING)) for item in items), strict=True)


def _row(
    attribute: Attribute,
    values: tuple[Value, ...],
    dataset: Dataset,
    base: int | None,
    *,
    compared: bool,
    changes: bool,
) -> Row:
    numbers = classes(attribute, values, dataset)
    status = _status(numbers)
    unlike = status is Status.DIFFERENT or status is Status.PARTIAL
    lacking = status is Status.MISSING and not attribute.ignore_missing
    marked = compared and (unlike or lacking)
    return Row(
        attribute,
        values,
        numbers,
        status,
        compared,
        marked,
        () if base is None else _deltas(attribute, values, dataset, base),
        _against(attribute, values, numbers, base) if changes and marked else (),
    )


def _status(numbers: Sequence[int | None]) -> Status:
    distinct = len(set(numbers))
    if None in numbers:
        return Status.ABSENT if distinct == 1 else Status.MISSING
    if distinct == 1:
        return Status.SAME
    return Status.DIFFERENT if distinct == len(numbers) else Status.PARTIAL


def _deltas(attribute: Attribute, values: Sequence[Value], dataset: Dataset, base: int) -> tuple[Delta | None, ...]:
    """For each value how far it is from the baseline's; None for the baseline, and where either is no number."""
    start = amount(attribute, values[base], dataset)
    if start is None:
        return (None,) * len(values)
    name = _unit(attribute, values[base], dataset)
    scale = unit(name)
    found: list[Delta | None] = []
    for index, value in enumerate(values):
        mine = amount(attribute, value, dataset)
        if index == base or mine is None or mine[0] != start[0]:
            found.append(None)
            continue
        difference = mine[1] - start[1]
        natural = start[1] and not (scale and scale.offset)
        share = _exact(difference / abs(start[1])) if natural else None
        found.append(Delta(_exact(difference / (scale.factor if scale else 1)), share, name))
    return tuple(found)


def _unit(attribute: Attribute, value: Value, dataset: Dataset) -> str:
    """The unit in which a number or quantity is written."""
    text = one(value, dataset)
    if attribute.rule == "quantity" and (quantity := read_quantity(text, dataset.decimal)):
        return quantity.unit
    number = read_number(text, dataset.decimal)
    return "%" if number and number.percent else ""


def _exact(number: Fraction) -> Decimal:
    """A fraction in decimals: whole where it has an end, else to 28 digits."""
    return Decimal(number.numerator) / Decimal(number.denominator)


def _against(
    attribute: Attribute, values: Sequence[Value], numbers: Sequence[int | None], base: int | None
) -> tuple[int | None, ...]:
    """Which value each is held against: of two items the other one, of more the baseline or the majority's."""
    if not RULES[attribute.rule].worded or any(value.picture for value in values):
        return ()
    pair = len(values) == _PAIR and base is None
    held = reference(numbers, base)
    others = [1 - index if pair else held for index in range(len(values))]
    return tuple(
        None if other is None or None in (numbers[index], numbers[other]) or numbers[index] == numbers[other] else other
        for index, other in enumerate(others)
    )
