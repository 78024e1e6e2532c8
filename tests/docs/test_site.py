"""The docs as a site: built without a warning, in both languages, with no link that leads nowhere."""

import json
import os
import re
import subprocess
import sys

import pytest

LANGUAGES = ("en", "th")


@pytest.fixture(scope="session")
def built(root, tmp_path_factory):
    """The folder of the site, built as `python3 run.py docs` builds it."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, root / "docs" / "site" / "build.py", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | {"LANG": "C.UTF-8"})
    assert (done.stderr, done.returncode) == ("", 0)
    return folder


def test_every_page_is_there_in_both_languages(site, built):
    """Each page has the same address in both sites, says its language, and leads to its sister."""
    for language in LANGUAGES:
        other = LANGUAGES[language == "en"]
        for page in site("pages").pages(language):
            text = (built / language / f"{page.name}.html").read_text("utf-8")
            up = "../" * (page.name.count("/") + 1)
            assert f'<html lang="{page.written}"' in text
            assert f'href="{up}{other}/{page.name}.html" lang="{other}"' in text


def test_what_leads_nowhere_is_found(site, tmp_path):
    """A page that is not there, an anchor that is not there; what leads to another site is not followed."""
    (tmp_path / "one.html").write_text(
        '<a href="two.html#here"><a href="two.html#there"><a href="https://example.org">'
    )
    (tmp_path / "two.html").write_text('<p id="here"><img src="three.png">')
    found = site("dead").dead(tmp_path)
    assert [(place.name, link) for place, link in found] == [("one.html", "two.html#there"), ("two.html", "three.png")]


def test_pages_ask_nothing_of_the_network(built):
    """No page loads a script, a style sheet, a font or a picture from elsewhere."""
    loads = re.compile(
        r'<(?:script|img|iframe)[^>]* src="(?:https?:)?//|<link[^>]* href="(?:https?:)?//[^>]*stylesheet'
    )
    for page in built.rglob("*.html"):
        assert not loads.search(page.read_text("utf-8")), page


def test_thai_is_searched_by_words(built):
    """The index has Thai words whole, with their marks, and the browser is told to part a query alike."""
    index = (built / "th" / "searchindex.js").read_text("utf-8").partition('"terms":{')[2]
    for word in ("หัวข้อ", "จดหมาย", "ข้อมูล", "pdf"):
        assert f"{json.dumps(word)}:" in index, word
    assert "Intl.Segmenter" in (built / "th" / "_static" / "language_data.js").read_text("utf-8")


def figures(text):
    """The numbers in the tables of a page."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", " ".join(rows)))


def test_sisters_say_the_same(site):
    """A page and its sister have as many sections and the same figures; Thai leads to Thai."""
    pages = site("pages")
    english, thai = ({page.name: page for page in pages.pages(tag)} for tag in LANGUAGES)
    sisters = [name for name, page in thai.items() if page.written == "th"]
    assert len(sisters) > 20
    for name in sisters:
        one, other = pages.text(english[name]), pages.text(thai[name])
        assert len(re.findall("^## ", one, re.MULTILINE)) == len(re.findall("^## ", other, re.MULTILINE)), name
        if name.startswith("explanation/"):
            assert figures(one) == figures(other), name
        for link in re.findall(r"\]\(([^):#]+\.md)", thai[name].file.read_text("utf-8"))[1:]:
            target = thai[name].file.parent / link
            assert link.endswith(".th.md") or not target.with_suffix(".th.md").exists(), (name, link)
