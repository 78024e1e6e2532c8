"""Reports in a font that the user brings: exact text in every extractor, the same bytes, the font where it may be."""

import datetime
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import families
import pytest
import smith
from fontTools.ttLib import TTFont

import mreport
from mreport.fonts import own
from mreport.writers import encode

sys.path.append(str(Path(__file__).parents[1] / "writers"))
from cells import EXTRACTORS, folded, painted

METHODS = Path(__file__).parents[1] / "data" / "methods.yaml"
DAY = datetime.date(2026, 1, 31)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A family in two files, with kerning and positions of its own, which is no family of ours."""
    folder = tmp_path_factory.mktemp("fonts")
    os.environ["MREPORT_CACHE"] = str(folder / "cache")
    made = [folder / f"{style}.ttf" for style in ("Regular", "Bold")]
    for file, style in zip(made, ("Regular", "Bold"), strict=True):
        file.write_bytes(smith.saved(smith.opened(style)))
    yield made
    del os.environ["MREPORT_CACHE"]


def page(files, lang="th", **options):
    """The tests' methods as a page in a font."""
    return mreport.render(mreport.compare(mreport.read(METHODS)), lang, date=DAY, font=files, **options)


@pytest.fixture(scope="module", params=["th", "en"])
def printed(request, files, tmp_path_factory):
    """A report in each language: the page, the file, its cells with their boxes."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        made = page(files, request.param)
        content, cells = painted(made, monkeypatch)
    path = tmp_path_factory.mktemp("own") / "report.pdf"
    path.write_bytes(content)
    return made, path, cells


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=lambda extractor: extractor.__name__)
def test_each_cell_is_exact(printed, extractor):
    """Labels, names and values come out as they were, sara am included."""
    _, path, cells = printed
    texts = list(extractor(path, cells))
    assert [folded(text) for text in texts] == [folded(cell.text) for cell in cells]
    assert not any("\u200b" in text for text in texts)


def test_the_font_is_in_the_pdf(printed):
    """The family stands in the file under a name that is no one's, and the bundled one for what it lacks."""
    listed = subprocess.run(["pdffonts", printed[1]], check=True, capture_output=True, text=True).stdout
    names = {line.split()[0].partition("+")[2] for line in listed.splitlines()[2:]}
    family = printed[0].layout.fonts.own.paper[0].family.replace(" ", "-")
    assert {family, f"{family}-Bold"} <= names


def test_the_same_bytes_with_a_cold_and_a_warm_cache(files, tmp_path, monkeypatch):
    """Whether the font was made now, taken from the cache, or made without one leaves no trace in any format."""
    made = {suffix: encode(page(files), suffix) for suffix in (".pdf", ".docx", ".html")}
    for place in (tmp_path / "cold", tmp_path / "cold", tmp_path / "file"):
        (tmp_path / "file").touch()
        monkeypatch.setenv("MREPORT_CACHE", str(place))
        own.made.cache_clear()
        assert {suffix: encode(page(files), suffix) for suffix in made} == made


def test_documents_carry_the_plain_font(files):
    """DOCX holds the very files, hidden as Word hides them, and names the family everywhere."""
    import uuid

    from mreport.writers.docx.embedding import masked

    with zipfile.ZipFile(io.BytesIO(encode(page(files), ".docx"))) as document:
        names = [name for name in document.namelist() if name.endswith(".odttf")]
        table = document.read("word/fontTable.xml").decode()
        styles = document.read("word/styles.xml").decode()
        keys = [part.partition('"')[0] for part in table.split('w:fontKey="')[1:]]
        fonts = [masked(document.read(name), uuid.UUID(key)) for name, key in zip(names, keys, strict=True)]
    assert [file.read_bytes() for file in files] == fonts[:2]
    assert '<w:font w:name="Forged"><w:charset w:val="DE"/>' in table
    assert 'w:ascii="Forged" w:hAnsi="Forged" w:eastAsia="Forged" w:cs="Forged"' in styles


def test_pages_carry_the_font(files):
    """HTML has the family first, with both weights inside."""
    text = encode(page(files), ".html").decode()
    assert 'font-family: "Forged"; font-weight: 700' in text
    assert '"Forged", "Sarabun"' in text


def test_a_font_for_print_is_only_named(tmp_path):
    """What may not be put into documents that people edit is in PDF alone; DOCX and HTML name it."""
    font = smith.opened()
    font["OS/2"].fsType = 0x4
    file = tmp_path / "print.ttf"
    file.write_bytes(smith.saved(font))
    made = page([file])
    with zipfile.ZipFile(io.BytesIO(encode(made, ".docx"))) as document:
        table = document.read("word/fontTable.xml").decode()
    entry = table.partition('<w:font w:name="Forged">')[2].partition("</w:font>")[0]
    assert entry == '<w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
    text = encode(made, ".html").decode()
    assert '@font-face { font-family: "Forged"' not in text
    assert '"Forged", "Sarabun"' in text


def test_what_the_font_lacks_comes_from_the_bundled_one(tmp_path, monkeypatch):
    """A Latin font writes Latin; Thai and signs are exact all the same, and no cluster is torn between fonts."""
    file = tmp_path / "latin.ttf"
    file.write_bytes(smith.saved(smith.opened(points=smith.LATIN)))
    made = page([file])
    assert "font-no-thai" in [fault.code for fault in made.report.warnings]
    content, cells = painted(made, monkeypatch)
    path = tmp_path / "latin.pdf"
    path.write_bytes(content)
    for extractor in EXTRACTORS:
        assert [folded(text) for text in extractor(path, cells)] == [folded(cell.text) for cell in cells]


def test_tall_clusters_spread_the_lines(tmp_path):
    """Where a font's clusters are taller than Sarabun's, lines stand further apart, by the same measure."""
    font = smith.opened()
    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        if name.startswith("uni0E48"):
            glyphs[name].coordinates.translate((0, 400))
    file = tmp_path / "tall.ttf"
    file.write_bytes(smith.saved(font))
    tall, usual = page([file]).layout, page([]).layout
    usual_height = usual.line_height
    assert usual_height >= 1.6
    assert tall.line_height > 1.8
    assert tall.line_height == pytest.approx(
        usual_height * (tall.fonts.own.top - tall.fonts.own.bottom) / 1.88, abs=0.001
    )


def test_kerning_between_clusters_stays(tmp_path):
    """The pen goes as far as the plain font says, also where it moves a cluster because of its neighbour."""
    from mreport.writers.pdf.shaping import shape

    font = smith.opened()
    del font["GPOS"]
    from fontTools.feaLib.builder import addOpenTypeFeaturesFromString

    base, other = (font.getBestCmap()[point] for point in (0x0E01, 0x0E02))
    rules = f"feature kern {{ lookupflag IgnoreMarks; pos {base} {other} -100; }} kern;"
    addOpenTypeFeaturesFromString(font, f"languagesystem DFLT dflt; languagesystem thai dflt; {rules}")
    file = tmp_path / "kerned.ttf"
    file.write_bytes(smith.saved(font))
    fonts = mreport.render(mreport.compare(mreport.read(METHODS)), "th", font=file).layout.fonts
    alone = shape("กิ", 400, fonts).width + shape("ขิ", 400, fonts).width
    together = shape("กิขิ", 400, fonts)
    assert together.width == pytest.approx(alone - 0.1, abs=0.002)
    assert [list(run.texts.values()) for run in together.runs] == [["กิ", "ขิ"]]


OFTEN = ("Noto Sans Thai", "Loma")  # marks by GPOS, and by glyphs of their own; the others take the same ways


@pytest.mark.parametrize(
    "family", [pytest.param(name, marks=[] if name in OFTEN else pytest.mark.deep) for name in families.NAMES]
)
def test_known_families_are_exact(family, tmp_path, monkeypatch):
    """With five Thai families, one of them with CFF outlines too, every cell is exact in every extractor."""
    given = families.files(family)
    if not given:
        pytest.skip(f"{family} is not installed; `python3 run.py test` brings it where npm and apt-get are")
    monkeypatch.setenv("MREPORT_CACHE", str(tmp_path / "cache"))
    made = page(given)
    assert {fault.code for fault in made.report.warnings} <= {"font-cubic"}
    content, cells = painted(made, monkeypatch)
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    for extractor in EXTRACTORS:
        assert [folded(text) for text in extractor(path, cells)] == [folded(cell.text) for cell in cells]


@pytest.mark.parametrize("kind", [0x0, 0x4, 0x100], ids=["unknown licence", "print alone", "as a whole"])
def test_fonts_that_may_not_be_changed_are_exact(tmp_path, monkeypatch, kind):
    """The font is in the PDF as it came, and clusters are glyphs of the PDF's own, which every extractor reads."""
    files = [tmp_path / f"{style}.ttf" for style in ("Regular", "Bold")]
    for file, style in zip(files, ("Regular", "Bold"), strict=True):
        font = smith.unlicensed(smith.opened(style))
        font["OS/2"].fsType = kind
        file.write_bytes(smith.saved(font))
    made = page(files)
    content, cells = painted(made, monkeypatch)
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    for extractor in EXTRACTORS:
        texts = [folded(text) for text in extractor(path, cells)]
        assert texts == [folded(cell.text) for cell in cells], extractor.__name__
    listed = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout
    assert "Type 3" in listed
    programs = embedded(path)
    plain = [TTFont(file)["maxp"].numGlyphs for file in files]
    assert {TTFont(io.BytesIO(program))["maxp"].numGlyphs <= max(plain) for program in programs["Mreport-"]} == {True}
    if kind & 0x100:
        assert sorted(programs["Mreport-"]) == sorted(file.read_bytes() for file in files)
    checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_it_looks_as_the_cluster_font_does(tmp_path, files):
    """A report with glyphs of the PDF's own shows the picture that the cluster font shows."""
    import pypdfium2
    from PIL import ImageChops

    bare = [tmp_path / f"{style}.ttf" for style in ("Regular", "Bold")]
    for file, style in zip(bare, ("Regular", "Bold"), strict=True):
        file.write_bytes(smith.saved(smith.unlicensed(smith.opened(style))))
    pictures = []
    for given in (files, bare):
        with pypdfium2.PdfDocument(encode(page(given), ".pdf")) as document:
            pictures.append(document[0].render(scale=2).to_pil().convert("L"))
    counts = ImageChops.difference(*pictures).histogram()
    assert sum(counts[64:]) / sum(counts) < 0.001


def embedded(path):
    """The font programs of a PDF by the start of their names: those of the user's family, and all others."""
    from pypdf import PdfReader

    found = {"Mreport-": set(), "": set()}
    for sheet in PdfReader(path).pages:
        for reference in sheet["/Resources"]["/Font"].values():
            font = reference.get_object()
            if font["/Subtype"] == "/Type3":
                continue
            name = font["/BaseFont"].removeprefix("/").rpartition("+")[2]
            own = name.startswith("Mreport-") and not name.startswith(("Mreport-Thai", "Mreport-Symbols"))
            program = font["/DescendantFonts"][0]["/FontDescriptor"]["/FontFile2"].get_data()
            found["Mreport-" if own else ""].add(program)
    return found
