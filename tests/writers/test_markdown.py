"""Markdown: what was put in is read back, cell by cell, and nothing in the data becomes markup."""

import html as entities
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mreport
from mreport.language import language
from mreport.layout import PLAIN
from mreport.page import Page, parse
from mreport.writers import html, json, markdown

TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<entity>&#?\w+;)|(?P<br><br>)|(?P<strong>\*\*)|(?P<em>\*)|(?P<del>~~)"
    r"|(?P<lang></?span(?: lang=\"[a-z]+\")?>)"
    r"|\[(?P<text>(?:\\.|[^\[\]\\])*)\]\((?P<href>[^\s()<>]*)\)|(?P<markup>[\\*_`<\[\]>|~$])|(?P<plain>.)",
    re.DOTALL,
)
ENTITY = re.compile(r"&#?\w+;")
HOSTILE = [
    *("a|b", "*a*", "**a**", "_a_", "__a__", "`a`", "``a", "<b>a</b>", "<!-- a -->", "[a](b)", "[a]: b", "![a](b)"),
    *("\\", "\\|", "a\\", "\\n", "&amp;", "&lt;b&gt;", "&copy", "&#35;", "~~a~~", "$a$", "<https://a.b>", "a<br>b"),
    *(
        "# a",
        "#",
        "## a ##",
        "- a",
        "+ a",
        "* a",
        "= a",
        "===",
        "---",
        "- - -",
        "1. a",
        "12) a",
        "1.",
        "1.5",
        "2020-01",
    ),
    *(
        "> a",
        "    a",
        "\ta",
        "|",
        "|-|-|",
        ":-:",
        "a\nb",
        "a\n# b",
        "a\n1. b",
        "a\n\n- b",
        "C#",
        "a #",
        "#a",
        "-5",
        "+5",
    ),
    *("ก|ข", "น้ำ_ใส", "a  b", "a\u00a0b", "!", "a!", "{{ a }}", "{% a %}", "www.a.b", "(c)", '"q"', "a:b", "[x] a"),
]


def read_text(source):
    """The text of a line of Markdown and the addresses of its links; fails at markup that is not ours."""
    text, links = [], []
    for token in TOKEN.finditer(source):
        kind = token.lastgroup
        assert kind != "markup", f"{token[0]!r} stands bare in {source!r}"
        if kind == "href":
            text.append(read_text(token["text"])[0])
            links.append(ENTITY.sub(lambda found: entities.unescape(found[0]), token["href"]))
        elif kind == "entity":
            text.append(entities.unescape(token[0]))
        elif kind == "br":
            text.append("\n")
        elif kind in ("escaped", "plain"):
            text.append(token[kind])
    return "".join(text), links


def read_row(line):
    """The cells of a table's line, still in Markdown."""
    assert line.startswith("| ")
    assert line.endswith(" |")
    return [cell.strip(" ") for cell in re.split(r"(?<!\\)(?:\\\\)*\|", line)[1:-1]]


def read_tables(source):
    """The tables of a document: rows of texts."""
    tables = []
    for block in source.split("\n\n"):
        if block.startswith("| "):
            head, rule, *rows = block.rstrip("\n").split("\n")
            assert re.fullmatch(r"\|(?:---\|)+", rule)
            assert len(read_row(head)) == rule.count("---")
            tables.append([[read_text(cell)[0] for cell in read_row(line)] for line in (head, *rows)])
    return tables


def shown(cell):
    """The text of a cell of the page."""
    pieces = [cell.text or ""]
    for child in cell:
        pieces.append("\n" if child.tag == "br" else shown(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


@pytest.fixture
def encoded(pair):
    """A function that writes a page made by hand as Markdown."""

    def made(source):
        page = pair("en")
        return markdown.encode(Page(parse(source, "page"), page.report, page.language, page.layout)).decode()

    return made


@pytest.mark.parametrize("lang", ["th", "en", "th,en"])
def test_the_document_is_the_golden(lang, pair, golden):
    """The report of the reference's pair is the one that was looked at and taken."""
    golden(f"pair.{lang}.md", markdown.encode(pair(lang)).decode())


@pytest.mark.parametrize("lang", ["th", "en"])
def test_cells_are_read_back(lang, pair):
    """Every cell of the page is a cell of the table, with the same text."""
    page = pair(lang)
    (table,) = read_tables(markdown.encode(page).decode())
    assert table == [[shown(cell).strip() for cell in row] for row in page.root.iter("tr")]


def comparison_of(texts):
    """A comparison whose values are these texts, two in a row, under attributes and items of the same names."""
    first, second, *_ = (*texts, "x")
    attributes = {f"a{n}": mreport.Attribute(f"a{n}", text) for n, text in enumerate(texts)}
    values = {key: mreport.Value((text,)) for key, text in zip(attributes, texts, strict=True)}
    items = {"x": mreport.Item("x", first, values), "y": mreport.Item("y", second, dict(reversed(values.items())))}
    return mreport.compare(mreport.Dataset(items, attributes))


def test_hostile_texts_are_read_back():
    """Signs of Markdown and HTML in titles, names, labels and values stay the text that they are."""
    page = mreport.render(comparison_of(HOSTILE), "en", title="# a * b #")
    source = markdown.encode(page).decode()
    (table,) = read_tables(source)
    assert table == [[shown(cell).strip() for cell in row] for row in page.root.iter("tr")]
    values = [row[1] for row in table[1:]]
    assert values == [text.strip() for text in HOSTILE]
    assert read_text(source.split("\n", 1)[0].removeprefix("# "))[0] == "# a * b #"


@given(st.lists(st.text("|*_`<>[]()#&;~$\\-+=!1.: \n\tกb", min_size=1, max_size=12), min_size=1, max_size=6))
def test_any_text_is_read_back(texts):
    """Whatever stands in a cell is read back as it is shown."""
    page = mreport.render(comparison_of(texts), "en")
    (table,) = read_tables(markdown.encode(page).decode())
    assert table == [[shown(cell).strip() for cell in row] for row in page.root.iter("tr")]


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.strip() and "\n" not in text])
def test_no_paragraph_begins_with_markup(encoded, text):
    """A paragraph that begins like a heading, a list, a rule or a quotation stays a paragraph."""
    escaped = entities.escape(text)
    source = encoded(f"<article><p class='value'>{escaped}</p></article>").rstrip("\n")
    assert not re.match(r"[#>+=|*-]|\d+[.)](?:\s|$)|\s|```|~~~", source), source
    assert read_text(source)[0] == text.strip()


@pytest.mark.parametrize("text", ["Notes #", "Notes ##", "C#", "# x #"])
def test_a_heading_keeps_its_last_sign(encoded, text):
    """A number sign at the end of a heading is not taken for its closing."""
    source = encoded(f"<article><h1>{text}</h1></article>").rstrip("\n")
    assert not re.search(r"(?<!\\)(?<= )#+$", source.removeprefix("# "))
    assert source.startswith("# ")
    assert read_text(source.removeprefix("# "))[0] == text


@pytest.mark.parametrize(
    "address",
    ["https://a.b/(c)_d*", "https://a.b/?x=1&copy;=2&amp=3", "https://a.b/c\\_d", "https://a.b/a|b", "mailto:a@b.c"],
)
def test_addresses_of_links_are_read_back(encoded, address):
    """A link leads where it led, whatever signs its address has."""
    source = encoded(f"<article><p>x <a href='{entities.escape(address)}'>[t]</a></p></article>")
    text, links = read_text(source.rstrip("\n"))
    quoted = address.translate({ord(sign): f"%{ord(sign):02X}" for sign in "()|\\<>"})
    assert (text, links) == ("x [t]", [quoted])


def test_blocks_have_their_signs(encoded):
    """Headings, lists, emphasis and line breaks are written as Markdown has them."""
    source = encoded(
        "<article><h1>A</h1><section><h2>B</h2><p>c <strong>d</strong> <em>e</em> <del>f</del><br/>g</p></section>"
        "<ul><li>h</li><li>i</li></ul><ol><li>j</li><li>k</li></ol><h3>l</h3></article>"
    )
    assert source == "# A\n\n## B\n\nc **d** *e* ~~f~~<br>g\n\n- h\n- i\n\n1. j\n2. k\n\n### l\n"


def test_of_the_running_footer_only_the_day_is_said(encoded):
    """Numbers of pages are for paper; a footer of another kind is said whole."""
    running = "<footer class='running'><span class='day'>d</span> <span class='number'>Page</span></footer>"
    assert encoded(f"<article><footer><p>a</p><p>b</p></footer>{running}</article>") == "a\n\nb\n\nd\n"


def test_a_heading_row_fills_its_columns(encoded):
    """A cell over several columns is followed by empty ones, so that the table keeps its shape."""
    source = encoded("<article><table><tr><th>a</th><th>b</th></tr><tr><th colspan='2'>c</th></tr></table></article>")
    assert source == "| a | b |\n|---|---|\n| c |  |\n"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_cells_are_the_same_in_html_markdown_and_json(lang, pair):
    """Each value of the reference's pair reads the same in every format."""
    page = pair(lang)

    class Cells(HTMLParser):
        texts: list

        def handle_starttag(self, tag, attrs):
            if tag in ("th", "td"):
                self.texts.append("")
                self.inside = True
            self.inside = self.inside and (tag != "a" or dict(attrs) == {})

        def handle_endtag(self, tag):
            self.inside = self.inside and tag not in ("th", "td")

        def handle_data(self, data):
            if self.inside:
                self.texts[-1] += data

    reader = Cells()
    reader.texts, reader.inside = [], False
    reader.feed(html.encode(page).decode())
    in_html = [text.strip() for text in reader.texts]

    (table,) = read_tables(markdown.encode(page).decode())
    links = re.compile(r" (?:\w+ )?↗\d*$")
    in_markdown = [links.sub("", cell) for row in table for cell in row]

    contents = json.contents(page)
    in_json = [table[0][0], *(item["name"] for item in contents["items"])]
    for row in contents["rows"]:
        in_json += [row["label"] + (" ≠" if row["marked"] else ""), *(value["shown"] for value in row["values"])]
    assert in_html == in_markdown == in_json


def test_marks_of_emphasis_are_marks_wherever_they_stand():
    """White space stays outside them; beside a sign, where CommonMark takes none, stands an element of HTML."""
    root = parse(
        "<article><p>a<ins class='value'> b c </ins>d<del class='value'>(e)</del>f<ins>ก่อน</ins>ๆ</p></article>", "x"
    )
    page = Page(root, SimpleNamespace(watermark=None), language("th"), PLAIN)
    assert markdown.encode(page).decode() == "a **b c** d<del>(e)</del>f**ก่อน**ๆ\n"
