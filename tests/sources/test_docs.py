"""The page on sources says what there is: every format, every limit, every option for tables, in both languages."""

import dataclasses
import re

import pytest

from mreport import sources
from mreport.cli.tables import table_options
from mreport.language import language
from mreport.limits import DEFAULT

PAGES = ("sources.md", "sources.th.md")


@pytest.fixture(params=PAGES)
def page(request, root):
    """The page in a language."""
    return (root / "docs" / "reference" / request.param).read_text("utf-8")


def test_every_format_is_told(page):
    """By its suffix; `.markdown` is `.md` in full."""
    assert [suffix for suffix in sources.known() if f"`{suffix}`" not in page] == [".markdown"]


def test_every_limit_is_told(page):
    """By its name and size."""
    for field in dataclasses.fields(DEFAULT):
        row = re.search(rf"^\| {field.name} \|(.*)$", page, re.MULTILINE)
        value = getattr(DEFAULT, field.name)
        assert row
        if value is not None and field.name != "unpacked":
            assert f"{value:,}" in row[1]


def test_every_option_of_tables_is_told(page):
    """With an example or a sentence."""
    names = {option.opts[0] for option in table_options(language("en"))} - {"--reason"}
    assert {name for name in names if name not in page} == set()
