"""A recipe: all that makes a report of a dataset but its items and its language.

It is made of plain values, so that it can go to another process or another machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mreport
from mreport.writers.docx.edition import Edition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mreport.comparison.records import Dataset
    from mreport.page import Page

_FILES = ("template", "theme", "font", "logo")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What `mreport.compare` and `mreport.render` are given, by keyword, and how a DOCX is made."""

    comparing: Mapping[str, Any] = field(default_factory=dict)
    rendering: Mapping[str, Any] = field(default_factory=dict)
    edition: Edition = field(default_factory=Edition)

    def page(self, dataset: Dataset, items: Sequence[str] | None, lang: str) -> Page:
        """The page of a report in a language, or in several (`th,en`); None chooses all items.

        Raises what `mreport.compare` and `mreport.render` do.
        """
        comparison = mreport.compare(dataset, items, **self.comparing)
        return replace(mreport.render(comparison, lang, **self.rendering), edition=self.edition)

    def files(self) -> Iterator[Path]:
        """The files that rendering names, such as a template, a theme or fonts of the user's own."""
        for name in _FILES:
            given = self.rendering.get(name) or ()
            paths = [given] if isinstance(given, (str, Path)) else given
            yield from (path for path in map(Path, paths) if path.is_file())

    def moved(self, places: Mapping[str, str]) -> Recipe:
        """The same recipe with its files elsewhere: where each is now, by where it was."""
        found: dict[str, Any] = {}
        for name in _FILES:
            given = self.rendering.get(name)
            if isinstance(given, (str, Path)):
                found[name] = places.get(str(given), given)
            elif given:
                found[name] = tuple(places.get(str(path), path) for path in given)
        return replace(self, rendering={**self.rendering, **found})
