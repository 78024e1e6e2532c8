"""The comparison core: equality, not language; records in, records out."""

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
