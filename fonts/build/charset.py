"""Lists the characters of the families as ranges of code points, for `mreport.fonts` to read in no time."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

from mreport.fonts.coverage import Ranges, ranges

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def coverage(families: Mapping[str, Iterable[bytes]]) -> str:
    """JSON: of each family the characters that all its faces have, as first and last of each range."""
    lines = [f"  {json.dumps(name)}: {json.dumps(_ranges(faces))}" for name, faces in families.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _ranges(faces: Iterable[bytes]) -> Ranges:
    return ranges(set.intersection(*(set(TTFont(BytesIO(face)).getBestCmap()) for face in faces)))
