"""The limits of the contract: how much a comparison and its source may hold, and how far a flag may raise them."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from mreport.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

_KIB = 1024
_MIB = 1024 * _KIB
_UNITS = {"": 1, "kib": _KIB, "mib": _MIB, "gib": 1024 * _MIB}
_AMOUNT = re.compile(r"([0-9]{1,15})\s*(|[kmg]ib)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """Items, rows, cells and characters of a cell: of the comparison made. Bytes and levels of nesting: of its source.

    Cells are what memory goes by; the default is what the two before it allow together.
    """

    items: int = 60
    rows: int = 20_000
    cells: int = 1_200_000
    cell: int = 20_000
    file: int | None = None  # bytes; None: what the format can take
    unpacked: int = 200 * _MIB
    depth: int = 32


DEFAULT = Limits()
# What a flag may ask for at most: beyond it, documents can't be made or memory runs out. A cell may be three objects
# of a PDF, of which PDF/A has 8,388,607 at most (ISO 19005-3, 6.1.13).
_MOST = Limits(
    items=1000, rows=100_000, cells=2_500_000, cell=10_000_000, file=4096 * _MIB, unpacked=4096 * _MIB, depth=100
)


def limits(texts: Iterable[str]) -> Limits:
    """The limits with those changed that are named, each as `NAME=N`: `rows=50000`, `file=40MiB`.

    Raises UserError: `limit-option`, `limit-unknown`, `limit-amount`.
    """
    names = [field.name for field in fields(Limits)]
    chosen = {}
    for text in texts:
        name, sign, amount = (part.strip() for part in text.partition("="))
        if not sign:
            raise UserError("limit-option", text=text)
        if name not in names:
            raise UserError("limit-unknown", limit=name, nearest=[], known=names)
        found, most = _AMOUNT.fullmatch(amount), getattr(_MOST, name)
        number = int(found[1]) * _UNITS[found[2].lower()] if found else 0
        if not 0 < number <= most:
            raise UserError("limit-amount", limit=name, text=amount, most=most)
        chosen[name] = number
    return replace(DEFAULT, **chosen)
