"""Reports in several languages at once: the page of each, woven into one that every writer knows.

One template serves: it is rendered in each language, and what is the same in all stands once. Headings and cells
that differ hold one text below the other, paragraphs follow each other, and every text says which language it is in.
In a table of the class `beside`, cells that differ stand next to each other, a column for each language.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.errors import TemplateError
from mreport.page import BLOCKS, classes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mreport.page import Page

    Inline = list[str | ET.Element]

_BESIDE = "beside"
_SECOND = "second"  # the class of what another language than the report's first says in headings and labels
_HEADINGS = frozenset(("h1", "h2", "h3", "th", "caption"))
_LINES = frozenset(("summary", "source"))  # paragraphs of a line, which is too short for one of its own


def woven(pages: Sequence[Page]) -> Page:
    """One page out of the same report's pages in several languages; it speaks the first one's.

    Raises TemplateError (`template-languages`) where the template makes other blocks in one than in another.
    """
    first, *others = pages
    if not others:
        return first
    _describe([page.root for page in pages])
    root = _Weaver(first.language.tag).block([page.root for page in pages], [page.language.tag for page in pages])
    return replace(first, root=root, others=tuple(others))


def _describe(roots: Sequence[ET.Element]) -> None:
    """Have each picture say in every language what it shows, so that it is the same in all and stands once."""
    pictures = [list(root.iter("img")) for root in roots]
    if len({len(found) for found in pictures}) > 1:
        return  # what is told where blocks are woven
    for same in zip(*pictures, strict=True):
        alt = " / ".join(dict.fromkeys(filter(None, (one.get("alt") for one in same))))
        for one in same:
            one.attrib = {**one.attrib, "alt": alt}  # the record of attributes is shared


class _Weaver:
    """Weaves the same element of each page into one."""

    def __init__(self, language: str) -> None:
        self._language = language  # what is in it says no language

    def block(self, elements: Sequence[ET.Element], langs: Sequence[str]) -> ET.Element:
        """One block: `langs` are the languages that the elements inherit."""
        first = elements[0]
        langs = [element.get("lang", lang) for element, lang in zip(elements, langs, strict=True)]
        if _holds_blocks(first) or "running" in classes(first):
            result = _shell(first)
            result.text = first.text
            result.extend(list(self._children(elements, langs)))
            return result
        return self._text(elements, langs)

    def _children(self, elements: Sequence[ET.Element], langs: Sequence[str]) -> Iterator[ET.Element]:
        """The children of a block, each woven out of the same one of each page."""
        tags = [[(child.tag, child.get("class")) for child in element] for element in elements]
        if any(other != tags[0] for other in tags):
            raise TemplateError("template-languages", element=elements[0].tag)
        beside = elements[0].tag == "table" and _BESIDE in classes(elements[0])
        for children in zip(*elements, strict=True):
            if beside:
                yield self._beside(children, langs)
            elif _part_ways(children):
                yield from self._paragraphs(children, langs)
            elif "running" in classes(elements[0]):
                yield self._running(children, langs)
            else:
                yield self.block(children, langs)

    def _text(self, elements: Sequence[ET.Element], langs: Sequence[str]) -> ET.Element:
        """A block of text: what is the same at its start and its end once, the rest one below the other."""
        first = elements[0]
        if _same(elements):
            return first
        result = _shell(first)
        _name(result, lang=None)
        before, after = _ends(elements)
        contents = [list(_inline(element)) for element in elements]
        middles = [content[before : len(content) - after] for content in contents]
        start, end = contents[0][:before], contents[0][len(contents[0]) - after :]
        end = list(dropwhile(_is_space, end)) if any(map(_is_sign, end[:2])) else end
        signs = list(takewhile(_is_sign, end))
        _put(result, start)
        for index, (middle, lang) in enumerate(zip(map(_trimmed, middles), langs, strict=True)):
            if not middle:
                continue
            if index:
                ET.SubElement(result, "br")
            muted = _SECOND if index and (first.tag in _HEADINGS or "summary" in classes(first)) else None
            _put(result, self._spoken(middle, lang, muted))
            if not index and signs:  # the sign ≠ belongs to the first label
                _put(result, [" ", *signs])
        rest = end[len(signs) :]
        if rest and _ends_in_space(middles[-1]):
            rest = [" ", *rest]
        _put(result, rest)
        return result

    def _spoken(self, content: Inline, lang: str, class_: str | None) -> Inline:
        """A content that says its language, by an element of its own where it has none."""
        own = lang if lang != self._language else None
        if own is None and class_ is None:
            return content
        only = content[0]
        if len(content) == 1 and isinstance(only, ET.Element) and class_ is None:
            spoken = _copy(only)
            _name(spoken, lang=only.get("lang", own))
            return [spoken]
        span = ET.Element("span", {"class": class_} if class_ else {})
        _name(span, lang=own)
        _put(span, content)
        return [span]

    def _paragraphs(self, elements: Sequence[ET.Element], langs: Sequence[str]) -> Iterator[ET.Element]:
        """Paragraphs that have nothing in common, one for each language."""
        for element, lang in zip(elements, langs, strict=True):
            paragraph = _copy(element)
            paragraph.tail = None
            own = element.get("lang", lang)
            _name(paragraph, lang=own if own != self._language else None)
            yield paragraph

    def _running(self, parts: Sequence[ET.Element], langs: Sequence[str]) -> ET.Element:
        """A part of a running footer: on one line, a point between the languages."""
        first = parts[0]
        if _same(parts):
            return first
        result = _shell(first)
        for index, (part, lang) in enumerate(zip(parts, langs, strict=True)):
            if index:
                _put(result, [" · "])
            _put(result, self._spoken(list(_inline(part)), part.get("lang", lang), None))
        return result

    def _beside(self, parts: Sequence[ET.Element], langs: Sequence[str]) -> ET.Element:
        """The head or body of a table with a column for each language, or its rows."""
        result = _shell(parts[0])
        for children in zip(*parts, strict=True):
            if children[0].tag == "tr":
                result.append(self._row(children, langs))
            else:
                result.append(self._beside(children, langs))
        return result

    def _row(self, rows: Sequence[ET.Element], langs: Sequence[str]) -> ET.Element:
        """A row: the label's texts below each other, each value's beside each other."""
        result = _shell(rows[0])
        for index, cells in enumerate(zip(*rows, strict=True)):
            span = int(cells[0].get("colspan", "1"))
            if index == 0 and span == 1:
                result.append(self.block(cells, langs))
            elif _same(cells) or span > 1:
                cell = _copy(self.block(cells, langs))
                wide = span - 1 if index == 0 else span  # a heading over the row begins with the label column
                cell.set("colspan", str(span - wide + wide * len(cells)))
                result.append(cell)
            else:
                result.extend(self._paragraphs(cells, langs))
        return result


def _part_ways(elements: Sequence[ET.Element]) -> bool:
    """Whether elements are paragraphs that have nothing in common."""
    if elements[0].tag != "p" or _LINES.intersection(classes(elements[0])):
        return False
    return not _same(elements) and not any(_ends(elements))


def _holds_blocks(element: ET.Element) -> bool:
    return any(child.tag in BLOCKS for child in element)


def _inline(element: ET.Element) -> Iterator[str | ET.Element]:
    """The texts and inline elements of a block, in order."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _key(node: str | ET.Element) -> object:
    """What is equal where two nodes show the same, whatever language they say."""
    if isinstance(node, str):
        return node
    attributes = sorted((name, value) for name, value in node.items() if name != "lang")
    return node.tag, attributes, [_key(child) for child in _inline(node)]


def _same(elements: Sequence[ET.Element]) -> bool:
    first, *others = (_key(element) for element in elements)
    return all(other == first for other in others)


def _ends(elements: Sequence[ET.Element]) -> tuple[int, int]:
    """How many inline elements are the same in all at the start, and at the end; texts alone do not count."""
    contents = [[_key(node) for node in _inline(element)] for element in elements]
    before = _alike(contents, lambda content, place: content[place])
    contents = [content[before:] for content in contents]
    after = _alike(contents, lambda content, place: content[-1 - place])
    return before, after


def _alike(contents: Sequence[list[object]], node: Callable[[list[object], int], object]) -> int:
    """How far from one end the contents are the same: to the last element there, and the white space behind it."""
    found = 0
    for place in range(min(map(len, contents))):
        nodes = [node(content, place) for content in contents]
        if any(other != nodes[0] for other in nodes):
            break
        if not isinstance(nodes[0], str) or (found and nodes[0].isspace()):
            found = place + 1
    return found


def _is_space(node: str | ET.Element) -> bool:
    return isinstance(node, str) and node.isspace()


def _ends_in_space(content: Inline) -> bool:
    return bool(content) and isinstance(content[-1], str) and content[-1][-1:].isspace()


def _is_sign(node: str | ET.Element) -> bool:
    return isinstance(node, ET.Element) and "mark" in classes(node)


def _trimmed(content: Inline) -> Inline:
    """A content without white space at its ends; the elements stay as they are."""
    result = list(content)
    if result and isinstance(result[-1], str):
        result[-1] = result[-1].rstrip()
    if result and isinstance(result[0], str):
        result[0] = result[0].lstrip()
    return [node for node in result if isinstance(node, ET.Element) or node]


def _put(parent: ET.Element, content: Inline) -> None:
    """Put texts and elements at the end of an element; elements are copied without what follows them."""
    for node in content:
        if isinstance(node, ET.Element):
            child = _copy(node)
            child.tail = None
            parent.append(child)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + node
        else:
            parent.text = (parent.text or "") + node


def _shell(element: ET.Element) -> ET.Element:
    """An element without its content."""
    shell = ET.Element(element.tag, dict(element.attrib))
    shell.tail = element.tail
    return shell


def _copy(element: ET.Element) -> ET.Element:
    """An element of its own with the same children: `copy` would share the attributes."""
    copied = _shell(element)
    copied.text = element.text
    copied.extend(element)
    return copied


def _name(element: ET.Element, *, lang: str | None) -> None:
    """Say an element's language, or that it has its parent's."""
    if lang is None:
        element.attrib.pop("lang", None)
    else:
        element.set("lang", lang)
