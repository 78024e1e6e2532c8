"""What is made of a font that the user brings: `python -m mreport.fonts.making OUT FAMILY FILE...`.

A font is untrusted input. What reads it here may take too long or too much memory, or fall over; it is run as a
process of its own, and the one that started it sees that and says so. Into the folder OUT go the plain faces, the
cluster fonts of them where the licence allows, WOFF2 for pages, and `about.json`. A fault goes to standard output as
JSON.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from contextlib import suppress
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fontTools.ttLib import TTFont

from mreport.errors import Fault, UserError
from mreport.fonts import coverage, licence
from mreport.fonts.cluster import building
from mreport.fonts.cluster.clusters import covered
from mreport.fonts.opening import BOLD, BOLD_FROM, REGULAR, Single, faces

if TYPE_CHECKING:
    from collections.abc import Sequence

ABOUT = "about.json"
NO_ROOM = 3  # exit code where a file could not be written
MOST_MEMORY = 2 * 1024**3
_LETTERS = 6  # fewer letters of any script than this, and it is a font of symbols
_MATHEMATICAL = range(0x1D400, 0x1D800)  # letters that are symbols
_TYPO_METRICS = 0x80  # of fsSelection


def main(arguments: Sequence[str]) -> None:
    """Make what is made of font files into a folder, or say what is wrong."""
    _limit()
    folder, family, *files = arguments
    try:
        about = make([Path(file).read_bytes() for file in files], Path(folder), family)
        Path(folder, ABOUT).write_text(json.dumps(about), "utf-8")
    except OSError:
        sys.exit(NO_ROOM)
    except UserError as error:
        fault = error.faults[0]
        sys.stdout.write(json.dumps({"code": fault.code, "fields": dict(fault.fields)}))


def _limit() -> None:
    """Hold the process to some memory, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def make(files: Sequence[bytes], folder: Path, family: str) -> dict[str, Any]:
    """Make the fonts of a family into a folder, cluster fonts under a family name of their own; what is known of them.

    Raises UserError (`font-...`); the field `position` says which file is meant.
    """
    found: list[Single] = []
    for position, data in enumerate(files):
        with _of(position):
            found += faces(data, position)
    regular, bold = chosen(found)
    about: dict[str, Any] = {"family": regular.family, "style": regular.style, "weights": {}}
    styles = {REGULAR: (regular, "Regular")} | ({BOLD: (bold, "Bold")} if bold else {})
    fonts = {}
    for weight, (face, style) in styles.items():
        with _of(face.file):
            fonts[weight] = _Made(face, style, folder, family)
            about["weights"][str(weight)] = fonts[weight].about()
    about["points"] = coverage.ranges(set.intersection(*(made.points for made in fonts.values())))
    return about


class _of:  # noqa: N801  reads as a phrase: with _of(position)
    """Says of a fault which file it is in, and makes one of whatever else damaged data raise."""

    def __init__(self, position: int) -> None:
        self.position = position

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, UserError):
            fields = {**error.faults[0].fields, "position": self.position}
            raise UserError.of([Fault(error.code, fields)]) from error
        if isinstance(error, Exception):
            raise UserError("font-unreadable", problem=type(error).__name__, position=self.position) from error


def chosen(found: Sequence[Single]) -> tuple[Single, Single | None]:
    """The faces for regular and for bold text: of one family, upright where there is a choice, nearest in weight."""
    families = list(dict.fromkeys(face.family for face in found))
    if len({face.file for face in found}) > 1 and len(families) > 1:
        raise UserError("font-families", families=families, position=found[-1].file)
    found = [face for face in found if face.family == families[0]]
    light = [face for face in found if face.weight < BOLD_FROM]
    heavy = [face for face in found if face.weight >= BOLD_FROM]
    regular = min(light or heavy, key=lambda face: (face.slanted, abs(face.weight - REGULAR)))
    bold = min(heavy, key=lambda face: (face.slanted, abs(face.weight - BOLD))) if light and heavy else None
    unused = {face.file for face in found} - {regular.file, bold.file if bold else regular.file}
    if unused:
        raise UserError("font-not-used", styles=[face.style for face in found], position=min(unused))
    return regular, bold


def _is_letter(point: int) -> bool:
    return unicodedata.category(chr(point))[0] == "L" and point not in _MATHEMATICAL


class _Made:
    """A face and what is made of it."""

    def __init__(self, face: Single, style: str, folder: Path, family: str) -> None:
        self.face, self.style, self.folder, self.family = face, style, folder, family
        self.font = TTFont(BytesIO(face.data), recalcTimestamp=False)
        self.points = set(self.font.getBestCmap() or ())
        if licence.rights(self.font) is licence.Rights.RESTRICTED:
            raise UserError("font-restricted", family=face.family, kind=self.font["OS/2"].fsType)
        if len(list(islice(filter(_is_letter, sorted(self.points)), _LETTERS))) < _LETTERS:
            raise UserError("font-no-letters", family=face.family)

    def about(self) -> dict[str, Any]:
        """Make the files; what is known of the face."""
        font, data = self.font, self.face.data
        (self.folder / f"plain-{self.style}.ttf").write_bytes(data)
        free = licence.free(font)
        texts = covered(self.points)
        paper = self._paper() if free and texts else None
        if licence.rights(font) is licence.Rights.INSTALLABLE:
            self._web(font)
        line = self._line(font)
        top, bottom = self._stack(paper or data, texts)
        return {
            "free": paper is not None,
            "rights": int(licence.rights(font)),
            "whole": licence.whole(font),
            "points": coverage.ranges(self.points),
            "glyphs": font["maxp"].numGlyphs,
            "cubic": "glyf" not in font,
            "top": top,
            "bottom": bottom,
            "line": line,
        }

    def _paper(self) -> bytes | None:
        """The cluster font of the face, in its file; None where it has no room for the clusters."""
        try:
            made = building.build(self.face.data, self.style, self.family, self.face.family)
        except building.TooManyGlyphsError:
            return None
        (self.folder / f"paper-{self.style}.ttf").write_bytes(made)
        return made

    def _web(self, font: TTFont) -> None:
        font.flavor = "woff2"
        font.save(self.folder / f"web-{self.style}.woff2")

    def _line(self, font: TTFont) -> float:
        """The natural height of a line in em, as word processors take it."""
        os2 = font["OS/2"]
        if os2.fsSelection & _TYPO_METRICS:
            height = os2.sTypoAscender - os2.sTypoDescender + os2.sTypoLineGap
        else:
            height = os2.usWinAscent + os2.usWinDescent
        return float(height / font["head"].unitsPerEm) or 1.0

    def _stack(self, data: bytes, texts: Sequence[str]) -> tuple[float, float]:
        """How far the tallest cluster reaches above the baseline and the deepest below, in em; of Latin, `Ågj`."""
        extents = building.extents(data)
        reach = [extents(text) for text in (texts or ("\u00c5", "H", "g", "j"))]
        return max(top for top, _ in reach), min(bottom for _, bottom in reach)


if __name__ == "__main__":
    main(sys.argv[1:])
