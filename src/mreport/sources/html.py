"""HTML tables: cells as a browser shows them, with their links; parsed by lxml, which forgives what browsers forgive.

lxml tells lines and no columns; so cells are counted, and where as many begin in the source, each has its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from mreport.errors import Fault, LimitError, Place
from mreport.sources.files import text_of_table
from mreport.sources.inline import OUTWARD, marked
from mreport.sources.lines import Lines
from mreport.sources.markdown import origin
from mreport.sources.pictures import shown
from mreport.sources.sheets import Sheet, chosen
from mreport.sources.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mreport.comparison.records import Origin
    from mreport.sources.reading import Reading
    from mreport.sources.table import Cell

_CHARSET = re.compile(rb"<meta\s[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_HEAD = 4096  # bytes in which the charset is looked for
_UNREAD = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(r"<t[dh](?=[\s/>])", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SKIPPED = frozenset(("script", "style", "template", "noscript", "head", "textarea"))
_BLOCKS = frozenset(("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "blockquote", "pre"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "title"))
_FEWEST = 2


@dataclass(slots=True)
class _Found:
    """A table of a document: its element, what names it, and the line behind it that may name the dataset."""

    element: Any
    name: str = ""
    foot: Any = None


def table(content: bytes, file: str, reading: Reading) -> Table:
    """The cells of a table.

    Raises SourceError: `encoding-table`, `sheet-unclear`, `sheet-unknown`, `table-empty`; LimitError (`too-deep`,
    `sheet-too-large`).
    """
    text = text_of_table(content, file, reading.encoding or _declared(content))
    place = Place(file)
    root = _root(text, place)
    tables = [] if root is None else _tables(root)
    names = [one.name for one in tables]
    one = tables[chosen(names, reading.sheet, place, range(len(tables)))]
    sheet, at = _cells(one.element, file, reading)
    sheet.squared()
    titles = sheet.unmerged()
    source = _origin(one.foot)
    last = len(sheet.rows) - 1
    if last in titles and (named := origin(_shown(sheet.rows[last][0]))):
        source = source or named
        sheet.rows.pop()
    told = (Fault("found-sheet", {"sheet": one.name or str(tables.index(one) + 1)}),) if len(tables) > 1 else ()
    places = cache(lambda: _places(text, file, root))

    def where(row: int, column: int) -> Place:
        cell = at.get((row, column))
        return place if cell is None else places().get(cell, Place(file, cell.sourceline))

    warnings = sheet.warnings(titles)
    return Table(
        sheet.rows, where, page=True, titles=titles, title=one.name, origin=source, warnings=warnings, found=told
    )


def _declared(content: bytes) -> str | None:
    """The encoding that a document declares; UTF-8 and the marks of Unicode need no word."""
    found = _CHARSET.search(content[:_HEAD])
    name = found[1].decode("ascii").lower() if found else ""
    return None if name.startswith("utf") or content.startswith((b"\xff\xfe", b"\xfe\xff")) else name or None


def _root(text: str, place: Place) -> Any:
    """The document's element; None where there is none."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(text.encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any("depth" in entry.message.lower() or "huge" in entry.message.lower() for entry in parser.error_log):
        raise LimitError("too-deep", place, most=256)  # where libxml2 stops reading
    return root


def _tables(root: Any) -> list[_Found]:
    """The tables that have rows and columns, each with its caption, or else the last heading before it."""
    found: list[_Found] = []
    heading = ""
    for element in root.iter():
        tag = element.tag
        if tag in _HEADINGS:
            heading = _line(element)
        elif tag == "p" and found and (_is_source(element) or (found[-1].foot is None and OUTWARD in _line(element))):
            if not _is_source(found[-1].foot) and not any(True for _ in element.iterancestors("table")):
                found[-1].foot = element
        elif tag == "table" and _is_table(element):
            caption = element.find("caption")
            found.append(_Found(element, _line(caption) if caption is not None else heading))
    return found


def _is_source(element: Any) -> bool:
    """Whether an element is the dataset's line of a page of ours, behind which notes may stand that look like one."""
    return element is not None and "source" in element.get("class", "").split()


def _is_table(element: Any) -> bool:
    """Whether an element is a table of data: a row with several cells, and no other table within them."""
    rows = list(_rows(element))
    several = any(sum(cell.tag in ("td", "th") for cell in row) >= _FEWEST for row in rows)
    return len(rows) >= _FEWEST and several and element.find(".//table") is None


def _rows(element: Any) -> Iterator[Any]:
    return (row for row in element.iter("tr") if not _is_hidden(row))


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def _cells(element: Any, file: str, reading: Reading) -> tuple[Sheet, dict[tuple[int, int], Any]]:
    """The cells as they stand in rows and columns, spans counted, and the element of each."""
    sheet, at = Sheet(file, ""), {}
    most = reading.limits.rows * reading.limits.items
    taken: dict[int, int] = {}  # by column, how many rows below are covered
    for number, row in enumerate(_rows(element)):
        cells: list[Cell] = []
        for cell in row:
            if cell.tag not in ("td", "th") or _is_hidden(cell):
                continue
            while taken.get(len(cells), 0) > 0:
                taken[len(cells)] -= 1
                cells.append("")
            height, width = _span(cell, "rowspan"), _span(cell, "colspan")
            if (number + 1) * (len(cells) + width) > most:
                fields = {"rows": number + 1, "columns": len(cells) + width, "most": most}
                raise LimitError("sheet-too-large", Place(file, cell.sourceline), **fields)
            at[number, len(cells)] = cell
            if height * width > 1:
                sheet.spans.append((number, len(cells), height, width))
            for column in range(len(cells), len(cells) + width):
                taken[column] = height - 1
            cells += [_value(cell), *[""] * (width - 1)]
        while taken.get(len(cells), 0) > 0:
            taken[len(cells)] -= 1
            cells.append("")
        sheet.rows.append(cells)
    return sheet, at


def _span(cell: Any, name: str) -> int:
    """A span as browsers take it: 1 where it is none, and at most a thousand."""
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), 1000) if text.isascii() and text.isdecimal() and len(text) < 10 else 1  # noqa: PLR2004


def _value(cell: Any) -> Cell:
    text = _shown_text(cell)
    pictures = list(cell.iter("img"))
    if len(pictures) == 1 and not text:
        silent = "undescribed" in pictures[0].get("class", "").split()  # of a page of ours
        words = "" if silent else " ".join(pictures[0].get("alt", "").split())
        return shown(words, pictures[0].get("src", "")) or words
    links = [link.get("href") for link in cell.iter("a") if link.get("href", "#")[0:1] not in ("#", "")]
    return marked(text, links[0] if len(links) == 1 else None)


def _shown(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    return f"{cell.parts[0]} [{OUTWARD}]({cell.link})" if cell.link else f"{cell.parts[0]} {OUTWARD}"


def _line(element: Any) -> str:
    return " ".join(_shown_text(element).split())


def _shown_text(element: Any) -> str:
    """The text of an element as it is shown: white space is one space, blocks and breaks begin a line."""
    text = "".join(_pieces(element))
    lines = (" ".join(line.split(" ")).strip(" ") for line in text.split("\n"))
    return "\n".join(re.sub(" +", " ", line) for line in lines if line)


def _pieces(element: Any) -> Iterator[str]:
    if element.tag in _SKIPPED or not isinstance(element.tag, str) or _is_hidden(element):
        return
    if element.tag == "br":
        yield "\n"
    block = element.tag in _BLOCKS
    if block:
        yield "\n"
    yield _SPACE.sub(" ", element.text or "")
    for child in element:
        yield from _pieces(child)
        yield _SPACE.sub(" ", child.tail or "")
    if block:
        yield "\n"


def _origin(foot: Any) -> Origin | None:
    """The dataset that a paragraph below a table names."""
    named = origin(_line(foot)) if foot is not None else None
    link = None if foot is None else next(iter(foot.iter("a")), None)
    return replace(named, url=link.get("href")) if named and link is not None else named


def _places(text: str, file: str, root: Any) -> dict[Any, Place]:
    """Where each cell begins in the source; none where its cells can't be told for certain."""
    read = _UNREAD.sub(lambda found: " " * len(found[0]), text)
    starts = [found.start() for found in _CELL.finditer(read)]
    cells: Sequence[Any] = list(root.iter("td", "th"))
    lines = Lines(text, file)
    if len(starts) != len(cells):
        return {}
    return {cell: lines.place(start) for cell, start in zip(cells, starts, strict=True)}
