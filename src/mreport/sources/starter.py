"""Data files to begin with: the bundled example in a language, or what a table holds, with comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport.comparison.records import MISSING, Comparison, Row, Status
from mreport.resources import folder
from mreport.sources.inside import LEVELS, data_of
from mreport.sources.suggest import suggestions
from mreport.sources.writing import document

if TYPE_CHECKING:
    from collections.abc import Callable

    from mreport.comparison.records import Dataset


def example(tag: str) -> str:
    """The commented example, in English where there is none in the language."""
    examples = folder("templates") / "starters"
    wanted = examples / f"{tag}.yaml"
    return (wanted if wanted.is_file() else examples / "en.yaml").read_text("utf-8")


def of(dataset: Dataset, _: Callable[[str], str]) -> str:
    """The data file of a dataset; behind an attribute without a rule stands the one that its values would fit."""
    items = tuple(dataset.items.values())
    rows = tuple(
        Row(attribute, tuple(item.values.get(key, MISSING) for item in items), (), Status.ABSENT, True, False)  # noqa: FBT003
        for key, attribute in dataset.attributes.items()
    )
    data = data_of(Comparison(dataset, items, rows, rows), whole=False)
    remarks: dict[tuple[str, ...], str] = {
        ("attributes", key): f"rule: {rules[0]}?" for key, rules in suggestions(dataset).items()
    }
    head = [
        _("A data file of mreport: attributes are the rows of a comparison, items its columns."),
        _("A rule says how values are compared. Where one stands with a question mark, all values would fit it:"),
        _("write it into the brackets, such as {label: Price, rule: number}."),
        "mreport schema > mreport.schema.json",
        "yaml-language-server: $schema=mreport.schema.json",
    ]
    return "".join(f"# {line}\n" for line in head) + document(data, LEVELS, remarks)
