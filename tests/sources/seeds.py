"""What fuzzing begins with: a small file of each reader, pieces that mean something to one, and how a file is tried."""

import json
import sqlite3
import time
from contextlib import suppress

import polars as pl
from packages import ods, ods_rows, rows_of, worksheet, xlsx
from PIL import Image as Drawn

import mreport
from mreport import MreportError

GRID = [["", "A", "มือถือ B"], ["ราคา", "12,900", "1.10"], ["สี", "no", "ดำ × ≠ ↗"]]
DOT = (
    "data:image/png;name=a.png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ"
    "/pLvAAAAAElFTkSuQmCC"
)
PIECES = [
    *(b"\0", b'"', b"'", b"|", b",", b";", b"\t", b"\n", b"\r", b"{", b"}", b"[", b"]", b"&", b"*", b"!", b"%", b"#"),
    *(b"<", b">", b"</", b"/>", b"<!--", b"]]>", b"<td>", b"<table>", b"&a;", b"PK\x03\x04", b"PAR1", b"\xff", b"\xe0"),
    *(b"- ", b": ", b"? ", b"<<: *a", b"&a ", b"99999999999999999999", b"-1", b"NaN", b"1e999", b"\xed\xa0\x80"),
    *("ำ".encode(), "ํ".encode(), "\u202e".encode(), "\ufeff".encode(), b"A1:XFD1048576", b'r="XFD1048576"'),
    *(
        b"image: ",
        b"alt: ",
        b"![a](b.png)",
        b"<img src=b.png>",
        b"../",
        b"data:image/png;base64,",
        b"file:///",
        b"\xff\xd8",
    ),
]


def texts():
    """Small files of every text format."""
    data = {"attributes": {"a": {"rule": "number"}}, "items": {"x": {"a": "1"}, "y": {"a": {"text": "2", "url": "u"}}}}
    data["items"]["z"] = {"a": {"image": DOT, "alt": "Dot"}}
    shown = ["ภาพ", f"![Dot]({DOT})", "![Gone](gone.png)"]
    table = "\n".join("| " + " | ".join(row) + " |" for row in [GRID[0], ["---"] * 3, *GRID[1:], shown])
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in GRID)
    rows += f'<tr><td>ภาพ</td><td><img src="{DOT}" alt="Dot"></td><td><img src="gone.png" alt="Gone"></td></tr>'
    return {
        "t.yaml": "attributes:\n  a: {rule: number, label: {en: A, th: ก}}\nitems:\n  x: &x {a: 1}\n  y: *x\n"
        f"  z: {{a: {{image: '{DOT}', alt: {{en: Dot, th: จุด}}}}}}\n",
        "t.json": json.dumps(data),
        "t.csv": "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in GRID),
        "t.tsv": "".join("\t".join(row) + "\n" for row in GRID),
        "t.md": f"# T\n\n{table}\n",
        "t.html": f"<h1>T</h1><table><caption>C</caption>{rows}</table>",
    }


def database(file):
    """A small database."""
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE t (name TEXT, p TEXT)")
        connection.execute("INSERT INTO t VALUES ('x', '1'), ('y', '2')")
    connection.close()
    return file.read_bytes()


def parquet(file):
    """A small Parquet file."""
    pl.DataFrame({"name": ["x", "y"], "p": [1, 2]}).write_parquet(file)
    return file.read_bytes()


def report(file):
    """A document of ours."""
    comparison = mreport.compare(mreport.read({"x": {"a": "1"}, "y": {"a": "2"}}))
    mreport.write(mreport.render(comparison, "en"), file)
    return file.read_bytes()


def picture(file):
    """A small picture, of the kind that the file's name tells."""
    Drawn.linear_gradient("L").resize((60, 40)).convert("RGB").save(file)
    return file.read_bytes()


BINARY = {
    "t.sqlite": database,
    "t.parquet": parquet,
    "t.pdf": report,
    "t.docx": report,
    "t.xlsx": lambda _file: xlsx(worksheet(rows_of(GRID))),
    "t.ods": lambda _file: ods(ods_rows(GRID)),
    "t.png": picture,
    "t.jpg": picture,
}
# Spreadsheets of which the XML is mutated and packed again: a zip that is mutated is broken, and no more is seen of it.
INSIDE = {"sheet.xlsx": worksheet(rows_of(GRID)), "content.ods": ods_rows(GRID)}
READERS = [*texts(), *BINARY, *INSIDE]


def seed(name, folder):
    """What is mutated for a reader: a whole file, or the XML in one."""
    if name in BINARY:
        return BINARY[name](folder / name)
    return (INSIDE | texts())[name].encode()


def packed(name, content):
    """The file of what was mutated."""
    if name == "sheet.xlsx":
        return xlsx(content)
    if name == "content.ods":
        return ods(content.decode("utf-8", "replace").replace("\0", ""))
    return content


def tried(name, folder, content):
    """Read the file of what was mutated; the CPU seconds that it took. What is no error of ours goes out of here."""
    file = folder / f"t.{name.partition('.')[2]}"
    file.write_bytes(packed(name, content))
    start = time.process_time()
    with suppress(MreportError):
        mreport.compare(mreport.read({"A": {"x": file}, "B": {"x": 1}} if BINARY.get(name) is picture else file))
    taken = time.process_time() - start
    assert not [*folder.glob(f"{file.name}-*")], "something was written beside it"
    return taken
