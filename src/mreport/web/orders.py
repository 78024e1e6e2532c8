"""Orders: what a worker is asked for, which is the comparison for a page or a document, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from mreport import locales, progress, writers
from mreport.errors import Fault, MreportError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mreport.comparison.records import Dataset
    from mreport.recipe import Recipe
    from mreport.web.address import Address
    from mreport.web.screen import Screen

_BEGUN, _COMPARED = 0.02, 0.1  # of the work
# What a worker loads before it is asked for anything.
AHEAD = ("mreport.web.orders", "mreport.web.screen", "mreport.page", "jinja2.sandbox", "babel.dates")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was made (a screen, a document, a dataset, rules that fit) with what a reader must be told; or why not."""

    made: Screen | bytes | Dataset | Mapping[str, tuple[str, ...]] | None = None
    warnings: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """A comparison of all items of a dataset: for the screen, or the document of a suffix."""

    dataset: Dataset
    recipe: Recipe
    address: Address
    lang: str
    suffix: str | None = None
    languages: Path | None = field(default_factory=locales.own)

    def made(self) -> Answer:
        """Make it."""
        from mreport.web.folding import group_numbers
        from mreport.web.screen import screen

        if locales.own() != self.languages:  # a worker began anew, and knows nothing of it
            locales.bring(self.languages)
        progress.tell(_BEGUN)
        page = self.recipe.page(self.dataset, tuple(self.dataset.items), self.lang)
        told = {str(fault): fault for one in (page, *page.others) for fault in one.report.warnings}
        progress.tell(_COMPARED)
        groups = group_numbers(self.dataset)
        made = screen(page, self.address, groups) if self.suffix is None else writers.encode(page, self.suffix)
        return Answer(made, tuple(told.values()))


@dataclass(frozen=True, slots=True)
class Fitting:
    """The question which rules the values of a dataset's attributes fit."""

    dataset: Dataset

    def made(self) -> Answer:
        """The rules by attribute."""
        from mreport.sources.suggest import suggestions

        # Nothing is read anew for a rule that is chosen, so no file is opened.
        fits = {
            key: tuple(rule for rule in rules if rule != "image") for key, rules in suggestions(self.dataset).items()
        }
        return Answer({key: rules for key, rules in fits.items() if rules})


class Made(Protocol):
    """What a worker can be asked for."""

    def made(self) -> Answer:
        """Make it."""


def make(order: Made) -> Answer:
    """What becomes of an order; whatever stands against it is told, not raised."""
    try:
        return order.made()
    except MreportError as error:
        return Answer(faults=error.faults)
    except MemoryError:
        return Answer(faults=(Fault("report-memory"),))
    except Exception as error:  # noqa: BLE001  an order must not stop the others
        return Answer(faults=(Fault("internal-error", {"kind": type(error).__name__}),))
