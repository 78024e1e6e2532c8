"""What a document says of itself: title, author, date, and the standards that it follows, in two forms that agree.

The information dictionary (ISO 32000-1, 14.3.3) is what older readers show; XMP (14.3.2) is what PDF/A and PDF/UA ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport.writers.pdf.archive import CLAIM
from mreport.writers.pdf.file import text

if TYPE_CHECKING:
    from mreport.page import Page
    from mreport.writers.pdf.file import File

_PROGRAM = "mreport"
_FORM = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><pdfuaid:part>1</pdfuaid:part>\
<pdf:Producer>{program}</pdf:Producer><xmp:CreatorTool>{program}</xmp:CreatorTool>\
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>\
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{author}</rdf:Description>{claim}\
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_AUTHOR = "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"


def info(file: File, page: Page) -> int:
    """Write the information dictionary; returns its number."""
    report = page.report
    day = text("D:" + report.date.replace("-", ""))
    author = f"/Author{text(report.author)}" if report.author else ""
    return file.add(
        f"<</Title{text(report.title.text)}{author}/Creator{text(_PROGRAM)}/Producer{text(_PROGRAM)}"
        f"/CreationDate{day}/ModDate{day}>>"
    )


def described(file: File, page: Page, *, archived: bool) -> int:
    """Write the metadata of a PDF/UA-1, that is a PDF/A-3a too if it is `archived`; returns their number."""
    report = page.report
    author = _AUTHOR.format(author=_escaped(report.author)) if report.author else ""
    content = _FORM.format(
        program=_PROGRAM,
        date=report.date,
        title=_escaped(report.title.text),
        author=author,
        claim=CLAIM if archived else "",
    )
    return file.stream(content.encode(), "/Type/Metadata/Subtype/XML")


def _escaped(words: str) -> str:
    """Words as they stand in XML; the standard library's own function brings all of HTTP along."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
