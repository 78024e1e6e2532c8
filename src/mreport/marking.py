"""Marks on what a report shows in another language than it speaks: `[EN]` behind the text, in every format.

Every text says its language in any case; the mark is for the eye, by choice. It works on the page's tree, so that any
template has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.page import classes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mreport.page import Page

CLASS = "language"
_ADDRESS = "://"  # an address is in no language


def marked(page: Page, spoken: Collection[str]) -> Page:
    """The page with a mark behind each text that is in none of the languages spoken, and a line that explains it."""
    known = {tag.partition("-")[0] for tag in spoken}
    foreign = [found for found in _foreign(page.root, page.language.tag) if found[1].partition("-")[0] not in known]
    tags = dict.fromkeys(tag for element, tag in foreign if _put(element, tag))
    if tags:
        _explain(page, list(tags))
    return page


def _foreign(root: ET.Element, lang: str) -> Iterator[tuple[ET.Element, str]]:
    """The elements that say another language than what they stand in, from the outside in; not in our sentences."""
    for child in list(root):
        if "lead" in classes(child):
            continue
        own = child.get("lang", lang)
        if own != lang:
            yield child, own
        yield from _foreign(child, own)


def _put(element: ET.Element, tag: str) -> bool:
    """Put the mark behind an element's own text, before what only belongs to it; whether there is a text."""
    values = [index for index, child in enumerate(element) if "value" in classes(child)]
    said = "".join("".join(element[index].itertext()) for index in values) if values else element.text or ""
    if not any(letter.isalpha() for letter in said) or _ADDRESS in said:
        return False
    mark = ET.Element("span", {"class": CLASS})
    mark.text = f"[{tag.upper()}]"
    if values:
        before = element[values[-1]]
        mark.tail, before.tail = before.tail, " "
        element.insert(values[-1] + 1, mark)
    else:
        mark.tail = " " if len(element) else ""
        element.text = said.rstrip() + " "
        element.insert(0, mark)
    return True


def _explain(page: Page, tags: list[str]) -> None:
    """Say what the marks mean, where the report says how it is read."""
    _ = page.language.gettext
    sentences = [
        _("%(mark)s stands behind what is in %(language)s.")
        % {"mark": f"[{tag.upper()}]", "language": page.language.name_of(tag)}
        for tag in tags
    ]
    lead = next((element for element in page.root.iter("p") if "lead" in classes(element)), None)
    if lead is None:
        lead = ET.Element("p", {"class": "lead"})
        page.root.insert(1 if len(page.root) else 0, lead)
    said = " ".join(sentences)
    if len(lead):
        lead[-1].tail = f"{(lead[-1].tail or '').rstrip()} {said}"
    else:
        lead.text = f"{(lead.text or '').rstrip()} {said}".strip()
