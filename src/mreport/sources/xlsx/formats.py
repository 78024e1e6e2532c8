"""Number formats of spreadsheets (ECMA-376, 18.8.31): a format's sections as tokens, and the one that a value takes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

# A kind of token and how it is written; of several that fit, the first one.
_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<pad>_.|\*.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<half>AM/PM|A/P)|(?P<exponent>E[+-])|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)"
    r"|(?P<percent>%)|(?P<slash>/)|(?P<text>@)|(?P<date>y+|m+|d+|h+|s+|b+|e+|g+)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+)")
_LOCALE = re.compile(r"\$(?P<sign>[^-]*)(?:-(?P<locale>[^,]*)(?:,(?P<more>[0-9A-Fa-f]+))?)?")
_ELAPSED = re.compile("h+|m+|s+", re.IGNORECASE)
_SECTIONS = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[]|["\\\[])*', re.DOTALL)
_MOST = 255  # characters of a format, as Excel has it
_THAI_LOCALE = 0x041E


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a format: its kind, and the letters or the text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of a format's sections: its tokens, the condition on which it is taken, language, calendar, digits."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    locale: str = "en"
    buddhist: bool = False
    thai_digits: bool = False
    system: str = ""  # the system's own format, for a `date` or a `time`

    def has(self, *kinds: str) -> bool:
        """Whether a token of any of these kinds is in it."""
        return any(token.kind in kinds for token in self.tokens)


@lru_cache(maxsize=1024)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format, of which there are at most four."""
    return tuple(map(_section, _split(code[:_MOST])[:4]))


def _split(code: str) -> list[str]:
    parts, position = [], 0
    while True:
        found = _SECTIONS.match(code, position)
        end = found.end() if found else position
        parts.append(code[position:end])
        if end >= len(code):
            return parts
        position = end + 1


def _section(code: str) -> Section:
    tokens: list[Token] = []
    condition = None
    locale, buddhist, thai, system = "en", False, False, ""
    for found in _TOKENS.finditer(code):
        kind = found.lastgroup or ""
        text = found[kind]
        if kind == "bracket":
            if held := _CONDITION.fullmatch(text):
                condition = (held[1], float(held[2])) if held[2].count(".") < 2 else None  # noqa: PLR2004
            elif _ELAPSED.fullmatch(text):
                tokens.append(Token("elapsed", text.lower()))
            elif named := _LOCALE.fullmatch(text):
                tokens.append(Token("literal", named["sign"]))
                locale, buddhist, thai, system = _culture(named["locale"] or "", named["more"] or "")
        elif kind in ("quoted", "escaped", "literal"):
            tokens.append(Token("literal", text))
        elif kind != "pad":
            tokens.append(Token(kind, text))
    return Section(tuple(tokens), condition, locale, buddhist, thai, system)


def _culture(locale: str, more: str) -> tuple[str, bool, bool, str]:
    """Language, calendar and digits out of `D07041E`, or out of `th-TH` and `D07`."""
    name = "en"
    try:
        number = int(locale, 16) if locale else 0
    except ValueError:
        name, number = locale, 0
    if more:
        number |= int(more, 16) << 16
    system = {0xF800: "date", 0xF400: "time"}.get(number & 0xFFFF, "")
    if number & 0xFFFF == _THAI_LOCALE:
        name = "th"
    elif number & 0xFFFF and not system:
        from locale import windows_locale

        name = windows_locale.get(number & 0xFFFF, "en")
    return name.replace("-", "_"), number >> 16 & 0xFF == 7, number >> 24 & 0xFF == 0x0D, system  # noqa: PLR2004


def section_for(number: Decimal, code: str) -> tuple[Section, bool]:
    """The section that a number takes, and whether its sign is to be written."""
    parts = sections(code)
    numeric = parts[:3]
    if any(part.condition for part in numeric):
        for part in numeric:
            if part.condition is None or _holds(float(number), *part.condition):
                return part, number < 0
        return parts[0], number < 0
    if number < 0 and len(numeric) > 1:
        return numeric[1], False
    if not number and len(numeric) > 2:  # noqa: PLR2004
        return numeric[2], False
    return numeric[0], number < 0


def _holds(number: float, sign: str, bound: float) -> bool:
    return {
        "<": number < bound,
        ">": number > bound,
        "=": number == bound,
        "<=": number <= bound,
        ">=": number >= bound,
        "<>": number != bound,
    }[sign]
