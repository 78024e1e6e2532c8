"""What makes of a PDF/UA-1 document a PDF/A-3a too (ISO 19005-3), and the source that it carries.

WeasyPrint can be asked for one of the two alone; its metadata are completed here. Everything is decided by the page,
so that the same page gives the same bytes: the file's identifier is made of them, and dates are the report's.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pydyf

from mreport.sources.inside import FILE_NAME

if TYPE_CHECKING:
    from mreport.page import Page

_ARCHIVE = b"""<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\
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
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"""
_PROFILE = "sRGB2014.icc"
_MIME = "/application#2fyaml"


def finish(pdf: Any, page: Page, *, claimed: bool) -> None:
    """Give a PDF its colours' meaning and its source, and if it is to be `claimed`, say that it is PDF/A.

    That is not said either where a character has no glyph in any font, since PDF/A has no text without one.
    """
    pdf.catalog["OutputIntents"] = pydyf.Array([_output_intent(pdf)])
    if page.inside:
        _attach(pdf, page, page.inside.text.encode())
    if claimed and not any(page.layout.fonts.missing(text) for text in page.root.itertext() if not text.isascii()):
        metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
        metadata.stream = [part.replace(b"</rdf:RDF>", _ARCHIVE) for part in metadata.stream]


def identified(content: bytes) -> bytes:
    """A finished PDF with an identifier made of its bytes, put into the trailer, behind which no offset points."""
    start = int(content[content.rindex(b"startxref") :].split()[1])
    trailer = content.index(b"<<", start) + 2
    name = hashlib.sha256(content).hexdigest()[:32]
    return b"%b/ID[<%b><%b>]%b" % (content[:trailer], name.encode(), name.encode(), content[trailer:])


def _output_intent(pdf: Any) -> Any:
    profile = pydyf.Stream([_profile()], {"N": 3}, compress=True)
    pdf.add_object(profile)
    name = pydyf.String("sRGB IEC61966-2.1")
    return pydyf.Dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": name,
            "Info": name,
            "DestOutputProfile": profile.reference,
        }
    )


@cache
def _profile() -> bytes:
    return (files("weasyprint.pdf") / _PROFILE).read_bytes()


def _attach(pdf: Any, page: Page, content: bytes) -> None:
    """Attach a data file as the document's source."""
    day = pydyf.String("D:" + page.report.date.replace("-", ""))
    parameters = {"Size": len(content), "CreationDate": day, "ModDate": day}
    extra = {"Type": "/EmbeddedFile", "Subtype": _MIME, "Params": pydyf.Dictionary(parameters)}
    stream = pydyf.Stream([content], extra, compress=True)
    pdf.add_object(stream)
    name = pydyf.String(FILE_NAME)
    file = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": name,
            "UF": name,
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "Desc": pydyf.String(page.language.gettext("The data of this comparison, which mreport can read")),
            "AFRelationship": "/Source",
        }
    )
    pdf.add_object(file)
    pdf.catalog["AF"] = pydyf.Array([file.reference])
    names = pdf.catalog.setdefault("Names", pydyf.Dictionary())
    names["EmbeddedFiles"] = pydyf.Dictionary({"Names": pydyf.Array([name, file.reference])})
