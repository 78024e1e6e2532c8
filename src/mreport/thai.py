"""Text as text: canonical order of Thai, cleaning, clusters, digits; pure functions of strings.

Thai's above vowels have combining class 0, so NFC leaves the ways of typing one word apart; the order
used here is that of WTT 2.0 (below vowel, above vowel, tone, sign), measured against typed text.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

SARA_AM = "\u0e33"
_SARA_AA = "\u0e32"
_NIKHAHIT = "\u0e4d"
_TONES = "\u0e48-\u0e4b"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"

_MARK_RUN = re.compile(f"[{_MARKS}{SARA_AM}]{{2,}}")
_SPLIT_AM = re.compile(f"{_NIKHAHIT}([{_TONES}]*){_SARA_AA}")
# Phinthu (NFC too puts it first), below vowels, all that is not named here, tones, other signs, sara am.
_RANKED = ("\u0e3a", "\u0e38\u0e39", "", "\u0e48\u0e49\u0e4a\u0e4b", "\u0e4c\u0e4e", SARA_AM)
_RANKS = {mark: rank for rank, marks in enumerate(_RANKED) for mark in marks}
_OTHERS = "\u0e31\u0e34-\u0e37\u0e47\u0e4d"  # the marks of the third rank
_CLASSES = tuple(marks or _OTHERS for marks in _RANKED)
# What the canonical form has not: a mark behind one of a higher rank, split sara am, doubled sara e.
_UNUSUAL = re.compile(
    "|".join(f"[{_CLASSES[rank]}][{''.join(_CLASSES[:rank])}]" for rank in range(1, len(_CLASSES)))
    + f"|{_NIKHAHIT}[{_TONES}]*{_SARA_AA}|\u0e40\u0e40"
)
_DOUBLED_E = re.compile("\u0e40\u0e40")
_NEWLINE = re.compile("\r\n?|\u2028|\u2029|\x85")
_THAI = re.compile("[\u0e01-\u0e5b]")
# C0 and C1 controls but tab and newline, halves of characters, and the two noncharacters that XML forbids.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_DIGITS = {0x0E50 + value: str(value) for value in range(10)}
# A base with its marks, or with sara am; whatever has no base stands alone.
_CLUSTER = re.compile(f".[{_MARKS}{SARA_AM}\u0300-\u036f\u0e46\u200d\ufe0f]*", re.DOTALL)
# White space at which a line may end; the no-break spaces are not.
_SPACE = "[^\\S\u00a0\u2007\u202f]"
# Zero width space and joiners, soft hyphen, word joiner, marks and controls of direction, variation, BOM.
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_REPEATED_MARK = re.compile(f"([{_MARKS}])\\1+")
_CYRILLIC = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0410"
    "\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0406\u0405\u0408"
)
_GREEK = "\u03bf\u03bd\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
_LOOKALIKES: dict[int, int | str] = {
    **dict(zip(map(ord, _CYRILLIC), "aeopcyxijsABEKMHOPCTXISJ", strict=True)),
    **dict(zip(map(ord, _GREEK), "ovABEZHIKMNOPTYX", strict=True)),
    **{0x0E80 + offset: 0x0E00 + offset for offset in range(1, 0x5A)},  # Lao stands 0x80 behind Thai
    **{0xFEE0 + ascii_: ascii_ for ascii_ in range(0x21, 0x7F)},  # full width forms
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212), "-"),
}
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


def _rank(mark: str) -> int:
    """Where a mark stands in its run: above vowels and nikhahit are the ones that have no rank of their own."""
    return _RANKS.get(mark, 2)


def fold_newlines(text: str) -> str:
    """Every kind of line end as a single line feed."""
    return _NEWLINE.sub("\n", text)


def canonical(text: str) -> str:
    r"""The form in which texts are compared: NFC, one order of Thai marks, one way to write sara am and ae.

    >>> canonical("\u0e19\u0e4d\u0e49\u0e32") == canonical("\u0e19\u0e49\u0e33")
    True
    """
    if text.isascii():
        return fold_newlines(text) if "\r" in text else text
    text = unicodedata.normalize("NFC", fold_newlines(text))
    if not _UNUSUAL.search(text):
        return text
    text, joined = _SPLIT_AM.subn(rf"\1{SARA_AM}", _ordered(text))
    return _DOUBLED_E.sub("\u0e41", _ordered(text) if joined else text)


def _ordered(text: str) -> str:
    """The marks of each run in the order of their ranks; equal ranks stay as they are."""
    return _MARK_RUN.sub(lambda run: "".join(sorted(run[0], key=_rank)), text)


def controls(text: str) -> list[str]:
    """The control characters of a text that no document can hold, in order, each once."""
    return list(dict.fromkeys(_CONTROL.findall(text)))


def clean(text: str) -> str:
    """A text that every format can hold: line ends folded, controls and noncharacters shown as U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub("\ufffd", fold_newlines(text))


def hidden(text: str) -> list[str]:
    """The characters of a text that change it and can't be seen (zero width, direction), in order, each once."""
    return list(dict.fromkeys(_HIDDEN.findall(text)))


def skeleton(text: str) -> str:
    """What a reader sees of a text: hidden characters left out, look-alikes and repeated tones as one.

    Two texts with the same skeleton that differ deserve a warning. The look-alikes are letters of other scripts
    that fonts draw like Latin or Thai ones (Unicode's UTS 39 lists them), dashes and spaces.
    """
    if text.isascii():
        return " ".join(text.split())
    text = _HIDDEN.sub("", canonical(text)).translate(_LOOKALIKES)
    return " ".join(_REPEATED_MARK.sub(r"\1", text).split())


def has_thai(text: str) -> bool:
    """Whether any character of the Thai block stands in the text."""
    return _THAI.search(text) is not None


def clusters(text: str) -> list[str]:
    """The text cut where a reader would allow a cut at all: never between a base and its marks or sara am."""
    return _CLUSTER.findall(text)


def words(text: str, glossary: Sequence[str] = ()) -> list[str]:
    """The text cut into words, spaces and signs, in Thai by ICU's dictionary; terms of the glossary stay whole.

    The words joined are the text.
    """
    if not has_thai(text):
        return _WORD.findall(text)
    from icu4py.breakers import WordBreaker

    ends, position = {0, len(text)}, 0
    for word in WordBreaker(text, "th"):
        position += len(word)
        ends.add(position)
    for term in glossary:
        for found in re.finditer(re.escape(term), text):
            ends -= set(range(found.start() + 1, found.end()))
            ends |= {found.start(), found.end()}
    return [text[start:end] for start, end in pairwise(sorted(ends))]


def latin_digits(text: str) -> str:
    """The text with Thai digits as 0 to 9."""
    return text if text.isascii() else text.translate(_DIGITS)
