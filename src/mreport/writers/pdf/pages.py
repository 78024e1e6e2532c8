"""Pages as they come into the file: what is painted on each, its links, the key by which its content is found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mreport.progress import tell
from mreport.writers.pdf.file import references, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mreport.layout import Layout
    from mreport.writers.pdf.file import File
    from mreport.writers.pdf.furniture import Running
    from mreport.writers.pdf.paint import Mark, Painting
    from mreport.writers.pdf.resources import Resources

_POINTS = 72 / 25.4  # to the millimetre
_BRANCH = 64  # pages of one node of the tree


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page that is in the file: the number of its object, its key in the parent tree, what is marked on it."""

    number: int
    key: int
    marks: list[Mark]


class Pages:
    """The pages of a document, each written when it is added; `finish` writes the tree that they hang on."""

    def __init__(self, file: File, resources: Resources, layout: Layout) -> None:
        self.leaves: list[Leaf] = []
        self.next_key = 0
        self._file = file
        self._resources = resources
        sides = f"0 0 {layout.width * _POINTS:.6f} {layout.height * _POINTS:.6f}"
        self._common = f"/MediaBox[{sides}]/Resources {resources.number} 0 R/Tabs/S"
        self._branches: list[int] = []

    def add(self, painting: Painting, running: Sequence[Running], count: int) -> Leaf:
        """Paint and write the next of `count` pages."""
        number, key = len(self.leaves) + 1, self._key()
        tell(0.65 + 0.3 * number / count)
        if number % _BRANCH == 1:
            self._branches.append(self._file.reserve())
        shown = (one.shown(number, count, self._resources.fonts) for one in running)
        drawn = "\n".join(("{} {} {} {} {} {} cm".format(*painting.matrix), painting.paint(self._resources), *shown))
        content = self._file.stream(drawn.encode("ascii"))
        annotations = [self._link(mark) for mark in painting.marks if mark.link]
        linked = f"/Annots[{' '.join(annotations)}]" if annotations else ""
        page = self._file.add(
            f"<</Type/Page/Parent {self._branches[-1]} 0 R{self._common}/StructParents {key}"
            f"/Contents {content} 0 R{linked}>>"
        )
        leaf = Leaf(page, key, painting.marks)
        self.leaves.append(leaf)
        return leaf

    def _key(self) -> int:
        self.next_key += 1
        return self.next_key - 1

    def _link(self, mark: Mark) -> str:
        """The annotations of a link, one for each line of it (ISO 32000-1, 12.5.6.5)."""
        address = text(mark.link or "")
        for box in mark.boxes:
            key, sides = self._key(), " ".join([f"{side:.2f}" for side in box])
            annotation = self._file.add(
                f"<</Type/Annot/Subtype/Link/Rect[{sides}]/Border[0 0 0]/F 4/StructParent {key}"
                f"/A<</S/URI/URI {address}>>/Contents {address}>>"
            )
            mark.annotations.append((annotation, key))
        return references(annotation for annotation, _ in mark.annotations)

    def finish(self) -> int:
        """Write the tree of pages; returns the number of its root."""
        root = self._file.reserve()
        for index, branch in enumerate(self._branches):
            leaves = self.leaves[index * _BRANCH : (index + 1) * _BRANCH]
            kids = references(leaf.number for leaf in leaves)
            self._file.add(f"<</Type/Pages/Parent {root} 0 R/Count {len(leaves)}/Kids[{kids}]>>", branch)
        return self._file.add(f"<</Type/Pages/Count {len(self.leaves)}/Kids[{references(self._branches)}]>>", root)
