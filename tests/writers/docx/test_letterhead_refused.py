"""Letterheads that can't be used: each gets its code, before anything is written, and none does harm."""

import re
import zipfile
from io import BytesIO

import letters
import pytest

from mreport.errors import LimitError, MreportError, UserError
from mreport.writers.docx import edition
from mreport.writers.docx.edition import read

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT, TYPES, RELS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"


@pytest.fixture
def code(tmp_path):
    """A function that reads bytes as a letterhead: the code of what is refused."""

    def refused(content, name="office.docx"):
        file = tmp_path / name
        file.write_bytes(content)
        with pytest.raises(MreportError) as error:
            read(file)
        assert error.value.faults[0].place.file == str(file)
        return error.value.code

    return refused


def edited(name, old, new):
    """A letterhead with a part edited."""
    parts = letters.members()
    text = parts[name].decode()
    assert old in text
    return letters.packed(parts | {name: text.replace(old, new, 1).encode()})


def related(kind, target, rels=RELS):
    """A letterhead that takes something from outside."""
    entry = f'<Relationship Id="rId99" Type="{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    parts = letters.members()
    empty = f'{letters.DECLARATION}<Relationships xmlns="{PACKAGE}"></Relationships>'.encode()
    text = re.sub("/>$", "></Relationships>", parts.get(rels, empty).decode())
    return letters.packed(parts | {rels: text.replace("</Relationships>", entry).encode()})


def zipped(*entries):
    """A package of names and contents, in this order, doubles and all."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("content", [b"", b"text", b"%PDF-1.7\n", b"PK\x03\x04" + b"\0" * 40, zipped(("a.txt", "a"))])
def test_what_is_no_word_document(code, content):
    """A text, a PDF, a broken or another zip is no Word document."""
    assert code(content) == "letterhead-not-docx"


def test_a_workbook_is_no_document(code):
    """Another of Office's files is no Word document, whatever its name ends in."""
    main = "wordprocessingml.document.main"
    assert code(edited(TYPES, main, "spreadsheetml.sheet.main")) == "letterhead-not-docx"


def test_a_broken_zip(code):
    """A file that ends too early, or whose bytes are not what they were, is refused."""
    whole = letters.letterhead()
    assert code(whole[: len(whole) // 2]) == "letterhead-not-docx"
    at = whole.index(b"word/styles.xml") + 40
    assert code(whole[:at] + bytes(255 - byte for byte in whole[at : at + 30]) + whole[at + 30 :]) == (
        "letterhead-not-docx"
    )


@pytest.mark.parametrize("name", [DOCUMENT, "_rels/.rels"])
def test_a_part_that_is_missing(code, name):
    """Without its document, or the way to it, a letterhead is broken."""
    parts = letters.members()
    del parts[name]
    assert code(letters.packed(parts)) == "letterhead-broken"


@pytest.mark.parametrize("content", [b"", b"<w:document", b"<html/>", b"\xff\xfe<\0", b"<a>&unknown;</a>"])
@pytest.mark.parametrize("name", [DOCUMENT, "word/styles.xml", "word/numbering.xml", "word/settings.xml"])
def test_a_part_that_is_broken(tmp_path, name, content):
    """A part that is not XML, or not the XML that it should be, is named; Word would not open it either."""
    file = tmp_path / "office.docx"
    file.write_bytes(letters.packed(letters.members() | {name: content}))
    with pytest.raises(UserError, match="letterhead-broken") as error:
        read(file)
    assert error.value.faults[0].fields["part"] == name


def test_a_password_or_an_old_doc(code):
    """An encrypted document and an old .doc are compound files; a zip may have a password too."""
    assert code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == "letterhead-locked"
    content = bytearray(letters.letterhead())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    assert code(bytes(content)) == "letterhead-locked"


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/vbaData.xml", "word/activeX/activeX1.bin"])
def test_macros(code, name):
    """Macros and ActiveX are refused, wherever they lie."""
    assert code(letters.packed(letters.members() | {name: b"<a/>"})) == "letterhead-macros"


@pytest.mark.parametrize("kind", ["document", "template"])
def test_documents_and_templates_with_macros(code, kind):
    """.docm and .dotm say so in their content types."""
    old = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert code(edited(TYPES, old, f"application/vnd.ms-word.{kind}.macroEnabledTemplate.main+xml")) == (
        "letterhead-macros"
    )


@pytest.mark.parametrize(
    ("kind", "target", "rels"),
    [
        ("attachedTemplate", "file:///\\\\server\\share\\office.dotm", "word/_rels/settings.xml.rels"),
        ("attachedTemplate", "https://example.org/office.dotx", "word/_rels/settings.xml.rels"),
        ("image", "https://example.org/logo.png", "word/_rels/header2.xml.rels"),
        ("oleObject", "file:///C:/a.xlsx", RELS),
        ("subDocument", "part.docx", RELS),
        ("aFChunk", "https://example.org/a.html", RELS),
        ("frame", "https://example.org/", "word/_rels/webSettings.xml.rels"),
        ("hyperlink", "javascript:alert(1)", RELS),
        ("hyperlink", "file:///etc/passwd", RELS),
        ("hyperlink", "ms-msdt:/id", RELS),
        ("hyperlink", "http://[", RELS),
    ],
)
def test_what_comes_from_outside(code, kind, target, rels):
    """Templates, pictures, objects and frames from outside are refused, as are links that are none of the web's."""
    assert code(related(f"{OFFICE}/{kind}", target, rels)) == "letterhead-external"


@pytest.mark.parametrize("target", ["https://example.org/", "mailto:a@example.org", "tel:021234567", "#place"])
def test_links_may_stay(tmp_path, target):
    """Links to the web, to a mailbox, to a telephone, or to a place in the document are links as ours are."""
    file = tmp_path / "office.docx"
    file.write_bytes(related(f"{OFFICE}/hyperlink", target))
    assert read(file).content == file.read_bytes()


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/etc/passwd", "word/../../a.xml", "C:/a.xml", "word//a.xml", "./a.xml"]
)
def test_names_that_lead_elsewhere(code, name):
    """A member's name that leads out of the package is refused."""
    assert code(letters.packed(letters.members() | {name: b"<a/>"})) == "letterhead-member"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/styles.xml", "WORD/Styles.xml", DOCUMENT])
def test_members_twice(code, name):
    """A member twice, in whatever case, would be one thing to us and another to Word."""
    assert code(zipped(*letters.members().items(), (name, b"<a/>"))) == "letterhead-member"


def test_a_zip_bomb(code, monkeypatch):
    """What is packed small and makes more than the limit is refused before it is unpacked."""
    content = zipped(*letters.members().items(), ("word/media/zero.bin", b"\0" * 210 * 1024 * 1024))
    assert len(content) < 300_000
    read_ = zipfile.ZipFile.read
    monkeypatch.setattr(
        zipfile.ZipFile, "read", lambda *given: pytest.fail(given[1]) if "zero" in given[1] else read_(*given)
    )
    assert code(content) == "inside-too-large"


def test_a_file_that_is_too_large(tmp_path):
    """A file over the limit is not read at all."""
    file = tmp_path / "office.docx"
    with file.open("wb") as large:
        large.truncate(edition.MOST_BYTES + 1)
    with pytest.raises(LimitError, match="file-too-large"):
        read(file)


@pytest.mark.parametrize("name", [DOCUMENT, "word/styles.xml", "docProps/core.xml", "customXml/item1.xml", RELS])
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        "<!DOCTYPE a [" + "".join(f'<!ENTITY b{at} "{f"&b{at - 1};" * 10}">' for at in range(1, 12)) + "]>",
    ],
)
def test_document_types(code, name, doctype):
    """A document type, with entities that read files or grow without end, is refused in every part."""
    assert code(edited(name, "?>", f"?>{doctype}")) == "letterhead-broken"


def test_deep_nesting(code):
    """Elements nested without end are refused, not followed."""
    deep = "<w:sdt><w:sdtContent>" * 20_000 + "</w:sdtContent></w:sdt>" * 20_000
    assert code(edited(DOCUMENT, "<w:body>", f"<w:body>{deep}")) == "letterhead-broken"


def test_strict_open_xml(code):
    """A document in Strict Open XML, which has other namespaces, is to be saved as .docx."""
    parts = letters.members()
    strict = {
        name: content.replace(OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships").replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, content in parts.items()
    }
    assert code(letters.packed(strict)) == "letterhead-not-docx"


def test_less_room_than_a_report_needs(code):
    """A section, or a column of one, that is too narrow for two columns and their labels is refused."""
    assert code(edited(DOCUMENT, 'w:right="1134"', 'w:right="9000"')) == "letterhead-narrow"
    assert code(edited(DOCUMENT, '<w:cols w:space="708"/>', '<w:cols w:num="4" w:space="708"/>')) == (
        "letterhead-narrow"
    )


def test_what_is_not_there(tmp_path):
    """A file that is missing, a folder."""
    with pytest.raises(UserError, match="source-missing"):
        read(tmp_path / "none.docx")
    with pytest.raises(UserError, match="source-is-folder"):
        read(tmp_path)
