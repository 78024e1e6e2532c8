"""One comparison out of every form of source: the reference page's, with the same statuses, marks and texts."""

import hashlib
import json
import sqlite3

import openpyxl
import pandas as pd
import polars as pl
import pytest
from packages import ods, ods_rows

import mreport

NAMES = ["การเรียนรู้แบบถ่ายโอนด้วยแบบจำลองการแพร่กระจาย", "แบบจำลองการแพร่กระจายหลายรูปแบบ"]
# Label, two values, the word that a link has in the page, and whether the row carries the sign.
ROWS = [
    ("สาขาวิชา", "การเรียนรู้เชิงลึก", "การเรียนรู้เชิงลึก"),
    ("ตระกูล", "Machine learning", "Machine learning"),
    ("ปีกำเนิด", "2020–2023", "2020–2022"),
    (
        "ผู้ริเริ่ม",
        "Ho et al. (DDPM); transfer application popularized by Rombach et al. (Stable Diffusion), 2020–2023",
        "Ho, J. et al. (DDPM); Rombach, R. et al. (LDM/Stable Diffusion)",
    ),
    ("ประเภท", "Generative model with transfer learning", "Generative model (denoising diffusion)"),
    (
        "แหล่งต้นตำรับ",
        "Ho, J., Jain, A., & Abbeel, P. (2020). Denoising Diffusion Probabilistic Models. NeurIPS, 33, 6840–6851.",
        "Rombach, R., Blattmann, A., & Ommer, B. (2022). High-Resolution Image Synthesis. CVPR, 10684–10695.",
    ),
    ("ชื่อเรียกอื่น", "diffusion model fine-tuning, TL-DM", "multimodal DDPM, cross-modal diffusion"),
    ("ที่เกี่ยวข้อง", "5", "6"),
    ("สรุป", "Adapts a large model — such as DALL-E 2 — to a new domain.", "Conditions on text, image, audio or video."),
]
MARKED = ("ปีกำเนิด", "ผู้ริเริ่ม", "ประเภท", "แหล่งต้นตำรับ", "ที่เกี่ยวข้อง", "สรุป")
RULES = {"ปีกำเนิด": "years", "แหล่งต้นตำรับ": "reference", "ชื่อเรียกอื่น": "set", "ที่เกี่ยวข้อง": "number"}
PLAIN = {"rules": RULES, "ignore": ["ชื่อเรียกอื่น"]}
GRID = [["คุณลักษณะ", *NAMES], *map(list, ROWS)]


def digest(dataset):
    """A hash over status, mark and text as written, row by row."""
    comparison = mreport.compare(dataset)
    rows = []
    for row in comparison.rows:
        texts = [", ".join(map(str, value.parts)) for value in row.values]  # noqa: PD011  no frame's
        rows.append([row.status.value, row.marked, texts])
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def data():
    """The comparison in the data file's shape."""
    attributes = {label: {"rule": RULES.get(label, "text"), "compared": label != "ชื่อเรียกอื่น"} for label, *_texts in ROWS}
    items = {
        f"m{number}": {"name": name, **{row[0]: row[1 + number] for row in ROWS}} for number, name in enumerate(NAMES)
    }
    return {"language": "th", "attributes": attributes, "items": items}


def quoted(cell):
    """A cell of CSV."""
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def page():
    """The page of the reference's form."""
    links = {"แหล่งต้นตำรับ": (" link ↗", " DOI ↗")}
    rows = []
    for label, one, other in ROWS:
        first, second = links.get(label, ("", ""))
        rows.append(f"| {label}{'≠' if label in MARKED else ''} | {one}{first} | {other}{second} |")
    head = ["เปรียบเทียบวิธี", "ดูวิธีที่เลือกเทียบกัน", f"| {NAMES[0]}× | {NAMES[1]}× | |", "|---|---|---|"]
    return "\n".join([*head, *rows, "| ScholarGateชุดข้อมูล ↗ |", "|", "|"])


def html():
    """The page as an HTML table."""
    cells = ["".join(f"<td>{cell.replace('&', '&amp;')}</td>" for cell in row) for row in GRID]
    return f"<html><body><h1>T</h1><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></body></html>"


def xlsx(file):
    """The table in a workbook."""
    book = openpyxl.Workbook()
    for row in GRID:
        book.active.append([int(cell) if cell in ("5", "6") else cell for cell in row])
    book.save(file)
    return file


def sqlite(file):
    """The table turned: a record for each method."""
    with sqlite3.connect(file) as connection:
        columns = ", ".join(f'"{label}"' for label, *_texts in GRID)
        connection.execute(f"CREATE TABLE methods ({columns})")
        connection.executemany(
            f"INSERT INTO methods VALUES ({', '.join('?' * len(GRID))})", list(zip(*GRID, strict=True))[1:]
        )
    connection.close()
    return file


def records():
    """The table turned, as a frame."""
    columns = list(zip(*GRID, strict=True))
    return pl.DataFrame([list(row) for row in columns[1:]], schema=list(columns[0]), orient="row")


def report(file):
    """The comparison as a document of ours, which carries its data."""
    mreport.write(mreport.render(mreport.compare(mreport.read(data())), "th"), file)
    return file


def parquet(file):
    """The records in a Parquet file."""
    records().write_parquet(file)
    return file


def text_file(name, content):
    """A function that writes a text and says how it is read."""
    return lambda folder: (folder / name).write_text(content, encoding="utf-8") and folder / name


FORMS = {
    "yaml": (text_file("t.yaml", json.dumps(data(), ensure_ascii=False)), {}),
    "json": (text_file("t.json", json.dumps(data())), {}),
    "csv": (text_file("t.csv", "".join(",".join(map(quoted, row)) + "\r\n" for row in GRID)), PLAIN),
    "csv turned": (
        text_file("t.csv", "".join(";".join(map(quoted, row)) + "\n" for row in zip(*GRID, strict=True))),
        {**PLAIN, "items": "rows"},
    ),
    "tsv": (text_file("t.tsv", "".join("\t".join(row) + "\n" for row in GRID)), PLAIN),
    "markdown page": (text_file("t.md", page()), {"rules": RULES}),
    "html": (text_file("t.html", html()), PLAIN),
    "xlsx": (lambda folder: xlsx(folder / "t.xlsx"), PLAIN),
    "ods": (lambda folder: (folder / "t.ods").write_bytes(ods(ods_rows(GRID))) and folder / "t.ods", PLAIN),
    "sqlite": (lambda folder: sqlite(folder / "t.sqlite"), PLAIN),
    "parquet": (lambda folder: parquet(folder / "t.parquet"), PLAIN),
    "pdf": (lambda folder: report(folder / "t.pdf"), {}),
    "docx": (lambda folder: report(folder / "t.docx"), {}),
    "markdown of ours": (lambda folder: report(folder / "t.md"), {"rules": RULES}),
    "html of ours": (lambda folder: report(folder / "t.html"), {"rules": RULES}),
    "mapping": (lambda _folder: data(), {}),
    "rows": (lambda _folder: GRID, PLAIN),
    "pandas": (lambda _folder: pd.DataFrame(GRID[1:], columns=GRID[0]), PLAIN),
    "polars": (lambda _folder: records(), {**PLAIN, "items": "rows"}),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_same_comparison(tmp_path, form):
    """Status, mark and text of each row are those of the page, whatever the data are in."""
    made, choices = FORMS[form]
    dataset = mreport.read(made(tmp_path), **choices)
    assert [row.attribute.label for row in mreport.compare(dataset).rows if row.marked] == list(MARKED)
    assert digest(dataset) == digest(mreport.read(data()))


@pytest.mark.parametrize("suffix", [".md", ".html"])
@pytest.mark.parametrize("lang", ["th", "en", "th,en"])
def test_notes_before_the_dataset_s_line_don_t_hide_it(tmp_path, suffix, lang):
    """A report with the data's own note and an added one, one of them with the sign of a link, keeps its dataset."""
    origin = {"name": "Set [1]", "url": "https://example.org/set", "licence": "CC BY 4.0"}
    comparison = mreport.compare(mreport.read(data() | {"dataset": origin, "note": "See the list \u2197"}))
    file = tmp_path / f"t{suffix}"
    mreport.write(mreport.render(comparison, lang, note="Added | note"), file)
    assert mreport.read(file).origin == mreport.Origin(**origin)
