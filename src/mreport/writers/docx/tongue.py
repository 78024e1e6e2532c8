"""The language that a document says of its text: Word proofs by it, and chooses forms of digits and letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

    from mreport.language import Language

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EASTERN = frozenset(("ja", "ko", "zh"))


def speak(document: Document, language: Language) -> None:
    """Have the document's defaults say the report's language, in the place that Word has for its kind of script."""
    said = document.styles.element.find(f"{_W}docDefaults//{_W}lang")
    kind, tag = _kind(language), language.region_tag
    if said is not None and kind:
        said.set(f"{_W}{kind}", tag)


def _kind(language: Language) -> str:
    """The attribute of `w:lang` for a language; none for those that the defaults of the bundled ones serve."""
    tag = language.tag.partition("-")[0]
    if tag in ("en", "th"):
        return ""
    if tag in _EASTERN:
        return "eastAsia"
    return "bidi" if language.direction == "rtl" or not language.is_latin else "val"
