"""What makes of a PDF/UA-1 document a PDF/A-3a too (ISO 19005-3), and the source that it carries.

Everything is decided by the page, so that the same page gives the same bytes; dates are the report's.
"""

from __future__ import annotations

import zlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mreport.sources.inside import FILE_NAME
from mreport.writers.pdf.file import compressed, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mreport.page import Page
    from mreport.writers.pdf.file import Objects

CLAIM = """<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""What the metadata say of a PDF/UA-1 that is a PDF/A-3a too."""

_PROFILE = ("pdf", "sRGB2014.icc")  # of WeasyPrint, which is not imported for it
_MIME = "/application#2fyaml"


def whole(page: Page) -> bool:
    """Whether each character of a page has a glyph in some font; PDF/A has no text without one."""
    return not any(page.layout.fonts.missing(text) for text in page.root.itertext() if not text.isascii())


def entries(file: Objects, page: Page) -> Iterator[tuple[str, str]]:
    """Write what the colours mean, and the source; gives the entries of the catalogue for them."""
    profile = file.stream(_profile(), "/N 3/Filter/FlateDecode", packed=True)
    named = text("sRGB IEC61966-2.1")
    intent = f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier{named}/Info{named}"
    yield "OutputIntents", f"[{intent}/DestOutputProfile {profile} 0 R>>]"
    if page.inside:
        source = f"{_attached(file, page, page.inside.pieces())} 0 R"
        yield "AF", f"[{source}]"
        yield "Names", f"<</EmbeddedFiles<</Names[{text(FILE_NAME)} {source}]>>>>"


@cache
def _profile() -> bytes:
    """The colour space of screens, compressed once for all documents."""
    place = find_spec("weasyprint")
    if place is None or place.origin is None:
        raise ModuleNotFoundError(name="weasyprint")
    return zlib.compress(Path(place.origin).parent.joinpath(*_PROFILE).read_bytes())


def _attached(file: Objects, page: Page, pieces: Iterator[str]) -> int:
    """Write a data file as the document's source; returns the number of its specification."""
    day = text("D:" + page.report.date.replace("-", ""))
    content, size = compressed(piece.encode() for piece in pieces)
    parameters = f"<</Size {size}/CreationDate{day}/ModDate{day}>>"
    entries = f"/Type/EmbeddedFile/Subtype{_MIME}/Params{parameters}/Filter/FlateDecode"
    stream = file.stream(content, entries, packed=True)
    named, told = text(FILE_NAME), page.language.gettext("The data of this comparison, which mreport can read")
    return file.add(
        f"<</Type/Filespec/F{named}/UF{named}/EF<</F {stream} 0 R/UF {stream} 0 R>>/Desc{text(told)}"
        "/AFRelationship/Source>>"
    )
