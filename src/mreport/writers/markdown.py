"""Markdown: headings, paragraphs and pipe tables, with what would be markup escaped."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from mreport.page import SILENT, VALUE, classes, image_of, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from mreport.images import Image
    from mreport.page import Page

# What is markup wherever it stands; at the start of a line; at the end of a heading; the point of "1. ".
_MARKUP = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)|(?<=[ \t])#(?=#*[ \t]*$)", re.MULTILINE)
_LEADING = re.compile(r"^([ \t]*)(?=[#+\-=])", re.MULTILINE)
_NUMBERED = re.compile(r"^([ \t]*\d+)([.)])(?=\s|$)", re.MULTILINE)
_HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### "}
_WRAPPED = {"strong": "**", "em": "*", "del": "~~", "ins": "**"}
_PLACES = str.maketrans({" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", "|": "%7C", "\\": "%5C"})
_ENTITY = re.compile(r"&(?=#?\w+;)")


def encode(page: Page) -> bytes:
    """The page as Markdown text in UTF-8."""
    blocks = _Writer(page.language.tag, page.images).blocks(page.root, page.language.tag)
    mark = page.report.watermark
    above = [f"**{_escaped(mark)}**"] if mark else []
    return ("\n\n".join(filter(None, [*above, *blocks])) + "\n").encode()


class _Writer:
    """Writes blocks; `home` is the language that a document of Markdown, which can't say it, is taken to be in."""

    def __init__(self, home: str, images: Mapping[str, Image]) -> None:
        self._home = home
        self._images = images

    def blocks(self, element: Element, lang: str) -> Iterator[str]:
        """The blocks of an element in a language, each a piece of text without blank lines around it."""
        for child in element:
            own = child.get("lang", lang)
            if child.tag == "footer" and "running" in classes(child):
                day = child.find("span[@class='day']")
                yield self._inline(day, own) if day is not None else ""
            elif "running" in classes(child):
                continue
            elif child.tag in _HEADINGS:
                yield _HEADINGS[child.tag] + self._inline(child, lang)
            elif child.tag == "p":
                yield self._inline(child, lang)
            elif child.tag in ("ul", "ol"):
                yield "\n".join(self._list(child, own))
            elif child.tag == "table":
                yield "\n".join(self._table(child, own))
            else:
                yield from self.blocks(child, own)

    def _list(self, element: Element, lang: str) -> Iterator[str]:
        for number, entry in enumerate(element, 1):
            yield (f"{number}. " if element.tag == "ol" else "- ") + self._inline(entry, lang)

    def _table(self, table: Element, lang: str) -> Iterator[str]:
        for index, row in enumerate(table.iter("tr")):
            cells = []
            for cell in row:
                cells.append(self._inline(cell, row.get("lang", lang)))
                cells.extend([""] * (int(cell.get("colspan", "1")) - 1))
            yield f"| {' | '.join(cells)} |"
            if index == 0:
                yield "|" + "---|" * len(cells)

    def _inline(self, element: Element, lang: str) -> str:
        """The text of an element with its marks of emphasis, its links and its language; line breaks as <br>."""
        own = element.get("lang", lang)
        return _spoken("".join(_pieces(element, own, self._images)).strip().replace("\n", "<br>"), own, self._home)


def _spoken(inside: str, lang: str, around: str) -> str:
    """What is said in a language, in a span that names it where it is another one than around it."""
    return f'<span lang="{lang}">{inside}</span>' if lang != around and inside.strip() else inside


def _pieces(element: Element, lang: str, images: Mapping[str, Image]) -> Iterator[str]:
    yield _escaped(element.text)
    for child in element:
        own = child.get("lang", lang)
        inside = _spoken("".join(_pieces(child, own, images)), own, lang)
        if child.tag == "br":
            yield "\n"
        elif child.tag == "img":
            yield _picture(child, images)
        elif child.tag == "a" and child.get("href"):
            yield f"[{inside}]({_address(child.get('href', ''))})"
        elif child.tag in _WRAPPED and inside.strip():
            yield _wrapped(inside, child.tag)
        else:
            yield inside
        yield _escaped(child.tail)


def _picture(element: Element, images: Mapping[str, Image]) -> str:
    """A value's picture by where it lies beside the data; the words of others."""
    image = image_of(element, images)
    if VALUE in classes(element) and image.beside:
        alt = "" if SILENT in classes(element) else element.get("alt")
        return f"![{_escaped(alt)}]({_address(quote(image.name, safe='/'))})"
    return _escaped(spoken(element, images))


def _wrapped(inside: str, tag: str) -> str:
    """A text in its marks; white space at its ends stays outside, where marks would not be marks.

    Beside a sign they need not be (CommonMark 0.31, 6.2), so that an element of HTML stands for them.
    """
    text = inside.strip()
    before, _, after = inside.partition(text)
    if any(unicodedata.category(letter)[0] in "PS" for letter in (text[0], text[-1])):
        return f"{before}<{tag}>{text}</{tag}>{after}"
    return f"{before}{_WRAPPED[tag]}{text}{_WRAPPED[tag]}{after}"


def _escaped(text: str | None) -> str:
    return _NUMBERED.sub(r"\1\\\2", _LEADING.sub(r"\1\\", _MARKUP.sub(r"\\\g<0>", text or "")))


def _address(address: str) -> str:
    """An address as it may stand within the brackets of a link."""
    return _ENTITY.sub("&amp;", address.translate(_PLACES))
