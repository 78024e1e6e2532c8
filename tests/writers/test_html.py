"""HTML: one file that asks nothing of anyone, with the page as it is."""

import re
from base64 import b64decode
from html.parser import HTMLParser

import pytest

from mreport import page as pages
from mreport.writers import html


class Reader(HTMLParser):
    """Reads a document: every tag with its attributes, and the text outside the style."""

    def __init__(self, source):
        super().__init__()
        self.tags = []
        self.open = []
        self.texts = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.texts.append(data)


@pytest.fixture(params=["th", "en"])
def document(request, pair):
    """The document of the reference's pair in a language."""
    return html.encode(pair(request.param)).decode()


@pytest.mark.parametrize("lang", ["th", "en", "th,en"])
def test_the_body_is_the_golden(lang, pair, golden):
    """The page of the reference's pair is the one that was looked at and taken."""
    source = html.encode(pair(lang)).decode()
    body = re.search(r"<body>(.*)</body>", source, re.DOTALL)[1]
    golden(f"pair.{lang}.html", re.sub(r"(?=<(?:h1|p|table|tbody|tr|th|td|footer)\b)", "\n", body) + "\n")


def test_nothing_is_loaded(document):
    """No script, image, frame or sheet from elsewhere; addresses stand only where a reader may follow them."""
    tags = Reader(document).tags
    assert {tag for tag, _ in tags} & {"script", "link", "img", "iframe", "object", "embed", "base", "form"} == set()
    assert [attributes for _, attributes in tags if {"src", "srcset", "style", "background"} & attributes.keys()] == []
    assert {tag for tag, attributes in tags if "href" in attributes} == {"a"}
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]


def test_the_style_asks_for_its_own_fonts_alone(document):
    """Each address in the style is a font inside the file, and nothing is imported."""
    style = re.search(r"<style>(.*?)</style>", document, re.DOTALL)[1]
    fonts = re.findall(r'url\("data:font/woff2;base64,([^"]+)"\)', style)
    assert len(fonts) == style.count("url(") == style.count("@font-face") == 3
    assert {b64decode(font, validate=True)[:4] for font in fonts} == {b"wOF2"}
    assert "@import" not in style
    assert "http" not in style
    assert "<" not in style


def test_the_head_says_what_it_is(document, pair):
    """Language, direction, title and the report's date stand in the head, the character set first of all."""
    tags = Reader(document).tags
    lang = tags[0][1]["lang"]
    assert tags[0] == ("html", {"lang": lang, "dir": "ltr"})
    assert [tag for tag, _ in tags[1:3]] == ["head", "meta"]
    assert tags[2][1] == {"charset": "utf-8"}
    metas = {attributes.get("name"): attributes.get("content") for tag, attributes in tags if tag == "meta"}
    assert (metas["dcterms.created"], metas["dcterms.modified"]) == ("2026-01-31",) * 2
    assert document.startswith("<!DOCTYPE html>\n")
    assert f"<title>{pair(lang).report.title.text}</title>" in document


def test_the_same_page_makes_the_same_bytes(pair, root):
    """A page is written the same each time, and says nothing of the machine."""
    assert html.encode(pair("th")) == html.encode(pair("th"))
    assert str(root).encode() not in html.encode(pair("th"))


def test_what_was_written_is_read_back(page_of):
    """Signs of markup in data are read as the text that they are; a link has its address whole."""
    hostile = "</title><b> & &amp; \u00a0 ' é ก"
    address = "https://a.b/?c=d&copy=<e>'"
    text = f"""
title: "{hostile}"
attributes: {{a: {{}}}}
items: {{x: {{a: {{text: "{hostile}", url: "{address}"}}}}, y: {{}}}}
"""
    reader = Reader(html.encode(page_of(text)).decode())
    assert reader.texts.count(hostile) == 3
    assert [attributes["href"] for tag, attributes in reader.tags if tag == "a"] == [address]
    assert reader.open == []


def test_the_style_has_the_layout(pair):
    """Sizes and colours come from the layout."""
    page = pair("en")
    style = pages.stylesheet(page, [("F", 400, "data:x")], ("F", "sans-serif"))
    assert f"size: {page.layout.width}mm {page.layout.height}mm" in style
    assert f"#{page.layout.shade}" in style
    assert 'font-family: "F"; font-weight: 400; src: url("data:x")' in style
    assert '"F", sans-serif' in style
