"""The fonts of a report: which faces go on paper, into web pages and into documents, and what they can write.

Paper has a family of its own, in which each Thai cluster is one glyph (fonts/README.md says why). Pages and
documents have plain Sarabun, because people edit there. Mreport Symbols stands behind both. A family that the user
brings (`own`) stands before them all: a `Fontset` is what a report is written in.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mreport.fonts.coverage import in_class
from mreport.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

    from mreport.errors import Fault

# Which family serves where, and its files.
_DECLARED = tomllib.loads((folder("fonts") / "fonts.toml").read_text(encoding="utf-8"))
PDF_FAMILY: str = _DECLARED["paper"]["family"]
DOCUMENT_FAMILY: str = _DECLARED["document"]["family"]
SYMBOL_FAMILY: str = _DECLARED["symbols"]["family"]

PDF_FAMILIES = (PDF_FAMILY, SYMBOL_FAMILY)
WEB_FAMILIES = (_DECLARED["web"]["family"], SYMBOL_FAMILY, *_DECLARED["web"]["behind"])
DOCUMENT_FAMILIES = (DOCUMENT_FAMILY, SYMBOL_FAMILY)

CONSONANTS = frozenset(range(0x0E01, 0x0E2F))
NATURAL_LINE: float = _DECLARED["document"]["line"]
TALLEST: float = _DECLARED["document"]["tallest"]
REGULAR, BOLD = 400, 700
STYLES = {REGULAR: "Regular", BOLD: "Bold"}
INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}
SELECTORS = range(0xFE00, 0xFE10)  # they ask for a form of the character before them


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: the family that it belongs to, the weight that it is asked for by, and where it lies.

    A cluster font made of a font that the user brings is shaped by this one, `plain`, whose kerning between clusters
    it does not have; the glyphs of its clusters, `texts`, begin at the number `first`. A font that may not be changed
    has no plain one beside it, and its clusters are glyphs of the PDF's own.
    """

    family: str
    weight: int
    file: Path
    plain: Path | None = None
    first: int = 0
    texts: tuple[str, ...] = ()

    @property
    def format(self) -> str:
        """The name that CSS has for the kind of file."""
        return "woff2" if self.file.suffix == ".woff2" else "truetype"


def pdf_faces() -> tuple[Face, ...]:
    """The faces of paper."""
    return (*_both("paper"), *_symbols("regular"))


def web_faces() -> tuple[Face, ...]:
    """The faces of a page that carries its fonts inside, compressed."""
    return (*_both("web"), *_symbols("web")[:1])


def document_faces() -> tuple[Face, ...]:
    """The faces of a document that people edit: plain fonts, embedded whole."""
    return (*_both("document"), *_symbols("regular")[:1])


def stack(families: tuple[str, ...]) -> str:
    """The value of CSS `font-family`: names quoted, generic families bare."""
    return ", ".join(name if name.islower() else f'"{name}"' for name in families)


def missing(text: str) -> list[str]:
    """The characters of a text that no bundled face has, each once; white space and controls aside."""
    return [character for character in dict.fromkeys(_strange().findall(text)) if not _invisible(character)]


@dataclass(frozen=True, slots=True, eq=False)
class Own:
    """A family that the user brings; heights in em, from the baseline upwards."""

    family: str  # as its maker named it
    paper: tuple[Face, ...]
    plain: tuple[Face, ...]
    web: tuple[Face, ...]  # none where its licence keeps it out of pages
    editable: bool  # whether it may be, and can be, put into documents that people edit
    whole: bool  # not to be embedded in part
    points: frozenset[int]
    top: float  # of the tallest cluster
    bottom: float  # of the deepest
    line: float  # its natural line
    warnings: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Fontset:
    """The families that a report is written in, in the order in which a character is looked for."""

    own: Own | None = None
    others: tuple[Own, ...] = ()  # those of scripts, which languages bring

    @property
    def brought(self) -> tuple[Own, ...]:
        """All families that are not bundled."""
        return (*((self.own,) if self.own else ()), *self.others)

    def pdf_faces(self) -> tuple[Face, ...]:
        """The faces of paper."""
        others = (face for family in self.others for face in family.paper)
        return (*(self.own.paper if self.own else ()), *pdf_faces(), *others)

    def web_faces(self) -> tuple[Face, ...]:
        """The faces of a page that carries its fonts inside."""
        others = (face for family in self.others for face in family.web)
        return (*(self.own.web if self.own else ()), *web_faces(), *others)

    def document_faces(self) -> tuple[Face, ...]:
        """The faces of a document that people edit."""
        others = (face for family in self.others if family.editable for face in family.plain)
        return (*(self.own.plain if self.own and self.own.editable else ()), *document_faces(), *others)

    @property
    def pdf_families(self) -> tuple[str, ...]:
        """The families of paper."""
        others = (family.paper[0].family for family in self.others if family.paper)
        return (*((self.own.paper[0].family,) if self.own else ()), *PDF_FAMILIES, *others)

    @property
    def web_families(self) -> tuple[str, ...]:
        """The families of a page."""
        ours, generic = WEB_FAMILIES[:2], WEB_FAMILIES[2:]
        return (*((self.own.family,) if self.own else ()), *ours, *(family.family for family in self.others), *generic)

    @property
    def document_families(self) -> tuple[str, ...]:
        """The families of a document."""
        others = (family.family for family in self.others)
        return (*((self.own.family,) if self.own else ()), *DOCUMENT_FAMILIES, *others)

    @property
    def thai_family(self) -> str:
        """The family of a document's Thai: the first that has any."""
        return self.own.family if self.own and self.own.points >= CONSONANTS else DOCUMENT_FAMILY

    @property
    def line(self) -> float:
        """The natural line of a document's text in em, in which word processors count."""
        return self.own.line if self.own else NATURAL_LINE

    @property
    def stretch(self) -> float:
        """How much taller the tallest cluster is than Sarabun's, which the layout's line height is for; at least 1."""
        return max(1.0, (self.own.top - self.own.bottom) / TALLEST) if self.own else 1.0

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What is to be told of fonts that are not bundled."""
        return tuple(fault for family in self.brought for fault in family.warnings)

    def missing(self, text: str) -> list[str]:
        """The characters of a text that no face has, each once; white space and controls aside."""
        strange = missing(text)
        drawn = [family.points for family in self.brought if family.paper]
        return [each for each in strange if not any(ord(each) in points for points in drawn)] if drawn else strange


BUNDLED = Fontset()


def _both(use: str) -> tuple[Face, ...]:
    """The regular and the bold face of the family that serves a use."""
    family = _DECLARED[use]
    files = {weight: folder("fonts") / family[style.lower()] for weight, style in STYLES.items()}
    return tuple(Face(family["family"], weight, file) for weight, file in files.items())


def _symbols(file: str) -> tuple[Face, ...]:
    """The one face of the symbols, under both weights."""
    path = folder("fonts") / _DECLARED["symbols"][file]
    return tuple(Face(SYMBOL_FAMILY, weight, path) for weight in STYLES)


@cache
def _strange() -> re.Pattern[str]:
    """Each character that neither Sarabun nor the symbols have."""
    ranges = json.loads((folder("fonts") / "coverage.json").read_text("utf-8"))
    return re.compile(f"[^{''.join(in_class(ranges[name]) for name in DOCUMENT_FAMILIES)}]")


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in INVISIBLE or ord(character) in SELECTORS
