"""PDF: text as it was, bundled fonts alone, tags, no logged warning, nothing fetched, the same bytes."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import mreport
from mreport.errors import TemplateError
from mreport.writers import pdf

sys.path.append(str(Path(__file__).parent))
from cells import EXTRACTORS, folded, painted

DATA = Path(__file__).parents[1] / "data" / "methods.yaml"


def page(lang="th", items=None, **options):
    """The tests' methods as a page."""
    return mreport.render(mreport.compare(mreport.read(DATA), items), lang, **options)


@pytest.fixture(scope="module", params=["th", "en", "th,en"])
def printed(request, tmp_path_factory):
    """A report in each language: the page, the file, its cells with their boxes."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        made = page(request.param)
        content, cells = painted(made, monkeypatch)
    path = tmp_path_factory.mktemp("pdf") / f"{request.param}.pdf"
    path.write_bytes(content)
    return made, path, cells


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=lambda extractor: extractor.__name__)
def test_each_cell_is_extracted_as_it_was(printed, extractor):
    """Labels, names and values copied out of their boxes are exact, sara am included, in each extractor."""
    made, path, cells = printed
    expected = ["".join(cell.itertext()) for row in made.root.iter("tr") for cell in row]
    assert [folded(cell.text) for cell in cells] == [folded(text) for text in expected]
    wrong = [
        (cell.text, text)
        for cell, text in zip(cells, extractor(path, cells), strict=True)
        if folded(cell.text) != folded(text)
    ]
    assert wrong == []


def test_only_bundled_fonts_are_in_the_file(printed):
    """`pdffonts` lists the bundled families, each embedded and with a map to Unicode."""
    listed = subprocess.run(["pdffonts", printed[1]], check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in listed.splitlines()[2:]]
    assert {row[0].partition("+")[2] for row in rows} <= {"Mreport-Thai", "Mreport-Thai-Bold", "Mreport-Symbols"}
    assert len(rows) >= 3
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_no_font_of_the_system_is_used_where_ours_lack_a_character(tmp_path):
    """A character that no bundled font has brings no other font in."""
    file = tmp_path / "odd.pdf"
    file.write_bytes(pdf.encode(page("en", title="Odd 漢 👍 title")))
    listed = subprocess.run(["pdffonts", file], check=True, capture_output=True, text=True).stdout
    assert all("Mreport" in line for line in listed.splitlines()[2:])


def test_characters_that_no_font_has_keep_their_text_and_that_of_others(tmp_path, monkeypatch):
    """Each comes out as itself in each extractor, is drawn as a box, and is warned of; nothing beside it suffers."""
    data = {"attributes": {"a": {}}, "items": {"x": {"a": "漢字 and 漢 👍 น้ำ"}, "y": {"a": "second น้ำ"}}}
    made = mreport.render(mreport.compare(mreport.read(data)), "en")
    content, cells = painted(made, monkeypatch)
    file = tmp_path / "odd.pdf"
    file.write_bytes(content)
    for extractor in EXTRACTORS:
        assert [folded(text) for text in extractor(file, cells)] == [folded(cell.text) for cell in cells]
    warned = [fault.fields["character"] for fault in made.report.warnings if fault.code == "no-glyph"]
    assert warned == ["U+6F22 漢", "U+5B57 字", "U+1F44D 👍"]
    unpacked = subprocess.run(["qpdf", "--qdf", file, "-"], check=True, capture_output=True).stdout
    assert len(re.findall(rb"re S", unpacked)) == 4


def test_the_document_says_its_language_title_and_date(printed):
    """Metadata carry language, title and the report's date without a time."""
    from pypdf import PdfReader

    made, path, _ = printed
    reader = PdfReader(path)
    assert reader.trailer["/Root"]["/Lang"] == made.language.tag
    assert reader.metadata.title == made.report.title.text
    assert reader.metadata["/CreationDate"] == "D:" + made.report.date.replace("-", "")
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_footer_counts_pages_in_the_readers_language():
    """Every page carries the day and its number of all pages."""
    import io

    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf.encode(page("th", layout=small()))))
    assert len(reader.pages) > 1
    for number, sheet in enumerate(reader.pages, 1):
        assert folded(f"หน้า {number} จาก {len(reader.pages)}") in folded(sheet.extract_text())
        assert folded("31 มกราคม พ.ศ. 2569") in folded(sheet.extract_text())


def small():
    """A paper on which the tests' methods take more than a page."""
    from dataclasses import replace

    from mreport.layout import PLAIN

    return replace(PLAIN, height=150)


def test_the_header_row_stands_on_each_page_and_no_row_is_split():
    """A header is repeated, never alone at the foot of a page; short rows stay whole."""
    import io

    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf.encode(page("th", layout=small()))))
    for sheet in reader.pages:
        text = folded(sheet.extract_text())
        head = folded("แบบจำลองการแพร่กระจายหลายรูปแบบ")
        assert head in text
        assert len(text.partition(head)[2]) > len(folded("31 มกราคม พ.ศ. 2569 หน้า 1 จาก 9")) + 10


def test_labels_of_the_reference_stay_on_one_line(printed):
    """The label column breaks neither ที่เกี่ยวข้อง nor แหล่งต้นตำรับ."""
    lines = subprocess.run(["pdftotext", "-layout", printed[1], "-"], check=True, capture_output=True, text=True).stdout
    if printed[0].language.tag == "th":
        for label in ("ที่เกี่ยวข้อง ≠", "แหล่งต้นตำรับ ≠", "ชื่อเรียกอื่น"):
            assert any(line.strip().startswith(label) for line in lines.splitlines()), label


@pytest.mark.parametrize("planned", [True, False])
def test_rendering_logs_no_warning(caplog, planned):
    """Neither we nor WeasyPrint have anything to say of the template and its style."""
    with caplog.at_level(logging.WARNING):
        pdf.encode(page("th"), planned=planned)
    assert [record.getMessage() for record in caplog.records] == []


def test_links_are_live_and_clean(printed):
    """Each link of the page is an annotation with the address as it was; no local path stands in the file."""
    from pypdf import PdfReader

    made, path, _ = printed
    reader = PdfReader(path)
    found = {
        annotation["/A"]["/URI"]
        for sheet in reader.pages
        for annotation in (reference.get_object() for reference in sheet.get("/Annots", []))
        if "/A" in annotation
    }
    assert found == {link.get("href") for link in made.root.iter("a")}


def test_what_is_not_bundled_is_refused():
    """A reference to anything outside is an error that names it, and nothing is fetched."""
    made = page("en")
    made.root.find("header/h1").set("style", "background: url(file:///etc/hostname)")
    with pytest.raises(TemplateError) as caught:
        pdf.encode(made)
    assert caught.value.code == "resource-refused"


def test_the_same_page_gives_the_same_bytes(tmp_path):
    """Neither hash seed nor zone nor locale is seen in the file, and no path of this machine."""
    code = (
        "import sys, mreport; d = mreport.read(sys.argv[1]);"
        "mreport.write(mreport.render(mreport.compare(d), 'th'), sys.argv[2])"
    )
    made = []
    for seed, zone, locale in (("1", "UTC", "C"), ("2", "Asia/Bangkok", "C.UTF-8")):
        file = tmp_path / f"{seed}.pdf"
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        subprocess.run([sys.executable, "-c", code, DATA, file], check=True, env=environment)
        made.append(file.read_bytes())
    assert made[0] == made[1]
    unpacked = subprocess.run(
        ["qpdf", "--qdf", "--object-streams=disable", tmp_path / "1.pdf", "-"], check=True, capture_output=True
    ).stdout
    assert not re.search(rb"/(work|home|root|tmp|usr)/", unpacked)


@pytest.mark.parametrize("title", ["Plain", "\u05e9\u05dc\u05d5\u05dd"])
def test_what_is_not_planned_is_laid_out_and_claims_no_standard(tmp_path, title):
    """The plain way, by choice or for right-to-left text: every value is there, tagged; neither UA nor A is said."""
    from pypdf import PdfReader

    made = page("en", title=title)
    file = tmp_path / "plain.pdf"
    file.write_bytes(pdf.encode(made, planned=title != "Plain"))
    reader = PdfReader(file)
    read = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout
    assert all(folded(line.label) in folded(read) for line in made.report.lines)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert claims(file) == set()
    assert mreport.read(file).items.keys() == mreport.read(DATA).items.keys()


def claims(file):
    """The standards that a file's metadata say it follows."""
    from pypdf import PdfReader

    metadata = PdfReader(file).trailer["/Root"].get("/Metadata")
    said = metadata.get_object().get_data() if metadata else b""
    return {name for name in (b"pdfuaid:part", b"pdfaid:part") if name in said}


def test_what_is_planned_claims_both_standards(printed):
    """A planned report says that it is PDF/UA and PDF/A."""
    assert claims(printed[1]) == {b"pdfuaid:part", b"pdfaid:part"}
