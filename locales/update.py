"""Bring the catalogues up to date with the sentences in the code, the templates and click's own.

`python locales/update.py` keeps every translation, adds what is new (empty) and drops what is no longer said;
`python locales/update.py lo` begins a catalogue for another language. Then fill in each empty msgstr.
`python locales/update.py --extract` writes all that can be said as a template (.pot) to standard output, for those who
translate with other tools. `python locales/update.py --check` changes nothing, names each msgid that is missing, fuzzy
or stale, and exits with 1 if there is one; the tests hold that and more.
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
        write_po(file, catalogue, width=100, no_location=True, omit_header=False, sort_output=True)
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


def check(tag: str, said: Catalog) -> list[str]:
    """What is wrong with a catalogue, beside what can be said: a line for each msgid."""
    path = LOCALES / tag / "LC_MESSAGES" / "mreport.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=tag)
    known = {(message.id, message.context) for message in said if message.id}
    mine = {(message.id, message.context): message for message in catalogue if message.id}
    texts = {
        key: message.string if isinstance(message.string, tuple) else (message.string,) for key, message in mine.items()
    }
    wrong = {
        "missing": [*(known - mine.keys()), *(key for key, forms in texts.items() if not all(forms))],
        "fuzzy": [key for key, message in mine.items() if message.fuzzy],
        "stale": [*(mine.keys() - known), *((message.id, message.context) for message in catalogue.obsolete.values())],
    }
    return [f"{tag}: {kind}: {key[0]!r}" for kind, keys in wrong.items() for key in sorted(set(keys), key=str)]


def main(arguments: list[str]) -> int:
    """Extract, check, or update the languages named, or all of them."""
    installed = sorted(folder.parent.parent.name for folder in LOCALES.glob("*/LC_MESSAGES/mreport.po"))
    if "--extract" in arguments:
        write_po(sys.stdout.buffer, template(), width=100, no_location=True)
        return 0
    tags = [argument for argument in arguments if argument != "--check"] or installed
    if "--check" in arguments:
        said = template()
        wrong = [line for tag in tags for line in check(tag, said)]
        print("\n".join(wrong), end="\n" if wrong else "")
        return int(bool(wrong))
    for tag in tags:
        update(tag)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
