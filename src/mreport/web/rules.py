"""Rules of attributes as a form has them: how each is compared, what of it does not count, how near is near enough."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mreport.comparison.rules import FOLDS, RULES, one
from mreport.errors import Fault, SourceError
from mreport.sources.declarations import MISSING, rule_of, ruled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mreport.comparison.records import Attribute, Dataset
    from mreport.language import Language
    from mreport.web.address import Address

MOST_ROWS = 100  # on one page
_MOST_SAMPLES, _LONGEST_SAMPLE = 2, 48
_NOT_COMPARED = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen for an attribute: its rule (`none`: not compared), what is left out, its tolerance as written."""

    rule: str
    left_out: frozenset[str] = frozenset()
    tolerance: str = ""

    @classmethod
    def of(cls, attribute: Attribute) -> Choice:
        """What an attribute has."""
        left_out = attribute.fold | ({MISSING} if attribute.ignore_missing else set())
        tolerance = attribute.tolerance.text if attribute.tolerance else ""
        return cls(attribute.rule if attribute.compared else _NOT_COMPARED, frozenset(left_out), tolerance)

    @classmethod
    def sent(cls, form: Mapping[str, Sequence[str]], key: str) -> Choice:
        """What a form that was sent says of an attribute."""
        rule = form[f"rule:{key}"][0]
        tolerance = form.get(f"tolerance:{key}", [""])[0].strip() if rule in RULES and RULES[rule].tolerant else ""
        return cls(rule, frozenset(form.get(f"fold:{key}", [])), tolerance)

    def text(self) -> str:
        """The rule as an address declares it."""
        left_out = [one for one in (*FOLDS, MISSING) if one in self.left_out]
        return ",".join([self.rule, *left_out]) + (f":{self.tolerance}" if self.tolerance else "")


@dataclass(frozen=True, slots=True)
class Line:
    """An attribute in the form: what it is called, how it is compared, rules that its values fit, what is wrong."""

    attribute: Attribute
    label: str
    lang: str
    samples: tuple[str, ...]
    choice: Choice
    rules: tuple[str, ...]
    fits: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def lines(
    dataset: Dataset, reader: Language, fits: Mapping[str, tuple[str, ...]], sent: Mapping[str, Choice]
) -> Iterator[Line]:
    """The attributes of a dataset; those that were sent as they were, with what is wrong with them."""
    for attribute in dataset.attributes.values():
        choice = sent.get(attribute.id)
        yield Line(
            attribute,
            *reader.choose(attribute.label, dataset.language),
            _samples(attribute, dataset),
            choice or Choice.of(attribute),
            _rules(attribute),
            fits.get(attribute.id, ()),
            _faults(attribute, choice, dataset) if choice else (),
        )


def chosen(address: Address, dataset: Dataset, sent: Mapping[str, Choice]) -> Address:
    """An address with what was sent for attributes in place of what it had; what is as the source says is left out."""
    rules, ignored = dict(address.rules), list(address.ignored)
    for key, choice in sent.items():
        attribute = dataset.attributes[key]
        rules.pop(key, None)
        ignored = [one for one in ignored if one != key]
        if choice == Choice.of(attribute):
            continue
        if choice.rule == _NOT_COMPARED:
            ignored.append(key)
        else:
            rules[key] = choice.text()
    return address.asking(rules=rules, ignored=tuple(ignored))


def fitted(address: Address, fits: Mapping[str, tuple[str, ...]]) -> Address:
    """An address with the rules that values fit best."""
    return address.asking(rules={**address.rules, **{key: rules[0] for key, rules in fits.items()}})


def named(address: Address, dataset: Dataset) -> Address:
    """An address whose attributes are named by their ids, not by labels. Raises SourceError as `ruled` does."""
    before = dict.fromkeys(dataset.attributes)
    after = ruled(dataset, address.rules, address.ignored)
    changed = [key for key in before if after[key] is not dataset.attributes[key]]
    return address.asking(
        rules={key: rule_of(after[key]) for key in changed if after[key].compared},
        ignored=tuple(key for key in changed if not after[key].compared),
    )


def names(reader: Language) -> dict[str, str]:
    """What each rule is called in the form, in the order of its list."""
    _ = reader.gettext
    return {
        "text": _("Text"),
        "number": _("Number"),
        "quantity": _("Number with its unit"),
        "range": _("Range of numbers"),
        "date": _("Date"),
        "years": _("Years"),
        "bool": _("Yes or no"),
        "set": _("Several, in any order"),
        "list": _("Several, in their order"),
        "term": _("Term of the data file"),
        "version": _("Version number"),
        "url": _("Web address"),
        "reference": _("Citation"),
        "image": _("Picture"),
        _NOT_COMPARED: _("Not compared"),
    }


def left_out(reader: Language) -> dict[str, str]:
    """What can be left out of account, as the form calls it."""
    _ = reader.gettext
    return {
        "case": _("Capitals"),
        "spaces": _("Spaces"),
        "digits": _("Thai or Latin digits"),
        MISSING: _("Missing values"),
    }


def _rules(attribute: Attribute) -> tuple[str, ...]:
    """The rules that can be chosen; terms and pictures are for those who have them, since nothing is read anew."""
    has = {"term": attribute.terms or attribute.rule == "term", "image": attribute.rule == "image"}
    return (*(rule for rule in RULES if has.get(rule, True)), _NOT_COMPARED)


def _samples(attribute: Attribute, dataset: Dataset) -> tuple[str, ...]:
    """The first values that are not the same, shortened."""
    values = [item.values[attribute.id] for item in dataset.items.values() if attribute.id in item.values]
    texts = dict.fromkeys(" ".join(one(value, dataset).split()) for value in values if not value.absence)
    short = (text if len(text) <= _LONGEST_SAMPLE else f"{text[:_LONGEST_SAMPLE]}…" for text in texts)
    return tuple(short)[:_MOST_SAMPLES]


def _faults(attribute: Attribute, choice: Choice, dataset: Dataset) -> tuple[Fault, ...]:
    """What is wrong with what was chosen."""
    if choice.rule == _NOT_COMPARED:
        return ()
    alone = replace(dataset, attributes={attribute.id: attribute})
    try:
        ruled(alone, {attribute.id: choice.text()}, ())
    except SourceError as error:
        return error.faults
    return ()
