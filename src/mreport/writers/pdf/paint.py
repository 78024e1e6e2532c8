"""A page painted: fills and rules as artifacts, the glyphs of each block and cell as marked content."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mreport.fonts import BUNDLED
from mreport.writers.pdf.blocks import Passage
from mreport.writers.pdf.grounds import borders, fill_colour, grounds, rectangle
from mreport.writers.pdf.lines import GAP, INSET, REGULAR, Line
from mreport.writers.pdf.plan import MM, PT
from mreport.writers.pdf.shaping import typefaces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.fonts import Fontset
    from mreport.writers.pdf.blocks import Block
    from mreport.writers.pdf.frame import Folio
    from mreport.writers.pdf.lines import Stretch, Style
    from mreport.writers.pdf.lists import Label
    from mreport.writers.pdf.macros import Macro
    from mreport.writers.pdf.pictures import Picture
    from mreport.writers.pdf.plan import Cell, Measures, Part, Sheet
    from mreport.writers.pdf.resources import Fonts, Resources
    from mreport.writers.pdf.shaping import Shape, Typeface
    from mreport.writers.pdf.watermark import Watermark

    Owner = Block | Cell | Label  # whose text is painted

_HAIR = 0.5 * PT
_NOTHING = Line([], 0.0, 0, forced=True)
_UNDERLINE, _STRIKE = 0.13, -0.24  # of the baseline, in em, downwards


@dataclass(slots=True)
class Mark:
    """Marked content: whose it is, its number on the page, the link that it is the text of, and where.

    `lang` is given where it is another language than its owner's.
    """

    owner: Owner
    number: int
    link: str | None = None
    lang: str | None = None
    picture: Picture | None = None
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)  # of a link or a picture, in points
    annotations: list[tuple[int, int]] = field(default_factory=list)  # of a link: numbers of objects, with their keys


@dataclass(slots=True)
class Painting:
    """A page as it is painted, and what is marked on it."""

    folio: Folio
    measures: Measures
    marks: list[Mark] = field(default_factory=list)
    behind: Watermark | None = None

    def paint(self, resources: Resources) -> str:
        """The operators that paint the page, in px downwards from the top left corner of the text's area."""
        return _Brush(self, resources).page()

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """What makes points of the page of such places: see `point`."""
        layout, scale = self.measures.layout, 1 / PT
        left, top = layout.margin_side * MM * scale, (layout.height - layout.margin_top) * MM * scale
        return scale, 0, 0, -scale, round(left, 6), round(top, 6)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place on the page, in points from its lower left corner."""
        a, _, _, d, e, f = self.matrix
        return a * x + e, d * y + f


class _Brush:
    """Writes one page's operators."""

    def __init__(self, painting: Painting, resources: Resources) -> None:
        self.painting = painting
        self.measures = painting.measures
        self.layout = painting.measures.layout
        self.resources = resources
        self.fonts = resources.fonts
        self.out: list[str] = []
        self.decorations: list[str] = []
        self.pen = Pen(resources.fonts)
        self.drop = drop(self.measures.cell.size, self.measures.line, self.layout.fonts)

    def page(self) -> str:
        """All that stands on the page."""
        pieces = self.painting.folio.pieces
        self.artifact(grounds(self.painting.folio, self.measures))
        if self.painting.behind:
            self.out.append(self.painting.behind.shown(self.resources, self.measures))
        for top, piece in pieces:
            if isinstance(piece, Passage):
                block = piece.block
                lines = block.lines[piece.first : piece.last]
                baseline = top + drop(block.size, block.line, self.layout.fonts)
                if block.label and not piece.first:
                    self._text(block.label, [block.label.line], block.label.left, baseline, block.line)
                if block.picture:
                    self._picture(block, block.picture, block.left, top)
                    baseline += max(0.0, block.height - len(lines) * block.line) / 2
                self._text(block, lines, block.left + block.beside, baseline, block.line, centred=block.centred)
            else:
                for part in piece.parts:
                    self._part(piece, part, top)
        self.artifact(self.decorations)
        return "\n".join(self.out)

    def artifact(self, operators: list[str]) -> None:
        """Operators that are no content."""
        if operators:
            self.out += ["/Artifact BMC", *operators, "EMC"]

    def _part(self, sheet: Sheet, part: Part, above: float) -> None:
        table, measures = sheet.table, self.measures
        lead = self.drop + (part.row.line - measures.line) / 2
        for index, (left, cell) in enumerate(zip(borders(part.row, table), part.row.cells, strict=False)):
            x = left + measures.padding_x + (measures.bar if index == 0 else 0)
            repeated = part.repeated
            lines = cell.lines[part.first : part.last]
            top = above + part.top + measures.padding_y + lead
            if part.row.kind == "head":  # names stand at the foot of the header
                top += (part.row.lines - len(cell.lines)) * part.row.line
            if part.first and index == 0 and cell.element.tag == "th":  # a row that goes on says so under its label
                lines = [*cell.lines, table.continued][: max(2, part.last - part.first)]
                repeated = True
            for slot in cell.slots:  # what stands above each, then itself
                if part.first <= slot.first < part.last:
                    above_it = slot.first - part.first
                    room = (slot.last - slot.first) * part.row.line - slot.picture.height
                    place = top - lead + above_it * part.row.line + room / 2
                    self._text(cell, lines[:above_it], x, top, part.row.line, repeated=repeated)
                    self._picture(cell, slot.picture, x, place, repeated=repeated)
                    lines = [_NOTHING] * above_it + lines[above_it:]
            self._text(cell, lines, x, top, part.row.line, repeated=repeated)

    def _picture(self, owner: Owner, picture: Picture, left: float, top: float, *, repeated: bool = False) -> None:
        """A picture as a figure of its block or cell."""
        shown = picture.shown(self.resources, left, top)
        if repeated:
            self.artifact([shown])
            return
        number = len(self.painting.marks)
        box = self._box(left, top + picture.height, left + picture.width, top)
        self.painting.marks.append(Mark(owner, number, picture=picture, boxes=[box]))
        self.out.append(f"/Figure <</MCID {number}>> BDC\n{shown}\nEMC")

    def _text(
        self,
        owner: Owner,
        lines: list[Line],
        x: float,
        baseline: float,
        height: float,
        *,
        repeated: bool = False,
        centred: bool = False,
    ) -> None:
        """Lines from a first baseline on; each link, and each stretch of one language, is marked content of its own."""
        own = lang = owner.element.get("lang") or self.measures.cell.lang
        link: str | None = None
        opened = False
        out = self.out
        for line in lines:
            position = x + (self.measures.width - line.width) / 2 if centred else x
            for stretch in line.stretches:
                style = stretch.style
                other = style.lang != lang and _is_spoken(stretch)
                if not opened or ((style.link != link or other) and not repeated):
                    if opened:
                        out.append("ET\nEMC")
                    link, lang = style.link, style.lang if other else lang
                    out.append(self._opening(owner, link, None if lang == own else lang, repeated=repeated))
                    opened = True
                out.append(self.pen.shown(stretch, position, baseline))
                if style.link or style.underlined or style.struck or style.boxed:
                    self._decorate(stretch, position, baseline, repeated=repeated)
                if self.fonts.lacking:
                    self._missing(stretch, position, baseline)
                position += stretch.width
            baseline += height
        if opened:
            out.append("ET\nEMC")

    def _opening(self, owner: Owner, link: str | None, lang: str | None, *, repeated: bool) -> str:
        if repeated:
            return "/Artifact BMC\nBT"
        number = len(self.painting.marks)
        self.painting.marks.append(Mark(owner, number, link, lang))
        return f"/Span <</MCID {number}>> BDC\nBT"

    def _decorate(self, stretch: Stretch, x: float, baseline: float, *, repeated: bool) -> None:
        style = stretch.style
        if style.link and not repeated:
            self._link_box(stretch, x, baseline)
        last = stretch.shapes[-1]
        seen = stretch.width - (last.width - last.trimmed) * style.size
        for drawn, offset in ((style.underlined, _UNDERLINE), (style.struck, _STRIKE)):
            if drawn:
                line = rectangle(x, baseline + offset * style.size, seen, 0.055 * style.size)
                self.decorations += [fill_colour(style.colour), line]
        if style.boxed:
            stroke = " ".join(f"{int(self.layout.muted[i : i + 2], 16) / 255:.3f}" for i in (0, 2, 4))
            wide = seen - GAP * style.size
            box = f"{x:.3f} {baseline - 0.95 * style.size:.3f} {wide:.3f} {1.25 * style.size:.3f}"
            self.decorations.append(f"{stroke} RG {_HAIR:.3f} w {box} re S")

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
        """Where a link can be clicked."""
        size = stretch.style.size
        box = self._box(x, baseline + 0.35 * size, x + stretch.width, baseline - size)
        self.painting.marks[-1].boxes.append(box)

    def _box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the page in points from the page's lower left corner."""
        return (*self.painting.point(left, bottom), *self.painting.point(right, top))


def _is_spoken(stretch: Stretch) -> bool:
    """Whether a stretch has letters or digits; white space and signs are of no language."""
    return any(character.isalnum() for shape in stretch.shapes for character in shape.text)


def drop(size: float, line: float, fonts: Fontset = BUNDLED) -> float:
    """From the top of a line to its baseline: half the leading, then the ascent.

    A font that the user brings may state any ascent; its tallest and deepest cluster stand in the middle.
    """
    face = typefaces(REGULAR, fonts)[0]
    ascent, descent = (fonts.own.top, -fonts.own.bottom) if fonts.own else (face.ascent, face.descent)
    ascent, descent = ascent * size, descent * size
    return (line - ascent - descent) / 2 + ascent


class Pen:
    """Shows text on one page; it knows the font, size and colour that are set."""

    def __init__(self, fonts: Fonts) -> None:
        self.fonts = fonts
        self._font: tuple[Typeface | Macro, float] | None = None
        self._colour: str | None = None

    def shown(self, stretch: Stretch, x: float, baseline: float) -> str:
        """The operators that show a stretch from a point on."""
        style = stretch.style
        if style.boxed:
            x += INSET * style.size
        place = f"1 0 0 -1 {x:.3f} {baseline - style.rise:.3f} Tm"
        if style.colour != self._colour:
            self._colour = style.colour
            place = f"{fill_colour(style.colour)} {place}"
        return f"{place}\n{self.strings(stretch.shapes, style)}"

    def strings(self, shapes: Sequence[Shape], style: Style) -> str:
        """The operators that show shaped units from the current point, each stretch of one typeface in one string."""
        bodies: list[str] = []
        out: list[str] = []
        fonts = self.fonts
        for shape in shapes:
            if shape not in fonts.used:
                fonts.use(shape)
            for run in shape.runs:
                font = (run.typeface, style.size)
                if font != self._font:
                    if bodies:
                        out.append(f"[<{''.join(bodies)}>] TJ")
                        bodies = []
                    out.append(f"/{fonts.of(run.typeface).name} {style.size:.3f} Tf")
                    self._font = font
                bodies.append(run.body)
        if bodies:
            out.append(f"[<{''.join(bodies)}>] TJ")
        return "\n".join(out).replace("<>", " ")  # numbers on both sides stay two
