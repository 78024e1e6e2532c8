"""JSON to nodes: numbers stay as written, every node has line and column, keys are unique.

The standard library judges the text first; then it is read once more for what `json.loads` drops.
"""

from __future__ import annotations

import json
import re
from json import decoder
from typing import TYPE_CHECKING, Any

from mreport.errors import Fault, LimitError, SourceError
from mreport.limits import DEFAULT
from mreport.sources.lines import Lines
from mreport.sources.nodes import MOST_NODES, Mapping, Node, Scalar, Sequence, surrogate

if TYPE_CHECKING:
    from mreport.errors import Place

_scan: Any = getattr(decoder, "scanstring")  # noqa: B009  there for all to use, and unknown to the type checker
_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"[-+.\w]+")
_NO_NUMBERS = ("NaN", "Infinity", "-Infinity")


def parse(text: str, file: str, most_depth: int = DEFAULT.depth) -> tuple[Node, list[Fault]]:
    """A JSON text as nodes, and the faults that reading could go on after.

    Those are `duplicate-key`, `json-number` and `surrogate`. Raises SourceError (`json-syntax`) and LimitError
    (`too-deep`, `too-many-nodes`), each with its place.
    """
    lines = Lines(text, file)
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        raise SourceError("json-syntax", lines.place(error.pos), problem=error.msg) from None
    except RecursionError:
        pass  # deeper than Python goes, so deeper than we do: told with its place below
    builder = _Builder(text, lines, most_depth)
    return builder.node(builder.past_space(0), 0)[0], builder.faults


class _Builder:
    """Builds nodes out of a valid text; each method begins at a position and tells where it ended."""

    def __init__(self, text: str, lines: Lines, most_depth: int) -> None:
        self.text = text
        self.lines = lines
        self.most_depth = most_depth
        self.faults: list[Fault] = []
        self.count = 0

    def past_space(self, at: int) -> int:
        """The first position from here that holds no white space."""
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def node(self, at: int, depth: int) -> tuple[Node, int]:
        """The node that begins here, and where it ends."""
        self.count += 1
        if depth > self.most_depth:
            raise LimitError("too-deep", self.lines.place(at), most=self.most_depth)
        if self.count > MOST_NODES:
            raise LimitError("too-many-nodes", self.lines.place(at), most=MOST_NODES)
        match self.text[at]:
            case '"':
                text, end = self.string(at)
                return Scalar(text, self.lines.place(at)), end
            case "{":
                return self.mapping(at, depth)
            case "[":
                return self.sequence(at, depth)
            case _:
                return self.word(at)

    def string(self, at: int) -> tuple[str, int]:
        """The text between quotes, its escapes read; half a character is a fault."""
        text, end = _scan(self.text, at + 1)
        if half := surrogate(text):
            self.faults.append(Fault("surrogate", {"character": half}, self.lines.place(at)))
        return text, end

    def word(self, at: int) -> tuple[Scalar, int]:
        """A number as written, `true` or `false`; `null` says that there is no value."""
        found = _WORD.match(self.text, at)
        word = found[0] if found else ""
        if word in _NO_NUMBERS:
            self.faults.append(Fault("json-number", {"text": word}, self.lines.place(at)))
        return Scalar("" if word == "null" else word, self.lines.place(at), plain=True), at + len(word)

    def sequence(self, start: int, depth: int) -> tuple[Sequence, int]:
        entries = []
        at = self.past_space(start + 1)
        while self.text[at] != "]":
            entry, at = self.node(at, depth + 1)
            entries.append(entry)
            at = self.next_entry(at)
        return Sequence(tuple(entries), self.lines.place(start)), at + 1

    def next_entry(self, at: int) -> int:
        """Where the next entry begins, or the bracket that ends them stands."""
        at = self.past_space(at)
        return self.past_space(at + 1) if self.text[at] == "," else at

    def mapping(self, start: int, depth: int) -> tuple[Mapping, int]:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        at = self.past_space(start + 1)
        while self.text[at] != "}":
            place = self.lines.place(at)
            key, at = self.string(at)
            entry, at = self.node(self.past_space(self.past_space(at) + 1), depth + 1)
            if key in entries:
                self.faults.append(Fault("duplicate-key", {"key": key, "line": keys[key].line}, place))
            else:
                entries[key], keys[key] = entry, place
            at = self.next_entry(at)
        return Mapping(entries, keys, self.lines.place(start)), at + 1
