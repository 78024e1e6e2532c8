"""What a benchmark has written into a page, for the page's sister."""

from __future__ import annotations

import re
from pathlib import Path

_FONTS = Path(__file__).resolve().parents[1] / "explanation" / "fonts.md"


def text_layer(_tag: str) -> str:
    """The date and the table that `benchmarks/text_layer.py` wrote."""
    found = re.search(r"<!-- text layer -->\n(.*?)<!-- end -->", _FONTS.read_text("utf-8"), re.DOTALL)
    return found[1].strip() if found else ""
