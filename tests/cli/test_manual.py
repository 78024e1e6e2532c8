"""The man pages: what `--help` says now, in roff that man reads without a warning."""

import runpy
import shutil
import subprocess

import pytest

from mreport.console import width_of


@pytest.fixture(scope="module")
def manual(root):
    """The script that makes the pages."""
    return runpy.run_path(str(root / "docs" / "man" / "make.py"))


@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_page_says_what_help_says(manual, lang):
    """Made anew, it is the one that is shipped: `python docs/man/make.py` brings it up to date."""
    assert manual["page"](lang) == manual["PAGES"][lang].read_text("utf-8")


@pytest.mark.parametrize("lang", ["en", "th"])
def test_man_reads_the_page(manual, lang):
    """Without a warning of groff's, and no line is wider than it should be, though Thai has no spaces to break at."""
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    command = ["groff", "-Kutf8", "-mandoc", "-Tutf8", "-ww", "-P-cbou", "-rLL=80n", str(manual["PAGES"][lang])]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert "mreport compare" in done.stdout
    assert "\\" not in done.stdout
    assert 70 < max(map(width_of, done.stdout.splitlines())) <= 80
