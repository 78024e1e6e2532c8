"""The package: lean, in the schema's order, with its fonts inside and the same bytes always."""

import hashlib
import os
import random
import re
import subprocess
import sys
import uuid
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import letters
import pytest
from lxml import etree

from mreport import fonts
from mreport.layout import PLAIN
from mreport.writers.docx import embedding
from mreport.writers.docx.packing import Archive

DATA = Path(__file__).parents[2] / "data" / "methods.yaml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The schema's order of what we write (ECMA-376 part 1, annex A).
ORDERS = {
    "pPr": "pStyle keepNext keepLines widowControl numPr tabs spacing ind jc textAlignment outlineLvl rPr",
    "rPr": "rStyle rFonts b bCs i iCs strike color sz szCs u bdr vertAlign cs lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr tblStylePr",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "font": "charset family pitch embedRegular embedBold",
    "settings": "zoom embedTrueTypeFonts defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol "
    "listSeparator",
    "sectPr": "footerReference pgSz pgMar",
}
SEVERAL = {"style": {"tblStylePr"}}
EVERYTHING = """<h2>H</h2><h3>h</h3><p>p <strong><em><sup>x ↗</sup></em></strong></p>
<ul><li>a<ol><li>b</li></ol></li></ul><ol><li>1</li></ol>
<table><caption>c</caption><tr><td rowspan="2" colspan="2">d</td><td/></tr><tr><td>e</td></tr></table>"""


def words(name):
    """Names of the parts that Word reads as its own XML."""
    return name.startswith("word/") and name.endswith(".xml")


def test_members(parts):
    """Nothing but what we mean is inside, content types first, the rest in order."""
    names = list(parts)
    assert names == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/_rels/fontTable.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/fonts/font1.odttf",
        "word/fonts/font2.odttf",
        "word/fonts/font3.odttf",
        "word/footer1.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    ]
    assert parts.dates == {(2026, 11, 23, 0, 0, 0)}


def test_every_part_has_a_type(parts):
    """Each part is named among the content types, and each name there is a part."""
    overrides = {
        entry.get("PartName").lstrip("/"): entry.get("ContentType")
        for entry in parts.xml("[Content_Types].xml")
        if entry.get("PartName")
    }
    assert set(overrides) == {name for name in parts if not name.endswith(".rels") and "[" not in name}
    assert overrides["word/fonts/font1.odttf"] == embedding.OBFUSCATED


def test_relationships_lead_somewhere(parts):
    """Each internal relationship points to a part, and each id that the document names is there."""
    for name, folder in (("word/_rels/document.xml.rels", "word/"), ("_rels/.rels", "")):
        for relationship in parts.xml(name):
            if relationship.get("TargetMode") != "External":
                assert folder + relationship.get("Target") in parts
    known = set(parts.find("//@Id", "word/_rels/document.xml.rels"))
    assert set(parts.find("//@r:id")) <= known


@pytest.mark.parametrize("body", [None, EVERYTHING])
def test_properties_stand_in_the_schema_s_order(made, body):
    """What stands in properties stands in the schema's order, once: Word refuses files where it does not."""
    parts = made.parts(body or made.BODY)
    for name in filter(words, parts):
        for element in parts.xml(name).iter():
            parent = etree.QName(element).localname if isinstance(element.tag, str) else ""
            order = ORDERS.get(parent, "").split()
            children = [etree.QName(child).localname for child in element]
            if order:
                assert children == sorted(children, key=order.index)
                once = [child for child in children if child not in SEVERAL.get(parent, ())]
                assert len(once) == len(set(once))


def test_no_theme_fonts(parts):
    """No attribute names a theme's font, and wherever fonts are named all four slots name the same."""
    for name in filter(words, parts):
        for element in parts.xml(name).iter(f"{W}rFonts"):
            slots = {etree.QName(key).localname: value for key, value in element.attrib.items()}
            assert set(slots) == {"ascii", "hAnsi", "eastAsia", "cs"}
            assert len(set(slots.values())) == 1
        assert not re.search(rb"(ascii|hAnsi|eastAsia|cs)Theme=|cstheme=", parts[name])


def test_theme_has_our_fonts(parts):
    """What Word writes by the theme (shapes, charts) has the document's font, in Latin and in Thai."""
    faces = parts.xml("word/theme/theme1.xml").xpath("//*[local-name()='fontScheme']//@typeface")
    assert {*faces} == {fonts.DOCUMENT_FAMILY, ""}


def test_styles_named_are_there(made):
    """Each style that the document names is in the styles part, with bold and size for both scripts."""
    parts = made.parts(made.BODY + EVERYTHING)
    known = parts.find("//w:style/@w:styleId", "word/styles.xml")
    assert len(known) == len(set(known))
    used = parts.find("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val")
    used += parts.find("//w:basedOn/@w:val | //w:next/@w:val", "word/styles.xml")
    assert set(used) <= set(known)
    for run in parts.xml("word/styles.xml").iter(f"{W}rPr"):
        for one, other in (("b", "bCs"), ("sz", "szCs")):
            pair = [run.find(f"{W}{name}") for name in (one, other)]
            assert (pair[0] is None) == (pair[1] is None)
            assert pair[0] is None or pair[0].items() == pair[1].items()


def test_headings(made):
    """Headings and paragraphs of a class have styles of their own."""
    parts = made.parts("<h1>a</h1><h2>b</h2><h3>c</h3><p>d</p><p class='lead'>e</p><p class='other'>f</p>")
    styles = ["Title", "Heading1", "Heading2", "BodyText", "MreportLead", "BodyText"]
    assert parts.find("//w:pStyle/@w:val") == styles


def test_lists(made):
    """Each ordered list counts for itself, lists within lists are a level deeper."""
    parts = made.parts("<ol><li>a</li></ol><ol><li>b<ul><li>c</li></ul>d</li></ol>")
    numbers, levels = parts.find("//w:numPr/w:numId/@w:val"), parts.find("//w:numPr/w:ilvl/@w:val")
    assert numbers == ["3", "4", "1"]
    assert levels == ["0", "0", "1"]
    assert set(numbers) <= set(parts.find("//w:num/@w:numId", "word/numbering.xml"))
    assert [made.text(paragraph) for paragraph in parts.find("//w:p")] == ["a", "b", "c", "d"]


def test_footer(made, parts):
    """The day stands left, the page's number right, and each field is begun, parted and closed."""
    (paragraph,) = parts.find("/w:ftr/w:p", "word/footer1.xml")
    assert made.text(paragraph) == "23 พฤศจิกายน พ.ศ. 2569\tหน้า 1 จาก 1"
    steps = parts.find("//w:fldChar/@w:fldCharType", "word/footer1.xml")
    assert steps == ["begin", "separate", "end"] * 2
    instructions = parts.find("//w:instrText/text()", "word/footer1.xml")
    assert [instruction.strip() for instruction in instructions] == ["PAGE", "NUMPAGES"]
    assert not parts.find("//w:fldChar")


@pytest.mark.parametrize("layout", [PLAIN, PLAIN.turned()])
def test_paper(made, layout):
    """The paper, its margins and its orientation are the layout's."""
    parts = made.parts(layout=layout)
    (size,) = parts.find("//w:pgSz")
    assert (size.get(f"{W}orient") == "landscape") == layout.landscape
    assert [round(int(size.get(f"{W}{side}")) / 1440 * 25.4) for side in "wh"] == [layout.width, layout.height]
    (margin,) = parts.find("//w:pgMar/@w:left")
    assert round(int(margin) / 1440 * 25.4) == layout.margin_side


def test_settings(parts):
    """Word is told to lay out as it does today and to keep the fonts inside."""
    assert parts.find("//w:compatSetting[@w:name='compatibilityMode']/@w:val", "word/settings.xml") == ["15"]
    assert parts.find("//w:embedTrueTypeFonts", "word/settings.xml")
    assert parts.find("//w:themeFontLang/@w:bidi", "word/settings.xml") == ["th-TH"]


def test_properties_of_the_document(made, parts):
    """Title, language, items and date are the report's; no person and no program is named."""
    core = {etree.QName(child).localname: child.text for child in parts.xml("docProps/core.xml")}
    assert core == {
        "title": "เปรียบเทียบวิธี",
        "language": "th",
        "keywords": "แบบจำลอง A, B",
        "subject": "ScholarGate",
        "created": "2026-11-23T00:00:00Z",
        "modified": "2026-11-23T00:00:00Z",
    }
    long = made.parts(title="x" + "น้ำ" * 200).find("//dc:title/text()", "docProps/core.xml")
    assert long == ["x" + "น้ำ" * 84]


@pytest.mark.parametrize(("date", "year"), [("1975-05-06", 1980), ("2569-01-01", 2107)])
def test_dates_that_a_zip_can_t_hold(made, date, year):
    """A date before or after what a zip can hold is no failure; the properties say it as it is."""
    parts = made.parts(date=date)
    assert {stamp[0] for stamp in parts.dates} == {year}
    assert parts.find("//dcterms:created/text()", "docProps/core.xml") == [f"{date}T00:00:00Z"]


def test_fonts_come_back(parts):
    """Each embedded font, unmasked by its key, is the file it was made of."""
    table = parts.xml("word/fontTable.xml")
    targets = {entry.get("Id"): entry.get("Target") for entry in parts.xml("word/_rels/fontTable.xml.rels")}
    found = {}
    for slot in table.iter(f"{W}embedRegular", f"{W}embedBold"):
        key = slot.get(f"{W}fontKey")
        assert key == f"{{{key[1:-1].upper()}}}"
        hidden = parts[f"word/{targets[slot.values()[0]]}"]
        mask = bytes.fromhex(key.strip("{}").replace("-", ""))[::-1]
        plain = bytes(byte ^ mask[at % 16] for at, byte in enumerate(hidden[:32])) + hidden[32:]
        assert hidden[:32] != plain[:32]
        found[slot.getparent().get(f"{W}name"), etree.QName(slot).localname] = hashlib.sha256(plain).digest()
    slots = {fonts.REGULAR: "embedRegular", fonts.BOLD: "embedBold"}
    faces = {
        (face.family, slots[face.weight]): hashlib.sha256(face.file.read_bytes()).digest()
        for face in fonts.document_faces()
    }
    assert found == faces


def test_masking_twice_gives_the_font_back():
    """Masking is its own opposite, and the key depends on the font alone."""
    font = bytes(range(256))
    key, hidden = embedding.obfuscate(font)
    assert (key, hidden) == embedding.obfuscate(font)
    assert embedding.masked(hidden, uuid.UUID(key)) == font
    assert embedding.obfuscate(font[::-1])[0] != key


@pytest.mark.parametrize("options", [[], ["--letterhead", "office.docx", "--embed-fonts", "subset"]])
def test_same_bytes(options, tmp_path):
    """Hash seed, time zone, locale, folder and hour change no byte of what the command writes."""
    (tmp_path / "office.docx").write_bytes(letters.letterhead(font=None))
    digests = set()
    for seed, zone, locale in (("1", "UTC", "C.UTF-8"), ("2", "Asia/Bangkok", "C"), ("3", "Etc/GMT+12", "th_TH.UTF-8")):
        folder = tmp_path / f"folder {seed}"
        folder.mkdir()
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "1"}
        chosen = [str(tmp_path / word) if word.endswith(".docx") else word for word in options]
        command = ["compare", DATA, "--lang", "th,en", "--date", "2026-01-31", "-o", folder / "made.docx", *chosen]
        subprocess.run([sys.executable, "-m", "mreport", *command], env=environment, cwd=folder, check=True)
        digests.add(hashlib.sha256((folder / "made.docx").read_bytes()).hexdigest())
    assert len(digests) == 1


@pytest.mark.parametrize("name", ["word/fonts/font1.odttf", "word/styles.xml", "word/media/a.png"])
@pytest.mark.parametrize("size", [0, 1, 60_000, 200_000])
def test_what_is_packed_once_is_packed_as_ever(name, size):
    """A part that many documents have in common gives the bytes that `zipfile` makes of it, each time."""
    content = random.Random(size).randbytes(size // 2) + b"a" * (size - size // 2)
    stamp = (2026, 1, 31, 0, 0, 0)
    made = []
    for whole in (True, True, False):
        file = BytesIO()
        with Archive(file, stamp) as archive:
            for member in ("a.xml", name, "z.xml"):
                if whole and member == name:
                    archive.put(member, content)
                else:
                    archive.stream(member, [content])
        made.append(file.getvalue())
    assert made[0] == made[1] == made[2]
    with ZipFile(BytesIO(made[0])) as archive:
        assert archive.testzip() is None
        assert archive.read(name) == content
