"""The comparison on a live page: the report's own tree, with links in its heads that move an item or drop it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from mreport.page import ASSET, VALUE, classes, image_of, sized
from mreport.report.speaker import asset_of
from mreport.web.address import Address
from mreport.web.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mreport.comparison.records import Dataset
    from mreport.images import Image
    from mreport.page import Page

_BREAK = "tools"
_REMOVE, _BACK, _ON = "\u00d7", "\u2190", "\u2192"


@dataclass(frozen=True, slots=True)
class Screen:
    """A comparison in HTML: what stands before a page's tools and what behind them; its title."""

    before: str
    after: str
    title: str


def screen(page: Page, address: Address, groups: Mapping[str, str]) -> Screen:
    """The screen of a page that an address asked for, which names its items; `groups`: their numbers by attribute."""
    root = _copied(page.root)
    for furniture in [one for one in root if "running" in classes(one)]:
        root.remove(furniture)
    for element in root.iter("img"):
        _show(element, image_of(element, page.images), page, address)
    for link in root.iter("a"):
        link.set("rel", "noopener")
    for table in [one for one in root.iter("table") if "comparison" in classes(one)]:
        _arm(table, page, address)
        fold(table, page, address, groups)
        _wrap(root, table, page)
    head = next((index for index, one in enumerate(root) if one.tag == "header"), -1)
    root.insert(head + 1, ET.Comment(_BREAK))
    before, _, after = ET.tostring(root, encoding="unicode", method="html").partition(f"<!--{_BREAK}-->")
    return Screen(before, after, page.report.title.text)


def pictures_of(dataset: Dataset) -> dict[str, Image]:
    """The pictures of a dataset's values, by the names that pages ask for them by."""
    values = (value for item in dataset.items.values() for value in item.values.values())
    return {f"{asset_of(value.picture)}.{value.picture.kind}": value.picture for value in values if value.picture}


def _show(element: ET.Element, image: Image, page: Page, address: Address) -> None:
    """Give a picture its address: a value's one of its own, so that it is sent once."""
    if VALUE not in classes(element):
        element.set("src", image.address)
        return
    width, height = sized(element, image, page)
    items = Address(items=address.items).query
    element.set("src", f"pictures/{element.get('src', '').removeprefix(ASSET)}.{image.kind}{items}")
    element.set("width", str(width))
    element.set("height", str(height))


def _copied(element: ET.Element) -> ET.Element:
    """A copy whose elements share no attributes, as those of a page do."""
    copied = ET.Element(element.tag, dict(element.attrib))
    copied.text, copied.tail = element.text, element.tail
    copied.extend(map(_copied, element))
    return copied


def _wrap(root: ET.Element, table: ET.Element, page: Page) -> None:
    """Have a table scroll in a place of its own, which the keyboard reaches."""
    parent = next(one for one in root.iter() if table in list(one))
    label = page.language.gettext("Comparison")
    place = ET.Element("div", {"class": "scroll", "role": "region", "aria-label": label, "tabindex": "0"})
    parent[list(parent).index(table)] = place
    place.append(table)


def _arm(table: ET.Element, page: Page, address: Address) -> None:
    """Put links into the heads of items: to the left, to the right, away."""
    heads = table.findall("./thead/tr/th")[1:]
    for index, (head, column) in enumerate(zip(heads, page.report.columns, strict=False)):
        name = ET.Element("span", {"class": "name"})
        name.text, head.text = head.text, None
        for child in list(head):
            head.remove(child)
            name.append(child)
        if lang := head.attrib.pop("lang", None):
            name.set("lang", lang)
        head.append(name)
        head.set("data-item", (address.items or ())[index])
        head.set("abbr", column.name)
        tools = ET.SubElement(head, "span", {"class": "tools"})
        tools.extend(_links(page, address, index, len(page.report.columns)))


def _links(page: Page, address: Address, index: int, count: int) -> Iterator[ET.Element]:
    _ = page.language.gettext
    name = {"item": page.report.columns[index].name}
    if index:
        yield _link("move", address.swapped(index - 1), _BACK, _("Move “%(item)s” to the left") % name)
    if index < count - 1:
        yield _link("move", address.swapped(index), _ON, _("Move “%(item)s” to the right") % name)
    yield _link("remove", address.without(index), _REMOVE, _("Take “%(item)s” away") % name)


def _link(kind: str, address: Address, sign: str, label: str) -> ET.Element:
    link = ET.Element("a", {"class": kind, "href": f"./{address.query}", "aria-label": label, "title": label})
    link.text = sign
    return link
