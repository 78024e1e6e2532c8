"""Which words of Thai stay together at the end of a line, and where names may begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mreport.breaks.lexicon import word_lists
from mreport.breaks.parse import Kind, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_LONGEST_NAME = 18
# A consonant that would not be read alone.
_BARE = re.compile(f"[\u0e01-\u0e2e][{_MARKS}]*(?:[\u0e01-\u0e2e]\u0e4c)*")


def may_part(left: Word, right: Word) -> bool:
    """Whether a line may end between two words of Thai."""
    lists = word_lists()
    if left.text in lists.before or right.text in lists.behind:
        return False
    if left.text in lists.heads and right.text not in lists.plain:
        return False
    if left.text in lists.persons and right.text not in lists.plain:
        return False
    return not (_is_bare(left) or _is_bare(right))


def _is_bare(word: Word) -> bool:
    """Whether a strange word is a consonant that would not be read alone."""
    return word.kind is Kind.STRANGE and _BARE.fullmatch(word.text) is not None


def may_be_named(text: str, start: int) -> bool:
    """Whether a run of Thai may begin with a name: an abbreviated title stands before it."""
    return bool(word_lists().abbreviation.search(text[max(0, start - 20) : start].rstrip()))


def ends_with_name(words: Sequence[Word], *, named: bool) -> bool:
    """Whether a run ends with a given name: one word behind a title."""
    return (named and len(words) == 1) or (len(words) > 1 and words[-2].text in word_lists().persons)


def family_name(words: Sequence[Word]) -> Sequence[Word]:
    """The words of a run behind a given name: one name, unless the run is too long or goes on with other words."""
    lists, run = word_lists(), "".join(word.text for word in words)
    if len(run) > _LONGEST_NAME or words[0].text in lists.after or words[0].text in lists.plain:
        return words
    return (Word(run, Kind.NAME),)
