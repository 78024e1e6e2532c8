"""The letterhead: all that it has stays, part by part, whoever wrote it; the report takes on its look."""

import datetime
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import letters
import pytest
import validity
from lxml import etree

import mreport
from mreport.writers import docx
from mreport.writers.docx.edition import EMBED_FONTS, Edition, Letterhead

W = validity.W
LIBREOFFICE = sorted((Path(__file__).parents[2] / "data" / "letterheads").glob("*.docx"))
WORD = [(version, thai) for version in letters.VERSIONS for thai in (False, True)]
FILLED = {
    "[Content_Types].xml",
    "docProps/core.xml",
    "word/document.xml",
    "word/_rels/document.xml.rels",
    "word/fontTable.xml",
    "word/_rels/fontTable.xml.rels",
    "word/numbering.xml",
    "word/settings.xml",
    "word/styles.xml",
}


def on(content, page, choice="none"):
    """A page on a letterhead."""
    return docx.encode(replace(page, edition=Edition(Letterhead("office.docx", content), choice)))


def plain(element):
    """An element as text, however its prefixes are declared."""
    return etree.tostring(etree.fromstring(etree.tostring(element, with_tail=False)), method="c14n", exclusive=True)


def children(content):
    """What a part holds, piece by piece."""
    return [plain(child) for child in etree.fromstring(content)]


def assert_kept(old, new):
    """Every part is the same bytes, but for those that the report goes into, in which every element is the same."""
    assert {name for name in old if new.get(name) != old[name]} <= FILLED
    for name in ("word/styles.xml", "word/numbering.xml", "word/fontTable.xml", "word/settings.xml"):
        if name in old:
            kept = children(new[name])
            assert [one for one in children(old[name]) if one not in kept] == [], name
    for name in ("word/_rels/document.xml.rels", "word/_rels/fontTable.xml.rels", "[Content_Types].xml"):
        if name in old:
            kept = [sorted(one.items()) for one in etree.fromstring(new[name])]
            assert all(sorted(one.items()) in kept for one in etree.fromstring(old[name])), name
    before, after = (etree.fromstring(one["word/document.xml"]) for one in (old, new))
    assert [plain(one) for one in before.iter(f"{W}sectPr")] == [plain(one) for one in after.iter(f"{W}sectPr")]
    blocks = [plain(one) for one in after[0]]
    kept = [plain(one) for one in before[0] if not re.search(r"\{\{\s*report\s*\}\}", text(one))]
    assert [one for one in kept if one not in blocks] == []
    assert before.attrib == after.attrib


def text(element):
    """What is written in an element."""
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


@pytest.mark.parametrize(("version", "thai"), WORD)
def test_what_word_saved_stays(made, pair, version, thai):
    """Header, footer, section, pictures, notes, fields, styles, lists and fonts of Word's files are as they were."""
    letter = letters.letterhead(version, thai=thai)
    old, new = (type(made.parts())(one) for one in (letter, on(letter, pair("th"))))
    assert_kept(old, new)
    texts = [made.text(one) for one in new.find("/w:document/w:body/w:p")]
    assert "{{" not in "".join(texts)
    assert texts.index("บันทึกข้อความ") < texts.index("เปรียบเทียบวิธี") < texts.index("www.example.org")


@pytest.mark.parametrize("file", LIBREOFFICE, ids=lambda file: file.stem)
def test_what_libreoffice_saved_stays(made, pair, file):
    """The same holds for files that LibreOffice wrote."""
    letter = file.read_bytes()
    old, new = (type(made.parts())(one) for one in (letter, on(letter, pair("en"))))
    assert_kept(old, new)
    assert "{{" not in text(new.xml())


def test_there_are_files_of_libreoffice(made):
    """Letterheads with a logo, a first page of its own and an office's font are there to be tried."""
    assert len(LIBREOFFICE) >= 2
    for file in LIBREOFFICE:
        assert b"LibreOffice" in type(made.parts())(file.read_bytes())["docProps/app.xml"]


@pytest.mark.parametrize("lang", ["th", "en", "th,en"])
@pytest.mark.parametrize("letter", ["2010", "365", *LIBREOFFICE], ids=lambda one: getattr(one, "stem", one))
def test_the_report_on_it_is_valid(pair, letter, lang):
    """A report on a letterhead has no finding that the letterhead did not have before."""
    validity.needs_sdk()
    content = letter.read_bytes() if isinstance(letter, Path) else letters.letterhead(letter, thai=True)
    before = {re.sub(r"\[\d+\]", "", finding) for finding in validity.findings(content)}
    after = validity.findings(on(content, pair(lang), "subset"))
    assert [one for one in after if re.sub(r"\[\d+\]", "", one) not in before] == []


@pytest.mark.parametrize("choice", EMBED_FONTS)
def test_same_bytes(pair, choice):
    """The same letterhead and report make the same bytes, whichever fonts are inside."""
    letter = letters.letterhead(font=None)
    content = on(letter, pair("th"), choice)
    assert content == on(letter, pair("th"), choice)
    assert (b".odttf" in content) == (choice != "none")


@pytest.mark.parametrize("font", ["TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙", "Browallia New"])
def test_its_thai_font_wins(made, pair, font):
    """Where the office has a Thai font, no run and no style of the report names ours, and none of ours is inside."""
    new = type(made.parts())(on(letters.letterhead(font=font), pair("th"), "full"))
    for name in ("word/document.xml", "word/styles.xml"):
        assert b"Sarabun" not in new[name].replace(font.encode(), b"")
    embedded = new.find("//w:font[w:embedRegular]/@w:name", "word/fontTable.xml")
    assert embedded == ["Mreport Symbols"]
    sizes = new.find("//w:style[w:name/@w:val='Mreport Note']/w:rPr/w:szCs/@w:val", "word/styles.xml")
    assert sizes == ["29"]  # nine tenths of its 16 pt


def test_ours_stands_in_where_it_has_none(made, pair):
    """Where the letterhead chose no Thai font, Thai is in ours, in its own styles too; English is as it has it."""
    new = type(made.parts())(on(letters.letterhead(font=None), pair("th"), "full"))
    (title,) = new.find("//w:style[w:name/@w:val='Mreport Title']", "word/styles.xml")
    assert title.find(f"{W}basedOn").get(f"{W}val") == "Title"
    assert dict(title.find(f"{W}rPr/{W}rFonts").attrib) == {f"{W}cs": "Sarabun"}
    assert "MreportTitle" in new.find("//w:pStyle/@w:val")
    assert "Sarabun" in new.find("//w:font[w:embedRegular]/@w:name", "word/fontTable.xml")
    english = type(made.parts())(on(letters.letterhead(font=None), pair("en"), "full"))
    assert not english.find("//w:style[w:name/@w:val='Mreport Title']", "word/styles.xml")


@pytest.mark.parametrize("thai", [False, True])
def test_its_styles_are_used_by_name(made, pair, thai):
    """A style that the letterhead has is used by the id that it has there, even where Thai Word gave it."""
    new = type(made.parts())(on(letters.letterhead(thai=thai), pair("th")))
    title, first = ("a7", "1") if thai else ("Title", "Heading1")
    (paragraph,) = [one for one in new.find("//w:p") if made.text(one) == "เปรียบเทียบวิธี"]
    assert paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == title
    names = new.find("//w:style/w:name/@w:val", "word/styles.xml")
    assert len({name.casefold() for name in names}) == len(names)
    assert new.find(f"//w:style[@w:styleId='{first}']/w:name/@w:val", "word/styles.xml") == ["heading 1"]


def test_every_style_is_documented(root, pair, made):
    """The pages on styles list every style that a report uses, in both languages, and no other."""
    from mreport.writers.docx.letterhead import naming

    known = set(naming.names())
    for name in ("styles.md", "styles.th.md"):
        page = (root / "docs" / "reference" / name).read_text("utf-8")
        assert set(re.findall(r"^\| `([^`]+)` \| [^|]+ \| [^|]+ \|$", page, re.MULTILINE)) == known
    new = type(made.parts())(on(letters.letterhead(), pair("th")))
    ids = {
        one.get(f"{W}styleId"): one.find(f"{W}name").get(f"{W}val") for one in new.find("//w:style", "word/styles.xml")
    }
    report = [one for one in new.xml().iter(f"{W}tbl") if one.find(f"{W}tblPr/{W}tblStyle") is not None]
    used = {
        ids[one.get(f"{W}val")] for table in report for one in table.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }
    assert len(used) > 4
    assert used <= known


def test_the_paper_is_its_own(made, page_of):
    """A table is as wide as the letterhead's text; more items than fit there go to panels."""
    rows = "\n".join(f"  i{number}: {{name: N{number}, a: '{number}'}}" for number in range(9))
    page = page_of(f"title: T\nattributes: {{a: {{label: A}}}}\nitems:\n{rows}\n")
    new = type(made.parts())(on(letters.letterhead(), page))
    widths = {int(width) for width in new.find("//w:tbl[w:tblPr/w:tblStyle]/w:tblPr/w:tblW/@w:w")}
    assert widths == {11906 - 1134 - 1701}
    assert len(new.find("//w:tbl[w:tblPr/w:tblStyle]")) >= 3


def test_a_section_is_that_of_the_mark(made, pair):
    """With two sections the table fits the one that the mark stands in, here the second, and both stay."""
    wide = (
        '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="720" '
        'w:right="720" w:bottom="720" w:left="720" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr></w:pPr></w:p>'
    )
    for letter, width in (
        (letters.letterhead(section=wide), 11906 - 1134 - 1701),
        (letters.letterhead(mark=letters.MARKED + wide), 16838 - 1440),
    ):
        old, new = (type(made.parts())(one) for one in (letter, on(letter, pair("th"))))
        assert_kept(old, new)
        (found,) = new.find("//w:tbl[w:tblPr/w:tblStyle]/w:tblPr/w:tblW/@w:w")
        assert int(found) == width


def test_a_report_is_a_letterhead_for_the_next(made, pair):
    """A report that is taken as a letterhead gives its look, not its data."""
    first = docx.encode(pair("th"))
    new = type(made.parts())(on(first, pair("en")))
    assert len([name for name in new if name.startswith("customXml/item") and "Props" not in name]) <= 1
    assert len(set(new.find("//w:style/@w:styleId", "word/styles.xml"))) == len(
        new.find("//w:style", "word/styles.xml")
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_of_this_machine(made, pair, tmp_path):
    """A letterhead that the LibreOffice of this machine writes keeps all that it has."""
    source = Path(__file__).parents[2] / "data" / "letterheads" / "office.fodt"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "docx", "--outdir", tmp_path, source]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    letter = (tmp_path / "office.docx").read_bytes()
    old, new = (type(made.parts())(one) for one in (letter, on(letter, pair("th"))))
    assert_kept(old, new)


def test_properties(made, pair):
    """The title, the language and the dates are the report's; the letterhead's author stays."""
    new = type(made.parts())(on(letters.letterhead(), pair("th")))
    core = {etree.QName(one).localname: one.text for one in new.xml("docProps/core.xml")}
    assert core["title"] == "เปรียบเทียบวิธี"
    assert core["language"] == "th"
    assert core["creator"] == "สารบรรณ"
    assert core["modified"].startswith(datetime.date(2026, 1, 31).isoformat())


def test_the_data_come_back(tmp_path):
    """A report on a letterhead gives its data back, and the letterhead's own custom XML is still there."""
    letter = tmp_path / "letter.docx"
    letter.write_bytes(letters.letterhead())
    dataset = mreport.read(Path(__file__).parents[2] / "data" / "methods.yaml")
    page = mreport.render(mreport.compare(dataset), "th")
    (tmp_path / "made.docx").write_bytes(on(letter.read_bytes(), page))
    again = mreport.read(tmp_path / "made.docx")
    assert [*again.items] == [*dataset.items]


@pytest.fixture
def furnished(tmp_path):
    """A page with all that can stand around a comparison: author, note, watermark, logo and code."""
    logo = tmp_path / "logo.png"
    logo.write_bytes(letters.png(80, 40))
    data = mreport.read(Path(__file__).parents[2] / "data" / "methods.yaml")
    around = {"author": "สำนักงาน ก", "note": "ข้อความเพิ่ม", "watermark": 'ร่าง <1> "ก"', "logo": logo, "qr": True}
    return mreport.render(mreport.compare(data), "th", date=datetime.date(2026, 1, 31), **around)


@pytest.mark.parametrize("letter", ["2010", "365", *LIBREOFFICE], ids=lambda one: getattr(one, "stem", one))
def test_furniture_stands_on_it(made, furnished, letter):
    """Watermark, logo and code together: the pictures are there, the word is behind each page, what was there stays."""
    content = letter.read_bytes() if isinstance(letter, Path) else letters.letterhead(letter, thai=True)
    encoded = on(content, furnished, "subset")
    assert encoded == on(content, furnished, "subset")
    old, new = (type(made.parts())(one) for one in (content, encoded))
    media = {name for name in old if name.startswith("word/media/")}
    assert {name: new[name] for name in media} == {name: old[name] for name in media}
    assert len({name for name in new if name.startswith("word/media/")} - media) == 2
    drawings = [one.get("id") for one in new.xml().iter("{*}docPr")]
    assert len(drawings) == len(set(drawings)) == len([*old.xml().iter("{*}docPr")]) + 2
    headers = {name for name in new if re.fullmatch(r"word/header\d+\.xml", name)}
    assert headers >= {name for name in old if re.fullmatch(r"word/header\d+\.xml", name)}
    for name in headers:
        words = [one.get("string") for one in new.xml(name).iter("{*}textpath") if one.get("string")]
        assert words.count('ร่าง <1> "ก"') == 1, name
        if name in old:
            assert text(old.xml(name)) == text(new.xml(name))
            runs = [plain(one) for one in new.xml(name).iter(f"{W}r")]
            assert all(plain(one) in runs for one in old.xml(name).iter(f"{W}r"))
    shown = text(new.xml())
    assert "สำนักงาน ก" in shown
    assert "ข้อความเพิ่ม" in shown
    validity.needs_sdk()
    before = {re.sub(r"\[\d+\]", "", finding) for finding in validity.findings(content)}
    assert [one for one in validity.findings(encoded) if re.sub(r"\[\d+\]", "", one) not in before] == []


def test_a_draft_is_a_letterhead_for_the_next(made, furnished):
    """A report with furniture on one that has its own: two words behind the text, and no number stands twice."""
    first = on(letters.letterhead(), furnished)
    new = type(made.parts())(on(first, furnished))
    for name in (name for name in new if re.fullmatch(r"word/header\d+\.xml", name)):
        shapes = [one.get("id") for one in new.xml(name).iter("{*}shape")]
        assert len(shapes) == len(set(shapes))
        assert len([one for one in shapes if one.startswith("PowerPlusWaterMarkObject")]) == 2
    drawings = [one.get("id") for one in new.xml().iter("{*}docPr")]
    assert len(drawings) == len(set(drawings))
