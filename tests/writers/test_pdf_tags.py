"""PDF for a screen reader: two independent checkers find nothing, and the structure is that of one table."""

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

import mreport
from mreport.writers.pdf import encode, plain

sys.path.append(str(Path(__file__).parent))
from cells import EXTRACTORS, elements, folded, painted

PROGRAMS = Path(sys.executable).parent
METHODS = Path(__file__).parents[1] / "data" / "methods.yaml"
CASES = [
    *("th pair", "en pair", "th,en pair", "th long", "en many", "th,en many", "th tall"),
    *("th pair handout", "th,en pair handout", "th tall handout", "th,en pair revision"),
]
THAI = ["น้ำหนักของแบบจำลองที่ฝึกไว้แล้ว", "กระทำการตามคำสั่ง “ทันที”", "ใช้ข้อความ ภาพ เสียง ฯลฯ ร่วมกัน", "ต่าง ๆ นานา"]
WORDS = [
    "น้ำ",
    "กระทำ",
    "ผู้รับใบอนุญาต",
    "แบบจำลอง",
    "การเรียนรู้",
    "ต้นตำรับ",
    "พันธุ์",
    "คำสั่ง",
    "ประกาศ",
    "ระเบียบ",
    "สำนักงาน",
    "จำนวน",
    "รายการ",
    "ลำดับ",
]


def prose(count):
    """Many different Thai words in a row that no page has twice alike."""
    chosen = random.Random(7)
    return " ".join("".join(chosen.choices(WORDS, k=4)) for _ in range(count))


def source(rows, items, *, tall=0):
    """A data file of many rows: Thai and English texts, each its own, links, groups, absences."""
    attributes = {
        f"a{row:03}": {
            "label": {"en": f"Row {row}", "th": f"แถวที่ {row}"},
            "group": {"en": f"G{row // 25}", "th": f"หมวด {row // 25}"},
        }
        for row in range(rows)
    }
    made = {}
    for item in range(items):
        values = {"name": {"en": f"Item number {item}", "th": f"รายการหมายเลข {item}"}}
        for row in range(rows):
            words = f"{THAI[(row + item) % len(THAI)]} ({row}, {item})"
            values[f"a{row:03}"] = {"th": words, "en": f"Value {row} of item {item}, its own words"}
        values["a001"] = {"text": f"Reference {item}", "url": f"https://example.org/{item}", "mark": "DOI"}
        values.pop("a002")
        if tall and not item:
            values["a003"] = {"th": prose(tall), "en": "word " * tall}
        made[f"i{item}"] = values
    return {"title": {"en": "Long", "th": "ยาว"}, "attributes": attributes, "items": made, "date": "2026-01-31"}


def page(case):
    """The page of a case."""
    language, kind, template = (*case.split(), "comparison")[:3]
    data = {
        "pair": lambda: mreport.read(METHODS),
        "long": lambda: mreport.read(source(90, 3)),
        "many": lambda: mreport.read(source(12, 17)),
        "tall": lambda: mreport.read(source(5, 2, tall=650)),
    }[kind]()
    return mreport.render(mreport.compare(data), language, template=template)


@pytest.fixture(scope="module", params=CASES)
def printed(request, tmp_path_factory):
    """A PDF of each case: the page, the file, its cells."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        made = page(request.param)
        content, cells = painted(made, monkeypatch)
    file = tmp_path_factory.mktemp("tags") / "made.pdf"
    file.write_bytes(content)
    return made, file, cells


def test_outloud_finds_nothing(printed):
    """No error and no warning at any of its checkpoints of PDF/UA-1 and WCAG.

    But one: it takes a header row of many words for prose where it repeats on fewer pages than a running head
    would; a repeated header is pagination (ISO 32000-2, 14.8.2.2) and stays an artifact.
    """
    command = [PROGRAMS / "outloud", "--json", "-", printed[1]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    result = json.loads(done.stdout)["results"][0]
    heads = {column.name for column in printed[0].report.columns}
    found = [
        (finding["rule"], finding["evidence"])
        for finding in result["findings"]
        if finding["rule"] != "TAG-002" or not any(head in finding["evidence"] for head in heads)
    ]
    assert found == []
    assert result["stats"]["pages"] >= 1


def test_pdfua_finds_nothing(printed):
    """No finding of the other checker either."""
    done = subprocess.run([PROGRAMS / "pdfua", "check", printed[1]], capture_output=True, text=True, check=False)
    assert "result: PASS (no findings)" in done.stdout


def test_qpdf_finds_the_file_sound(printed):
    """Cross references, streams and objects are as the standard has them."""
    done = subprocess.run(["qpdf", "--check", printed[1]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=lambda extractor: extractor.__name__)
def test_every_cell_is_exact_over_pages_and_panels(printed, extractor):
    """Cells that go on over pages and cells of panels come out as they were."""
    _, file, cells = printed
    if extractor.__name__.startswith("poppler"):
        cells = cells[:: max(1, len(cells) // 60)]  # a process for each cell
    wrong = [
        (cell.text, text)
        for cell, text in zip(cells, extractor(file, cells), strict=True)
        if folded(cell.text) != folded(text)
    ]
    assert wrong == []


def test_a_table_is_one_over_all_its_pages(printed):
    """One Table for each panel, its header once, and a row for each of the page's, however many pages it takes."""
    made, file, _ = printed
    from mreport import panels

    tables = list(panels.split(made).iter("table"))
    found = elements(file)
    kinds = [kind for kind, _ in found]
    assert kinds.count("/Table") == kinds.count("/TBody") == len(tables)
    assert kinds.count("/THead") == sum(table.find("thead") is not None for table in tables)
    assert kinds.count("/TR") == sum(len(list(table.iter("tr"))) for table in tables)
    assert kinds.count("/TD") == sum(len(list(table.iter("td"))) for table in tables) + sum(
        "group" in row.get("class", "") for table in tables for row in table.iter("tr")
    )


def test_headings_have_scope_and_cells_name_their_headings(printed):
    """Each TH has a Scope and an ID; each TD's Headers are IDs of a row's heading and a column's, if there is one."""
    names, asked = set(), set()
    headed = printed[0].root.find(".//thead") is not None
    for kind, element in elements(printed[1]):
        if kind == "/TH":
            assert element["/A"]["/Scope"] in ("/Row", "/Column")
            names.add(element["/ID"])
        if kind == "/TD" and "/Headers" in element["/A"]:
            headers = list(element["/A"]["/Headers"])
            assert len(headers) == 1 + headed
            asked.update(headers)
    assert asked <= names
    root = PdfReader(printed[1]).trailer["/Root"]["/StructTreeRoot"]
    assert list(leaves(root["/IDTree"], "/Names")[::2]) == sorted(names)
    keys = leaves(root["/ParentTree"], "/Nums")[::2]
    assert list(keys) == list(range(root["/ParentTreeNextKey"]))


def leaves(tree, kind):
    """The keys and values of a tree in a row; each leaf says between which keys it is."""
    if "/Kids" not in tree:
        return tree[kind]
    found = []
    for kid in (one.get_object() for one in tree["/Kids"]):
        assert [kid[kind][0], kid[kind][-2]] == list(kid["/Limits"])
        found += kid[kind]
    return found


def test_a_cell_in_another_language_says_so(tmp_path):
    """English values in a Thai report carry their language."""
    file = tmp_path / "made.pdf"
    file.write_bytes(encode(page("th pair")))
    languages = [element.get("/Lang") for kind, element in elements(file) if kind == "/TD"]
    assert "en" in languages
    assert None in languages


BILINGUAL = """<article lang="th"><h1 lang="en">Title</h1><p>คำนำ <span lang="en">Lead</span></p>
<table class="comparison"><thead><tr>
<th scope="col">ก</th>
<th scope="col" lang="en">A <span lang="th">ข</span></th>
</tr></thead><tbody><tr>
<th scope="row"><span lang="en">Row</span></th>
<td><span lang="en">Weight</span><br/><span lang="th">น้ำหนัก</span>
<a href="https://example.org/1"><span lang="en">DOI</span> ลิงก์</a>
<a href="https://example.org/2"><span lang="en">PDF</span> ↗</a></td>
</tr></tbody></table></article>"""


def test_stretches_in_another_language_say_so(tmp_path, monkeypatch):
    """A cell of two languages has a Span with /Lang for each that is not its own, in a link too; nothing is lost."""
    from mreport.page import parse

    made = replace(page("th pair"), root=parse(BILINGUAL, "bilingual"))
    content, cells = painted(made, monkeypatch)
    file = tmp_path / "made.pdf"
    file.write_bytes(content)
    spoken = [
        (kind, element.get("/Lang")) for kind, element in elements(file) if kind not in ("/TR", "/THead", "/TBody")
    ]
    assert spoken == [
        *[("/Document", None), ("/Art", None), ("/H1", "en"), ("/P", None), ("/Span", "en"), ("/Table", None)],
        *[("/TH", None), ("/TH", "en"), ("/Span", "th"), ("/TH", None), ("/Span", "en"), ("/TD", None)],
        *[("/Span", "en"), ("/Link", None), ("/Span", "en"), ("/Link", "en")],
    ]
    for checker in (["outloud"], ["pdfua", "check"]):
        done = subprocess.run([PROGRAMS / checker[0], *checker[1:], file], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    for extractor in EXTRACTORS:
        assert [folded(text) for text in extractor(file, cells)] == [folded(cell.text) for cell in cells]


def test_links_are_in_the_structure_with_their_words(printed):
    """Each annotation is named by a Link element that holds its text too."""
    reader = PdfReader(printed[1])
    annotations = {annotation.idnum for sheet in reader.pages for annotation in sheet.get("/Annots", [])}
    named = set()
    for kind, element in elements(printed[1]):
        if kind == "/Link":
            kids = [kid.get_object() if hasattr(kid, "get_object") else kid for kid in element["/K"]]
            named.update(
                kid.raw_get("/Obj").idnum for kid in kids if isinstance(kid, dict) and kid.get("/Type") == "/OBJR"
            )
            assert any(not isinstance(kid, dict) or kid.get("/Type") == "/MCR" for kid in kids)
    assert annotations == named
    assert len(annotations) >= 2


def test_pages_of_a_long_table_carry_the_footer_and_the_header(printed):
    """Pages that are all table look like the others: header at the top, number at the foot."""
    made, file, _ = printed
    reader = PdfReader(file)
    head = folded(made.report.columns[0].name)
    for number, sheet in enumerate(reader.pages, 1):
        text = folded(sheet.extract_text())
        words = "หน้า {} จาก {}" if made.language.tag == "th" else "Page {} of {}"
        assert folded(words.format(number, len(reader.pages))) in text
        kept = (head, "Item", "รายการ", "Whatdiffers", "ต่างกัน", "เหมือน", folded("ชุดข้อมูล"))
        assert any(word in text for word in kept)
        assert sheet.mediabox == reader.pages[0].mediabox


def test_each_report_of_ours_is_planned(monkeypatch):
    """Whatever the language and length, nothing is laid out by WeasyPrint."""

    def refuse(*_arguments):
        raise AssertionError

    monkeypatch.setattr(plain, "document", refuse)
    for case in CASES:
        assert encode(page(case)).startswith(b"%PDF")


@pytest.mark.parametrize(("count", "lang"), [(2, "th"), (3, "en"), (6, "th,en")])
def test_the_declaration_of_human_rights_is_accessible(tmp_path, declaration, count, lang):
    """Whole, over many pages, in up to six languages: nothing that two checkers and qpdf would mend."""
    file = tmp_path / "declaration.pdf"
    mreport.write(mreport.render(mreport.compare(mreport.read(declaration(count))), lang), file)
    for checker in ("outloud --json -", "pdfua check"):
        program, *words = checker.split()
        done = subprocess.run([PROGRAMS / program, *words, file], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        assert program != "outloud" or json.loads(done.stdout)["results"][0]["findings"] == []
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
