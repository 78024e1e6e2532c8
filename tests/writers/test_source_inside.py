"""The source inside PDF and DOCX: there with its relationship, in a file that is PDF/A too; and nothing else there."""

import datetime
import io
import re
import shutil
import subprocess
import zipfile

import pytest
from lxml import etree
from pypdf import PdfReader

import mreport
from mreport import writers
from mreport.sources.inside import FILE_NAME, NAMESPACE
from mreport.writers import pdf

DATA = """
title: {en: Two of three, th: สองจากสาม}
glossary: {en: [glossary of the unseen], th: [ศัพท์ลับ]}
attributes:
  shown: {label: {en: Shown, th: ที่แสดง}, rule: term, terms: {t: {en: Term, th: คำ}, u: {en: Unseen term, th: คำลับ}}}
  hidden: {label: {en: Unseen attribute, th: แถวลับ}}
items:
  one: {name: One, shown: t, hidden: unseen value, related: [two, unseen-id]}
  two: {name: Two, shown: Term}
  unseen-id: {name: {en: Unseen name, th: ชื่อลับ}, shown: u}
"""
DAY = datetime.date(2026, 1, 31)
UNSEEN = ("unseen", "Unseen", "ลับ", "hidden")


@pytest.fixture(params=["th", "en"])
def page(request, data_file):
    """A report that shows two items of three and one attribute of two, in each language."""
    comparison = mreport.compare(mreport.read(data_file(DATA)), ["one", "two"], attributes=["shown"])
    return mreport.render(comparison, request.param, date=DAY)


def root(content):
    """The catalog of a PDF."""
    return PdfReader(io.BytesIO(content)).trailer["/Root"]


def test_a_pdf_carries_its_source(page):
    """The data file is attached under its name as the document's source, with the report's date."""
    content = pdf.encode(page)
    catalog = root(content)
    (name, reference) = catalog["/Names"]["/EmbeddedFiles"]["/Names"]
    file = reference.get_object()
    assert name == file["/F"] == file["/UF"] == FILE_NAME
    assert file["/AFRelationship"] == "/Source"
    assert list(catalog["/AF"]) == [reference]
    stream = file["/EF"]["/F"].get_object()
    assert stream.get_data().decode() == page.inside.text
    assert stream["/Subtype"] == "/application/yaml"
    assert stream["/Params"]["/Size"] == len(page.inside.text.encode())
    assert stream["/Params"]["/ModDate"] == "D:20260131"
    assert file["/Desc"] == page.language.gettext("The data of this comparison, which mreport can read")


def test_a_pdf_is_ua_and_a_at_once(page):
    """The metadata name both, one packet holds them, and the colours have a profile."""
    content = pdf.encode(page)
    catalog = root(content)
    packet = etree.fromstring(catalog["/Metadata"].get_object().get_data())
    (rdf,) = packet.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF")
    said = {key: value for part in rdf for key, value in (*part.items(), *((kid.tag, kid.text) for kid in part))}
    assert said["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert said["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
    assert said["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
    assert b"pdfaSchema:prefix>pdfuaid<" in etree.tostring(rdf)
    (intent,) = catalog["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].get_object().get_data()[36:40] == b"acsp"
    assert catalog["/MarkInfo"]["/Marked"]


def test_pdf_a_is_not_claimed_where_a_character_has_no_glyph(page_of):
    """PDF/A knows no text without a glyph; the report is made all the same, and does not claim it."""
    content = pdf.encode(page_of("attributes: {a: {}}\nitems: {x: {a: 漢}, y: {a: b}}"))
    assert b"pdfaid" not in root(content)["/Metadata"].get_object().get_data()
    assert "/AF" in root(content)


def test_the_identifier_is_made_of_the_content(page, page_of):
    """The same page has the same identifier, another page another one, and the file stays whole."""
    found = [
        PdfReader(io.BytesIO(pdf.encode(made)), strict=True).trailer["/ID"] for made in (page, page, page_of(DATA))
    ]
    assert found[0] == found[1] != found[2]
    assert [len(part) for part in found[0]] == [16, 16]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="there is no qpdf here")
def test_qpdf_finds_no_fault(page, tmp_path):
    """The file is sound by qpdf's check."""
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf.encode(page))
    subprocess.run(["qpdf", "--check", file], check=True, capture_output=True)


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_the_same_page_gives_the_same_bytes(page, suffix):
    """With its source inside too."""
    assert writers.encode(page, suffix) == writers.encode(page, suffix)


def unpacked(content, suffix):
    """All that a document holds, unpacked; texts of a PDF's objects in both of its encodings as one."""
    if suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"\n".join(archive.read(name) for name in archive.namelist() if "fonts/" not in name)
    reader = PdfReader(io.BytesIO(content))
    found = [content]
    for number in range(1, reader.trailer["/Size"]):
        thing = reader.get_object(number)
        found.append(str(thing).encode(errors="replace"))
        if hasattr(thing, "get_data"):
            found.append(thing.get_data())
    found += [page.extract_text().encode() for page in reader.pages]
    return b"\n".join(found)


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_nothing_that_is_not_shown_is_inside(page, suffix):
    """Names, ids, labels, values, terms of what is not shown stand nowhere in the unpacked file."""
    content = unpacked(writers.encode(page, suffix), suffix)
    assert page.inside.text.splitlines()[-1].encode() in content
    for word in UNSEEN:
        forms = [word.encode(), word.encode("utf-16-be"), word.encode("utf-16-be").hex().encode()]
        forms += [word.encode("utf-16-be").hex().upper().encode()]
        assert [form for form in forms if form in content] == []


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_without_its_source(data_file, suffix):
    """With `source=False` no data file is inside; all else is."""
    comparison = mreport.compare(mreport.read(data_file(DATA)), ["one", "two"])
    content = writers.encode(mreport.render(comparison, "en", source=False), suffix)
    whole = unpacked(content, suffix)
    assert b"items:" not in whole
    assert NAMESPACE.encode() not in whole
    assert b"EmbeddedFile" not in whole
    if suffix == ".pdf":
        assert not {"/AF", "/Names"} & root(content).keys()
        assert b"pdfaid:part" in whole


def test_a_docx_carries_its_source(page):
    """A custom XML part holds the text; the document leads to it, it leads to its properties, both have types."""
    with zipfile.ZipFile(io.BytesIO(writers.encode(page, ".docx"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    item = etree.fromstring(parts["customXml/item1.xml"])
    assert (item.tag, item.text) == (f"{{{NAMESPACE}}}comparison", page.inside.text)
    properties = etree.fromstring(parts["customXml/itemProps1.xml"])
    assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", next(iter(properties.values())))
    leads = {
        (relation.get("Type").rpartition("/")[2], relation.get("Target"))
        for name in ("word/_rels/document.xml.rels", "customXml/_rels/item1.xml.rels")
        for relation in etree.fromstring(parts[name])
    }
    assert {("customXml", "../customXml/item1.xml"), ("customXmlProps", "itemProps1.xml")} <= leads
    types = {
        entry.get("PartName"): entry.get("ContentType") for entry in etree.fromstring(parts["[Content_Types].xml"])
    }
    assert types["/customXml/item1.xml"] == "application/xml"
    assert types["/customXml/itemProps1.xml"].endswith("customXmlProperties+xml")


def test_a_docx_that_was_saved_again_carries_it_still(page, tmp_path):
    """python-docx keeps the part, as Word does; a name with another number is found too."""
    import docx

    file = tmp_path / "report.docx"
    document = docx.Document(io.BytesIO(writers.encode(page, ".docx")))
    document.add_paragraph("edited")
    document.save(file)
    assert list(mreport.read(file).items) == ["one", "two"]
    renamed = tmp_path / "renamed.docx"
    with zipfile.ZipFile(file) as before, zipfile.ZipFile(renamed, "w") as after:
        for name in before.namelist():
            after.writestr(name.replace("item1", "item12"), before.read(name))
    assert list(mreport.read(renamed).items) == ["one", "two"]


@pytest.mark.parametrize("options", [[], ["--object-streams=disable", "--qdf"], ["--linearize"]])
@pytest.mark.skipif(shutil.which("qpdf") is None, reason="there is no qpdf here")
def test_a_pdf_that_was_saved_again_carries_it_still(page, tmp_path, options):
    """Another program's rewriting keeps the attachment, and we find it."""
    files = tmp_path / "one.pdf", tmp_path / "two.pdf"
    files[0].write_bytes(pdf.encode(page))
    subprocess.run(["qpdf", *options, *files], check=True)
    assert list(mreport.read(files[1]).items) == ["one", "two"]


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_report_made_again_has_what_stood_around_it(data_file, tmp_path, suffix):
    """Author, note and watermark are those of the report, the note in its own language; what is given wins."""
    data = "language: en\nnote: Own\nattributes: {x: {}}\nitems: {a: {x: 1}, b: {x: 2}}\n"
    comparison = mreport.compare(mreport.read(data_file(data)))
    file = tmp_path / f"t{suffix}"
    mreport.write(mreport.render(comparison, "th", author="สำนักงาน", note="เพิ่มเติม", watermark="ร่าง"), file)
    again = mreport.compare(mreport.read(file))
    report = mreport.render(again, "en").report
    assert (report.author, report.watermark) == ("สำนักงาน", "ร่าง")
    assert [(note.text, note.lang) for note in report.notes] == [("Own", "en"), ("เพิ่มเติม", "th")]
    report = mreport.render(again, "en", author="Office", note="", watermark="").report
    assert (report.author, report.watermark, [note.text for note in report.notes]) == ("Office", None, ["Own"])
    mreport.write(mreport.render(again, "th", note="Other"), file)
    assert mreport.read(file).furniture == {"author": "สำนักงาน", "note": {"th": "Other"}, "watermark": "ร่าง"}
