"""A watermark as Word writes it: WordArt in every header, by the name that Word's "Remove watermark" looks for."""

from __future__ import annotations

from html import escape
from itertools import count
from math import hypot
from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml

from mreport.advances import extents
from mreport.fonts import BOLD
from mreport.writers.docx.units import points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document

    from mreport.layout import Layout

_LENGTH, _HIGHEST = 0.66, 0.17  # of the diagonal of the text's area, of its height
_HEIGHT = 1.3  # em
_NAME = "PowerPlusWaterMarkObject"
_VML = "{urn:schemas-microsoft-com:vml}"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
# ECMA-376, part 4: the type of a shape that is plain text along a straight path.
_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><v:handles><v:h '
    'position="#0,bottomRight" xrange="6629,14971"/></v:handles><o:lock v:ext="edit" text="t" shapetype="t"/>'
    "</v:shapetype>"
)


def add(document: Document, text: str, layout: Layout, family: str | None = None) -> None:
    """Put a watermark behind the text of every page, into headers that are there and those that must be made.

    It is written in a `family` that the document has; None: in that of the report's Thai.
    """
    headers = [*_headers(document)]
    taken = {shape.get("id") for header in headers for shape in header._element.iter(f"{_VML}shape")}  # noqa: SLF001
    free = (number for number in count(1) if f"{_NAME}{number}" not in taken)  # a letterhead may have one of its own
    for number, header in zip(free, headers, strict=False):
        paragraph = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
        run = _run(text, layout, number, family or layout.fonts.thai_family)
        paragraph._p.append(parse_xml(run))  # noqa: SLF001  the paragraph's own element


def _headers(document: Document) -> Iterator[Any]:
    """Every header that pages have, the first section's made where it has none."""
    even = document.settings.odd_and_even_pages_header_footer
    for index, section in enumerate(document.sections):
        kinds = [section.header]
        if section.different_first_page_header_footer:
            kinds.append(section.first_page_header)
        if even:
            kinds.append(section.even_page_header)
        for header in kinds:
            if header.is_linked_to_previous:
                if index:
                    continue
                header.is_linked_to_previous = False
                _unstyle(document, header)
            yield header


def _unstyle(document: Document, header: Any) -> None:
    """Take away the style that python-docx gives to a new header where a letterhead has none of that name."""
    named = header.paragraphs[0]._p.pPr  # noqa: SLF001
    known = {style.style_id for style in document.styles}
    if named is not None and named.pStyle is not None and named.pStyle.val not in known:
        named.remove(named.pStyle)


def _run(text: str, layout: Layout, number: int, family: str) -> str:
    width, height = points(layout.text_width), points(layout.height - layout.margin_top - layout.margin_bottom)
    length, _ = extents(text, BOLD, fontset=layout.fonts)
    size = min(_LENGTH * hypot(width, height) / max(length, 1.0), _HIGHEST * height)
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{length * size:.1f}pt;height:{_HEIGHT * size:.1f}pt;"
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    return (
        f'<w:r {_NAMESPACES}><w:rPr><w:noProof/></w:rPr><w:pict>{_TYPE}<v:shape id="{_NAME}{number}" '
        f'o:spid="_x0000_s{2048 + number}" type="#_x0000_t136" style="{place}" o:allowincell="f" '
        f'fillcolor="#{layout.watermark}" stroked="f"><v:textpath style="font-family:&quot;{escape(family)}&quot;;'
        f'font-size:1pt;font-weight:bold" string="{escape(text)}"/></v:shape></w:pict></w:r>'
    )
