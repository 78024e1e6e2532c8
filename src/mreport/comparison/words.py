"""The words by which declared values are read: months, eras, yes and no, units; out of `locales/words.toml`.

A language in the user's folder adds its own (`[words]` of its `language.toml`), and CLDR its months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from mreport import locales
from mreport.errors import Place, UserError
from mreport.locales import remembered
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TEN, _TWELVE = 10, 12  # signs of digits, months
_FACTOR = re.compile(r"\d+(?:\.\d+)?(?:\+\d+(?:\.\d+)?)?")
# What a language may add, `*` for any name.
_SHAPE = {
    "signs": {"to": list, "year": list, "day": list, "percent": list, "version": list},
    "eras": {"buddhist": list, "common": list},
    "digits": {"*": {"signs": str, "counter": str, "field": str}},
    "months": {"*": list},
    "bool": {"true": list, "false": list},
    "units": {"*": {"*": list}},
}
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


@remembered
def _words() -> Mapping[str, Any]:
    found = locales.bundled_words()
    for tag, place, said in locales.brought():
        added = said.get("words", {})
        if not _fits(added, _SHAPE) or not _counts(added, found):
            raise UserError("language-key", Place(str(place / locales.TRAITS)), key="words")
        found = _joined(found, added)
        found = _joined(found, {"months": _months_of(said.get("cldr", tag))})
    return found


def _fits(said: object, shape: object) -> bool:
    """Whether what a language adds has a shape: tables by name, `*` for any, lists of texts, texts."""
    if isinstance(shape, dict):
        known = isinstance(said, dict) and all(key in shape or "*" in shape for key in said)
        return known and all(_fits(value, shape.get(key, shape.get("*"))) for key, value in said.items())  # type: ignore[attr-defined]  # a dictionary by now
    if shape is list:
        return isinstance(said, list) and all(isinstance(text, str) for text in said)
    return isinstance(said, str)


def _counts(added: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """Whether there are twelve months, ten digits, and a factor before the names of each unit that is new."""
    months = all(len(names) == _TWELVE for names in added.get("months", {}).values())
    signs = all(len(said.get("signs", "")) == _TEN for said in added.get("digits", {}).values())
    units = all(
        unit in known["units"].get(kind, {}) or (names and _FACTOR.fullmatch(names[0]))
        for kind, said in added.get("units", {}).items()
        for unit, names in said.items()
    )
    return months and signs and units


def _joined(known: Mapping[str, Any], added: Mapping[str, Any]) -> Mapping[str, Any]:
    """Tables with what another adds: tables within are joined, lists go on, new names are taken."""
    found = dict(known)
    for key, value in added.items():
        before = found.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            found[key] = _joined(before, value)
        elif isinstance(before, list) and isinstance(value, list):
            found[key] = [*before, *(text for text in value if text not in before)]
        elif before is None:
            found[key] = value
    return found


def _months_of(tag: str) -> dict[str, list[str]]:
    """The names of months in a language by CLDR, those that have letters."""
    from babel import Locale, UnknownLocaleError

    try:
        forms = Locale.parse(tag.replace("-", "_")).months
    except (UnknownLocaleError, ValueError):
        return {}
    lists = {
        f"{tag}-{form}-{width}": [str(forms[form][width][number]) for number in range(1, 13)]
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
    }
    return {name: names for name, names in lists.items() if not any(name[:1].isdigit() for name in names)}


@remembered
def either(sign: str) -> str:
    """A regular expression for the words of a sign (`to`, `year`, `day`, `percent`, `version`), the longest first."""
    return _alternatives(_words()["signs"][sign])


@remembered
def eras() -> Mapping[str, str]:
    """Era (`buddhist` or `common`) by its word, in lower case and without full stops and spaces."""
    return {bare(name): era for era, names in _words()["eras"].items() for name in names}


def bare(word: str) -> str:
    """A word in lower case without full stops and spaces, which people leave out of abbreviations."""
    return _STOPS.sub("", canonical(word)).casefold()


@remembered
def months() -> Mapping[str, int]:
    """Month from 1 by its name, in lower case and without full stops."""
    return {bare(name): number for names in _words()["months"].values() for number, name in enumerate(names, 1)}


@remembered
def month_names() -> str:
    """A regular expression for the name of a month, with its full stops or without."""
    return _alternatives(name for names in _words()["months"].values() for name in names)


def _alternatives(names: Iterable[str]) -> str:
    spellings = sorted({canonical(name) for name in names}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(name).replace(r"\.", r"\.?") for name in spellings) + ")"


@remembered
def digits() -> Mapping[str, Mapping[str, str]]:
    """The digits in which numbers can be shown, by name (`latin`, `thai`): signs, and what others call them."""
    usual = {"counter": "decimal", "field": ""}
    return {name: usual | said for name, said in _words()["digits"].items()}


@remembered
def booleans() -> Mapping[str, bool]:
    """True or false by its word, in lower case."""
    return {canonical(name).casefold(): key == "true" for key, names in _words()["bool"].items() for name in names}


@remembered
def currencies() -> str:
    """A regular expression for the names of currencies, which may stand before a number."""
    return _alternatives(name for name, unit in _units().items() if unit.is_currency)


def unit(name: str) -> Unit | None:
    """The unit of a name; upper and lower case tell units apart."""
    return _units().get(abbreviated(name))


def abbreviated(name: str) -> str:
    """The name of a unit without the full stops of an abbreviation: those in Thai ones, and the last one."""
    return _UNIT_STOPS.sub("", canonical(name))


@remembered
def _units() -> Mapping[str, Unit]:
    found = {}
    for kind, rows in _words()["units"].items():
        for key, (scale, *names) in rows.items():
            factor, _, offset = scale.partition("+")
            cldr = key if key == kind else _words()["cldr"].get(key, "")
            unit = Unit(tuple(names), kind, Fraction(factor), Fraction(offset or 0), cldr)
            found.update({abbreviated(name): unit for name in names})
    return found
