"""Calendar and digits in every format: numbers that we make are in the digits chosen, texts stay as written."""

import datetime
import json
import re
import subprocess
from io import BytesIO
from zipfile import ZipFile

import pypdf
import pytest

import mreport
from mreport.writers import encode, terminal

DATA = """
title: {en: Lease 7, th: สัญญา 7}
attributes:
  weight: {label: {en: Weight, th: น้ำหนัก}, rule: quantity}
  start: {label: {en: Start, th: วันเริ่ม}, rule: date}
  lease: {label: {en: Lease, th: ช่วงเช่า}, rule: date}
  years: {label: {en: Years, th: ปี}, rule: years}
  load: {label: {en: Load, th: พิกัด}, rule: range}
  note: {label: {en: Remarks, th: หมายเหตุ}}
items:
  a: {name: Model 8, weight: 1.20 kg, start: 2024-02-29, lease: 1-5 March 2025, years: 2020-2023, load: 2020-2023 kg}
  b: {name: Model 9, weight: 1500 kilograms, start: 29 ก.พ. 2567, lease: 1-6 มี.ค. 2568, years: 2563, note: in 2020}
"""
SHOWN = [
    *("๑.๒๐ kg", "๑,๕๐๐ กก.", "+๑,๔๙๘.๘ kg (+๑๒๔,๙๐๐%)", "๒๙ กุมภาพันธ์ พ.ศ. ๒๕๖๗", "๑ – ๕ มีนาคม พ.ศ. ๒๕๖๘"),
    *("พ.ศ. ๒๕๖๓–๒๕๖๖", "พ.ศ. ๒๕๖๓", "ต่างกัน ๕ จาก ๖ คุณลักษณะ", "๓๑ มกราคม พ.ศ. ๒๕๖๙"),
    *("สัญญา 7", "Model 8", "2020-2023 kg", "in 2020"),
]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A report in Thai with years of the Buddhist era and Thai digits."""
    file = tmp_path_factory.mktemp("data") / "lease.yaml"
    file.write_text(DATA, encoding="utf-8")
    comparison = mreport.compare(mreport.read(file), baseline="a")
    day = datetime.date(2026, 1, 31)
    return mreport.render(comparison, "th", calendar="buddhist", digits="thai", date=day)


def plain(text):
    """A text without the kinds of space, and without the breaks of lines."""
    return re.sub(r"[\s\u00a0\u200b\\]+", " ", text)


def of_pdf(page):
    """What poppler reads of the PDF."""
    made = encode(page, ".pdf")
    command = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(command, input=made, check=True, capture_output=True).stdout.decode()


def of_docx(page):
    """The text of the DOCX's body and footer."""
    with ZipFile(BytesIO(encode(page, ".docx"))) as archive:
        parts = [archive.read(f"word/{name}.xml").decode() for name in ("document", "footer1")]
    return re.sub("<[^>]+>", "", re.sub("</w:p>", " ", "".join(parts)))


def of_json(page):
    """What the JSON shows, with the sentence and day that it leaves to its reader."""
    made = json.loads(encode(page, ".json"))
    cells = [cell for row in made["rows"] for cell in row["values"]]
    deltas = [cell["delta"]["shown"] for cell in cells if cell["delta"]]
    said = ["ต่างกัน ๕ จาก ๖ คุณลักษณะ", page.report.day, made["title"]]
    return " ".join([cell["shown"] for cell in cells] + deltas + said + [item["name"] for item in made["items"]])


FORMATS = {
    "pdf": of_pdf,
    "docx": of_docx,
    "html": lambda page: re.sub("<[^>]+>", "", encode(page, ".html").decode()),
    "md": lambda page: encode(page, ".md").decode(),
    "json": of_json,
    "terminal": lambda page: terminal.text(page, 200) + page.report.day,
}


@pytest.mark.parametrize("name", FORMATS)
def test_numbers_are_in_the_digits_and_texts_as_written(page, name):
    """Numbers, units, dates, years, differences and counts are in Thai digits; titles, texts and ranges are not."""
    text = plain(FORMATS[name](page))
    assert [shown for shown in SHOWN if shown not in text] == []
    assert "๒๐๒๐" not in text


def test_json_keeps_what_was_written(page):
    """The value as written stays in JSON, whatever it is shown as."""
    rows = {row["attribute"]: row for row in json.loads(encode(page, ".json"))["rows"]}
    assert [value["text"] for value in rows["years"]["values"]] == ["2020-2023", "2563"]
    assert [value["lang"] for value in rows["weight"]["values"]] == ["th", "th"]


def test_pages_are_counted_in_the_digits(page):
    """Page numbers are in Thai digits: in PDF, by a field's switch in DOCX, by a counter's style in HTML's print."""
    assert "หน้า ๑ จาก ๑" in plain(of_pdf(page))
    with ZipFile(BytesIO(encode(page, ".docx"))) as archive:
        footer = archive.read("word/footer1.xml").decode()
    assert re.findall(r"<w:instrText[^>]*>([^<]*)<", footer) == [r" PAGE \* THAIARABIC ", r" NUMPAGES \* THAIARABIC "]
    assert footer.count("<w:rPr><w:cs/></w:rPr><w:t>๑</w:t>") == 2
    assert "counter(page, thai)" in encode(page, ".html").decode()
    assert 'class="page thai"' in encode(page, ".html").decode()


def test_what_is_laid_out_by_the_engine_counts_in_the_digits_too(page):
    """Where a page is not planned, WeasyPrint counts in the digits."""
    from mreport.writers import pdf

    reader = pypdf.PdfReader(BytesIO(pdf.encode(page, planned=False)))
    assert "หน้า ๑ จาก ๑" in plain(reader.pages[0].extract_text())


def test_a_report_made_again_has_its_forms(page, tmp_path):
    """The report carries calendar and digits for its language; in another one it is as the data have it."""
    for suffix in (".pdf", ".docx"):
        mreport.write(page, tmp_path / f"report{suffix}")
        comparison = mreport.compare(mreport.read(tmp_path / f"report{suffix}"))
        again = mreport.render(comparison, "th", date=datetime.date(2026, 1, 31))
        assert (again.language.calendar, again.language.digits) == ("buddhist", "thai")
        english = mreport.render(comparison, "en")
        assert (english.language.calendar, english.language.digits) == (None, "latin")


def test_each_language_counts_pages_in_its_digits(tmp_path):
    """In a report in both languages the Thai number is in Thai digits and the English one in Latin digits."""
    file = tmp_path / "lease.yaml"
    file.write_text(DATA, encoding="utf-8")
    both = mreport.render(mreport.compare(mreport.read(file)), "th,en", digits="thai")
    assert "หน้า ๑ จาก ๑ · Page 1 of 1" in plain(of_pdf(both))
    with ZipFile(BytesIO(encode(both, ".docx"))) as archive:
        footer = archive.read("word/footer1.xml").decode()
    fields = re.findall(r"<w:instrText[^>]*>([^<]*)<", footer)
    assert fields == [r" PAGE \* THAIARABIC ", r" NUMPAGES \* THAIARABIC ", " PAGE ", " NUMPAGES "]
    mreport.write(both, tmp_path / "both.pdf")
    again = mreport.compare(mreport.read(tmp_path / "both.pdf"))
    assert mreport.render(again, "en").language.digits == "latin"
    assert mreport.render(again, "th").language.digits == "thai"
