"""Addresses: the query of a URL says all that a page shows, so that a link that is shared is the comparison."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlencode

from mreport import language as languages
from mreport import templates, themes
from mreport.comparison.calendar import CALENDARS
from mreport.comparison.words import digits
from mreport.errors import ChoiceError, UserError
from mreport.layout import PAPERS
from mreport.recipe import Recipe

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_LETTERS = 200  # of a search
_ON = "1"


def choices() -> dict[str, tuple[str, ...] | None]:
    """The options that a query can have, and what each can be; None for any text."""
    return {
        "only": ("different", "same"),
        "baseline": None,
        "show-changes": (_ON,),
        "compare-all": (_ON,),
        "sort": ("difference",),
        "attributes": None,
        "calendar": CALENDARS,
        "digits": tuple(digits()),
        "template": tuple(templates.installed()),
        "theme": themes.installed(),
        "paper": tuple(PAPERS),
        "orientation": ("auto", "portrait", "landscape"),
        "folded": None,
    }


@dataclass(frozen=True, slots=True)
class Address:
    """What a query says: the ids of items (None: the first two), the languages, a search, options by name.

    `rules` by attribute and the attributes `ignored` are as `--rule` and `--ignore` say them.
    """

    items: tuple[str, ...] | None = None
    langs: tuple[str, ...] = ()
    search: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Address:
        """What a query's names and values say.

        Raises ChoiceError (`language-unknown`, `language-twice`), UserError (`unknown-choice`, `rule-option`).
        """
        pairs = list(pairs)
        query = dict(pairs)
        said = query.get("items")
        found = {}
        for name, known in choices().items():
            value = query.get(name, "")
            if value and known is not None and value not in known:
                raise UserError("unknown-choice", text=value, known=list(known))
            if value:
                found[name] = value
        return cls(
            None if said is None else tuple(unquote(one) for one in said.split(",") if one),
            _langs(query.get("lang", "")),
            query.get("q", "")[:MOST_LETTERS].strip(),
            found,
            dict(_rule(value) for name, value in pairs if name == "rule" and value),
            tuple(dict.fromkeys(value for name, value in pairs if name == "ignore" and value)),
        )

    def asking(self, **changes: Any) -> Address:
        """The same with other `items`, `langs`, `search`, `rules` or `ignored`."""
        return replace(self, **changes)

    def choosing(self, name: str, value: str | None) -> Address:
        """The same with an option that has another value, or none."""
        options = {key: one for key, one in self.options.items() if key != name}
        return replace(self, options={**options, name: value} if value else options)

    def without(self, index: int) -> Address:
        """The same without the item at a position; a baseline that goes is none any more."""
        items = self.items or ()
        kept = self if self.options.get("baseline") != items[index] else self.choosing("baseline", None)
        return kept.asking(items=(*items[:index], *items[index + 1 :]))

    def swapped(self, index: int) -> Address:
        """The same with the item at a position and the next one in each other's place."""
        items = list(self.items or ())
        items[index : index + 2] = reversed(items[index : index + 2])
        return self.asking(items=tuple(items))

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The query as names and values, in an order that is always the same."""
        found = []
        if self.items is not None:
            found.append(("items", ",".join(quote(one, safe="") for one in self.items)))
        if self.langs:
            found.append(("lang", ",".join(self.langs)))
        found += [(name, self.options[name]) for name in choices() if name in self.options]
        found += [("rule", f"{attribute}={rule}") for attribute, rule in self.rules.items()]
        found += [("ignore", attribute) for attribute in self.ignored]
        return [*found, ("q", self.search)] if self.search else found

    @property
    def folded(self) -> frozenset[str]:
        """The numbers of the groups whose rows are not shown."""
        return frozenset(filter(None, self.options.get("folded", "").split(",")))

    def folding(self, group: str) -> Address:
        """The same with a group, by its number, folded if it is open, and open if it is folded."""
        return self.choosing("folded", ",".join(sorted(self.folded ^ {group}, key=lambda one: (len(one), one))) or None)

    @property
    def document(self) -> Address:
        """The same without what is of the page alone."""
        return self.choosing("folded", None).asking(search="")

    @property
    def query(self) -> str:
        """The query as it stands behind `?`, or nothing."""
        return "?" + urlencode(self.fields, safe=",:", quote_via=quote) if self.fields else ""

    def recipe(self, usual: Recipe) -> Recipe:
        """A recipe as usual, with what the query says in its place."""
        said = self.options
        comparing: dict[str, Any] = {name: said[name] for name in ("only", "sort", "baseline") if name in said}
        if "attributes" in said:
            comparing["attributes"] = [name.strip() for name in said["attributes"].split(",")]
        flags = {name.replace("-", "_"): True for name in ("show-changes", "compare-all") if name in said}
        if "template" in said and templates.find(said["template"]).show_changes:
            flags["show_changes"] = True
        forms = ("calendar", "digits", "template", "theme", "paper", "orientation")
        rendering = {name: said[name] for name in forms if name in said}
        return Recipe({**usual.comparing, **comparing, **flags}, {**usual.rendering, **rendering}, usual.edition)


def _rule(text: str) -> tuple[str, str]:
    """The attribute and the rule of `price=number:2%`. Raises UserError (`rule-option`)."""
    attribute, sign, rule = text.rpartition("=")
    if not sign or not attribute:
        raise UserError("rule-option", text=text)
    return attribute, rule


def _langs(text: str) -> tuple[str, ...]:
    """The installed languages that serve the tags of a query."""
    found: list[str] = []
    for tag in filter(None, (tag.strip() for tag in text.split(","))):
        served = languages.served_by(tag)
        if served is None:
            raise ChoiceError("language-unknown", language=tag, known=list(languages.installed()))
        if served in found:
            raise ChoiceError("language-twice", language=served)
        found.append(served)
    return tuple(found)


def preferred(accepted: str, usual: str) -> str:
    """The installed language that a browser asks for first (`Accept-Language`), or the usual one."""
    wanted = []
    for place, part in enumerate(accepted.split(",")[:20]):
        tag, _, weight = part.strip().partition(";")
        try:
            share = float(weight.partition("=")[2]) if weight else 1.0
        except ValueError:
            continue
        if share > 0:
            wanted.append((-share, place, tag.strip()))
    served = (languages.served_by(tag) for _, _, tag in sorted(wanted) if tag)
    return next(filter(None, served), usual)
