"""The user's letterhead: what it has stays, the report goes in where it is marked, what can't be used is refused."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest

from mreport.errors import UserError
from mreport.writers.docx import encode
from mreport.writers.docx.edition import EMBED_FONTS, Edition, read


@pytest.fixture
def letterhead(tmp_path):
    """A letterhead as python-docx's own template makes it, with a header and a mark."""
    document = docx.Document()
    for text in ("Before", "{{ report }}", "After"):
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = "Header"
    document.save(tmp_path / "letter.docx")
    return tmp_path / "letter.docx"


@pytest.mark.parametrize("choice", EMBED_FONTS)
def test_what_it_has_stays(made, letterhead, choice):
    """Parts that nothing goes into are the same bytes, and the report stands at the mark."""
    page = replace(made.page(), edition=Edition(read(letterhead), choice))
    content = encode(page)
    assert content == encode(page)
    old, new = (type(made.parts())(one) for one in (letterhead.read_bytes(), content))
    changed = {name for name in old if old[name] != new[name]}
    assert not {name for name in changed if "header" in name or "theme" in name}
    texts = [made.text(paragraph) for paragraph in new.find("/w:document/w:body/w:p")]
    assert texts[0] == "Before"
    assert texts[-1] == "After"
    assert "เปรียบเทียบวิธี" in texts
    assert any(name.endswith(".odttf") for name in new) == (choice != "none")


def test_what_is_no_document_is_refused(tmp_path, letterhead):
    """A text, and a document with macros, are refused by their codes."""
    (tmp_path / "a.docx").write_text("text")
    with pytest.raises(UserError, match="letterhead-not-docx"):
        read(tmp_path / "a.docx")
    content = BytesIO(letterhead.read_bytes())
    with ZipFile(content, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"")
    (tmp_path / "b.docx").write_bytes(content.getvalue())
    with pytest.raises(UserError, match="letterhead-macros"):
        read(tmp_path / "b.docx")
