"""`mreport.fonts`: the faces of each kind of output, and what no bundled face can write."""

import subprocess
import sys

import pytest

from mreport import fonts


@pytest.mark.parametrize("faces", [fonts.pdf_faces, fonts.web_faces, fonts.document_faces])
def test_faces_lie_where_they_say(faces):
    """Every face names a file that is there."""
    assert [face.file for face in faces() if not face.file.is_file()] == []


def test_families_and_weights():
    """Paper, web and documents have the families of their stacks, in two weights."""
    assert {(face.family, face.weight) for face in fonts.pdf_faces()} == {
        ("Mreport Thai", 400),
        ("Mreport Thai", 700),
        ("Mreport Symbols", 400),
        ("Mreport Symbols", 700),
    }
    assert {face.family for face in fonts.web_faces()} <= set(fonts.WEB_FAMILIES)
    assert [(face.family, face.weight) for face in fonts.document_faces()] == [
        ("Sarabun", 400),
        ("Sarabun", 700),
        ("Mreport Symbols", 400),
    ]


def test_formats():
    """Web faces are compressed, all others plain."""
    assert {face.format for face in fonts.web_faces()} == {"woff2"}
    assert {face.format for face in (*fonts.pdf_faces(), *fonts.document_faces())} == {"truetype"}


def test_stack_is_css():
    """Families are quoted in CSS, generic ones are not."""
    assert fonts.stack(fonts.WEB_FAMILIES) == '"Sarabun", "Mreport Symbols", "Noto Sans Thai", sans-serif'


def test_nothing_is_missing_in_reports():
    """Thai, English, Greek and the symbols of reports are all there."""
    assert fonts.missing("เปรียบเทียบวิธี ๑๒๓ ฿ ≠ ↗ ← ↔ ⇒ ✓ ✗ ✔ ✘ ☐ ☑ ☒ ● ○ ■ □ ▲ ▼ ◆ ★ ☆ × ÷ − ‑ α σ² é – “x” ①") == []


def test_missing_are_named_once_in_order():
    """What no face has is told once, in the order of the text."""
    assert fonts.missing("ราคา 漢字 🙂 漢") == ["漢", "字", "🙂"]


def test_invisible_is_not_missing():
    """White space, controls, word joiners and selectors ask for no glyph."""
    assert fonts.missing("a\t\n\u00a0\u200b\u2009\u2060\ufeff\u00ad✔\ufe0f") == []


def test_private_use_is_missing():
    """A private character, as old Thai fonts used, is told."""
    assert fonts.missing("\uf70a") == ["\uf70a"]


def test_no_font_library_is_loaded():
    """Asking for missing characters loads no font library."""
    code = "import sys, mreport.fonts as f; f.missing('x'); sys.exit('fontTools' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
