"""mreport compares items side by side and hands the comparison to people in their own language.

>>> import mreport  # doctest: +SKIP
>>> dataset = mreport.read("methods.yaml")  # doctest: +SKIP
>>> comparison = mreport.compare(dataset, ["tl-diffusion", "mm-diffusion"])  # doctest: +SKIP
>>> page = mreport.render(comparison, "th")  # doctest: +SKIP
>>> mreport.write(page, "report.pdf")  # doctest: +SKIP
31245

The way of the data: source, comparison, page, document; each step is one function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport.comparison import (
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
    compare,
)
from mreport.errors import (
    ChoiceError,
    Fault,
    LimitError,
    MachineError,
    MreportError,
    OutputError,
    Place,
    SourceError,
    TemplateError,
    UserError,
)
from mreport.sources import read
from mreport.writers import write

if TYPE_CHECKING:
    import datetime

    from mreport.layout import Layout
    from mreport.page import Page

__all__ = [
    "Absence",
    "Attribute",
    "ChoiceError",
    "Comparison",
    "Dataset",
    "Fault",
    "Item",
    "LimitError",
    "MachineError",
    "MreportError",
    "Origin",
    "OutputError",
    "Place",
    "Row",
    "SourceError",
    "Status",
    "TemplateError",
    "Text",
    "UserError",
    "Value",
    "compare",
    "read",
    "render",
    "write",
]


def render(
    comparison: Comparison,
    lang: str = "en",
    *,
    title: str | None = None,
    date: datetime.date | None = None,
    layout: Layout | None = None,
) -> Page:
    """Render a comparison in a language (`th`, `en`) into a page that `write` turns into any format.

    `title` and `date` win over the data's own; `layout` is chosen by the number of items where none is given.
    Raises ChoiceError (`language-unknown`) and TemplateError.
    """
    from mreport.language import language
    from mreport.layout import PLAIN
    from mreport.page import render as render_page
    from mreport.report import report

    reader = language(lang)
    words = report(comparison, reader, title=title, date=date)
    return render_page(words, reader, layout or PLAIN.for_items(len(comparison.items)))
