"""What the tests of the comparison share: small datasets, the table of pairs, and the verdict on two values."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from mreport.comparison import Attribute, Dataset, Item, Value, compare
from mreport.comparison.classes import read_tolerance
from mreport.comparison.rules import FOLDS
from mreport.images import Image

# What stands in the files that the table names, of which one is the copy of another.
PICTURES = {"front.png": b"front", "copy.png": b"front", "side.png": b"side"}
TABLE = Path(__file__).with_name("pairs.yaml")


@dataclass(frozen=True)
class Pair:
    """Two values, the options of their attribute, the verdict that people agree on, and why."""

    one: object
    other: object
    verdict: str
    why: str
    options: dict

    def __str__(self):
        return f"{self.options['rule']}: {self.one} | {self.other} ({self.why})".encode(
            "ascii", "backslashreplace"
        ).decode()


def _pairs():
    for entry in yaml.load(TABLE.read_text("utf-8"), yaml.BaseLoader):
        pairs = entry.pop("pairs")
        for one, other, said, why in pairs:
            yield Pair(one, other, said, why, entry)


PAIRS = tuple(_pairs())


def value(written):
    """A value as the table writes it; a value that is one already stays as it is."""
    if isinstance(written, Value):
        return written
    if isinstance(written, list):
        return Value(tuple(written))
    if isinstance(written, dict) and "image" in written:
        picture = Image(PICTURES[written["image"]], "png", 1, 1, name=written["image"])
        return Value((written["alt"],) if written.get("alt") else (), picture=picture)
    if isinstance(written, dict) and "url" in written:
        return Value((written["text"],), link=written["url"])
    return Value((written,))


def attribute(id_="a", **options):
    """An attribute by the keys that a data file has for it."""
    rule = options.pop("rule", "text")
    decimal = options.pop("decimal", ".")
    tolerance = options.pop("tolerance", None)
    read = read_tolerance(tolerance, rule, decimal) if tolerance is not None else None
    assert (read is None) == (tolerance is None), f"no tolerance: {tolerance}"
    fold = frozenset(name for name in FOLDS if options.pop(name, "keep") == "fold")
    return Attribute(id_, options.pop("label", id_), rule, tolerance=read, fold=fold, **options)


def dataset(rows, attributes, **choices):
    """A dataset of columns of values: `rows` holds the values of each attribute, item by item."""
    attributes = {each.id: each for each in attributes}
    columns = zip(*rows, strict=True)
    items = {
        f"i{number}": Item(f"i{number}", f"Item {number}", dict(zip(attributes, map(value, column), strict=True)))
        for number, column in enumerate(columns)
    }
    return Dataset(items=items, attributes=attributes, **choices)


def row(values, options=None, **choices):
    """The row of one attribute over values, compared."""
    options = {"rule": "text"} | (options or {})
    data = dataset([values], [attribute(**options)], decimal=options.get("decimal", "."))
    return compare(data, **choices).rows[0]


def verdict(one, other, options):
    """`same` or `differs`, as the row of two items with these values is marked."""
    return "differs" if row([one, other], options).marked else "same"
