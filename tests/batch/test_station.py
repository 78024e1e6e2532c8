"""A station of a cluster: what travels to it makes the same report, in a process that is watched."""

import gc
import os
import pickle
import signal
from dataclasses import replace
from pathlib import Path

import pytest

import mreport
from mreport import writers
from mreport.batch import parcel
from mreport.batch.planning import Task
from mreport.batch.station import Station, made, opened
from mreport.errors import MachineError
from mreport.recipe import Recipe

TASK = Task(("a", "b"), "th", ((".html", "a.html"),))
GIB = 1024**3


@pytest.fixture
def dataset():
    """Two items."""
    return mreport.read({"attributes": {"x": {}}, "items": {"a": {"name": "ก", "x": 1}, "b": {"name": "ข", "x": 2}}})


@pytest.fixture
def own(tmp_path, root):
    """A recipe with a template, a theme, a font and a logo of the user's own."""
    from PIL import Image

    (tmp_path / "own.html.j2").write_text((root / "templates" / "comparison.html.j2").read_text("utf-8"), "utf-8")
    (tmp_path / "own.toml").write_text("[layout]\nsize = 11\n", "utf-8")
    (tmp_path / "own.ttf").write_bytes(next((root / "fonts").rglob("*.ttf")).read_bytes())
    Image.new("RGB", (8, 8), "red").save(tmp_path / "own.png")
    named = {"template": "own.html.j2", "theme": "own.toml", "logo": "own.png"}
    return Recipe({}, {key: str(tmp_path / name) for key, name in named.items()})


def test_files_travel(dataset, own, tmp_path):
    """Where none of the user's files is, the same page is made of what came, byte for byte; then all is gone."""
    page = own.page(dataset, None, "th")
    font = str(tmp_path / "own.ttf")
    with_font = replace(own, rendering={**own.rendering, "font": (font,)})
    content, letters = parcel.pack(dataset, with_font), Path(font).read_bytes()
    for file in tmp_path.iterdir():
        file.unlink()
    unpacked = parcel.Unpacked(content)
    (there,) = unpacked.recipe.rendering["font"]
    assert Path(there).read_bytes() == letters
    recipe = replace(unpacked.recipe, rendering={**unpacked.recipe.rendering, "font": ()})
    again = recipe.page(unpacked.dataset, None, "th")
    for suffix in (".pdf", ".docx", ".html"):
        assert writers.encode(again, suffix) == writers.encode(page, suffix)
    folder = Path(unpacked.recipe.rendering["theme"]).parents[1]
    assert folder.is_dir()
    unpacked.close()
    assert not folder.exists()


def test_languages_travel(dataset, tmp_path, monkeypatch):
    """The folder of the user's languages is there, file by file."""
    place = tmp_path / "xx" / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "mreport.po").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    monkeypatch.setenv("MREPORT_LOCALES", str(tmp_path))
    unpacked = parcel.Unpacked(parcel.pack(dataset, Recipe()))
    assert (unpacked.languages / "xx" / "LC_MESSAGES" / "mreport.po").read_bytes() == b'msgid ""\nmsgstr ""\n'
    unpacked.close()


def test_faults_name_the_user_s_own_files(dataset, tmp_path):
    """What is wrong with a file is told by the name that the user knows."""
    template = tmp_path / "own.html.j2"
    template.write_text("<p>{{ report.nothing }}</p>", encoding="utf-8")
    unpacked = parcel.Unpacked(parcel.pack(dataset, Recipe({}, {"template": str(template)})))
    with pytest.raises(mreport.TemplateError) as caught:
        unpacked.recipe.page(unpacked.dataset, None, "th")
    unpacked.close()
    assert str(caught.value.faults[0].place) != f"{template}:1"
    assert str(unpacked.named(caught.value.faults[0]).place) == f"{template}:1"


def test_reports_are_made_by_a_process_that_is_watched(dataset):
    """One that hangs, or whose process dies, costs itself; the next is made; with the station its processes go."""
    station = opened(parcel.pack(dataset, Recipe()), parcel.packages(), 60.0, 2 * GIB)
    page = mreport.render(mreport.compare(dataset), "th")
    done = made(station, TASK)
    assert done.contents == {"a.html": writers.encode(page, ".html")}
    (worker,) = station.idle
    os.kill(worker.process.pid, signal.SIGSTOP)
    station.deadline = 0.1
    (fault,) = station.make(TASK).faults
    assert (fault.code, worker.process.is_alive()) == ("report-deadline", False)
    station.deadline = 60.0
    assert not station.make(TASK).faults
    (worker,) = station.idle
    worker.process.kill()
    worker.process.join()
    assert not station.make(TASK).faults
    (worker,) = station.idle
    del station
    gc.collect()
    assert worker.process.exitcode is not None


def test_a_station_goes_elsewhere_as_what_it_was_made_of(dataset):
    """It is opened anew there, with a folder of its own."""
    station = opened(parcel.pack(dataset, Recipe()), parcel.packages(), 60.0, GIB)
    again = pickle.loads(pickle.dumps(station))
    assert isinstance(again, Station)
    assert again.__reduce__() == station.__reduce__()
    assert again is not station


def test_a_station_of_another_version_is_none(dataset):
    """It is refused, by the name of the package and both versions."""
    with pytest.raises(MachineError) as caught:
        opened(parcel.pack(dataset, Recipe()), {**parcel.packages(), "weasyprint": "1.0"}, 60.0, GIB)
    (fault,) = caught.value.faults
    assert (fault.code, fault.fields["package"], fault.fields["wanted"]) == ("cluster-version", "weasyprint", "1.0")
