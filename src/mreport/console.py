"""Text in a terminal: the columns that it takes, and its lines, which break as paper's do."""

from __future__ import annotations

from wcwidth import wcswidth

from mreport.breaks import pieces, units
from mreport.thai import SARA_AM


def wrapped(paragraph: str, width: int) -> list[str]:
    """The lines of a text, broken where a line may end; what is wider than a line is cut where it hurts least."""

    def fits(piece: str) -> bool:
        return width_of(piece) <= width

    lines: list[str] = []
    for given in paragraph.replace("\t", " ").split("\n"):
        line = ""
        for unit in units(given):
            if width_of(line + unit.rstrip()) > width and line:
                lines.append(line.rstrip())
                line = ""
            for piece in pieces(unit, fits):
                if line and width_of(line + piece.rstrip()) > width:
                    lines.append(line.rstrip())
                    line = ""
                line += piece
        lines.append(line.rstrip())
    return lines


def width_of(text: str) -> int:
    """The columns of a terminal that a text takes; Thai marks above and below take none."""
    return max(0, wcswidth(text.replace(SARA_AM, "x")))  # terminals give sara am a column of its own
