"""The source inside: what a comparison shows, as a data file that PDF and DOCX carry and that is read back.

Nothing else of the data is in it: no other item or attribute, and none of a term, a related item or a word of the
glossary that only those have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from mreport.comparison.records import Absence
from mreport.comparison.rules import one, term_of
from mreport.errors import LimitError, Place
from mreport.sources.datafile import VALUE_KEYS
from mreport.sources.files import without_pictures
from mreport.sources.pictures import IMAGE, address
from mreport.sources.writing import Anchored
from mreport.sources.writing import lines as lines_of
from mreport.thai import canonical

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator

    from mreport.comparison.records import Attribute, Comparison, Dataset, Item, Row, Text, Value
    from mreport.images import Image

# The name of the file that a PDF carries, and the namespace of the part that a DOCX does.
FILE_NAME = "comparison.yaml"
NAMESPACE = "urn:mreport:comparison:1"
MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
LEVELS = {"attributes": 1, "items": 2}
_LINES = 1000  # of the data file that are handed over at once
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

    @property
    def text(self) -> str:
        """The data file."""
        return "".join(self.pieces())

    def pieces(self) -> Iterator[str]:
        """The data file, some lines at a time: of a long table it may be longer than all else of a report."""
        title: Text | None = self.title
        if self.title and self.lang != self.comparison.dataset.language:
            title = {self.lang: self.title}
        asked = {**self.forms, **self.furniture}
        lines = lines_of(data_of(self.comparison, title, self.date, asked, make=_Made), LEVELS)
        while some := list(islice(lines, _LINES)):
            yield "\n".join(some) + "\n"


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
    make: Callable[[Mapping[str, Any], Callable[[Any], Any]], Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """The data file's keys; `title` and `date` win over the data's own, `asked` is what was asked of the report.

    Pictures are in it, each once; where it need not be `whole`, those that lie beside the data are named. `make` gives
    the attributes and the items, of something for each and what makes one of it; dictionaries, if it is not given.
    """
    dataset, day = comparison.dataset, date or comparison.dataset.date
    make = make or _all

    def items(pictures: _Pictures) -> Mapping[str, Any]:
        numbers = {item.id: index for index, item in enumerate(comparison.items)}
        return make(numbers, lambda index: _item(comparison.items[index], index, comparison, pictures))

    found = {
        "title": title or dataset.title,
        "language": dataset.language,
        "date": day.isoformat() if day else None,
        "dataset": _origin(dataset),
        "note": dataset.note,
        "glossary": None,
        "report": asked or None,
        "attributes": make({row.attribute.id: row for row in comparison.rows}, lambda row: _attribute(row, dataset)),
        "items": items(_Pictures(whole=whole)),
    }
    if dataset.glossary:
        texts = _texts({**found, "items": items(_Pictures(whole=whole))})
        found["glossary"] = _glossary(dataset.glossary, canonical("\n".join(texts))) or None
    return _given(found)


def _all(given: Mapping[str, Any], make: Callable[[Any], Any]) -> dict[str, Any]:
    return {key: make(value) for key, value in given.items()}


class _Made(Mapping[str, Any]):
    """A mapping whose values are made when they are asked for, and not kept."""

    def __init__(self, given: Mapping[str, Any], make: Callable[[Any], Any]) -> None:
        self._given = given
        self._make = make

    def __getitem__(self, key: str) -> Any:
        return self._make(self._given[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


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
