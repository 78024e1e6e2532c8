"""Runs: a text split where its script changes, as Word writes it (notes on complex script in ECMA-376, 17.3.2.26).

Word takes the complex-script font, size and weight only in runs that carry `<w:cs/>`. So Thai, and other scripts
that are shaped as it is, stand in runs of their own that carry it; digits and ASCII punctuation are Latin, and white
space takes the script of what precedes it. Arabic and Hebrew stand in runs with `<w:rtl/>`, which reach from their
first letter to their last: numbers between them belong to them, and space around them does not. A symbol that the
document's font lacks has a run in the font that has it. Chinese, Japanese and Korean Word knows by their characters.
"""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from mreport import fonts
from mreport.fonts.coverage import in_class, points_of
from mreport.fonts.coverage import ranges as ranges_of
from mreport.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree import ElementTree as ET

    from mreport.fonts import Fontset

# Thai; Lao, Tibetan, Burmese, Khmer, and the scripts of India.
_COMPLEX = "\u0e01-\u0e3a\u0e3f-\u0e5b\u0900-\u0dff\u0e81-\u109f\u1780-\u17ff"
# Hebrew, Arabic, Syriac, Thaana, N'Ko and their kin, with forms for presentation.
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
# What belongs to a run of these where it stands between them: numbers, signs, spaces.
_BETWEEN = " -@\\[-`{-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u206f"
# White space, and marks and controls that have no script of their own.
_NEUTRAL = "\\s\u0300-\u036f\u200b-\u200f\u2060-\u2069\ufe00-\ufe0f\ufeff"
_WORDS = {"complex": _COMPLEX, "rtl": _RTL}
_NO_FONT = frozenset((*range(0x21), *range(0x7F, 0xA1), *range(0x2000, 0x2010), *range(0x2028, 0x2030), 0x202F))
_LEADING = re.compile(f"[{_NEUTRAL}]+")
# Signs that are elements in Word, which takes a soft hyphen among letters for a hyphen, and has its own unbroken one.
_BREAKS = re.compile("[\n\t\u00ad\u2011]")
_SIGNS = {"\n": "<w:br/>", "\t": "<w:tab/>", "\u00ad": "<w:softHyphen/>", "\u2011": "<w:noBreakHyphen/>"}
_NOTHING = '<w:t xml:space="preserve"></w:t>'
_BREAK = {sign: f'</w:t>{xml}<w:t xml:space="preserve">' for sign, xml in _SIGNS.items()}


# What a run is made of, as far as Word treats it in its own way: `latin`, `complex`, `rtl`, `symbol`, `bundled`,
# `other`.
# Behind a colon stands the family that a language brings for it, if one does: `complex:Noto Sans Lao`.
Script = str


@cache
def _splitter(fontset: Fontset) -> tuple[re.Pattern[str], Mapping[str, Script]]:
    """A pattern whose matches are a text's runs, and the script of each of its groups."""
    bundled, symbols = map(re.escape, _elsewhere(fontset))
    brought = _brought(fontset)
    taken = {key: "".join(part[key] for part in brought.values()) for key in ("complex", "rtl", "other")}
    complex_, rtl = (f"(?![{taken[key]}])[{points}]" if taken[key] else f"[{points}]" for key, points in _WORDS.items())
    groups = [group for number, part in enumerate(brought.values()) for group in _groups(str(number), part)]
    groups += [
        f"(?P<complex>{complex_}(?:{complex_}|[{_NEUTRAL}])*)",
        f"(?P<rtl>{rtl}(?:{rtl}|[{_BETWEEN}]+(?={rtl}))*)",
        f"(?P<symbol>[{symbols}]+)",
        *([f"(?P<bundled>[{bundled}]+)"] if bundled else []),
        f"(?P<latin>[^{_COMPLEX}{_RTL}{symbols}{bundled}{taken['other']}]+)",
    ]
    scripts = {f"{key}{number}": f"{key}:{family}" for number, family in enumerate(brought) for key in taken}
    return re.compile("|".join(groups)), scripts


def _groups(number: str, part: Mapping[str, str]) -> Iterator[str]:
    """The groups of a family that a language brings: those of its characters that Word treats alike."""
    if points := part["complex"]:
        yield f"(?P<complex{number}>[{points}][{points}{_NEUTRAL}]*)"
    if points := part["rtl"]:
        yield f"(?P<rtl{number}>[{points}](?:[{points}]|[{_BETWEEN}]+(?=[{points}]))*)"
    if points := part["other"]:
        yield f"(?P<other{number}>[{points}]+)"


def _brought(fontset: Fontset) -> dict[str, dict[str, str]]:
    """By family that a language brings: the characters that nothing before it has, as classes of a pattern."""
    ranges = json.loads((folder("fonts") / "coverage.json").read_text("utf-8"))
    had = frozenset().union(*(points_of(ranges[name]) for name in fonts.DOCUMENT_FAMILIES))
    had |= fontset.own.points if fontset.own else frozenset()
    complex_, rtl = (_points(found) for found in (_COMPLEX, _RTL))
    brought = {}
    for family in fontset.others:
        points = family.points - had
        parts = {"complex": points & complex_, "rtl": points & rtl, "other": points - complex_ - rtl - _NO_FONT}
        brought[family.family] = {key: in_class(ranges_of(some)) for key, some in parts.items()}
        had |= points
    return brought


def _points(found: str) -> frozenset[int]:
    """The code points of a class that is written as ranges."""
    ends = zip(found[::3], found[2::3], strict=True)
    return frozenset(point for first, last in ends for point in range(ord(first), ord(last) + 1))


def _elsewhere(fontset: Fontset) -> tuple[str, str]:
    """The characters, Thai aside, that a user's font lacks and Sarabun has; those that only the symbols' font has."""
    ranges = json.loads((folder("fonts") / "coverage.json").read_text("utf-8"))
    plain, symbols = (points_of(ranges[name]) for name in fonts.DOCUMENT_FAMILIES)
    own = fontset.own.points if fontset.own else plain
    thai = range(0x0E00, 0x0E80)
    lacked = (point for point in sorted(plain - own) if chr(point).isprintable() and point not in thai)
    return "".join(map(chr, lacked)), "".join(map(chr, sorted(symbols - plain - own)))


def split(text: str, *, behind: bool = False, fontset: Fontset = fonts.BUNDLED) -> Iterator[tuple[Script, str]]:
    """The runs of a text, in order; `behind` says whether complex script precedes it in its paragraph."""
    if behind and (leading := _LEADING.match(text)):
        yield "complex", leading[0]
        text = text[leading.end() :]
    if text.isascii():
        if text:
            yield "latin", text
        return
    pattern, scripts = _splitter(fontset)
    for run in pattern.finditer(text):
        group = str(run.lastgroup)
        yield scripts.get(group, group), run[0]


class Format(NamedTuple):
    """What a run looks like beside its paragraph's style."""

    style: str | None = None  # the id of a character style
    bold: bool | None = None  # None: as the styles have it
    italic: bool = False
    raised: str | None = None  # `superscript` or `subscript`
    unbroken: bool = False  # its spaces do not break a line
    lang: str | None = None  # the language that it is proofed in, if not the document's


PLAIN = Format()
_PROOFED = ("en", "th")  # what the document's defaults say of Latin and of complex script
_SHORT_LINK = 24  # a link's mark stays with its sign; an address or a title may break
_SPAN_STYLES = {
    "absence": "MreportAbsence",
    "baseline": "MreportBaseline",
    "delta": "MreportDelta",
    "language": "MreportDelta",
    "letter": "MreportLetter",
    "mark": "MreportMark",
    "second": "MreportSecond",
}
# Light in bold text: a style can't say so, since weights of styles cancel each other (ECMA-376, 17.7.3).
_LIGHT = frozenset({"baseline", "language", "second"})
_ELEMENTS: dict[str, dict[str, Any]] = {
    "strong": {"bold": True},
    "em": {"italic": True},
    "sup": {"raised": "superscript"},
    "sub": {"raised": "subscript"},
    "ins": {"style": "MreportOnly"},
    "del": {"style": "MreportLacking"},
}


def formatted(element: ET.Element, format_: Format) -> Format:
    """The format within an inline element that stands in text of another format."""
    if element.tag == "a":
        short = len("".join(element.itertext())) <= _SHORT_LINK
        return format_._replace(style="Hyperlink", unbroken=short)
    if lang := element.get("lang"):
        format_ = spoken(format_, lang)
    return _formatted(element.tag, element.get("class", ""), format_)


def spoken(format_: Format, lang: str | None) -> Format:
    """The format of a text in a language; one that the document's own settings name needs no mention."""
    own = lang if lang and lang.partition("-")[0] not in _PROOFED else None
    return format_ if format_.lang == own else format_._replace(lang=own)


@cache
def _formatted(tag: str, names: str, format_: Format) -> Format:
    if changes := _ELEMENTS.get(tag):
        return format_._replace(**changes)
    for name in names.split():
        if name in _SPAN_STYLES:
            return format_._replace(style=_SPAN_STYLES[name], bold=False if name in _LIGHT else format_.bold)
    return format_


@cache
def properties(format_: Format, script: Script = "latin") -> str:
    """`w:rPr` in the schema's order, or nothing where there is nothing to say."""
    script, _, family = script.partition(":")
    said = (
        (format_.style, f'<w:rStyle w:val="{format_.style}"/>'),
        (family, typeface(family)),
        (script == "symbol", typeface(fonts.SYMBOL_FAMILY)),
        (script == "bundled", typeface(fonts.DOCUMENT_FAMILY)),
        (format_.bold, "<w:b/><w:bCs/>"),
        (format_.bold is False, '<w:b w:val="0"/><w:bCs w:val="0"/>'),
        (format_.italic, "<w:i/><w:iCs/>"),
        (format_.raised, f'<w:vertAlign w:val="{format_.raised}"/>'),
        (script == "rtl", "<w:rtl/>"),
        (script == "complex", "<w:cs/>"),
        (format_.lang, _proofed(format_.lang, script)),
    )
    inner = "".join(xml for holds, xml in said if holds)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _proofed(lang: str | None, script: Script) -> str:
    """The language of a run, which Word keeps by script; `val` on what is Thai breaks lines within words."""
    if script in ("complex", "rtl"):
        return f'<w:lang w:bidi="{lang}"/>'
    return f'<w:lang w:val="{lang}" w:eastAsia="{lang}"/>'


def typeface(family: str, thai: str | None = None) -> str:
    """`w:rFonts` for every script: Word must not choose another font for one of them; `thai` where Thai has its own."""
    return f'<w:rFonts w:ascii="{family}" w:hAnsi="{family}" w:eastAsia="{family}" w:cs="{thai or family}"/>'


def run(text: str, format_: Format, script: Script) -> str:
    """One `w:r`, with line feeds as breaks, tabs as tabs, soft and unbroken hyphens as Word has them."""
    if format_.unbroken:
        text = text.replace(" ", "\u00a0")
    text = escape(text, quote=False)
    before, after = _around(format_, script)
    if "\n" in text or "\t" in text or "\u00ad" in text or "\u2011" in text:
        text = _BREAKS.sub(lambda found: _BREAK[found[0]], text)
        return f"{before}{text}{after}".replace(_NOTHING, "")
    return f"{before}{text}{after}"


@cache
def _around(format_: Format, script: Script) -> tuple[str, str]:
    """What stands before and behind the text of a run."""
    return f'<w:r>{properties(format_, script)}<w:t xml:space="preserve">', "</w:t></w:r>"
