"""How a DOCX is made: the user's letterhead, and what of the fonts goes inside. A page carries it to the writer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mreport import given

if TYPE_CHECKING:
    import os

EmbedFonts = Literal["full", "subset", "none"]
EMBED_FONTS: tuple[EmbedFonts, ...] = ("full", "subset", "none")
MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The user's own document, checked by `read`: the name it was given by, and its bytes."""

    file: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Edition:
    """How a DOCX is made: on which letterhead, if any, and whether fonts go inside whole, in part or not at all."""

    letterhead: Letterhead | None = None
    embed_fonts: EmbedFonts = "full"


def read(path: str | os.PathLike[str]) -> Letterhead:
    """Read a letterhead and check all of it, so that nothing is written where it can't be used.

    Raises UserError (`letterhead-...`, `source-missing`, `source-is-folder`, `source-unreadable`) and LimitError
    (`file-too-large`, `inside-too-large`).
    """
    from mreport.writers.docx.letterhead import opening

    letterhead = Letterhead(str(path), given.content(path, MOST_BYTES))
    opening.opened(letterhead)
    return letterhead
