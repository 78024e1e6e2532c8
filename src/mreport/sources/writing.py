"""Plain data as YAML: texts, true and false, lists and mappings, a line for each value, to be read and edited.

Every text that YAML could take for anything else stands in quotes, so that our reader and every other one has it
back as it was. PyYAML's emitter would do the same at ten times the cost, in six lines where one is easier to read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# What needs no quotes: it begins with a letter (ASCII, Latin, Thai), has no sign of YAML's and no space at its end.
_LETTERS = "A-Za-z\u00c0-\u024f\u0e01-\u0e2e\u0e40-\u0e44"
_REST = _LETTERS + "0-9\u0e2f-\u0e3a\u0e45-\u0e4e\u0e50-\u0e59 _./()+\u2013\u2014\u2018-\u201d-"
_PLAIN = re.compile(f"[{_LETTERS}](?:[{_REST}]*(?<! ))?")
# Words that YAML 1.1 or 1.2 takes for something else than a text.
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
# What YAML's printable characters are without, other line ends, and what can't be seen; JSON leaves these as they are.
_ESCAPED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_LONGEST_KEY = 1000  # YAML's parsers look no further than 1024 characters for the colon behind a key


@dataclass(frozen=True, slots=True)
class Anchored:
    """A text that stands in a document once, at its anchor (letters and digits); `again`, the anchor is named."""

    text: str
    anchor: str
    again: bool


def document(
    data: Mapping[str, Any], levels: Mapping[str, int], remarks: Mapping[tuple[str, ...], str] | None = None
) -> str:
    """The text of a mapping; `levels` says for a key how many levels below it have a line for each entry.

    `remarks` are comments behind the lines of entries, by the keys that lead to one.
    """
    return "\n".join(lines(data, levels, remarks)) + "\n"


def lines(
    data: Mapping[str, Any], levels: Mapping[str, int], remarks: Mapping[tuple[str, ...], str] | None = None
) -> Iterator[str]:
    """The lines of what `document` gives."""
    for key, value in data.items():
        yield from _entry((key,), value, levels.get(key, 0), remarks or {})


def _entry(path: tuple[str, ...], value: Any, levels: int, remarks: Mapping[tuple[str, ...], str]) -> Iterator[str]:
    key, indent = path[-1], "  " * (len(path) - 1)
    quoted = _scalar(key)
    head = f"{indent}{quoted}:" if len(quoted) <= _LONGEST_KEY else f"{indent}? {quoted}\n{indent}:"
    if not levels or not isinstance(value, Mapping) or not value:
        yield f"{head} {_flow(value)}" + (f"  # {remarks[path]}" if path in remarks else "")
        return
    yield head
    for name, inner in value.items():
        yield from _entry((*path, name), inner, levels - 1, remarks)


def _flow(value: Any) -> str:
    """A value in one line."""
    if isinstance(value, Anchored):
        return f"*{value.anchor}" if value.again else f"&{value.anchor} {_scalar(value.text)}"
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{" + ", ".join(_pair(key, inner) for key, inner in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]"


def _pair(key: str, value: Any) -> str:
    quoted = _scalar(key)
    return f"{quoted}: {_flow(value)}" if len(quoted) <= _LONGEST_KEY else f"? {quoted} : {_flow(value)}"


def _scalar(text: str) -> str:
    """A text, in quotes where it must be: those of JSON are YAML's too."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
