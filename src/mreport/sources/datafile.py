"""Nodes to Dataset: the data file's keys, one function a place; every fault of a file is told at once."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from mreport.comparison.calendar import CALENDARS, read_day
from mreport.comparison.classes import Tolerance, read_tolerance
from mreport.comparison.records import Absence, Attribute, Dataset, Item, Origin, Text, Value
from mreport.comparison.rules import FOLDS, RULES
from mreport.comparison.words import digits
from mreport.errors import Fault, MreportError, Place
from mreport.sources.nodes import Mapping, Node, Scalar, Sequence
from mreport.sources.pictures import IMAGE, Pictures, error_of
from mreport.thai import canonical

if TYPE_CHECKING:
    import datetime
    from collections.abc import Collection, Iterable, Iterator
    from collections.abc import Mapping as AnyMapping

_FILE_KEYS = ("title", "language", "date", "dataset", "note", "glossary", "report", "attributes", "items")
_FORMS = ("lang", "calendar", "digits")
_FURNITURE = ("author", "note", "watermark")
_REPORT_KEYS = (*_FORMS, *_FURNITURE)
_ATTRIBUTE_KEYS = ("label", "rule", "terms", "compared", "missing", "group", "reason", "tolerance", *FOLDS)
_ORIGIN_KEYS = ("name", "url", "licence")
_ITEM_KEYS = ("name", "related")  # and the ids of the attributes
VALUE_KEYS = ("text", "url", "mark", "unknown", "na")
IMAGE_KEYS = ("image", "alt")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NEAR = 0.6


def dataset(
    root: Node,
    faults: Iterable[Fault] = (),
    pictures: Pictures | None = None,
    wanted: Collection[str] | None = None,
) -> Dataset:
    """The Dataset that a data file's root node says; `faults` are those that its parser found.

    Only the pictures of items that are `wanted`, by id or name, are opened; of all for None. Raises SourceError with
    all faults of the file: unknown keys, wrong kinds, unknown rules, names that are missing, pictures that can't be
    shown, each with its place; LimitError where limits alone are passed.
    """
    reader = _Reader(faults, pictures or Pictures(None), wanted)
    result = reader.file(root)
    if reader.faults:
        raise error_of(sorted(reader.faults, key=_order))
    return result


def value(node: Node, pictures: Pictures) -> tuple[Value, list[Fault]]:
    """The value that a node says, in any of the ways of a data file, and what is wrong with it."""
    reader = _Reader((), pictures)
    return reader.value(node), reader.faults


def decimal_of(language: str) -> str:
    """The sign before decimals in a language, by CLDR; a point where the language is not known."""
    if language.partition("-")[0] in ("en", "th"):
        return "."
    from babel.core import UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return get_decimal_symbol(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return "."


def _entries(node: Node) -> tuple[Node, ...]:
    return node.entries if isinstance(node, Sequence) else ()


def _names(item: Item) -> list[str]:
    return [item.id, *([item.name] if isinstance(item.name, str) else item.name.values())]


def _order(fault: Fault) -> tuple[int, int]:
    place = fault.place or Place()
    return (place.line or 0, place.column or 0)


class _Reader:
    """Reads nodes and collects faults; a node that can't be read gives an empty value, so that reading goes on."""

    def __init__(self, faults: Iterable[Fault], pictures: Pictures, wanted: Collection[str] | None = None) -> None:
        self.faults = list(faults)
        self.pictures = pictures
        self.wanted = None if wanted is None else {canonical(name) for name in wanted}
        self.opening = True  # whether the pictures of the item that is read are wanted
        self.decimal = "."
        self.relations: list[tuple[Place, str]] = []

    def fault(self, code: str, place: Place, **fields: object) -> None:
        self.faults.append(Fault(code, fields, place))

    # kinds of node

    def mapping(self, node: Node, keys: Iterable[str] | None = None) -> dict[str, Node]:
        """The entries of a mapping whose keys are all known; what stands for nothing is left out."""
        if not isinstance(node, Mapping):
            self.fault("not-mapping", node.place)
            return {}
        known = None if keys is None else dict.fromkeys(keys)  # in the order given, and quickly looked up
        for key, place in node.keys.items() if known is not None else ():
            if key not in (known or ()):
                nearest = difflib.get_close_matches(key, known or (), n=1, cutoff=_NEAR)
                self.fault("unknown-key", place, key=key, nearest=nearest, known=list(known or ()))
        return {
            key: value for key, value in node.entries.items() if not (isinstance(value, Scalar) and value.is_nothing)
        }

    def string(self, node: Node) -> str:
        if isinstance(node, Scalar):
            return node.text
        self.fault("not-text", node.place)
        return ""

    def strings(self, node: Node) -> tuple[str, ...]:
        if not isinstance(node, Sequence):
            self.fault("not-list", node.place)
            return ()
        return tuple(self.string(entry) for entry in node.entries)

    def boolean(self, node: Node) -> bool:
        text = self.string(node)
        if text not in ("true", "false"):
            self.fault("not-boolean", node.place, text=text)
        return text == "true"

    def choice(self, node: Node, options: Iterable[str]) -> str:
        text, options = self.string(node), list(options)
        if text not in options:
            nearest = difflib.get_close_matches(text, options, n=1, cutoff=_NEAR)
            self.fault("unknown-choice", node.place, text=text, nearest=nearest, known=options)
            return options[0]
        return text

    def text(self, node: Node) -> Text:
        """A text, or a mapping of language tags to texts."""
        if not isinstance(node, Mapping):
            return self.string(node)
        for tag, place in node.keys.items():
            self.tag(tag, place)
        texts = self.mapping(node)
        if not texts:
            self.fault("not-text", node.place)
        return {tag: self.string(entry) for tag, entry in texts.items()}

    def tag(self, tag: str, place: Place) -> str:
        """The tag of a language."""
        if not LANGUAGE.fullmatch(tag):
            self.fault("not-language", place, tag=tag)
        return tag

    def date(self, node: Node) -> datetime.date | None:
        text = self.string(node)
        day = read_day(text)
        if day is None:
            self.fault("not-date", node.place, text=text)
        return day

    # places of the file

    def file(self, root: Node) -> Dataset:
        top = self.mapping(root, _FILE_KEYS)
        if isinstance(root, Mapping):
            for key in ("attributes", "items"):
                if key not in top:
                    self.fault("missing-key", root.place, key=key)
        language = self.language(top["language"]) if "language" in top else "en"
        self.decimal = decimal_of(language)
        attributes = {key: self.attribute(key, node) for key, node in self.named(top.get("attributes"), _ITEM_KEYS)}
        items = {key: self.item(key, node, attributes) for key, node in self.named(top.get("items"))}
        self.related(items)
        return Dataset(
            items=items,
            attributes=attributes,
            language=language,
            decimal=self.decimal,
            title=self.text(top["title"]) if "title" in top else None,
            origin=self.origin(top["dataset"]) if "dataset" in top else None,
            note=self.text(top["note"]) if "note" in top else None,
            date=self.date(top["date"]) if "date" in top else None,
            glossary=self.glossary(top["glossary"]) if "glossary" in top else {},
            forms=self.forms(top["report"]) if "report" in top else {},
            furniture=self.furniture(top["report"]) if "report" in top else {},
        )

    def language(self, node: Node) -> str:
        return self.tag(node.text, node.place) if isinstance(node, Scalar) else self.string(node)

    def glossary(self, node: Node) -> dict[str, tuple[str, ...]]:
        """The terms of each language that a line must not break."""
        places = node.keys if isinstance(node, Mapping) else {}
        return {self.tag(key, places[key]): self.strings(terms) for key, terms in self.mapping(node).items()}

    def forms(self, node: Node) -> dict[str, str]:
        """The calendar and digits of reports in a language, as one that was made with them carries them."""
        keys = self.mapping(node, _REPORT_KEYS)
        if "lang" not in keys:
            if not keys or any(key in keys for key in _FORMS):
                self.fault("missing-key", node.place, key="lang")
            return {}
        tags = [self.tag(tag, keys["lang"].place) for tag in self.string(keys["lang"]).split(",")]
        found = {"lang": ",".join(tags)}
        for key, known in (("calendar", CALENDARS), ("digits", digits())):
            if key in keys:
                found[key] = self.choice(keys[key], known)
        return found

    def furniture(self, node: Node) -> dict[str, Text]:
        """What stands around reports; only a note is in a language."""
        keys = node.entries if isinstance(node, Mapping) else {}
        said = {key: keys[key] for key in _FURNITURE if key in keys and not getattr(keys[key], "is_nothing", False)}
        return {key: self.text(one) if key == "note" else self.string(one) for key, one in said.items()}

    def named(self, node: Node | None, reserved: Iterable[str] = ()) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping of ids; one with nothing behind its id is there, and all by default."""
        if not isinstance(node, Mapping):
            self.entries(node)
            return
        for key, entry in node.entries.items():
            if key in reserved:
                self.fault("reserved-key", node.keys[key], key=key)
            yield key, Mapping({}, {}, entry.place) if isinstance(entry, Scalar) and entry.is_nothing else entry

    def entries(self, node: Node | None) -> dict[str, Node]:
        return {} if node is None else self.mapping(node)

    def origin(self, node: Node) -> Origin:
        keys = self.mapping(node, _ORIGIN_KEYS)
        if "name" not in keys:
            self.fault("missing-key", node.place, key="name")
        return Origin(
            name=self.text(keys["name"]) if "name" in keys else "",
            url=self.string(keys["url"]) if "url" in keys else None,
            licence=self.text(keys["licence"]) if "licence" in keys else None,
        )

    def attribute(self, key: str, node: Node) -> Attribute:
        keys = self.mapping(node, _ATTRIBUTE_KEYS)
        rule = self.choice(keys["rule"], RULES) if "rule" in keys else "text"
        return Attribute(
            id=key,
            label=self.text(keys["label"]) if "label" in keys else key,
            rule=rule,
            compared=self.boolean(keys["compared"]) if "compared" in keys else True,
            ignore_missing="missing" in keys and self.choice(keys["missing"], ["differs", "ignore"]) == "ignore",
            group=self.text(keys["group"]) if "group" in keys else None,
            reason=self.text(keys["reason"]) if "reason" in keys else None,
            tolerance=self.tolerance(keys["tolerance"], rule) if "tolerance" in keys else None,
            fold=frozenset(name for name in FOLDS if name in keys and self.is_fold(keys[name])),
            terms={term: self.text(label) for term, label in self.entries(keys.get("terms")).items()},
        )

    def is_fold(self, node: Node) -> bool:
        return self.choice(node, ["keep", "fold"]) == "fold"

    def tolerance(self, node: Node, rule: str) -> Tolerance | None:
        text = self.string(node)
        if not RULES[rule].tolerant:
            self.fault("tolerance-rule", node.place, rule=rule)
            return None
        tolerance = read_tolerance(text, rule, self.decimal)
        if tolerance is None:
            self.fault("tolerance", node.place, text=text)
        return tolerance

    def item(self, key: str, node: Node, attributes: dict[str, Attribute]) -> Item:
        keys = self.mapping(node, [*_ITEM_KEYS, *attributes])
        name = self.text(keys["name"]) if "name" in keys else key
        called = {canonical(text) for text in (key, *([name] if isinstance(name, str) else name.values()))}
        self.opening = self.wanted is None or bool(called & self.wanted)
        return Item(
            id=key,
            name=name,
            values={name: self.value(keys[name], attributes[name].rule) for name in attributes if name in keys},
            related=self.others(keys["related"]) if "related" in keys else (),
        )

    def others(self, node: Node) -> tuple[str, ...]:
        """The items that one is related to, by id or name; whether they are there is seen when all are read."""
        names = self.strings(node)
        self.relations += [(entry.place, name) for entry, name in zip(_entries(node), names, strict=True) if name]
        return names

    def related(self, items: AnyMapping[str, Item]) -> None:
        """Refuse what `related` names and no item is called."""
        names = {canonical(name) for item in items.values() for name in _names(item)}
        for place, name in self.relations:
            if canonical(name) not in names:
                nearest = difflib.get_close_matches(name, names, n=1, cutoff=_NEAR)
                self.fault("related-unknown", place, item=name, nearest=nearest)

    def value(self, node: Node, rule: str = "text") -> Value:
        """A text, texts by language, a list of either, a text with its link, a picture, or a kind of absence."""
        if isinstance(node, Sequence):
            parts = tuple(self.part(entry) for entry in node.entries)
            return Value(parts) if parts else Value(absence=Absence.EMPTY)
        if isinstance(node, Scalar):
            return self.scalar(node, rule)
        if IMAGE in node.entries:
            return self.described(node)
        if any(key in VALUE_KEYS for key in node.entries):
            return self.linked(node)
        text = self.text(node)
        if isinstance(text, dict) and not any(text.values()):
            return Value(absence=Absence.EMPTY)
        return Value((text,))

    def scalar(self, node: Scalar, rule: str) -> Value:
        """A text; under the rule `image` the name of a picture."""
        if not node.text:
            return Value(absence=Absence.EMPTY)
        return self.picture(node, None) if rule == IMAGE else Value((node.text,))

    def part(self, node: Node) -> Text:
        """An element of a list, which is no picture."""
        if isinstance(node, Mapping) and IMAGE in node.entries:
            self.fault("image-in-list", node.place)
            return ""
        return self.text(node)

    def described(self, node: Mapping) -> Value:
        """A picture with what is said to those who can't see it."""
        keys = self.mapping(node, IMAGE_KEYS)
        alt = self.text(keys["alt"]) if "alt" in keys else None
        if IMAGE not in keys:
            self.fault("missing-key", node.place, key=IMAGE)
            return Value(absence=Absence.MISSING)
        alt = None if isinstance(alt, dict) and not any(alt.values()) else alt
        return self.picture(keys[IMAGE], alt)

    def picture(self, node: Node, alt: Text | None) -> Value:
        """A picture by its name, opened if it is wanted."""
        name = self.string(node)
        if not name or not self.opening:
            return Value((name,)) if name else Value(absence=Absence.EMPTY)
        try:
            return self.pictures.value(name, alt, node.place)
        except MreportError as error:
            self.faults += error.faults
            return Value((name,))

    def linked(self, node: Mapping) -> Value:
        keys = self.mapping(node, VALUE_KEYS)
        for absence in (Absence.UNKNOWN, Absence.NA):
            if absence.value in keys and self.boolean(keys[absence.value]):
                return Value(absence=absence)
        if "text" not in keys and "url" not in keys:
            self.fault("missing-key", node.place, key="text")
            return Value(absence=Absence.MISSING)
        return Value(
            parts=(self.text(keys["text"] if "text" in keys else keys["url"]),),
            link=self.string(keys["url"]) if "url" in keys else None,
            mark=self.text(keys["mark"]) if "mark" in keys else None,
        )
