"""Pages that hold nothing but a part of a table: made by us, and put between those that WeasyPrint has laid out.

WeasyPrint's cost grows with the square of the number of its pages; of a table it sees the first and the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pydyf

from mreport.writers.pdf.paint import Reserving

if TYPE_CHECKING:
    from mreport.writers.pdf.paint import Painting
    from mreport.writers.pdf.plan import Measures

_SCALE = 0.75  # points in a px
_OWN = ("Contents", "StructParents", "Annots")


class _Matrix:
    """The current transformation, as the painter asks for it."""

    def __init__(self, *values: float) -> None:
        self.values = values


class Leaf(pydyf.Stream):  # type: ignore[misc]  # pydyf has no types
    """The content of such a page, as the painter writes into it."""

    def __init__(self, measures: Measures, *, compress: bool) -> None:
        super().__init__(compress=compress)
        layout = measures.layout
        height = layout.height / 25.4 * 72
        left, top = layout.margin_side / 25.4 * 72, layout.margin_top / 25.4 * 72
        self.ctm = _Matrix(_SCALE, 0, 0, -_SCALE, left, height - top)
        self._tags: dict[Any, Any] = Reserving({})
        self.stream.append(f"1 0 0 -1 0 {height:.3f} cm\nq {_SCALE} 0 0 {_SCALE} {left:.3f} {top:.3f} cm")


def paint(painting: Painting, *, compress: bool) -> Leaf:
    """Paint a sheet onto a leaf of its own."""
    leaf = Leaf(painting.measures, compress=compress)
    painting.paint(leaf)
    leaf.stream.append("Q")
    return leaf


def insert(pdf: Any, leaves: list[Leaf], after: Any) -> None:
    """Put leaves into a PDF behind the page on which a stream of WeasyPrint's stands."""
    kids = pdf.pages["Kids"]
    before = next(index for index, page in enumerate(kids[::3]) if pdf.objects[page]["Contents"] == after.reference)
    model = pdf.objects[kids[3 * before]]
    for number, leaf in enumerate(leaves, before + 1):
        pdf.add_object(leaf)
        page = pydyf.Dictionary({key: value for key, value in model.items() if key not in _OWN})
        page["Contents"] = leaf.reference
        pdf.add_object(page)
        kids[3 * number : 3 * number] = [page.number, 0, "R"]
    pdf.pages["Count"] += len(leaves)
