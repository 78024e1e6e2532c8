"""Numbers, quantities and ranges as people write them: Thai digits, separators, units, any dash."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction

from mreport.comparison.words import abbreviated, currencies, either, unit
from mreport.locales import remembered
from mreport.thai import canonical, latin_digits

# Hyphen, the dashes and the minus sign; what people type between two numbers.
DASH = "[-\u2010-\u2015\u2212]"
_SIGN = "[+\\-\u2212]"
_MINUS = ("-", "\u2212")
_GROUPS = ",\u00a0\u2009\u202f'\u2019 "
_UNSIGNED = rf"(?:(?:\d{{1,3}}(?:[{_GROUPS}]\d{{3}})+|\d+)(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{{1,4}})?"
_UNIT = r"[^\d\s](?:[^\d]*?[^\d\s])?"
_NUMBER = re.compile(rf"({_SIGN}?)\s?({_UNSIGNED})\s?(%?)")
_QUANTITY = re.compile(rf"({_SIGN}?\s?{_UNSIGNED})\s*+(\D\S*(?: \D\S*)*)")
_NO_UNIT = re.compile(rf"\d|^(?:{DASH}|[:;,./+*=<>()])")
_SEPARATOR = re.compile(r"[.,](?=\d)")
_SPACES = re.compile(f"[{_GROUPS}]")
# A context in which nothing is rounded, whatever the number of digits.
_EXACT = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)


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
    before: bool = False  # whether the unit, a currency, stands before the number


@dataclass(frozen=True, slots=True)
class Range:
    """Two amounts in the base unit of a kind, the lesser first."""

    kind: str
    low: Fraction
    high: Fraction


def read_number(text: str, decimal: str = ".") -> Number | None:
    """A number with Thai or Latin digits, separators between thousands, a sign, a power, a %; else None.

    `decimal` is the sign before decimals in the data's language: a comma there makes the point a separator.
    """
    return _number(_plain(text, decimal))


def read_quantity(text: str, decimal: str = ".") -> Quantity | None:
    """A number with a unit: one of the table's, or another word, which is then a kind of its own.

    A currency may stand before the number.
    """
    plain = _plain(text, decimal)
    if found := _QUANTITY.fullmatch(plain):
        return _quantity(found[1], found[2].strip())
    money = _money().fullmatch(plain)
    amount = _quantity(f"{money['sign']}{money['number']}", money["unit"]) if money else None
    return replace(amount, before=True) if amount else None


def read_range(text: str, decimal: str = ".") -> Range | None:
    """Two numbers with any dash or the word for "to" between them, and perhaps units; or one number alone."""
    plain = _plain(text, decimal)
    found = _range().fullmatch(plain)
    if not found:
        one = _QUANTITY.fullmatch(plain)
        ends = [_quantity(one[1], one[2].strip()) if one else _quantity(plain, "")]
    else:
        ends = [_quantity(found[1], found[2] or found[4] or ""), _quantity(found[3], found[4] or found[2] or "")]
    kinds = {end.kind if end else None for end in ends}
    if None in kinds or len(kinds) > 1:
        return None
    amounts = sorted(end.base for end in ends if end)
    return Range(str(kinds.pop()), amounts[0], amounts[-1])


def _number(plain: str) -> Number | None:
    found = _NUMBER.fullmatch(plain)
    if not found:
        return None
    value = Decimal(_SPACES.sub("", found[2]))
    if found[1] in _MINUS:
        value = value.copy_negate()
    return Number(value.scaleb(-2, _EXACT), percent=True) if found[3] else Number(value)


def _quantity(digits: str, name: str) -> Quantity | None:
    """A number and the name of a unit, or none: a unit that no table knows is a kind of its own, in quotes."""
    number = _number(digits)
    if number is None or number.percent:
        return None
    value = Fraction(number.value)
    known = unit(name)
    if known:
        return Quantity(number.value, name, known.kind, value * known.factor + known.offset)
    if _NO_UNIT.search(name):
        return None
    return Quantity(number.value, name, f"“{abbreviated(name)}”" if name else "", value)


@remembered
def _money() -> re.Pattern[str]:
    """A currency with a number behind it."""
    return re.compile(rf"(?P<sign>{_SIGN}?)\s?(?P<unit>{currencies()})\s?(?P<number>{_UNSIGNED})")


@remembered
def _range() -> re.Pattern[str]:
    between = rf"(?:{DASH}|{either('to')})"
    return re.compile(
        rf"({_SIGN}?{_UNSIGNED})\s*+(?:({_UNIT})\s*+)??{between}\s*+({_SIGN}?{_UNSIGNED})\s*+({_UNIT})?", re.IGNORECASE
    )


@remembered
def _percent() -> re.Pattern[str]:
    return re.compile(rf"{either('percent')}\s*([^%]*)", re.DOTALL)


def _plain(text: str, decimal: str) -> str:
    """Latin digits, a point before decimals, and the sign of a percentage behind it."""
    text = latin_digits(canonical(text).strip())
    if found := _percent().fullmatch(text):
        text = f"{found[1]}%"
    return _SEPARATOR.sub(lambda sign: ".,"[sign[0] == "."], text) if decimal == "," else text
