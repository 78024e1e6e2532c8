"""What is declared of a plain table's attributes from outside: their rules, and which are not compared.

A rule is one of the rules' names, for numbers with a tolerance behind a colon: `number`, `number:2%`, `quantity:5 g`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mreport.comparison.choosing import choose_attributes
from mreport.comparison.classes import Tolerance, read_tolerance
from mreport.comparison.rules import RULES
from mreport.errors import ChoiceError, Fault, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mreport.comparison.records import Attribute, Dataset
    from mreport.sources.reading import Reading

_NEAR = 0.6


def declared(plain: Dataset, reading: Reading) -> dict[str, Attribute]:
    """The attributes by id with the rules chosen for them, and those to be ignored not compared.

    Raises SourceError with every fault: `attribute-unknown`, `attribute-twice`, `rule-unknown`, `tolerance`,
    `tolerance-rule`.
    """
    faults: list[Fault] = []
    attributes = dict(plain.attributes)
    for attribute, text in zip(_chosen(plain, reading.rules, faults), reading.rules.values(), strict=True):
        rule, tolerance = _rule(text, plain.decimal, faults)
        if attribute:
            attributes[attribute.id] = replace(attributes[attribute.id], rule=rule, tolerance=tolerance)
    for attribute in _chosen(plain, reading.ignore, faults):
        if attribute:
            attributes[attribute.id] = replace(attributes[attribute.id], compared=False)
    if faults:
        raise SourceError.of(faults)
    return attributes


def _chosen(plain: Dataset, names: Iterable[str], faults: list[Fault]) -> list[Attribute | None]:
    """The attribute of each id or label; none where there is none, or where it is named again."""
    found: list[Attribute | None] = []
    for name in names:
        try:
            (attribute,) = choose_attributes(plain, [name])
        except ChoiceError as error:
            faults.extend(error.faults)
            found.append(None)
            continue
        if attribute in found:
            faults.append(Fault("attribute-twice", {"item": name}))
        found.append(attribute)
    return found


def _rule(text: str, decimal: str, faults: list[Fault]) -> tuple[str, Tolerance | None]:
    """A rule, and behind a colon its tolerance."""
    rule, _, written = (part.strip() for part in text.partition(":"))
    tolerance = None
    if rule not in RULES:
        import difflib

        nearest = difflib.get_close_matches(rule, RULES, n=1, cutoff=_NEAR)
        faults.append(Fault("rule-unknown", {"rule": rule, "nearest": nearest, "known": list(RULES)}))
    elif written:
        if not RULES[rule].tolerant:
            faults.append(Fault("tolerance-rule", {"rule": rule}))
        elif (tolerance := read_tolerance(written, rule, decimal)) is None:
            faults.append(Fault("tolerance", {"text": written}))
    return rule, tolerance
