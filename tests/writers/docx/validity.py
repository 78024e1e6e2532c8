"""Whether a DOCX is valid: the Open XML SDK, openxml-audit, and what neither of them looks at."""

import json
import platform
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).parents[3]
SDK = ROOT / ".setup/npm/node_modules/@xarsh" / f"ooxml-validator-{sys.platform}-x64" / "ooxml-validator"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MOST_COLUMNS = 63
_TERMS = "{http://purl.org/dc/terms/}"


def needs_sdk():
    """Skip, loudly, where the set-up could not bring the Open XML SDK."""
    if not SDK.exists():
        machine = f"{sys.platform}-{platform.machine()}"
        pytest.skip(f"the Open XML SDK is not installed ({machine}); `python3 run.py test` brings it where npm is")


def sdk(content):
    """What the Open XML SDK finds."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "document.docx")
        file.write_bytes(content)
        done = subprocess.run([SDK, file], capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)
    return [f"sdk: {error['path']}: {error['description']}" for error in found["errors"]]


def audit(content):
    """What openxml-audit finds."""
    from openxml_audit import OpenXmlValidator

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "document.docx")
        file.write_bytes(content)
        result = OpenXmlValidator(max_errors=100).validate(file)
    return [f"audit: {error.part_uri}: {error.description}" for error in result.errors]


def own(content):
    """What neither looks at: members, grids, ends of cells, fields, fonts, names, dates."""
    return [*_package(content), *(finding for check in CHECKS for finding in check(_members(content)))]


def findings(content):
    """All that is found."""
    return [*sdk(content), *audit(content), *own(content)]


def _members(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def _package(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [info.filename for info in archive.infolist()]
    if names[0] != "[Content_Types].xml":
        yield f"own: {names[0]} stands before the content types"
    yield from (f"own: member {name} twice" for name, count in Counter(map(str.casefold, names)).items() if count > 1)


def _roots(members):
    """The parts that hold text of the document, as trees; one that is not well-formed is a finding elsewhere."""
    for name, content in members.items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name):
            yield name, etree.fromstring(content, etree.XMLParser(recover=True))


def _well_formed(members):
    for name, content in members.items():
        if name.endswith((".xml", ".rels")):
            try:
                etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                yield f"own: {name}: {error}"


def _tables(members):
    for name, root in _roots(members):
        for table in root.iter(f"{W}tbl"):
            columns = [int(column.get(f"{W}w", "0")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
            if len(columns) > MOST_COLUMNS:
                yield f"own: {name}: {len(columns)} columns"
            for row in table.findall(f"{W}tr"):
                start = 0
                for cell in row.findall(f"{W}tc"):
                    span = cell.find(f"{W}tcPr/{W}gridSpan")
                    end = start + (1 if span is None else int(span.get(f"{W}val")))
                    width = cell.find(f"{W}tcPr/{W}tcW")
                    if width is not None and width.get(f"{W}w") != str(sum(columns[start:end])):
                        yield f"own: {name}: a cell is not as wide as its columns"
                    start = end
                if start != len(columns):
                    yield f"own: {name}: a row of {start} columns where the grid has {len(columns)}"


def _ends(members):
    for name, root in _roots(members):
        containers = [*root.iter(f"{W}tc"), *root.iter(f"{W}body", f"{W}hdr", f"{W}ftr", f"{W}txbxContent")]
        for container in containers:
            blocks = [child.tag for child in container if child.tag in (f"{W}p", f"{W}tbl", f"{W}sdt")]
            if not blocks or blocks[-1] == f"{W}tbl":
                yield f"own: {name}: {etree.QName(container).localname} ends without a paragraph"


def _fields(members):
    for name, root in _roots(members):
        depth = 0
        for mark in root.iter(f"{W}fldChar"):
            depth += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType"), 0)
        if depth:
            yield f"own: {name}: {depth} fields are not closed"


def _fonts(members):
    types = members.get("[Content_Types].xml", b"").decode()
    for name in members:
        if name.endswith(".odttf"):
            head = members[name][:4]
            if head in (b"\x00\x01\x00\x00", b"OTTO", b"true"):
                yield f"own: {name} is not obfuscated"
            if f'PartName="/{name}"' not in types and 'Extension="odttf"' not in types:
                yield f"own: {name} has no content type"
    if "word/fontTable.xml" not in members:
        return
    rels = etree.fromstring(members.get("word/_rels/fontTable.xml.rels", b"<a/>"))
    targets = {entry.get("Id"): f"word/{entry.get('Target')}" for entry in rels}
    for entry in etree.fromstring(members["word/fontTable.xml"]).iter(f"{W}embedRegular", f"{W}embedBold"):
        if targets.get(entry.get(f"{R}id")) not in members:
            yield "own: an embedded font has no part"
        if not re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", entry.get(f"{W}fontKey", "")):
            yield "own: a font's key has no braces or is no GUID"


def _names(members):
    """Styles and lists that are named, relationships that are used, bookmarks: all there, and once."""
    if "word/styles.xml" not in members:
        return
    ids = Counter(style.get(f"{W}styleId") for style in etree.fromstring(members["word/styles.xml"]).iter(f"{W}style"))
    yield from (f"own: style {name} twice" for name, count in ids.items() if count > 1)
    numbers = set()
    if "word/numbering.xml" in members:
        numbers = {n.get(f"{W}numId") for n in etree.fromstring(members["word/numbering.xml"]).iter(f"{W}num")}
    for name, root in _roots(members):
        used = {one.get(f"{W}val") for one in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
        yield from (f"own: {name}: unknown style {style}" for style in used - set(ids))
        lists = {one.get(f"{W}val") for one in root.iter(f"{W}numId")} - {"0"}
        yield from (f"own: {name}: unknown list {number}" for number in lists - numbers)
        folder, _, file = name.rpartition("/")
        rels = etree.fromstring(members.get(f"{folder}/_rels/{file}.rels", b"<a/>"))
        known = {entry.get("Id") for entry in rels}
        asked = {value for one in root.iter("{*}*") for key, value in one.attrib.items() if key.startswith(R)}
        yield from (f"own: {name}: dangling {one}" for one in asked - known)
        marks = Counter(one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart"))
        yield from (f"own: {name}: bookmark {one} twice" for one, count in marks.items() if count > 1)


def _dates(members):
    core = members.get("docProps/core.xml")
    for date in () if core is None else etree.fromstring(core).iter(f"{_TERMS}created", f"{_TERMS}modified"):
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", date.text or ""):
            yield f"own: docProps/core.xml: {date.text} is no date"


def _runs(members):
    """Complex script: cs on Thai, on nothing else; b with bCs, sz with szCs; Thai is no run's Latin language."""
    thai = re.compile("[\u0e01-\u0e3a\u0e3f-\u0e5b]")
    for name, root in _roots(members):
        for run in root.iter(f"{W}r"):
            text = "".join(one.text or "" for one in run.findall(f"{W}t"))
            properties = run.find(f"{W}rPr")
            tags = set() if properties is None else {one.tag.removeprefix(W) for one in properties}
            if thai.search(text) and ("cs" not in tags or re.search("[A-Za-z]", text)):
                yield f"own: {name}: Thai without cs: {text}"
            if (("b" in tags) != ("bCs" in tags)) or (("sz" in tags) != ("szCs" in tags)):
                yield f"own: {name}: half of a pair: {sorted(tags)}"
            if any(lang.get(f"{W}val", "").startswith("th") for lang in run.findall(f"{W}rPr/{W}lang")):
                yield f"own: {name}: Thai as the language of Latin text"


CHECKS = (_well_formed, _tables, _ends, _fields, _fonts, _names, _dates, _runs)
