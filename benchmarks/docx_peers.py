"""What `docx.py` measures, each in a process of its own: `python docx_peers.py NAME ROWS OUT.docx`.

The same rows for all: a label and the values of two items, half of them in Thai, every other row marked; a header row
that repeats, marked rows shaded. NAME makes the document twice, a small one first that loads what it needs, writes the
second, and prints as JSON its version and the CPU seconds of it.
"""

# ruff: noqa: INP001, T201  a script that speaks on the console; a peer imports what it needs alone

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

SHADE = "F5F0E1"
TITLE, NAMES = "เปรียบเทียบวิธี", ("คุณลักษณะ", "แบบจำลอง A", "Model B")

Make = tuple[Callable[[int], Any], Callable[[Any], bytes]]


def main() -> None:
    """Make the document and tell what it took."""
    name, rows, out = sys.argv[1:]
    (prepare, make), said = PEERS[name]()
    make(prepare(10))
    prepared = prepare(int(rows))
    start = time.process_time()
    content = make(prepared)
    seconds = time.process_time() - start
    Path(out).write_bytes(content)
    print(json.dumps({"version": said, "seconds": seconds, "bytes": len(content)}))


def texts(count: int) -> list[tuple[bool, str, str, str]]:
    """The rows: whether marked, the label, two values; every other row is marked."""
    rows = []
    for row in range(count):
        value = f"ค่าของแถว {row} (value)"
        rows.append((bool(row % 2), f"คุณลักษณะที่ {row}", value, f"value {row} of the row" if row % 2 else value))
    return rows


def mreport_(choice: str) -> tuple[Make, str]:
    """mreport: the page by its template and the document; the comparison is made before, as others' rows are."""
    from dataclasses import replace
    from importlib.metadata import version

    import mreport
    from mreport.writers import encode
    from mreport.writers.docx.edition import Edition

    def prepare(count: int) -> Any:
        rows = texts(count)
        attributes = {f"a{number}": {"label": row[1]} for number, row in enumerate(rows)}
        items = {
            f"i{item}": {"name": NAMES[item], **{f"a{number}": row[item + 1] for number, row in enumerate(rows)}}
            for item in (1, 2)
        }
        return mreport.compare(mreport.read({"title": TITLE, "attributes": attributes, "items": items}))

    def make(comparison: Any) -> bytes:
        page = mreport.render(comparison, "th", source=False)
        return encode(replace(page, edition=Edition(embed_fonts=choice)), ".docx")  # type: ignore[arg-type]

    return (prepare, make), f"mreport {version('mreport')}"


def docxtpl() -> tuple[Make, str]:
    """docxtpl: a template with a row for each row, shaded where it is marked."""
    from docx import Document
    from docxtpl import DocxTemplate
    from docxtpl import __version__ as version

    document = Document()
    document.add_heading("{{ title }}", 0)
    table = document.add_table(rows=4, cols=3)
    for cell, text in zip(table.rows[0].cells, NAMES, strict=True):
        cell.text = text
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    for cell, field in zip(table.rows[2].cells, ("label", "a", "b"), strict=True):
        cell.text = f"{{% cellbg row.shade %}}{{{{ row.{field} }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    file = BytesIO()
    document.save(file)

    def prepare(count: int) -> Any:
        return [
            {"shade": SHADE if marked else "FFFFFF", "label": label + " ≠" * marked, "a": a, "b": b}
            for marked, label, a, b in texts(count)
        ]

    def make(rows: Any) -> bytes:
        template = DocxTemplate(BytesIO(file.getvalue()))
        template.render({"title": TITLE, "rows": rows}, autoescape=True)
        made = BytesIO()
        template.save(made)
        return made.getvalue()

    return (prepare, make), f"docxtpl {version}"


def python_docx() -> tuple[Make, str]:
    """python-docx, row by row, the quicker of the ways that its documentation shows."""
    from docx import Document
    from docx import __version__ as version
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{SHADE}"/>'

    def make(rows: Any) -> bytes:
        document = Document()
        document.add_heading(TITLE, 0)
        table = document.add_table(rows=1, cols=3)
        for cell, text in zip(table.rows[0].cells, NAMES, strict=True):
            cell.text = text
        for marked, label, a, b in rows:
            for cell, text in zip(table.add_row().cells, (label + " ≠" * marked, a, b), strict=True):
                cell.text = text
                if marked:
                    cell._tc.get_or_add_tcPr().append(parse_xml(shade))  # noqa: SLF001  as its users do it
        made = BytesIO()
        document.save(made)
        return made.getvalue()

    return (texts, make), f"python-docx {version}"


PEERS: dict[str, Callable[[], tuple[Make, str]]] = {
    "mreport": lambda: mreport_("full"),
    "mreport-none": lambda: mreport_("none"),
    "docxtpl": docxtpl,
    "python-docx": python_docx,
}

if __name__ == "__main__":
    main()
