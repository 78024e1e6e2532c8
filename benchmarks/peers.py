"""What `pdf.py` measures, each in a process of its own: `python peers.py NAME WORK.json RUNS OUT.pdf`.

NAME `work` makes WORK.json instead, of RUNS as rows and OUT.pdf as items: the texts of the example's first two
methods in Thai, again and again. A peer makes the PDF RUNS times, each time with another title, writes the last one,
and prints as JSON its version and the CPU seconds of each run; modules and fonts are loaded before the first.
"""

# ruff: noqa: INP001, T201  a script that speaks on the console; a peer imports what it needs alone

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from html import escape
from importlib.metadata import version
from itertools import cycle, islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "examples" / "methods.yaml"
FONTS = ("mreport-thai/MreportThai-Regular.ttf", "mreport-thai/MreportThai-Bold.ttf")
PLAIN = ("sarabun/Sarabun-Regular.ttf", "sarabun/Sarabun-Bold.ttf")
SYMBOLS = "mreport-symbols/MreportSymbols-Regular.ttf"
PADDING = (2.2, 1.4)  # mm

Make = Callable[[str], bytes]


def main() -> None:
    """Make the work, or do it."""
    name, work, runs, out = sys.argv[1:]
    if name == "work":
        Path(work).write_text(json.dumps(made(int(runs), int(out)), ensure_ascii=False), encoding="utf-8")
        return
    data = json.loads(Path(work).read_text(encoding="utf-8"))
    peer, said = PEERS[name](data)
    times, content = [], b""
    for number in range(int(runs)):
        start = time.process_time()
        content = peer(f"{data['title']} {number}")
        times.append(time.process_time() - start)
    Path(out).write_bytes(content)
    print(json.dumps({"version": said, "times": times, "bytes": len(content)}))


def made(rows: int, items: int) -> dict[str, Any]:
    """The work: data that mreport reads, and for the others the words that it shows of them."""
    import yaml

    import mreport
    from mreport.columns import Columns

    data = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    data["date"] = "2026-01-31"
    attributes = list(islice(cycle(data["attributes"]), rows))
    columns = list(islice(cycle(("tl-diffusion", "mm-diffusion")), items))
    data["attributes"] = {f"a{number}": data["attributes"][name] for number, name in enumerate(attributes)}
    data["items"] = {
        f"i{number}": {"name": data["items"][item]["name"]}
        | {f"a{row}": data["items"][item][name] for row, name in enumerate(attributes)}
        for number, item in enumerate(columns)
    }
    page = mreport.render(mreport.compare(mreport.read(data)), "th")
    table = next(page.root.iter("table"))
    head, *rest = (row for row in page.root.iter("tr"))
    return {
        "data": data,
        "title": page.report.title.text,
        "above": ["".join(line.itertext()) for line in page.root.findall("header/p")],
        "below": ["".join(line.itertext()) for line in page.root.findall("p")],
        "day": page.report.day,
        "widths": Columns(page.layout, page.report.glossary).widths(table, page.layout.text_width),  # mm, for all
        "head": ["".join(cell.itertext()) for cell in head],
        "rows": [[row.get("class") == "marked", *map(_words, row)] for row in rest],
    }


def _words(cell: Any) -> list[str]:
    """The text of a cell; with a link, the text before it, the link's text, its address."""
    link = cell.find("a")
    if link is None:
        return ["".join(cell.itertext())]
    text, words = "".join(cell.itertext()), "".join(link.itertext())
    return [text[: text.rindex(words)], words, link.get("href")]  # a note's number stands behind it in mreport


def mreport_(data: dict[str, Any]) -> tuple[Make, str]:
    """Render and encode: a tagged PDF/UA-1 and PDF/A-3a."""
    import mreport
    from mreport.writers import encode
    from mreport.writers.pdf.shaping import typefaces

    typefaces(400), typefaces(700)
    comparison = mreport.compare(mreport.read(data["data"]))

    def make(title: str) -> bytes:
        return encode(mreport.render(comparison, "th", title=title), ".pdf")

    return make, f"mreport {version('mreport')}, PDF/UA-1 and PDF/A-3a"


def typst(data: dict[str, Any]) -> tuple[Make, str]:
    """Typst: PDF/UA-1, with the same fonts, columns, fills, rules and repeated header."""
    from typst import Compiler

    folders = [str((ROOT / "fonts" / name).parent) for name in (FONTS[0], SYMBOLS)]
    compiler = Compiler(font_paths=folders, ignore_system_fonts=True)

    def make(title: str) -> bytes:
        content = compiler.compile(_typst(data, title).encode(), format="pdf", pdf_standards=["ua-1"])
        return content if isinstance(content, bytes) else b""

    return make, f"Typst {version('typst')}, PDF/UA-1"


def _typst(data: dict[str, Any], title: str) -> str:
    def text(words: str) -> str:
        return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def cell(words: list[str]) -> str:
        return text(words[0]) if len(words) == 1 else f"[#{text(words[0])}#link({text(words[2])}, {text(words[1])})]"

    fills = ", ".join("true" if marked else "false" for marked, *_ in data["rows"])
    rows = ",\n".join(f"strong({cell(label)}), " + ", ".join(map(cell, cells)) for _, label, *cells in data["rows"])
    heads = ", ".join(f"strong({text(words)})" for words in data["head"])
    above, below = ("\n\n".join(f"#{text(words)}" for words in data[name]) for name in ("above", "below"))
    return f"""#set document(title: {text(title)})
#set page(paper: "a4", margin: (x: 17mm, top: 16mm, bottom: 18mm),
  footer: context [#{text(data["day"])} #h(1fr) #counter(page).display("1/1", both: true)])
#set text(font: ("Mreport Thai", "Mreport Symbols"), size: 9.5pt, lang: "th", top-edge: 1.175em, bottom-edge: -0.475em)
#set par(leading: 0pt)
#let marked = ({fills})
= #{text(title)}
{above}
#table(columns: ({", ".join(f"{width}mm" for width in data["widths"])}), inset: (x: {PADDING[0]}mm, y: {PADDING[1]}mm),
  stroke: (..) => (bottom: 0.5pt + rgb("B8B8B8")),
  fill: (_, y) => if y == 0 {{ rgb("E4E8EE") }} else if marked.at(y - 1) {{ rgb("F5F0E1") }},
  table.header({heads}),
{rows})
{below}
"""


def weasyprint(data: dict[str, Any]) -> tuple[Make, str]:
    """WeasyPrint as most use it: an HTML table and a style sheet, tagged."""
    from weasyprint import HTML

    def make(title: str) -> bytes:
        content: bytes = HTML(string=naive_page(data, title)).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
        return content

    return make, f"WeasyPrint {version('weasyprint')} naive, PDF/UA-1"


def naive_page(data: dict[str, Any], title: str) -> str:
    """The page as most would write it: a table and a style sheet."""

    def cell(words: list[str]) -> str:
        link = f'<a href="{escape(words[2])}">{escape(words[1])}</a>' if len(words) > 1 else ""
        return escape(words[0]) + link

    faces = [("T", 400, FONTS[0]), ("T", 700, FONTS[1]), ("S", 400, SYMBOLS), ("S", 700, SYMBOLS)]
    style = "".join(
        f"@font-face {{ font-family: {name}; font-weight: {weight}; src: url({(ROOT / 'fonts' / file).as_uri()}) }}\n"
        for name, weight, file in faces
    )
    style += f"""@page {{ size: A4; margin: 16mm 17mm 18mm; @bottom-left {{ content: "{data["day"]}" }}
      @bottom-right {{ content: counter(page) "/" counter(pages) }} }}
      html {{ font: 9.5pt/1.65 T, S }} body {{ margin: 0 }} table {{ border-collapse: collapse; width: 100% }}
      th, td {{ padding: {PADDING[1]}mm {PADDING[0]}mm; text-align: left; vertical-align: top;
        box-sizing: border-box; border-bottom: .5pt solid #B8B8B8 }}
      thead th {{ background: #E4E8EE }} .marked {{ background: #F5F0E1 }}"""
    rows = "\n".join(
        f"<tr{' class=marked' * marked}><th>{cell(label)}</th>{''.join(f'<td>{cell(one)}</td>' for one in cells)}</tr>"
        for marked, label, *cells in data["rows"]
    )
    heads = "".join(
        f'<th style="width: {width}mm">{escape(words)}</th>'
        for words, width in zip(data["head"], data["widths"], strict=True)
    )
    above, below = ("".join(f"<p>{escape(words)}</p>" for words in data[name]) for name in ("above", "below"))
    return (
        f"<html lang=th><title>{escape(title)}</title><style>{style}</style><h1>{escape(title)}</h1>{above}"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{below}</html>"
    )


def _drawn(name: str, fonts: tuple[str, str], data: dict[str, Any]) -> tuple[Make, str]:
    """A peer that draws by itself, in a regular and a bold font."""
    import canvas_peers

    files = dict(zip(("regular", "bold", "symbols"), (*fonts, SYMBOLS), strict=True))
    make = getattr(canvas_peers, name)
    made: tuple[Make, str] = make(data, {key: ROOT / "fonts" / file for key, file in files.items()})
    return made


PEERS: dict[str, Callable[[dict[str, Any]], tuple[Make, str]]] = {
    "mreport": mreport_,
    "typst": typst,
    "weasyprint": weasyprint,
    "reportlab": partial(_drawn, "reportlab", PLAIN),  # which loses what it breaks of a font of clusters
    "fpdf": partial(_drawn, "fpdf", FONTS),
}
"""By the name of the module that each needs."""

if __name__ == "__main__":
    main()
