"""The look that a letterhead has of its own: the size of its text, and a font that can write Thai."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from mreport.writers.docx.units import points

if TYPE_CHECKING:
    from docx.document import Document

    from mreport.layout import Layout
    from mreport.writers.docx.letterhead.placing import Sheet

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DEFAULT_SIZE = 20  # half-points, where nothing says another
_THAI_PAGE = 1 << 16  # the bit of code page 874 in a font's signature
# Fonts without Thai that programs name where nobody chose any.
_NOT_THAI = re.compile(
    r"times new roman|arial( narrow)?|calibri( light)?|cambria|aptos.*|courier new|helvetica.*|georgia|verdana|"
    r"liberation .*|dejavu .*|lohit .*|mangal|freesans|freeserif|noto (sans|serif)( devanagari| arabic| hebrew)?|"
    r"noto (sans|serif) cjk.*|open ?sans|roboto",
    re.IGNORECASE,
)
# Thai fonts that are drawn small: 16 pt of them are as wide as 12 of others.
_SMALL = re.compile(r"TH |Angsana|Browallia|Cordia|.*UPC$|DB |PSL", re.IGNORECASE)
_SMALL_SCALE = 0.75


@dataclass(frozen=True, slots=True)
class Look:
    """The size of the letterhead's text in pt, that of its Thai, and its Thai font where it has one of its own."""

    size: float
    thai_size: float
    font: str | None


def look(document: Document) -> Look:
    """The look of a letterhead's plain text."""
    styles: Any = document.part.styles.element
    normal = next(
        (
            style
            for style in styles.iter(f"{_W}style")
            if _is(style, "type", "paragraph") and _is(style, "default", "1")
        ),
        None,
    )
    said = _levels(styles, normal)
    return Look(_size(said, "sz") / 2, _size(said, "szCs") / 2, _thai_font(document, said))


def has_thai(document: Document, style: Any) -> bool:
    """Whether a style of the letterhead, or one that it is based on, has a font that can write Thai."""
    return _thai_font(document, _levels(document.part.styles.element, style)) is not None


def _levels(styles: Any, style: Any) -> list[Any]:
    """What is said of a style's runs, from the style itself down to the defaults."""
    ids = {one.get(f"{_W}styleId"): one for one in styles.iter(f"{_W}style")}
    seen = []
    while style is not None and style not in seen:
        seen.append(style)
        base = style.find(f"{_W}basedOn")
        style = None if base is None else ids.get(base.get(f"{_W}val"))
    found = [*(one.find(f"{_W}rPr") for one in seen), styles.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")]
    return [level for level in found if level is not None]


def fitted(layout: Layout, look: Look, sheet: Sheet) -> Layout:
    """Our layout on the letterhead's paper, its sizes in the letterhead's own measure."""
    size = look.size if look.font is None else max(look.size, look.thai_size)
    scale = size / layout.size * _scale(look)
    text = _mm(sheet.text)
    return replace(
        layout,
        width=_mm(sheet.width),
        height=_mm(sheet.height),
        margin_side=(_mm(sheet.width) - text) / 2,
        margin_top=_mm(sheet.top),
        margin_bottom=_mm(sheet.bottom),
        size=size,
        title_size=size * 1.5,
        small_size=size * 0.9,
        label_width=min(layout.label_width * scale, text * 0.3),
        least_column=min(layout.least_column * scale, text * 0.35),
    )


def measured(layout: Layout, look: Look) -> Layout:
    """The layout in whose type letters of our font are about as wide as those of the letterhead's."""
    return replace(layout, size=layout.size * _scale(look))


def _scale(look: Look) -> float:
    return _SMALL_SCALE if look.font and _SMALL.match(look.font) else 1


def _mm(twips: int) -> float:
    return twips / 20 / points(1)


def _is(element: Any, name: str, value: str) -> bool:
    return element.get(f"{_W}{name}") in ((value, "true", "on") if value == "1" else (value,))


def _size(levels: list[Any], name: str) -> float:
    for level in levels:
        said = level.find(f"{_W}{name}")
        if said is not None and re.fullmatch(r"\d+(\.\d+)?", said.get(f"{_W}val", "")):
            return float(said.get(f"{_W}val")) or _DEFAULT_SIZE
    return _DEFAULT_SIZE


def _thai_font(document: Document, levels: list[Any]) -> str | None:
    """The font that complex scripts are written in, if somebody chose it and it has Thai."""
    for level in levels:
        fonts = level.find(f"{_W}rFonts")
        if fonts is None:
            continue
        if theme := fonts.get(f"{_W}cstheme"):
            name = _of_theme(document, theme)
        elif not (name := fonts.get(f"{_W}cs")):
            continue
        return name if name and _has_thai(document, name) else None
    return None


def _of_theme(document: Document, name: str) -> str | None:
    """The font that a theme names for complex scripts; those that it lists for each script nobody chose."""
    theme = _related(document, RELATIONSHIP_TYPE.THEME)
    if theme is None:
        return None
    kind = "majorFont" if name.startswith("major") else "minorFont"
    found = theme.find(f".//{_A}{kind}/{_A}cs")
    return None if found is None else found.get("typeface") or None


def _has_thai(document: Document, name: str) -> bool:
    """Whether a font has Thai: by its signature in the font table, else by its name."""
    table = _related(document, RELATIONSHIP_TYPE.FONT_TABLE)
    for font in () if table is None else table.iter(f"{_W}font"):
        signature = font.find(f"{_W}sig")
        if font.get(f"{_W}name") == name and signature is not None:
            try:
                pages = int(signature.get(f"{_W}csb0", "0"), 16)
            except ValueError:
                break
            if pages:
                return bool(pages & _THAI_PAGE)
    return not _NOT_THAI.fullmatch(name)


def _related(document: Document, kind: str) -> Any:
    for relationship in document.part.rels.values():
        if relationship.reltype == kind and not relationship.is_external:
            return etree.fromstring(relationship.target_part.blob)
    return None
