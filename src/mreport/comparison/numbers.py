"""Numbers, quantities and ranges as people write them: Thai digits, separators, units, any dash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from mreport.comparison.words import units
from mreport.thai import canonical, latin_digits

if TYPE_CHECKING:
    from mreport.comparison.words import Unit

# Hyphen, the dashes and the minus sign; what people type between two numbers.
DASH = "[-\u2010-\u2015\u2212]"
_SIGN = "[+\\-\u2212]"
_GROUPS = ",\u00a0\u2009\u202f'\u2019 "
_UNSIGNED = rf"(?:\d{{1,3}}(?:[{_GROUPS}]\d{{3}})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d{{1,4}})?"
_NUMBER = re.compile(rf"({_SIGN}?)\s?({_UNSIGNED})\s?(%?)")
_QUANTITY = re.compile(rf"({_SIGN}?\s?{_UNSIGNED})\s*(\D\S*(?: \D\S*)*)")
_RANGE = re.compile(
    rf"({_SIGN}?{_UNSIGNED})\s*(\D*?)\s*(?:{DASH}|\u0e16\u0e36\u0e07|to)\s*({_SIGN}?{_UNSIGNED})\s*(\D.*)?", re.DOTALL
)
_SPACES = re.compile(f"[{_GROUPS}]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read; `percent` when a % stood behind it, so that 12 % has the value 0.12."""

    value: Decimal
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as written; `base` is the amount in the base unit of `kind`."""

    value: Decimal
    unit: str
    kind: str
    base: Fraction


@dataclass(frozen=True, slots=True)
class Range:
    """Two numbers, the lesser first, and the unit behind them, if there is one."""

    low: Decimal
    high: Decimal
    unit: str
    kind: str
    base: tuple[Fraction, Fraction]


def read_number(text: str, decimal: str = ".") -> Number | None:
    """A number with Thai or Latin digits, separators between thousands, a sign, a power, a %; else None.

    `decimal` is the sign before decimals in the data's language: a comma there makes the point a separator.
    """
    found = _NUMBER.fullmatch(_plain(text, decimal))
    if not found:
        return None
    value = _decimal(found[2])
    if found[1] in ("-", "\u2212"):
        value = -value
    return Number(value / 100, percent=True) if found[3] else Number(value)


def read_quantity(text: str, decimal: str = ".") -> Quantity | None:
    """A number with a unit: one of the table's, or another word, which is then a kind of its own."""
    found = _QUANTITY.fullmatch(_plain(text, decimal))
    if not found or (number := read_number(found[1])) is None:
        return None
    unit = canonical(found[2].strip())
    known = units().get(unit)
    if known is None and not _is_word(unit):
        return None
    return Quantity(number.value, found[2].strip(), known.kind if known else unit, _base(number.value, known))


def read_range(text: str, decimal: str = ".") -> Range | None:
    """Two numbers with any dash or the word for "to" between them, and perhaps a unit; or one number alone."""
    plain = _plain(text, decimal)
    if found := _RANGE.fullmatch(plain):
        unit = (found[4] or found[2] or "").strip()
        ends = [read_number(found[1]), read_number(found[3])]
    elif quantity := read_quantity(plain):
        unit, ends = quantity.unit, [Number(quantity.value)] * 2
    else:
        unit, ends = "", [read_number(plain)] * 2
    values = sorted(end.value for end in ends if end is not None)
    if len(values) < len(ends):
        return None
    known = units().get(canonical(unit))
    if unit and known is None and not _is_word(unit):
        return None
    low, high = values
    kind = known.kind if known else canonical(unit)
    return Range(low, high, unit, kind, (_base(low, known), _base(high, known)))


def _is_word(unit: str) -> bool:
    """Whether a unit that no table knows can be one: no digits, and it begins with no dash, colon or the like."""
    return not re.search(rf"\d|^(?:{DASH}|[:;,./+*=<>()])", unit)


def _plain(text: str, decimal: str) -> str:
    """Latin digits and a point before decimals."""
    text = latin_digits(text.strip())
    return text.translate({ord(","): ".", ord("."): ","}) if decimal == "," else text


def _decimal(digits: str) -> Decimal:
    return Decimal(_SPACES.sub("", digits))


def _base(value: Decimal, unit: Unit | None) -> Fraction:
    return Fraction(value) * unit.factor + unit.offset if unit else Fraction(value)
