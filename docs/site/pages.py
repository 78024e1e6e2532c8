"""The pages of the docs: which file is which page of a language, and the text of each as the site has it.

`NAME.md` is English and `NAME.th.md` beside it Thai. A page that is in English alone stands in the Thai site too, so
that each page has the same address in both.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).resolve().parents[1]
ROOT = DOCS.parent
LANGUAGES = ("en", "th")
OUTSIDE = {
    "changelog": ROOT / "CHANGELOG.md",
    "contributing": ROOT / "CONTRIBUTING.md",
    "bundled-fonts": ROOT / "fonts" / "README.md",
    "examples": ROOT / "examples" / "README.md",
    "results": ROOT / "benchmarks" / "RESULTS.md",
    "long-runs": ROOT / "tests" / "RESULTS.md",
}
"""Pages that stand beside the docs."""

_SISTER = re.compile(r"^\[(?:ภาษาไทย|English)\]\([^)]+\)\n+", re.MULTILINE)
_CODE = re.compile(r"(`{1,9})(?!`).*?(?<!`)\1(?!`)", re.DOTALL)  # what stands in it is no link
_LINK = re.compile(r"(?<=\]\()([^)\s:#]+)(#[^)\s]*)?(?=\))")
_PART = re.compile(r"^<!-- made: ([a-z-]+) -->$", re.MULTILINE)
_FILE = re.compile(r"^<!-- file: (\S+) -->\n```(\w+)$", re.MULTILINE)
_ENTRY = re.compile(r"^- \[(.+?)\]\(([^)\s:#]+)\.md\)", re.MULTILINE)
_ALONE = {"th": "\n*หน้านี้มีเฉพาะภาษาอังกฤษ*\n"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: its name there, the file that it is made of, the language of that file and of the site."""

    name: str
    file: Path
    written: str
    language: str


def pages(language: str) -> list[Page]:
    """All pages of the site in a language."""
    inside = {file.relative_to(DOCS).as_posix().removesuffix(".md"): file for file in sorted(DOCS.rglob("*.md"))}
    found = []
    for name, file in {**OUTSIDE, **inside}.items():
        if name.endswith(".th"):
            continue
        sister = file.with_suffix(f".{language}.md")
        found.append(Page(name, sister, language, language) if sister.exists() else Page(name, file, "en", language))
    return found


def text(page: Page) -> str:
    """The Markdown of a page: links by the names of the site, made parts filled in, an index with its tree."""
    source = _SISTER.sub(lambda found: "\n" * found[0].count("\n"), page.file.read_text("utf-8"), count=1)
    source = _FILE.sub(r"```{code-block} \2\n:caption: \1\n", source)
    made = _PART.sub(lambda found: PARTS[found[1]](page.language), source)
    named = "".join(
        _LINK.sub(lambda found: _named(found[1], page) + (found[2] or ""), part) if prose else part
        for prose, part in _parts(made)
    )
    if page.written != page.language:
        head, _, rest = named.partition("\n")
        named = head + "\n" + _ALONE[page.language] + rest
    return named + tree(page, named)


def _parts(source: str) -> Iterator[tuple[bool, str]]:
    """A source in parts: prose, and code between its backticks."""
    end = 0
    for code in _CODE.finditer(source):
        yield True, source[end : code.start()]
        yield False, code[0]
        end = code.end()
    yield True, source[end:]


def _named(link: str, page: Page) -> str:
    """A link as the site has it: pages outside of the docs stand at its root, and so do the files that are led to."""
    target = Path(os.path.normpath(page.file.parent / link))
    place = f"{page.name}.md"
    for name, file in OUTSIDE.items():
        if target in (file, file.with_suffix(".th.md")):
            return os.path.relpath(f"{name}.md", Path(place).parent)
    if target.is_relative_to(DOCS):
        inside = target.relative_to(DOCS).as_posix()
        return os.path.relpath(re.sub(r"\.th\.md$", ".md", inside), Path(place).parent)
    return os.path.relpath(f"files/{target.relative_to(ROOT).as_posix()}", Path(place).parent)


def files(page: Page) -> list[Path]:
    """The files outside of the docs that a page leads to."""
    prose = "".join(part for prose, part in _parts(page.file.read_text("utf-8")) if prose)
    found = [Path(os.path.normpath(page.file.parent / link)) for link, _ in _LINK.findall(prose)]
    return [file for file in found if not file.is_relative_to(DOCS) and file not in OUTSIDE.values()]


def tree(page: Page, source: str) -> str:
    """The tree below an index: the pages that its lists lead to, in their order."""
    if Path(page.name).name != "index":
        return ""
    below = [f"{title} <{name}>" for title, name in _ENTRY.findall(source)]
    return "\n".join(["", "```{toctree}", ":hidden:", *below, "```", ""])
