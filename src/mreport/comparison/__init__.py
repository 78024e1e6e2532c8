"""The comparison core: equality, not language; records in, records out.

What it exports is imported at its first use: the tables of words and calendars are wanted without it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mreport.comparison.comparing import compare
    from mreport.comparison.records import (
        Absence,
        Attribute,
        Comparison,
        Dataset,
        Item,
        Origin,
        Row,
        Status,
        Text,
        Value,
    )

__all__ = [
    "Absence",
    "Attribute",
    "Comparison",
    "Dataset",
    "Item",
    "Origin",
    "Row",
    "Status",
    "Text",
    "Value",
    "compare",
]


def __getattr__(name: str) -> Any:
    """An exported name out of the module that has it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from mreport.comparison import comparing, records

    found = globals()[name] = getattr(comparing if name == "compare" else records, name)
    return found
