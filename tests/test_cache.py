"""What is kept in the user's cache: used only where it is what was made, and never needed."""

import subprocess
import sys

import pytest

from mreport import cache
from mreport.language import catalogues


@pytest.fixture
def made(monkeypatch, tmp_path):
    """A function that has a source made into capitals: the content, and how many times it has been made so far."""
    monkeypatch.setenv("MREPORT_CACHE", str(tmp_path / "cache"))
    calls = []

    def asked(source):
        return cache.made("kind/name", source, lambda given: calls.append(1) or given.upper()), len(calls)

    return asked


def test_it_is_made_once(made, tmp_path):
    """The second time it comes out of the cache; of another source, or spoiled, it is made anew."""
    assert made(b"a") == made(b"a") == (b"A", 1)
    assert made(b"b") == (b"B", 2)
    file = tmp_path / "cache" / "kind" / "name"
    file.write_bytes(file.read_bytes()[:-1] + b"X")
    assert made(b"b") == (b"B", 3)
    assert [path.name for path in file.parent.iterdir()] == ["name"]


def test_a_cache_that_cannot_be_written_is_done_without(made, tmp_path):
    """Where a file stands in the place of the folder, each time makes it anew."""
    (tmp_path / "cache").write_bytes(b"")
    assert [made(b"a"), made(b"a")] == [(b"A", 1), (b"A", 2)]


def test_a_catalogue_says_the_same_out_of_the_cache(made, tmp_path):
    """The compiled catalogue is kept, and says what the one just compiled does."""
    del made
    first, second = (catalogues.catalogue.__wrapped__("th") for _ in range(2))
    assert len(list((tmp_path / "cache" / "catalogues").glob("th-*.mo"))) == 1
    (said, count), (other, _) = ((vars(one)["_catalog"], len(vars(one)["_catalog"])) for one in (first, second))
    assert said == other
    assert count > 100


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["--lang", "th", "--help"]])
def test_help_loads_little(words):
    """Neither the commands' own modules nor those that compare, write or compile catalogues."""
    program = (
        "import sys\nfrom mreport.cli import run\nrun(sys.argv[1:])\nrun(sys.argv[1:])\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, *words], check=True, capture_output=True, text=True)
    loaded = set(done.stderr.split())
    assert "click" in loaded
    for module in ("cli.commands", "comparison.comparing", "writers", "layout", "sources"):
        assert f"mreport.{module}" not in loaded
    assert not {"docx", "weasyprint", "jinja2", "fontTools", "uharfbuzz", "click.testing"} & loaded


def test_a_template_is_the_same_out_of_the_cache(made, tmp_path):
    """What Jinja has compiled is kept, the page is the same with it, and code that was spoiled is not run."""
    del made
    program = (
        "import datetime, mreport\nfrom mreport.writers import encode\n"
        "data = {'attributes': {'x': {}}, 'items': {'a': {'name': 'A', 'x': 1}, 'b': {'name': 'B', 'x': 2}}}\n"
        "page = mreport.render(mreport.compare(mreport.read(data)), date=datetime.date(2026, 1, 31))\n"
        "print(encode(page, '.html').decode())"
    )
    pages = []
    for _ in range(3):
        pages.append(subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout)
        kept = list((tmp_path / "cache" / "templates").iterdir())
        assert kept
        if len(pages) == 2:
            for file in kept:
                file.write_bytes(file.read_bytes()[:-9] + b"\0" * 9)
    assert len(set(pages)) == 1
