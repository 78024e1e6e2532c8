"""A soak: hundreds of reports out of one pool of workers. Memory stays, and no file is left that nobody asked for."""

import datetime
import os
import re
import sys
import tempfile
from pathlib import Path

import pytest
from results import machine

import mreport
from mreport.batch import Plan, run
from mreport.recipe import Recipe

DAY = datetime.date(2026, 1, 31)
WARM = 0.2  # of the reports, after which memory is compared
HEAD = """
dataset: {name: Set, url: "https://example.org/set"}
attributes: {x: {label: X}, y: {label: Y}, z: {label: จำนวน, rule: number}}
items:
"""
THAI = "การเรียนรู้ของเครื่อง"
PLAIN = "\u05e9"  # right-to-left text is laid out by style sheets


def catalogue(count):
    """A data file of so many pairs, each text with a number that no other has, and the list of its pairs."""
    values = "x: Value {0}, y: " + THAI + " {0} 12{0}, z: {0}"
    items = "".join(
        f"  {letter}{number}: {{{{name: {letter} {THAI} {number}, {values}}}}}\n".format(f"{number}{letter == 'b':d}")
        for number in range(count)
        for letter in "ab"
    )
    return HEAD + items, "".join(f"a{number}, b{number}\n" for number in range(count))


def resident():
    """MB of memory of its own that the largest worker of this process holds."""
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text("ascii").split()
    told = [re.findall(r"RssAnon:\s+(\d+)", Path(f"/proc/{pid}/status").read_text("ascii")) for pid in children]
    return max((int(kilobytes) for one in told for kilobytes in one), default=0) / 1000


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes in /proc")
@pytest.mark.parametrize(
    ("way", "count"),
    [("planned", 6), *(pytest.param(way, 500, marks=pytest.mark.deep) for way in ("planned", "plain"))],
)
def test_a_pool_stays_as_it_is(tmp_path, data_file, monkeypatch, measured, way, count):
    """Five hundred renders in every format: memory grows by less than a tenth after a warm-up, no file is left over."""
    from mreport.batch.planning import pairs_of

    folder, temporary = tmp_path / "out", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    text, lists = catalogue(count)
    dataset = mreport.read(data_file(text))
    plan = Plan(
        dataset, pairs_of(str(data_file(lists, "pairs.txt"))), ["th"], [".pdf", ".docx", ".html", ".md", ".json"]
    )
    recipe = Recipe({"show_changes": True}, {"title": PLAIN if way == "plain" else "T", "watermark": "W", "qr": True})
    seen = []
    summary = run(dataset, plan, recipe, folder, date=DAY, jobs=2, progress=lambda _: seen.append(resident()))
    assert (summary.made, summary.failed) == (count, 0)
    assert [*temporary.iterdir()] == []
    assert len([*folder.iterdir()]) == 5 * count + 1
    warm = seen[int(count * WARM) : -2]  # the last ones are told when workers end
    grown = max(warm) / warm[0] - 1
    if count > 100:
        measured(
            f"Soak, {way} pages",
            f"{machine()}; {count} reports in every format, {5 * count:,} files, by one pool of two workers.",
            "",
            f"- memory after the first {count * WARM:.0f}: {grown:+.1%} ({warm[0]:.1f} MB, at most {max(warm):.1f} MB; "
            "less than 10 %)",
            "- temporary files left: none",
        )
        assert grown < 0.1
