"""YAML to nodes, by the C parser's events: values stay text, every node has line and column, bombs are refused.

Events and not `load`: PyYAML's constructors turn `no` into False and 012 into 10, its composer takes the
last of duplicate keys, and the C composer crashes the process at a nesting of 100,000.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from mreport.errors import Fault, LimitError, Place, SourceError
from mreport.limits import DEFAULT
from mreport.sources.nodes import MOST_NODES, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT_TAGS = (None, "tag:yaml.org,2002:str", "!")


def parse(text: str, file: str, most_depth: int = DEFAULT.depth) -> tuple[Node, list[Fault]]:
    """The one document of a YAML text as nodes, and the faults that reading could go on after.

    Those are `yaml-tag`, `yaml-alias`, `key-not-text` and `duplicate-key`. Raises SourceError (`yaml-syntax`,
    `yaml-character`, `documents`) and LimitError (`too-deep`, `too-many-nodes`), each with its place.
    """
    events = _events(text, file)
    builder = _Builder(file, most_depth)
    root: Node | None = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            if root is not None:
                raise SourceError("documents", builder.place(event))
            root = builder.node(next(events), events, 0)
    return root or Scalar("", Place(file, 1, 1), plain=True), builder.faults


def _events(text: str, file: str) -> Iterator[Any]:
    """The parser's events; its own errors become faults with the place that it names."""
    try:
        yield from yaml.parse(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        raise SourceError("yaml-syntax", place, problem=error.problem or error.context) from None
    except yaml.reader.ReaderError as error:
        # The C parser counts bytes; the first such character is the one that it stopped at.
        before = text[: text.index(chr(error.character))]
        place = Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise SourceError("yaml-character", place, character=f"U+{error.character:04X}") from None


class _Builder:
    """Builds nodes out of events; keeps anchors, counts what aliases add, collects faults."""

    def __init__(self, file: str, most_depth: int) -> None:
        self.file = file
        self.most_depth = most_depth
        self.faults: list[Fault] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._count = 0

    def place(self, event: Any) -> Place:
        """Where an event begins, counted from 1."""
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def fault(self, code: str, event: Any, **fields: object) -> None:
        self.faults.append(Fault(code, fields, self.place(event)))

    def node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        """The node that begins with this event."""
        if depth > self.most_depth:
            raise LimitError("too-deep", self.place(event), most=self.most_depth)
        before = self._count
        self._add(1, event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.tag not in _TEXT_TAGS:
            self.fault("yaml-tag", event, tag=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            node: Node = Scalar(event.value, self.place(event), plain=event.style is None or event.style == "")
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(event, events, depth)
        else:
            node = self._mapping(event, events, depth)
        if event.anchor:
            self._anchors[event.anchor] = (node, self._count - before)
        return node

    def _add(self, count: int, event: Any) -> None:
        self._count += count
        if self._count > MOST_NODES:
            raise LimitError("too-many-nodes", self.place(event), most=MOST_NODES)

    def _alias(self, event: Any) -> Node:
        if event.anchor not in self._anchors:
            self.fault("yaml-alias", event, alias=event.anchor)
            return Scalar("", self.place(event), plain=True)
        node, size = self._anchors[event.anchor]
        self._add(size, event)
        return node

    def _sequence(self, start: Any, events: Iterator[Any], depth: int) -> Sequence:
        entries = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            entries.append(self.node(event, events, depth + 1))
        return Sequence(tuple(entries), self.place(start))

    def _mapping(self, start: Any, events: Iterator[Any], depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(event, events, depth + 1)
            value = self.node(next(events), events, depth + 1)
            if not isinstance(event, yaml.ScalarEvent):
                self.fault("key-not-text", event)
            elif event.value in entries:
                self.fault("duplicate-key", event, key=event.value, line=keys[event.value].line)
            else:
                entries[event.value], keys[event.value] = value, key.place
        return Mapping(entries, keys, self.place(start))
