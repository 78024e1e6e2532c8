"""Marks of languages: behind what is in another language, in every format, and explained where the report is read."""

import json
import re
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pypdf
import pytest

import mreport
from mreport.marking import marked
from mreport.page import Page, parse
from mreport.writers import encode, terminal

DATA = """
title: Two models
note: {en: A note, th: หมายเหตุท้าย}
attributes:
  size: {label: Size, group: Facts}
  year: {label: {en: Year, th: ปี}, rule: years, group: Facts}
  home: {label: {en: Home, th: หน้าแรก}, rule: url, group: {en: Links, th: ลิงก์}}
  weight: {label: {en: Weight, th: น้ำหนัก}, rule: quantity, group: {en: Links, th: ลิงก์}}
  code: {label: {en: Code, th: รหัส}, group: {en: Links, th: ลิงก์}}
items:
  a: {name: Model A, size: {text: large, url: "https://example.org/"}, year: 2020, home: "https://example.org/a", weight: 5 widgets, code: "12/5"}
  b: {name: {en: Model B, th: รุ่นบี}, size: {th: เล็ก, de: klein}, year: 2563, home: "https://example.org/b", weight: 5 kg, code: "12"}
  c: {name: {de: Modell C}, size: {de: groß}}
"""  # noqa: E501  one item a line


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    """Items whose texts are in three languages."""
    file = tmp_path_factory.mktemp("data") / "data.yaml"
    file.write_text(DATA, encoding="utf-8")
    return mreport.compare(mreport.read(file), baseline="a")


def text(page):
    """What the page says, line by line."""
    return terminal.text(page, 400)


def test_each_text_in_another_language_is_marked_once(comparison):
    """Title, names, labels, groups and values; behind the text, before what belongs to it; the line says what it is."""
    said = text(mreport.render(comparison, "th", mark_language=True))
    assert said.startswith("Two models [EN]\n")
    assert re.search(r"Model A \[EN\] \(รายการฐาน\) +รุ่นบี +Modell C \[DE\]\n", said)
    assert re.search(r"Facts \[EN\]\n", said)
    assert re.search(r"Size \[EN\] ≠ +large \[EN\] ↗ +≠ เล็ก +≠ groß \[DE\]\n", said)
    assert re.search(r"5\u00a0widgets \[EN\]", said)
    assert "[EN] ต่อท้ายข้อความภาษาอังกฤษ [DE] ต่อท้ายข้อความภาษาเยอรมัน" in said
    assert said.count("[EN]") == 7
    assert said.count("[DE]") == 3


def test_nothing_is_marked_without_being_asked_for(comparison):
    """By default a text says its language to programs alone."""
    assert "[EN]" not in text(mreport.render(comparison, "th"))


def test_what_is_in_no_language_or_in_the_readers_is_not_marked(comparison):
    """Numbers, years, symbols and addresses; and in a report of several languages, what is in one of them."""
    said = text(mreport.render(comparison, "th", mark_language=True))
    for line in ("ปี", "หน้าแรก", "รหัส"):
        (found,) = (row for row in said.splitlines() if row.strip(" ▌").startswith(line))
        assert "[" not in found
    both = text(mreport.render(comparison, "th,en", mark_language=True))
    assert "[EN]" not in both
    assert "[DE]" in both
    assert "[DE] stands behind what is in German." in both


def test_every_format_has_the_marks(comparison):
    """PDF, DOCX, HTML and Markdown show them; JSON has the language beside each text."""
    page = mreport.render(comparison, "th", mark_language=True)
    reader = pypdf.PdfReader(BytesIO(encode(page, ".pdf")))
    with ZipFile(BytesIO(encode(page, ".docx"))) as archive:
        body = re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())
    texts = [
        " ".join(sheet.extract_text() for sheet in reader.pages),
        body,
        re.sub("<[^>]+>", "", encode(page, ".html").decode()),
        encode(page, ".md").decode().replace("\\", ""),
    ]
    for said in texts:
        assert "large [EN]" in re.sub("<[^>]+>", "", said)
        assert "[DE]" in said
    cells = json.loads(encode(page, ".json"))["rows"][0]["values"]
    assert [(cell["shown"], cell["lang"]) for cell in cells] == [("large", "en"), ("เล็ก", "th"), ("groß", "de")]


def test_every_format_says_the_language_of_a_text(comparison):
    """HTML and Markdown by `lang`, PDF by /Lang, JSON by a field; DOCX by what Word proofs each script as."""
    page = mreport.render(comparison, "th")
    assert re.search(
        r'<td lang="de"><span class="mark">≠</span> <span class="value">groß', encode(page, ".html").decode()
    )
    assert '<span lang="en">large [↗](https://example.org/)</span>' in encode(page, ".md").decode()
    reader = pypdf.PdfReader(BytesIO(encode(page, ".pdf")))
    langs = {
        str(entry["/Lang"])
        for number in range(1, reader.trailer["/Size"])
        if isinstance(entry := reader.get_object(number), pypdf.generic.DictionaryObject) and "/Lang" in entry
    }
    assert langs == {"th", "en", "de"}
    with ZipFile(BytesIO(encode(page, ".docx"))) as archive:
        assert '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/>' in archive.read("word/styles.xml").decode()
        body = archive.read("word/document.xml").decode()
    spoken = '<w:rPr><w:lang w:val="de" w:eastAsia="de"/></w:rPr><w:t xml:space="preserve">'
    assert f"{spoken}Modell C<" in body
    assert f"{spoken}groß<" in body
    assert body.count("<w:lang ") == body.count('<w:lang w:val="de" w:eastAsia="de"/>')


def test_a_template_without_a_lead_gets_one(comparison):
    """The explanation stands even where the template has no place for it."""
    page = mreport.render(comparison, "th")
    made = parse('<article lang="th"><h1>ก</h1><p lang="en">word <em>two</em></p></article>', "test")
    root = marked(Page(made, page.report, page.language, page.layout), ["th"]).root
    inner = "".join(ET.tostring(child, encoding="unicode") for child in root)
    assert '<p lang="en">word <span class="language">[EN]</span> <em>two</em></p>' in inner
    assert '<p class="lead">[EN] ต่อท้ายข้อความภาษาอังกฤษ</p>' in inner


def test_each_part_of_a_list_says_its_language(data_file):
    """Where the parts of a set are in several languages, each says its own, and each is marked."""
    source = """
    attributes:
      a: {label: {en: Set, th: ชุด}, rule: set}
      b: {label: {th: คำ}, rule: term, terms: {x: {th: เอ็กซ์}, y: Why}}
    items: {i: {name: {th: ก}, a: [cat, {th: หมา, en: dog}], b: [x, y]}, j: {name: {th: ข}, a: [cat], b: [y]}}
    """
    page = mreport.render(mreport.compare(mreport.read(data_file(source))), "th", mark_language=True)
    first, second = (row.findall("td") for row in page.root.find("table").find("tbody"))
    assert [cell.get("lang") for cell in (*first, *second)] == [None, "en", None, "en"]
    mark = '<span class="language">[EN]</span>'
    inner = [ET.tostring(cell, encoding="unicode") for cell in (first[0], second[0])]
    assert inner == [
        f'<td><span class="value" lang="en">cat {mark}</span>, <span class="value">หมา</span></td>',
        f'<td><span class="value">เอ็กซ์</span>, <span class="value" lang="en">Why {mark}</span></td>',
    ]


def test_our_sentences_are_not_marked_within(comparison):
    """The name of the baseline in the sentence about it says its language, and is not marked once more."""
    page = mreport.render(comparison, "th", mark_language=True)
    lead = next(element for element in page.root.iter("p") if element.get("class") == "lead")
    assert '“<span lang="en">Model A</span>”' in ET.tostring(lead, encoding="unicode")
