"""What the pages of a document share, each thing in the file once: fonts, and what is drawn again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport.writers.pdf.embedding import Clusters, Glyphs
from mreport.writers.pdf.macros import Macro

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mreport.fonts import Fontset
    from mreport.writers.pdf.embedding import Embedded
    from mreport.writers.pdf.file import File
    from mreport.writers.pdf.shaping import Shape, Typeface

_REMEMBERED = 1 << 14


class Resources:
    """The resources of all pages, under the number that each of them names (ISO 32000-1, 7.8.3)."""

    def __init__(self, file: File, fontset: Fontset) -> None:
        self.number = file.reserve()
        self.fonts = Fonts(file, fontset)
        self._file = file
        self._drawn: dict[str, int] = {}

    def draw(self, title: str, make: Callable[[File], int]) -> str:
        """The operator that draws what `make` writes, when it is drawn first, as an external object under a name."""
        if title not in self._drawn:
            self._drawn[title] = make(self._file)
        return f"/{title} Do"

    def write(self) -> None:
        """Write them, when all pages are."""
        drawn = "".join(f"/{title} {number} 0 R" for title, number in self._drawn.items())
        self._file.add(f"<</Font{self.fonts.write()}{f'/XObject<<{drawn}>>' if drawn else ''}>>", self.number)


class Fonts:
    """The fonts of a document, and the units whose glyphs they have been told of."""

    def __init__(self, file: File, fontset: Fontset) -> None:
        self.used: set[Shape] = set()
        self.lacking = False  # whether a unit has a character that no font has
        self._file = file
        self._whole = {face.file for family in fontset.brought if family.whole for face in family.paper}
        self._fonts: dict[Path | Macro, Embedded] = {}  # one file may serve two weights

    def of(self, typeface: Typeface | Macro) -> Embedded:
        """The document's font for a typeface."""
        key = typeface if isinstance(typeface, Macro) else typeface.face.file
        font = self._fonts.get(key)
        if font is None:
            if isinstance(typeface, Macro):
                font = Clusters(typeface, self.of(typeface.typeface), self._file.reserve())
            else:
                title, whole = f"F{len(self._fonts)}", typeface.face.file in self._whole
                font = Glyphs(typeface, title, self._file.reserve(), whole=whole)
            self._fonts[key] = font
        return font

    def use(self, shape: Shape) -> None:
        """Tell the fonts which glyphs a unit has, how wide they are and what they say."""
        if len(self.used) >= _REMEMBERED:  # a long report has ever more units; to be told twice does no harm
            self.used.clear()
        self.used.add(shape)
        for run in shape.runs:
            self.lacking = self.lacking or bool(run.missing)
            font = self.of(run.typeface)
            for code, said in run.texts.items():
                if code not in font.texts:
                    font.texts[code] = said
                    font.widths[code] = run.typeface.widths[code]
                    font.use(code)

    def write(self) -> str:
        """Write the fonts; returns the dictionary by which pages find them."""
        for font in self._fonts.values():
            font.write(self._file)
        return f"<<{''.join(f'/{font.name} {font.number} 0 R' for font in self._fonts.values())}>>"
