"""Where the items of a table stand, as far as its values make it certain.

An attribute's values are of one kind. Where every column holds values of one kind, not all columns the same one, and
every row holds several, the attributes can only be the columns: each row is an item, as in an export of records.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mreport.thai import latin_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

# As much of a table as is looked at.
_MOST = 100
_FEWEST = 2
_KINDS = (
    ("number", re.compile(r"[-+\u2212]?[0-9][0-9,. ]*%?|[-+]?[0-9]*\.[0-9]+%?")),
    ("date", re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}(?:[ T][0-9:.]+Z?)?")),
    ("url", re.compile(r"https?://\S+")),
)


def items_in_rows(body: Sequence[Sequence[str]]) -> bool:
    """Whether the values of a table (without names and labels), as rows, are certain to be items in rows."""
    if len(body) < _FEWEST or len(body[0]) < _FEWEST:
        return False
    kinds = [[_kind(cell) for cell in row[:_MOST]] for row in body[:_MOST]]
    columns = [_held(column) for column in zip(*kinds, strict=True)]
    rows = [_held(row) for row in kinds]
    pure = all(len(column) == 1 for column in columns)
    return pure and all(len(row) > 1 for row in rows)


def _held(kinds: Sequence[str]) -> set[str]:
    return {kind for kind in kinds if kind}


def _kind(text: str) -> str:
    """What a value looks like; nothing for an empty one."""
    text = latin_digits(text.strip())
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(text)), "text" if text else "")
