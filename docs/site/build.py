"""The docs as a site in each language: `python docs/site/build.py [FOLDER]`, into out/docs if no folder is named.

Sphinx builds it: every warning is an error, and so is a link to a page, a heading or a file that is not there.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from babel.messages.pofile import read_po
from dead import dead
from pages import LANGUAGES, ROOT, files, pages, text

SITE = Path(__file__).resolve().parent
FONTS = ("sarabun/Sarabun-Regular.woff2", "sarabun/Sarabun-Bold.woff2", "sarabun/OFL.txt")


def main(arguments: list[str]) -> int:
    """Build each language, then look at every link; the exit code is 0 where nothing is wrong."""
    folder = Path(arguments[0] if arguments else ROOT / "out" / "docs").resolve()
    shutil.rmtree(folder, ignore_errors=True)
    staged = folder.with_name(f"{folder.name}.staged")  # where warnings point to, with the lines of the pages
    codes = [built(language, stage(language, staged / language), folder / language) for language in LANGUAGES]
    if any(codes):
        return 1
    shutil.copy(SITE / "looks" / "index.html", folder)
    broken = dead(folder)
    for place, link in broken:
        print(f"{place}: {link} leads nowhere", file=sys.stderr)
    if not broken:
        print(folder / "index.html")
    return 1 if broken else 0


def stage(language: str, folder: Path) -> Path:
    """Lay out what Sphinx reads for a language: pages under the site's names, and what they lead to."""
    shutil.rmtree(folder, ignore_errors=True)
    for page in (found := pages(language)):
        file = folder / f"{page.name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text(page), encoding="utf-8")
        for led in files(page):
            _copy(led, folder / "files" / led.relative_to(ROOT))
    shutil.copytree(ROOT / "docs" / "pictures", folder / "pictures", ignore=shutil.ignore_patterns("*.py"))
    shutil.copytree(SITE / "locale", folder / "locale")
    for catalogue in (folder / "locale").rglob("sphinx.po"):
        catalogue.with_suffix(".js").write_text(scripted(catalogue), encoding="utf-8")
    shutil.copytree(SITE / "looks" / "static", folder / "static")
    for font in FONTS:
        _copy(ROOT / "fonts" / font, folder / "static" / font)
    _copy(ROOT / "docs" / "reference" / "report.schema.json", folder / "reference" / "report.schema.json")
    alone = [page.name for page in found if page.written != language]
    (folder / "alone.txt").write_text("\n".join(alone), encoding="utf-8")
    return folder


def scripted(catalogue: Path) -> str:
    """The sentences of a catalogue as Sphinx's scripts in the browser take them."""
    with catalogue.open("rb") as file:
        found = read_po(file)
    messages = {
        message.id[0] if isinstance(message.id, tuple) else message.id: message.string
        for message in found
        if message.id
    }
    told = {"locale": str(found.locale), "messages": messages, "plural_expr": found.plural_expr}
    return f"Documentation.addTranslations({json.dumps(told, ensure_ascii=False)});"


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    (shutil.copytree if file.is_dir() else shutil.copy)(file, to)


def built(language: str, staged: Path, folder: Path) -> int:
    """Have Sphinx build a language; its exit code."""
    from sphinx.cmd.build import build_main

    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    strict = ("--fail-on-warning", "--fresh-env", "--quiet")
    places = (str(staged), str(folder), "--conf-dir", str(SITE), "--doctree-dir", str(staged.with_suffix(".trees")))
    return build_main(["--builder", "html", *strict, "--define", f"language={language}", *places])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
