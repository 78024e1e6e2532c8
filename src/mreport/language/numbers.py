"""Numbers in a language's form (CLDR through Babel): whole, however long, with every decimal that was written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from decimal import Decimal

    from mreport.comparison.words import Unit

_SIGNED = re.compile(r"#[#,0]*0(?:\.[0#]*)?")
# Where a code of letters meets a number; CLDR puts a space between.
_CODE = re.compile(r"(?<=[^\W\d_])(?=\d)")
SPACE = "\u00a0"
_FRACTION = re.compile(r"0(\.[0#]*)?(?!.*0)")


def number(value: Decimal, locale: str) -> str:
    """A number with the language's separators and all its decimals, zeros at their end too."""
    from babel import Locale

    return _whole(value, Locale.parse(locale).decimal_formats[None].pattern, 0, locale)


def percent(share: Decimal, locale: str) -> str:
    """A share of one as a percentage with all its decimals, zeros at their end too."""
    from babel import Locale

    return _whole(share, Locale.parse(locale).percent_formats[None].pattern, 2, locale)


def _whole(value: Decimal, pattern: str, shift: int, locale: str) -> str:
    """A number in a pattern of CLDR's, with as many decimals as it has, however long it is."""
    from babel.numbers import parse_pattern

    with _exactly(value):
        return str(parse_pattern(_form(value, pattern, shift)).apply(value, locale))


def _form(value: Decimal, pattern: str, shift: int = 0) -> str:
    """A pattern of CLDR's with as many decimals as a number has."""
    exponent = value.as_tuple().exponent
    count = max(0, -exponent - shift) if isinstance(exponent, int) else 0
    return _FRACTION.sub("0." + "0" * count if count else "0", pattern, count=1)


def _exactly(value: Decimal) -> AbstractContextManager[object]:
    """A context in which a number keeps all its digits."""
    from decimal import localcontext

    _, digits, exponent = value.as_tuple()
    return localcontext(prec=len(digits) + abs(exponent if isinstance(exponent, int) else 0) + 9)


def measured(value: Decimal, unit: Unit, locale: str, *, signed: bool = False) -> str:
    """A number with the short name that CLDR has for a unit; a currency with its sign or code."""
    from babel import Locale
    from babel.numbers import format_currency
    from babel.units import format_unit

    known = Locale.parse(locale)
    pattern = known.currency_formats["standard"] if unit.is_currency else known.decimal_formats[None]
    form = _SIGNED.sub("#,##0.######", pattern.pattern) if signed else _form(value, pattern.pattern)
    form = f"+{form};\u2212{form}" if signed else form
    with _exactly(value):
        if unit.is_currency:
            text = format_currency(value, unit.cldr, form, locale=known, currency_digits=False)
        else:
            text = format_unit(value, unit.cldr, "short", format=form, locale=known)
    return _CODE.sub(SPACE, text.replace(" ", SPACE))


def beside(figures: str, name: str, *, before: bool) -> str:
    """A number with its unit behind it, or before it but behind its sign."""
    if not before:
        return f"{figures}{SPACE}{name}"
    sign = figures[0] if figures[0] in "+-\u2212" else ""
    return sign + _CODE.sub(SPACE, name + figures.removeprefix(sign))


@lru_cache(maxsize=1024)
def script(text: str) -> frozenset[str]:
    """The scripts of a text's letters, each by the first word of their names in Unicode: LATIN, THAI."""
    return frozenset(unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha())


def signed(value: Decimal, locale: str) -> str:
    """A number with its sign, also where it is positive, to at most six decimals."""
    from babel.numbers import format_decimal

    return format_decimal(value, "+#,##0.######;\u2212#,##0.######", locale=locale)


def signed_percent(share: Decimal, locale: str) -> str:
    """A share of one as a percentage with its sign, to one decimal."""
    from babel.numbers import format_percent

    return format_percent(share, "+#,##0.#%;\u2212#,##0.#%", locale=locale)
