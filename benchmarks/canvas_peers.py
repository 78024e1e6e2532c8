"""The peers of PDF that draw by themselves, for `peers.py`: ReportLab and fpdf2, both with HarfBuzz; neither tags.

They break Thai wherever a line is full, since they know spaces alone, and have no fonts behind a font but fpdf2.
"""

# ruff: noqa: INP001  a module of scripts, whose peers are imported when they are made

from __future__ import annotations

import re
from html import escape
from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Make = Callable[[str], bytes]

SIZE, LINE = 9.5, 9.5 * 1.65  # points
SIDE, TOP, BOTTOM = 17, 16, 18  # mm, margins
PADDING = (2.2, 1.4)  # mm
HEAD, MARKED, RULE = "#E4E8EE", "#F5F0E1", "#B8B8B8"
_LACKED = re.compile("[\u2197]")  # of the signs in the work, those that the text's font has not


def reportlab(data: dict[str, Any], fonts: dict[str, Path]) -> tuple[Make, str]:
    """ReportLab: a table of paragraphs, shaped, its header on each page; `fonts` are regular, bold, symbols."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    for name, file in fonts.items():
        pdfmetrics.registerFont(TTFont(name, str(file), shapable=True))
    plain = ParagraphStyle("plain", fontName="regular", fontSize=SIZE, leading=LINE, shaping=1)
    strong = ParagraphStyle("strong", parent=plain, fontName="bold")

    class Counted(Canvas):  # type: ignore[misc]  # it has no types
        """A canvas that keeps its pages until it is known how many there are."""

        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **named)
            self.kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802
            self.kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self.kept, 1):
                self.__dict__.update(page)
                self.setFont("regular", SIZE)
                self.drawString(SIDE * mm, BOTTOM * mm / 2, data["day"], shaping=True)
                self.drawRightString(A4[0] - SIDE * mm, BOTTOM * mm / 2, f"{number}/{len(self.kept)}")
                super().showPage()
            super().save()

    def marked_up(words: list[str]) -> str:
        text = _LACKED.sub(r'<font name="symbols">\g<0></font>', escape(words[0]))
        return text if len(words) == 1 else f'{text}<a href="{escape(words[2])}">{marked_up([words[1]])}</a>'

    def make(title: str) -> bytes:
        rows = [[Paragraph(marked_up([words]), strong) for words in data["head"]]]
        for _, label, *cells in data["rows"]:
            rows.append([Paragraph(marked_up(label), strong), *(Paragraph(marked_up(one), plain) for one in cells)])
        fills = [("BACKGROUND", (0, at), (-1, at), MARKED) for at, row in enumerate(data["rows"], 1) if row[0]]
        across, down = (side * mm for side in PADDING)
        style = [
            *(("LEFTPADDING", (0, 0), (-1, -1), across), ("RIGHTPADDING", (0, 0), (-1, -1), across)),
            *(("TOPPADDING", (0, 0), (-1, -1), down), ("BOTTOMPADDING", (0, 0), (-1, -1), down)),
            *(("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE)),
            *(("BACKGROUND", (0, 0), (-1, 0), HEAD), *fills),
        ]
        table = LongTable(rows, [width * mm for width in data["widths"]], style=style, repeatRows=1)
        above = [Paragraph(escape(title), strong), *(Paragraph(marked_up([one]), plain) for one in data["above"])]
        below = [Paragraph(marked_up([one]), plain) for one in data["below"]]
        out = BytesIO()
        margins = {"leftMargin": SIDE * mm - 6, "rightMargin": SIDE * mm - 6}  # its frame has 6 points of its own
        document = SimpleDocTemplate(
            out, pagesize=A4, topMargin=TOP * mm, bottomMargin=BOTTOM * mm, title=title, **margins
        )
        document.build([*above, table, *below], canvasmaker=Counted)
        return out.getvalue()

    return make, f"ReportLab {version('reportlab')}, shaped, untagged"


def fpdf(data: dict[str, Any], fonts: dict[str, Path]) -> tuple[Make, str]:
    """fpdf2: its table, shaped, its header on each page; a link is the whole cell's."""
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    class Document(FPDF):  # type: ignore[misc]  # another environment has it
        """A document with the day and the page's number at its foot."""

        def footer(self) -> None:
            self.set_y(-BOTTOM / 2 - 4)
            self.cell(0, 4, data["day"])
            self.cell(0, 4, f"{self.page_no()}/{{nb}}", align="R")

    def make(title: str) -> bytes:
        pdf = Document(format="A4")
        for style, name in (("", "regular"), ("B", "bold")):
            pdf.add_font("text", style, fonts[name])
            pdf.add_font("symbols", style, fonts["symbols"])
        pdf.set_fallback_fonts(["symbols"], exact_match=False)
        pdf.set_title(title)
        pdf.set_margins(SIDE, TOP, SIDE)
        pdf.set_auto_page_break(auto=True, margin=BOTTOM)
        pdf.c_margin = 0
        pdf.add_page()
        pdf.set_font("text", size=SIZE)
        pdf.set_text_shaping(use_shaping_engine=True)
        line = LINE / 72 * 25.4
        for words in (title, *data["above"]):
            pdf.multi_cell(0, line, words, align="L", new_x="LMARGIN", new_y="NEXT")
        across, down = PADDING
        look = {"borders_layout": "HORIZONTAL_LINES", "headings_style": FontFace(emphasis="BOLD", fill_color=HEAD)}
        look |= {"text_align": "LEFT", "v_align": "TOP", "padding": (down, across), "line_height": line}
        bold, fill = FontFace(emphasis="BOLD"), FontFace(fill_color=MARKED)
        both = FontFace(emphasis="BOLD", fill_color=MARKED)
        with pdf.table(col_widths=tuple(data["widths"]), width=sum(data["widths"]), **look) as table:
            table.row(data["head"])
            for marked, label, *cells in data["rows"]:
                row = table.row()
                row.cell(label[0], style=both if marked else bold)
                for words in cells:
                    link = words[2] if len(words) > 1 else None
                    row.cell("".join(words[:2]), link=link, style=fill if marked else None)
        for words in data["below"]:
            pdf.multi_cell(0, line, words, align="L", new_x="LMARGIN", new_y="NEXT")
        return bytes(pdf.output())

    return make, f"fpdf2 {version('fpdf2')}, shaped, untagged"
