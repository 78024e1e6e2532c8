"""The words by which declared values are read: months, eras, yes and no, units; out of `locales/words.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from mreport.resources import folder
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_STOPS = re.compile(r"[.\s]")
_UNIT_STOPS = re.compile(r"(?<=[\u0e01-\u0e2e])\.\s*|\.$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a kind: a value in it times `factor`, plus `offset`, is the value in the kind's base unit.

    `names` are its names in every language, the symbol first; `cldr` is what CLDR calls it: nothing where it does not
    know it, the code of ISO 4217 for a currency.
    """

    names: tuple[str, ...]
    kind: str
    factor: Fraction
    offset: Fraction = Fraction(0)
    cldr: str = ""

    @property
    def is_currency(self) -> bool:
        """Whether it is money, of which CLDR knows the code."""
        return bool(self.cldr) and self.cldr == self.kind


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((folder("locales") / "words.toml").read_text("utf-8"))


@cache
def either(sign: str) -> str:
    """A regular expression for the words of a sign (`to`, `year`, `day`, `percent`, `version`), the longest first."""
    return _alternatives(_words()["signs"][sign])


@cache
def eras() -> Mapping[str, str]:
    """Era (`buddhist` or `common`) by its word, in lower case and without full stops and spaces."""
    return {bare(name): era for era, names in _words()["eras"].items() for name in names}


def bare(word: str) -> str:
    """A word in lower case without full stops and spaces, which people leave out of abbreviations."""
    return _STOPS.sub("", canonical(word)).casefold()


@cache
def months() -> Mapping[str, int]:
    """Month from 1 by its name, in lower case and without full stops."""
    return {bare(name): number for names in _words()["months"].values() for number, name in enumerate(names, 1)}


@cache
def month_names() -> str:
    """A regular expression for the name of a month, with its full stops or without."""
    return _alternatives(name for names in _words()["months"].values() for name in names)


def _alternatives(names: Iterable[str]) -> str:
    spellings = sorted({canonical(name) for name in names}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(name).replace(r"\.", r"\.?") for name in spellings) + ")"


@cache
def digits() -> Mapping[str, Mapping[str, str]]:
    """The digits in which numbers can be shown, by name (`latin`, `thai`): signs, and what others call them."""
    found: Mapping[str, Mapping[str, str]] = _words()["digits"]
    return found


@cache
def booleans() -> Mapping[str, bool]:
    """True or false by its word, in lower case."""
    return {canonical(name).casefold(): key == "true" for key, names in _words()["bool"].items() for name in names}


@cache
def currencies() -> str:
    """A regular expression for the names of currencies, which may stand before a number."""
    return _alternatives(name for name, unit in _units().items() if unit.is_currency)


def unit(name: str) -> Unit | None:
    """The unit of a name; upper and lower case tell units apart."""
    return _units().get(abbreviated(name))


def abbreviated(name: str) -> str:
    """The name of a unit without the full stops of an abbreviation: those in Thai ones, and the last one."""
    return _UNIT_STOPS.sub("", canonical(name))


@cache
def _units() -> Mapping[str, Unit]:
    found = {}
    for kind, rows in _words()["units"].items():
        for key, (scale, *names) in rows.items():
            factor, _, offset = scale.partition("+")
            cldr = key if key == kind else _words()["cldr"].get(key, "")
            unit = Unit(tuple(names), kind, Fraction(factor), Fraction(offset or 0), cldr)
            found.update({abbreviated(name): unit for name in names})
    return found
