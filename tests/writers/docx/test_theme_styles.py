"""A theme's `[styles]`: the names that styles of ours have in a letterhead."""

from dataclasses import replace

import docx
from docx.enum.style import WD_STYLE_TYPE

from mreport.themes import Theme
from mreport.writers.docx import encode
from mreport.writers.docx.edition import Edition, read


def test_a_theme_names_the_letterheads_own_styles(made, tmp_path):
    """What a theme names is the letterhead's style where it has one of that name, else a new one of that name."""
    letterhead = tmp_path / "letter.docx"
    document = docx.Document()
    document.add_paragraph("{{ report }}")
    document.styles.add_style("ตารางเนื้อหา", WD_STYLE_TYPE.PARAGRAPH).font.name = "TH SarabunPSK"
    document.save(letterhead)
    theme = Theme(styles={"Mreport Cell": "ตารางเนื้อหา", "Mreport Label": "Our Label"})
    page = replace(made.page(), edition=Edition(read(letterhead)), theme=theme)
    new = type(made.parts())(encode(page))
    used = set(new.find("//w:tbl//w:pStyle/@w:val"))
    ids, shown = (new.find(f"//w:style/{path}", "word/styles.xml") for path in ("@w:styleId", "w:name/@w:val"))
    names = dict(zip(ids, shown, strict=True))
    assert "Our Label" in {names[one] for one in used}
    assert any("ตารางเนื้อหา" in names[one] for one in used)
    assert not {"Mreport Cell", "Mreport Label"} & set(names.values())
