"""The structure of painted pages: headings, paragraphs, one Table over all its pages, links with annotations.

ISO 32000-1, 14.7 and 14.8; ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING

from mreport.writers.pdf.blocks import Block
from mreport.writers.pdf.file import references, text
from mreport.writers.pdf.lists import Items
from mreport.writers.pdf.plan import Sheet

_LEAF = 64  # entries of one leaf of a tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mreport.writers.pdf.file import File
    from mreport.writers.pdf.frame import Folio
    from mreport.writers.pdf.lists import Entry, Label
    from mreport.writers.pdf.pages import Leaf
    from mreport.writers.pdf.paint import Mark, Owner
    from mreport.writers.pdf.pictures import Picture
    from mreport.writers.pdf.plan import Cell, Row, Table


class _Rows:
    """What stays of a table's rows: the numbers of elements, and the names of headings."""

    def __init__(self, file: File, index: int, page: int) -> None:
        self.name = f"t{index}"
        self.page = page  # on which it begins
        self.element = file.reserve()
        self.parts = {"THead": 0, "TBody": 0}  # the elements of header and body, which have these rows:
        self.rows = {"THead": array("L"), "TBody": array("L")}
        self.heads: dict[int, str] = {}  # the names of what heads each column
        self.ids: list[tuple[str, int]] = []


class Structure:
    """The elements of a document and the parent tree: which element each marked content belongs to.

    A row's elements are written when all of it is painted, and forgotten; of the rest there is little, and it comes at
    last. What stays of a row are numbers.
    """

    def __init__(self, file: File, lang: str) -> None:
        self.file = file
        self.lang = lang
        self.pages = array("L")  # the objects' numbers
        self.keys = array("L")  # in the parent tree
        self.owners: list[array[int]] = []  # of each page, the elements of its marked content; 0 where it has none
        self.links: dict[int, int] = {}  # the element of each annotation's key
        self.marks: dict[int, list[tuple[int, Mark]]] = defaultdict(list)  # by what is still to be written
        self.tables: dict[int, _Rows] = {}
        self.article = file.reserve()
        self.kids: list[int] = []  # of the article

    def add(self, folio: Folio, leaf: Leaf) -> None:
        """Take in a page that is painted, and write the elements of rows that end on it."""
        page = len(self.pages)
        self.pages.append(leaf.number)
        self.keys.append(leaf.key)
        self.owners.append(array("L", bytes(array("L").itemsize * len(leaf.marks))))
        for mark in leaf.marks:
            self.marks[id(mark.owner)].append((page, mark))
        for _, piece in folio.pieces:
            if isinstance(piece, Sheet):
                self._sheet(piece, page)

    def _sheet(self, sheet: Sheet, page: int) -> None:
        rows = self.tables.get(id(sheet.table))
        if rows is None:
            rows = self.tables[id(sheet.table)] = _Rows(self.file, len(self.tables), page)
        for part in sheet.parts:
            if part.last == part.row.lines and not part.repeated:
                name = "THead" if part.row.kind == "head" else "TBody"
                rows.parts[name] = rows.parts[name] or self.file.reserve()
                rows.rows[name].append(self._row(part.row, rows, rows.parts[name]))
                for cell in part.row.cells:
                    self.marks.pop(id(cell), None)

    def block(self, block: Block, parent: int) -> list[int]:
        """The element of a heading or paragraph, if there is anything in it."""
        marks = self.marks.get(id(block), [])
        name = block.element.tag.upper() if block.element.tag != "caption" else "Caption"
        return [self._filled(name, block, parent)] if marks else []

    def items(self, items: Items, parent: int) -> list[int]:
        """The elements of a list: entries with their labels, lists within them."""
        if not items.entries:
            return []
        element = self.file.reserve()
        kids = [self._entry(entry, element) for entry in items.entries]
        form = "Decimal" if items.ordered else "Disc"
        extra = f"/A<</O/List/ListNumbering/{form}>>"
        page = self._page(items.entries[0].label)
        self._write(element, "L", parent, page, references(kids), extra)
        return [element]

    def _entry(self, entry: Entry, parent: int) -> int:
        element, body = self.file.reserve(), self.file.reserve()
        page = self._page(entry.label)
        kids: list[str] = []
        for part in entry.content:
            if isinstance(part, Items):
                kids += map(_reference, self.items(part, body))
            elif part.element.tag == "li":
                kids.append(self._content(body, self.marks.get(id(part), ()), page))
            else:
                kids += map(_reference, self.block(part, body))
        lang = self._lang(entry.label.element.get("lang"))
        self._write(body, "LBody", element, page, " ".join(kids))
        label = self._filled("Lbl", entry.label, element)
        self._write(element, "LI", parent, page, references([label, body]), lang)
        return element

    def _filled(self, name: str, owner: Block | Label, parent: int) -> int:
        """An element with what is marked as its owner's."""
        element, page = self.file.reserve(), self._page(owner)
        kids = self._content(element, self.marks.get(id(owner), ()), page)
        lang = self._lang(owner.element.get("lang"))
        self._write(element, name, parent, page, kids, lang)
        return element

    def _page(self, owner: Owner) -> int:
        """The page on which a thing begins."""
        marks = self.marks.get(id(owner))
        return marks[0][0] if marks else 0

    def table(self, table: Table, rows: _Rows) -> list[int]:
        """The elements of a table whose rows are written."""
        kids = self.block(table.caption, rows.element) if table.caption else []
        for name, number in rows.parts.items():
            if number:
                kids.append(number)
                self._write(number, name, rows.element, rows.page, references(rows.rows[name]))
        self._write(rows.element, "Table", self.article, rows.page, references(kids))
        return [rows.element]

    def _lang(self, lang: str | None) -> str:
        return f"/Lang{text(lang)}" if lang and lang != self.lang else ""

    def _row(self, row: Row, rows: _Rows, parent: int) -> int:
        """The element of a row; a header row tells its table what heads each column."""
        element, heads = self.file.reserve(), rows.heads
        here = next((found[0][0] for cell in row.cells if (found := self.marks.get(id(cell)))), rows.page)
        name = f"{rows.name}r{row.number:06d}"
        heading = f"({name})" if row.cells and row.cells[0].element.tag == "th" else ""
        kids, column = [], 0
        for cell in row.cells:
            if cell.element.tag == "th":
                own = name if row.kind != "head" and not column else f"{name}c{column}"
                if row.kind == "head":
                    for at in range(column, column + cell.span):
                        heads[at] = heads.get(at, "") + f"({own})"
                kids.append(self._heading(cell, row, own, element, here))
                rows.ids.append((own, kids[-1]))
            else:
                kids.append(self._value(cell, heading + heads.get(column, ""), element, here))
            column += cell.span
        if row.kind == "group":  # a heading and nothing beside it: else each looks like a header row of its own
            kids.append(self._nothing(row.cells[0].span - 1, element, here))
        self._write(element, "TR", parent, here, references(kids))
        return element

    def _heading(self, cell: Cell, row: Row, name: str, parent: int, page: int) -> int:
        span = f"/ColSpan {cell.span}" if cell.span > 1 and row.kind != "group" else ""
        scope = "Column" if row.kind == "head" else "Row"
        extra = f"/ID({name})/A<</O/Table{span}/Scope/{scope}>>{self._lang(cell.element.get('lang'))}"
        return self._cell("TH", cell, parent, page, extra)

    def _value(self, cell: Cell, headings: str, parent: int, page: int) -> int:
        span = f"/ColSpan {cell.span}" if cell.span > 1 else ""
        headers = f"/Headers[{headings}]" if headings else ""
        attributes = f"/A<</O/Table{span}{headers}>>" if span or headers else ""
        return self._cell("TD", cell, parent, page, f"{attributes}{self._lang(cell.element.get('lang'))}")

    def _cell(self, name: str, cell: Cell, parent: int, page: int, extra: str) -> int:
        element = self.file.reserve()
        kids = self._content(element, self.marks.get(id(cell), ()), page)
        self._write(element, name, parent, page, kids, extra)
        return element

    def _nothing(self, span: int, parent: int, page: int) -> int:
        """An empty cell."""
        element = self.file.reserve()
        self._write(element, "TD", parent, page, "", f"/A<</O/Table/ColSpan {span}>>")
        return element

    def _content(self, element: int, marks: Sequence[tuple[int, Mark]], here: int) -> str:
        """The kids of an element on page `here`: its marked content, each link's within an element of its own."""
        if len(marks) == 1 and marks[0][1].link is None:  # most cells
            return self._marked(element, *marks[0], here)
        kids = []
        for link, found in groupby(marks, key=lambda one: one[1].link):
            if link is None:
                kids += [self._marked(element, page, mark, here) for page, mark in found]
            else:
                kids.append(self._link(element, list(found)))
        return " ".join(kids)

    def _marked(self, element: int, page: int, mark: Mark, here: int, lang: str | None = None) -> str:
        """Marked content as a kid of an element in `lang`, if not the owner's; of another language, in a Span."""
        if mark.picture:
            return self._figure(element, page, mark, mark.picture)
        if mark.lang != lang:
            span = self.file.reserve()
            self.owners[page][mark.number] = span
            self._write(span, "Span", element, page, str(mark.number), f"/Lang{text(mark.lang or '')}")
            return f"{span} 0 R"
        self.owners[page][mark.number] = element
        if page == here:
            return str(mark.number)
        return f"<</Type/MCR/Pg {self.pages[page]} 0 R/MCID {mark.number}>>"

    def _figure(self, parent: int, page: int, mark: Mark, picture: Picture) -> str:
        """A picture, with what is said to those who can't see it, and where it stands."""
        figure = self.file.reserve()
        self.owners[page][mark.number] = figure
        alt = text(picture.element.get("alt") or picture.image.alt)
        box = " ".join(f"{value:.2f}" for value in mark.boxes[0])
        extra = f"/Alt{alt}/A<</O/Layout/Placement/Block/BBox[{box}]>>"
        self._write(figure, "Figure", parent, page, str(mark.number), extra)
        return f"{figure} 0 R"

    def _link(self, parent: int, marks: Sequence[tuple[int, Mark]]) -> str:
        """A link: its text, and an annotation for each line of it."""
        link, here = self.file.reserve(), marks[0][0]
        langs = {mark.lang for _, mark in marks}
        lang = langs.pop() if len(langs) == 1 else None
        kids = [self._marked(link, page, mark, here, lang) for page, mark in marks]
        for page, mark in marks:
            for annotation, key in mark.annotations:
                self.links[key] = link
                kids.append(f"<</Type/OBJR/Obj {annotation} 0 R/Pg {self.pages[page]} 0 R>>")
        self._write(link, "Link", parent, here, " ".join(kids), f"/Lang{text(lang)}" if lang else "")
        return f"{link} 0 R"

    def _write(self, number: int, name: str, parent: int, page: int, kids: str, extra: str = "") -> None:
        """Write an element, which begins on a page."""
        content = f"<</Type/StructElem/S/{name}/P {parent} 0 R/Pg {self.pages[page]} 0 R/K[{kids}]{extra}>>"
        self.file.add(content, number)

    def finish(self, content: Sequence[Block | Items | Table], next_key: int) -> int:
        """Write what is left of the content, in the order of reading; returns the number of the root."""
        for one in content:
            if isinstance(one, Block):
                self.kids += self.block(one, self.article)
            elif isinstance(one, Items):
                self.kids += self.items(one, self.article)
            elif rows := self.tables.get(id(one)):
                self.kids += self.table(one, rows)
        root, document = self.file.reserve(), self.file.reserve()
        self._write(self.article, "Art", document, 0, references(self.kids))
        self.file.add(f"<</Type/StructElem/S/Document/P {root} 0 R/K[{self.article} 0 R]>>", document)
        parents = self._tree("Nums", self._parents(next_key))
        ids = sorted(chain.from_iterable(rows.ids for rows in self.tables.values()))
        identified = self._tree("Names", ((f"({name})", f"{number} 0 R") for name, number in ids))
        return self.file.add(
            f"<</Type/StructTreeRoot/K[{document} 0 R]/ParentTree {parents} 0 R/ParentTreeNextKey {next_key}"
            f"/IDTree {identified} 0 R>>",
            root,
        )

    def _parents(self, next_key: int) -> Iterator[tuple[str, str]]:
        """Of each key in order, the elements of a page's marked content or the one of an annotation."""
        pages = dict(zip(self.keys, self.owners, strict=True))
        for key in range(next_key):
            if key in pages:
                owners = " ".join([f"{number} 0 R" if number else "null" for number in pages[key]])
                yield str(key), f"[{owners}]"
            else:
                yield str(key), f"{self.links[key]} 0 R"

    def _tree(self, kind: str, entries: Iterator[tuple[str, str]]) -> int:
        """Write a tree of names or numbers (7.9.6, 7.9.7), its leaves as entries come; returns its root's number."""
        leaves = _leaves(kind, entries)
        first, second = next(leaves, (f"/{kind}[]", "")), next(leaves, None)
        if second is None:  # one leaf is the root itself
            return self.file.add(f"<<{first[0]}>>")
        kids = [self.file.add(f"<<{listed}{limits}>>") for listed, limits in chain((first, second), leaves)]
        return self.file.add(f"<</Kids[{references(kids)}]>>")


def _reference(number: int) -> str:
    return f"{number} 0 R"


def _leaves(kind: str, entries: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What stands in each leaf of a tree, and between which keys."""
    while leaf := list(islice(entries, _LEAF)):
        listed = " ".join([f"{key} {value}" for key, value in leaf])
        yield f"/{kind}[{listed}]", f"/Limits[{leaf[0][0]} {leaf[-1][0]}]"
