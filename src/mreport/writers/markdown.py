"""Markdown: headings, paragraphs and pipe tables, with what would be markup escaped."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from mreport.page import classes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

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
    return ("\n\n".join(filter(None, _blocks(page.root))) + "\n").encode()


def _blocks(element: Element) -> Iterator[str]:
    """The blocks of an element, each a piece of text without blank lines around it."""
    for child in element:
        if child.tag == "footer" and "running" in classes(child):
            day = child.find("span[@class='day']")
            yield _inline(day) if day is not None else ""
        elif child.tag in _HEADINGS:
            yield _HEADINGS[child.tag] + _inline(child)
        elif child.tag == "p":
            yield _inline(child)
        elif child.tag in ("ul", "ol"):
            yield "\n".join(_list(child))
        elif child.tag == "table":
            yield "\n".join(_table(child))
        else:
            yield from _blocks(child)


def _list(element: Element) -> Iterator[str]:
    for number, entry in enumerate(element, 1):
        yield (f"{number}. " if element.tag == "ol" else "- ") + _inline(entry)


def _table(table: Element) -> Iterator[str]:
    for index, row in enumerate(table.iter("tr")):
        cells = []
        for cell in row:
            cells.append(_inline(cell))
            cells.extend([""] * (int(cell.get("colspan", "1")) - 1))
        yield f"| {' | '.join(cells)} |"
        if index == 0:
            yield "|" + "---|" * len(cells)


def _inline(element: Element) -> str:
    """The text of an element with its marks of emphasis and its links; line breaks as <br>."""
    return "".join(_pieces(element)).strip().replace("\n", "<br>")


def _pieces(element: Element) -> Iterator[str]:
    yield _escaped(element.text)
    for child in element:
        inside = "".join(_pieces(child))
        if child.tag == "br":
            yield "\n"
        elif child.tag == "a" and child.get("href"):
            yield f"[{inside}]({_address(child.get('href', ''))})"
        elif child.tag in _WRAPPED and inside.strip():
            yield _wrapped(inside, child.tag)
        else:
            yield inside
        yield _escaped(child.tail)


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
