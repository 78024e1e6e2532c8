"""Letterheads as Word saves them: every kind of part that a real one has, of several versions, in English and Thai.

The parts lie in tests/data/letterheads/word/. What is in them follows what is published of Word's files: theme, latent
styles, compatibility settings, rsids, a section with first-page and even headers, a logo in DrawingML and in VML, a
text box in both, numbering, footnotes, content controls, custom XML.
"""

import re
import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from string import Template
from zipfile import ZIP_DEFLATED, ZipFile

PARTS = Path(__file__).parents[2] / "data" / "letterheads" / "word"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'


@dataclass(frozen=True)
class Version:
    """A version of Word: what app.xml says, its compatibility mode, the later namespaces it knows, its default font."""

    number: str
    mode: int
    later: str
    latin: str


VERSIONS = {
    "2010": Version("14.0000", 14, "w14", "Calibri"),
    "2013": Version("15.0000", 15, "w14 w15", "Calibri"),
    "2016": Version("16.0000", 15, "w14 w15 w16se", "Calibri"),
    "365": Version("16.0000", 15, "w14 w15 w16se", "Aptos"),
}
# The ids of built-in styles in English and in Thai Word; their names are the same in both.
IDS = {
    "Normal": ("Normal", "a"),
    "Default_Paragraph_Font": ("DefaultParagraphFont", "a0"),
    "Normal_Table": ("TableNormal", "a1"),
    "No_List": ("NoList", "a2"),
    "header": ("Header", "a3"),
    "footer": ("Footer", "a5"),
    "heading_1": ("Heading1", "1"),
    "Title": ("Title", "a7"),
    "List_Bullet": ("ListBullet", "a9"),
}
# The mark in as many runs as Word makes of it when somebody writes it bit by bit.
RUNS = (
    '<w:r w:rsidR="00A77B3E"><w:t>{{</w:t></w:r><w:proofErr w:type="spellStart"/>'
    '<w:r><w:t xml:space="preserve"> rep</w:t></w:r><w:r w:rsidRPr="00B17C2A"><w:rPr><w:b/><w:bCs/></w:rPr>'
    '<w:t>ort }</w:t></w:r><w:proofErr w:type="spellEnd"/><w:r><w:t>}</w:t></w:r>'
)
MARKED = f'<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E">{RUNS}</w:p>'
OWN_LOOK = '<w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:cs="{0}"/><w:sz w:val="32"/><w:szCs w:val="32"/></w:rPr>'
OWN_FONT = (
    '<w:font w:name="{0}"><w:panose1 w:val="020B0500040200020003"/><w:charset w:val="DE"/><w:family w:val="swiss"/>'
    '<w:pitch w:val="variable"/><w:sig w:usb0="21000007" w:usb1="00000000" w:usb2="00000000" w:usb3="00000000" '
    'w:csb0="00010111" w:csb1="00000000"/></w:font>'
)
MAJOR = (
    '<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:hAnsiTheme="majorHAnsi" '
    'w:cstheme="majorBidi"/>'
)


def members(version="2016", *, thai=False, font="TH SarabunPSK", mark=MARKED, section=""):
    """The members of a letterhead by name; without a font of its own it has what Word gives to a new document."""
    chosen = VERSIONS[version]
    words = {name: ids[thai] for name, ids in IDS.items()} | vars(chosen) | {"mark": mark, "section": section}
    own, office = (text.format(font) if font else "" for text in (OWN_LOOK, OWN_FONT))
    words |= {"own": own, "office": office, "major": "" if font else MAJOR}
    found = {}
    for file in sorted(path for path in PARTS.rglob("*") if path.is_file()):
        text = Template(file.read_text("utf-8")).substitute(words)
        found[file.relative_to(PARTS).as_posix()] = re.sub(r">\s+<", "><", text).replace("?><", "?>\r\n<", 1).encode()
    found["word/media/image1.png"] = png()
    return found


def packed(parts):
    """Members as a package."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            archive.writestr(name, parts[name])
    return file.getvalue()


def letterhead(version="2016", **choices):
    """A letterhead as a version of Word saves it; see `members`."""
    return packed(members(version, **choices))


def png(width=64, height=24):
    """A picture of one colour."""
    rows = b"".join(b"\0" + b"\x1f\x4e\x8c" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
