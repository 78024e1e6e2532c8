"""CPU of `compare()` against reading the same data, and how it grows: `python benchmarks/comparison.py`.

Work: short texts, half of them Thai; in half of the attributes all items say the same, in the others two or
three different things. Printed are CPU milliseconds (`time.process_time`, the least of several runs in turn)
and ratios:

* 17 items x 660 attributes: `json.loads` of the data, `mreport.read` of them as a JSON data file, `compare()`;
* 3 items x 12,500 to 100,000 attributes: `compare()`, and the exponent by which its time grows with the rows
  (1 is a straight line), from the first to the last size.

Figures drift from run to run: look at the ratios, which come of runs in turn.
"""

# ruff: noqa: INP001, T201  a script that speaks on the console

from __future__ import annotations

import json
import math
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import mreport
from mreport.comparison import Attribute, Dataset, Item, Value

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 7
SIZES = (12_500, 25_000, 50_000, 100_000)
WORDS = ("generative model", "แบบจำลองก่อกำเนิด", "supervised learning", "การเรียนรู้แบบมีผู้สอน", "two-stage", "สองขั้น")


def main() -> None:
    """Print the figures."""
    beside(17, 660)
    growth(3)


def beside(items: int, attributes: int) -> None:
    """Print what reading and comparing cost."""
    data = texts(items, attributes)
    text = json.dumps({"attributes": {name: {} for name in data["i0"]}, "items": data}, ensure_ascii=False)
    dataset = made(data)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "data.json"
        file.write_text(text, encoding="utf-8")
        loads, read, compare = least(
            lambda: json.loads(text), lambda: mreport.read(file), lambda: mreport.compare(dataset)
        )
    print(f"{items} items x {attributes} attributes, {len(text.encode()) / 1000:.0f} kB, CPU ms:")
    print(f"  json.loads {loads:.1f}, mreport.read {read:.1f}, compare {compare:.1f}")
    print(f"  compare is {compare / loads:.2f} times json.loads and {compare / read:.3f} times mreport.read")


def growth(items: int) -> None:
    """Print what comparing costs at several sizes, and the exponent of its growth."""
    times = []
    for size in SIZES:
        dataset = made(texts(items, size))
        times += least(lambda dataset=dataset: mreport.compare(dataset), runs=3)
        print(f"{items} items x {size} attributes: compare {times[-1]:.0f} ms")
    exponent = math.log(times[-1] / times[0]) / math.log(SIZES[-1] / SIZES[0])
    print(f"  time grows with rows to the power of {exponent:.2f}")


def texts(items: int, attributes: int) -> dict[str, dict[str, str]]:
    """Texts by attribute, by item."""

    def said(item: int, attribute: int) -> str:
        word = WORDS[attribute // 2 % len(WORDS)]
        return f"{word} {attribute}" if attribute % 2 else f"{word} {attribute}.{item % (2 + attribute // 2 % 2)}"

    return {f"i{item}": {f"a{number}": said(item, number) for number in range(attributes)} for item in range(items)}


def made(data: dict[str, dict[str, str]]) -> Dataset:
    """The texts as a Dataset."""
    items = {
        name: Item(name, name, {key: Value((text,)) for key, text in values.items()}) for name, values in data.items()
    }
    return Dataset(items=items, attributes={name: Attribute(name, name) for name in data["i0"]})


def least(*works: Callable[[], object], runs: int = RUNS) -> list[float]:
    """The least CPU milliseconds of each work, run in turn."""
    times = [[] for _ in works]
    for _ in range(runs):
        for work, taken in zip(works, times, strict=True):
            start = time.process_time()
            work()
            taken.append((time.process_time() - start) * 1000)
    return [min(taken) for taken in times]


if __name__ == "__main__":
    main()
