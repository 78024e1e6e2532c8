"""Numbers as a spreadsheet shows them by their format."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from mreport.sources.xlsx.formats import section_for, sections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.sources.xlsx.formats import Section, Token

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_THAI_DIGITS = {ord(str(value)): chr(0x0E50 + value) for value in range(10)}
_LARGEST = 10**15
_PLACES = 30  # decimals that are ever written


def number(value: float, code: str) -> str:
    """A number by a format. One that a format hides is shown nevertheless: nothing is lost."""
    if isinstance(value, int) and abs(value) < _LARGEST and code == "General":
        return str(value)
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        return general(value)
    section, negative = section_for(exact, code)
    shown = _written(abs(exact), section, value).strip()
    if not shown:
        return general(value)
    shown = f"-{shown}" if negative and any(letter in "123456789" for letter in shown) else shown
    return shown.translate(_THAI_DIGITS) if section.thai_digits else shown


def text(value: str, code: str) -> str:
    """A text by a format's fourth section, which may put words around it."""
    parts = sections(code)
    if len(parts) < 4 or not parts[3].has("text"):  # noqa: PLR2004
        return value
    return "".join(value if token.kind == "text" else token.text for token in parts[3].tokens)


def general(value: float) -> str:
    """A number without a format: 15 digits, which are all that a spreadsheet keeps."""
    if isinstance(value, int) and abs(value) < _LARGEST:
        return str(value)
    return f"{value:.15g}".upper()


def _written(size: Decimal, section: Section, value: float) -> str:
    tokens = section.tokens
    if section.has("general") or not section.has("digit"):
        return "".join(general(abs(value)) if token.kind in ("general", "text") else token.text for token in tokens)
    if section.has("exponent"):
        return _scientific(size, tokens)
    if section.has("slash"):
        return _fraction(size, tokens)
    return _decimal(_EXACT.scaleb(size, 2 * sum(token.kind == "percent" for token in tokens)), tokens)


def _decimal(size: Decimal, tokens: Sequence[Token]) -> str:
    """Digits into their places, literals between them; commas group, or behind the last digit divide by thousand."""
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    point = next((index for index, token in enumerate(tokens) if token.kind == "point"), None)
    whole = [index for index in places if point is None or index < point]
    after = [index for index in places if point is not None and index > point]
    commas = [index for index, token in enumerate(tokens) if token.kind == "comma"]
    behind = [index for index in commas if index > places[-1] or max(whole, default=index) < index < (point or 0)]
    grouped = any(whole and whole[0] < index < whole[-1] for index in commas)
    size = _EXACT.scaleb(size, -3 * len(behind))
    unit = Decimal(1).scaleb(-min(len(after), _PLACES))
    digits, _, decimals = f"{size.quantize(unit, context=_EXACT):f}".partition(".")
    made = _whole(digits.lstrip("0"), [tokens[index].text for index in whole], grouped=grouped)
    made += _after(decimals, [tokens[index].text for index in after])
    shown = dict(zip([*whole, *after], made, strict=True))
    if point is not None and not any(shown[index].strip() for index in after):
        shown[point] = ""  # no decimals asked for, no point
    elif not whole and digits.strip("0"):
        shown[point or 0] = digits.lstrip("0") + "."
    return "".join(_one(index, token, shown) for index, token in enumerate(tokens))


def _one(index: int, token: Token, shown: dict[int, str]) -> str:
    if index in shown:
        return shown[index]
    return "" if token.kind == "comma" else token.text


def _whole(digits: str, places: Sequence[str], *, grouped: bool) -> list[str]:
    """The digits before the point by place, from the right; the first place takes all that are left."""
    if grouped:  # all in the first place: literals stand between digits only where no comma does
        digits = digits.rjust(places.count("0"), "0")
        threes = [digits[max(end - 3, 0) : end] for end in range(len(digits), 0, -3)]
        return [",".join(reversed(threes)), *[""] * (len(places) - 1)]
    rest, made = digits, list[str]()
    for number_, place in enumerate(reversed(places), 1):
        taken = rest if number_ == len(places) else rest[-1:]
        rest = rest[: len(rest) - len(taken)]
        made.append(taken or {"0": "0", "?": " "}.get(place, ""))
    return made[::-1]


def _after(decimals: str, places: Sequence[str]) -> list[str]:
    """The digits behind the point by place; zeros at the end only where a place asks for them."""
    decimals = decimals.ljust(len(places), "0")
    needed = max((index + 1 for index, place in enumerate(places) if place == "0"), default=0)
    kept = max(len(decimals.rstrip("0")), needed)
    return [decimals[index] if index < kept else " " if place == "?" else "" for index, place in enumerate(places)]


def _scientific(size: Decimal, tokens: Sequence[Token]) -> str:
    """Mantissa and exponent; with several places before the point, the exponent is a multiple of them."""
    at = next(index for index, token in enumerate(tokens) if token.kind == "exponent")
    mantissa, exponent = tokens[:at], tokens[at + 1 :]
    point = next((index for index, token in enumerate(mantissa) if token.kind == "point"), at)
    step = max(sum(token.kind == "digit" for token in mantissa[:point]), 1)
    decimals = sum(token.kind == "digit" for token in mantissa[point:])
    power = size.adjusted() // step * step if size else 0
    scaled = _EXACT.scaleb(size, -power)
    if round(scaled, decimals) >= 10**step:
        power += step
        scaled = _EXACT.scaleb(size, -power)
    width = sum(token.kind == "digit" for token in exponent)
    sign = "-" if power < 0 else "+" if tokens[at].text.endswith("+") else ""
    return f"{_decimal(scaled, mantissa)}{tokens[at].text[0]}{sign}{abs(power):0{max(width, 1)}d}"


def _fraction(size: Decimal, tokens: Sequence[Token]) -> str:
    """A whole number and a fraction with as many digits as the format has below its line."""
    at = next(index for index, token in enumerate(tokens) if token.kind == "slash")
    below = "".join(token.text for token in tokens[at + 1 :] if token.kind in ("digit", "literal")).strip()
    exact = Fraction(size)
    mixed = any(one.kind == "digit" and two.kind != "digit" for one, two in pairwise(tokens[:at]))
    whole = int(exact) if mixed else 0
    if below.isdecimal() and int(below):
        part = Fraction(round((exact - whole) * int(below)), int(below))
        above, under = part.numerator * int(below) // part.denominator, int(below)
    else:
        part = (exact - whole).limit_denominator(10 ** min(max(below.count("?") + below.count("#"), 1), 4) - 1)
        above, under = part.numerator, part.denominator
    if above == under and mixed:
        whole, above = whole + 1, 0
    if not above:
        return str(whole)
    return f"{whole} {above}/{under}" if whole else f"{above}/{under}"
