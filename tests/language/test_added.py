"""Languages that are added without code: Arabic and Japanese whole, Lao by its fonts and words, in every format."""

import datetime
import io
import shutil
import zipfile
from pathlib import Path

import pypdf
import pytest

import mreport
from mreport import locales
from mreport.breaks import units
from mreport.cli import run
from mreport.language.completeness import completeness
from mreport.writers import encode, shortcomings

ROOT = Path(__file__).parents[2]
LOCALES = ROOT / "tests" / "data" / "locales"
NPM = ROOT / ".setup/npm/node_modules/@expo-google-fonts"
FONTS = {"ar": ("noto-sans-arabic", "NotoSansArabic"), "lo": ("noto-sans-lao", "NotoSansLao")}
DATA = """
title: {en: Fruit, ar: مقارنة الفواكه, ja: 果物の比較, lo: ການປຽບທຽບໝາກໄມ້}
attributes:
  origin: {label: {en: Origin, ar: بلد المنشأ, ja: 原産地, lo: ແຫຼ່ງກຳເນີດ}}
items:
  a: {name: {en: Mango, ar: مانجو, ja: マンゴー, lo: ໝາກມ່ວງ}, origin: {en: India, ar: الهند, ja: インド, lo: ອິນເດຍ}}
  b: {name: Durian, origin: Thailand (2024).}
"""


@pytest.fixture(autouse=True)
def _nobodys():
    """No test leaves its folder of languages to the next one."""
    yield
    locales.bring(None)


@pytest.fixture
def folder(tmp_path):
    """A folder with the languages, each with its fonts beside its language.toml."""
    place = tmp_path / "locales"
    shutil.copytree(LOCALES, place)
    assert run(["languages", "init", "lo", "--locales", str(place), "--quiet"]) == 0
    for tag, (package, name) in FONTS.items():
        files = [f"400Regular/{name}_400Regular.ttf", f"700Bold/{name}_700Bold.ttf"]
        if not all((NPM / package / file).is_file() for file in files):
            pytest.skip(f"not installed: @expo-google-fonts/{package} (python3 run.py test)")
        for file in files:
            shutil.copy(NPM / package / file, place / tag)
    said = '[fonts]\nLaoo = {files = ["NotoSansLao_400Regular.ttf", "NotoSansLao_700Bold.ttf"]}\n'
    (place / "lo" / "language.toml").write_text(said, "utf-8")
    locales.bring(place)
    return place


@pytest.fixture
def page(folder, data_file):
    """A function that makes the page of the data in a language."""
    assert folder

    def made(lang):
        comparison = mreport.compare(mreport.read(data_file(DATA)))
        return mreport.render(comparison, lang, date=datetime.date(2026, 1, 31))

    return made


@pytest.mark.parametrize("tag", ["ar", "ja"])
def test_two_languages_are_translated(tag):
    """At least 95 % of what can be said today, and no translation has another field than its sentence."""
    locales.bring(LOCALES)
    found = completeness(tag)
    assert found.told / found.count >= 0.95
    assert found.faults == ()


@pytest.mark.parametrize(("lang", "font"), [("ar", "Noto-Sans-Arabic"), ("lo", "Noto-Sans-Lao")])
def test_paper_is_written_in_the_languages_font(page, lang, font):
    """The PDF embeds it, no character is without a glyph, and the title can be read out of it."""
    made = page(lang)
    assert not any(fault.code in ("no-glyph", "language-no-font") for fault in made.report.warnings)
    reader = pypdf.PdfReader(io.BytesIO(encode(made, ".pdf")))
    sheet = reader.pages[0]
    names = {str(one.get_object()["/BaseFont"]) for one in sheet["/Resources"]["/Font"].values()}
    assert any(font.replace("-", "") in name.replace("-", "") for name in names) or len(names) > 2, names
    assert reader.trailer["/Root"]["/Lang"].startswith(lang)


def test_a_page_from_the_right_says_so(page):
    """HTML begins at the right and isolates what is written from the left; the PDF's warning tells what it lacks."""
    made = page("ar")
    html = encode(made, ".html").decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert '<td lang="en" dir="ltr">' in html
    assert "border-right: 1.1mm solid transparent" in html
    assert [fault.code for fault in shortcomings(made, [Path("x.pdf")])] == ["language-plain-pdf"]
    assert shortcomings(made, [Path("x.docx")]) == []
    assert shortcomings(page("lo"), [Path("x.pdf")]) == []


def test_word_has_paragraphs_tables_and_runs_from_the_right(page):
    """`w:bidi` in the style and the section, `w:bidiVisual` in the table, `w:rtl` in runs, with the font inside."""
    archive = zipfile.ZipFile(io.BytesIO(encode(page("ar"), ".docx")))
    body = archive.read("word/document.xml").decode()
    styles = archive.read("word/styles.xml").decode()
    table = archive.read("word/fontTable.xml").decode()
    assert '<w:tblStyle w:val="MreportComparison"/><w:bidiVisual/>' in body
    assert "<w:bidi/>" in body[body.index("<w:sectPr") :]
    assert "<w:bidi/>" in styles
    assert '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-EG"/>' in styles
    assert 'w:cs="Noto Sans Arabic"/>' in body
    assert "<w:rtl/>" in body
    assert '<w:bidi w:val="0"/><w:jc w:val="right"/>' in body  # of what is written from the left
    assert 'w:name="Noto Sans Arabic"' in table
    assert "Lao" not in table


def test_lao_stands_in_complex_runs_of_its_font(page):
    """Word takes the font of `w:cs` runs alone; English stays in Sarabun."""
    body = zipfile.ZipFile(io.BytesIO(encode(page("lo"), ".docx"))).read("word/document.xml").decode()
    run_ = body[: body.index("ໝາກມ່ວງ")].rpartition("<w:r>")[2]
    assert 'w:cs="Noto Sans Lao"' in run_
    assert "<w:cs/>" in run_
    assert "<w:rFonts" not in body[: body.index("Durian")].rpartition("<w:r>")[2]


def test_a_family_that_is_only_named_is_told(page):
    """Japanese without files: DOCX and HTML name the family, paper has no glyphs, and warnings say both."""
    made = page("ja")
    assert {"font-named", "language-no-font"} <= {fault.code for fault in made.report.warnings}
    assert '"Noto Sans CJK JP"' in encode(made, ".html").decode()
    body = zipfile.ZipFile(io.BytesIO(encode(made, ".docx"))).read("word/document.xml").decode()
    assert 'w:eastAsia="Noto Sans CJK JP"' in body[: body.index("マンゴー")].rpartition("<w:r>")[2]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("ພາສາລາວເປັນພາສາທາງການ", ("ພາສາ", "ລາວ")),
        ("日本語の文章です。次の文「引用」も。", ("。", "」")),
        ("قارن الأسعار هنا", ("الأسعار ",)),
    ],
)
def test_lines_end_by_the_script_of_the_text(text, whole):
    """Lao between words of ICU's dictionary, Japanese by UAX 14, Arabic at spaces; no line begins with a mark."""
    found = units(text)
    assert "".join(found) == text
    assert len(found) > 2
    assert not any(unit[0] in "。」າະ" or "\u0eb4" <= unit[0] <= "\u0ebc" for unit in found)
    if text[0] == "ພ":
        assert all(any(unit.strip() == word for unit in found) for word in whole)
