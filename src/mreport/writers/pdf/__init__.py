"""PDF: the page's tree and style sheet through WeasyPrint, with the bundled fonts and nothing else."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from mreport import fonts, panels
from mreport.errors import TemplateError
from mreport.page import classes, stylesheet
from mreport.resources import folder
from mreport.writers.html import document
from mreport.writers.pdf import libraries
from mreport.writers.pdf.breaks import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mreport.page import Page

_SCHEME = "mreport-font:"


def encode(page: Page) -> bytes:
    """The page as a tagged PDF. Raises MachineError (`pango-missing`), TemplateError (`resource-refused`)."""
    weasyprint = libraries.load()
    fetcher = _fetcher()
    html = weasyprint.HTML(string=document(page, whole(_running_first(panels.split(page)))), url_fetcher=fetcher)
    css = weasyprint.CSS(string=_style(page), font_config=_font_configuration(), url_fetcher=fetcher)
    content: bytes = html.write_pdf(
        stylesheets=[css], font_config=_font_configuration(), pdf_variant="pdf/ua-1", pdf_tags=True
    )
    if fetcher.refused:
        raise TemplateError("resource-refused", address=fetcher.refused[0])
    return content


def _running_first(root: ET.Element) -> ET.Element:
    """The running footer before all else: a running element is shown from the page on where it stands."""
    result = ET.Element(root.tag, dict(root.attrib))
    result.extend(sorted(root, key=lambda child: "running" not in classes(child)))
    return result


def _style(page: Page) -> str:
    faces = [(face.family, face.weight, _SCHEME + face.file.name) for face in fonts.pdf_faces()]
    return stylesheet(page, faces, fonts.PDF_FAMILIES)


def _fetcher() -> Any:
    """A fetcher that serves the bundled fonts and refuses, and remembers, all else (reliability R1, R2)."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    files = {_SCHEME + face.file.name: face.file for face in fonts.pdf_faces()}

    class Fetcher(URLFetcher):  # type: ignore[misc]  # a subclass: a function that raises ends in AttributeError
        def __init__(self) -> None:
            super().__init__(allowed_protocols=())
            self.refused: list[str] = []

        def fetch(self, url: str, headers: object = None) -> Any:
            del headers
            if url not in files:
                self.refused.append(url)
                raise ValueError(url)
            return URLFetcherResponse(url, files[url].read_bytes(), {"Content-Type": "font/ttf"})

    return Fetcher()


@cache
def _font_configuration() -> Any:
    """One for the process (it takes half the time of a small report), made without the system's fonts."""
    from weasyprint.text.fonts import FontConfiguration

    with _environment("FONTCONFIG_FILE", str(folder("fonts") / "fonts.conf")):
        return FontConfiguration()


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    """A variable of the environment, set for a while."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
