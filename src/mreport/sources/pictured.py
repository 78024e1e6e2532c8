"""The pictures of a plain table: names under an attribute with the rule `image`, and what Markdown and HTML show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mreport.comparison.records import Value
from mreport.errors import Fault, MreportError
from mreport.sources.inline import picture_of
from mreport.sources.pictures import IMAGE, Pictures, Shown, error_of
from mreport.thai import canonical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mreport.comparison.records import Attribute, Dataset
    from mreport.errors import Place
    from mreport.sources.grid import Grid
    from mreport.sources.reading import Reading

    Values = list[Sequence[Value]]  # for each item, in the order of the attributes


def opened(
    dataset: Dataset,
    grid: Grid,
    attributes: Mapping[str, Attribute],
    items: Sequence[str],
    values: Values,
    reading: Reading,
    home: Path | None,
) -> tuple[Dataset, Values]:
    """The values with their pictures, of the items wanted; what a page shows and can't be opened is warned of.

    `items` are their ids. Raises SourceError or LimitError with every fault of a name under the rule `image`.
    """
    named = [attribute.rule == IMAGE for attribute in attributes.values()]
    if not any(named) and not (grid.table.page and any(isinstance(value, Shown) for own in values for value in own)):
        return dataset, values
    opener = _Opener(Pictures.of(home, reading))
    names = grid.texts(grid.names)
    wanted = None if reading.wanted is None else {canonical(name).strip() for name in reading.wanted}
    made: Values = []
    for item, own in enumerate(values):
        if wanted is not None and not wanted & {items[item], canonical(names[item]).strip()}:
            made.append(own)
            continue
        made.append(
            [
                opener.value(value, grid.place(item, label), named=named[label])
                if named[label] or isinstance(value, Shown)
                else value
                for label, value in enumerate(own)
            ]
        )
    if opener.faults:
        raise error_of(opener.faults)
    return replace(dataset, warnings=(*dataset.warnings, *opener.warnings)), made


class _Opener:
    """Opens the pictures of a table and collects what is wrong with them."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures = pictures
        self.faults: list[Fault] = []
        self.warnings: list[Fault] = []

    def value(self, value: Value, place: Place, *, named: bool) -> Value:
        """The value of a cell: of one under the rule a name, or a picture as Markdown has it."""
        if value.absence or value.picture:
            return value
        found = value if isinstance(value, Shown) else picture_of(str(value.parts[0]))
        try:
            if found:
                return self.pictures.value(found.address, found.parts[0] if found.said else None, place)
            return self.pictures.value(str(value.parts[0]).strip(), None, place)
        except MreportError as error:
            (self.faults if named else self.warnings).extend(error.faults)
        return Value(value.parts, link=value.link)
