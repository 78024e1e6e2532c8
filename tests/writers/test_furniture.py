"""What stands around a comparison: author, note, watermark, logo, code, running header; in every format."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image as Pictures
from pypdf import PdfReader

import mreport
from mreport import UserError
from mreport.advances import extents, fitted, reminding, shortened
from mreport.layout import PLAIN
from mreport.page import parse
from mreport.writers import docx, encode, html, terminal

sys.path.append(str(Path(__file__).parent))
from cells import EXTRACTORS, elements, folded, painted
from test_pdf_tags import PROGRAMS, source

METHODS = Path(__file__).parents[1] / "data" / "methods.yaml"
WORDS = {"th": ("สำนักงาน ก", "ข้อความเพิ่ม", "ร่าง"), "en": ("Office A", "Added text", 'DRAFT <1> "x"')}


@pytest.fixture(scope="module")
def logo(tmp_path_factory):
    """A logo of two to one, half of it to be seen through."""
    file = tmp_path_factory.mktemp("logo") / "logo.png"
    Pictures.new("RGBA", (200, 100), (200, 30, 60, 128)).save(file)
    return file


def furnished(data, lang, logo, **options):
    """A page with all its furniture."""
    author, note, mark = WORDS[lang]
    comparison = mreport.compare(mreport.read(data))
    return mreport.render(comparison, lang, author=author, note=note, watermark=mark, logo=logo, qr=True, **options)


def long_source():
    """A source of many pages with an address."""
    return source(40, 3) | {"dataset": {"name": "Set", "url": "https://example.org/set"}}


CASES = {
    "th pair": ("th", METHODS),
    "en pair": ("en", METHODS),
    "th long": ("th", long_source),
    "en many": ("en", None),
}


@pytest.fixture(scope="module", params=CASES)
def printed(request, logo, tmp_path_factory):
    """A furnished PDF, short and long, with panels; its page, its file, its cells."""
    lang, data = CASES[request.param]
    if data is None:
        data = source(8, 17) | {"dataset": {"name": "Set", "url": "https://example.org/set"}}
    page = furnished(data() if callable(data) else data, lang, logo)
    with pytest.MonkeyPatch.context() as monkeypatch:
        content, cells = painted(page, monkeypatch)
    file = tmp_path_factory.mktemp("furniture") / "made.pdf"
    file.write_bytes(content)
    return page, file, cells


def test_checkers_find_nothing(printed):
    """Figures, watermark, header and footer are what PDF/UA-1 wants of them."""
    heads = {column.name for column in printed[0].report.columns}
    done = subprocess.run(
        [PROGRAMS / "outloud", "--json", "-", printed[1]], capture_output=True, text=True, check=False
    )
    found = [
        finding
        for finding in json.loads(done.stdout)["results"][0]["findings"]
        if finding["rule"] != "TAG-002" or not any(head in finding["evidence"] for head in heads)
    ]
    assert found == []
    done = subprocess.run([PROGRAMS / "pdfua", "check", printed[1]], capture_output=True, text=True, check=False)
    assert "result: PASS (no findings)" in done.stdout
    done = subprocess.run(["qpdf", "--check", printed[1]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_watermark_is_seen_and_not_read(printed):
    """Every cell comes out of every extractor as if there were no watermark, and no page has its text."""
    page, file, cells = printed
    few = cells[:: max(1, len(cells) // 25)]
    for extractor in EXTRACTORS:
        assert [folded(text) for text in extractor(file, few)] == [folded(cell.text) for cell in few]
    reader = PdfReader(file)
    for sheet in reader.pages:
        assert page.report.watermark not in sheet.extract_text()
        assert b"/watermark Do" in sheet.get_contents().get_data()
        assert b"/Subtype/Watermark>> BDC" in sheet.get_contents().get_data()
    assert "/SMask" not in str(reader.pages[0]["/Resources"]["/XObject"])


def test_figures_have_their_words_and_their_proportions(printed):
    """Logo and code are Figures with Alt and a box; the logo is two to one."""
    figures = [element for kind, element in elements(printed[1]) if kind == "/Figure"]
    assert len(figures) == 2
    author = WORDS[printed[0].language.tag][0]
    assert author in figures[0]["/Alt"]
    assert "https://" in figures[1]["/Alt"]
    left, bottom, right, top = map(float, figures[0]["/A"]["/BBox"])
    assert (right - left) / (top - bottom) == pytest.approx(2, abs=0.01)
    assert top - bottom == pytest.approx(PLAIN.logo_height * 72 / 25.4, abs=0.1)


def test_the_header_runs_from_the_second_page_on(printed):
    """The first page has the title; the others have it above the text, and the date and number below."""
    page, file, _ = printed
    title = folded(page.report.title.text)
    texts = [folded(sheet.extract_text()) for sheet in PdfReader(file).pages]
    assert len(texts) > 1 or page.report.columns[0].id == "tl-diffusion"
    assert all(title in text for text in texts[1:])
    first = PdfReader(file).pages[0].get_contents().get_data()
    assert b"/Subtype/Header" not in first
    assert b"/Subtype/Footer" in first


def test_the_author_is_in_the_properties(printed):
    """Shown, and said by the file."""
    assert PdfReader(printed[1]).metadata.author == printed[0].report.author


def test_a_draft_is_the_same_bytes_again(logo):
    """Pictures and outlines are made the same way each time."""
    assert encode(furnished(METHODS, "th", logo), ".pdf") == encode(furnished(METHODS, "th", logo), ".pdf")


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_web_page_has_its_pictures_inside(lang, logo):
    """Addresses of data and nothing to be fetched; the watermark can't leave its string."""
    made = html.encode(furnished(METHODS, lang, logo)).decode()
    assert made.count('src="data:image/png;base64,') == 1
    assert made.count('src="data:image/svg+xml;base64,') == 1
    assert "asset:" not in made
    style = made.partition("<style>")[2].partition("</style>")[0]
    assert ('content: "DRAFT \\3c 1> \\22 x\\22 "' if lang == "en" else 'content: "ร่าง"') in style
    assert WORDS[lang][0] in made
    assert WORDS[lang][1] in made


def test_texts_say_the_watermark_first_and_leave_pictures_out(logo):
    """Markdown and the terminal begin with it; JSON has it, the author and the notes."""
    page = furnished(METHODS, "en", logo)
    text = encode(page, ".md").decode()
    assert text.startswith('**DRAFT \\<1\\> "x"**\n\n# ')
    assert "Office A" in text
    assert "Logo" not in text
    assert terminal.text(page, 80).startswith('DRAFT <1> "x"\n')
    made = json.loads(encode(page, ".json"))
    assert (made["author"], made["watermark"]) == ("Office A", 'DRAFT <1> "x"')
    assert made["notes"][-1] == {"text": "Added text", "lang": "en"}


def test_docx_has_it_all(logo):
    """WordArt by Word's name in each header, pictures as parts with their words, the author as a property."""
    import docx as python_docx

    document = python_docx.Document(io.BytesIO(docx.encode(furnished(METHODS, "th", logo))))
    section = document.sections[0]
    assert section.different_first_page_header_footer
    for header in (section.header, section.first_page_header):
        xml = header.part.blob.decode()
        assert xml.count('id="PowerPlusWaterMarkObject') == 1
        assert 'string="ร่าง"' in xml
    assert section.first_page_header.paragraphs[0].text == ""
    assert document.paragraphs[1].text == "เปรียบเทียบวิธี"
    assert "เปรียบเทียบวิธี" in section.header.paragraphs[0].text
    assert section.footer.paragraphs[0].text == section.first_page_footer.paragraphs[0].text
    logo_shape, code = document.inline_shapes
    assert logo_shape.width / logo_shape.height == pytest.approx(2, abs=0.01)
    assert code.width == code.height
    assert document.core_properties.author == "สำนักงาน ก"


def test_a_code_needs_an_address():
    """Data without an address of their dataset can't have a code."""
    comparison = mreport.compare(mreport.read(source(4, 2)))
    with pytest.raises(UserError) as refused:
        mreport.render(comparison, "en", qr=True)
    assert refused.value.code == "code-missing"


@pytest.mark.parametrize("address", ["asset:other", "https://example.org/x.png", "data:image/png;base64,AA", ""])
def test_pictures_of_a_page_are_its_own(address):
    """An `img` shows what the page carries, and nothing else."""
    with pytest.raises(mreport.TemplateError) as refused:
        parse(f'<article><p><img src="{address}"/></p></article>', "page", {"logo"})
    assert refused.value.code == "page-image"


def test_the_plain_way_shows_pictures_too(logo):
    """WeasyPrint is given the page's pictures, and no others."""
    from mreport.writers import pdf

    reader = PdfReader(io.BytesIO(pdf.encode(furnished(METHODS, "en", logo), planned=False)))
    assert len(reader.pages[0].images) == 1


def test_running_heads_are_shortened_at_words():
    """An ellipsis stands after a whole word, within the room; short texts keep all of theirs."""
    text = "แบบจำลองการแพร่กระจาย and Transfer learning (diffusion)"
    for room in range(1, 40):
        short = shortened(text, room)
        assert extents(short)[0] <= room
        assert short in (text, "") or text.startswith(short[:-1])
        assert not short.endswith(("(…", " …"))
    assert fitted(["short", "word " * 30], 20)[0] == "short"
    assert reminding(["one two three", "four five six seven eight"]) == ["one two three", "four five six seven…"]
    assert reminding(["a b c d e f g h", "i"]) == ["a b c d e f g…", ""]
