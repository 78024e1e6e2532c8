"""Our styles in a letterhead: those that it has are its own, the others are made to fit it; and our lists."""

from __future__ import annotations

from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from docx.oxml import parse_xml

from mreport.layout import PLAIN
from mreport.resources import folder
from mreport.writers.docx import styles as ours
from mreport.writers.docx.letterhead import looks
from mreport.writers.docx.runs import typeface

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document

    from mreport.layout import Layout
    from mreport.writers.docx.letterhead.looks import Look

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DEFAULTS = {"Normal": "paragraph", "DefaultParagraphFont": "character", "TableNormal": "table"}
_IN_TABLES = frozenset({"MreportColumn", "MreportGroup", "MreportLabel", "MreportCell", "MreportTableEnd"})
_RUNNING = frozenset(("header", "footer"))  # the letterhead has its own
_BULLETS, _ORDERED = "1", "2"  # numbers in the template


def names() -> dict[str, str]:
    """The names of all styles that a report on a letterhead uses, each with its kind."""
    found = map(parse_xml, ours.definitions(PLAIN))
    return {_name(style): str(style.get(f"{_W}type")) for style in found if _name(style) not in _RUNNING}


def merge(
    document: Document,
    layout: Layout,
    look: Look,
    numbers: dict[str, int],
    *,
    thai: bool,
    wanted: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, str]:
    """Add the styles that a letterhead lacks; returns the id that each of ours has there.

    `numbers` holds the numbers of our two lists in the letterhead, by those of the template; `thai` says whether the
    report has Thai, which the letterhead's own styles may have no font for; `wanted` are names that a theme gives to
    styles of ours.
    """
    styles: Any = document.part.styles.element
    there = list(styles.iter(f"{_W}style"))
    known = {(style.get(f"{_W}type"), _name(style).casefold()): style for style in there}
    taken_names = {name for _, name in known}
    ids = {style.get(f"{_W}styleId") for style in there}
    found: dict[str, str] = {}
    made = []
    for style in map(parse_xml, ours.definitions(layout)):
        name, own = _name(style), style.get(f"{_W}styleId")
        if name in wanted:
            name = wanted[name]
            style.find(f"{_W}name").set(f"{_W}val", name)
        if name in _RUNNING:
            continue
        if (same := known.get((style.get(f"{_W}type"), name.casefold()))) is not None:
            found[own] = str(same.get(f"{_W}styleId"))
            if thai and style.get(f"{_W}type") == "paragraph" and not looks.has_thai(document, same):
                found[own] = _with_thai(styles, same, ids, layout.fonts.thai_family)
            continue
        if name.casefold() in taken_names:
            style.find(f"{_W}name").set(f"{_W}val", f"{name} Mreport")
        free = own
        while free in ids:
            free += "Mreport"
        ids.add(free)
        found[own] = free
        made.append(style)
    for default, kind in _DEFAULTS.items():
        found[default] = next((str(one.get(f"{_W}styleId")) for one in there if _is_default(one, kind)), "")
    for style in made:
        _fit(style, layout, look)
        _rename(style, found, numbers)
        styles.append(style)
    return found


def _with_thai(styles: Any, same: Any, ids: set[str], family: str) -> str:
    """Add a style like one of the letterhead's, but for its font of complex script, which is ours; returns its id."""
    name = f"Mreport {_name(same).title()}"
    free = name.replace(" ", "")
    while free in ids:
        free += "Mreport"
    ids.add(free)
    styles.append(
        parse_xml(
            f'<w:style {_NS} w:type="paragraph" w:customStyle="1" w:styleId="{free}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="{escape(same.get(f"{_W}styleId"))}"/><w:qFormat/>'
            f'<w:rPr><w:rFonts w:cs="{family}"/></w:rPr></w:style>'
        )
    )
    return free


def _name(style: Any) -> str:
    name = style.find(f"{_W}name")
    return "" if name is None else str(name.get(f"{_W}val", ""))


def _is_default(style: Any, kind: str) -> bool:
    return style.get(f"{_W}type") == kind and style.get(f"{_W}default") in ("1", "true", "on")


def _rename(style: Any, found: dict[str, str], numbers: dict[str, int]) -> None:
    own = style.get(f"{_W}styleId")
    for tag in ("basedOn", "next"):
        for child in style.findall(f"{_W}{tag}"):
            if target := found.get(child.get(f"{_W}val"), ""):
                child.set(f"{_W}val", target)
            else:
                style.remove(child)
    style.set(f"{_W}styleId", found[own])
    for number in style.iter(f"{_W}numId"):
        number.set(f"{_W}val", str(numbers[number.get(f"{_W}val")]))


def _fit(style: Any, layout: Layout, look: Look) -> None:  # noqa: C901
    """Give a paragraph style our font where the letterhead has none for Thai, or the letterhead's two sizes."""
    if style.get(f"{_W}type") != "paragraph":
        return
    if style.get(f"{_W}styleId") in _IN_TABLES:
        spacing = style.find(f"{_W}pPr/{_W}spacing")
        spacing.addnext(parse_xml(f'<w:jc {_NS} w:val="left"/>'))
        spacing.addnext(parse_xml(f'<w:ind {_NS} w:left="0" w:right="0" w:firstLine="0"/>'))
    run = style.find(f"{_W}rPr")
    if look.font is None:
        if run is None:
            run = parse_xml(f"<w:rPr {_NS}/>")
            style.append(run)
        named = typeface(layout.fonts.document_families[0], layout.fonts.thai_family)
        run.insert(0, parse_xml(named.replace("<w:rFonts", f"<w:rFonts {_NS}", 1)))
        if run.find(f"{_W}sz") is None:
            for tag in ("sz", "szCs"):
                run.append(parse_xml(f'<w:{tag} {_NS} w:val="{round(layout.size * 2)}"/>'))
    elif run is not None:
        for tag, size in (("sz", look.size), ("szCs", look.thai_size)):
            for said in run.findall(f"{_W}{tag}"):
                if style.get(f"{_W}styleId") != "MreportTableEnd":
                    said.set(f"{_W}val", str(max(2, round(int(said.get(f"{_W}val")) * size / layout.size))))


def add_lists(numbering: Any) -> dict[str, int]:
    """Add the forms of our two lists to a numbering part: their new numbers by those of the template."""
    template = parse_xml((folder("templates") / "docx" / "word" / "numbering.xml").read_bytes())
    there = numbering.findall(f"{_W}abstractNum")
    free = 1 + max((int(one.get(f"{_W}abstractNumId")) for one in there), default=-1)
    before = numbering.find(f"{_W}num")
    at = numbering.index(before) if before is not None else numbering.index(there[-1]) + 1 if there else len(numbering)
    numbers = {}
    for form, number in zip(template.findall(f"{_W}abstractNum"), (_BULLETS, _ORDERED), strict=True):
        form.set(f"{_W}abstractNumId", str(free))
        numbering.insert(at, form)
        numbers[number] = numbering.add_num(free).numId
        free, at = free + 1, at + 1
    return numbers


def form_of(document: Document, number: int) -> int:
    """The number of the form that a list has."""
    for one in document.part.numbering_part.element.findall(f"{_W}num"):
        if one.get(f"{_W}numId") == str(number):
            return int(one.find(f"{_W}abstractNumId").get(f"{_W}val"))
    raise KeyError(number)
