"""A planned report as a file: its pages as they are painted, then what all of them share, then what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport.writers.pdf import archive, metadata
from mreport.writers.pdf.blocks import Passage
from mreport.writers.pdf.bookmarks import Bookmark, outline
from mreport.writers.pdf.file import File, text
from mreport.writers.pdf.pages import Pages
from mreport.writers.pdf.paint import Painting
from mreport.writers.pdf.resources import Resources
from mreport.writers.pdf.tags import Structure
from mreport.writers.pdf.watermark import Watermark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mreport.page import Page
    from mreport.writers.pdf.file import Output
    from mreport.writers.pdf.frame import Frame

_LEVELS = {"h1": 1, "h2": 2, "h3": 3}  # in the outline


def document(page: Page, frame: Frame, out: Output) -> None:
    """Write the file of a planned report: a PDF/UA-1, and a PDF/A-3a where each character has a glyph.

    Each page goes out when it is planned; what stays of it is where its objects are. Raises Unplanned.
    """
    file = File(out)
    resources = Resources(file, page.layout.fonts)
    behind = Watermark(page.report.watermark) if page.report.watermark else None
    pages, structure = Pages(file, resources, page.layout, frame.running), Structure(file, page.language.tag)
    bookmarks = list[Bookmark]()
    for folio in frame.folios():
        painting = Painting(folio, frame.measures, behind=behind)
        leaf = pages.add(painting)
        structure.add(folio, leaf)
        bookmarks += _bookmarks(painting, leaf.number)
    root_of_pages = pages.finish()
    resources.write()
    entries = [
        f"/Pages {root_of_pages} 0 R",
        f"/StructTreeRoot {structure.finish(frame.content, pages.next_key)} 0 R",
        f"/Metadata {metadata.described(file, page, archived=archive.whole(page))} 0 R",
        f"/Lang{text(page.language.tag)}/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>",
        *(f"/{name}{value}" for name, value in archive.entries(file, page)),
    ]
    contents = outline(file, bookmarks)
    if contents is not None:
        entries.append(f"/Outlines {contents} 0 R")
    root = file.add(f"<</Type/Catalog{''.join(entries)}>>")
    file.finish(f"/Root {root} 0 R/Info {metadata.info(file, page)} 0 R")


def _bookmarks(painting: Painting, page: int) -> Iterator[Bookmark]:
    """The headings that begin on a page, whose number is given."""
    for above, piece in painting.folio.pieces:
        if isinstance(piece, Passage) and not piece.first and piece.block.element.tag in _LEVELS:
            words = " ".join("".join(piece.block.element.itertext()).split())
            yield Bookmark(_LEVELS[piece.block.element.tag], words, page, painting.point(0, above))
