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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.writers.pdf.paint import Mark, Painting
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


def add_structure(pdf: Any, content: Sequence[Block | Table], paintings: Sequence[Painting], lang: str) -> None:
    """Add the structure of what was painted, a painting for each page of the PDF, in the order of reading."""
    tree = _Tree(pdf, paintings, lang)
    tables = 0
    for one in content:
        if isinstance(one, Block):
            tree.block(one)
        else:
            tree.table(one, tables)
            tables += 1
    tree.finish()


def tidy(pdf: Any) -> None:
    """Mend what WeasyPrint leaves: running footers become artifacts, and links are printed as they are shown."""
    root = pdf.objects[int(pdf.catalog["StructTreeRoot"].split()[0])]
    numbers = pdf.objects[int(root["ParentTree"].split()[0])]["Nums"]
    document = root["K"][0]
    kids = set(pdf.objects[int(document.split()[0])]["K"])
    entries = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in pdf.pages["Kids"][::3]:
        sheet = pdf.objects[page]
        key = sheet["StructParents"]
        for annotation in sheet.get("Annots", ()):
            found = pdf.objects[int(annotation.split()[0])]
            if isinstance(found, pydyf.Dictionary) and found.get("Subtype") == "/Link":
                found["F"] = 4
        operators = pdf.objects[int(sheet["Contents"].split()[0])].stream
        for index, operand in enumerate(operators):
            if isinstance(operand, dict) and "MCID" in operand:
                number = operand["MCID"]
                if _is_outside(pdf, entries[key][number], document, kids):
                    entries[key][number] = "null"
                    operators[index - 1], operators[index] = "/Artifact", "<</Type/Pagination>>"


def _is_outside(pdf: Any, reference: bytes | str, document: bytes, kids: set[bytes]) -> bool:
    """Whether an element is not reached from the document: WeasyPrint's margin boxes are not."""
    while True:
        element = pdf.objects[int(reference.split()[0])]
        if not isinstance(element, dict):
            return False
        if element["P"] == document:
            return reference not in kids
        reference = element["P"]


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

    def block(self, block: Block) -> None:
        """The element of a heading or paragraph."""
        marks = self.marks.get(id(block), [])
        if marks:
            element, page = self._add(), marks[0][0]
            self.kids.append(element.number)
            kids = self._content(element, marks, page)
            lang = self._lang(block.element.get("lang"))
            element.content = _struct(block.element.tag.upper(), self.article.number, self.pages[page], kids, lang)

    def table(self, table: Table, index: int) -> None:
        """The elements of a table."""
        marked = (
            found for row in (*table.head, *table.rows) for cell in row.cells if (found := self.marks.get(id(cell)))
        )
        first = next(marked, [(0, None)])[0][0]
        element = self._add()
        self.kids.append(element.number)
        parts = [("THead", table.head), ("TBody", table.rows)]
        kids = []
        for name, rows in parts:
            if rows:
                part = self._add()
                kids.append(part.number)
                lines = [self._row(row, part.number, first, f"t{index}") for row in rows]
                part.content = _struct(name, element.number, self.pages[first], _references(lines))
        element.content = _struct("Table", self.article.number, self.pages[first], _references(kids))

    def _lang(self, lang: str | None) -> str:
        return f"/Lang({lang})" if lang and lang != self.lang else ""

    def _row(self, row: Row, parent: int, page: int, table: str) -> int:
        element = self._add()
        here = next((found[0][0] for cell in row.cells if (found := self.marks.get(id(cell)))), page)
        kids = []
        for column, cell in enumerate(row.cells):
            kids.append(self._cell(cell, row, column, element.number, here, table))
        if row.kind == "group":  # a heading and nothing beside it: else each looks like a header row of its own
            kids.append(self._nothing(row.cells[0].span - 1, element.number, here))
        element.content = _struct("TR", parent, self.pages[here], _references(kids))
        return int(element.number)

    def _cell(self, cell: Cell, row: Row, column: int, parent: int, page: int, table: str) -> int:
        element = self._add()
        heading = cell.element.tag == "th"
        attributes = f"/ColSpan {cell.span}" if cell.span > 1 and row.kind != "group" else ""
        extra = ""
        if heading:
            head = row.kind == "head"
            name = f"{table}c{column}" if head else f"{table}r{row.number:06d}"
            attributes += "/Scope/Column" if head else "/Scope/Row"
            extra = f"/ID({name})"
            self.ids.append((name, element.number))
        else:
            attributes += f"/Headers[({table}r{row.number:06d})({table}c{column})]"
        extra += f"/A<</O/Table{attributes}>>{self._lang(cell.element.get('lang'))}"
        kids = self._content(element, self.marks.get(id(cell), ()), page)
        element.content = _struct("TH" if heading else "TD", parent, self.pages[page], kids, extra)
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
        if mark.lang != lang:
            span = self._add()
            self.parents[page][mark.number] = span.reference
            span.content = _struct("Span", element.number, self.pages[page], str(mark.number), f"/Lang({mark.lang})")
            return f"{span.number} 0 R"
        self.parents[page][mark.number] = element.reference
        if page == here:
            return str(mark.number)
        return f"<</Type/MCR/Pg {self.pages[page]} 0 R/MCID {mark.number}>>"

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


def _references(numbers: Sequence[int]) -> str:
    return " ".join([f"{number} 0 R" for number in numbers])
