"""Fonts, sizes, widths and colours: one record that templates and writers read, so that no format has its own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from mreport.fonts import BUNDLED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mreport.fonts import Fontset

Orientation = Literal["portrait", "landscape"]
Align = Literal["left", "center", "right"]
# Width and height in mm, upright.
PAPERS = {
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How a block of text looks: size in pt, line height in em, space before and after in mm."""

    size: float
    line: float
    before: float = 0
    after: float = 2
    bold: bool = False
    colour: str | None = None  # RRGGBB; the ink's, if none
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report looks. Lengths of the paper and of columns in mm, sizes of type in pt, colours as RRGGBB."""

    # paper
    width: float = 210
    height: float = 297
    margin_top: float = 16
    margin_bottom: float = 18
    margin_side: float = 17

    # type
    direction: str = "ltr"
    fonts: Fontset = BUNDLED
    size: float = 9.5
    title_size: float = 20
    small_size: float = 8.5
    title_align: Align = "left"
    line_height: float = 1.65  # bold, a tone over an upper vowel reaches 1.28 em up, a lower vowel 0.35 em down

    # table
    label_width: float = 33  # the widest Thai label of the reference stays unbroken, its mark beside it
    least_column: float = 30
    padding_x: float = 2.2
    padding_y: float = 1.4
    bar: float = 1.1
    row_rule: float = 0.5  # below each row, in pt, as the next three
    head_rule: float = 1  # below the header
    column_rule: float = 0  # between columns and at the table's sides
    edge_rule: float = 0  # above the table and below it, on each page

    # furniture
    logo_height: float = 14
    logo_width: float = 70  # at most
    picture_height: float = 60  # at most, of other pictures
    value_height: float = 45  # at most, of a picture that is a value
    picture_gap: float = 3  # between a picture and the text beside it
    code: float = 21  # of a QR code, its quiet zone within

    # lists
    indent: float = 6.35  # of each level: a quarter of an inch, as word processors have it

    # colours
    ink: str = "1A1A1A"
    muted: str = "595959"
    rule: str = "B8B8B8"
    head: str = "E4E8EE"
    shade: str = "F5F0E1"
    bar_colour: str = "3A3A3A"
    link: str = "1F4E8C"
    watermark: str = "E2E2E2"  # so light that text over it reads well, and no transparency is needed

    @property
    def blocks(self) -> dict[str, Look]:
        """The looks of headings and paragraphs, by element or class; the planner and the style sheet read them."""
        line = self.line_height
        return {
            "h1": Look(self.title_size, line, bold=True, align=self.title_align),
            "h2": Look(round(self.size * 1.3, 1), line, before=6, bold=True),
            "h3": Look(self.size, line, before=4, after=1, bold=True),
            "p": Look(self.size, line),
            "li": Look(self.size, line, after=1),
            "caption": Look(self.size, line, before=4, after=1.5, bold=True),
            "logo": Look(self.size, line, after=3),
            "author": Look(self.size, line, colour=self.muted),
            "lead": Look(self.size, line, colour=self.muted),
            "summary": Look(self.size, line, after=4, bold=True),
            "panel-name": Look(self.size, line, before=6, after=1.5, bold=True),
            "note": Look(self.small_size, line, before=3, after=1, colour=self.muted),
            "source": Look(self.small_size, line, before=1, colour=self.muted),
        }

    def block(self, tag: str, classes: Iterable[str]) -> Look | None:
        """The look of a block by the first of its classes that has one, else by its element; None for others."""
        looks = self.blocks
        return next((looks[name] for name in (*classes, tag) if name in looks), None)

    def picture(
        self, classes: Iterable[str], width: int, height: int, room: float | None = None
    ) -> tuple[float, float]:
        """The width and height in mm of so many pixels: a logo's and a code's as told, others' at 96 dpi at most.

        None is wider than the `room` it has, in mm: the text's width, if it is not given.
        """
        if "code" in classes:
            return self.code, self.code
        if "logo" in classes:
            scale = min(self.logo_height / height, self.logo_width / width)
        else:
            most = self.value_height if "picture" in classes else self.picture_height
            scale = min(25.4 / 96, most / height)
        scale = min(scale, (room or self.text_width) / width)
        return width * scale, height * scale

    def value_width(self, count: int) -> float:
        """The room in mm that a value has where so many items stand side by side, or in panels."""
        beside = -(-count // -(-count // self.most_columns))
        return (self.text_width - self.label_width) / beside - 2 * self.padding_x

    @property
    def text_width(self) -> float:
        """The width between the side margins, in mm."""
        return self.width - 2 * self.margin_side

    @property
    def most_columns(self) -> int:
        """How many items fit beside the label column."""
        return max(1, int((self.text_width - self.label_width) // self.least_column))

    @property
    def landscape(self) -> bool:
        """Whether the paper lies on its long side."""
        return self.width > self.height

    def written_in(self, fonts: Fontset) -> Layout:
        """The same look in other fonts, its lines as far apart as their tallest clusters need."""
        return replace(self, fonts=fonts, line_height=round(self.line_height * fonts.stretch, 3))

    def read_from(self, direction: str) -> Layout:
        """The same look for a language that is written `ltr` or `rtl`."""
        return self if direction == self.direction else replace(self, direction=direction)

    @property
    def start(self) -> Align:
        """The side at which lines and tables begin."""
        return "right" if self.direction == "rtl" else "left"

    @property
    def end(self) -> Align:
        """The side at which lines and tables end."""
        return "left" if self.direction == "rtl" else "right"

    def turned(self) -> Layout:
        """The same look on the same paper, turned by 90 degrees."""
        return replace(self, width=self.height, height=self.width)

    def on(self, paper: str = "A4", orientation: Orientation | Literal["auto"] = "auto", items: int = 1) -> Layout:
        """The same look on a paper of `PAPERS`, lying as told; `auto` lets the number of items decide.

        Portrait while the items fit beside each other, landscape where that makes them fit; else portrait, and
        the table goes to panels.
        """
        width, height = PAPERS[paper]
        portrait = replace(self, width=width, height=height)
        if orientation == "auto":
            turn = portrait.most_columns < items <= portrait.turned().most_columns
        else:
            turn = orientation == "landscape"
        return portrait.turned() if turn else portrait

    def panels(self, count: int) -> list[range]:
        """The items of each panel: as few panels as will do, as even as can be."""
        panels = -(-count // self.most_columns)
        size, longer = divmod(count, panels)
        starts = [panel * size + min(panel, longer) for panel in range(panels + 1)]
        return [range(start, end) for start, end in pairwise(starts)]


PLAIN = Layout()
