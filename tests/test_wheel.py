"""The wheel: built, installed into an environment of its own, run from another folder; no network is needed."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OUTPUTS = ("x.json", "x.pdf", "x.docx", "x.html")


def run(*command, cwd):
    """What the command printed, run in this folder, where no variable leads to the checkout."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_"))}
    done = subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def programs(wheel, tmp_path_factory):
    """The programs of a fresh environment with the wheel, which borrows its dependencies from this one.

    A .pth in a folder that another .pth names is not read, so the editable mreport of this environment stays out.
    """
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", programs / "python")
    run(*pip, "install", "--no-index", "--no-deps", wheel, cwd=folder)
    purelib = run(programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    Path(purelib.strip(), "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    libraries = Path(sys.prefix, "share", "mreport")
    if libraries.exists():
        (folder / "share").mkdir(exist_ok=True)
        (folder / "share" / "mreport").symlink_to(libraries, target_is_directory=True)
    return programs


def test_wheel_holds_all_that_a_report_needs(wheel):
    """Catalogues, templates, fonts and their licences are in the wheel; tests and tools are not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    inside = {name.removeprefix("mreport/_data/") for name in names if name.startswith("mreport/_data/")}
    for folder in ("locales", "templates", "fonts"):
        wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        wanted = {name for name in wanted if not name.startswith("locales/lexicon/")}
        shipped = {name for name in wanted if name.endswith((".po", ".j2", ".html", ".css", ".ttf", ".woff2", ".txt"))}
        assert shipped, folder
        assert shipped <= inside
    assert {name for name in inside if name.endswith("OFL.txt")}
    assert "locales/breaks.words.txt" in inside
    assert not [name for name in inside if name.startswith("locales/lexicon/")]
    manuals = {name for name in names if ".data/" in name}
    assert {name.partition(".data/data/")[2] for name in manuals} == {
        f"share/man/{one}man1/mreport.1" for one in ("", "th/")
    }
    assert {name.partition("/")[0] for name in names - manuals if ".dist-info" not in name} == {"mreport"}


def test_installed_package_finds_its_data(programs, tmp_path):
    """An installed mreport looks into its own folder, not into the checkout."""
    text = (
        "import mreport, mreport.resources as r\n"
        "print(mreport.__file__, *(r.folder(name) for name in ('locales', 'templates', 'fonts')), sep='\\n')\n"
        "assert all(any(r.folder(name).iterdir()) for name in ('locales', 'templates', 'fonts'))"
    )
    file, *folders = map(Path, run(programs / "python", "-c", text, cwd=tmp_path).splitlines())
    assert file.is_relative_to(programs.parent)
    assert folders == [file.parent / "_data" / name for name in ("locales", "templates", "fonts")]


def test_installed_command_makes_every_format(programs, tmp_path):
    """The command makes the reports out of a file that lies in any folder."""
    (tmp_path / "methods.yaml").write_bytes((ROOT / "examples" / "methods.yaml").read_bytes())
    outputs = [word for name in OUTPUTS for word in ("-o", name)]
    chosen = ("methods.yaml", "tl-diffusion", "mm-diffusion", "--lang", "th")
    run(programs / "mreport", "compare", *chosen, *outputs, cwd=tmp_path)
    assert all((tmp_path / name).stat().st_size for name in OUTPUTS)
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
