"""What the tests of reliability share: modules beside them and those of other rooms, and a command line for nobody."""

import os
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BESIDE = (".", "../sources", "../batch", "../writers/docx", "../fonts")
sys.path += [str((HERE / folder).resolve()) for folder in BESIDE]


@pytest.fixture(autouse=True)
def nobody(monkeypatch, tmp_path_factory):
    """A user without a locale, a variable of ours or a configuration, and with a cache that is empty."""
    for name in [*os.environ]:
        if name.startswith("MREPORT_") or name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("home")))
