"""The structure of painted pages: headings, paragraphs, one Table over all its pages, links with annotations.

ISO 32000-1, 14.7 and 14.8; ISO 14289-1 (PDF/UA-1). When the finisher is called, WeasyPrint has made a Document
element without content, and for each page an empty list in the parent tree.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pydyf

from mreport.writers.pdf.blocks import Block
from mreport.writers.pdf.lists import Items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.writers.pdf.lists import Entry, Label
    from mreport.writers.pdf.paint import Mark, Owner, Painting
    from mreport.writers.pdf.pictures import Picture
    from mreport.writers.pdf.plan import Cell, Row, Table

_LINK = "<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/F 4/StructParent %d/A<</S/URI/URI "


class _Element(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """An object of which the bytes are known; a dictionary for each cell would take ten times as long."""

    def __init__(self) -> None:
        super().__init__()
        self.content = b""

    @property
    def data(self) -> bytes:
        """The object's content."""
        return self.content


def add_structure(pdf: Any, content: Sequence[Block | Items | Table], paintings: Sequence[Painting], lang: str) -> None:
    """Add the structure of what was painted, a painting for each page of the PDF, in the order of reading."""
    tree = _Tree(pdf, paintings, lang)
    tables = 0
    for one in content:
        if isinstance(one, Block):
            tree.kids += tree.block(one, tree.article.number)
        elif isinstance(one, Items):
            tree.kids += tree.items(one, tree.article.number)
        else:
            tree.kids += tree.table(one, tables)
            tables += 1
    tree.finish()


class _Tree:
    """Writes elements and keeps the parent tree: which element each marked content belongs to."""

    def __init__(self, pdf: Any, paintings: Sequence[Painting], lang: str) -> None:
        self.pdf = pdf
        self.lang = lang
        self.root = self._object(pdf.catalog["StructTreeRoot"])
        self.numbers = self._object(self.root["ParentTree"])["Nums"]
        self.pages = pdf.pages["Kids"][::3]
        self.next_key = len(self.pages)
        self.parents: list[list[bytes]] = []
        self.marks: dict[int, list[tuple[int, Mark]]] = defaultdict(list)
        for page, painting in enumerate(paintings):
            self.parents.append([b"null"] * len(painting.marks))
            for mark in painting.marks:
                self.marks[id(mark.owner)].append((page, mark))
        self.ids: list[tuple[str, int]] = []
        self.article = self._add()
        self.kids: list[int] = []  # of the article

    def _number(self, reference: bytes | str) -> int:
        return int(reference.split()[0])

    def _object(self, reference: bytes | str) -> Any:
        return self.pdf.objects[self._number(reference)]

    def _add(self) -> _Element:
        element = _Element()
        self.pdf.add_object(element)
        return element

    def block(self, block: Block, parent: int) -> list[int]:
        """The element of a heading or paragraph, if there is anything in it."""
        marks = self.marks.get(id(block), [])
        name = block.element.tag.upper() if block.element.tag != "caption" else "Caption"
        return [self._filled(name, block, parent)] if marks else []

    def items(self, items: Items, parent: int) -> list[int]:
        """The elements of a list: entries with their labels, lists within them."""
        if not items.entries:
            return []
        element = self._add()
        kids = [self._entry(entry, element.number) for entry in items.entries]
        form = "Decimal" if items.ordered else "Disc"
        extra = f"/A<</O/List/ListNumbering/{form}>>"
        page = self._page(items.entries[0].label)
        element.content = _struct("L", parent, self.pages[page], _references(kids), extra)
        return [element.number]

    def _entry(self, entry: Entry, parent: int) -> int:
        element, body = self._add(), self._add()
        page = self._page(entry.label)
        kids: list[str] = []
        for part in entry.content:
            if isinstance(part, Items):
                kids += map(_reference, self.items(part, body.number))
            elif part.element.tag == "li":
                kids.append(self._content(body, self.marks.get(id(part), ()), page))
            else:
                kids += map(_reference, self.block(part, body.number))
        lang = self._lang(entry.label.element.get("lang"))
        body.content = _struct("LBody", element.number, self.pages[page], " ".join(kids))
        label = self._filled("Lbl", entry.label, element.number)
        element.content = _struct("LI", parent, self.pages[page], _references([label, body.number]), lang)
        return int(element.number)

    def _filled(self, name: str, owner: Block | Label, parent: int) -> int:
        """An element with what is marked as its owner's."""
        element, page = self._add(), self._page(owner)
        kids = self._content(element, self.marks.get(id(owner), ()), page)
        lang = self._lang(owner.element.get("lang"))
        element.content = _struct(name, parent, self.pages[page], kids, lang)
        return int(element.number)

    def _page(self, owner: Owner) -> int:
        """The page on which a thing begins."""
        marks = self.marks.get(id(owner))
        return marks[0][0] if marks else 0

    def table(self, table: Table, index: int) -> list[int]:
        """The elements of a table."""
        marked = (
            found for row in (*table.head, *table.rows) for cell in row.cells if (found := self.marks.get(id(cell)))
        )
        first = next(marked, [(0, None)])[0][0]
        element = self._add()
        kids = self.block(table.caption, element.number) if table.caption else []
        heads: dict[int, str] = {}
        for name, rows in (("THead", table.head), ("TBody", table.rows)):
            if rows:
                part = self._add()
                kids.append(part.number)
                lines = [self._row(row, part.number, first, f"t{index}", heads) for row in rows]
                part.content = _struct(name, element.number, self.pages[first], _references(lines))
        element.content = _struct("Table", self.article.number, self.pages[first], _references(kids))
        return [element.number]

    def _lang(self, lang: str | None) -> str:
        return f"/Lang({lang})" if lang and lang != self.lang else ""

    def _row(self, row: Row, parent: int, page: int, table: str, heads: dict[int, str]) -> int:
        """The element of a row; `heads` holds the names of what heads each column, and is filled by header rows."""
        element = self._add()
        here = next((found[0][0] for cell in row.cells if (found := self.marks.get(id(cell)))), page)
        name = f"{table}r{row.number:06d}"
        heading = f"({name})" if row.cells and row.cells[0].element.tag == "th" else ""
        kids, column = [], 0
        for cell in row.cells:
            if cell.element.tag == "th":
                own = name if row.kind != "head" and not column else f"{name}c{column}"
                if row.kind == "head":
                    for at in range(column, column + cell.span):
                        heads[at] = heads.get(at, "") + f"({own})"
                kids.append(self._heading(cell, row, own, element.number, here))
            else:
                kids.append(self._value(cell, heading + heads.get(column, ""), element.number, here))
            column += cell.span
        if row.kind == "group":  # a heading and nothing beside it: else each looks like a header row of its own
            kids.append(self._nothing(row.cells[0].span - 1, element.number, here))
        element.content = _struct("TR", parent, self.pages[here], _references(kids))
        return int(element.number)

    def _heading(self, cell: Cell, row: Row, name: str, parent: int, page: int) -> int:
        span = f"/ColSpan {cell.span}" if cell.span > 1 and row.kind != "group" else ""
        scope = "Column" if row.kind == "head" else "Row"
        extra = f"/ID({name})/A<</O/Table{span}/Scope/{scope}>>{self._lang(cell.element.get('lang'))}"
        number = self._cell("TH", cell, parent, page, extra)
        self.ids.append((name, number))
        return number

    def _value(self, cell: Cell, headings: str, parent: int, page: int) -> int:
        span = f"/ColSpan {cell.span}" if cell.span > 1 else ""
        headers = f"/Headers[{headings}]" if headings else ""
        attributes = f"/A<</O/Table{span}{headers}>>" if span or headers else ""
        return self._cell("TD", cell, parent, page, f"{attributes}{self._lang(cell.element.get('lang'))}")

    def _cell(self, name: str, cell: Cell, parent: int, page: int, extra: str) -> int:
        element = self._add()
        kids = self._content(element, self.marks.get(id(cell), ()), page)
        element.content = _struct(name, parent, self.pages[page], kids, extra)
        return int(element.number)

    def _nothing(self, span: int, parent: int, page: int) -> int:
        """An empty cell."""
        element = self._add()
        element.content = _struct("TD", parent, self.pages[page], "", f"/A<</O/Table/ColSpan {span}>>")
        return int(element.number)

    def _content(self, element: _Element, marks: Sequence[tuple[int, Mark]], here: int) -> str:
        """The kids of an element on page `here`: its marked content, each link's within an element of its own."""
        if len(marks) == 1 and marks[0][1].link is None:  # most cells
            return self._marked(element, *marks[0], here)
        kids = []
        for link, found in groupby(marks, key=lambda one: one[1].link):
            if link is None:
                kids += [self._marked(element, page, mark, here) for page, mark in found]
            else:
                kids.append(self._link(element, link, list(found)))
        return " ".join(kids)

    def _marked(self, element: _Element, page: int, mark: Mark, here: int, lang: str | None = None) -> str:
        """Marked content as a kid of an element in `lang`, if not the owner's; of another language, in a Span."""
        if mark.picture:
            return self._figure(element, page, mark, mark.picture)
        if mark.lang != lang:
            span = self._add()
            self.parents[page][mark.number] = span.reference
            span.content = _struct("Span", element.number, self.pages[page], str(mark.number), f"/Lang({mark.lang})")
            return f"{span.number} 0 R"
        self.parents[page][mark.number] = element.reference
        if page == here:
            return str(mark.number)
        return f"<</Type/MCR/Pg {self.pages[page]} 0 R/MCID {mark.number}>>"

    def _figure(self, parent: _Element, page: int, mark: Mark, picture: Picture) -> str:
        """A picture, with what is said to those who can't see it, and where it stands."""
        figure = self._add()
        self.parents[page][mark.number] = figure.reference
        alt = pydyf.String(picture.element.get("alt") or picture.image.alt).data.decode("latin-1")
        box = " ".join(f"{value:.2f}" for value in mark.boxes[0])
        extra = f"/Alt {alt}/A<</O/Layout/Placement/Block/BBox[{box}]>>"
        figure.content = _struct("Figure", parent.number, self.pages[page], str(mark.number), extra)
        return f"{figure.number} 0 R"

    def _link(self, parent: _Element, address: str, marks: Sequence[tuple[int, Mark]]) -> str:
        """A link: its text, and an annotation for each line of it."""
        link, here = self._add(), marks[0][0]
        langs = {mark.lang for _, mark in marks}
        lang = langs.pop() if len(langs) == 1 else None
        kids = [self._marked(link, page, mark, here, lang) for page, mark in marks]
        for page, mark in marks:
            for box in mark.boxes:
                annotation = self._annotation(box, address, page, link)
                kids.append(f"<</Type/OBJR/Obj {annotation} 0 R/Pg {self.pages[page]} 0 R>>")
        extra = f"/Lang({lang})" if lang else ""
        link.content = _struct("Link", parent.number, self.pages[here], " ".join(kids), extra)
        return f"{link.number} 0 R"

    def _annotation(self, box: tuple[float, float, float, float], link: str, page: int, parent: _Element) -> int:
        annotation = self._add()
        address = pydyf.String(link).data
        start = (_LINK % (*box, self.next_key)).encode()
        annotation.content = start + address + b">>/Contents " + address + b">>"
        self.numbers.extend([self.next_key, parent.reference])
        self.next_key += 1
        sheet = self.pdf.objects[self.pages[page]]
        if "Annots" not in sheet:
            sheet["Annots"] = pydyf.Array()
        sheet["Annots"].append(annotation.reference)
        return int(annotation.number)

    def finish(self) -> None:
        """Write the article, the lists of the parent tree, and the names of headings in order."""
        document = self._object(self.root["K"][0])
        document["K"].append(self.article.reference)
        self.article.content = _struct("Art", document.number, self.pages[0], _references(self.kids))
        for page, parents in enumerate(self.parents):
            self.numbers[2 * page + 1].extend(parents)
        names = pydyf.Array()
        for name, number in sorted(self.ids):
            names.extend([pydyf.String(name), f"{number} 0 R"])
        tree = pydyf.Dictionary({"Names": names})
        self.pdf.add_object(tree)
        self.root["IDTree"] = tree.reference


def _struct(name: str, parent: int, page: int, kids: str, extra: str = "") -> bytes:
    return f"<</Type/StructElem/S/{name}/P {parent} 0 R/Pg {page} 0 R/K[{kids}]{extra}>>".encode()


def _reference(number: int) -> str:
    return f"{number} 0 R"


def _references(numbers: Sequence[int]) -> str:
    return " ".join([f"{number} 0 R" for number in numbers])
