"""`mreport check`: what a source holds, rules that its values would fit, and what a report of it would warn of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from mreport.cli.columns import section
from mreport.cli.waiting import Waiting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mreport.comparison.records import Attribute, Dataset
    from mreport.errors import Fault
    from mreport.language import Language
    from mreport.sources.reading import Reading


# Items of a catalogue that are listed.
_MOST_ITEMS = 100


@dataclass(frozen=True, slots=True)
class Source:
    """What the command line said."""

    source: str
    reading: Reading
    lang: str | None
    listed: str | None  # the languages whose missing texts were asked for, by the flag itself
    quiet: bool
    debug: bool


def check(source: Source, interface: Language) -> int:
    """Read a source and say what is in it; the exit code is 0, since each fault is an error."""
    from mreport import sources
    from mreport.cli.translations import lines
    from mreport.language import languages
    from mreport.messages import placed

    reader = languages(source.lang)[0] if source.lang else interface
    with Waiting(interface, 2, quiet=source.quiet) as waiting:
        waiting.step(interface.gettext("Reading %(file)s") % {"file": source.source})
        dataset = sources.read(source.source, source.reading)
        if source.quiet:
            return 0
        waiting.step(interface.gettext("Checking the values"))
        summary = "\n".join(_summary(dataset, source, reader))
        warnings = [*dataset.warnings, *_warnings(dataset, source.reading.limits.cell)]
    click.echo(summary)
    for language in languages(source.listed) if source.listed else ():
        click.echo("\n".join(lines(dataset, source.source, source.reading, language, reader)))
    for fault in warnings:
        click.echo(reader.gettext("Warning: %(message)s") % {"message": placed(fault, reader)}, err=True)
    return 0


def _summary(dataset: Dataset, source: Source, language: Language) -> Iterator[str]:
    """The lines that say what a source holds."""
    from mreport.messages import sentence
    from mreport.sources import is_table
    from mreport.sources.suggest import suggestions

    _ = language.gettext
    items = [(item.id, language.choose(item.name, dataset.language)[0]) for item in dataset.items.values()]
    attributes = [_attribute(attribute, dataset, language) for attribute in dataset.attributes.values()]
    rules = suggestions(dataset)
    yield source.source
    for fault in dataset.found:
        yield sentence(fault, language)
    yield from section(_("Items: %(count)s") % {"count": len(items)}, items[:_MOST_ITEMS])
    if (rest := len(items) - _MOST_ITEMS) > 0:
        yield "  " + language.ngettext("… and %(count)s more.", "… and %(count)s more.", rest) % {"count": rest}
    yield from section(_("Attributes: %(count)s") % {"count": len(attributes)}, attributes)
    if rules and is_table(source.source, source.reading):
        heading = _("Rules that the values would fit; none is applied until you give it:")
        yield from section(heading, [(f"--rule {key}={own[0]}", _others(own, language)) for key, own in rules.items()])
    elif rules:
        heading = _("Rules that the values would fit; none is applied until you write it below the attribute:")
        yield from section(heading, [(key, f"rule: {own[0]}", _others(own, language)) for key, own in rules.items()])


def _others(rules: Sequence[str], language: Language) -> str:
    """The rules that would fit as well."""
    if len(rules) == 1:
        return ""
    return language.gettext("(or %(rules)s)") % {"rules": language.join(rules[1:])}


def _attribute(attribute: Attribute, dataset: Dataset, language: Language) -> tuple[str, ...]:
    """An attribute's id, label, rule, and how many values it has, of each kind of absence too."""
    from mreport.comparison.records import MISSING, Absence

    _ = language.gettext
    absences = Counter(item.values.get(attribute.id, MISSING).absence for item in dataset.items.values())
    words = {
        Absence.MISSING: _("no data"),
        Absence.EMPTY: _("empty"),
        Absence.UNKNOWN: _("unknown"),
        Absence.NA: _("not applicable"),
    }
    counts = [_("values: %(count)s") % {"count": absences[None]}]
    counts += [f"{word}: {absences[absence]}" for absence, word in words.items() if absences[absence]]
    rule = attribute.rule if attribute.compared else _("%(rule)s (not compared)") % {"rule": attribute.rule}
    return attribute.id, language.choose(attribute.label, dataset.language)[0], rule, language.join(counts)


def _warnings(dataset: Dataset, longest: int) -> Iterator[Fault]:
    """What a comparison of all items would warn of."""
    from mreport.comparison.classes import classes
    from mreport.comparison.records import MISSING, Row, Status
    from mreport.comparison.warnings import warnings

    items = list(dataset.items.values())
    rows = []
    for attribute in dataset.attributes.values():
        values = tuple(item.values.get(attribute.id, MISSING) for item in items)
        numbers = classes(attribute, values, dataset)
        rows.append(Row(attribute, values, numbers, Status.DIFFERENT, attribute.compared, marked=attribute.compared))
    return warnings(dataset, items, rows, longest)
