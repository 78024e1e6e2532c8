"""The source inside: what a comparison shows, as a data file that PDF and DOCX carry and that is read back.

Nothing else of the data is in it: no other item or attribute, and none of a term, a related item or a word of the
glossary that only those have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mreport.comparison.records import Absence
from mreport.comparison.rules import one, term_of
from mreport.errors import LimitError, Place
from mreport.sources.datafile import VALUE_KEYS
from mreport.sources.files import without_pictures
from mreport.sources.pictures import IMAGE, address
from mreport.sources.writing import Anchored, document
from mreport.thai import canonical

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from mreport.comparison.records import Attribute, Comparison, Dataset, Item, Row, Text, Value
    from mreport.images import Image

# The name of the file that a PDF carries, and the namespace of the part that a DOCX does.
FILE_NAME = "comparison.yaml"
NAMESPACE = "urn:mreport:comparison:1"
MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
LEVELS = {"attributes": 1, "items": 2}
_ABSENT: dict[Absence, str | dict[str, bool]] = {
    Absence.EMPTY: "",
    Absence.UNKNOWN: {"unknown": True},
    Absence.NA: {"na": True},
}


@dataclass(frozen=True)
class Inside:
    """The source of a report: its comparison, and the title and date it was given, if any.

    `lang` is the language of the title; `forms` and `furniture` are those that were chosen for the report, as `Dataset`
    has them.
    """

    comparison: Comparison
    lang: str = "en"
    title: str | None = None
    date: datetime.date | None = None
    forms: Mapping[str, str] = field(default_factory=dict)
    furniture: Mapping[str, Text] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The data file."""
        title: Text | None = self.title
        if self.title and self.lang != self.comparison.dataset.language:
            title = {self.lang: self.title}
        return document(data_of(self.comparison, title, self.date, {**self.forms, **self.furniture}), LEVELS)


def within(content: bytes, file: str) -> bytes:
    """What a document carries, if it is not too large beside its pictures. LimitError: `inside-too-large`."""
    if without_pictures(content) > MOST_BYTES:
        raise LimitError("inside-too-large", Place(file), most=MOST_BYTES)
    return content


def data_of(
    comparison: Comparison,
    title: Text | None = None,
    date: datetime.date | None = None,
    asked: Mapping[str, Text] | None = None,
    *,
    whole: bool = True,
) -> dict[str, Any]:
    """The data file's keys; `title` and `date` win over the data's own, `asked` is what was asked of the report.

    Pictures are in it, each once; where it need not be `whole`, those that lie beside the data are named.
    """
    pictures = _Pictures(whole=whole)
    dataset, day = comparison.dataset, date or comparison.dataset.date
    found = {
        "title": title or dataset.title,
        "language": dataset.language,
        "date": day.isoformat() if day else None,
        "dataset": _origin(dataset),
        "note": dataset.note,
        "glossary": None,
        "report": asked or None,
        "attributes": {row.attribute.id: _attribute(row, dataset) for row in comparison.rows},
        "items": {item.id: _item(item, index, comparison, pictures) for index, item in enumerate(comparison.items)},
    }
    found["glossary"] = _glossary(dataset.glossary, canonical("\n".join(_texts(found)))) or None
    return _given(found)


def _given(keys: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value is not None}


def _origin(dataset: Dataset) -> dict[str, Any] | None:
    origin = dataset.origin
    if origin is None:
        return None
    return _given({"name": origin.name, "url": origin.url, "licence": origin.licence})


def _attribute(row: Row, dataset: Dataset) -> dict[str, Any]:
    attribute = row.attribute
    keys = {
        "label": attribute.label,
        "rule": None if attribute.rule == "text" else attribute.rule,
        "compared": None if attribute.compared else False,
        "missing": "ignore" if attribute.ignore_missing else None,
        "group": attribute.group,
        "reason": attribute.reason,
        "tolerance": attribute.tolerance.text if attribute.tolerance else None,
        **dict.fromkeys(sorted(attribute.fold), "fold"),
        "terms": _terms(attribute, row.values, dataset) or None,
    }
    return _given(keys)


def _terms(attribute: Attribute, values: Iterable[Value], dataset: Dataset) -> dict[str, Text]:
    """The terms that values name."""
    if not attribute.terms:
        return {}
    used = {term_of(part, attribute, dataset) for value in values for part in value.parts}
    return {term: label for term, label in attribute.terms.items() if term in used}


class _Pictures:
    """The pictures of a data file that is written."""

    def __init__(self, *, whole: bool) -> None:
        self._whole = whole
        self._anchors: dict[str, str] = {}

    def value(self, value: Value, image: Image) -> Any:
        """A picture with its description: by its name, or in the file, where it stands once."""
        if image.beside and not self._whole:
            shown: str | Anchored = image.name
        else:
            text = address(image.content, image.name)
            again = text in self._anchors
            shown = Anchored(text, self._anchors.setdefault(text, f"p{len(self._anchors) + 1}"), again)
        return _given({IMAGE: shown, "alt": value.parts[0] if value.parts else None})


def _item(item: Item, index: int, comparison: Comparison, pictures: _Pictures) -> dict[str, Any]:
    shown = {name for other in comparison.items for name in (other.id, *_texts(other.name))}
    related = [other for other in item.related if other in shown]
    return {
        "name": item.name,
        **({"related": related} if related else {}),
        **{
            row.attribute.id: _said(row, row.values[index], comparison.dataset, pictures)
            for row in comparison.rows
            if row.values[index].absence is not Absence.MISSING
        },
    }


def _said(row: Row, value: Value, dataset: Dataset, pictures: _Pictures) -> Any:
    """A value as the data file has it; a text under the rule `image` so that it is not taken for a name."""
    if value.picture:
        return pictures.value(value, value.picture)
    said = _value(value, dataset)
    return [said] if row.attribute.rule == IMAGE and isinstance(said, str) and said else said


def _value(value: Value, dataset: Dataset) -> Any:
    """A value in the shortest of the data file's ways to write it."""
    if value.absence:
        return _ABSENT[value.absence]
    text = value.parts[0] if len(value.parts) == 1 else None
    if value.link is not None or value.mark is not None:
        return _given({"text": one(value, dataset) if text is None else text, "url": value.link, "mark": value.mark})
    if text is not None and _stands_alone(text):
        return text
    return list(value.parts)


def _stands_alone(text: Text) -> bool:
    """Whether a text needs no list around it, to be read neither as empty nor as a text with a link."""
    if isinstance(text, str):
        return text != ""
    return any(text.values()) and not any(key in VALUE_KEYS for key in text)


def _glossary(glossary: Mapping[str, tuple[str, ...]], text: str) -> dict[str, list[str]]:
    """The terms of a glossary that stand in a text."""
    found = {tag: [term for term in terms if canonical(term) in text] for tag, terms in glossary.items()}
    return {tag: terms for tag, terms in found.items() if terms}


def _texts(data: Any) -> Iterator[str]:
    """Every text in the data, its keys and pictures left out."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
