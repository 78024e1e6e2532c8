"""How far apart lines stand: as the layout says, further where a vowel under a long tail would touch a stack below."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.writers.pdf.lines import Line

# A vowel below a consonant with a tail (do chada, to patak, ru, lu): it reaches 0.56 em down where others reach 0.35.
_DEEP = re.compile("[\u0e0e\u0e0f\u0e24\u0e26][\u0e38-\u0e3a]")
# A tone over an upper vowel: in bold it reaches 1.29 em up, one mark alone 1.04.
_STACK = re.compile("[\u0e31\u0e34-\u0e37\u0e47\u0e4d][\u0e48-\u0e4c]|[\u0e48-\u0e4b]\u0e33")
_APART = 1.87  # em that such lines need in Sarabun


def apart(lines: Sequence[Line], usual: float, size: float) -> float:
    """The distance of lines that usually stand so far apart; `size` is that of their font, in the same unit."""
    texts = [_text(line) for line in lines]
    deep = any(_DEEP.search(above) and _STACK.search(below) for above, below in pairwise(texts))
    return max(usual, _APART * size) if deep else usual


def _text(line: Line) -> str:
    return "".join(shape.text for stretch in line.stretches for shape in stretch.shapes)
