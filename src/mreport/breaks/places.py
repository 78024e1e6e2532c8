"""Every place of a text at which a line may end."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from mreport.breaks.joins import ends_with_name, family_name, may_be_named
from mreport.breaks.latin import within_latin
from mreport.breaks.parse import LETTERS, RUN, parsed
from mreport.breaks.rules import CLOSED, NEVER_LAST, ruled_out, stays
from mreport.breaks.weights import weights
from mreport.recent import recent
from mreport.thai import has_thai

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from mreport.breaks.parse import Word

_LATIN = re.compile("[A-Za-z\u00c0-\u024f]{2}")
_ASCII_UNIT = re.compile("\\S+\\s*|\\s+")
# Between two words of ASCII nothing is left to check, unless a number, a sign or an initial stands there.
_PLAIN_GAP = re.compile(r"(?<=[a-z,;:])[ ]+(?=[A-Za-z])")
# Texts of these characters alone need no second look for characters that Unicode joins.
_PLAIN = re.compile("[\t\n\r\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0e01-\u0e5b\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")


class Cuts(NamedTuple):
    """Places of a text: where a line may end, and those with the ends of words at which a line should not end."""

    lines: tuple[int, ...]
    words: tuple[int, ...]


@recent(150_000)
def cuts(text: str, glossary: tuple[str, ...]) -> Cuts:
    """The places of a text; no line ends within a term of the glossary."""
    loose = dict.fromkeys(raw(text), True)
    if has_thai(text):
        _weigh_thai(text, loose, glossary)
    loose.update(within_latin(text))
    for term in glossary:
        loose.update((end, False) for end in _within(text, term) if end in loose)
    sure = {found.end() for found in _PLAIN_GAP.finditer(text)}
    words = [end for end in sorted(loose) if end in sure or not ruled_out(text, end)]
    lines = [end for end in words if loose[end] and (end in sure or not stays(text, end))]
    return Cuts(tuple(lines), tuple(words))


def _within(text: str, term: str) -> Iterator[int]:
    """Every place inside an occurrence of the term."""
    start = text.find(term) if term else -1
    while start >= 0:
        yield from range(start + 1, start + len(term))
        start = text.find(term, start + 1)


def _weigh_thai(text: str, loose: dict[int, bool], glossary: tuple[str, ...]) -> None:
    """In runs of Thai letters, words of the dictionary for those of ICU; whether a line may end between two of them."""
    for place in [place for place in loose if text[place - 1] in LETTERS and text[place] in LETTERS]:
        del loose[place]
    for start, run, words in words_of(text, glossary):
        loose.update((start + place, may) for place, may in weights().ends(run, words).items())
        loose.update((seam, True) for seam in (start, start + len(run)) if _is_seam(text, seam))


def words_of(
    text: str, glossary: Sequence[str] = (), parsing: Callable[..., Sequence[Word]] = parsed
) -> Iterator[tuple[int, str, Sequence[Word]]]:
    """The runs of Thai letters of a text: where each begins, the run, its words; names are known by titles before."""
    name_end = -1
    for run in RUN.finditer(text):
        start, end = run.span()
        behind_name = name_end >= 0 and text[name_end:start] == " "
        named = behind_name or may_be_named(text, start)
        terms = tuple(term for term in glossary if term in run[0])
        words = parsing(run[0], terms, named=named)
        if behind_name and not terms:
            words = family_name(words)
        name_end = end if not behind_name and ends_with_name(words, named=named) else -1
        yield start, run[0], words


def _is_seam(text: str, place: int) -> bool:
    """Whether Thai meets a Latin word or a closing mark, or an opening one meets Thai, without a space."""
    if not 0 < place < len(text):
        return False
    if text[place - 1] in CLOSED or text[place] in NEVER_LAST:
        return True
    return bool(_LATIN.match(text, place) or (place > 1 and _LATIN.match(text, place - 2)))


def raw(text: str) -> list[int]:
    """Every place where ICU would end a line, but the end of the text; in ASCII the white space says it."""
    if text.isascii():
        return ends_of(_ASCII_UNIT.findall(text))
    from icu4py.breakers import LineBreaker

    # Within ASCII words our own rules hold: see within_latin.
    places = [
        end for end in ends_of(LineBreaker(text, "th")) if not ("!" <= text[end - 1] <= "~" and "!" <= text[end] <= "~")
    ]
    if _PLAIN.fullmatch(text):
        return places
    clusters = set(ends_of(graphemes(text)))
    return [place for place in places if place in clusters]


def graphemes(text: str) -> Iterable[str]:
    """The characters as readers see them."""
    from icu4py.breakers import CharacterBreaker

    return CharacterBreaker(text, "en")


def ends_of(parts: Iterable[str]) -> list[int]:
    """Where each part ends but the last."""
    return list(accumulate(map(len, parts)))[:-1]
