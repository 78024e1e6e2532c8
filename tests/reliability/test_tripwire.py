"""A document reaches for nothing: whatever is tried, through whatever is given, in every format.

The tripwire of the whole suite fails a test that opens a socket or reads a file outside of its roots; here, besides,
what a file nearby holds is looked for in each document, its streams and parts unpacked.
"""

import json
import os
import re
import socket
from io import BytesIO
from itertools import product
from pathlib import Path

import letters
import pytest
from opened import links, opened
from smith import opened as font
from smith import saved
from test_letterhead_refused import OFFICE, related
from ways import LINKS, MARKUP, STYLES, TARGETS

from mreport import writers
from mreport.cli import run

CANARY = "canary-7b1f93"
REACHED = "tripwire.example"


@pytest.fixture
def secret(tmp_path):
    """A file that no document may hold, and what is reached for by each protocol."""
    file = tmp_path / "secret.txt"
    file.write_text(CANARY, encoding="ascii")
    return {name: target.format(secret=file) for name, target in TARGETS.items()}


@pytest.fixture
def made(tmp_path, capsys):
    """A function that makes a report of data by the command line: exit code, what was said, documents by suffix."""

    def reported(data, *words, suffixes=tuple(writers.WRITERS)):
        source = tmp_path / "data.json"
        source.write_text(json.dumps(data), encoding="utf-8")
        outputs = {suffix: tmp_path / f"report{suffix}" for suffix in suffixes}
        for file in outputs.values():
            file.unlink(missing_ok=True)
        options = [word for file in outputs.values() for word in ("-o", str(file))]
        code = run(["compare", str(source), "--lang", "en", "--date", "2026-01-31", *options, *map(str, words)])
        told = capsys.readouterr().err
        assert "Traceback" not in told
        return code, told, {suffix: file.read_bytes() for suffix, file in outputs.items() if file.exists()}

    return reported


def some(secret, way):
    """Two of the targets, others for each way, so that all meet all kinds of ways."""
    targets = [*secret.values()]
    start = sum(map(ord, way))
    return targets[start % len(targets)], targets[(start + 3) % len(targets)]


PLAIN = {"attributes": {"a": {"label": "Colour"}}, "items": {"x": {"a": "red"}, "y": {"a": "blue"}}}


def everywhere(snippets):
    """Data that say each snippet in every place where data can say something."""
    one, two = " ".join(snippets[:3]), " ".join(snippets[3:6])
    return {
        "title": one,
        "note": two,
        "dataset": {"name": one, "url": "https://ok.example/data", "licence": two},
        "attributes": {
            f"a{number}": {"label": snippet, "group": snippet if number % 9 == 0 else "Group", "reason": snippet}
            for number, snippet in enumerate(snippets)
        },
        "items": {
            name: {"name": said}
            | {f"a{number}": {"text": f"{name} {snippet}", "mark": "x"} for number, snippet in enumerate(snippets)}
            for name, said in (("x", one), ("y", two))
        },
    }


def test_there_are_seventy_ways():
    """Markup, style sheets and addresses, each by several protocols."""
    assert len(MARKUP) + len(STYLES) >= 90
    assert len(LINKS) >= 35
    assert len(TARGETS) == 8


@pytest.mark.parametrize(
    ("title", "words"),
    [("", ()), ("", ("--template", "revision")), ("", ("--template", "handout")), ("\u05e9", ())],
    ids=["planned", "revision", "handout", "plain"],
)
def test_data_reach_out_by_nothing(made, secret, words, title):
    """Every way through values, labels, groups, names, titles, notes and reasons is a text in every format."""
    snippets = [way.format(u=secret[("file", "http")[number % 2]]) for number, way in enumerate(MARKUP.values())]
    furniture = ("--title", title + snippets[0], "--author", snippets[1], "--note", snippets[2], "--watermark", "<img>")
    code, _, documents = made(everywhere(snippets), *furniture, *words, "--show-changes")
    assert code == 0
    assert documents.keys() == writers.WRITERS.keys()
    for suffix, content in documents.items():
        assert CANARY.encode() not in opened(content, suffix), suffix
        assert links(content, suffix) <= {"https://ok.example/data"}, suffix


@pytest.mark.parametrize("start", range(0, len(LINKS), 12))
def test_addresses_that_are_no_links_are_text(made, start):
    """Neither a value's address, nor a text under the rule url, nor the dataset's: live in no format."""
    tried = LINKS[start : start + 12]
    data = {
        "dataset": {"name": "Data", "url": tried[0]},
        "attributes": {f"a{number}": {"rule": "url" if number % 2 else "text"} for number in range(len(tried))},
        "items": {
            name: {f"a{number}": {"text": address, "url": address} for number, address in enumerate(tried)}
            for name in ("x", "y")
        },
    }
    code, told, documents = made(data)
    if "\ud800" in told or code:
        assert code == 2
    for suffix, content in documents.items():
        assert links(content, suffix) == set(), suffix


@pytest.mark.parametrize("way", LINKS)
def test_a_template_makes_no_link_of_them(made, tmp_path, way):
    """A template of the user's own that writes such an address is refused with its place; so the formats are alike."""
    from xml.sax.saxutils import quoteattr

    template = tmp_path / "own.html.j2"
    shown = re.sub("[\x00-\x08]", "", way).replace("{", "&#123;")
    template.write_text(f"<article>\n<p><a href={quoteattr(shown)}>x</a></p></article>", encoding="utf-8")
    code, told, documents = made(PLAIN, "--template", template)
    assert (code, documents) == (2, {})
    assert f"{template}:2:" in told
    assert "can't be" in told or "no report may have" in told


@pytest.mark.parametrize("way", MARKUP)
def test_a_template_reaches_out_by_nothing(made, secret, tmp_path, way):
    """Each way in a user's own template, by each protocol, is refused with its place, or is text."""
    template = tmp_path / "own.html.j2"
    for target in some(secret, way):
        template.write_text(f"<article>\n{MARKUP[way].format(u=target)}\n</article>", encoding="utf-8")
        code, told, documents = made(PLAIN, "--template", template, suffixes=(".html", ".md"))
        assert code in (0, 2), told
        assert code == 0 or f"{template}:" in told
        for suffix, content in documents.items():
            assert CANARY.encode() not in opened(content, suffix)
            assert links(content, suffix) <= ({target} if target.startswith("http://") else set()), suffix


@pytest.mark.parametrize(("way", "section"), [*product(STYLES, ("all", "screen"))])
def test_a_style_sheet_reaches_out_by_nothing(made, secret, tmp_path, way, section):
    """Each way in a theme's style sheets is refused before anything is made, with file and line."""
    theme = tmp_path / "own.toml"
    for target in some(secret, way + section):
        theme.write_text(f"[css]\n{section} = '''\n{STYLES[way].format(u=target)}\n'''\n", encoding="utf-8")
        code, told, documents = made(PLAIN, "--theme", theme, suffixes=(".html", ".pdf"))
        assert (code, documents) == (2, {}), target
        assert f"{theme}:2:1: " in told


def test_a_style_sheet_that_asks_for_nothing_is_taken(made, tmp_path):
    """Counters, fonts that are there, media and gradients stay."""
    theme = tmp_path / "own.toml"
    theme.write_text(
        "[css]\nall = 'h1 { color: #123456; background: linear-gradient(red, blue) }"
        " @media print { td::after { content: attr(lang) } }'\nscreen = '@supports (a: b) { p { color: red } }'\n",
        encoding="utf-8",
    )
    code, _, documents = made(PLAIN, "--theme", theme)
    assert (code, len(documents)) == (0, 5)
    assert b"#123456" in documents[".html"]


KINDS = ["attachedTemplate", "image", "oleObject", "subDocument", "aFChunk", "frame", "hyperlink", "video", "audio"]


@pytest.mark.parametrize(("kind", "target"), [*product(KINDS, TARGETS)])
def test_a_letterhead_reaches_out_by_nothing(made, secret, tmp_path, kind, target):
    """Relationships to outside are refused, whatever they are; a link to the web may stay."""
    from html import escape

    letterhead = tmp_path / "office.docx"
    letterhead.write_bytes(related(f"{OFFICE}/{kind}", escape(secret[target])))
    code, told, documents = made(PLAIN, "--letterhead", letterhead, suffixes=(".docx",))
    if kind == "hyperlink" and secret[target].startswith("http://"):
        assert code == 0
    else:
        assert (code, documents) == (2, {})
        assert str(letterhead) in told


@pytest.mark.parametrize("part", sorted(name for name in letters.members() if name.endswith((".xml", ".rels"))))
def test_a_letterhead_declares_no_entities(made, secret, tmp_path, part):
    """A document type in any part of it is refused: no entity is ever looked up."""
    parts = letters.members()
    declared = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret["file"]}">]>'.encode()
    parts[part] = re.sub(rb"(<\?xml[^>]*>)?\s*", lambda found: (found[1] or b"") + declared, parts[part], count=1)
    letterhead = tmp_path / "office.docx"
    letterhead.write_bytes(letters.packed(parts))
    code, told, documents = made(PLAIN, "--letterhead", letterhead, suffixes=(".docx",))
    assert (code, documents) == (2, {}), part
    assert str(letterhead) in told


@pytest.mark.parametrize("target", TARGETS)
def test_pictures_that_are_documents_are_refused(made, secret, tmp_path, target):
    """SVG, PDF, HTML and lists of pictures are no logo, whatever their name says."""
    logo = tmp_path / "logo.png"
    address = secret[target]
    for content in (
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}"/></svg>',
        f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e SYSTEM "{address}">]><svg>&e;</svg>',
        f"push graphic-context\nimage over 0,0 1,1 '{address}'\n",
        f"%!PS\n({address}) (r) file\n",
        f"<html><img src='{address}'></html>",
        f"#EXTM3U\n{address}\n",
    ):
        logo.write_text(content, encoding="utf-8")
        code, told, documents = made(PLAIN, "--logo", logo, suffixes=(".html", ".pdf", ".docx"))
        assert (code, documents) == (2, {})
        assert str(logo) in told


def test_a_font_reaches_out_by_nothing(made, secret, tmp_path, monkeypatch):
    """Drawings in SVG and addresses among a font's names go nowhere."""
    from fontTools.ttLib import newTable

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    forged = font()
    table = newTable("SVG ")
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" id="glyph1"><image href="{secret["file"]}"/></svg>'
    table.docList = [(drawing, 1, 1)]
    forged["SVG "] = table
    for number in (11, 12, 14):
        forged["name"].setName(secret["http"], number, 3, 1, 0x409)
    file = tmp_path / "own.ttf"
    file.write_bytes(saved(forged))
    code, _, documents = made(PLAIN, "--font", file)
    assert (code, len(documents)) == (0, 5)
    for suffix, content in documents.items():
        assert CANARY.encode() not in opened(content, suffix)
        assert links(content, suffix) == set()


def test_nothing_tells_where_it_was_made(made, tmp_path, monkeypatch):
    """No path, user, host or temporary name in any byte of any document, unpacked, whatever files it is made of."""
    from PIL import Image

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    files = {name: tmp_path / name for name in ("logo.png", "own.ttf", "own.html.j2", "own.toml", "office.docx")}
    picture = BytesIO()
    Image.new("RGB", (9, 9), "red").save(picture, "PNG")
    files["logo.png"].write_bytes(picture.getvalue())
    files["own.ttf"].write_bytes(saved(font()))
    bundled = Path(__file__).parents[2] / "templates" / "comparison.html.j2"
    files["own.html.j2"].write_bytes(bundled.read_bytes())
    files["office.docx"].write_bytes(letters.packed(letters.members()))
    for name in ("USER", "LOGNAME", "USERNAME", "HOSTNAME", "COMPUTERNAME"):
        monkeypatch.setenv(name, f"{CANARY}-{name}")
    monkeypatch.setattr(socket, "gethostname", lambda: f"{CANARY}-host")
    monkeypatch.setattr(os, "uname", lambda: os.uname_result((f"{CANARY}-a", f"{CANARY}-b", "c", "d", "e")))
    known = [CANARY, str(tmp_path), f"{Path.home()}/", str(Path(__file__).parents[2]), "pytest-of-"]
    told = re.compile(
        b"|".join(re.escape(word.encode()) for word in known) + rb"|/(tmp|home|root|work|usr|var)/|mreport-[a-z0-9_]{8}"
    )
    for number, css in enumerate(("", "[css]\nall = 'h1 { color: red }'\n")):
        files["own.toml"].write_text(css, encoding="utf-8")
        words = [*("--logo", files["logo.png"]), *("--font", files["own.ttf"]), *("--theme", files["own.toml"])]
        words += ["--template", files["own.html.j2"], *(("--letterhead", files["office.docx"]) if number else ())]
        code, _, documents = made(PLAIN | {"title": "Plain"}, *words)
        assert (code, len(documents)) == (0, 5)
        for suffix, content in documents.items():
            found = told.search(opened(content, suffix))
            assert not found, (suffix, found)
