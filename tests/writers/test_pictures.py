"""Pictures as values in every format: as large as their column takes, with their words, once in the file, read back."""

import hashlib
import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image as Drawn
from PIL import ImageDraw
from pypdf import PdfReader

import mreport
from mreport.layout import PLAIN
from mreport.writers import docx, encode, html, pdf, terminal

sys.path.append(str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parent / "docx"))
import validity
from cells import elements, painted
from test_pdf_tags import PROGRAMS

SIZES = {"photo.jpg": (900, 600), "other.jpg": (900, 600), "wide.png": (1600, 200), "tall.png": (150, 1000)}
NAMES = [*SIZES, "icon.png"]
LONG = " ".join("".join(chr(97 + number * step % 26) for step in (3, 7, 11, 17, number)) for number in range(1, 900))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Photos and drawings: wide and tall ones, one to be seen through."""
    made = tmp_path_factory.mktemp("pictures")
    for number, (name, size) in enumerate(SIZES.items()):
        picture = Drawn.new("RGB", size, (40 * number, 120, 200))
        ImageDraw.Draw(picture).ellipse([size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2], fill="orange")
        picture.save(made / name)
    Drawn.new("RGBA", (48, 48), (200, 30, 60, 128)).save(made / "icon.png")
    return made


def data(count):
    """Items with pictures: the same in all, alike in some, different, and beside a text of several pages."""
    items = {}
    for number in range(count):
        name, other = NAMES[number % 5], NAMES[number % 2]
        items[f"i{number}"] = {
            "name": f"Item {number + 1}",
            "front": {"image": name, "alt": {"en": f"Front of {number}", "th": f"ด้านหน้าของ {number}"}},
            "price": str(100 * number),
            "logo": {"image": "icon.png", "alt": "Mark of conformity"},
            "group": {"image": other, "alt": {"en": f"Photo of kind {number % 2}", "th": f"ภาพถ่ายชนิดที่ {number % 2}"}},
            "side": {"image": NAMES[(number + 1) % 5], "alt": "Seen from the side"},
            "top": {"image": NAMES[(number + 2) % 5], "alt": "Seen from above"},
            "long": LONG if number == 1 else {"image": name, "alt": "What the text says"},
        }
    attributes = {
        key: {"label": {"en": key.title(), "th": f"แถว {key}"}} for key in next(iter(items.values())) if key != "name"
    }
    return {"title": {"en": "Pictures", "th": "รูปภาพ"}, "attributes": attributes, "items": items}


def rendered(folder, count, lang, **options):
    """The page of a report."""
    file = folder / f"{count}.json"
    file.write_text(json.dumps(data(count)), "utf-8")
    return mreport.render(mreport.compare(mreport.read(file)), lang, **options)


CASES = {"two in Thai": (2, "th"), "five in both": (5, "th,en"), "eight in panels": (8, "en")}


@pytest.fixture(scope="module", params=CASES)
def printed(request, folder):
    """A page, its PDF, and the parts of cells as they were painted."""
    page = rendered(folder, *CASES[request.param])
    with pytest.MonkeyPatch.context() as monkeypatch:
        content, cells = painted(page, monkeypatch)
    file = folder / f"{request.param}.pdf"
    file.write_bytes(content)
    return page, file, cells


def test_checkers_find_nothing(printed):
    """Figures within cells are what PDF/UA-1 wants of them, on every page; the file is sound."""
    done = subprocess.run(
        [PROGRAMS / "outloud", "--json", "-", printed[1]], capture_output=True, text=True, check=False
    )
    found = json.loads(done.stdout)["results"][0]["findings"]
    heads = {column.name for column in printed[0].report.columns}
    assert [
        one for one in found if one["rule"] != "TAG-002" or not any(head in one["evidence"] for head in heads)
    ] == []
    done = subprocess.run([PROGRAMS / "pdfua", "check", printed[1]], capture_output=True, text=True, check=False)
    assert "result: PASS (no findings)" in done.stdout
    done = subprocess.run(["qpdf", "--check", printed[1]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_picture_is_a_figure_of_its_cell(printed):
    """With its words in the report's languages, its proportions, on the paper, in the height that it may have."""
    page, file, _ = printed
    figures = [(element, parent) for parent, element in _with_parents(file) if element["/S"] == "/Figure"]
    count = len(page.report.columns)
    assert len(figures) == 6 * count - 1
    assert {parent["/S"] for _, parent in figures} == {"/TD"}
    said = [figure["/Alt"] for figure, _ in figures]
    words = {"th": "ด้านหน้าของ 1", "en": "Front of 1", "th,en": "ด้านหน้าของ 1 / Front of 1"}
    langs = ",".join([page.language.tag, *(other.language.tag for other in page.others)])
    assert said.count(words[langs]) == 1
    for figure, _ in figures:
        left, bottom, right, top = map(float, figure["/A"]["/BBox"])
        assert top - bottom <= PLAIN.value_height * 72 / 25.4 + 0.1
        assert left >= page.layout.margin_side * 72 / 25.4
        assert right <= (page.layout.width - page.layout.margin_side) * 72 / 25.4
        assert bottom > page.layout.margin_bottom * 72 / 25.4
    ratio = SIZES["wide.png"][0] / SIZES["wide.png"][1]
    assert any(
        (float(box[2]) - float(box[0])) / (float(box[3]) - float(box[1])) == pytest.approx(ratio, rel=0.02)
        for box in (figure["/A"]["/BBox"] for figure, _ in figures)
    )


def _with_parents(file):
    """Structure elements with those that they are within."""
    found = [element for _, element in elements(file)]
    return [(element["/P"].get_object(), element) for element in found[1:]]


def test_rows_stay_whole_and_no_picture_is_cut(printed):
    """Only the row that is taller than a page goes on over pages; its pictures stand where it begins."""
    page, file, cells = printed
    heads = {"Attribute", "คุณลักษณะ", "คุณลักษณะAttribute", *(column.name for column in page.report.columns)}
    over = [cell.text for cell in cells if len({box.page for box in cell.boxes}) > 1 and cell.text not in heads]
    assert any(text.endswith(LONG) for text in over)
    assert all(text.startswith(("Long", "แถว long")) or text.endswith(LONG) or len(text) < 3 for text in over)
    shown = [re.findall(rb"/(picture-\w+) Do", sheet.get_contents().get_data()) for sheet in PdfReader(file).pages]
    assert sum(map(len, shown)) == sum(kind == "/Figure" for kind, _ in elements(file))


def test_a_picture_is_in_a_pdf_once(printed):
    """However often it is shown, with its own dots: JPEG to the byte, PNG as it was compressed."""
    _, file, _ = printed
    objects = {}
    for sheet in PdfReader(file).pages:
        for name, found in sheet["/Resources"]["/XObject"].items():
            objects[name] = found.get_object()
    images = {name: one for name, one in objects.items() if one["/Subtype"] == "/Image"}
    assert len(images) <= len(NAMES)
    raw = file.read_bytes()
    for one in images.values():
        dots = one._data  # noqa: SLF001  as it is in the file
        assert raw.count(dots) == 1
        size = (one["/Width"], one["/Height"])
        jpeg = one["/Filter"] == "/DCTDecode"
        with Drawn.open(BytesIO(dots)) if jpeg else Drawn.frombytes("RGB", size, one.get_data()) as picture:
            assert picture.size == size
    assert {"/DCTDecode", "/FlateDecode"} == {one["/Filter"] for one in images.values()}


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".md", ".json"])
def test_the_same_report_has_the_same_bytes(folder, suffix):
    """Pictures are made the same way each time."""
    once, again = (encode(rendered(folder, 2, "th"), suffix) for _ in range(2))
    assert hashlib.sha256(once).digest() == hashlib.sha256(again).digest()


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".md"])
def test_a_report_is_read_back_with_its_pictures(folder, suffix):
    """The data inside PDF and DOCX have them, HTML too, and Markdown names them: the same rows differ."""
    page = rendered(folder, 2, "en")
    file = folder / f"back{suffix}"
    mreport.write(page, file)
    rows = mreport.compare(mreport.read(file)).rows
    kinds = [[value.picture.digest if value.picture else None for value in row.values] for row in rows]
    first = mreport.compare(mreport.read(folder / "2.json")).rows
    assert kinds == [[value.picture.digest if value.picture else None for value in row.values] for row in first]
    assert [row.marked for row in rows] == [row.marked for row in first]
    made = mreport.render(mreport.compare(mreport.read(file)), "th" if suffix in (".pdf", ".docx") else "en")
    alts = [cell.shown for line in made.report.lines for cell in line.cells if cell.picture]
    assert alts[0] == ("ด้านหน้าของ 0" if suffix in (".pdf", ".docx") else "Front of 0")
    if suffix == ".pdf":
        assert mreport.sources.carried(file).count("base64,") == len(NAMES[:4]) + 1
    mreport.write(made, folder / f"again{suffix}")


def test_docx_has_each_picture_once_with_its_words(folder):
    """A part for each, a run for each time it is shown, numbers of their own, as wide as the column."""
    page = rendered(folder, 5, "th")
    content = docx.encode(page)
    with ZipFile(BytesIO(content)) as archive:
        body = archive.read("word/document.xml").decode()
        media = [name for name in archive.namelist() if name.startswith("word/media/")]
    assert len(media) == len(NAMES)
    said = re.findall(r'<wp:docPr id="(\d+)" name="[^"]+" descr="([^"]*)"', body)
    assert len(said) == len({number for number, _ in said}) == 6 * 5 - 1
    assert "ด้านหน้าของ 3" in [alt for _, alt in said]
    extents = [(int(cx), int(cy)) for cx, cy in re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"/>', body)]
    cells = [int(width) / 20 * 12700 for width in re.findall(r'<w:tcW w:w="(\d+)"', body)]
    assert max(cx for cx, _ in extents) < max(cells)
    assert max(cy for _, cy in extents) <= PLAIN.value_height * 36000 + 1


def test_a_docx_with_pictures_is_valid(folder):
    """No finding in either language, in both, in a handout."""
    validity.needs_sdk()
    for lang, template in (("th,en", "comparison"), ("en", "handout")):
        assert validity.findings(docx.encode(rendered(folder, 2, lang, template=template))) == []


def test_html_has_them_inside_at_their_size(folder):
    """Addresses of data, the size of the column, words in the place of what can't be seen."""
    made = html.encode(rendered(folder, 2, "en")).decode()
    found = re.findall(
        r'<img class="picture" src="data:(image/\w+);base64,[^"]+" alt="([^"]*)" width="(\d+)" height="(\d+)">', made
    )
    assert len(found) == 11
    assert found[0][:2] == ("image/jpeg", "Front of 0")
    assert max(int(width) for _, _, width, _ in found) <= round(PLAIN.value_width(2) * 96 / 25.4)
    assert "asset:" not in made


def test_texts_say_what_pictures_show(folder):
    """The terminal has words and name, Markdown the way to the file, JSON what tells a picture from others."""
    page = rendered(folder, 2, "th")
    shown = " ".join(terminal.text(page, 100).split())
    assert "ด้านหน้าของ 0 (photo.jpg)" in shown
    assert "![ด้านหน้าของ 0](photo.jpg)" in encode(page, ".md").decode()
    row = json.loads(encode(page, ".json"))["rows"][0]
    value = row["values"][0]
    assert (value["text"], value["shown"], value["class"]) == ("Front of 0", "ด้านหน้าของ 0", 0)
    content = (folder / "photo.jpg").read_bytes()
    assert value["image"] == {
        "name": "photo.jpg",
        "alt": "ด้านหน้าของ 0",
        "type": "image/jpeg",
        "width": 900,
        "height": 600,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    assert json.loads(encode(page, ".json"))["rows"][1]["values"][0]["image"] is None


def test_without_a_description_it_is_said_that_there_is_none(folder):
    """In the report's language, with a warning; the name stays what it is, and no description comes back."""
    (folder / "bare.csv").write_text(",A,B\nphoto,photo.jpg,icon.png\n")
    page = mreport.render(mreport.compare(mreport.read(folder / "bare.csv", rules={"photo": "image"})), "en")
    value = json.loads(encode(page, ".json"))["rows"][0]["values"][0]
    assert (value["text"], value["image"]["alt"]) == ("photo.jpg", None)
    assert "picture without a description (icon.png)" in " ".join(terminal.text(page, 120).split())
    assert "![](icon.png)" in encode(page, ".md").decode()
    assert [warning["code"] for warning in json.loads(encode(page, ".json"))["warnings"]] == ["image-no-alt"]
    mreport.write(page, folder / "bare.html")
    (value, _) = (item.values["photo"] for item in mreport.read(folder / "bare.html").items.values())
    assert (value.parts, bool(value.picture)) == ((), True)


@pytest.mark.parametrize("template", ["handout", "revision"])
def test_other_templates_show_them_too(folder, template):
    """In every format; texts in two languages stand once beside one picture."""
    page = rendered(folder, 2, "th,en", template=template)
    assert len([one for one in page.root.iter("img") if one.get("class") == "picture"]) == 11
    for suffix in (".pdf", ".docx", ".html", ".md"):
        assert encode(page, suffix)


def test_the_plain_way_shows_them_too(folder):
    """Where WeasyPrint lays the page out."""
    file = folder / "plain.pdf"
    file.write_bytes(pdf.encode(rendered(folder, 2, "en"), planned=False))
    said = [element["/Alt"] for kind, element in elements(file) if kind == "/Figure"]
    assert said.count("Mark of conformity") == 2


def test_one_that_may_be_seen_through_and_names_that_need_escapes(folder):
    """A name with spaces, brackets and Thai letters is a way that Markdown reads back."""
    name = "in/รูป (1) [a].png"
    (folder / "in").mkdir(exist_ok=True)
    (folder / name).write_bytes((folder / "icon.png").read_bytes())
    source = {"attributes": {"x": {}}, "items": {key: {"x": {"image": name, "alt": "A | [b] *c*"}} for key in "ab"}}
    (folder / "named.json").write_text(json.dumps(source))
    page = mreport.render(mreport.compare(mreport.read(folder / "named.json")), "en")
    mreport.write(page, folder / "named.md")
    (value, _) = (item.values["x"] for item in mreport.read(folder / "named.md").items.values())
    assert (value.picture.name, value.parts) == (name, ("A | [b] *c*",))
