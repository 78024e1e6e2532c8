"""DOCX where Sarabun is not installed, by LibreOffice: our font, the same pages, and no letter lost."""

import os
import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from mreport import fonts, writers
from mreport.resources import folder
from mreport.writers.docx import encode
from mreport.writers.docx.edition import Edition

MISSING = [program for program in ("soffice", "pdftotext", "pdffonts", "pdfinfo") if shutil.which(program) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"{', '.join(MISSING)} (LibreOffice, poppler) is not installed")

# A machine may have our font: its own is left out.
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><selectfont><rejectfont><glob>/usr/*arabun*</glob></rejectfont></selectfont>{folders}<cachedir>{cache}</cachedir></fontconfig>
"""


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """A function that turns documents by name into PDF files, with these folders of fonts alone."""

    def convert(documents, *folders):
        place = tmp_path_factory.mktemp("libreoffice")
        for name, content in documents.items():
            (place / f"{name}.docx").write_bytes(content)
        shown = "".join(f"<dir>{one}</dir>" for one in folders)
        (place / "fonts.conf").write_text(CONFIGURATION.format(folders=shown, cache=place / "cache"))
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", place, *place.glob("*.docx")]
        variables = os.environ | {"FONTCONFIG_FILE": str(place / "fonts.conf"), "HOME": str(place)}
        subprocess.run(command, check=True, capture_output=True, env=variables, timeout=300)
        return {name: place / f"{name}.pdf" for name in documents}

    return convert


@pytest.fixture(scope="module")
def without_font(converted, pair):
    """The reference in both languages, its fonts inside whole or in part, where no font of ours is installed."""
    documents = {
        f"{lang}-{choice}": encode(replace(pair(lang), edition=Edition(embed_fonts=choice)))
        for lang in ("th", "en")
        for choice in ("full", "subset")
    }
    return converted(documents, "/usr/share/fonts")


def said(*command):
    """What a program prints."""
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


def pages(file):
    """How many pages a PDF has."""
    return int(re.search(r"^Pages:\s+(\d+)", said("pdfinfo", file), re.MULTILINE)[1])


def test_our_fonts_are_shown(without_font):
    """Each document is drawn with the fonts inside it, and with no other."""
    for file in without_font.values():
        names = [line.split()[0].partition("+")[2] for line in said("pdffonts", file).splitlines()[2:]]
        assert {name.partition("-")[0] for name in names} <= {"Sarabun", fonts.SYMBOL_FAMILY.replace(" ", "")}
        assert {"Sarabun-Regular", "Sarabun-Bold"} <= set(names)


def test_the_pages_are_the_same(without_font, converted, pair, tmp_path):
    """There are as many pages as where the font is installed and not inside, and as many as the PDF has."""
    documents = {lang: encode(replace(pair(lang), edition=Edition(embed_fonts="none"))) for lang in ("th", "en")}
    installed = converted(documents, "/usr/share/fonts", folder("fonts"))
    for lang in ("th", "en"):
        writers.write(pair(lang), tmp_path / "report.pdf")
        counts = {pages(without_font[f"{lang}-{choice}"]) for choice in ("full", "subset")}
        assert counts == {pages(installed[lang])} == {pages(tmp_path / "report.pdf")}


def test_no_letter_is_lost(without_font):
    """Sara am, which shapers take apart, is drawn whole: no word becomes another."""
    for name, file in without_font.items():
        text = "".join(said("pdftotext", "-raw", file, "-").split())
        assert "แบบจาลอง" not in text
        assert ("แบบจำลอง" in text) == name.startswith("th")
        assert "\ufffd" not in text
