"""The bundled fonts: which faces go on paper, into web pages and into documents, and what they can write.

Paper has a family of its own, in which each Thai cluster is one glyph (fonts/README.md says why). Pages and
documents have plain Sarabun, because people edit there. Mreport Symbols stands behind both.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mreport.resources import folder

if TYPE_CHECKING:
    from pathlib import Path

PDF_FAMILY = "Mreport Thai"
DOCUMENT_FAMILY = "Sarabun"
SYMBOL_FAMILY = "Mreport Symbols"

PDF_FAMILIES = (PDF_FAMILY, SYMBOL_FAMILY)
WEB_FAMILIES = (DOCUMENT_FAMILY, SYMBOL_FAMILY, "Noto Sans Thai", "sans-serif")
DOCUMENT_FAMILIES = (DOCUMENT_FAMILY, SYMBOL_FAMILY)

REGULAR, BOLD = 400, 700
STYLES = {REGULAR: "Regular", BOLD: "Bold"}
INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp"}
SELECTORS = range(0xFE00, 0xFE10)  # they ask for a form of the character before them


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: the family that it belongs to, the weight that it is asked for by, and where it lies."""

    family: str
    weight: int
    file: Path

    @property
    def format(self) -> str:
        """The name that CSS has for the kind of file."""
        return "woff2" if self.file.suffix == ".woff2" else "truetype"


def pdf_faces() -> tuple[Face, ...]:
    """The faces of paper."""
    return (*_both(PDF_FAMILY, "mreport-thai/MreportThai-{}.ttf"), *_symbols("ttf"))


def web_faces() -> tuple[Face, ...]:
    """The faces of a page that carries its fonts inside, compressed."""
    return (*_both(DOCUMENT_FAMILY, "sarabun/Sarabun-{}.woff2"), *_symbols("woff2")[:1])


def document_faces() -> tuple[Face, ...]:
    """The faces of a document that people edit: plain fonts, embedded whole."""
    return (*_both(DOCUMENT_FAMILY, "sarabun/Sarabun-{}.ttf"), *_symbols("ttf")[:1])


def stack(families: tuple[str, ...]) -> str:
    """The value of CSS `font-family`: names quoted, generic families bare."""
    return ", ".join(name if name.islower() else f'"{name}"' for name in families)


def missing(text: str) -> list[str]:
    """The characters of a text that no bundled face has, each once; white space and controls aside."""
    return [character for character in dict.fromkeys(_strange().findall(text)) if not _invisible(character)]


def _both(family: str, pattern: str) -> tuple[Face, ...]:
    return tuple(Face(family, weight, folder("fonts") / pattern.format(STYLES[weight])) for weight in STYLES)


def _symbols(suffix: str) -> tuple[Face, ...]:
    """The one face of the symbols, under both weights: on paper bold text would have it thickened else."""
    file = folder("fonts") / f"mreport-symbols/MreportSymbols-Regular.{suffix}"
    return tuple(Face(SYMBOL_FAMILY, weight, file) for weight in STYLES)


@cache
def _strange() -> re.Pattern[str]:
    """Each character that neither Sarabun nor the symbols have."""
    ranges = json.loads((folder("fonts") / "coverage.json").read_text("utf-8"))
    points = [f"\\U{first:08x}-\\U{last:08x}" for name in DOCUMENT_FAMILIES for first, last in ranges[name]]
    return re.compile(f"[^{''.join(points)}]")


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in INVISIBLE or ord(character) in SELECTORS
