"""The page: a closed vocabulary with places, white space as HTML folds it, values never markup."""

from xml.etree import ElementTree as ET

import pytest

from mreport import TemplateError
from mreport.page import parse


def refusal(source):
    """The one fault of a page that is refused: code, place and fields."""
    with pytest.raises(TemplateError) as error:
        parse(source, "page.html")
    (fault,) = error.value.faults
    return fault.code, str(fault.place), dict(fault.fields)


@pytest.mark.parametrize(
    ("element", "source"),
    [
        ("script", "<article>\n <script>x</script></article>"),
        ("style", "<article>\n <style/></article>"),
        ("image", '<article>\n <image src="x"/></article>'),
        ("iframe", "<article>\n <iframe/></article>"),
        ("div", "<article>\n <div/></article>"),
        ("svg", "<article>\n <svg/></article>"),
        ("P", "<article>\n <P/></article>"),
        ("x:p", "<article>\n <x:p/></article>"),
    ],
)
def test_elements_outside_the_vocabulary_are_refused(element, source):
    """An element that writers do not know is refused with its line and column."""
    assert refusal(source) == ("page-element", "page.html:2:2", {"element": element})


@pytest.mark.parametrize(
    "attribute", ["style", "onclick", "src", "background", "xmlns", "xlink:href", "HREF", "data-x"]
)
def test_attributes_outside_the_vocabulary_are_refused(attribute):
    """An attribute that writers do not know is refused with the place of its element."""
    source = f'<article>\n\n  <p>é<span {attribute}="x"/></p></article>'
    fields = {"element": "span", "attribute": attribute}
    assert refusal(source) == ("page-attribute", "page.html:3:7", fields)


def test_the_vocabulary_is_taken():
    """All that writers know makes a page."""
    blocks = "section header footer h1 h2 h3 p ul ol li table caption colgroup col thead tbody tr th td".split()  # noqa: SIM905
    lines = "span strong em a br sub sup ins del".split()  # noqa: SIM905
    attributes = " ".join(f'{name}="#1"' for name in "class lang dir href scope colspan rowspan id title".split())  # noqa: SIM905
    body = "".join(f"<{name} {attributes}/>" for name in (*blocks, *lines))
    root = parse(f"<article>{body}</article>", "page.html")
    assert [child.tag for child in root] == [*blocks, *lines]
    assert all(len(child.attrib) == 9 for child in root)


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE html><article/>",
        '<!DOCTYPE article SYSTEM "file:///etc/passwd"><article/>',
        '<!DOCTYPE a [<!ENTITY x "y">]><article>&x;</article>',
        '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><article>&b;</article>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><article>&x;</article>',
    ],
)
def test_document_types_are_refused(source):
    """No document type, so no entity of a page's own, is taken."""
    code, place, fields = refusal(source)
    assert (code, fields) == ("page-element", {"element": "!DOCTYPE"})
    assert place.startswith("page.html:1:")


@pytest.mark.parametrize(
    ("source", "place", "problem"),
    [
        ("<article>\n&nbsp;</article>", "page.html:2:1", "undefined entity"),
        ("<article><p></article>", "page.html:1:15", "mismatched tag"),
        ("<article>", "page.html:1:10", "no element found"),
        ("", "page.html:1:1", "no element found"),
        ("<article/>\n<p/>", "page.html:2:1", "junk after document element"),
        ("<article>\n a & b</article>", "page.html:2:5", "not well-formed (invalid token)"),
        ('<article id="a" id="b"/>', "page.html:1:17", "duplicate attribute"),
        ("<article>\x07</article>", "page.html:1:10", "not well-formed (invalid token)"),
    ],
)
def test_pages_that_are_not_well_formed_are_refused(source, place, problem):
    """What is not well-formed is told with the place and the parser's words."""
    assert refusal(source) == ("page-syntax", place, {"problem": problem})


@pytest.mark.parametrize(
    ("source", "folded"),
    [
        ("<p>  a \n\t b  </p>", "<p>a b</p>"),
        ("<p>a <span> b</span> </p>", "<p>a <span> b</span></p>"),
        ("<p> <span>a</span> \n <span>b</span> </p>", "<p><span>a</span> <span>b</span></p>"),
        ("<article>\n <p>a</p>\n <p>b</p>\n</article>", "<article><p>a</p><p>b</p></article>"),
        ("<p>a<br/> \n b</p>", "<p>a<br />b</p>"),
        ("<p>\n</p>", "<p></p>"),
        ("<td> <span class='value'>  a \n  b </span> </td>", '<td><span class="value">  a \n  b </span></td>'),
        ("<p class='value'>  a\n\nb  </p>", '<p class="value">  a\n\nb  </p>'),
        ("<p class='x value y'> a <em> b </em> </p>", '<p class="x value y"> a <em> b </em> </p>'),
        ("<p> <em class='values'> a  b </em></p>", '<p><em class="values"> a b </em></p>'),
        ("<p>a\u00a0 \u00a0b</p>", "<p>a\u00a0 \u00a0b</p>"),
        ("<p><!-- note -->a<!-- note -->  b</p>", "<p>a b</p>"),
    ],
)
def test_white_space_is_folded_but_in_values(source, folded):
    """Runs of white space become one space and none at the ends of a block; a value keeps what was written."""
    assert ET.tostring(parse(source, "p"), encoding="unicode", short_empty_elements="<br" in source) == folded


HOSTILE = """<script>alert("1 & '2'")</script> {{ 7 * 7 }} {% if %} &amp; ]]> <!-- -->"""
ESCAPED = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')


def test_values_are_never_markup(page_of):
    """Whatever stands in the data is text on the page: in titles, names, labels, values, marks and notes."""
    page = page_of(
        f"""
title: "{ESCAPED}"
note: "{ESCAPED}"
dataset: {{name: "{ESCAPED}", licence: "{ESCAPED}"}}
attributes: {{a: {{label: "{ESCAPED}"}}}}
items:
  x: {{name: "{ESCAPED}", a: {{text: "{ESCAPED}", url: "https://a.b/?c=d&e=<f>'", mark: "{ESCAPED}"}}}}
  y: {{a: v}}
"""
    )
    texts = [element.text for element in page.root.iter() if element.text and "script" in element.text]
    assert len([text for text in texts if text.rstrip() == HOSTILE]) == 10
    links = [element.get("href") for element in page.root.iter("a")]
    assert links == ["https://a.b/?c=d&e=<f>'"]


def test_other_languages_are_marked(page_of):
    """A text in another language than the report's says so, and no other does."""
    text = """
language: en
attributes: {a: {label: {en: A, th: ก}}}
items: {x: {name: {th: เอ็กซ์}, a: {th: ค่า}}, y: {name: Y, a: v}}
"""
    page = page_of(text, "th")
    marked = {
        ("".join(element.itertext()).strip(), element.get("lang"))
        for element in page.root.iter()
        if element.get("lang")
    }
    marked.discard(("".join(page.root.itertext()).strip(), "th"))
    assert marked == {("Y", "en"), ("v", "en")}
    assert page.root.get("lang") == "th"


def test_rows_that_differ_carry_the_mark(pair):
    """The class for writers and the sign for readers stand on the same rows."""
    for lang in ("th", "en"):
        rows = list(pair(lang).root.iter("tr"))
        with_class = [index for index, row in enumerate(rows) if row.get("class") == "marked"]
        with_sign = [index for index, row in enumerate(rows) if "≠" in "".join(row[0].itertext())]
        assert with_class == with_sign
        assert len(with_class) == pair(lang).report.marked == 6


def test_each_header_says_what_it_heads(pair):
    """Column headers and row headers have their scope, as screen readers need it."""
    page = pair("en")
    assert [cell.get("scope") for cell in page.root.find("table/thead/tr")] == ["col"] * 3
    assert {row[0].tag + row[0].get("scope") for row in page.root.find("table/tbody")} == {"throw"}


def test_where_nothing_is_compared_no_share_of_it_is_said(page_of):
    """Nought of nought would be no sentence."""
    page = page_of("attributes: {a: {compared: false}}\nitems: {x: {a: '1'}, y: {a: '2'}}\n")
    assert [one.text for one in page.root.iter("p") if one.get("class") == "summary"] == ["No attribute is compared"]
