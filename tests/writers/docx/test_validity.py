"""DOCX is valid: no finding by the Open XML SDK, openxml-audit and checks of our own, which catch planted defects."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import validity

import mreport
from mreport.writers import docx
from mreport.writers.docx.edition import Edition

METHODS = Path(__file__).parents[2] / "data" / "methods.yaml"


def packed(members, twice=()):
    """A package of members; those of `twice` come again at the end."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        for name in twice:
            with pytest.warns(UserWarning, match="Duplicate name"):
                archive.writestr(name, members[name])
    return file.getvalue()


@pytest.fixture(scope="module")
def whole(made):
    """The members of a sound document with a link, a list, fields, bookmarks and embedded fonts."""
    parts = made.parts(made.BODY + "<ol><li>one</li></ol><p>end</p>")
    text = parts["word/document.xml"].decode()
    marks = '<w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
    parts["word/document.xml"] = text.replace("</w:pPr>", f"</w:pPr>{marks}", 1).encode()
    return dict(parts)


def in_part(name, old, new, count=1):
    """An edit of one part, which must find what it replaces."""

    def edit(members):
        text = members[name].decode()
        assert re.search(old, text, re.DOTALL), old
        members[name] = re.sub(old, new, text, count=count, flags=re.DOTALL).encode()
        return packed(members)

    return edit


def without(name):
    """An edit that loses a member."""

    def edit(members):
        del members[name]
        return packed(members)

    return edit


def plain_font(members):
    """A font as it is, in a part that says it is obfuscated."""
    members["word/fonts/font1.odttf"] = b"\x00\x01\x00\x00" + members["word/fonts/font1.odttf"][4:]
    return packed(members)


BODY, STYLES, TABLE = "word/document.xml", "word/styles.xml", "word/fontTable.xml"
LAST = "<w:p>(?:(?!<w:p>).)*?</w:p>(?=\\s*<w:sectPr)"
DEFECTS = {
    "order of a run's properties": in_part(STYLES, "<w:b/><w:bCs/>(<w:sz [^>]*>)", r"\1<w:b/><w:bCs/>"),
    "order of a paragraph's properties": in_part(STYLES, "(<w:keepNext/><w:keepLines/>)(<w:spacing [^>]*>)", r"\2\1"),
    "order of a cell's properties": in_part(BODY, "(<w:tcW [^>]*>)(<w:tcBorders>.*?</w:tcBorders>)", r"\2\1"),
    "a cell without a paragraph": in_part(BODY, "(</w:tcPr>)<w:p>(?:(?!<w:p>).)*?</w:p></w:tc>", r"\1</w:tc>"),
    "a table that ends the body": in_part(BODY, "</w:tbl>.*(?=<w:sectPr)", "</w:tbl>"),
    "a run outside of a paragraph": in_part(BODY, "<w:tbl>", "<w:r><w:t>x</w:t></w:r><w:tbl>"),
    "a paragraph within a paragraph": in_part(BODY, "(<w:p><w:pPr>.*?</w:pPr>)", r"\1<w:p/>"),
    "a relationship that is not there": in_part(BODY, 'r:id="link1"', 'r:id="link99"'),
    "a part that is not there": without("word/numbering.xml"),
    "a font's part that is not there": without("word/fonts/font1.odttf"),
    "a font that is not obfuscated": plain_font,
    "a font's key without braces": in_part(TABLE, r'w:fontKey="\{([^}]*)\}"', r'w:fontKey="\1"'),
    "a part without a content type": in_part("[Content_Types].xml", '<Override PartName="/word/styles.xml"[^>]*>', ""),
    "a bookmark twice": in_part(BODY, "(<w:bookmarkStart [^>]*><w:bookmarkEnd [^>]*>)", r"\1\1"),
    "a member twice": lambda members: packed(members, ["word/styles.xml"]),
    "a control character": in_part(BODY, "(<w:t [^>]*>)", r"\1&#1;"),
    "a style that is not there": in_part(BODY, 'w:val="MreportCell"', 'w:val="Nowhere"'),
    "a style twice": in_part(STYLES, "(<w:style (?:(?!<w:style ).)*?</w:style>)", r"\1\1"),
    "a list that is not there": in_part(BODY, '(<w:numId w:val=)"[0-9]*"', r'\1"77"'),
    "a fractional width": in_part(BODY, '(<w:tcW w:w="[0-9]+)"', r'\1.5"'),
    "a field that is not closed": in_part("word/footer1.xml", '<w:r>(?:(?!<w:r>).)*?w:fldCharType="end"/></w:r>', ""),
    "a grid of too few columns": in_part(BODY, '<w:gridCol w:w="[0-9]*"/>', ""),
    "64 columns": in_part(
        BODY, LAST, r"\g<0><w:tbl><w:tblPr/><w:tblGrid>" + '<w:gridCol w:w="100"/>' * 64 + "</w:tblGrid><w:tr>"
        + '<w:tc><w:tcPr><w:tcW w:w="100" w:type="dxa"/></w:tcPr><w:p/></w:tc>' * 64 + "</w:tr></w:tbl><w:p/>",
    ),
    "a date of the properties that is none": in_part("docProps/core.xml", "2026-11-23T00:00:00Z", "23.11.2026"),
}  # fmt: skip


def test_there_are_24_defects(whole):
    """The list has all of them, and the document that they are planted into has none."""
    validity.needs_sdk()
    assert len(DEFECTS) == 24
    assert validity.findings(packed(whole)) == []


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_found(whole, defect):
    """Each planted defect is found by at least one of the three."""
    content = DEFECTS[defect](dict(whole))
    found = validity.own(content) or validity.audit(content)
    if not found:
        validity.needs_sdk()
        found = validity.sdk(content)
    assert found


@pytest.mark.parametrize(("lang", "choice"), [("th", "full"), ("en", "subset"), ("th,en", "none"), ("th,en", "full")])
def test_the_reference_is_valid(pair, lang, choice):
    """The reference has no finding in either language or in both, whichever fonts are inside."""
    validity.needs_sdk()
    page = replace(pair(lang), edition=Edition(embed_fonts=choice))
    assert validity.findings(docx.encode(page)) == []


@pytest.mark.parametrize(("template", "theme"), [("handout", "ratchakan"), ("revision", "academic")])
def test_other_templates_and_themes_are_valid(template, theme):
    """Each bundled template and theme makes a document without a finding."""
    validity.needs_sdk()
    comparison = mreport.compare(mreport.read(METHODS), show_changes=template == "revision")
    page = mreport.render(comparison, "th", template=template, theme=theme)
    assert validity.findings(docx.encode(page)) == []


THIRTY = """
title: {en: Thirty, th: สามสิบ}
attributes:
  a: {label: {en: A, th: ก}, rule: number, group: {en: G, th: กลุ่ม}}
  b: {label: {en: B, th: ข}, rule: reference}
  c: {label: {en: C, th: ค}}
items:
"""
ITEM = """
  i%(n)s:
    name: ชื่อ %(n)s
    a: '%(n)s'
    b: {text: อ้างอิง %(n)s, url: 'https://example.org/%(n)s?a=1&b=2'}
    c: "tab\\there\\nline 😀 العربية ລາວ 日本語 soft\\u00adhyphen <w:p>"
"""


@pytest.mark.parametrize("options", [{}, {"baseline": "i0", "show_changes": True}])
def test_thirty_items_are_valid(data_file, options):
    """Thirty items in panels, with groups, links, changes and text of all kinds, have no finding."""
    validity.needs_sdk()
    file = data_file(THIRTY + "".join(ITEM % {"n": number} for number in range(30)))
    page = mreport.render(mreport.compare(mreport.read(file), **options), "th")
    content = docx.encode(page)
    assert content.count(b"PK\x01\x02") > 10
    assert validity.findings(content) == []


def of_rows(made, count):
    """The document of a table of so many rows more."""
    row = '<tr%s><th scope="row">แถว %s</th><td>ค่า %s</td><td>value %s</td></tr>'
    rows = "".join(row % (' class="marked"' * (number % 2), number, number, number) for number in range(count))
    return docx.encode(made.page(made.TABLE.replace("</tbody>", f"{rows}</tbody>") + "<p>end</p>"))


def test_a_thousand_rows_are_valid(made):
    """A long table has no finding."""
    validity.needs_sdk()
    assert validity.findings(of_rows(made, 1_000)) == []


@pytest.mark.deep
def test_ten_thousand_rows_are_valid(made):
    """A table of 10,000 rows has no finding; openxml-audit takes most of a minute for it."""
    validity.needs_sdk()
    assert validity.findings(of_rows(made, 10_000)) == []
