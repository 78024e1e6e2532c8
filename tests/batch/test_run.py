"""A batch as a whole: what it writes, that nothing is made twice, lost or torn, and that one report stops no other."""

import datetime
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from results import machine

import mreport
from mreport import writers
from mreport.batch import Plan, run
from mreport.batch.ledger import NAME, Ledger, digest
from mreport.errors import UserError
from mreport.recipe import Recipe

DAY = datetime.date(2026, 1, 31)
DATA = "attributes: {x: {label: X}, y: {label: Y, fold: no}}\nitems:\n".replace(", fold: no", "") + "".join(
    f"  i{number}: {{name: Item {number}, x: {number}, y: ข้อความที่ {number}}}\n" for number in range(5)
)


@pytest.fixture
def start(data_file, tmp_path):
    """A function that runs a batch of the small data: its summary and its folder."""
    dataset = mreport.read(data_file(DATA))

    def started(name="out", *, langs=("th",), suffixes=(".md",), recipe=None, data=dataset, **options):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        plan = Plan(data, "all", langs, suffixes)
        return run(data, plan, recipe or Recipe(), folder, **{"date": DAY, "jobs": 2} | options), folder

    return started


def files(folder):
    """What a batch has written, but its ledger."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != NAME}


def ledger(folder):
    """The ledger's lines."""
    return [json.loads(line) for line in (folder / NAME).read_text("utf-8").splitlines()]


def test_each_report_is_what_compare_makes(start, data_file):
    """The files of a batch are those of single reports, in every format and language, byte for byte."""
    summary, folder = start(langs=("th", "en"), suffixes=(".pdf", ".docx", ".json"))
    assert (summary.made, summary.kept, summary.failed, summary.total) == (20, 0, 0, 20)
    made = files(folder)
    assert len(made) == 60
    dataset = mreport.read(data_file(DATA))
    page = mreport.render(mreport.compare(dataset, ["i1", "i3"]), "en", date=DAY)
    for suffix in (".pdf", ".docx", ".json"):
        assert made[f"Item 1 - Item 3.en{suffix}"] == writers.encode(page, suffix)


def test_the_ledger_notes_each_report(start):
    """The date first, then for each report its key, items, language, files with size and digest."""
    _, folder = start()
    head, *lines = ledger(folder)
    assert head["date"] == "2026-01-31"
    assert len({line["key"] for line in lines}) == len(lines) == 10
    for line in lines:
        (name, said), *_ = line["files"].items()
        assert said == {"bytes": (folder / name).stat().st_size, "sha256": digest((folder / name).read_bytes())}


def test_what_is_done_is_not_made_again(start):
    """A resumed batch makes what is missing, was changed, or was torn out of the ledger, and keeps its date."""
    _, folder = start()
    before = files(folder)
    (folder / "Item 0 - Item 1.th.md").unlink()
    (folder / "Item 0 - Item 2.th.md").write_text("changed", encoding="utf-8")
    (folder / ".mreport-left").write_bytes(b"half of a file")
    content = (folder / NAME).read_bytes()
    (folder / NAME).write_bytes(content[: content.rindex(b'"files"')])
    summary, _ = start(resume=True, date=datetime.date(2030, 1, 1))
    assert (summary.made, summary.kept) == (3, 7)
    assert files(folder) == before
    assert all(json.loads(line) for line in (folder / NAME).read_text("utf-8").splitlines())
    assert start(resume=True)[0].kept == 10


def test_only_what_changed_is_made_again(start, data_file):
    """Another value of one item costs that item's reports alone, another recipe or language all of them."""
    start()
    other = mreport.read(data_file(DATA.replace("x: 4", "x: 44"), "other.yaml"))
    assert start(data=other, resume=True)[0].made == 4
    assert start(data=other, resume=True, recipe=Recipe({}, {"paper": "A5"}))[0].made == 10
    assert start(data=other, resume=True, langs=("en",))[0].made == 10


def test_a_theme_that_changed_makes_all_again(start, tmp_path):
    """What a file says that the recipe names belongs to the report."""
    theme = tmp_path / "own.toml"
    theme.write_text("[layout]\nsize = 10\n", encoding="utf-8")
    recipe = Recipe({}, {"theme": str(theme)})
    start(recipe=recipe)
    assert start(recipe=recipe, resume=True)[0].kept == 10
    theme.write_text("[layout]\nsize = 11\n", encoding="utf-8")
    assert start(recipe=recipe, resume=True)[0].made == 10


@pytest.mark.parametrize(("resume", "there", "code"), [(False, True, "ledger-there"), (True, False, "ledger-missing")])
def test_a_folder_has_one_batch(start, resume, there, code):
    """A second one is refused, and so is going on with none."""
    if there:
        start()
    with pytest.raises(UserError) as caught:
        start(resume=resume)
    assert caught.value.code == code


@pytest.mark.parametrize("resume", [True, False])
@pytest.mark.parametrize("left", [b"", b'{"mreport": "0.1'])
def test_a_ledger_that_was_hardly_begun_is_begun_anew(start, tmp_path, resume, left):
    """A batch that was killed before its first line was written is none."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / NAME).write_bytes(left)
    summary, folder = start(resume=resume)
    assert summary.made == 10
    assert ledger(folder)[0]["date"] == "2026-01-31"


def test_a_file_that_is_no_ledger_is_left_alone(start, tmp_path):
    """It is refused and stays as it is."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / NAME).write_text("{}\n", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        start(resume=True)
    assert caught.value.code == "ledger-other"
    assert (tmp_path / "out" / NAME).read_text("utf-8") == "{}\n"


def test_two_batches_do_not_share_a_folder(start):
    """While one is at work, another is refused."""
    _, folder = start()
    opened = Ledger(folder, DAY, resume=True)
    with pytest.raises(UserError) as caught:
        start(resume=True)
    opened.close()
    assert caught.value.code == "ledger-busy"


class Trouble(Recipe):
    """A recipe under which some reports fail as a process can."""

    def page(self, dataset, items, lang):
        """Fail by the items' ids."""
        match items:
            case ("i0", "i1"):
                os.kill(os.getpid(), signal.SIGKILL)
            case ("i0", "i2"):
                time.sleep(60)
            case ("i0", "i3"):
                bytearray(1 << 40)
            case ("i1", "i2"):
                raise RuntimeError
            case ("i1", "i3"):
                sys.setrecursionlimit(10**6)
                return self.page(dataset, ("i1", "i2"), lang)
        return Recipe.page(self, dataset, items, lang)


def test_one_report_stops_no_other(start):
    """A worker that dies, hangs or wants too much memory costs one report; the others are as ever."""
    good, folder = start("good")
    bad, other = start("bad", recipe=Trouble(), deadline=2.0)
    assert (good.made, bad.made, bad.failed) == (10, 5, 5)
    assert sorted((task.items, fault.code) for task, fault in bad.failures) == [
        (("i0", "i1"), "report-died"),
        (("i0", "i2"), "report-deadline"),
        (("i0", "i3"), "report-memory"),
        (("i1", "i2"), "internal-error"),
        (("i1", "i3"), "internal-error"),
    ]
    assert files(other).items() <= files(folder).items()
    again, _ = start("bad", resume=True)
    assert (again.made, again.kept) == (5, 5)
    assert files(other) == files(folder)


def test_faults_of_data_are_told(start):
    """A report that can't be made says why, in the ledger too."""
    summary, folder = start(recipe=Recipe({"baseline": "i0"}))
    assert summary.failed == 6
    assert {fault.code for _, fault in summary.failures} == {"baseline-not-chosen"}
    assert next(line["failed"] for line in ledger(folder) if "failed" in line) == [
        {"code": "baseline-not-chosen", "fields": {"item": "i0"}}
    ]


def command(source, folder, *words):
    """A batch as a process of its own."""
    program = [sys.executable, "-m", "mreport", "batch", source, "--to", folder, "--date", "2026-01-31"]
    options = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "start_new_session": True}
    return subprocess.Popen([str(word) for word in (*program, "--lang", "th", *words)], **options)


def children(process):
    """The processes that a process has begun."""
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(word) for word in path.read_text("ascii").split()]


def alive(pid):
    """Whether a process is there and not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def many(data_file):
    """Data with 40 items, of which a batch takes a while."""
    items = "".join(f"  i{number}: {{name: Item {number}, x: {number}}}\n" for number in range(40))
    return data_file("attributes: {x: {label: X}}\nitems:\n" + items)


def begun(many, folder):
    """A batch that has made some reports and has more to make."""
    process = command(many, folder, "--format", "html", "--jobs", "2")
    while not (folder / NAME).exists() or len((folder / NAME).read_bytes().splitlines()) < 20:
        assert process.poll() is None
        time.sleep(0.01)
    return process


def noted(folder):
    """How many lines the ledger has by now."""
    return (folder / NAME).read_bytes().count(b"\n") if (folder / NAME).exists() else 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for children in /proc")
@pytest.mark.parametrize("kills", [3, pytest.param(50, marks=pytest.mark.deep)])
def test_killed_at_any_moment_it_is_gone_on_with(many, tmp_path, kills, measured):
    """After each kill -9 no worker is left and no file is torn; what is resumed ends with the same bytes."""
    whole, folder = tmp_path / "whole", tmp_path / "killed"
    assert command(many, whole, "--format", "html").wait(120) == 0
    expected, chance = files(whole), random.Random(kills)
    for number in range(kills):
        started = ["--resume"] if (folder / NAME).exists() else []
        process = command(many, folder, "--format", "html", "--jobs", "2", *started)
        if number % 2:  # any moment of its life, or one at which it makes reports
            time.sleep(chance.uniform(0.05, 1.5))
        else:
            enough = noted(folder) + chance.randrange(1, 60)
            while process.poll() is None and noted(folder) < enough:
                time.sleep(0.003)
        workers = children(process) if process.poll() is None else []
        process.kill()
        process.wait()
        limit = time.monotonic() + 5
        while any(map(alive, workers)) and time.monotonic() < limit:
            time.sleep(0.01)
        assert not any(map(alive, workers))
        made = files(folder) if folder.exists() else {}
        kept = {name: content for name, content in made.items() if not name.startswith(".mreport-")}
        assert kept.items() <= expected.items()
        if len(kept) == len(expected):
            for name in list(expected)[::2]:
                (folder / name).unlink()
    started = ["--resume"] if (folder / NAME).exists() else []
    assert command(many, folder, "--format", "html", *started).wait(120) == 0
    assert files(folder) == expected
    if kills > 10:
        told = f"- {kills} times kill -9 at random moments of a batch of {len(expected)} reports: no file torn,"
        measured("Kills", machine(), "", f"{told} no worker left, the same bytes at the end")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for children in /proc")
def test_an_interrupt_ends_it_at_once(many, tmp_path):
    """Ctrl-C: within a second it is gone, with its workers, by the code 130, and leaves nothing unfinished."""
    process = begun(many, tmp_path / "out")
    workers = children(process)
    os.killpg(process.pid, signal.SIGINT)
    began = time.monotonic()
    assert process.wait(10) == 130
    assert time.monotonic() - began < 5  # a second where nobody else is at work
    assert not any(map(alive, workers))


def test_a_recipe_can_go_to_another_process():
    """It is made of plain values: it can be pickled, and is equal then."""
    import pickle

    made = Recipe({"only": "different"}, {"title": "T", "date": DAY})
    assert pickle.loads(pickle.dumps(made)) == made
    assert replace(made, comparing={}) != made
