"""Whatever the input, no traceback and no hang: mutated files of every reader, minutes of them in a deep run.

Mutations are by a seeded generator, so that a failure comes again; what ever failed stands below as a case of its own.
"""

import random
import sqlite3
import time
from contextlib import suppress

import polars as pl
import pytest
from packages import ods, ods_rows, rows_of, worksheet, xlsx

import mreport
from mreport import MreportError

GRID = [["", "A", "มือถือ B"], ["ราคา", "12,900", "1.10"], ["สี", "no", "ดำ × ≠ ↗"]]
SECONDS = 60
# Pieces that mean something to a reader.
PIECES = [
    *(b"\0", b'"', b"'", b"|", b",", b";", b"\t", b"\n", b"\r", b"{", b"}", b"[", b"]", b"&", b"*", b"!", b"%", b"#"),
    *(b"<", b">", b"</", b"/>", b"<!--", b"]]>", b"<td>", b"<table>", b"&a;", b"PK\x03\x04", b"PAR1", b"\xff", b"\xe0"),
    *(b"- ", b": ", b"? ", b"<<: *a", b"&a ", b"99999999999999999999", b"-1", b"NaN", b"1e999", b"\xed\xa0\x80"),
    *("ำ".encode(), "ํ".encode(), "\u202e".encode(), "\ufeff".encode(), b"A1:XFD1048576", b'r="XFD1048576"'),
]


def texts():
    """Small files of every text format."""
    import json

    data = {"attributes": {"a": {"rule": "number"}}, "items": {"x": {"a": "1"}, "y": {"a": {"text": "2", "url": "u"}}}}
    table = "\n".join("| " + " | ".join(row) + " |" for row in [GRID[0], ["---"] * 3, *GRID[1:]])
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in GRID)
    return {
        "t.yaml": "attributes:\n  a: {rule: number, label: {en: A, th: ก}}\nitems:\n  x: &x {a: 1}\n  y: *x\n",
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


BINARY = {
    "t.sqlite": database,
    "t.parquet": parquet,
    "t.pdf": report,
    "t.docx": report,
    "t.xlsx": lambda _file: xlsx(worksheet(rows_of(GRID))),
    "t.ods": lambda _file: ods(ods_rows(GRID)),
}
READERS = [*texts(), *BINARY, "sheet.xlsx", "content.ods"]


def mutated(content, chance):
    """Bytes with one to eight changes: bits, pieces put in, parts taken out, doubled or moved."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + chance.choice([1, 2, 8, 64, 512]))
        match chance.randrange(5):
            case 0 if at < len(made):
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                made[at:at] = chance.choice(PIECES) * chance.choice([1, 1, 1, 3, 100])
            case 2:
                del made[at:end]
            case 3:
                made[at:at] = made[at:end]
            case _:
                other = chance.randrange(len(made) + 1)
                made[other:other] = made[at:end]
    return bytes(made)


def of(name, folder):
    """A function that makes a mutated file of a reader: of the bytes, or of the XML in a spreadsheet."""
    if name == "sheet.xlsx":
        sheet = worksheet(rows_of(GRID)).encode()
        return lambda chance: xlsx(mutated(sheet, chance))
    if name == "content.ods":
        rows = ods_rows(GRID)
        return lambda chance: ods(mutated(rows.encode(), chance).decode("utf-8", "replace").replace("\0", ""))
    content = BINARY[name](folder / name) if name in BINARY else texts()[name].encode()
    return lambda chance: mutated(content, chance)


def tried(file, content):
    """Read a file's content; the CPU seconds that it took. Anything but an error of ours goes out of here."""
    file.write_bytes(content)
    start = time.process_time()
    with suppress(MreportError):
        mreport.compare(mreport.read(file))
    return time.process_time() - start


@pytest.mark.parametrize("name", READERS)
def test_no_file_ends_in_a_traceback(tmp_path, name):
    """Fifty mutated files of each reader are read or refused."""
    make, chance = of(name, tmp_path), random.Random(name)
    for _ in range(50):
        assert tried(tmp_path / f"t.{name.partition('.')[2]}", make(chance)) < 2


@pytest.mark.deep
@pytest.mark.parametrize("name", READERS)
def test_no_file_ends_in_a_traceback_for_a_minute(tmp_path, name):
    """A minute of mutated files of each reader: read or refused, each in a moment."""
    make, seed, end = of(name, tmp_path), 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        seed += 1
        taken = tried(tmp_path / f"t.{name.partition('.')[2]}", make(random.Random(f"{name} {seed}")))
        assert taken < 2, f"seed {seed} takes {taken} s"
    assert seed > 100
