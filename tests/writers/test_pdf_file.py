"""The file that objects are written into: they are found by readers, go out as they come, and name the file."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

import mreport
from mreport.writers import pdf
from mreport.writers.pdf.bookmarks import Bookmark, outline
from mreport.writers.pdf.file import File, name, text

sys.path.append(str(Path(__file__).parent))
from cells import elements

DATA = {"attributes": {"a": {}}, "items": {"x": {"a": "1"}, "y": {"a": "2"}}}


class Counted(io.BytesIO):
    """Bytes, and the longest that was written at once."""

    longest = 0

    def write(self, content):
        """Take bytes."""
        self.longest = max(self.longest, len(content))
        return super().write(content)


def made(extra=(), out=None):
    """A file of one empty page with objects beside it, as (bytes, their numbers)."""
    out = out or io.BytesIO()
    file = File(out)
    page, tree = file.reserve(), file.reserve()
    numbers = [file.add(content) for content in extra]
    content = file.stream(b"q Q")
    file.add(f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 99 99]/Resources<<>>/Contents {content} 0 R>>", page)
    file.add(f"<</Type/Pages/Count 1/Kids[{page} 0 R]>>", tree)
    root = file.add(f"<</Type/Catalog/Pages {tree} 0 R>>")
    file.finish(f"/Root {root} 0 R")
    return out.getvalue(), numbers


def test_every_object_is_found_however_many_there_are(tmp_path):
    """Objects over several streams, some written after others that name them, are each where they are said to be."""
    words = [f"({number}: {'x' * 40})" for number in range(5000)]
    content, numbers = made(words)
    file = tmp_path / "file.pdf"
    file.write_bytes(content)
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    reader = PdfReader(io.BytesIO(content), strict=True)
    assert [reader.get_object(number) for number in numbers] == [word.strip("()") for word in words]
    assert content.count(b"/ObjStm") > 2


def test_objects_go_out_as_they_come():
    """No more is kept of a long file than the last few objects and where the others are."""
    out = Counted()
    content, numbers = made([f"({number % 7})" for number in range(50_000)], out)
    assert out.longest < len(content) / 3
    assert len(numbers) == 50_000


def test_the_file_is_named_by_its_bytes():
    """The same content makes the same file; another one has another name."""
    (one, _), (other, _), (third, _) = made(["(a)"]), made(["(a)"]), made(["(b)"])
    assert one == other
    named = [PdfReader(io.BytesIO(content)).trailer["/ID"] for content in (one, third)]
    assert named[0] != named[1]
    assert named[0][0] == named[0][1]


def test_a_number_without_an_object_is_told():
    """A reference that would lead nowhere ends the work, with its number."""
    file = File(io.BytesIO())
    file.add("<<>>")
    number = file.reserve()
    with pytest.raises(LookupError, match=str(number)):
        file.finish("")


@pytest.mark.parametrize("words", ["plain", "(un)bal(anced \\ ", "a\rb", "น้ำ ≠ 👍", ""])
def test_strings_are_read_as_they_were(words):
    """Signs that a string of PDF gives another sense, and letters beyond ASCII, come back."""
    content, (number,) = made([f"[{text(words)}]"])
    assert PdfReader(io.BytesIO(content)).get_object(number)[0] == words


def test_names_are_letters_and_digits():
    """What a family is called by its maker is no syntax of the file."""
    assert name("Odd (font) / ก 2") == "/Odd--font------2"


def test_the_outline_has_headings_below_headings():
    """A level that is passed over leaves no hole, and counts are those of all that is below."""
    out = io.BytesIO()
    file = File(out)
    levels = [(1, "a"), (3, "b"), (2, "c"), (3, "d"), (1, "e")]
    page = file.add("<<>>")
    number = outline(file, [Bookmark(level, words, page, (0, 0)) for level, words in levels])
    root = file.add(f"<</Type/Catalog/Outlines {number} 0 R>>")
    file.finish(f"/Root {root} 0 R")
    read = PdfReader(io.BytesIO(out.getvalue())).trailer["/Root"]["/Outlines"]

    def below(entry):
        found, entry = [], entry.get("/First")
        while entry is not None:
            found.append((entry["/Title"], entry.get("/Count"), below(entry)))
            entry = entry.get("/Next")
        return found

    assert below(read) == [("a", 3, [("b", None, []), ("c", 1, [("d", None, [])])]), ("e", None, [])]
    assert outline(file, []) is None


def test_a_planned_report_needs_no_library_of_layout():
    """Neither WeasyPrint nor what it brings is imported for one: a first report is quick, and Pango may be missing."""
    code = (
        f"import sys, mreport; page = mreport.render(mreport.compare(mreport.read({DATA})), 'th')\n"
        "from mreport.writers import encode\n"
        "encode(page, '.pdf')\n"
        "heavy = {'weasyprint', 'pydyf', 'fontTools', 'cffi', 'tinycss2', 'PIL', 'lxml', 'docx', 'openpyxl'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_pages_hang_on_a_tree_of_branches(monkeypatch):
    """However many pages there are, each is reached, in order, over branches of some."""
    from mreport.writers.pdf import pages

    monkeypatch.setattr(pages, "_BRANCH", 2)
    data = {"attributes": {f"a{number}": {} for number in range(150)}, "items": {"x": {"a0": "1"}, "y": {"a0": "2"}}}
    reader = PdfReader(io.BytesIO(pdf.encode(mreport.render(mreport.compare(mreport.read(data)), "en"))))
    assert len(reader.trailer["/Root"]["/Pages"]["/Kids"]) == (len(reader.pages) + 1) // 2 > 1
    for number, page in enumerate(reader.pages, 1):
        assert f"Page {number} of {len(reader.pages)}" in page.extract_text()


def test_a_template_may_say_any_language():
    """What stands in `lang` is a string of the file, whatever is in it, and no syntax."""
    page = mreport.render(mreport.compare(mreport.read(DATA)), "en")
    page.root.find(".//tbody/tr/td").set("lang", "a)(\u0e01")
    found = [element.get("/Lang") for kind, element in elements(io.BytesIO(pdf.encode(page))) if kind == "/TD"]
    assert found[0] == "a)(\u0e01"
