"""Text as text: canonical order of Thai, cleaning, clusters, digits; pure functions of strings.

Thai's above vowels have combining class 0, so NFC leaves the ways of typing one word apart; the order
used here is that of WTT 2.0 (below vowel, above vowel, tone, sign), measured against typed text.
"""

import re
import unicodedata

SARA_AM = "\u0e33"
_SARA_AA = "\u0e32"
_NIKHAHIT = "\u0e4d"
_TONES = "\u0e48-\u0e4b"
_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"

_MARK_RUN = re.compile(f"[{_MARKS}]{{2,}}")
_TONE_AFTER_AM = re.compile(f"{SARA_AM}([{_TONES}])")
_SPLIT_AM = re.compile(f"{_NIKHAHIT}([{_TONES}]?){_SARA_AA}")
_DOUBLED_E = re.compile("\u0e40\u0e40")
_NEWLINE = re.compile("\r\n?|\u2028|\u2029|\x85")
_THAI = re.compile("[\u0e01-\u0e5b]")
# C0 and C1 controls but tab and newline, and the two noncharacters that XML forbids.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_DIGITS = {0x0E50 + value: str(value) for value in range(10)}
# A base with its marks, or with sara am; whatever has no base stands alone.
_CLUSTER = re.compile(f".[{_MARKS}\u0300-\u036f\u0e46\u200d\ufe0f]*{SARA_AM}?", re.DOTALL)
_UNIT = re.compile(r"\S+\s*|\s+")


def _rank(mark: str) -> int:
    """Where a mark stands in its run: below vowel 1, above vowel and nikhahit 2, tone 3, other signs 4."""
    if "\u0e38" <= mark <= "\u0e3a":
        return 1
    if "\u0e48" <= mark <= "\u0e4b":
        return 3
    return 4 if mark in "\u0e4c\u0e4e" else 2


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
    if not _THAI.search(text):
        return text
    text = _TONE_AFTER_AM.sub(rf"\1{SARA_AM}", text)
    text = _MARK_RUN.sub(lambda run: "".join(sorted(run[0], key=_rank)), text)
    return _DOUBLED_E.sub("\u0e41", _SPLIT_AM.sub(rf"\1{SARA_AM}", text))


def controls(text: str) -> list[str]:
    """The control characters of a text that no document can hold, in order, each once."""
    return list(dict.fromkeys(_CONTROL.findall(text)))


def clean(text: str) -> str:
    """A text that every format can hold: line ends folded, controls and noncharacters shown as U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub("\ufffd", fold_newlines(text))


def has_thai(text: str) -> bool:
    """Whether any character of the Thai block stands in the text."""
    return _THAI.search(text) is not None


def clusters(text: str) -> list[str]:
    """The text cut where a reader would allow a cut at all: never between a base and its marks or sara am."""
    return _CLUSTER.findall(text)


def units(text: str) -> list[str]:
    """The text cut where a line may end: at spaces, and in Thai at the words of ICU's dictionary.

    Each unit keeps the white space behind it; the units joined are the text.
    """
    if not has_thai(text):
        return _UNIT.findall(text)
    from icu4py.breakers import LineBreaker

    return list(LineBreaker(text, "th"))


def latin_digits(text: str) -> str:
    """The text with Thai digits as 0 to 9."""
    return text if text.isascii() else text.translate(_DIGITS)
