"""Links of a built site that lead nowhere: to a file or an anchor that is not there. No network is asked."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path


class Links(HTMLParser):
    """What a web page leads to, and the names that can be led to within it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  the parser's form
        """Note links, pictures, scripts, style sheets, and names."""
        found = dict(attrs)
        self.names.update(name for key in ("id", "name") if (name := found.get(key)))
        self.links.extend(link for key in ("href", "src") if (link := found.get(key)))


def dead(folder: Path) -> list[tuple[Path, str]]:
    """Each page, by its path in the folder, with each of its links that leads nowhere within the folder."""
    made = (file for file in sorted(folder.rglob("*.html")) if "_static" not in file.parts)
    pages = {file.resolve(): Links(file.read_text("utf-8")) for file in made}
    return [
        (file.relative_to(folder.resolve()), link)
        for file, page in pages.items()
        for link in page.links
        if not _leads(link, file, pages)
    ]


def _leads(link: str, file: Path, pages: dict[Path, Links]) -> bool:
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
    if not target.exists():
        return False
    fragment = unquote(parts.fragment)
    return not fragment or target not in pages or fragment in pages[target].names
