"""What the tests of the docs share: the modules that make the site."""

import importlib

import pytest


@pytest.fixture
def site(root, monkeypatch):
    """A function that gives a module of docs/site by its name."""
    monkeypatch.syspath_prepend(root / "docs" / "site")
    return importlib.import_module
