"""Python's values as texts and nodes: what `str` makes of them, each with the path to where it stands.

`True` is `true`; None, NaN, NaT and pandas' NA are nothing; a set is put in order. What is neither text, number, date
nor a list or mapping of these is refused, since its text could hold an address in memory.
"""

from __future__ import annotations

import datetime
import enum
import numbers
import os
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence as AnySequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mreport import images
from mreport.comparison.records import MISSING, Value
from mreport.errors import Fault, LimitError, MreportError, Place
from mreport.limits import DEFAULT
from mreport.sources import datafile
from mreport.sources.nodes import Mapping, Node, Scalar, Sequence, surrogate
from mreport.sources.pictures import IMAGE, address

if TYPE_CHECKING:
    from mreport.sources.pictures import Pictures
    from mreport.sources.table import Cell

_NOTHING = ("NAType", "NaTType")  # pandas' NA refuses to say whether it equals itself
_TIMES = (datetime.date, datetime.time, datetime.timedelta)
_PICTURES = (os.PathLike, bytes, bytearray)  # what pictures are given as
_LIBRARIES = ("numpy", "pandas")  # whose own scalars have texts


class Values:
    """Reads values and collects faults; one that can't be read is nothing, so that reading goes on."""

    def __init__(self, pictures: Pictures, most_depth: int = DEFAULT.depth) -> None:
        self.pictures = pictures
        self.most_depth = most_depth
        self.faults: list[Fault] = []

    def text(self, value: Any, path: str) -> str | None:
        """The text of a plain value; None where there is nothing."""
        if is_nothing(value):
            return None
        text = _text(value)
        if text is None:
            self.faults.append(Fault("object-kind", {"kind": type(value).__name__}, Place(path=path)))
        elif half := surrogate(text):
            self.faults.append(Fault("surrogate", {"character": half}, Place(path=path)))
        return text

    def title(self, value: Any, path: str) -> str:
        """The text of a name or label; of an index or of columns with several levels, all of them."""
        levels = value if isinstance(value, tuple) else (value,)
        return " / ".join(filter(None, (self.text(level, path) for level in levels)))

    def cell(self, value: Any, path: str) -> Cell:
        """A cell of a table: a text, or a value in one of the data file's other ways."""
        value = _listed(value)
        if isinstance(value, Value):
            return value
        if not isinstance(value, (AnyMapping, list, *_PICTURES)):
            text = self.text(value, path)
            return MISSING if text is None else text
        found, faults = datafile.value(self.node(value, path), self.pictures)
        self.faults += faults
        return found

    def node(self, value: Any, path: str, depth: int = 0) -> Node:
        """Mappings, lists and plain values as the nodes of a data file."""
        place = Place(path=path)
        if depth > self.most_depth:
            raise LimitError("too-deep", place, most=self.most_depth)
        value = _listed(value)
        if isinstance(value, _PICTURES) and (picture := self._picture(value, place)) is not None:
            return Mapping({IMAGE: Scalar(picture, place)}, {IMAGE: place}, place)
        if isinstance(value, AnyMapping):
            return self._mapping(value, path, depth)
        if isinstance(value, list):
            entries = (self.node(entry, f"{path}[{index}]", depth + 1) for index, entry in enumerate(value))
            return Sequence(tuple(entries), place)
        text = self.text(value, path)
        return Scalar(text or "", place, plain=text is None)

    def _mapping(self, value: AnyMapping[Any, Any], path: str, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for key, entry in value.items():
            name = None if is_nothing(key) else _text(key)
            inside = f"{path}.{name}" if path else str(name)
            if name is None or name in entries:  # 1 and "1" are one key in a file
                self.faults.append(Fault("key-not-text", {}, Place(path=inside)))
            else:
                keys[name], entries[name] = Place(path=inside), self.node(entry, inside, depth + 1)
        if isinstance(picture := entries.get(IMAGE), Mapping) and IMAGE in picture.entries:  # a path, or bytes
            entries[IMAGE] = picture.entries[IMAGE]
        return Mapping(entries, keys, Place(path=path))

    def _picture(self, value: Any, place: Place) -> str | None:
        """The address of a picture that a path names or bytes are; None for bytes that are none."""
        if isinstance(value, os.PathLike):
            try:
                return address(images.content(value), Path(os.fsdecode(value)).name)
            except MreportError as error:
                fault = error.faults[0]
                self.faults.append(Fault(fault.code, {**fault.fields, "picture": os.fsdecode(value)}, place))
                return ""
        content = bytes(value)
        return address(content) if images.kind_of(content) else None


def is_nothing(value: Any) -> bool:
    """Whether a value says that there is none: None, NaN, NaT, NA."""
    if value is None or type(value).__name__ in _NOTHING:
        return True
    if isinstance(value, Decimal):
        return value.is_nan()
    return isinstance(value, numbers.Number) and value != value  # noqa: PLR0124  NaN


def _text(value: Any) -> str | None:
    """The text of a value; None for what has none that stays the same."""
    if isinstance(value, enum.Enum):
        return _text(value.value)
    if isinstance(value, str):
        return str.__str__(value)
    library = type(value).__module__.partition(".")[0] in _LIBRARIES
    if isinstance(value, bool) or (library and type(value).__name__ in ("bool", "bool_")):
        return "true" if value else "false"
    if isinstance(value, (numbers.Number, *_TIMES)) or library:
        return str(value)
    return None


def _listed(value: Any) -> Any:
    """Tuples, sets and arrays as lists; anything else as it is."""
    if getattr(value, "ndim", 0):
        value = value.tolist()
    if isinstance(value, AbstractSet):
        return sorted(value, key=str)
    if isinstance(value, AnySequence) and not isinstance(value, (str, bytes, bytearray)):
        return list(value)
    return value
