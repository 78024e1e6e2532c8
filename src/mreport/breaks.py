"""Where a line may end: Thai by ICU, a word list and the rules of the script, all else by UAX 14; pure functions.

ICU cuts Thai into the smallest words that it knows. `locales/breaks.toml` knows which of them belong
together, which never stand alone, and what stays with its number; docs/line-breaks.md says how well it does.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from mreport.resources import folder
from mreport.thai import has_thai

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

_LONG = 24  # a word with hyphens or strokes, or an address, up to this length is not cut
_LEAST_BY_STROKE = 6  # letters of Thai on both sides of a stroke that lets a line end
_LEAST_LOAN = 3  # letters of a word that a loanword is parted from
_LEAST_WORD = 4  # letters; of two words that no list knows, a shorter one is a part of the other
_LEAST = 3  # letters that a cut address keeps on both sides
_FIXED = frozenset("\u00a0\u2007\u202f\u2060\ufeff")  # no-break spaces, word joiner
_LEADING = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44")
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
# What follows its base: marks, sara a, sara aa, sara am, lakkhangyao.
_FOLLOWING = frozenset(map(chr, (0xE30, 0xE31, 0xE32, 0xE33, *range(0xE34, 0xE3B), 0xE45, *range(0xE47, 0xE4F))))
_RUN = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]{2}")
# A consonant that would not be read alone.
_BARE = re.compile(f"[\u0e01-\u0e2e][{_MARKS}]*(?:[\u0e01-\u0e2e]\u0e4c)*")
# Leading vowels, their consonant, what follows it, a silent consonant: what a cut does not go through.
_TAIL = f"[{_MARKS}\u0e30\u0e32\u0e33\u0e45]*(?:[\u0e01-\u0e2e][{_MARKS}]*\u0e4c)*"
_SYLLABLE = re.compile(f"[\u0e40-\u0e44]*[^\u0e40-\u0e44]{_TAIL}|[\u0e40-\u0e44]+", re.DOTALL)
# What a syllable of Thai begins with, or anything that is not Thai; two consonants that are spoken as one.
_SPOKEN = re.compile("[\u0e40-\u0e44]|[\u0e01-\u0e2e][\u0e30-\u0e3a\u0e47-\u0e4b]|[^\u0e01-\u0e4e]")
_BLEND = re.compile("[\u0e01-\u0e2e][\u0e23\u0e25\u0e27][\u0e30-\u0e3a\u0e47-\u0e4b]")
_YAMOK, _PAIYANNOI, _SILENT, _ORDINAL = "\u0e46", "\u0e2f", "\u0e4c", "\u0e17\u0e35\u0e48"
# Mai yamok, paiyannoi, signs that end a text, closing marks, and what belongs to the word or number before.
_NEVER_FIRST = frozenset(f"{_YAMOK}{_PAIYANNOI}\u0e5a\u0e5b)]}}\u201d\u2019\u00bb\u203a,.;:!?\u2026%\u2030\u00b0/")
_NEVER_LAST = frozenset("([{\u201c\u2018\u00ab\u2039\u201e\u201a")
_CLOSED = frozenset(f"{_YAMOK}{_PAIYANNOI})]}}\u201d\u2019\u00bb\u203a!?%\u2030")
_CURRENCY = frozenset("\u0e3f$\u20ac\u00a3\u00a5")
_OPERATORS = frozenset("\u00d7\u00b1\u2264\u2265<>=\u2248~+\u2212\u00f7")
# Abbreviations that hold a paiyannoi within: and so on, his excellency.
_ABBREVIATION = re.compile(f"{_PAIYANNOI}(?:\u0e25|\u0e1e\u0e13){_PAIYANNOI}")
_NEWLINE = re.compile("[\n\r\v\f\x85\u2028\u2029]")
_ASCII_UNIT = re.compile("\\S+\\s*|\\s+")
# Between two words of ASCII nothing is left to check, unless a number, a sign or an initial stands there.
_PLAIN_GAP = re.compile(r"(?<=[a-z,;:])[ ]+(?=[A-Za-z])")
_ADDRESS = re.compile(r"://|^\W*www\.|^\W*10\.\d{4,}/|\w@\w|/.*/|\w\.[a-z]{2,}/|\w_\w|\\", re.IGNORECASE)
_WORD = re.compile("[!-~]+")
_INITIAL = re.compile(r"(?<!\w)[A-Z]\.")
_SOLID = re.compile(r"[^\s/\u0e01-\u0e4e]+|[\u0e01-\u0e4e]+")
_SOLID_BEFORE = re.compile(r"(?:[^\s/\u0e01-\u0e4e]+|[\u0e01-\u0e4e]+)$")
_HYPHENS, _QUOTES, _RULES = frozenset("-\u2010\u2013"), frozenset("\"'"), frozenset("\u2013\u2014")
_HYPHEN_CUT = re.compile(r"(?<=[A-Za-z][-/])(?=[A-Za-z])")
_ADDRESS_CUT = re.compile(r"(?<=[/.?&=:])(?![/.?&=:])|(?<![/.?&=:])(?=[-_#@])")
# Texts of these characters alone need no second look for characters that Unicode joins.
_PLAIN = re.compile("[\t\n\r\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u0e01-\u0e5b\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")
# Marks that mostly stand in loanwords: short vowel, third and fourth tone, silent letter.
_LOAN = re.compile("[\u0e47\u0e4a-\u0e4c]")
_COST, _COST_ICU, _COST_CROSSING, _COST_LOAN, _COST_TERM = 10, 15, 23, 3, 4


class _Lexicon(NamedTuple):
    """What `locales/breaks.toml` says."""

    words: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]  # of the words, by their first three letters
    plain: frozenset[str]
    before: frozenset[str]
    heads: frozenset[str]
    behind: frozenset[str]
    label: re.Pattern[str]
    unit: re.Pattern[str]
    title: re.Pattern[str]


class _Cuts(NamedTuple):
    lines: tuple[int, ...]
    words: tuple[int, ...]  # the same and the ends of words at which a line should not end


def units(text: str, glossary: Sequence[str] = ()) -> list[str]:
    """The text cut wherever a line may end; each unit keeps the white space behind it, and joined they are the text.

    Terms of the glossary stay whole.
    """
    ends = (0, *_cuts(text, tuple(glossary)).lines, len(text))
    return [text[start:end] for start, end in pairwise(ends)] if text else []


def pieces(unit: str, fits: Callable[[str], bool], glossary: Sequence[str] = ()) -> list[str]:
    """A unit that is wider than its column, cut where it hurts least; each piece fits if a cut lets it fit.

    `fits` is asked without the white space at the end, which may hang over. A unit is cut at its words, else at
    the words within glossary terms, else between clusters so that no rule is broken, else between any two.
    """
    if fits(unit.rstrip()):
        return [unit]
    levels = _levels(unit, tuple(glossary))
    found, start = [], 0
    while start < len(unit):
        end = _furthest(unit, start, levels, fits)
        found.append(unit[start:end])
        start = end
    return found


def _furthest(unit: str, start: int, levels: Sequence[Sequence[int]], fits: Callable[[str], bool]) -> int:
    """Where the piece from `start` ends: the furthest fitting cut of the mildest level that has one."""
    if fits(unit[start:].rstrip()):
        return len(unit)
    for level in levels:
        low = first = bisect_right(level, start)
        high = len(level)
        while low < high:  # the longer a piece, the wider
            middle = (low + high) // 2
            if fits(unit[start : level[middle]].rstrip()):
                low = middle + 1
            else:
                high = middle
        if low > first:
            return level[low - 1]
    return next((end for end in levels[-1] if end > start), len(unit))


@lru_cache(maxsize=4096)
def _levels(unit: str, glossary: tuple[str, ...]) -> tuple[tuple[int, ...], ...]:
    """The cuts within a unit, mildest first: words, ICU's and those of terms, syllables, clusters, any clusters."""
    every = _ends(_graphemes(unit))
    whole = _ends(_SYLLABLE.findall(unit))
    words = _cuts(unit, glossary).words
    finer = {*words, *(end for end in _raw(unit) if not _ruled_out(unit, end))}.intersection(every)
    clusters = [end for end in every if end in whole and not _ruled_out(unit, end)]
    spoken = [end for end in clusters if _SPOKEN.match(unit, end) and not _BLEND.match(unit, end - 1)]
    return words, tuple(sorted(finer)), tuple(spoken), tuple(clusters), tuple(every)


@lru_cache(maxsize=8192)
def _cuts(text: str, glossary: tuple[str, ...]) -> _Cuts:
    loose = dict.fromkeys(_raw(text), True)
    if has_thai(text):
        _weigh_thai(text, loose, glossary)
    if len(text) > _LONG:
        loose.update(_within_latin(text))
    for term in glossary:
        loose.update((end, False) for end in _within(text, term) if end in loose)
    sure = {found.end() for found in _PLAIN_GAP.finditer(text)}
    words = [end for end in sorted(loose) if end in sure or not _ruled_out(text, end)]
    lines = [end for end in words if loose[end] and (end in sure or not _stays(text, end))]
    return _Cuts(tuple(lines), tuple(words))


def _within(text: str, term: str) -> Iterator[int]:
    """Every place inside an occurrence of the term."""
    start = text.find(term) if term else -1
    while start >= 0:
        yield from range(start + 1, start + len(term))
        start = text.find(term, start + 1)


def _weigh_thai(text: str, loose: dict[int, bool], glossary: tuple[str, ...]) -> None:
    """In runs of Thai letters, words of the lexicon for those of ICU; whether a line may end between two of them."""
    for run in _RUN.finditer(text):
        start, end = run.span()
        inner = [place for place in range(start + 1, end) if loose.pop(place, False)]
        terms = tuple(term for term in glossary if term in run[0])
        words = _parsed(run[0], (0, *(place - start for place in inner), end - start), terms)
        place = start
        for left, right in pairwise(words):
            place += len(left)
            loose[place] = _may_part(left, right)
        loose.update((seam, True) for seam in (start, end) if _is_seam(text, seam))


def _is_seam(text: str, place: int) -> bool:
    """Whether Thai meets a Latin word or a closing mark, or an opening one meets Thai, without a space."""
    if not 0 < place < len(text):
        return False
    if text[place - 1] in _CLOSED or text[place] in _NEVER_LAST:
        return True
    return bool(_LATIN.match(text, place) or (place > 1 and _LATIN.match(text, place - 2)))


@lru_cache(maxsize=16384)
def _parsed(run: str, tokens: tuple[int, ...], terms: tuple[str, ...]) -> tuple[str, ...]:
    """A run of Thai letters as words: the fewest of the lexicon, ICU's where it has none; long ones first."""
    known, lengths = _lexicon().words, _lexicon().lengths
    other = _other_arcs(run, tokens, terms)
    best: dict[int, tuple[int, int]] = {len(run): (0, len(run))}
    for start in range(len(run) - 1, -1, -1):
        if start not in other and (run[start] in _FOLLOWING or run[start - 1] in _LEADING):
            continue
        arcs = [(end, cost) for end, cost in other.get(start, ()) if end in best]
        for length in (2, *lengths.get(run[start : start + 3], ())):
            end = start + length
            if end in best and run[start:end] in known:
                arcs.append((end, _COST))
        if arcs:
            best[start] = min((cost + best[end][0], -end) for end, cost in arcs)
    for start, (cost, end) in best.items():
        best[start] = (cost, abs(end))
    words, start = [], 0
    while start < len(run):
        end = best[start][1]
        words.append(run[start:end])
        start = end
    return tuple(words)


def _other_arcs(run: str, tokens: tuple[int, ...], terms: tuple[str, ...]) -> dict[int, list[tuple[int, int]]]:
    """Words of a run that the lexicon need not know, by their start: end and cost. Terms, ICU's words, loanwords.

    ICU adds letters that it does not know to the word before them: what looks like a loanword is parted from it.
    """
    words, plain = _lexicon().words, _lexicon().plain
    arcs: dict[int, list[tuple[int, int]]] = {}
    for start, end in pairwise(tokens):
        token, cost = run[start:end], _COST_ICU
        for place in range(2, len(token) - 1) if token not in words else ():
            left, right = token[:place], token[place:]
            if (left in plain and right in words) or (right in plain and left in words):
                cost = _COST_CROSSING
            if left in words and (left in plain or place >= _LEAST_LOAN) and _LOAN.search(right):
                arcs.setdefault(start + place, []).append((end, _COST_LOAN))
            if left[-1] == _SILENT and len(right) >= _LEAST_WORD and right in words:
                arcs.setdefault(start, []).append((start + place, _COST_LOAN))
        arcs.setdefault(start, []).append((end, cost))
    for term in terms:
        for found in re.finditer(re.escape(term), run):
            arcs.setdefault(found.start(), []).append((found.end(), _COST_TERM))
    return arcs


def _may_part(left: str, right: str) -> bool:
    """Whether a line may end between two words of Thai."""
    lexicon = _lexicon()
    if left in lexicon.before or right in lexicon.behind:
        return False
    if left in lexicon.heads and right not in lexicon.plain:
        return False
    strange = (left not in lexicon.words, right not in lexicon.words)
    if any(bare and _BARE.fullmatch(word) for bare, word in zip(strange, (left, right), strict=True)):
        return False
    return not (all(strange) and (min(len(left), len(right)) < _LEAST_WORD or _SILENT in left + right))


@cache
def _lexicon() -> _Lexicon:
    """The word lists, read once."""
    table = tomllib.loads(folder("locales").joinpath("breaks.toml").read_text(encoding="utf-8"))
    lists = {name: frozenset(text.split()) for name, text in table["thai"].items()}
    lines = folder("locales").joinpath("breaks.wordnet.txt").read_text(encoding="utf-8").splitlines()
    dictionary = {word for line in lines if not line.startswith("#") for word in line.split()}
    words = dictionary.union(*(lists[name] for name in ("plain", "common", "words", "names", "before", "heads")))
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:3], set()).add(len(word))
    return _Lexicon(
        frozenset(words),
        {start: tuple(sorted(found)) for start, found in lengths.items()},
        lists["plain"],
        lists["before"],
        lists["heads"],
        lists["behind"],
        re.compile(f"(?:{_any_of(lists['labels'])})$"),
        re.compile(f"(?:{_any_of(lists['units'])})(?![A-Za-z0-9{_MARKS}\u0e30\u0e32\u0e33])|[\u0e3f\u2103]"),
        re.compile(f"(?<![\u0e01-\u0e4e.])(?:{_any_of(lists['titles'])})$"),
    )


def _any_of(words: Collection[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _raw(text: str) -> list[int]:
    """Every place where ICU would end a line, but the end of the text; in ASCII the white space says it."""
    if text.isascii():
        return _ends(_ASCII_UNIT.findall(text))
    from icu4py.breakers import LineBreaker

    # Within ASCII words our own rules hold: see _within_latin.
    places = [
        end for end in _ends(LineBreaker(text, "th")) if not ("!" <= text[end - 1] <= "~" and "!" <= text[end] <= "~")
    ]
    if _PLAIN.fullmatch(text):
        return places
    clusters = set(_ends(_graphemes(text)))
    return [place for place in places if place in clusters]


def _graphemes(text: str) -> Iterable[str]:
    from icu4py.breakers import CharacterBreaker

    return CharacterBreaker(text, "en")


def _ends(parts: Iterable[str]) -> list[int]:
    """Where each part ends but the last."""
    return list(accumulate(map(len, parts)))[:-1]


def _ruled_out(text: str, end: int) -> bool:
    """Whether no line ends here whatever stands on both sides: within a cluster, or against a rule of the script."""
    behind, ahead = text[end - 1], text[end]
    if not behind.isspace() or behind in _FIXED:
        gap, last = end, behind
    else:
        gap = end - 1
        while gap and text[gap - 1].isspace():
            gap -= 1
        last = text[gap - 1 : gap]
    if ahead in _FIXED or behind in _FIXED or ahead.isspace():
        return True
    if gap < end and _NEWLINE.search(text, gap, end):
        return False
    if ahead in _NEVER_FIRST or ahead in _FOLLOWING or behind in _LEADING or last in _NEVER_LAST:
        return True
    if ahead > "\u02ff" and (ahead in "\u200c\u200d" or unicodedata.category(ahead)[0] == "M"):
        return True
    return bool(last) and _parts_sign(text, end, last, ahead)


def _parts_sign(text: str, end: int, last: str, ahead: str) -> bool:
    """Whether a sign of currency would leave its number, a straight quote its text, an abbreviation be cut."""
    if last in _CURRENCY and ahead.isdigit():
        return True
    if ahead in _CURRENCY and last.isdigit():
        return True
    if last in _QUOTES or ahead in _QUOTES:
        return _at_quote(text, end, last, ahead)
    return text[end - 1] == _PAIYANNOI and any(
        found.start() < end < found.end() for found in _ABBREVIATION.finditer(text, max(0, end - 4))
    )


def _at_quote(text: str, end: int, last: str, ahead: str) -> bool:
    """Whether a straight quote ahead closes or the one behind opens, by the space around it, else by its count."""
    if ahead in _QUOTES:
        after = text[end + 1 : end + 2]
        return not after or after in _NEVER_FIRST or (after.isspace() and text.count(ahead, 0, end) % 2 == 1)
    place = text.rindex(last, 0, end)
    before = text[place - 1 : place]
    return not before or before in _NEVER_LAST or (before.isspace() and text.count(last, 0, place) % 2 == 0)


def _stays(text: str, end: int) -> bool:
    """Whether what stands behind and ahead belongs together though rules of the script would let a line end."""
    behind, ahead = text[end - 1], text[end]
    if not behind.isspace():
        return _joined(text, end) or (ahead == _ORDINAL[0] and _is_ordinal(text, end))
    left = text[max(0, end - 40) : end].rstrip()
    last = left[-1:]
    if ahead.isdigit():
        return last in _OPERATORS or bool(_lexicon().label.search(left))
    if last.isdigit() and _lexicon().unit.match(text, end):
        return True
    if ahead in _OPERATORS or ahead in _RULES:
        return text[end + 1 : end + 2].isspace() or text[end + 1 : end + 2].isdigit()
    if last == ".":
        return bool(_lexicon().title.search(left) or (_INITIAL.search(left) and _INITIAL.match(text, end)))
    return False


def _is_ordinal(text: str, end: int) -> bool:
    """Whether the word of ordinal numbers stands ahead with a number, behind a word that takes it: day 15, time 2."""
    past = end + len(_ORDINAL)
    number = text[past:].lstrip()[:1]
    return text.startswith(_ORDINAL, end) and number.isdigit() and bool(_lexicon().label.search(text[:past][-40:]))


def _joined(text: str, end: int) -> bool:
    """Whether a hyphen, dash or stroke behind joins what stands on both sides without a space."""
    sign, ahead = text[end - 1], text[end]
    if (sign not in _HYPHENS and sign != "/") or (sign.isascii() and ahead.isascii()):
        return False
    left, right = _SOLID_BEFORE.search(text, max(0, end - 100), end - 1), _SOLID.match(text, end)
    before, after = len(left[0]) if left else 0, len(right[0]) if right else 0
    if ahead.isdigit() or has_thai(text[max(0, end - 2)] + ahead):
        return sign != "/" or min(before, after) < _LEAST_BY_STROKE
    return before + 1 + after <= _LONG


def _within_latin(text: str) -> dict[int, bool]:
    """The places within ASCII words: none but at the strokes, points and hyphens of long ones."""
    found: dict[int, bool] = {}
    for word in _WORD.finditer(text):
        start, end = word.span()
        if end - start > _LONG:
            cut = _ADDRESS_CUT if _ADDRESS.search(word[0]) else _HYPHEN_CUT
            places = (place.start() for place in cut.finditer(text, start, end))
            found.update((place, True) for place in places if start + _LEAST <= place <= end - _LEAST)
    return found
