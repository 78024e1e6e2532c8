"""Screens as people have them: a document in LibreOffice, the live page in Chromium, a comparison in a terminal.

The programs run on a screen of their own (Xvfb); who lacks one of them gets a FileNotFoundError with its name.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from PIL import Image, ImageChops

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 1000, 720  # pixels
DAY = "2026-01-31"
_DISPLAY = ":79"
_PATIENCE = 90.0  # seconds until a screen must stand still
_STILL = 4.0  # seconds in which nothing on it changes
_PROGRAMS = Path(sys.executable).parent


def writer(source: Path, items: list[str]) -> Image.Image:
    """A report as DOCX in LibreOffice Writer."""
    with tempfile.TemporaryDirectory() as folder, _screen() as variables:
        document = Path(folder, "handout.docx")
        _run("compare", str(source), *items, "--lang", "th", "--date", DAY, "-o", str(document), "--quiet")
        options = ["--norestore", "--nologo", "--nofirststartwizard", f"-env:UserInstallation=file://{folder}/office"]
        with _running(["soffice", *options, "--writer", str(document)], variables):
            return _still(variables, least=20.0)


def terminal(command: str) -> Image.Image:
    """A command and what it says, in xterm."""
    shown = f"printf '$ {command}\\n\\n'; {command}; sleep 60"
    looks = ["-fa", "DejaVu Sans Mono", "-fs", "11", "-bg", "#1b1f24", "-fg", "#e6e6e6", "-b", "14"]
    with _screen() as variables:
        words = ["xterm", "-geometry", "96x24+0+0", *looks, "-e", "bash", "-c", shown]
        with _running(words, variables | {"LC_ALL": "C.UTF-8"}):
            picture = _still(variables)
    ground = Image.new("RGB", picture.size)
    box = ImageChops.difference(picture, ground).getbbox()
    return picture.crop(box) if box else picture


def browser(source: Path, items: list[str]) -> Image.Image:
    """The live page of some items in Chromium, without its window."""
    with tempfile.TemporaryDirectory() as folder:
        command = [str(_PROGRAMS / "mreport"), "serve", str(source), "--port", "0", "--no-open", "--lang", "th"]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as serving:
            try:
                said = serving.stderr.readline() if serving.stderr else ""
                address = re.findall(r"http://\S+", said)[0]
                file = Path(folder, "page.png")
                asked = f"{address}?{urlencode({'items': ','.join(items), 'lang': 'th'})}"
                window = [
                    f"--window-size={WIDTH},{HEIGHT}",
                    f"--screenshot={file}",
                    f"--user-data-dir={folder}/profile",
                ]
                options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *window]
                subprocess.run(["chromium", *options, asked], check=True, capture_output=True)
                return Image.open(BytesIO(file.read_bytes())).convert("RGB")
            finally:
                serving.terminate()


def _run(*words: str) -> None:
    subprocess.run([str(_PROGRAMS / "mreport"), *words], check=True, cwd=ROOT)


@contextmanager
def _screen() -> Iterator[dict[str, str]]:
    """A screen without hardware; the variables of programs that show themselves on it."""
    variables = os.environ | {"DISPLAY": _DISPLAY, "PATH": f"{_PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    words = ["Xvfb", _DISPLAY, "-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
    with _running(words, dict(os.environ)):
        time.sleep(1)
        yield variables


@contextmanager
def _running(words: list[str], variables: dict[str, str]) -> Iterator[None]:
    """A program for a while."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(words, cwd=ROOT, env=variables, stdout=quiet, stderr=quiet)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _still(variables: dict[str, str], least: float = 0.0) -> Image.Image:
    """What the screen shows when it stands still, `least` seconds from now at the earliest."""
    began = changed = time.monotonic()
    before = b""
    while True:
        grabbed = subprocess.run(["import", "-window", "root", "png:-"], env=variables, check=True, capture_output=True)
        picture = Image.open(BytesIO(grabbed.stdout)).convert("RGB")
        now = time.monotonic()
        if picture.tobytes() != before:
            before, changed = picture.tobytes(), now
        empty = len(picture.getcolors(2) or [1, 1]) == 1
        if now - began > _PATIENCE or (not empty and now - began > least and now - changed > _STILL):
            return picture
        time.sleep(0.5)
