"""The text of a Markdown cell: what is markup is undone, what only could be stays as written.

Undone are backslashes before signs, entities, <br>, links, code between backticks, emphasis around the whole cell, and
spans that only name a language.
Stars and underscores within a text stay: in data they are more often a product or a note than emphasis.
"""

from __future__ import annotations

import html
import re
from html.entities import html5
from typing import TYPE_CHECKING

from mreport.comparison.records import Value
from mreport.sources.pictures import Shown, shown

if TYPE_CHECKING:
    from mreport.sources.table import Cell

# The sign of a link that leads out, and a word before it that carries the link.
OUTWARD = "↗"
_PARTS = re.compile(
    r"\\(?P<sign>[!-/:-@\[-`{-~])|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<line><br\s*/?>)|<(?P<plain>https?://[^\s<>]{1,2000})>|(?P<ticks>`{1,9}+)(?P<code>[^`]+)(?P=ticks)"
    r"|!?\[(?P<words>(?:[^\[\]\\]|\\.){0,2000})\]\((?P<address>[^\s()]{0,2000})(?:\s+\"[^\"]{0,500}\")?\)",
    re.IGNORECASE | re.DOTALL,
)
# The number of the note that has a citation's address, behind the sign or its link: `DOI ↗2`.
_NOTE = re.compile(rf"(?<={OUTWARD})(?P<link>\]\([^()\s]*\))?\d{{1,4}}$")
_SPANS = re.compile(r"(?<!\\)<(?:span lang=\"[A-Za-z0-9-]{1,35}\"|/span)>")
# A picture alone in its cell; one that is inside may be long.
_PICTURE = re.compile(r"!\[(?P<words>(?:[^\[\]\\]|\\.){0,2000})\]\((?P<address>[^\s()]*)(?:\s+\"[^\"]{0,500}\")?\)")
_WRAPPED = re.compile(
    r"(?P<star>\*\*?)(?=\S)(?P<one>(?:[^*\\]|\\.)+)(?<=\S)(?P=star)"
    r"|(?P<bar>__?)(?=\S)(?P<other>(?:[^_\\]|\\.)+)(?<=\S)(?P=bar)",
    re.DOTALL,
)


def cell(source: str) -> Cell:
    """The value of a cell's source: its text, and the link that it holds; of several links each behind its words."""
    source = _NOTE.sub(r"\g<link>", _SPANS.sub("", source.strip()))
    while wrapped := _WRAPPED.fullmatch(source):
        source = wrapped["one"] or wrapped["other"]
    if picture := picture_of(source):
        return picture
    links = [found for found in _PARTS.finditer(source) if found["address"] is not None or found["plain"]]
    text = plain(source, addresses=len(links) > 1)
    if len(links) != 1:
        return marked(text)
    link = _address(links[0]["address"] or links[0]["plain"] or "") or None
    return marked(text, link) if links[0].end() == len(source) else Value((text,), link=link)


def picture_of(source: str) -> Shown | None:
    """The picture that a text is in Markdown: `![alt](file.png)`; None where it is none that could be shown."""
    found = _PICTURE.fullmatch(source.strip())
    return shown(" ".join(plain(found["words"]).split()), _address(found["address"])) if found else None


def marked(text: str, link: str | None = None) -> Cell:
    """A text, or a value where a link leads out of it or a word carries one: `text DOI ↗`."""
    text = _NOTE.sub("", text)
    if not text.endswith(OUTWARD):
        return text if link is None else Value((text,), link=link)
    words = text[: -len(OUTWARD)].rsplit(maxsplit=1)
    if len(words) > 1:
        return Value((words[0].rstrip(),), link=link, mark=words[1])
    shown = words[0] if words else text
    return shown if link is None else Value((shown,), link=link)


def plain(source: str, *, addresses: bool = False) -> str:
    """The text that a source says; with the `addresses` of links behind their words, if they are asked for."""

    def said(found: re.Match[str]) -> str:
        if found["address"] is not None:
            words = plain(found["words"])
            return f"{words} ({_address(found['address'])})" if addresses else words
        if found["entity"]:
            return _entity(found["entity"])
        return found["sign"] or found["plain"] or (found["code"] or "").strip() or "\n"

    return _PARTS.sub(said, _SPANS.sub("", source))


def _entity(source: str) -> str:
    """The character of an entity; one that is not known is written as it is."""
    known = source[1] == "#" or source[1:] in html5
    return html.unescape(source) if known else source


def _address(source: str) -> str:
    return html.unescape(source.strip("<>"))
