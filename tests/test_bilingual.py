"""Bilingual reports: one page woven out of the same page in each language, in every format."""

import io
import json
import re
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from mreport import writers
from mreport.bilingual import woven
from mreport.errors import ChoiceError, TemplateError
from mreport.language import language
from mreport.layout import PLAIN
from mreport.page import Page, parse
from mreport.panels import split
from mreport.writers import terminal

SOURCE = """
title: {en: Two laptops, th: คอมพิวเตอร์สองรุ่น}
language: en
attributes:
  maker: {label: {en: Maker, th: ผู้ผลิต}, group: {en: Facts, th: ข้อมูล}}
  weight: {label: {en: Weight, th: น้ำหนัก}, rule: quantity, group: {en: Facts, th: ข้อมูล}}
  released: {label: {en: Released, th: วางจำหน่าย}, rule: date, group: {en: Use, th: การใช้}}
  remark: {label: {en: Remark, th: หมายเหตุ}, group: {en: Use, th: การใช้}}
  manual: {label: Manual, rule: reference, group: {en: Use, th: การใช้}}
items:
  a:
    name: {en: Model A, th: รุ่นเอ}
    maker: ACME
    weight: 1.2 kg
    released: 2025-03-01
    remark: {en: Lent out, th: ให้ยืม}
    manual: {text: {en: Manual of A, th: คู่มือรุ่นเอ}, url: "https://example.org/a", mark: PDF}
  b: {name: {en: Model B, th: รุ่นบี}, maker: ACME, weight: 1300 g, released: 1 มี.ค. 2569}
"""


def page_in(tag, source):
    """A page of a language that holds this article."""
    root = parse(f'<article lang="{tag}" dir="ltr">{source}</article>', "test")
    return Page(root, None, language(tag), PLAIN)


def inside(*sources, tags=("th", "en")):
    """What the article woven out of sources in several languages holds, as text."""
    root = woven([page_in(tag, source) for tag, source in zip(tags, sources, strict=True)]).root
    return "".join(ET.tostring(child, encoding="unicode") for child in root)


def cells(page):
    """The rows of the page's table as the texts of their cells, a stroke where a line breaks."""
    rows = page.root.find("table").iter("tr")
    return [[text(cell) for cell in row] for row in rows]


def text(element):
    """An element's text, a stroke for each line break."""
    inner = "".join(("|" if child.tag == "br" else text(child)) + (child.tail or "") for child in element)
    return (element.text or "") + inner


def test_what_is_the_same_stands_once_and_what_differs_in_both_languages(page_of):
    """Labels, names, values, absences and group headings; the sign ≠ stands beside the first language's label."""
    assert cells(page_of(SOURCE, "th,en")) == [
        ["คุณลักษณะ|Attribute", "รุ่นเอ|Model A", "รุ่นบี|Model B"],
        ["ข้อมูล|Facts"],
        ["ผู้ผลิต|Maker", "ACME", "ACME"],
        ["น้ำหนัก ≠|Weight", "1.2\u00a0kg", "1,300\u00a0g"],
        ["การใช้|Use"],
        ["วางจำหน่าย ≠|Released", "1 มีนาคม ค.ศ. 2025|March 1, 2025", "1 มีนาคม พ.ศ. 2569|March 1, 2569 BE"],
        ["หมายเหตุ ≠|Remark", "ให้ยืม|Lent out", "ไม่มีข้อมูล|no data"],
        ["Manual ≠", "คู่มือรุ่นเอ|Manual of A PDF ↗1", "ไม่มีข้อมูล|no data"],
    ]


def test_each_text_says_its_language(page_of):
    """What is not in the report's first language has the tag of its own, the same values but once."""
    root = page_of(SOURCE, "th,en").root
    said = {text(element): element.get("lang") for element in root.iter() if element.get("lang")}
    assert root.get("lang") == "th"
    assert {said[words] for words in ("Two laptops", "Model A", "Weight", "Lent out", "Manual of A", "ACME")} == {"en"}
    assert not any("\u0e01" <= letter <= "\u0e5b" for words in said for letter in words if said[words] == "en")


def test_headings_are_stacked_and_paragraphs_follow_each_other():
    """A heading and a line hold both languages, the second set apart; a paragraph has one for each."""
    assert inside("<h1>หนึ่ง</h1><p>สอง</p>", "<h1>One</h1><p>Two</p>") == (
        '<h1>หนึ่ง<br /><span class="second" lang="en">One</span></h1><p>สอง</p><p lang="en">Two</p>'
    )
    assert inside('<p class="summary">หนึ่ง</p>', '<p class="summary">One</p>') == (
        '<p class="summary">หนึ่ง<br /><span class="second" lang="en">One</span></p>'
    )


def test_what_both_have_at_their_ends_stands_once():
    """A mark before and a link behind belong to both languages."""
    thai = '<p><span class="mark">≠</span> <span>คำ</span> <a href="https://example.org/">↗</a></p>'
    assert inside(thai, thai.replace("คำ", "Word")) == (
        '<p><span class="mark">≠</span> <span>คำ</span><br /><span lang="en">Word</span> '
        '<a href="https://example.org/">↗</a></p>'
    )
    assert inside('<p>ก <a href="https://example.org/">↗</a></p>', '<p>A <a href="https://example.org/">↗</a></p>') == (
        '<p>ก<br /><span lang="en">A</span> <a href="https://example.org/">↗</a></p>'
    )


def test_more_than_two_languages():
    """Each language has its line; two that say the same are not joined while a third differs."""
    assert inside("<h2>ก</h2>", "<h2>A</h2>", "<h2>B</h2>", tags=("th", "en", "en")) == (
        '<h2>ก<br /><span class="second" lang="en">A</span><br /><span class="second" lang="en">B</span></h2>'
    )


def test_languages_beside_each_other():
    """In a table of the class `beside` a value has a column for each language, one over both where they agree."""
    table = '<table class="sheet beside"><tbody><tr class="group"><th colspan="2">{}</th></tr>{}</tbody></table>'
    row = "<tr><th>{}</th><td>{}</td></tr>"
    made = inside(
        table.format("ก", row.format("ข", "ค") + row.format("ง", "5")),
        table.format("A", row.format("B", "C") + row.format("D", "5")),
    )
    assert made == table.format(
        'ก<br /><span class="second" lang="en">A</span>',
        '<tr><th>ข<br /><span class="second" lang="en">B</span></th><td>ค</td><td lang="en">C</td></tr>'
        '<tr><th>ง<br /><span class="second" lang="en">D</span></th><td colspan="2">5</td></tr>',
    ).replace('colspan="2">ก', 'colspan="3">ก')


def test_a_template_that_differs_by_language_is_refused():
    """Two languages with other blocks can't be woven: an error, and nothing is lost in silence."""
    with pytest.raises(TemplateError) as caught:
        inside("<h1>ก</h1><p>ข</p>", "<h1>A</h1>")
    assert caught.value.code == "template-languages"


def test_a_language_named_twice_is_refused(page_of):
    """`th,th` makes no bilingual report, nor do a language and a kind of it that one catalogue serves."""
    for tags in ("th,th", "th,th-TH"):
        with pytest.raises(ChoiceError) as caught:
            page_of(SOURCE, tags)
        assert caught.value.code == "language-twice"


def test_the_json_has_the_report_in_each_language(page_of):
    """The first language's report as ever, the others as its translations, each what it would be alone."""
    made = json.loads(writers.encode(page_of(SOURCE, "th,en"), ".json"))
    thai, english = (json.loads(writers.encode(page_of(SOURCE, tag), ".json")) for tag in ("th", "en"))
    assert made == {**thai, "languages": ["th", "en"], "translations": [english]}


def test_panels_are_named_in_both_languages(page_of):
    """The line over a panel says its items in each language."""
    items = "\n".join(f"  i{number}: {{name: Item {number}, maker: M{number}}}" for number in range(8))
    page = page_of(f"attributes:\n  maker: {{label: Maker}}\nitems:\n{items}", "th,en", layout=PLAIN)
    names = [element.text for element in split(page).iter("p") if element.get("class") == "panel-name"]
    assert names == ["รายการที่ 1–4 จาก 8 รายการ · Items 1–4 of 8", "รายการที่ 5–8 จาก 8 รายการ · Items 5–8 of 8"]


def test_every_writer_shows_both(page_of):
    """Each text of both languages stands in every format."""
    page = page_of(SOURCE, "th,en")
    wanted = ("น้ำหนัก", "Weight", "ให้ยืม", "Lent out", "รุ่นบี", "Model B", "Differs in 4 of 5")
    with ZipFile(io.BytesIO(writers.encode(page, ".docx"))) as package:
        document = ET.fromstring(package.read("word/document.xml"))
    found = {
        "docx": "".join(node.text or "" for node in document.iter() if node.tag.endswith("}t")),
        "html": re.sub("<[^>]*>", "", writers.encode(page, ".html").decode()),
        "markdown": writers.encode(page, ".md").decode(),
        "terminal": terminal.text(page, 100),
    }
    assert {name: [word for word in wanted if word not in words] for name, words in found.items()} == {
        name: [] for name in found
    }
