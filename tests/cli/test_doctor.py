"""`mreport doctor`: what is there and what is not, with things taken away, and what to type on each kind of machine."""

import json
import re
import shutil
import subprocess
import sys
from importlib import metadata

import pytest

from mreport import machine
from mreport.cli import run
from mreport.errors import MachineError
from mreport.writers.pdf.plain import libraries

MANAGERS = {
    "apt-get": ("linux", "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
    "dnf": ("linux", "dnf install pango"),
    "brew": ("darwin", "brew install pango"),
    "winget": ("win32", "pacman -S mingw-w64-ucrt-x86_64-pango"),
}


@pytest.fixture
def told(capsys):
    """A function that runs the doctor and gives its exit code and its findings by name."""

    def findings():
        code = run(["doctor", "--json"])
        found = json.loads(capsys.readouterr().out)
        assert found["version"] == 1
        return code, {one["name"]: one for one in found["findings"]}

    return findings


@pytest.fixture
def taken(monkeypatch):
    """A function that takes a distribution of Python's away."""
    real = metadata.version

    def take(*names):
        def version(name):
            if name in names:
                raise metadata.PackageNotFoundError(name)
            return real(name)

        monkeypatch.setattr(machine.metadata, "version", version)

    return take


@pytest.mark.parametrize(("lang", "said"), [("en", "Everything is there."), ("th", "มีครบทุกอย่าง")])
def test_all_is_well_here(capsys, lang, said):
    """In the environment of the tests nothing is missing, and each line says what it is for."""
    assert run(["doctor", "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert said in lines
    assert [line for line in lines if "Pango" in line and "PDF" in line and "✓" in line]
    assert not [line for line in lines if "–" in line or "✗" in line]


def test_every_extra_of_the_package_is_told(told):
    """What pyproject.toml calls an extra, and only that; `all` is their sum."""
    code, found = told()
    extras = {extra for extra in metadata.metadata("mreport").get_all("Provides-Extra") if extra != "all"}
    always = {"python", "libraries", "languages", "fonts", "pango", "subset", "terminal"}
    assert (code, set(found)) == (0, always | extras)


@pytest.mark.parametrize(("manager", "expected"), MANAGERS.items())
def test_without_pango(told, monkeypatch, manager, expected):
    """It is named, with what this kind of machine wants to be told; most reports do without, so all is well."""
    system, typed = expected

    def load():
        raise MachineError("pango-missing", detail="cannot load library 'libgobject-2.0-0'")

    monkeypatch.setattr(libraries, "load", load)
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name == manager else None)
    code, found = told()
    assert (code, found["pango"]["state"]) == (0, "optional")
    assert found["pango"]["remedy"].endswith(typed)
    assert found["pango"]["lacking"] == ["cannot load library 'libgobject-2.0-0'"]
    assert "subset" not in found


@pytest.mark.parametrize("extra", ["web", "parquet"])
def test_without_an_extra(told, taken, extra):
    """That is no fault: what it is for is told, and the very command that brings it."""
    name = {"web": "uvicorn", "parquet": "polars"}[extra]
    taken(name)
    code, found = told()
    assert (code, found[extra]["state"]) == (0, "optional")
    assert re.search(rf'python\S* -m pip install "{name}>=[\d.]+"$', found[extra]["remedy"])


def test_without_a_library_or_a_font(told, taken, monkeypatch, tmp_path):
    """Both are missing, and the exit code says so."""
    taken("segno")
    broken = tmp_path / "Broken.ttf"
    broken.write_bytes(b"no font")
    face = machine_face(broken)
    monkeypatch.setattr("mreport.fonts.Fontset.web_faces", lambda _self: (face,))
    code, found = told()
    assert code == 3
    assert (found["libraries"]["state"], found["fonts"]["state"]) == ("missing", "missing")
    assert found["libraries"]["lacking"] == ["segno>=1.6"]
    assert found["fonts"]["lacking"] == [str(broken)]


def machine_face(file):
    """A face of a file."""
    from mreport.fonts import Face

    return Face("Broken", 400, file)


def test_a_terminal_without_thai(monkeypatch, capsys):
    """It is told in letters that such a terminal has, and what to type."""
    monkeypatch.setattr(type(sys.stdout), "encoding", property(lambda _self: "ascii"), raising=False)
    assert run(["doctor", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "  -  Terminal" in said
    assert "export LC_ALL=C.UTF-8" in said
    assert said.isascii() or "“" in said


WITHOUT = """
import sys
from importlib import metadata
real = metadata.version
def version(name):
    if name == {name!r}:
        raise metadata.PackageNotFoundError(name)
    return real(name)
metadata.version = version
sys.modules[{name!r}] = None
from mreport.cli import main
main({words!r})
"""


@pytest.mark.parametrize(
    ("name", "lang", "said"),
    [
        ("segno", "th", "ยังไม่ได้ติดตั้งไลบรารีที่ mreport ต้องใช้: segno>=1.6"),
        ("click", "th", "Libraries that mreport needs are not installed: click>=8.2"),
    ],
)
def test_a_command_without_a_library(root, tmp_path, name, lang, said):
    """It says which, and what to type; in English where without that library there is no other language."""
    words = ["compare", str(root / "examples" / "methods.yaml"), "lora", "vae", "--qr", "--lang", lang]
    command = [sys.executable, "-c", WITHOUT.format(name=name, words=[*words, "-o", str(tmp_path / "x.html")])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert said in done.stderr
    assert "-m pip install" in done.stderr
    assert "Traceback" not in done.stderr
