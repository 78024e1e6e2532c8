"""The words by which declared values are read: months, eras, yes and no, units; out of `locales/words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any

from mreport.resources import folder
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of a kind: a value in it times `factor`, plus `offset`, is the value in the kind's base unit."""

    symbol: str
    kind: str
    factor: Fraction
    offset: Fraction = Fraction(0)


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads((folder("locales") / "words.toml").read_text("utf-8"))


@cache
def eras() -> Mapping[str, str]:
    """Era (`buddhist` or `common`) by its word, in lower case and without spaces."""
    return {
        canonical(name).casefold().replace(" ", ""): era for era, names in _words()["eras"].items() for name in names
    }


@cache
def months() -> Mapping[str, int]:
    """Month from 1 by its name, in lower case."""
    return {
        canonical(name).casefold(): number
        for names in _words()["months"].values()
        for number, name in enumerate(names, 1)
    }


@cache
def booleans() -> Mapping[str, bool]:
    """True or false by its word, in lower case."""
    return {canonical(name).casefold(): key == "true" for key, names in _words()["bool"].items() for name in names}


@cache
def units() -> Mapping[str, Unit]:
    """Unit by each of its names; upper and lower case tell units apart."""
    found = {}
    for kind, rows in _words()["units"].items():
        for scale, *names in rows.values():
            factor, _, offset = scale.partition("+")
            unit = Unit(names[0], kind, Fraction(factor), Fraction(offset or 0))
            found.update({canonical(name): unit for name in names})
    return found
