"""Templates: the bundled ones, files of the user's own, what they may see, and faults with file and line."""

import dataclasses
import re
from pathlib import Path

import pytest

import mreport
from mreport import report, templates, themes, writers
from mreport.bilingual import woven
from mreport.errors import LimitError, TemplateError, UserError
from mreport.forms import Words
from mreport.templates import installed

DOCS = Path(__file__).parents[1] / "docs" / "reference"
RULE = """
title: {en: Amended rule, th: ระเบียบที่แก้ไข}
language: en
attributes:
  rule: {label: {en: Name, th: ชื่อ}, reason: {en: Covers equipment, th: ให้ครอบคลุมอุปกรณ์}}
  fee: {label: {en: Fee, th: ค่าธรรมเนียม}}
items:
  old: {name: {en: Old, th: เดิม}, rule: Rule on rooms, fee: none}
  new: {name: {en: New, th: ใหม่}, rule: Rule on rooms and equipment, fee: none}
"""


@pytest.fixture
def own(tmp_path):
    """A function that writes a template of the user's own and says where it is."""

    def written(source, name="own.html.j2"):
        file = tmp_path / name
        file.write_bytes(source if isinstance(source, bytes) else source.encode())
        return file

    return written


def rows(page, place=0):
    """The rows of a table of the page as the texts of their cells."""
    table = list(page.root.iter("table"))[place]
    return [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]


def test_the_handout_has_a_section_for_each_item_with_differences_first(page_of):
    """Each item stands under its own heading, what differs before what is the same."""
    page = page_of(RULE, template="handout")
    assert [heading.text for heading in page.root.iter("h2")] == ["Old", "New"]
    assert rows(page) == [
        ["What differs"],
        ["Name ≠", "Rule on rooms"],
        ["What is the same or is not compared"],
        ["Fee", "none"],
    ]
    assert rows(page, 1)[1] == ["Name ≠", "Rule on rooms and equipment"]


def test_the_handout_has_no_heading_without_rows(page_of):
    """Where nothing is the same, nothing says so."""
    page = page_of(RULE.replace("equipment, fee: none", "equipment, fee: 500"), template="handout")
    assert [row for row in rows(page) if len(row) == 1] == [["What differs"]]


def test_the_revision_gives_reasons(page_of):
    """Old, new, and the reason where there is one."""
    assert rows(page_of(RULE, template="revision")) == [
        ["Provision", "Old", "New", "Reason"],
        ["Name ≠", "Rule on rooms", "Rule on rooms and equipment", "Covers equipment"],
        ["Fee", "none", "none", ""],
    ]
    without = re.sub(", reason: {[^}]*}", "", RULE)
    assert rows(page_of(without, template="revision"))[0] == ["Provision", "Old", "New"]


def test_the_revision_needs_two_items(page_of):
    """Another number is an error that says so."""
    with pytest.raises(TemplateError) as caught:
        page_of(f"{RULE}  newer: {{fee: none}}\n", template="revision")
    assert (caught.value.code, caught.value.faults[0].fields["items"]) == ("template-items", 2)


@pytest.mark.parametrize("template", installed())
@pytest.mark.parametrize("lang", ["th", "en", "th,en"])
def test_every_bundled_template_reaches_every_format(page_of, template, lang):
    """Each makes a document in each format, and says what the items say."""
    page = page_of(RULE, lang, template=template)
    assert "Rule on rooms and equipment" in writers.encode(page, ".md").decode()
    for suffix in (".html", ".docx", ".json", ".pdf"):
        assert writers.encode(page, suffix)


def test_a_bilingual_handout_has_its_languages_beside_each_other(page_of):
    """The value's cell becomes one for each language where they differ, and stays one where they agree."""
    page = page_of(RULE.replace("Rule on rooms,", "{en: Rule, th: ระเบียบ},"), "th,en", template="handout")
    table = next(page.root.iter("table"))
    spans = [[(cell.get("colspan", "1"), cell.get("lang")) for cell in row] for row in table.iter("tr")]
    assert spans == [
        [("3", None)],
        [("1", None), ("1", None), ("1", "en")],
        [("3", None)],
        [("1", None), ("2", "en")],
    ]
    assert woven([page]) is page


def test_a_template_of_the_users_own_reaches_all_formats(page_of, own):
    """A file may extend a bundled one or be whole; what it prints is escaped."""
    whole = own(
        '<article lang="{{ report.language }}" dir="ltr"><h1>{{ _("Comparison") }} &amp; {{ "<b>" }}</h1>'
        "{% for line in report.lines %}<p>{{ line.label }}: {{ line.cells | map(attribute='shown') | join(' / ') }}</p>"
        "{% endfor %}</article>"
    )
    assert writers.encode(page_of(RULE, template=whole), ".md").decode() == (
        "# Comparison & \\<b\\>\n\nName: Rule on rooms / Rule on rooms and equipment\n\nFee: none / none\n"
    )
    part = own('{% extends "comparison.html.j2" %}{% block lead %}{{ report.title.text }} for you.{% endblock %}')
    page = page_of(RULE, template=part)
    assert page.root.find(".//p[@class='lead']").text == "Amended rule for you."
    for suffix in (".pdf", ".docx", ".html"):
        assert writers.encode(page, suffix)


@pytest.mark.parametrize(
    ("source", "code", "line", "problem"),
    [
        ("<article>\n{% if %}</article>", "template-syntax", 2, "Expected an expression"),
        ("<article>\n\n{{ report.colour }}</article>", "template-undefined", 3, "has no attribute 'colour'"),
        ("{{ nothing }}", "template-undefined", 1, "'nothing' is undefined"),
        ('\n{% include "other.j2" %}', "template-part", 2, "other.j2"),
        ('{% include "../README.md" %}', "template-part", 1, "../README.md"),
        ("\n{{ report.__class__ }}", "template-refused", 2, "__class__"),
        ("{{ report.lines.__init__.__globals__ }}", "template-refused", 1, "__init__"),
        ("\n{{ 1 / 0 }}", "template-failed", 2, "ZeroDivisionError"),
        ("<article><script>x</script></article>", "page-element", 1, "script"),
        ("<article>&nbsp;</article>", "page-syntax", 1, "undefined entity"),
        ('<article><p onclick="x">a</p></article>', "page-attribute", 1, "onclick"),
    ],
)
def test_faults_of_a_template_have_their_place(page_of, own, source, code, line, problem):
    """Each fault names the file and the line, and what is wrong."""
    file = own(source)
    with pytest.raises(TemplateError) as caught:
        page_of(RULE, template=file)
    (fault,) = caught.value.faults
    assert (fault.code, fault.place.file, fault.place.line) == (code, str(file), line)
    assert problem in str(dict(fault.fields))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("comparisom", None, "template-unknown"),
        ("missing.j2", None, "source-missing"),
        ("bytes.j2", b"<article>\xff</article>", "encoding"),
    ],
)
def test_templates_that_are_not_there(tmp_path, name, content, code):
    """A name that is near another says so; a file that is not text is refused."""
    file = tmp_path / name
    if content:
        file.write_bytes(content)
    with pytest.raises(UserError) as caught:
        templates.find(file if "." in name else name)
    assert caught.value.code == code
    if code == "template-unknown":
        assert caught.value.faults[0].fields["nearest"] == ["comparison"]


def test_a_folder_or_a_huge_file_is_no_template(tmp_path):
    """Both are refused before they are read."""
    (tmp_path / "folder.j2").mkdir()
    with pytest.raises(UserError) as caught:
        templates.find(tmp_path / "folder.j2")
    assert caught.value.code == "source-is-folder"
    huge = tmp_path / "huge.j2"
    huge.write_bytes(b" " * (templates.MOST_BYTES + 1))
    with pytest.raises(LimitError) as refused:
        templates.find(huge)
    assert refused.value.code == "file-too-large"


@pytest.mark.parametrize("name", ["templates.md", "templates.th.md"])
def test_every_variable_is_documented(name):
    """The page on templates names each field that a template can use, each template and each theme."""
    text = (DOCS / name).read_text("utf-8")
    records = (
        report.Report,
        report.Column,
        report.Line,
        report.Cell,
        report.Picture,
        report.Source,
        report.Stretch,
        report.Shift,
        Words,
    )
    for record in records:
        assert [field.name for field in dataclasses.fields(record) if f"`{field.name}`" not in text] == []
    assert [name for name in (*installed(), *themes.installed()) if f"`{name}`" not in text] == []


def test_examples_of_the_docs_work(page_of, own):
    """Each template and theme in the page on templates renders."""
    for name in ("templates.md", "templates.th.md"):
        text = (DOCS / name).read_text("utf-8")
        found = re.findall(r"```jinja\n(.*?)```", text, re.DOTALL)
        assert len(found) >= 2
        for source in found:
            assert page_of(RULE, template=own(source)).root.tag == "article"
        for source in re.findall(r"```toml\n(.*?)```", text, re.DOTALL):
            assert themes.read(own(source, "own.toml")).name == "own"


def test_a_theme_is_part_of_the_page(page_of, own):
    """Its lengths and colours are the layout's, its CSS is in the web page."""
    file = own('[layout]\nink = "#00ff00"\nsize = 12\n[css]\nscreen = "body { margin: 3rem }"', "own.toml")
    page = page_of(RULE, theme=file)
    assert (page.layout.ink, page.layout.size, page.theme.name) == ("00FF00", 12, "own")
    assert "@media screen {\nbody { margin: 3rem }\n}" in writers.encode(page, ".html").decode()
    assert page_of(RULE, theme=file, paper="A5", orientation="landscape").layout.width == 210


def test_themes_unknown(page_of):
    """A theme that is not there is an error."""
    with pytest.raises(UserError) as caught:
        page_of(RULE, theme="nothing")
    assert caught.value.code == "theme-unknown"
    assert mreport.render.__doc__


def test_a_theme_says_the_usual_forms_and_flags_win(page_of):
    """Ratchakan's era and digits hold in Thai, its era alone in English; a flag wins over both."""
    text = RULE + "date: 2026-01-31\n"
    text = text.replace("  fee: {label", "  since: {label: Since, rule: date}\n  fee: {label").replace(
        "fee: none}", "fee: none, since: 2025-03-01}"
    )

    def shown(lang, **options):
        report_ = page_of(text, lang, theme="ratchakan", **options).report
        return report_.lines[1].cells[0].shown, report_.day

    assert shown("th") == ("๑ มีนาคม พ.ศ. ๒๕๖๘", "๓๑ มกราคม พ.ศ. ๒๕๖๙")
    assert shown("en")[0] == "March 1, 2568 BE"
    assert shown("th", digits="latin", calendar="gregorian")[0] == "1 มีนาคม ค.ศ. 2025"


@pytest.mark.parametrize("name", ["templates.md", "templates.th.md"])
def test_every_template_and_theme_has_its_picture(name):
    """The page on templates shows each of them, by a small picture that is there."""
    shown = re.findall(r"!\[[^\]]*\]\((\.\./pictures/[^)]*)\)", (DOCS / name).read_text("utf-8"))
    words = {word for picture in shown for word in Path(picture).stem.split("-")}
    assert {*installed(), *themes.installed()} <= words
    assert all((DOCS / picture).stat().st_size < 80_000 for picture in shown)
