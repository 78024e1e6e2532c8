"""The page: a report through its template, as a tree of a small closed vocabulary that every writer knows.

Vocabulary (anything else is refused with its place):

- blocks: article section header footer h1 h2 h3 p ul ol li table caption colgroup col thead tbody tr th td
- in a line: span strong em a br sub sup ins del img
- attributes: class lang dir href scope colspan rowspan id title; of `img`, class src alt

The src of an `img` is `asset:NAME`, a picture that the page carries; the href of an `a` is an address that `links`
allows, or `#` and a place of the page. Any other is refused.

Classes that writers know: `marked` on a row that differs, `mark` on its sign, `group` on a heading over the
whole row, `value` on a text whose white space stays, `letter` of a group of equal values, `delta`, `baseline`,
`absence`, `language` on the mark of a language, `lead`, `summary`, `source`, `note`, `author`, `second` on what a
bilingual report says in its other language, `beside` on a table that has a column for each of its languages; `logo` and
`code`, pictures that plain text leaves out; `picture`, one that is a value, which stands on a line of its own, and
`undescribed`, where the data don't say what it shows.
`header.running` stands on each page of paper but the first, `footer.running` on each; there `page` and `pages` are
empty spans that paper fills with numbers, in the digits that a further class of them names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.parsers import expat

from mreport import templates
from mreport.errors import Place, TemplateError
from mreport.links import allowed
from mreport.resources import folder
from mreport.shown import Shown
from mreport.themes import Theme

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from jinja2 import Environment

    from mreport.images import Image
    from mreport.language import Language
    from mreport.layout import Layout
    from mreport.report import Report
    from mreport.sources.inside import Inside
    from mreport.writers.docx.edition import Edition

BLOCKS = frozenset(
    (
        *("article", "section", "header", "footer", "h1", "h2", "h3", "p", "ul", "ol", "li"),
        *("table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
    )
)
INLINE = frozenset(("span", "strong", "em", "a", "br", "sub", "sup", "ins", "del", "img"))
_ATTRIBUTES = frozenset(("class", "lang", "dir", "href", "scope", "colspan", "rowspan", "id", "title"))
_OF_IMG = frozenset(("class", "src", "alt"))
ASSET = "asset:"
VALUE, SILENT = "picture", "undescribed"  # classes of a picture that is a value, of one that says nothing of itself
# What would end a string of a style sheet, or the sheet.
_CSS_ESCAPE = {letter: f"\\{ord(letter):x} " for letter in '"\\<\n\r\f'}
_SPACE = re.compile("[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Page(Shown):
    """A rendered report: its tree (root: article), the words and the look it was made with, the source to carry."""

    root: ET.Element
    report: Report
    language: Language
    layout: Layout
    inside: Inside | None = None
    theme: Theme = field(default_factory=Theme)
    edition: Edition | None = None  # how a DOCX of it is made, if not plainly
    images: Mapping[str, Image] = field(default_factory=dict)  # by the name behind `asset:`
    others: tuple[Page, ...] = ()  # the same in the other languages of a bilingual report, whose tree holds them all


def render(
    report: Report,
    language: Language,
    layout: Layout,
    template: str | os.PathLike[str] = "comparison",
    inside: Inside | None = None,
    theme: Theme | None = None,
    images: Mapping[str, Image] = MappingProxyType({}),
) -> Page:
    """Render a report by a template, bundled or the user's own file, into a page.

    PDF and DOCX carry the source that is `inside`, if any; `images` are pictures that the template may show: `logo`,
    `code`. Raises TemplateError (`template-...`, `page-...`) with the place in the template, or in the page that it
    makes, and LimitError.
    """
    found = templates.find(template)
    source = templates.fill(found, report, language, layout, images)
    tree = parse(source, found.name, images)
    return Page(tree, report, language, layout, inside, theme or Theme(), images=images)


def parse(source: str | Iterable[str], name: str, images: Collection[str] = ()) -> ET.Element:
    """The tree of a page's source (well-formed XML, whole or in parts), its white space folded but in `value`.

    Raises TemplateError: `page-syntax`, `page-element`, `page-attribute`, `page-image` for a picture that is none of
    `images`, `page-link` for an address that may not be a link; each with line and column.
    """
    parser = _Parser(name, images)
    root = parser.parse(source)
    _fold(root, keep=False)
    return root


class _Parser:
    """Expat into an ElementTree, with the vocabulary held on the way; no document type, no entities."""

    def __init__(self, name: str, images: Collection[str]) -> None:
        self._name = name
        self._images = {ASSET + image for image in images}
        self._tree = ET.TreeBuilder()
        # Thousands of cells have the same attributes; they share one record, which nobody writes into.
        self._attributes: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._tree.end
        self._expat.CharacterDataHandler = self._tree.data
        self._expat.StartDoctypeDeclHandler = self._doctype

    def parse(self, source: str | Iterable[str]) -> ET.Element:
        try:
            for part in [source] if isinstance(source, str) else source:
                self._expat.Parse(part)
            self._expat.Parse("", True)  # noqa: FBT003  expat's own signature
        except expat.ExpatError as error:
            place = Place(self._name, error.lineno, error.offset + 1)
            problem = expat.ErrorString(error.code)
            raise TemplateError("page-syntax", place, problem=problem) from None
        return self._tree.close()

    def _place(self) -> Place:
        return Place(self._name, self._expat.CurrentLineNumber, self._expat.CurrentColumnNumber + 1)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        if element not in BLOCKS and element not in INLINE:
            raise TemplateError("page-element", self._place(), element=element)
        for attribute in attributes:
            if attribute not in (_OF_IMG if element == "img" else _ATTRIBUTES):
                raise TemplateError("page-attribute", self._place(), element=element, attribute=attribute)
        if element == "img" and attributes.get("src", "") not in self._images:
            raise TemplateError("page-image", self._place(), address=attributes.get("src", ""))
        if element == "a" and not _may_lead(address := attributes.get("href", "#")):
            raise TemplateError("page-link", self._place(), address=address)
        self._tree.start(element, self._attributes.setdefault(tuple(attributes.items()), attributes))

    def _doctype(self, *_declared: object) -> None:
        raise TemplateError("page-element", self._place(), element="!DOCTYPE")


def _may_lead(address: str) -> bool:
    """Whether a page may lead to an address: of the web or a mailbox, as written, or a place of its own."""
    return address.startswith("#") or allowed(address) == address


def image_of(element: ET.Element, images: Mapping[str, Image]) -> Image:
    """The picture that an `img` shows."""
    return images[element.get("src", "").removeprefix(ASSET)]


def parted(element: ET.Element) -> Iterator[ET.Element]:
    """What stands in a cell, in order: its pictures; what is before, between and behind them as elements like it."""
    part = ET.Element(element.tag, element.attrib)
    part.text = element.text
    for child in element:
        if child.tag == "img":
            yield part
            yield child
            part = ET.Element(element.tag, element.attrib)
            part.text = (child.tail or "").lstrip(" ")
        else:
            part.append(child)
    yield part


def sized(element: ET.Element, image: Image, page: Page) -> tuple[int, int]:
    """The width and height in px that a value's picture has on a screen, where it may be made smaller."""
    room = page.layout.value_width(len(page.report.columns))
    width, height = page.layout.picture(classes(element), image.width, image.height, room)
    return max(1, round(width * 96 / 25.4)), max(1, round(height * 96 / 25.4))


def spoken(element: ET.Element, images: Mapping[str, Image]) -> str:
    """What a text has in an `img`'s place: nothing for a logo or a code, for a value's its words and its name."""
    named = classes(element)
    if "logo" in named or "code" in named:
        return ""
    alt = element.get("alt", "")
    name = image_of(element, images).name if VALUE in named else ""
    return f"{alt} ({name})" if name and name != alt else alt


def classes(element: ET.Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def _fold(element: ET.Element, *, keep: bool) -> None:
    """Fold white space as HTML does, except within `value`; drop it around and between blocks."""
    keep = keep or "value" in classes(element)
    block = element.tag in BLOCKS
    if not keep:
        element.text = _folded(element.text, at_start=block)
    last = None
    for child in element:
        if len(child) or child.get("class") != "value":  # most are values, in which nothing changes
            _fold(child, keep=keep)
        if not keep:
            child.tail = _folded(child.tail, at_start=child.tag in BLOCKS or child.tag == "br")
        last = child
    if block and not keep:
        if last is None:
            element.text = (element.text or "").rstrip(" ")
        else:
            last.tail = (last.tail or "").rstrip(" ")


def _folded(text: str | None, *, at_start: bool) -> str:
    if not text:
        return ""
    folded = _SPACE.sub(" ", text)
    return folded.lstrip(" ") if at_start else folded


def stylesheet(page: Page, faces: Sequence[tuple[str, int, str]], families: tuple[str, ...]) -> str:
    """The style sheet of a page out of its layout and theme; `faces`: family, weight, address of each font file."""
    from mreport.comparison.words import digits
    from mreport.fonts import stack

    template = _styles().get_template("plain.css.j2")
    counter = digits()[page.language.digits]["counter"]
    mark = "".join(_CSS_ESCAPE.get(letter, letter) for letter in page.report.watermark or "")
    style = template.render(layout=page.layout, faces=faces, families=stack(families), counter=counter, watermark=mark)
    screen = f"@media screen {{\n{page.theme.screen}\n}}\n" if page.theme.screen else ""
    return f"{style}{page.theme.css}{screen}"


@cache
def _styles() -> Environment:
    """Style sheets: values are numbers, colours and addresses of ours, so nothing is escaped as HTML."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=False,  # noqa: S701  not HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
