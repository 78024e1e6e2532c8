"""What the tests of the command line share: nobody's own language or configuration reaches them."""

import os

import pytest


@pytest.fixture(autouse=True)
def nobody(monkeypatch, tmp_path_factory):
    """A user without a locale, a variable of ours or a configuration."""
    for name in [*os.environ]:
        if name.startswith("MREPORT_") or name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("home")))
