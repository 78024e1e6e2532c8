"""Inline content to lines: units that may part, filled greedily into a width; the text stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from mreport.breaks import pieces, units
from mreport.fonts import BUNDLED
from mreport.page import INLINE, classes
from mreport.writers.pdf.shaping import shape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from mreport.fonts import Fontset
    from mreport.layout import Layout
    from mreport.writers.pdf.shaping import Shape

REGULAR, BOLD = 400, 700
INSET = 0.3  # em between a box and the letter in it
GAP = 0.2  # em between a box and what follows it
_SMALL = 0.85  # of a boxed letter, in em
_ELEMENTS: dict[str, dict[str, Any]] = {
    "strong": {"weight": BOLD},
    "ins": {"weight": BOLD, "underlined": True},
    "del": {"struck": True, "muted": True},
    "sup": {"rise": 0.35, "size": 0.7},  # in em
    "sub": {"rise": -0.15, "size": 0.7},
}
_CLASSES: dict[str, dict[str, Any]] = {
    "absence": {"weight": REGULAR, "muted": True},
    "baseline": {"weight": REGULAR, "muted": True, "whole": True},
    "delta": {"weight": REGULAR, "muted": True, "whole": True},
    "language": {"weight": REGULAR, "muted": True, "whole": True},
    "letter": {"weight": BOLD, "boxed": True, "whole": True, "glued": True},
    "mark": {"whole": True, "glued": True},
    "second": {"weight": REGULAR, "muted": True},
}
# Widths are sums of rounded numbers; a line may be this much too wide, in px.
_SLACK = 0.01
# Characters: what is longer is asked by so many of it first.
_SURE = 1000


class Unplanned(Exception):  # noqa: N818  no error: the plain way is taken
    """A page that has what is not planned: right-to-left text, a block in a line, a look of an element's own."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch of text looks; size in px, colour as RRGGBB."""

    size: float
    weight: int = REGULAR
    colour: str = "000000"
    underlined: bool = False
    struck: bool = False
    boxed: bool = False
    whole: bool = False  # no line ends within it
    glued: bool = False  # nor between it and its neighbours: the label before a mark, the value behind a letter
    rise: float = 0.0  # of the baseline, in px
    link: str | None = None
    lang: str | None = None
    fonts: Fontset = BUNDLED


@dataclass(slots=True)
class Stretch:
    """Units of one style that stand on one line, side by side; `width` in px."""

    style: Style
    shapes: list[Shape]
    width: float


@dataclass(slots=True)
class Line:
    """A line: its stretches from the left, the width of what is seen of it in px, how much text it has.

    `forced` tells that it ends by a line break of the text and not for want of room.
    """

    stretches: list[Stretch]
    width: float
    length: int
    forced: bool


def inline(element: Element, style: Style, layout: Layout) -> Iterator[tuple[str, Style]]:
    """The texts of an element in order, each with its style; a line break is a line feed."""
    if element.text:
        yield element.text, style
    for child in element:
        if child.tag == "br":
            yield "\n", style
        else:
            yield from inline(child, _styled(child, style, layout), layout)
        if child.tail:
            yield child.tail, style


def _styled(element: Element, style: Style, layout: Layout) -> Style:
    """The style within an inline element that stands in text of another style. Raises Unplanned for a block."""
    if element.tag not in INLINE or element.tag == "img":
        raise Unplanned
    lang = element.get("lang")
    if lang and lang != style.lang:
        style = replace(style, lang=lang)
    if element.tag == "a":
        link = element.get("href")
        return replace(style, colour=layout.link, underlined=True, whole=True, link=link) if link else style
    changes: dict[str, Any] = dict(_ELEMENTS.get(element.tag, {}))
    if "rise" in changes:
        changes = {"rise": style.size * changes["rise"], "size": style.size * changes["size"]}
    for name in classes(element):
        changes |= _CLASSES.get(name, {})
    if changes.pop("muted", False):
        changes["colour"] = layout.muted
    if changes.get("boxed"):
        changes["size"] = style.size * _SMALL
    return replace(style, **changes) if changes else style


def fill(content: Sequence[tuple[str, Style]], width: float, glossary: Sequence[str] = ()) -> list[Line]:
    """The lines of a content in a width (px); none is wider, and joined they hold the content's text.

    A unit that is wider than the line is cut between clusters; white space at a line's end stays with it.
    """
    filler = _Filler(width, glossary)
    if len(content) == 1 and "\n" not in content[0][0] and not content[0][1].whole:
        filler.add_text(*content[0])
        filler.end()
        return filler.lines
    for unit, forced in _units(content, glossary):
        filler.add(unit)
        if forced:
            filler.end(forced=True)
    filler.end()
    return filler.lines


Unit = list[tuple[str, Style]]


def _units(content: Sequence[tuple[str, Style]], glossary: Sequence[str]) -> Iterator[tuple[Unit, bool]]:
    """The units of a content, each as its parts by style; and whether the line ends behind it by force."""
    paragraph: list[tuple[str, Style]] = []
    for text, style in content:
        *ended, rest = text.split("\n") if "\n" in text else (text,)
        for part in ended:
            paragraph.append((part, style))
            found = list(_paragraph(paragraph, glossary)) or [[]]
            for unit in found[:-1]:
                yield unit, False
            yield found[-1], True
            paragraph = []
        if rest:
            paragraph.append((rest, style))
    for unit in _paragraph(paragraph, glossary):
        yield unit, False


def _paragraph(parts: Sequence[tuple[str, Style]], glossary: Sequence[str]) -> Iterator[Unit]:
    """The units of texts that stand in a row, no line break among them."""
    if len(parts) == 1:
        text, style = parts[0]
        yield from ([(unit, style)] for unit in ((text,) if style.whole else units(text, tuple(glossary))))
        return
    ends = set(accumulate(map(len, units("".join(part for part, _ in parts), tuple(glossary)))))
    if any(style.glued for _, style in parts):
        ends -= set(_joints(parts))
    position = 0
    unit: Unit = []
    for part, style in parts:
        inside = range(position + 1, position + len(part))
        cuts = [] if style.whole else [end for end in inside if end in ends]
        start = position
        for cut in [*cuts, position + len(part)]:
            unit.append((part[start - position : cut - position], style))
            start = cut
            if cut in ends:
                yield unit
                unit = []
        position += len(part)
    if unit:
        yield unit


def _joints(parts: Sequence[tuple[str, Style]]) -> Iterator[int]:
    """Where what is glued begins, and where what follows it does."""
    position, behind = 0, False
    for part, style in parts:
        if style.glued:
            yield position
            behind = True
        elif behind:
            rest = part.lstrip(" ")
            yield position + len(part) - len(rest)
            behind = not rest
        position += len(part)


def _advance(style: Style, shape_: Shape) -> float:
    """The width of a unit in px; a boxed one has room within its box."""
    return (shape_.width + (2 * INSET + GAP if style.boxed else 0)) * style.size


class _Filler:
    """Fills lines unit by unit."""

    def __init__(self, width: float, glossary: Sequence[str]) -> None:
        self.lines: list[Line] = []
        self._limit = width + _SLACK
        self._glossary = tuple(glossary)
        self._stretches: list[Stretch] = []
        self._width = 0.0  # with the white space at the end
        self._seen = 0.0  # without it
        self._length = 0

    def end(self, *, forced: bool = False) -> None:
        """End the line; an empty one is a line too."""
        self.lines.append(Line(self._stretches, self._seen, self._length, forced))
        self._stretches, self._width, self._seen, self._length = [], 0.0, 0.0, 0

    def add_text(self, text: str, style: Style) -> None:
        """Put a text of one style on lines: what `add` does, without a list for every word."""
        for word in units(text, self._glossary):
            if not self._add_word(word, style):
                self.add([(word, style)])

    def _add_word(self, word: str, style: Style) -> bool:
        """Put a unit of one style on the line, if it has room."""
        shaped, size = shape(word, style.weight, style.fonts), style.size
        seen = self._width + shaped.trimmed * size
        if seen > self._limit:
            return False
        width = shaped.width * size
        if self._stretches and self._stretches[-1].style is style:
            self._stretches[-1].shapes.append(shaped)
            self._stretches[-1].width += width
        else:
            self._stretches.append(Stretch(style, [shaped], width))
        self._seen = seen
        self._width += width
        self._length += len(word)
        return True

    def add(self, unit: Unit) -> None:
        """Put a unit on the line, or on the next one, or cut it where it fits none; its begin may stay on the line."""
        if len(unit) == 1 and not unit[0][1].boxed and self._add_word(*unit[0]):
            return
        shaped = [(style, shape(text, style.weight, style.fonts)) for text, style in unit]
        full = sum(_advance(style, shape_) for style, shape_ in shaped)
        last_style, last = shaped[-1] if shaped else (None, None)
        seen = full - (last.width - last.trimmed) * last_style.size if last and last_style else full
        if self._width + seen > self._limit:
            if self._stretches and (len(unit) > 1 or seen <= self._limit):  # what is glued begins a line together
                self.end()
            if seen > self._limit and self._cut(unit):
                return
            if self._stretches:
                self.end()
        for style, shape_ in shaped:
            self._put(style, shape_)
        self._seen = self._width - full + seen
        self._length += sum(len(text) for text, _ in unit)

    def _put(self, style: Style, shape_: Shape) -> None:
        width = _advance(style, shape_)
        self._width += width
        if self._stretches and self._stretches[-1].style is style:
            self._stretches[-1].shapes.append(shape_)
            self._stretches[-1].width += width
        else:
            self._stretches.append(Stretch(style, [shape_], width))

    def _cut(self, unit: Unit) -> bool:
        """Cut a unit that is wider than a line; whether there was anything to cut."""
        parts: list[Unit] = []
        for text, style in unit:
            found = pieces(text, lambda piece, style=style: self._fits(piece, style), self._glossary)  # type: ignore[misc]
            parts.extend([(piece, style)] for piece in found)
        if len(parts) == 1:
            return False
        for part in parts:
            self.add(part)
        return True

    def _fits(self, piece: str, style: Style) -> bool:
        if len(piece) > _SURE:  # of a text without an end, its begin tells, so that time grows in a straight line
            begin = shape(piece[:_SURE], style.weight, style.fonts).trimmed * style.size
            if begin > 2 * self._limit:
                return False
        return shape(piece, style.weight, style.fonts).trimmed * style.size <= self._limit
