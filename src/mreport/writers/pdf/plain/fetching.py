"""What WeasyPrint is given: a report's fonts without the system's, style sheets and pictures; all else is refused."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mreport.errors import TemplateError
from mreport.fonts import BUNDLED
from mreport.page import ASSET
from mreport.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mreport.fonts import Fontset
    from mreport.images import Image

SCHEME = "mreport-font:"


def fetcher(fonts: Fontset = BUNDLED, images: Mapping[str, Image] = MappingProxyType({})) -> Any:
    """A fetcher that serves a report's fonts and pictures and refuses, and remembers in `refused`, all else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    files = {SCHEME + face.file.name: face.file for face in fonts.pdf_faces()}

    class Fetcher(URLFetcher):  # type: ignore[misc]  # a subclass: a function that raises ends in AttributeError
        def __init__(self) -> None:
            super().__init__(allowed_protocols=())
            self.refused: list[str] = []

        def fetch(self, url: str, headers: object = None) -> Any:
            del headers
            image = images.get(url.removeprefix(ASSET)) if url.startswith(ASSET) else None
            if image:
                return URLFetcherResponse(url, image.drawn, {"Content-Type": image.media_type})
            if url not in files:
                self.refused.append(url)
                raise ValueError(url)
            return URLFetcherResponse(url, files[url].read_bytes(), {"Content-Type": "font/ttf"})

    return Fetcher()


@lru_cache(maxsize=16)
def stylesheet(style: str, fonts: Fontset = BUNDLED) -> Any:
    """A style sheet as WeasyPrint has read it; reading one costs as much as laying out a small report."""
    import weasyprint

    refusing = fetcher(fonts)
    css = weasyprint.CSS(string=style, font_config=font_configuration(fonts), url_fetcher=refusing)
    if refusing.refused:
        raise TemplateError("resource-refused", address=refusing.refused[0])
    return css


@cache
def font_configuration(fonts: Fontset = BUNDLED) -> Any:
    """One for the process (it takes half the time of a small report), with a report's fonts and no others."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    with _environment("FONTCONFIG_FILE", str(folder("fonts") / "fonts.conf")):
        configuration = FontConfiguration()
    for face in fonts.pdf_faces():
        source = f'url("{SCHEME}{face.file.name}")'
        rule = f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; src: {source} }}'
        CSS(string=rule, font_config=configuration, url_fetcher=fetcher(fonts))
    return configuration


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
