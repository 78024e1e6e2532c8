"""The package: opened from the bundled template, given its paper and properties, saved as the same bytes always."""

from __future__ import annotations

import datetime
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, BinaryIO

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.shared import Mm

from mreport.resources import folder
from mreport.thai import clusters
from mreport.writers.docx.inside import Carried
from mreport.writers.docx.letterhead import keeping
from mreport.writers.docx.packing import Archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docx.document import Document
    from docx.opc.part import Part

    from mreport.layout import Layout
    from mreport.page import Page

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BODY = re.compile(rb"<\?mreport-body *\?>")
_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_CHUNK = 1 << 16  # letters that are packed at once: a table's rows are small
_FIRST_DAY, _LAST_DAY = datetime.date(1980, 1, 1), datetime.date(2107, 12, 31)  # that a zip can hold
_LONGEST_PROPERTY = 255


def new() -> Document:
    """A document out of the bundled template: no text, no styles but the defaults."""
    return docx.Document(str(folder("templates") / "docx"))


def describe(document: Document, page: Page) -> None:
    """Fill in the document's properties: what the report knows, no name but its author's, no time of day."""
    report, properties = page.report, document.core_properties
    midnight = datetime.datetime.combine(date(page), datetime.time(), datetime.UTC)
    properties.title = _shortened(report.title.text)
    if report.author:
        properties.author = _shortened(report.author)
    properties.language = page.language.tag
    properties.keywords = _shortened(", ".join(column.name for column in report.columns))
    if report.source:
        properties.subject = _shortened(report.source.name.text)
    properties.created = properties.modified = midnight


def date(page: Page) -> datetime.date:
    """The report's date."""
    return datetime.date.fromisoformat(page.report.date)


def _shortened(text: str) -> str:
    """A property's text, cut where a reader would allow a cut."""
    kept = ""
    for cluster in clusters(text):
        if len(kept) + len(cluster) > _LONGEST_PROPERTY:
            break
        kept += cluster
    return kept


def set_paper(document: Document, layout: Layout) -> None:
    """Give the document's section its paper and margins."""
    section = document.sections[-1]
    section.orientation = WD_ORIENT.LANDSCAPE if layout.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(layout.width), Mm(layout.height)
    section.left_margin = section.right_margin = Mm(layout.margin_side)
    section.top_margin, section.bottom_margin = Mm(layout.margin_top), Mm(layout.margin_bottom)
    if layout.direction == "rtl":
        _add_bidi(section._sectPr)  # noqa: SLF001  no other way
    section.header_distance, section.footer_distance = Mm(layout.margin_top / 2), Mm(layout.margin_bottom / 2)


def _add_bidi(section: Any) -> None:
    """Have a section's pages begin at the right; the schema has the element before `w:rtlGutter` and `w:docGrid`."""
    element = parse_xml(f'<w:bidi xmlns:w="{_W}"/>')
    behind = [child for child in section if child.tag in (f"{{{_W}}}rtlGutter", f"{{{_W}}}docGrid")]
    if behind:
        behind[0].addprevious(element)
    else:
        section.append(element)


def save(
    out: BinaryIO,
    document: Document,
    body: Iterable[str],
    day: datetime.date,
    kept: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Write the package, `body` streamed into the document's part.

    `kept` holds the members of a letterhead as they were. The
    same document and day give the same bytes: members sorted (content types first), of one date.
    """
    parts = {part.partname.membername: part for part in document.part.package.iter_parts()}
    members = dict(_small_members(document, parts, kept))
    day = min(max(day, _FIRST_DAY), _LAST_DAY)
    stamp = (day.year, day.month, day.day, 0, 0, 0)
    with Archive(out, stamp) as archive:
        for name in sorted({*members, *parts, *kept}, key=lambda name: (name != _CONTENT_TYPES, name)):
            part = parts.get(name)
            if isinstance(part, Carried):
                archive.take(name, part.packed)
                continue
            content = members.get(name) or kept[name] if part is None else keeping.content(part, kept)
            if part is document.part:
                archive.stream(name, _streamed(content, body))
            else:
                archive.put(name, content)


def _small_members(
    document: Document, parts: dict[str, Part], kept: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """What a package has beside its parts: the types of all, and the relationships of each."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{part.content_type}"/>' for name, part in sorted(parts.items())
    )
    types = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{_RELATIONSHIPS}"/>{overrides}</Types>'
    )
    before = kept.get(_CONTENT_TYPES)
    yield _CONTENT_TYPES, keeping.types(before, parts.values(), {*kept, *parts}) if before else types.encode()
    yield "_rels/.rels", keeping.relationships(document.part.package.rels.xml, kept.get("_rels/.rels"))
    for part in parts.values():
        if part.rels:
            name = part.partname.rels_uri.membername
            yield name, keeping.relationships(part.rels.xml, kept.get(name))


def _streamed(document: bytes, body: Iterable[str]) -> Iterator[bytes]:
    """The document's part with the body in its place."""
    before, after = _BODY.split(document)
    yield before
    pieces: list[str] = []
    size = 0
    for piece in body:
        pieces.append(piece)
        size += len(piece)
        if size > _CHUNK:
            yield "".join(pieces).encode()
            pieces.clear()
            size = 0
    yield "".join(pieces).encode()
    yield after
