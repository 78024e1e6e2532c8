"""What is declared of attributes from outside of their source: their rules, and which are not compared.

A rule is one of the rules' names, then behind commas what it leaves out of account (`case`, `spaces`, `digits`; or
`missing`, for values that are not there), then for numbers a tolerance behind a colon: `number`, `set,case`,
`number:2%`, `quantity,missing:5 g`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mreport.comparison.choosing import choose_attributes
from mreport.comparison.classes import read_tolerance
from mreport.comparison.rules import FOLDS, RULES
from mreport.errors import ChoiceError, Fault, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mreport.comparison.records import Attribute, Dataset
    from mreport.sources.reading import Reading

MISSING = "missing"
_NEAR = 0.6


def declared(plain: Dataset, reading: Reading) -> dict[str, Attribute]:
    """The attributes by id with the rules chosen for them, and those to be ignored not compared.

    Raises SourceError, as `ruled` does.
    """
    return ruled(plain, reading.rules, reading.ignore)


def ruled(dataset: Dataset, rules: Mapping[str, str], ignored: Iterable[str]) -> dict[str, Attribute]:
    """A dataset's attributes by id: those with a rule (by id or label) compared by it, those ignored not compared.

    Raises SourceError with every fault: `attribute-unknown`, `attribute-twice`, `rule-unknown`, `unknown-choice`,
    `tolerance`, `tolerance-rule`.
    """
    faults: list[Fault] = []
    attributes = dict(dataset.attributes)
    for attribute, text in zip(_chosen(dataset, rules, faults), rules.values(), strict=True):
        changes = _read(text, dataset.decimal, faults)
        if attribute:
            attributes[attribute.id] = replace(attributes[attribute.id], **changes)
    for attribute in _chosen(dataset, ignored, faults):
        if attribute:
            attributes[attribute.id] = replace(attributes[attribute.id], compared=False)
    if faults:
        raise SourceError.of(faults)
    return attributes


def rule_of(attribute: Attribute) -> str:
    """The rule of an attribute as it is declared from outside."""
    left_out = [*(fold for fold in FOLDS if fold in attribute.fold), *([MISSING] if attribute.ignore_missing else [])]
    tolerance = f":{attribute.tolerance.text}" if attribute.tolerance else ""
    return ",".join([attribute.rule, *left_out]) + tolerance


def _chosen(dataset: Dataset, names: Iterable[str], faults: list[Fault]) -> list[Attribute | None]:
    """The attribute of each id or label; none where there is none, or where it is named again."""
    found: list[Attribute | None] = []
    for name in names:
        try:
            (attribute,) = choose_attributes(dataset, [name])
        except ChoiceError as error:
            faults.extend(error.faults)
            found.append(None)
            continue
        if attribute in found:
            faults.append(Fault("attribute-twice", {"item": name}))
        found.append(attribute)
    return found


def _read(text: str, decimal: str, faults: list[Fault]) -> dict[str, Any]:
    """What a rule as it is declared makes another of an attribute."""
    declared_rule, _, written = (part.strip() for part in text.partition(":"))
    rule, *left_out = (part.strip() for part in declared_rule.split(","))
    tolerance = None
    known = (*FOLDS, MISSING)
    faults += [Fault("unknown-choice", {"text": word, "known": list(known)}) for word in left_out if word not in known]
    if rule not in RULES:
        import difflib

        nearest = difflib.get_close_matches(rule, RULES, n=1, cutoff=_NEAR)
        faults.append(Fault("rule-unknown", {"rule": rule, "nearest": nearest, "known": list(RULES)}))
    elif written:
        if not RULES[rule].tolerant:
            faults.append(Fault("tolerance-rule", {"rule": rule}))
        elif (tolerance := read_tolerance(written, rule, decimal)) is None:
            faults.append(Fault("tolerance", {"text": written}))
    return {
        "rule": rule,
        "compared": True,
        "tolerance": tolerance,
        "fold": frozenset(left_out).intersection(FOLDS),
        "ignore_missing": MISSING in left_out,
    }
