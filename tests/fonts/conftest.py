"""What the tests of the fonts share: the build scripts, the fonts, and a printer without system fonts."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path += [str(ROOT / "fonts" / "build"), str(Path(__file__).parent)]

PAGE = """@page { size: A4; margin: 12mm } p { margin: 0; font: 400 13pt/2 face } p.bold { font-weight: 700 }
i { display: inline-block; width: 8mm; font-style: normal }"""
FACE = '@font-face {{ font-family: face; font-weight: {}; src: url("{}") }}'


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The folder fonts/ of the checkout."""
    return ROOT / "fonts"


@pytest.fixture(scope="session")
def print_pdf(tmp_path_factory):
    """A function that prints paragraphs with two given font files (regular, bold) to a PDF."""

    def printed(files: list[Path], *paragraphs: str) -> Path:
        faces = [FACE.format(weight, file.as_uri()) for weight, file in zip((400, 700), files, strict=True)]
        body = "".join(f"<p>{text}<p class=bold>{text}" for text in paragraphs)
        html = f"<html lang=th><style>{PAGE} {' '.join(faces)}</style>{body}"
        out = tmp_path_factory.mktemp("printed") / "out.pdf"
        command = [sys.executable, "-W", "ignore", str(Path(__file__).with_name("printer.py")), str(out)]
        subprocess.run(command, input=html.encode(), check=True)
        return out

    return printed


@pytest.fixture(scope="session")
def stock(fonts) -> list[Path]:
    """Sarabun as it came, regular and bold."""
    return [fonts / f"sarabun/Sarabun-{style}.ttf" for style in ("Regular", "Bold")]


@pytest.fixture(scope="session")
def thai(fonts) -> list[Path]:
    """The cluster font, regular and bold."""
    return [fonts / f"mreport-thai/MreportThai-{style}.ttf" for style in ("Regular", "Bold")]
