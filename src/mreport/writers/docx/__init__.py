"""DOCX: `document` makes it; `edition` is how, which whoever asks for a report says without loading the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mreport.page import Page


def encode(page: Page) -> bytes:
    """The page as a DOCX document. Raises as `document.encode`."""
    from mreport.writers.docx import document

    return document.encode(page)
