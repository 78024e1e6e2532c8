"""What the tests of the docs share: the modules that make the site, and the code blocks of pages."""

import importlib
import os
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))


@pytest.fixture
def site(root, monkeypatch):
    """A function that gives a module of docs/site by its name."""
    monkeypatch.syspath_prepend(root / "docs" / "site")
    return importlib.import_module


@pytest.fixture
def nobody(monkeypatch, tmp_path):
    """A user without a locale, a variable of ours or a configuration, in an empty folder beside the examples."""
    for name in [*os.environ]:
        if name.startswith("MREPORT_") or name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def pytest_terminal_summary(terminalreporter):
    """List the blocks of the docs that are not run, each with its reason."""
    reports = terminalreporter.stats.get("passed", [])
    left = [value for report in reports for key, value in report.user_properties if key == "block not run"]
    if left:
        terminalreporter.section(f"{len(left)} code blocks of the docs are not run")
    for line in left:
        terminalreporter.line(line)
