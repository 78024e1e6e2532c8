"""Styles: the document's own, fixed names, sizes and colours from the layout.

Bold is said in paragraph styles alone: said again in the table's style it would cancel itself (ECMA-376,
17.7.3), and every weight and size is said for the complex script too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import parse_xml

from mreport.writers.docx.runs import typeface
from mreport.writers.docx.units import half_points, twips

if TYPE_CHECKING:
    from docx.oxml.styles import CT_Styles

    from mreport.layout import Layout

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SINGLE = 240


def add(styles: CT_Styles, layout: Layout) -> None:
    """Put the defaults and the styles of a layout into a styles part."""
    defaults = styles.find("w:docDefaults", styles.nsmap)
    if defaults is not None:
        styles.replace(defaults, parse_xml(_defaults(layout)))
    # LibreOffice takes a colour of the defaults as the table's own, over the colour of links in it.
    normal = styles.get_by_id("Normal")
    if normal is not None:
        if layout.direction == "rtl":
            normal.append(parse_xml(f"<w:pPr {_W}><w:bidi/></w:pPr>"))
        normal.append(parse_xml(f'<w:rPr {_W}><w:color w:val="{layout.ink}"/></w:rPr>'))
    for style in definitions(layout):
        styles.append(parse_xml(style))


def definitions(layout: Layout) -> tuple[str, ...]:
    """Every style of ours, as text."""
    return (*_text_styles(layout), *_list_styles(), *_character_styles(layout), _table_style(layout))


def _defaults(layout: Layout) -> str:
    fonts = layout.fonts
    line = round(_SINGLE * layout.line_height / fonts.line)
    return (
        f"<w:docDefaults {_W}><w:rPrDefault><w:rPr>{typeface(fonts.document_families[0], fonts.thai_family)}"
        f'{_size(layout.size)}<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="{line}" w:lineRule="auto"/>'
        "</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _size(size: float) -> str:
    return f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'


def _type(*, size: float | None = None, bold: bool = False, colour: str | None = None) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    ink = f'<w:color w:val="{colour}"/>' if colour else ""
    inner = f"{weight}{ink}{_size(size) if size else ''}"
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _space(before: float, after: float, line: float | None = None) -> str:
    """Space around a paragraph in mm, and its own line height in natural lines where it has one."""
    own = f' w:line="{round(_SINGLE * line)}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"{own}/>'


def _paragraph(name: str, properties: str, run: str = "", *, follow: str = "BodyText") -> str:
    """A paragraph style; its id is its name without spaces, built-in names in Word's own writing."""
    style_id = "".join(word[0].upper() + word[1:] for word in name.split())
    custom = ' w:customStyle="1"' if name.startswith("Mreport") else ""
    return (
        f'<w:style {_W} w:type="paragraph"{custom} w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:next w:val="{follow}"/><w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr>{run}</w:style>"
    )


_KEEP = "<w:keepNext/>"
_KEEP_WHOLE = "<w:keepNext/><w:keepLines/>"


def _text_styles(layout: Layout) -> tuple[str, ...]:
    small = _type(size=layout.small_size, colour=layout.muted)
    tab = twips(layout.width) - 2 * twips(layout.margin_side)
    right = f'<w:tabs><w:tab w:val="right" w:pos="{tab}"/></w:tabs>'
    return (
        _paragraph("Body Text", _space(0, 2)),
        _paragraph(
            "Title",
            f'{_KEEP_WHOLE}{_space(0, 2, layout.line_height / layout.fonts.line)}<w:jc w:val="{layout.title_align}"/>',
            _type(bold=True, size=layout.title_size),
        ),
        _paragraph(
            "heading 1",
            _KEEP_WHOLE + _space(6, 2) + '<w:outlineLvl w:val="0"/>',
            _type(bold=True, size=layout.size * 1.3),
        ),
        _paragraph("heading 2", _KEEP_WHOLE + _space(4, 1) + '<w:outlineLvl w:val="1"/>', _type(bold=True)),
        _paragraph("Mreport Logo", _KEEP + _space(0, 3, 1)),
        _paragraph("Mreport Author", _space(0, 2), _type(colour=layout.muted)),
        _paragraph("Mreport Lead", _space(0, 2), _type(colour=layout.muted)),
        _paragraph("Mreport Summary", _KEEP + _space(0, 4), _type(bold=True)),
        _paragraph("Mreport Panel", _KEEP_WHOLE + _space(6, 1.5), _type(bold=True)),
        _paragraph("caption", _KEEP_WHOLE + _space(4, 1.5), _type(bold=True)),
        _paragraph("Mreport Column", _KEEP + _space(0, 0), _type(bold=True), follow="MreportColumn"),
        _paragraph("Mreport Group", _KEEP + _space(0, 0), _type(bold=True), follow="MreportGroup"),
        _paragraph("Mreport Label", _space(0, 0), _type(bold=True), follow="MreportLabel"),
        _paragraph("Mreport Cell", "<w:widowControl/>" + _space(0, 0), follow="MreportCell"),
        _paragraph("Mreport Note", _space(3, 1), small),
        _paragraph("Mreport Source", _space(1, 0) + '<w:textAlignment w:val="center"/>', small),
        _paragraph("Mreport Table End", '<w:spacing w:line="20" w:lineRule="exact"/>', _type(size=1)),
        _paragraph("header", right + _space(0, 0), small, follow="Header"),
        _paragraph("footer", right + _space(0, 0), small, follow="Footer"),
    )


def _list_styles() -> tuple[str, ...]:
    def numbered(number: int) -> str:
        return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>' + _space(0, 1)

    return (
        _paragraph("List Bullet", numbered(1), follow="ListBullet"),
        _paragraph("List Number", numbered(2), follow="ListNumber"),
        _paragraph("List Continue", _space(0, 1) + '<w:ind w:left="360"/>', follow="ListContinue"),
    )


def _character_styles(layout: Layout) -> tuple[str, ...]:
    def character(name: str, run: str) -> str:
        custom = ' w:customStyle="1"' if name.startswith("Mreport") else ""
        return (
            f'<w:style {_W} w:type="character"{custom} w:styleId="{name.replace(" ", "")}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>'
            f"<w:rPr>{run}</w:rPr></w:style>"
        )

    return (
        character("Hyperlink", f'<w:color w:val="{layout.link}"/><w:u w:val="single"/>'),
        character("Mreport Absence", f'<w:color w:val="{layout.muted}"/>'),
        character("Mreport Baseline", f'<w:color w:val="{layout.muted}"/>'),
        character("Mreport Delta", f'<w:color w:val="{layout.muted}"/>'),
        character(
            "Mreport Letter",
            f"<w:b/><w:bCs/>{_size(layout.size * 0.85)}"
            f'<w:bdr w:val="single" w:sz="4" w:space="1" w:color="{layout.muted}"/>',
        ),
        character("Mreport Second", f'<w:color w:val="{layout.muted}"/>'),
        character("Mreport Only", '<w:b/><w:bCs/><w:u w:val="single"/>'),
        character("Mreport Lacking", f'<w:strike/><w:color w:val="{layout.muted}"/>'),
        character("Mreport Mark", f'<w:color w:val="{layout.ink}"/>'),
    )


def _table_style(layout: Layout) -> str:
    across, down = twips(layout.padding_x), twips(layout.padding_y)
    margins = {"top": down, "left": across, "bottom": down, "right": across}
    sizes = {
        "top": layout.edge_rule,
        "left": layout.column_rule,
        "bottom": layout.edge_rule or layout.row_rule,
        "right": layout.column_rule,
        "insideH": layout.row_rule,
        "insideV": layout.column_rule,
    }
    rules = "".join(_rule(side, round(8 * size), layout.rule) for side, size in sizes.items() if size)
    sides = "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in margins.items())
    return (
        f'<w:style {_W} w:type="table" w:customStyle="1" w:styleId="MreportComparison">'
        '<w:name w:val="Mreport Comparison"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:trPr><w:tblHeader/></w:trPr>'
        f"<w:tcPr><w:tcBorders>{_rule('bottom', round(8 * layout.head_rule), layout.bar_colour)}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{layout.head}"/></w:tcPr></w:tblStylePr></w:style>'
    )


def _rule(side: str, eighths: int, colour: str) -> str:
    """A border of a table, its width in eighths of a point; none where that is 0."""
    if not eighths:
        return f'<w:{side} w:val="nil"/>'
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'
