"""Where the report goes in a letterhead: a marked paragraph, or the end; and how wide the text is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from mreport.errors import Place, UserError

if TYPE_CHECKING:
    from docx.document import Document

MARK = "{{ report }}"
STYLE = "Mreport Here"
LEAST_TEXT = 50  # mm; two columns and their labels have no room in less
_MARK = re.compile(r"\s*\{\{\s*report\s*\}\}\s*")
_BODY = "mreport-body"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What goes when the marked paragraph does; anything else in it, such as a picture, stays.
_TEXT = frozenset(
    f"{_W}{name}" for name in ("r", "t", "proofErr", "lastRenderedPageBreak", "ins", "smartTag", "sdt", "sdtContent")
)
_PROPERTIES = frozenset(f"{_W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr"))
_CURSOR = "_GoBack"  # the bookmark by which Word remembers where somebody wrote last
_AROUND = frozenset(f"{_W}{name}" for name in ("body", "sdt", "sdtContent", "document", "customXml"))
_BESIDE = frozenset(
    (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER, RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
)
_LETTER = {"w": 12240, "h": 15840}  # Word's own, where a section says nothing
_MARGIN, _GAP = 1440, 720
_TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper at the place of the report: lengths in twips; `text` is the width that a table may take."""

    width: int
    height: int
    text: int
    top: int
    bottom: int


def mark(document: Document, file: str) -> Sheet:
    """Put the place holder of the body where the report goes.

    Raises UserError: `letterhead-marks` (more than one), `letterhead-mark-place` (within a table, a text box, a header,
    a footer or a note), `letterhead-narrow`.
    """
    body: Any = document.element.body
    for stale in body.xpath(f"//processing-instruction('{_BODY}')"):
        stale.getparent().remove(stale)
    style = _style_id(document)
    marked, elsewhere = _marked(body, style), _elsewhere(document, style)
    if len(marked) + elsewhere > 1:
        raise UserError("letterhead-marks", Place(file), count=len(marked) + elsewhere)
    if elsewhere or (marked and not {parent.tag for parent in marked[0].iterancestors()} <= _AROUND):
        raise UserError("letterhead-mark-place", Place(file))
    holder = etree.ProcessingInstruction(_BODY)
    if marked or (marked := _lonely(body)):
        sheet = _sheet(_section_after(marked[0], body))
        _replace(marked[0], holder)
    else:
        last = body.find(f"{_W}sectPr")
        sheet = _sheet(last)
        body.insert(len(body) if last is None else body.index(last), holder)
    least = round(LEAST_TEXT * _TWIPS_PER_MM)
    if sheet.text < least:
        raise UserError("letterhead-narrow", Place(file), width=round(sheet.text / _TWIPS_PER_MM), least=LEAST_TEXT)
    return sheet


def _style_id(document: Document) -> str | None:
    """The id of the marking style, if the letterhead has it."""
    styles: Any = document.part.styles.element
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None and name.get(f"{_W}val", "").casefold() == STYLE.casefold():
            return str(style.get(f"{_W}styleId"))
    return None


def _marked(body: Any, style_id: str | None) -> list[Any]:
    found = []
    for paragraph in body.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        styled = style_id is not None and style is not None and style.get(f"{_W}val") == style_id
        if styled or _MARK.fullmatch(_text(paragraph)):
            found.append(paragraph)
    # Word writes a text box twice, for itself and for those that do not know its form.
    return [one for one in found if not any(parent.tag.endswith("}Fallback") for parent in one.iterancestors())]


def _elsewhere(document: Document, style_id: str | None) -> int:
    """How many marks stand beside the body: in headers, footers and notes."""
    parts = {
        relationship.target_part for relationship in document.part.rels.values() if relationship.reltype in _BESIDE
    }
    return sum(len(_marked(etree.fromstring(part.blob), style_id)) for part in parts)


def _text(paragraph: Any) -> str:
    """What is written in a paragraph, but not in a text box that hangs on it."""
    return "".join(
        text.text or "" for text in paragraph.iter(f"{_W}t") if next(text.iterancestors(f"{_W}p")) is paragraph
    )


def _lonely(body: Any) -> list[Any]:
    """The one paragraph of a letterhead that has nothing else but its section, if there is nothing in it."""
    blocks = [child for child in body if child.tag != f"{_W}sectPr"]
    return blocks if len(blocks) == 1 and blocks[0].tag == f"{_W}p" and not _text(blocks[0]).strip() else []


def _replace(paragraph: Any, holder: Any) -> None:
    """Put the place holder at a paragraph: in its place, or beside it where it holds more than the mark.

    A content control that holds nothing else goes too: it may be bound to data, or allow plain text alone.
    """
    for start in paragraph.findall(f"{_W}bookmarkStart"):
        if start.get(f"{_W}name") == _CURSOR:
            ends = [end for end in paragraph.findall(f"{_W}bookmarkEnd") if end.get(f"{_W}id") == start.get(f"{_W}id")]
            for one in (start, *ends):
                paragraph.remove(one)
    properties = paragraph.find(f"{_W}pPr")
    section = None if properties is None else properties.find(f"{_W}sectPr")
    droppable = all(child.tag in _PROPERTIES or _is_text(child) for child in paragraph)
    if section is not None:
        paragraph.addprevious(holder)
    else:
        paragraph.addnext(holder)
    if droppable and section is None:
        paragraph.getparent().remove(paragraph)
        _leave_control(holder)
        return
    for child in list(paragraph):
        if child.tag not in _PROPERTIES and _is_text(child):
            paragraph.remove(child)


def _leave_control(holder: Any) -> None:
    """Put the place holder in the place of each content control that holds it alone."""
    while holder.getparent().tag == f"{_W}sdtContent" and len(holder.getparent()) == 1:
        control = holder.getparent().getparent()
        control.addprevious(holder)
        control.getparent().remove(control)


def _is_text(element: Any) -> bool:
    """Whether an element holds text and nothing else."""
    if element.tag not in _TEXT:
        return False
    return all(child.tag in _PROPERTIES or _is_text(child) for child in element)


def _section_after(paragraph: Any, body: Any) -> Any:
    """The section that a paragraph stands in: the next that ends."""
    for section in body.iter(f"{_W}sectPr"):
        if section.getparent() is body or paragraph in section.iterancestors():
            return section
        if section.getparent().tag == f"{_W}pPr" and _precedes(paragraph, section):
            return section
    return body.find(f"{_W}sectPr")


def _precedes(one: Any, other: Any) -> bool:
    order = {element: at for at, element in enumerate(one.getroottree().iter()) if element in (one, other)}
    return order[one] < order[other]


def _sheet(section: Any) -> Sheet:
    size = _numbers(section, "pgSz")
    margins = _numbers(section, "pgMar")
    width, height = size.get("w", _LETTER["w"]), size.get("h", _LETTER["h"])
    left, right = margins.get("left", _MARGIN), margins.get("right", _MARGIN)
    text = width - left - right - margins.get("gutter", 0)
    top, bottom = abs(margins.get("top", _MARGIN)), abs(margins.get("bottom", _MARGIN))
    return Sheet(width, height, _column(section, text), top, bottom)


def _column(section: Any, text: int) -> int:
    """The width of the section's narrowest column of text."""
    columns = None if section is None else section.find(f"{_W}cols")
    if columns is None:
        return text
    own = [_numbers(column).get("w", text) for column in columns.iter(f"{_W}col")]
    said = _numbers(columns)
    count = max(1, said.get("num", 1))
    return min(own) if own else (text - (count - 1) * said.get("space", _GAP)) // count


def _numbers(element: Any, name: str | None = None) -> dict[str, int]:
    """The whole numbers among the attributes of an element, or of its child of a name."""
    element = element.find(f"{_W}{name}") if name and element is not None else element
    if element is None:
        return {}
    said = {etree.QName(key).localname: value for key, value in element.attrib.items()}
    return {key: int(value) for key, value in said.items() if re.fullmatch(r"-?\d{1,6}", value)}
