"""The words of Thai that line breaks go by: a dictionary with costs, read as it is needed, and short lists of rules.

`locales/breaks.words.txt` has one line for all words that begin with the same three letters: those letters, a space,
then each word's other letters and a letter a to z for its cost in nats, dearer the rarer; a capital if text marked by
hand has the word and no list. `locales/lexicon/` makes it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mreport.resources import folder

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_ENTRY = re.compile("([^A-Za-z]*)([A-Za-z])")
_FIRST = 3  # letters by which words are together in a line
_NAT = 4  # costs are quarter nats
_PERSON, _PLACE = 32, 40  # costs of a name as such
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"


class Bucket(NamedTuple):
    """The words that begin with the same three letters or are the first two: the longest's length, the cost of each."""

    longest: int
    costs: Mapping[str, int]


class WordLists(NamedTuple):
    """What `locales/breaks.toml` says of joining words, numbers and names."""

    plain: frozenset[str]
    before: frozenset[str]
    heads: frozenset[str]
    behind: frozenset[str]
    persons: frozenset[str]
    after: frozenset[str]  # words that follow a given name and are no family name
    titles: Mapping[str, int]  # words behind which a name may begin, of a person or a place, and what that costs
    label: re.Pattern[str]
    unit: re.Pattern[str]
    abbreviation: re.Pattern[str]  # of what stands before a name


class Dictionary:
    """The dictionary: lines in memory, a bucket made when its first word is looked for."""

    def __init__(self, content: bytes) -> None:
        """Takes the content of the file; its first lines, which begin with #, are remarks."""
        _, remarked, body = content.rpartition(b"\n#")
        fields = (body.partition(b"\n")[2] if remarked else body).split()
        self._lines = dict(zip(fields[::2], fields[1::2], strict=True))
        self.buckets: dict[str, Bucket] = {}

    def bucket(self, start: str) -> Bucket:
        """The words that begin with three letters, or are the first two of them: from `buckets` or the file."""
        if start not in self.buckets:
            line = self._lines.get(start.encode(), b"").decode()
            costs = {start + rest: _NAT * (ord(cost.lower()) - ord("a")) for rest, cost in _ENTRY.findall(line)}
            if len(start) == _FIRST:
                costs |= self.bucket(start[:-1]).costs
            self.buckets[start] = Bucket(max(map(len, costs), default=0), costs)
        return self.buckets[start]

    def __contains__(self, word: str) -> bool:
        """Whether the dictionary has a word."""
        return word in self.bucket(word[:_FIRST]).costs


@cache
def dictionary() -> Dictionary:
    """The dictionary, its file read once."""
    return Dictionary(folder("locales").joinpath("breaks.words.txt").read_bytes())


@cache
def word_lists() -> WordLists:
    """The short lists, read once."""
    table = tomllib.loads(folder("locales").joinpath("breaks.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(text.split()) for name, text in table["thai"].items()}
    return WordLists(
        lists["plain"],
        lists["before"],
        lists["heads"],
        lists["behind"],
        lists["persons"],
        lists["after"],
        dict.fromkeys(lists["places"], _PLACE) | dict.fromkeys(lists["persons"], _PERSON),
        re.compile(f"(?:{_any_of(lists['labels'])})$"),
        re.compile(f"(?:{_any_of(lists['units'])})(?![A-Za-z0-9{_MARKS}\u0e30\u0e32\u0e33])|[\u0e3f\u2103]"),
        re.compile(f"(?<![\u0e01-\u0e4e.])(?:{_any_of(lists['titles'])})$"),
    )


def _any_of(words: Collection[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
