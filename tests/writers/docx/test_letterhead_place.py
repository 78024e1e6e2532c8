"""Where the report goes in a letterhead: to the mark, however Word has written it; to the end; nowhere else."""

from dataclasses import replace

import letters
import pytest

from mreport.errors import UserError
from mreport.writers.docx import encode
from mreport.writers.docx.edition import Edition, Letterhead

PLAIN = "<w:p><w:r><w:t>{{ report }}</w:t></w:r></w:p>"
CONTROL = "<w:sdt><w:sdtPr><w:id w:val='5'/>%s</w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>"
MARKS = {
    "in one run": PLAIN,
    "without spaces": PLAIN.replace("{{ report }}", "{{report}}"),
    "with spaces around": PLAIN.replace("<w:t>{{ report }}", '<w:t xml:space="preserve">  {{  report }} '),
    "in several runs": letters.MARKED,
    "with the cursor's bookmark": PLAIN.replace(
        "<w:r>", '<w:bookmarkStart w:id="9" w:name="_GoBack"/><w:bookmarkEnd w:id="9"/><w:r>', 1
    ),
    "as an insertion": PLAIN.replace("<w:r>", '<w:ins w:id="8" w:author="a"><w:r>').replace("</w:r>", "</w:r></w:ins>"),
    "in a content control": CONTROL % ("", PLAIN),
    "in a control of plain text": CONTROL % ("<w:text/>", PLAIN),
    "in a control within a control": CONTROL % ("", CONTROL % ("", PLAIN)),
    "in a control in the line": f"<w:p>{CONTROL % ('<w:text/>', '<w:r><w:t>{{ report }}</w:t></w:r>')}</w:p>",
}
CELL = (
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="9000" '
    f'w:type="dxa"/></w:tcPr>{PLAIN}</w:tc></w:tr></w:tbl>'
)
BOX = (
    f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{PLAIN}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    "</w:p>"
)


def on(content, page):
    """A page on a letterhead, as bytes."""
    return encode(replace(page, edition=Edition(Letterhead("office.docx", content), "none")))


def blocks(made, content):
    """The document's blocks: the text of a paragraph, or what else it is."""
    root = type(made.parts())(content).xml()
    return [made.text(one) or one.tag.partition("}")[2] for one in root[0]], root


@pytest.mark.parametrize("mark", MARKS)
def test_the_mark_gives_its_place(made, mark):
    """The report stands where the mark stood, and nothing of the mark is left, nor of a control that held it alone."""
    found, root = blocks(made, on(letters.letterhead(mark=MARKS[mark]), made.page()))
    at = found.index("เปรียบเทียบวิธี")
    assert found[at - 1].startswith("1")
    assert found.index("www.example.org") > at
    text = made.text(root)
    assert "{{" not in text
    assert "report" not in text
    assert not root.xpath("//w:sdt[.//w:tblCaption]", namespaces=root.nsmap)


def test_a_control_that_holds_more_stays(made):
    """A content control with more in it than the mark stays around the report."""
    mark = CONTROL % ("", f"<w:p><w:r><w:t>before</w:t></w:r></w:p>{PLAIN}")
    _, root = blocks(made, on(letters.letterhead(mark=mark), made.page()))
    (control,) = root.xpath("//w:sdt[.//w:tblCaption]", namespaces=root.nsmap)
    assert made.text(control).startswith("before")


def test_a_picture_beside_the_mark_stays(made):
    """What else is in the marked paragraph stays there, and the report comes behind it."""
    mark = PLAIN.replace("<w:p>", "<w:p><w:r><w:pict><v:rect/></w:pict></w:r>")
    _, root = blocks(made, on(letters.letterhead(mark=mark), made.page()))
    (picture,) = root.xpath("//v:rect", namespaces=root.nsmap)
    assert "{{" not in made.text(root)
    assert picture.getparent().getparent().getparent().getnext() is not None


def test_the_marking_style(made):
    """A paragraph of the style `Mreport Here` is a mark, whatever it says."""
    parts = letters.members(mark='<w:p><w:pPr><w:pStyle w:val="x1"/></w:pPr><w:r><w:t>put it here</w:t></w:r></w:p>')
    style = '<w:style w:type="paragraph" w:styleId="x1"><w:name w:val="Mreport Here"/></w:style></w:styles>'
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", style.encode())
    found, _ = blocks(made, on(letters.packed(parts), made.page()))
    assert "put it here" not in found
    assert found.index("www.example.org") > found.index("เปรียบเทียบวิธี")


def test_without_a_mark_it_goes_to_the_end(made):
    """Without a mark the report is the last of the document, before its section."""
    found, _ = blocks(made, on(letters.letterhead(mark=""), made.page()))
    assert found[-1] == "sectPr"
    assert found.index("เปรียบเทียบวิธี") > found.index("www.example.org")


def test_an_empty_document_is_filled(made):
    """The one empty paragraph of a bare letterhead gives its place, so that no empty line stands above."""
    parts = letters.members(mark="")
    text = parts["word/document.xml"].decode()
    start, end = text.index("<w:body>") + 8, text.index("<w:sectPr")
    parts["word/document.xml"] = f"{text[:start]}<w:p/>{text[end:]}".encode()
    found, _ = blocks(made, on(letters.packed(parts), made.page()))
    assert found[0] == "เปรียบเทียบวิธี"


@pytest.mark.parametrize("mark", [CELL, BOX, CELL.replace(PLAIN, CONTROL % ("", PLAIN))])
def test_no_report_in_tables_and_text_boxes(made, mark):
    """A mark in a table or a text box is refused: a report has no room there."""
    with pytest.raises(UserError, match="letterhead-mark-place"):
        on(letters.letterhead(mark=mark), made.page())


@pytest.mark.parametrize("name", ["header1", "header2", "footer1", "footnotes"])
def test_no_report_in_headers_and_notes(made, name):
    """A mark in a header, a footer or a note is refused: left there, it would be on every page of the report."""
    parts = letters.members(mark="")
    part = f"word/{name}.xml"
    old = b"</w:footnote></w:footnotes>" if name == "footnotes" else parts[part][parts[part].rindex(b"</w:") :]
    parts[part] = parts[part].replace(old, PLAIN.encode() + old)
    with pytest.raises(UserError, match="letterhead-mark-place"):
        on(letters.packed(parts), made.page())


@pytest.mark.parametrize("mark", [PLAIN + letters.MARKED, PLAIN + CELL, CELL + CELL])
def test_a_mark_twice(made, mark):
    """Two marks are refused, and how many there are is said."""
    with pytest.raises(UserError, match="letterhead-marks") as error:
        on(letters.letterhead(mark=mark), made.page())
    assert error.value.faults[0].fields["count"] == 2


def test_a_template_makes_a_document(made):
    """A .dotx may be a letterhead; what is made of it is a document."""
    parts = letters.members()
    kind = b"wordprocessingml.document.main+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(kind, kind.replace(b"document", b"template"))
    new = type(made.parts())(on(letters.packed(parts), made.page()))
    assert kind in new["[Content_Types].xml"]
    assert b"template.main" not in new["[Content_Types].xml"]


def test_a_document_by_another_name(made):
    """Word on the web calls the document's part document2.xml."""
    parts = letters.members()
    for old, new in (
        ("word/document.xml", "word/document2.xml"),
        ("word/_rels/document.xml.rels", "word/_rels/document2.xml.rels"),
    ):
        parts[new] = parts.pop(old)
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = parts[name].replace(b"word/document.xml", b"word/document2.xml")
    new = type(made.parts())(on(letters.packed(parts), made.page()))
    assert "word/document.xml" not in new
    assert "เปรียบเทียบวิธี" in made.text(new.xml("word/document2.xml"))


def test_a_letterhead_that_lacks_much(made):
    """Styles, lists, settings and properties that a letterhead lacks come from us."""
    parts = letters.members()
    for name in ("styles", "numbering", "settings", "fontTable"):
        parts.pop(f"word/{name}.xml")
        for place, pattern in (
            ("word/_rels/document.xml.rels", f' Target="{name}.xml"'),
            ("[Content_Types].xml", f"/word/{name}.xml"),
        ):
            text = parts[place].decode()
            start = text.rindex("<", 0, text.index(pattern))
            parts[place] = (text[:start] + text[text.index("/>", start) + 2 :]).encode()
    new = type(made.parts())(on(letters.packed(parts), made.page()))
    for name in ("styles", "numbering", "settings", "fontTable"):
        assert f"word/{name}.xml" in new
    used = set(new.find("//w:tbl//w:pStyle/@w:val"))
    assert used <= set(new.find("//w:style/@w:styleId", "word/styles.xml"))
