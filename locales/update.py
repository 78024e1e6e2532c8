"""Bring the catalogues up to date with the sentences in the code, the templates and click's own.

`python locales/update.py` keeps every translation, adds what is new (empty) and drops what is no longer said;
`python locales/update.py lo` begins a catalogue for another language. Then fill in each empty msgstr: a test
fails while one is empty, fuzzy or stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

LOCALES = Path(__file__).resolve().parent
ROOT = LOCALES.parent
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
METHODS = [("**.py", "python"), ("**.j2", "jinja2")]
OPTIONS = {"**.j2": {"extensions": "jinja2.ext.i18n", "silent": "false", "encoding": "utf-8"}}
HEADER = "# The sentences of mreport in LANGUAGE.\n# Bring up to date with: python locales/update.py"


def template() -> Catalog:
    """All that can be said, in English: ours first, then click's."""
    found = Catalog(project="mreport", charset="utf-8")
    for folder in (ROOT / "src", ROOT / "templates", Path(click.__file__).parent):
        messages = extract_from_dir(
            str(folder), METHODS, OPTIONS, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=False
        )
        for _file, _line, message, comments, context in messages:
            found.add(message, auto_comments=comments, context=context)
    return found


def update(tag: str) -> None:
    """Write the catalogue of a language anew, with the translations that it has."""
    path = LOCALES / tag / "LC_MESSAGES" / "mreport.po"
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=tag)
    else:
        catalogue = Catalog(locale=tag)
    catalogue.project, catalogue.version = "mreport", ""
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    if tag == "en":
        _speak_english(catalogue)
    catalogue.header_comment = HEADER
    catalogue.fuzzy = False
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, no_location=True, omit_header=False)
    _drop_dates(path)


def _speak_english(catalogue: Catalog) -> None:
    """The sentences in the code are English already."""
    for message in catalogue:
        if message.id and (not message.string or not any(message.string)):
            message.string = message.id


def _drop_dates(path: Path) -> None:
    """Leave out header lines that change without a change of words."""
    changing = (
        '"POT-Creation-Date',
        '"PO-Revision-Date',
        '"Last-Translator',
        '"Report-Msgid',
        '"Generated-By',
    )
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(changing)), encoding="utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:] or [folder.parent.parent.name for folder in LOCALES.glob("*/LC_MESSAGES/mreport.po")]:
        update(name)
