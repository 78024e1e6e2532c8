"""The hostile corpus: files that strangers could send, each with its verdict. Made anew each time, by `corpus`.

A case: its name, the files by name (the first one is what the verdict is about), the words of the command beside the
source, and the verdict: the codes of the faults it is refused by, `accepted`, or `warned`.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import letters
import smith
from packages import cell, ods, ods_rows, rows_of, worksheet, xlsx
from PIL import Image
from test_letterhead_refused import OFFICE, related, zipped

ACCEPTED, WARNED = "accepted", "warned"
DATA = "attributes: {a: {}}\nitems: {x: {a: red}, y: {a: blue}}\n"
HEAD = "attributes:\n  a: {label: A}\nitems:\n"
GRID = [["", "A", "B"], ["price", "1", "2"]]


@dataclass(frozen=True)
class Case:
    """A file from a stranger: what it is called, holds and is given to, and what must become of it."""

    name: str
    file: str
    content: bytes
    verdict: str
    option: str | None = None  # what it is given to; None: it is the source
    words: tuple = ()


def _made(verdict, file, contents, option=None, words=()):
    for number, content in enumerate(contents):
        body = content if isinstance(content, bytes) else content.encode()
        yield Case(f"{verdict} {file} {number}", file, body, verdict, option, words)


def texts():
    """Data files: YAML and JSON."""
    yield from _made("yaml-syntax", "t.yaml", [HEAD + '  x: {a: "1}\n', "a: b: c\n", HEAD + "\tx: {}\n", "{" * 20])
    yield from _made("yaml-tag", "t.yaml", [HEAD + f"  x: {{a: !!{tag} x}}\n" for tag in ("python/name:os", "binary")])
    yield from _made("yaml-tag", "u.yaml", ['!!python/object/apply:os.system ["id"]\n'])
    yield from _made("yaml-alias", "t.yaml", [HEAD + "  x: {a: *b}\n", "attributes: *a\nitems: {}\n"])
    yield from _made("documents", "t.yaml", [DATA + "---\n" + DATA, DATA + "---\n"])
    yield from _made("duplicate-key", "t.yaml", [HEAD + "  x: {a: 1, a: 2}\n", DATA + "items: {}\n"])
    yield from _made("duplicate-key", "t.json", ['{"attributes": {"a": {}, "a": {}}, "items": {}}'])
    yield from _made("too-deep", "t.yaml", ["attributes: " + "[" * count for count in (40, 9000, 90000)])
    yield from _made("too-deep", "t.json", ["[" * count + "]" * count for count in (40, 9000, 900000)])
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]\n" for number in range(1, 9)
    )
    merges = "a0: &a0 {k: v}\n" + "".join(
        f"a{number}: &a{number} {{{', '.join(f'k{one}: *a{number - 1}' for one in range(10))}}}\n"
        for number in range(1, 9)
    )
    yield from _made("too-many-nodes", "t.yaml", [bomb + "attributes: *a8\nitems: {}\n", merges + "attributes: *a8\n"])
    yield from _made("unknown-key", "t.yaml", ["__proto__: {}\n" + DATA, "titel: x\n" + DATA, "<<: {a: 1}\n" + DATA])
    yield from _made("unknown-key", "u.yaml", [HEAD + "  x: {b: 1}\n"])
    yield from _made("missing-key", "t.yaml", ["attributes: {a: {}}\n", "title: x\n"])
    yield from _made("missing-key", "t.json", ["{}", '{"items": {}}'])
    yield from _made("not-mapping", "t.json", ["[]", "1", "null", '"x"'])
    yield from _made("encoding", "t.yaml", [b"\x80", DATA.encode() + b"\xe0\xb8"])
    yield from _made("nul", "t.yaml", ["\0", DATA + "\0"])
    yield from _made("nul", "t.json", ['{"a": "\0"}'])
    yield from _made("json-syntax", "t.json", ["{,}", '{"a": 1,}', "{'a': 1}", '{"a": \\u0031}'])
    yield from _made("json-number", "t.json", [f'{{"attributes": {{"a": {word}}}}}' for word in ("NaN", "-Infinity")])
    yield from _made("surrogate", "t.json", ['{"title": "\\ud800"}', '{"title": "\\udc00\\ud800"}'])
    yield from _made("source-too-large", "t.yaml", ["#" * (2 * 1024**2 + 1)])
    yield from _made("not-text", "t.yaml", ["title: [x]\n" + DATA])
    yield from _made("not-date", "t.yaml", ["date: 2026-02-30\n" + DATA, "date: 99999-01-01\n" + DATA])
    yield from _made("cell-too-long", "t.yaml", [HEAD + f"  x: {{a: {'ก' * 20001}}}\n  y: {{a: b}}\n"])
    many = "".join(f"  i{number}: {{a: {number}}}\n" for number in range(61))
    yield from _made("items-too-many", "t.yaml", [HEAD + many])
    yield from _made("items-too-few", "t.yaml", [HEAD + "  x: {a: 1}\n", "attributes: {a: {}}\nitems: {}\n"])


def tables():
    """Plain tables: CSV, Markdown, HTML."""
    yield from _made("quote-open", "t.csv", [',A,B\np,"1,2\n', '"'])
    yield from _made("quote-followed", "t.csv", [',A,B\np,"1"0,2\n'])
    yield from _made("row-length", "t.csv", [",A,B\np,1\n", ",A,B\np,1,2,3\n"])
    yield from _made("item-repeated", "t.csv", [",A,A\np,1,2\n"])
    yield from _made("attribute-repeated", "t.csv", [",A,B\nน้ำ,1,2\nนํ้า,1,2\n"])
    yield from _made("encoding-table", "t.csv", [",A,B\nสี,1,2\n".encode("cp874"), b",A,B\np,\xff,2\n"])
    yield from _made("nul", "t.csv", [",A,B\np,1,\0\n"])
    yield from _made("delimiter-unclear", "t.csv", [",A;B\np,1;2\n"])
    yield from _made("delimiter-missing", "t.csv", ["", "\n\n\n"])


def packages():
    """Spreadsheets and databases."""
    sheet = worksheet(rows_of(GRID))
    yield from _made("source-macros", "t.xlsx", [xlsx(sheet, members=[("xl/vbaProject.bin", b"x")])])
    yield from _made("source-outside", "t.xlsx", [xlsx(sheet, members=[("xl/externalLinks/e.xml", b"<a/>")])])
    names = ["../evil.xml", "/etc/passwd", "xl/../../a.xml", "C:/a.xml"]
    yield from _made("member-name", "t.xlsx", [xlsx(sheet, members=[(name, b"x")]) for name in names])
    yield from _made("member-name", "t.ods", [ods(ods_rows(GRID), members=[("../a", b"x")])])
    yield from _made("member-twice", "t.xlsx", [xlsx(sheet, members=[("xl/workbook.xml", b"<a/>")])])
    yield from _made("member-twice", "t.ods", [ods(ods_rows(GRID), members=[("content.xml", b"<a/>")])])
    doctype = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    laughs = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    yield from _made("xml-doctype", "t.xlsx", [xlsx(worksheet(rows_of(GRID), prolog=one)) for one in (doctype, laughs)])
    yield from _made("xml-doctype", "t.ods", [ods(ods_rows(GRID), prolog=one) for one in (doctype, laughs)])
    corner = rows_of(GRID) + f'<row r="1048576">{cell(1_048_575, 16_383, "x")}</row>'
    yield from _made("sheet-too-large", "t.xlsx", [xlsx(worksheet(corner))])
    yield from _made(
        "cell-reference",
        "t.xlsx",
        [xlsx(worksheet(f'<row r="1"><c r="{one}"><v>1</v></c></row>')) for one in ("A0", "ZZZZ1")],
    )
    yield from _made("unpacked-too-large", "t.xlsx", [xlsx(sheet, members=[("xl/a.xml", b"0" * (201 * 1024**2))])])
    yield from _made("spreadsheet-broken", "t.xlsx", [b"", b"PK\x03\x04", b"text", xlsx(sheet)[:-30]])
    yield from _made("spreadsheet-broken", "t.ods", [b"x"])
    yield from _made("database-broken", "t.sqlite", [b"SQLite format 3\0" + b"\xff" * 4000, b"text"])
    yield from _made("pdf-broken", "t.pdf", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj<</Length 9999999999>>stream\n"])
    yield from _made("docx-broken", "t.docx", [b"", b"PK\x03\x04" + b"\0" * 40])
    yield from _made("no-source-inside", "t.docx", [letters.packed(letters.members())])
    yield from _made("parquet-broken", "t.parquet", [b"PAR1" + b"\xff" * 40 + b"PAR1", b""])


def templates():
    """Jinja2 templates."""

    def around(*bodies):
        return [f"<article>\n{body}\n</article>" for body in bodies]

    refused = [
        *("{{ ''.__class__.__mro__ }}", "{{ report.__init__.__globals__ }}", "{{ ''.__class__ }}"),
        *("{{ cycler.__init__.__globals__.os }}", "{{ ''['__class__'] }}{{ 1 }}", "{{ 'a'|attr('__class__') }}"),
    ]
    yield from _made("template-refused", "own.html.j2", around(refused[0], refused[1], refused[3]), "--template")
    yield from _made("template-undefined", "own.html.j2", around("{{ nothing }}", "{{ report.nothing }}"), "--template")
    yield from _made("template-syntax", "own.html.j2", around("{% for %}", "{{", "{% import os %}"), "--template")
    parts = [f'{{% include "{name}" %}}' for name in ("/etc/passwd", "../../../etc/passwd", "file:///etc/passwd")]
    yield from _made("template-part", "own.html.j2", around(*parts), "--template")
    yield from _made("template-failed", "own.html.j2", around("{{ 1 // 0 }}", "{{ range(9999999) }}"), "--template")
    elements = ["<script>1</script>", "<svg/>", "<iframe/>", "<style/>"]
    yield from _made("page-element", "own.html.j2", [*around(*elements), "<!DOCTYPE a><article/>"], "--template")
    attributes = ['<p onclick="a"/>', '<p style="a"/>', '<a ping="a"/>']
    yield from _made("page-attribute", "own.html.j2", around(*attributes), "--template")
    sources = [f'<p><img src="{one}" alt=""/></p>' for one in ("http://a.example", "/etc/passwd", "data:,", "asset:x")]
    yield from _made("page-image", "own.html.j2", around(*sources), "--template")
    addresses = [f'<p><a href="{one}">x</a></p>' for one in ("javascript:a", "file:///a", "ms-msdt:/id", "//a")]
    yield from _made("page-link", "own.html.j2", around(*addresses), "--template")
    yield from _made("page-syntax", "own.html.j2", around("<p>", "<p a='1' a='2'/>", "&e;"), "--template")
    yield from _made("encoding", "own.html.j2", [b"\xff"], "--template")
    yield from _made("file-too-large", "own.html.j2", [b" " * (1024**2 + 1)], "--template")


def looks():
    """Themes, fonts, pictures."""
    css = ["@import 'http://a.example/a.css';", "p { background: URL(file:///etc/passwd) }", "</style><script>"]
    yield from _made("theme-css", "own.toml", [f'[css]\nall = "{one}"\n' for one in css], "--theme")
    yield from _made("theme-number", "own.toml", ["[layout]\nsize = nan\n", "[layout]\nsize = 1e308\n"], "--theme")
    yield from _made("theme-colour", "own.toml", ['[layout]\nink = "red; } b { x"\n', "[layout]\nink = 1\n"], "--theme")
    yield from _made("theme-key", "own.toml", ["[layout]\nfonts = 1\n", "[script]\na = 1\n"], "--theme")
    yield from _made("toml-syntax", "own.toml", ["[", "a = ", "a = 1\na = 2\n", '"\\ud800" = 1\n'], "--theme")
    yield from _made("file-too-large", "own.toml", [b"#" * (256 * 1024 + 1)], "--theme")
    yield from _made("image-kind", "logo.png", [b"", b"GIF89a" + b"\0" * 40, b"%!PS\n", b"\0" * 99], "--logo")
    yield from _made("image-svg", "logo.png", ["<svg/>"], "--logo")
    picture = BytesIO()
    Image.new("RGB", (40, 40), "red").save(picture, "PNG")
    whole = picture.getvalue()
    yield from _made("image-broken", "logo.png", [whole[:-30], whole[:60]], "--logo")
    huge = whole[:16] + (5000).to_bytes(4, "big") * 2 + whole[24:]
    import zlib

    huge = huge[:29] + zlib.crc32(huge[12:29]).to_bytes(4, "big") + huge[33:]
    yield from _made("image-pixels", "logo.png", [huge], "--logo")
    yield from _made("image-bytes", "logo.png", [whole + b"\0" * 5 * 1024**2], "--logo")
    font = smith.saved(smith.opened())
    damaged = [b"", b"text", font[:200], font[: len(font) // 2]]
    yield from _made("font-unreadable", "own.ttf", damaged, "--font")
    restricted = smith.opened()
    restricted["OS/2"].fsType = 2
    yield from _made("font-restricted", "own.ttf", [smith.saved(restricted)], "--font")
    yield from _made("font-no-letters", "own.ttf", [smith.saved(smith.opened(points=range(0x30, 0x3A)))], "--font")


def letterheads():
    """Word documents."""
    yield from _made("letterhead-not-docx", "office.docx", [b"", b"text", zipped(("a.txt", "a"))], "--letterhead")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
    yield from _made("letterhead-locked", "office.docx", [locked], "--letterhead")
    macros = [
        letters.packed(letters.members() | {name: b"<a/>"}) for name in ("word/vbaProject.bin", "word/vbaData.xml")
    ]
    yield from _made("letterhead-macros", "office.docx", macros, "--letterhead")
    named = [letters.packed(letters.members() | {name: b"<a/>"}) for name in ("../a.xml", "/etc/passwd", "C:/a.xml")]
    yield from _made("letterhead-member", "office.docx", named, "--letterhead")
    targets = ["https://a.example/a.png", "file:///\\\\server\\a.dotm", "javascript:a"]
    outside = [related(f"{OFFICE}/{kind}", target) for kind, target in zip(("image", "frame", "hyperlink"), targets)]  # noqa: B905
    yield from _made("letterhead-external", "office.docx", outside, "--letterhead")
    parts = letters.members()
    without = {name: content for name, content in parts.items() if name != "word/document.xml"}
    broken = [letters.packed(without), letters.packed(parts | {"word/styles.xml": b"<a"})]
    yield from _made("letterhead-broken", "office.docx", broken, "--letterhead")
    large = zipped(*parts.items(), ("word/media/zero.bin", b"\0" * 210 * 1024**2))
    yield from _made("inside-too-large", "office.docx", [large], "--letterhead")


def settings():
    """mreport.toml beside the source, which comes along when somebody's folder is opened."""
    yield from _made("setting-unknown", "mreport.toml", ["exec = 1\n", "outputs = ['/etc/passwd']\n"], "beside")
    yield from _made("setting-text", "mreport.toml", ["date = ['a', 'b']\n"], "beside")
    yield from _made("setting-flag", "mreport.toml", ["no-source = 'yes'\n"], "beside")
    yield from _made("toml-syntax", "mreport.toml", ["[", "a\n"], "beside")
    yield from _made(ACCEPTED, "mreport.toml", ["title = '<script>alert(1)</script>'\n"], "beside")


def harmless():
    """What looks bad and is data: it must be shown as written."""
    values = [
        *(
            "<script>alert(1)</script>",
            "{{ 7 * 7 }}",
            "{% include '/etc/passwd' %}",
            "=cmd|' /C calc'!A0",
            "]]>",
            "&amp;",
        ),
        *(
            "' OR 1=1 --",
            "../../etc/passwd",
            "%s%n%x",
            "\\u0000",
            "ก" * 19999,
            "no",
            "007",
            "1e999",
            "plain",
            "x² x2",
        ),
    ]
    import json

    def data(value):
        return json.dumps({"attributes": {"a": {}}, "items": {"x": {"a": value}, "y": {"a": "b"}}})

    yield from _made(ACCEPTED, "t.json", map(data, values))
    odd = ["a\x07b", "a\x1bb", "a\ufffeb", "a\u202eb", "a\u2066b", "😀" * 300]
    yield from _made(WARNED, "t.json", map(data, odd))
    twins = {"attributes": {"a": {}}, "items": {"x": {"a": "paypal"}, "y": {"a": "p\u0430ypal"}}}
    link = {"attributes": {"a": {}}, "items": {"x": {"a": {"text": "t", "url": "javascript:a"}}, "y": {"a": "b"}}}
    yield from _made(WARNED, "u.json", [json.dumps(twins)])
    yield from _made(ACCEPTED, "v.json", [json.dumps(link)])
    yield from _made(ACCEPTED, "t.xlsx", [xlsx(worksheet(rows_of(GRID)))])


def corpus():
    """All cases; the source that files of other kinds go with is `DATA`."""
    for part in (texts, tables, packages, templates, looks, letterheads, settings, harmless):
        yield from part()


def placed(case, folder):
    """A case's files in a folder, and the words of the command line that take them."""
    file = Path(folder) / case.file
    file.write_bytes(case.content)
    if case.option is None:
        return file, [str(file), *case.words]
    source = Path(folder) / "plain.yaml"
    source.write_text(DATA, encoding="utf-8")
    return file, [str(source), *([case.option, str(file)] if case.option != "beside" else []), *case.words]
