"""What a reader must be told of the values: characters that can't be shown, look-alikes, values not read."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from mreport.comparison.rules import RULES, one
from mreport.errors import Fault, LimitError
from mreport.limits import DEFAULT
from mreport.thai import canonical, controls, hidden, skeleton

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from mreport.comparison.records import Dataset, Item, Row, Text, Value

# Printable ASCII and Thai; and Thai marks that may repeat a mark.
_PLAIN = re.compile("[ -~\u0e01-\u0e5b]*")
_MARKS = re.compile("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])(?:\\1|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{2})")


def warnings(
    dataset: Dataset, items: Sequence[Item], rows: Sequence[Row], longest: int = DEFAULT.cell
) -> Iterator[Fault]:
    """The warnings of the rows shown, row by row. A value longer than the longest is refused by a LimitError."""
    for item in items:
        for text in [item.name] if isinstance(item.name, str) else item.name.values():
            yield from _characters(text, item.id, "name")
    for row in rows:
        written = _written(row.values)
        text = " ".join(_texts(written))
        if len(text) > longest:
            _hold(items, row, longest)
        if not _PLAIN.fullmatch(text):
            for item, value in zip(items, row.values, strict=True):
                for part in _texts([value.parts]):
                    yield from _characters(part, item.id, row.attribute.id)
        yield from _undescribed(items, row, written)
        if RULES[row.attribute.rule].warned:
            yield from _unread(dataset, items, row)
        if row.marked and _is_mistakable(text):
            yield from _lookalikes(dataset, items, row)


def _written(values: Sequence[Value]) -> Collection[tuple[Text, ...]]:
    """All texts of a row, each once as far as that is quickly known."""
    try:
        return {value.parts for value in values}
    except TypeError:  # texts by language can't be looked up
        return [value.parts for value in values]


def _hold(items: Sequence[Item], row: Row, longest: int) -> None:
    """Refuse a value longer than the longest: `cell-too-long`."""
    for item, value in zip(items, row.values, strict=True):
        if (size := sum(len(part) if isinstance(part, str) else _length(part) for part in value.parts)) > longest:
            raise LimitError("cell-too-long", item=item.id, attribute=row.attribute.id, size=size, most=longest)


def _length(texts: Mapping[str, str]) -> int:
    """Characters of the longest of the texts in several languages, of which a report shows one or two."""
    return max(map(len, texts.values()), default=0)


def _texts(parts: Iterable[tuple[Text, ...]]) -> list[str]:
    return [text for texts in parts for part in texts for text in ([part] if isinstance(part, str) else part.values())]


def _is_mistakable(text: str) -> bool:
    """Whether a text may look like another: not if it is all plain letters, single spaces and single marks."""
    return not _PLAIN.fullmatch(text) or len(" ".join(text.split())) < len(text) or bool(_MARKS.search(text))


def _unread(dataset: Dataset, items: Sequence[Item], row: Row) -> Iterator[Fault]:
    """The values that the row's rule can't read."""
    reads = RULES[row.attribute.rule].reads
    for item, value in zip(items, row.values, strict=True):
        if not (value.absence or value.picture) and reads(value, row.attribute, dataset) is None:
            fields = {"item": item.id, "attribute": row.attribute.id, "rule": row.attribute.rule}
            yield Fault("value-not-read", {**fields, "text": one(value, dataset)})


def _undescribed(items: Sequence[Item], row: Row, written: Collection[tuple[Text, ...]]) -> Iterator[Fault]:
    """The pictures of which nothing is said to those who can't see them; there are none where nothing is empty."""
    if () in written and (
        silent := [
            item.id
            for item, value in zip(items, row.values, strict=True)
            if value.picture and not _texts([value.parts])
        ]
    ):
        yield Fault("image-no-alt", {"items": silent, "attribute": row.attribute.id})


def _characters(text: str, item: str, attribute: str) -> Iterator[Fault]:
    for code, found in (("control-character", controls(text)), ("hidden-character", hidden(text))):
        for character in found:
            yield Fault(code, {"item": item, "attribute": attribute, "character": _named(character)})


def _lookalikes(dataset: Dataset, items: Sequence[Item], row: Row) -> Iterator[Fault]:
    """Pairs of values that differ and look the same, with the code points in which they do."""
    seen: dict[str, int] = {}
    for index, value in enumerate(row.values):
        if value.absence or value.picture:
            continue
        text = one(value, dataset)
        other = seen.setdefault(skeleton(text), index)
        if row.classes[other] != row.classes[index] and (
            differing := _differing(one(row.values[other], dataset), text)
        ):
            fields = {
                "attribute": row.attribute.id,
                "items": [items[other].id, items[index].id],
                "characters": [_named(character) for character in differing],
            }
            yield Fault("look-alike", fields)


def _differing(one: str, other: str) -> list[str]:
    """The characters that stand more often in one of two texts, each once; of as many in another order the first."""
    one, other = canonical(one), canonical(other)
    mine, theirs = Counter(one), Counter(other)
    return list((mine - theirs) + (theirs - mine)) or next(
        ([first, second] for first, second in zip(one, other, strict=True) if first != second), []
    )


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
