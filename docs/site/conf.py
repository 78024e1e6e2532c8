"""What Sphinx is told; the language comes by `--define language=…`, the pages are laid out by `build.py`."""

from __future__ import annotations

import re
import sys
from importlib.metadata import version as version_of
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from pygments.lexers.special import TextLexer
from searching import Thai

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

project = "mreport"
version = release = version_of("mreport")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["files/**", "locale/**", "static/**"]
locale_dirs = ["locale"]
numfig = False

myst_heading_anchors = 4
myst_heading_slug_func = "conf.slug"
autodoc_typehints = "signature"
default_role = "code"  # what docstrings put between single backquotes
python_maximum_signature_line_length = 88
autodoc_member_order = "bysource"
napoleon_google_docstring = True

html_theme = "pydata_sphinx_theme"
html_title = "mreport"
html_static_path: list[str] = []
templates_path = [str(Path(__file__).resolve().parent / "looks" / "templates")]
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
html_css_files = ["site.css"]
html_sidebars: dict[str, list[str]] = {name: [] for name in ("changelog", "contributing", "index", "tutorial")}
html_theme_options: dict[str, Any] = {
    "navbar_end": ["languages", "theme-switcher"],
    "navbar_align": "left",
    "header_links_before_dropdown": 6,
    "show_prev_next": True,
    "secondary_sidebar_items": ["page-toc"],
    "footer_start": [],
    "footer_center": [],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}


def slug(title: str) -> str:
    """The anchor of a heading as forges make it: letters with their marks, digits, hyphens for spaces."""
    return re.sub(r"[^\w\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e -]", "", title.lower()).replace(" ", "-")


def _page(app: Sphinx, name: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Give a page the address of its sister in the other language, and say in which language it is."""
    other = "th" if app.config.language == "en" else "en"
    root = context["pathto"]("", 1).rstrip("/") or "."
    up = f"{root}/.." if root != "." else ".."
    context["sister"] = (other, {"th": "ภาษาไทย", "en": "English"}[other], f"{up}/{other}/{name}.html")
    if name in Path(app.srcdir, "alone.txt").read_text("utf-8").split("\n"):
        context["language"] = "en"


def _laid_out(app: Sphinx, config: Config) -> None:
    """The folders that `build.py` laid out beside the pages."""
    config.html_static_path = [str(Path(app.srcdir, "static"))]
    config.locale_dirs = [str(Path(app.srcdir, "locale"))]


def setup(app: Sphinx) -> None:
    """Bring our search of Thai, our pages' context, and the static files of the language's own folder."""
    app.add_search_language(Thai)
    app.add_lexer("csv", TextLexer)
    app.connect("html-page-context", _page)
    app.connect("config-inited", _laid_out)
