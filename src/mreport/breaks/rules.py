"""Where a line never ends, whatever the words are: rules of the Thai script, signs, numbers and their units."""

from __future__ import annotations

import re
import unicodedata

from mreport.breaks.lexicon import word_lists
from mreport.breaks.parse import FOLLOWING, LEADING
from mreport.thai import has_thai

_LONG = 24  # a word with hyphens or strokes up to this length is not cut
_LEAST_BY_STROKE = 6  # letters of Thai on both sides of a stroke that lets a line end
_FIXED = frozenset("\u00a0\u2007\u202f\u2060\ufeff")  # no-break spaces, word joiner
_YAMOK, _PAIYANNOI, _ORDINAL = "\u0e46", "\u0e2f", "\u0e17\u0e35\u0e48"
# Mai yamok, paiyannoi, signs that end a text, closing marks, and what belongs to the word or number before.
_NEVER_FIRST = frozenset(f"{_YAMOK}{_PAIYANNOI}\u0e5a\u0e5b)]}}\u201d\u2019\u00bb\u203a,.;:!?\u2026%\u2030\u00b0/")
NEVER_LAST = frozenset("([{\u201c\u2018\u00ab\u2039\u201e\u201a")
CLOSED = frozenset(f"{_YAMOK}{_PAIYANNOI})]}}\u201d\u2019\u00bb\u203a!?%\u2030")
_CURRENCY = frozenset("\u0e3f$\u20ac\u00a3\u00a5")
_OPERATORS = frozenset("\u00d7\u00b1\u2264\u2265<>=\u2248~+\u2212\u00f7")
# Abbreviations that hold a paiyannoi within: and so on, his excellency.
_ABBREVIATION = re.compile(f"{_PAIYANNOI}(?:\u0e25|\u0e1e\u0e13){_PAIYANNOI}")
_NEWLINE = re.compile("[\n\r\v\f\x85\u2028\u2029]")
_INITIAL = re.compile(r"(?<!\w)[A-Z]\.")
_SOLID = re.compile(r"[^\s/\u0e01-\u0e4e]+|[\u0e01-\u0e4e]+")
_SOLID_BEFORE = re.compile(r"(?:[^\s/\u0e01-\u0e4e]+|[\u0e01-\u0e4e]+)$")
_HYPHENS, _QUOTES, _RULES = frozenset("-\u2010\u2013"), frozenset("\"'"), frozenset("\u2013\u2014")


def ruled_out(text: str, end: int) -> bool:
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
    if ahead in _NEVER_FIRST or ahead in FOLLOWING or behind in LEADING or last in NEVER_LAST:
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
    return not before or before in NEVER_LAST or (before.isspace() and text.count(last, 0, place) % 2 == 0)


def stays(text: str, end: int) -> bool:
    """Whether what stands behind and ahead belongs together though rules of the script would let a line end."""
    behind, ahead = text[end - 1], text[end]
    if not behind.isspace():
        return _joined(text, end) or (ahead == _ORDINAL[0] and _is_ordinal(text, end))
    left = text[max(0, end - 40) : end].rstrip()
    last = left[-1:]
    if ahead.isdigit():
        return last in _OPERATORS or bool(word_lists().label.search(left))
    if last.isdigit() and word_lists().unit.match(text, end):
        return True
    if ahead in _OPERATORS or ahead in _RULES:
        return text[end + 1 : end + 2].isspace() or text[end + 1 : end + 2].isdigit()
    if last == ".":
        return bool(word_lists().abbreviation.search(left) or (_INITIAL.search(left) and _INITIAL.match(text, end)))
    return False


def _is_ordinal(text: str, end: int) -> bool:
    """Whether the word of ordinal numbers stands ahead with a number, behind a word that takes it: day 15, time 2."""
    past = end + len(_ORDINAL)
    number = text[past:].lstrip()[:1]
    return text.startswith(_ORDINAL, end) and number.isdigit() and bool(word_lists().label.search(text[:past][-40:]))


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
