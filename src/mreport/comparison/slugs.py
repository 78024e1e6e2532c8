"""Ids made of names: what a table's labels and items are called by."""

from __future__ import annotations

import unicodedata

from mreport.thai import canonical


def slug_of(text: str) -> str:
    """Letters, marks and digits in lower case with hyphens between them; what can't be seen is left out."""
    return "-".join(canonical(text).lower().translate(_SIGNS).split())


class _Signs(dict[int, str]):
    """What becomes of each character in an id: itself, a space, or nothing where it can't be seen."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        kind = unicodedata.category(sign)
        self[code] = sign if sign == "_" or kind[0] in "LMN" else "" if kind == "Cf" else " "
        return self[code]


_SIGNS = _Signs()
