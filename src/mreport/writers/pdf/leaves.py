"""Planned pages as WeasyPrint takes them: each paints itself, and nothing is laid out.

`weasyprint.Document` may be made of a list of pages. Of a page it asks what `Leaf` has: its size, what it links to
and is linked by (nothing that we do not add ourselves), its bookmarks, and `paint`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from mreport.writers.pdf import engine
from mreport.writers.pdf.blocks import Passage
from mreport.writers.pdf.paint import Fonts, Painting
from mreport.writers.pdf.plan import MM
from mreport.writers.pdf.tags import add_structure
from mreport.writers.pdf.watermark import Watermark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mreport.page import Page
    from mreport.writers.pdf.frame import Folio, Frame
    from mreport.writers.pdf.furniture import Running

_LEVELS = {"h1": 1, "h2": 2, "h3": 3}  # in the outline
_SIDES = ("top", "right", "bottom", "left")


class Leaf:
    """A page; lengths in px."""

    def __init__(self, painting: Painting, number: int, count: int, running: Sequence[Running]) -> None:
        from weasyprint.formatting_structure.boxes import PageBox

        layout = painting.measures.layout
        self.width, self.height = layout.width * MM, layout.height * MM
        self.left, self.top = layout.margin_side * MM, layout.margin_top * MM
        self.painting = painting
        self.bookmarks = list(self._headings(painting.folio))
        self.bleed = dict.fromkeys(_SIDES, 0)
        self.links: list[Any] = []
        self.anchors: dict[str, Any] = {}
        self.forms: dict[Any, list[Any]] = {None: []}
        self._page_box = PageBox(None, None)  # without content: no structure is made of it
        self._running = running
        self._number, self._count = number, count

    def _headings(self, folio: Folio) -> Iterator[tuple[int, str, tuple[float, float], str]]:
        """What the outline shows of the page: level, label, place, and that it is open."""
        for above, piece in folio.pieces:
            if isinstance(piece, Passage) and not piece.first and piece.block.element.tag in _LEVELS:
                label = " ".join("".join(piece.block.element.itertext()).split())
                yield _LEVELS[piece.block.element.tag], label, (self.left, self.top + above), "open"

    def paint(self, stream: Any, scale: float) -> None:
        """Paint the page into a stream whose origin is its top left corner."""
        self.painting.fonts.stream = stream
        with stream.stacked():
            stream.transform(a=scale, d=scale, e=self.left * scale, f=self.top * scale)
            self.painting.paint(stream)
            for running in self._running:
                stream.stream.append(running.shown(self._number, self._count, self.painting.fonts))


class Leaves:
    """All pages of a planned report."""

    def __init__(self, page: Page, frame: Frame) -> None:
        self._page = page
        self._frame = frame
        mark = page.report.watermark
        behind = Watermark(mark) if mark else None
        fonts = Fonts(partial(engine.font_of, fonts=page.layout.fonts))
        self._paintings = [Painting(folio, frame.measures, fonts, behind=behind) for folio in frame.folios]

    def document(self) -> Any:
        """The document of these pages."""
        from weasyprint.document import Document, DocumentMetadata

        page, count = self._page, len(self._paintings)
        pages = [
            Leaf(painting, number, count, self._frame.running) for number, painting in enumerate(self._paintings, 1)
        ]
        metadata = DocumentMetadata(
            title=page.report.title.text,
            generator="mreport",
            authors=[page.report.author] if page.report.author else [],
            created=page.report.date,
            modified=page.report.date,
            lang=page.language.tag,
        )
        return Document(
            pages, metadata, None, engine.font_configuration(page.layout.fonts), {}, None
        )  # nothing is fetched

    def finish(self, pdf: Any) -> None:
        """Add the structure to what has been made of the document."""
        if self._paintings:
            self._paintings[0].fonts.finish(pdf)
        add_structure(pdf, self._frame.content, self._paintings, self._page.language.tag)
