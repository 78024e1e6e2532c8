"""A sheet painted into WeasyPrint's page: fills and rules as artifacts, each cell's glyphs as marked content.

WeasyPrint draws a replaced box by calling `draw` of whatever its image cache holds for the address; what is used
of it beside that (`Stream._tags`, `Stream.stream`, `Stream.add_font`, `Font.to_unicode` and `widths`) is internal:
the dependency is pinned below the next version, and a test fails where one of them goes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from mreport.writers.pdf.lines import GAP, INSET, REGULAR
from mreport.writers.pdf.shaping import typefaces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mreport.writers.pdf.lines import Line, Stretch, Style
    from mreport.writers.pdf.plan import Cell, Measures, Part, Sheet
    from mreport.writers.pdf.shaping import Shape, Typeface

_HAIR = 0.5 * 96 / 72
_UNDERLINE, _STRIKE = 0.13, -0.24  # of the baseline, in em, downwards


@dataclass(slots=True)
class Mark:
    """Marked content: whose cell it is, its number on the page, the link that it is the text of, and where."""

    cell: Cell
    number: int
    link: str | None = None
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)  # of a link, in points


class Reserving(dict):  # type: ignore[type-arg]
    """WeasyPrint's register of a page's marked content, in which our numbers are taken out of its count."""

    def __init__(self, register: dict[Any, Any]) -> None:
        super().__init__(register)
        self.reserved: list[int] = []

    def __len__(self) -> int:
        """The next free number."""
        return super().__len__() + len(self.reserved)

    def __bool__(self) -> bool:
        """Whether WeasyPrint's own content is left in it."""
        return super().__len__() > 0


@dataclass(slots=True)
class Painting:
    """A sheet as WeasyPrint asks for it: an image of a fixed size that draws itself."""

    sheet: Sheet
    measures: Measures
    fonts: Fonts
    begin: Callable[[Any], None] | None = None  # called when the first of a document's sheets is drawn
    stream: Any = None
    register: Reserving | None = None
    own: int = 0  # the number of the box's own marked content, which stays empty
    marks: list[Mark] = field(default_factory=list)

    def take(self) -> int:
        """The next number of marked content on the page."""
        if self.register is None:
            raise RuntimeError
        number = len(self.register)
        self.register.reserved.append(number)
        return number

    @property
    def reserved(self) -> list[int]:
        """The numbers of marked content that were taken on the page."""
        return [] if self.register is None else self.register.reserved

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, float, float]:
        """Width, height and their ratio."""
        width, height = self.measures.width, self.sheet.height
        return width, height, width / height

    def draw(self, stream: Any, _width: float, _height: float, _style: Any) -> None:
        """Paint the sheet with its top left corner at the origin."""
        self.fonts.stream = stream
        if self.begin:
            self.begin(stream)
        if not isinstance(stream._tags, Reserving):  # noqa: SLF001
            stream._tags = Reserving(stream._tags)  # noqa: SLF001
        self.own = len(stream._tags) - 1  # noqa: SLF001
        self._end_own(stream.stream)
        self.paint(stream)
        stream.stream.append("/Artifact BMC")  # what WeasyPrint will end

    def paint(self, stream: Any) -> None:
        """Paint the sheet into a stream whose origin is where its top left corner is to be."""
        self.stream = stream
        self.register = stream._tags  # noqa: SLF001
        _Brush(self, stream).sheet()

    def _end_own(self, operators: list[Any]) -> None:
        """End the marked content that WeasyPrint has begun for the box: nothing stands in it, and it is no figure."""
        begun = len(operators) - operators[::-1].index("/Figure") - 1
        operators[begun] = "/NonStruct"
        operators.append("EMC")


class _Brush:
    """Writes one sheet's operators."""

    def __init__(self, painting: Painting, stream: Any) -> None:
        self.painting = painting
        self.measures = painting.measures
        self.layout = painting.measures.layout
        self.out: list[str] = []
        self.stream = stream
        self.fonts = painting.fonts
        self.decorations: list[str] = []

    def sheet(self) -> None:
        self.artifact(self._grounds())
        for part in self.painting.sheet.parts:
            self._part(part)
        self.artifact(self.decorations)
        self.stream.stream.append("\n".join(self.out))

    def artifact(self, operators: list[str]) -> None:
        """Operators that are no content."""
        if operators:
            self.out.extend(["/Artifact BMC", *operators, "EMC"])

    def _grounds(self) -> list[str]:
        """Fills, bars and rules of the sheet's rows; rules last, since a fill may reach into a neighbour's pixel."""
        layout, width, bar = self.layout, self.measures.width, self.measures.bar
        colours = {"head": layout.head, "group": layout.head, "marked": layout.shade}
        fills: list[str] = []
        bars: list[str] = []
        rules: list[str] = []
        for part in self.painting.sheet.parts:
            kind, foot = part.row.kind, part.top + part.height
            if kind in colours:
                fills += [fill_colour(colours[kind]), _rectangle(0, part.top, width, part.height)]
            if kind == "marked":
                bars += [fill_colour(layout.bar_colour), _rectangle(0, part.top, bar, part.height)]
            thick, colour = (2 * _HAIR, layout.bar_colour) if kind == "head" else (_HAIR, layout.rule)
            rules += [fill_colour(colour), _rectangle(0, foot - thick, width, thick)]
        return [*fills, *rules, *bars]

    def _part(self, part: Part) -> None:
        left = 0.0
        for index, cell in enumerate(part.row.cells):
            width = sum(self.painting.sheet.table.widths[index : index + cell.span])
            x = left + self.measures.padding_x + (self.measures.bar if index == 0 else 0)
            repeated = part.repeated
            lines = cell.lines[part.first : part.last]
            top = part.top + self.measures.padding_y
            if part.row.kind == "head":  # names stand at the foot of the header
                top += (part.row.lines - len(cell.lines)) * self.measures.line
            if part.first and index == 0:  # a row that goes on says so under its label
                lines = [*cell.lines, self.painting.sheet.table.continued][: max(2, part.last - part.first)]
                repeated = True
            self._cell(cell, lines, x, top, repeated=repeated)
            left += width

    def _cell(self, cell: Cell, lines: list[Line], x: float, top: float, *, repeated: bool) -> None:
        """A cell's lines; text of one link after the other is marked content of its own."""
        if not any(line.stretches for line in lines):
            return
        open_link: str | None = None
        opened = False
        for number, line in enumerate(lines):
            baseline = top + number * self.measures.line + self._drop(self.measures.cell)
            position = x
            for stretch in line.stretches:
                if not opened or (stretch.style.link != open_link and not repeated):
                    self._close(opened)
                    self._open(cell, stretch.style.link, repeated=repeated)
                    opened, open_link = True, stretch.style.link
                self._text(stretch, position, baseline)
                if stretch.style.link and not repeated:
                    self._link_box(stretch, position, baseline)
                self._decorate(stretch, position, baseline)
                position += stretch.width
        self._close(opened)

    def _open(self, cell: Cell, link: str | None, *, repeated: bool) -> None:
        if repeated:
            self.out.append("/Artifact BMC")
            return
        number = self.painting.take()
        self.painting.marks.append(Mark(cell, number, link))
        self.out.append(f"/Span <</MCID {number}>> BDC")

    def _close(self, opened: bool) -> None:  # noqa: FBT001
        if opened:
            self.out.append("EMC")

    def _drop(self, style: Style) -> float:
        """From the top of a line to its baseline: half the leading, then the ascent."""
        face = typefaces(REGULAR)[0]
        ascent, descent = face.ascent * style.size, face.descent * style.size
        return (self.measures.line - ascent - descent) / 2 + ascent

    def _text(self, stretch: Stretch, x: float, baseline: float) -> None:
        style = stretch.style
        inset = INSET * style.size if style.boxed else 0.0
        for shape in stretch.shapes:
            if shape not in self.fonts.used:
                self.fonts.use(shape)
        start = f"{fill_colour(style.colour)} BT 1 0 0 -1 {x + inset:.3f} {baseline - style.rise:.3f} Tm"
        self.out.append(f"{start}\n{strings(stretch.shapes, style.size, self.fonts)}\nET")

    def _decorate(self, stretch: Stretch, x: float, baseline: float) -> None:
        style = stretch.style
        last = stretch.shapes[-1]
        seen = stretch.width - (last.width - last.trimmed) * style.size
        box = (x, baseline - 0.95 * style.size, seen - GAP * style.size, 1.25 * style.size)
        thickness = 0.055 * style.size
        for drawn, offset in ((style.underlined, _UNDERLINE), (style.struck, _STRIKE)):
            if drawn:
                self.decorations += [
                    fill_colour(style.colour),
                    _rectangle(x, baseline + offset * style.size, seen, thickness),
                ]
        self._missing(stretch, x, baseline)
        if style.boxed:
            stroke = " ".join(f"{int(self.layout.muted[i : i + 2], 16) / 255:.3f}" for i in (0, 2, 4))
            self.decorations.append(
                f"{stroke} RG {_HAIR:.3f} w {box[0]:.3f} {box[1]:.3f} {box[2]:.3f} {box[3]:.3f} re S"
            )

    def _missing(self, stretch: Stretch, x: float, baseline: float) -> None:
        """A box for each character that no font has; its text is in the file, as a glyph that is not there."""
        size = stretch.style.size
        for shape in stretch.shapes:
            for start, width in shape.missing:
                left, wide = x + (start + 0.1 * width) * size, 0.8 * width * size
                box = f"{left:.3f} {baseline - 0.7 * size:.3f} {wide:.3f} {0.7 * size:.3f} re S"
                self.decorations.append(f"{fill_colour(stretch.style.colour)[:-3]} RG {_HAIR:.3f} w {box}")
            x += shape.width * size

    def _link_box(self, stretch: Stretch, x: float, baseline: float) -> None:
        """Where a link can be clicked, in points from the page's lower left corner."""
        if not self.painting.marks:
            return
        a, b, c, d, e, f = self.stream.ctm.values
        size = stretch.style.size
        corners = [(x, baseline + 0.35 * size), (x + stretch.width, baseline - size)]
        points = [(a * left + c * top + e, b * left + d * top + f) for left, top in corners]
        self.painting.marks[-1].boxes.append((*points[0], *points[1]))


@cache
def fill_colour(colour: str) -> str:
    """The operator that fills with a colour given as RRGGBB."""
    return " ".join(f"{int(colour[i : i + 2], 16) / 255:.3f}" for i in (0, 2, 4)) + " rg"


def strings(shapes: Sequence[Shape], size: float, fonts: Fonts) -> str:
    """The operators that show shaped units from the current point, each stretch of one typeface in one string."""
    current: Typeface | None = None
    bodies: list[str] = []
    out: list[str] = []
    for shape in shapes:
        for run in shape.runs:
            if run.typeface is not current:
                if bodies:
                    out.append(f"[<{''.join(bodies)}>] TJ")
                current, bodies = run.typeface, []
                out.append(f"/{fonts.of(current).hash} {size:.3f} Tf")
            bodies.append(run.body)
    if bodies:
        out.append(f"[<{''.join(bodies)}>] TJ")
    return "\n".join(out).replace("<>", "")


class Fonts:
    """The fonts that a document embeds, and the units whose glyphs they have been told of."""

    def __init__(self, font_of: Callable[[Any, Typeface], Any]) -> None:
        self.stream: Any = None
        self.used: set[Shape] = set()
        self._font_of = font_of
        self._fonts: dict[Typeface, Any] = {}

    def of(self, typeface: Typeface) -> Any:
        """WeasyPrint's font for a typeface."""
        font = self._fonts.get(typeface)
        if font is None:
            font = self._fonts[typeface] = self._font_of(self.stream, typeface)
        return font

    def use(self, shape: Shape) -> None:
        """Tell the fonts which glyphs a unit has, how wide they are and what they say."""
        self.used.add(shape)
        for run in shape.runs:
            font = self.of(run.typeface)
            for glyph, text in run.texts.items():
                if glyph not in font.to_unicode:
                    font.to_unicode[glyph] = text
                    font.widths[glyph] = run.typeface.widths[glyph]


def _rectangle(x: float, y: float, width: float, height: float) -> str:
    return f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re f"
