"""What of a data file is not told in a language: each text with its place, for those who translate it.

Counted are the texts that a report puts into words: title, note, dataset, labels, groups, terms, names, the values of
rules whose values are words, the descriptions of pictures, and the words of links. A text without a letter is in every
language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mreport.comparison.rules import RULES, term_of
from mreport.sources.nodes import Mapping, Scalar, Sequence
from mreport.sources.pictures import IMAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mreport.comparison.records import Attribute, Dataset
    from mreport.errors import Place
    from mreport.sources.nodes import Node

_VALUE_TEXTS = ("text", "mark")


@dataclass(frozen=True, slots=True)
class Told:
    """A text of a data file: what it is (`label`), of what (an id), how it begins in which language, and where."""

    kind: str
    of: str
    text: str
    lang: str
    place: Place


def texts(root: Node, dataset: Dataset, tags: list[str]) -> tuple[list[Told], int]:
    """The texts that are in none of these languages, in the file's order, and how many texts there are.

    `root` is what `dataset` was read from. A text is in the languages that it names; a plain one is in the data's.
    """
    walker = _Walker(dataset, tags)
    if isinstance(root, Mapping):
        walker.file(root)
    return sorted(walker.lacking, key=lambda told: (told.place.line or 0, told.place.column or 0)), walker.count


class _Walker:
    """Walks the nodes of a data file that has been read without a fault."""

    def __init__(self, dataset: Dataset, tags: list[str]) -> None:
        self.lacking: list[Told] = []
        self.count = 0
        self._dataset = dataset
        self._tags = tags

    def file(self, root: Mapping) -> None:
        for key in ("title", "note"):
            self._text(root.entries.get(key), key, key)
        origin = root.entries.get("dataset")
        if isinstance(origin, Mapping):
            self._text(origin.entries.get("name"), "dataset", "dataset")
            self._text(origin.entries.get("licence"), "licence", "dataset")
        for key, place, keys in _named(root.entries.get("attributes")):
            self._text(keys.get("label") or Scalar(key, place), "label", key)
            self._text(keys.get("group"), "group", key)
            for term, _, label in _entries(keys.get("terms")):
                self._text(label, "term", f"{key}.{term}")
        for key, place, item in _named(root.entries.get("items")):
            self._text(item.get("name") or Scalar(key, place), "name", key)
            for name, attribute in self._dataset.attributes.items():
                if name in item:
                    self._value(item[name], attribute, f"{key}.{name}")

    def _value(self, node: Node, attribute: Attribute, of: str) -> None:
        if isinstance(node, Sequence):
            for entry in node.entries:
                self._value(entry, attribute, of)
        elif isinstance(node, Mapping) and IMAGE in node.entries:
            self._text(node.entries.get("alt"), "alt", of)
        elif isinstance(node, Mapping) and any(key in node.entries for key in (*_VALUE_TEXTS, "url", "unknown", "na")):
            for key in _VALUE_TEXTS:
                if key == "mark" or RULES[attribute.rule].told:
                    self._text(node.entries.get(key), "mark" if key == "mark" else "value", of)
        elif RULES[attribute.rule].told and not self._is_term(node, attribute):
            self._text(node, "value", of)

    def _is_term(self, node: Node, attribute: Attribute) -> bool:
        """Whether a value names a term, whose label is looked for among the terms."""
        named = isinstance(node, Scalar) and term_of(node.text, attribute, self._dataset) in attribute.terms
        return attribute.rule == "term" and named

    def _text(self, node: Node | None, kind: str, of: str) -> None:
        if isinstance(node, Scalar):
            told = {self._dataset.language: node.text}
        elif isinstance(node, Mapping):
            told = {tag: entry.text for tag, entry in node.entries.items() if isinstance(entry, Scalar) and entry.text}
        else:
            return
        if not any(letter.isalpha() for text in told.values() for letter in text):
            return
        self.count += 1
        if not any(tag in told for tag in self._tags):
            lang = self._dataset.language if self._dataset.language in told else next(iter(told))
            self.lacking.append(Told(kind, of, told[lang], lang, node.place))


def _entries(node: Node | None) -> Iterator[tuple[str, Place, Node]]:
    if isinstance(node, Mapping):
        for key, entry in node.entries.items():
            yield key, node.keys[key], entry


def _named(node: Node | None) -> Iterator[tuple[str, Place, dict[str, Node]]]:
    """Each id with its place and the entries below it."""
    for key, place, entry in _entries(node):
        yield key, place, entry.entries if isinstance(entry, Mapping) else {}
