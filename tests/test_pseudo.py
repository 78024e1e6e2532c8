"""A pseudo-language: every sentence of the catalogues in ‹ ›, so that what is said past them stands without."""

import json
import re
from gettext import NullTranslations
from io import BytesIO
from zipfile import ZipFile

import pypdf
import pytest

import mreport
from mreport import language as languages
from mreport.cli import run
from mreport.cli.program import program
from mreport.writers import encode, terminal

# Whatever the data say stands in « ».
DATA = """
title: «title»
note: «note»
dataset: {name: «dataset», licence: «licence», url: "https://example.org/«url»"}
attributes:
  a1: {label: «label», group: «group», rule: number}
  a2: {label: «label of text», group: «group»}
  a3: {label: «label of term», rule: term, terms: {t1: «term», t2: «other term»}}
  a4: {label: «label of bool», rule: bool}
  a5: {label: «label of link», rule: url}
  a6: {label: «not compared», compared: false}
  a7: {label: «empty», rule: quantity}
items:
  i1: {name: «one», a1: "1", a2: «text of one», a3: t1, a4: "yes", a5: "https://example.org/", a6: {unknown: true}}
  i2: {name: «two», a1: "2", a2: «text of two», a3: t2, a4: "no", a6: {na: true}, a7: ""}
  i3: {name: «three», a1: "2", a2: "«te\\u200bxt»", a3: t2, a4: "no", a6: «x», a7: «nothing»}
"""
FIELD = re.compile(r"%\(\w+\)[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]|%%|\{\w*(?:![rsa])?(?::[^{}\s]*)?\}|&\w+;|<[^>]+>")
ACCENTS = str.maketrans("aceinouyACEINOU", "åçéîñöüýÅÇÉÎÑÖÜ")
# What is typed, and what has the same name in every language.
COMMANDS = program(languages.language("en")).commands
CHOICES = {
    str(choice)
    for command in COMMANDS.values()
    for option in command.params
    for choice in getattr(option.type, "choices", ())
}
CODES = re.compile(
    rf"--?[a-z][\w-]*|\b(?:mreport|all|related|{'|'.join([*COMMANDS, *CHOICES])})\b"
    r"|\.(?:pdf|docx|html|md|json|yaml|csv)\b",
    re.IGNORECASE,
)


class Pseudo(NullTranslations):
    """Every sentence, its letters with accents, in brackets; fields and markup stay."""

    def gettext(self, message):
        return f"‹{accented(message)}›" if message.strip(" ,") else message

    def ngettext(self, singular, plural, count):
        return self.gettext(singular if count == 1 else plural)

    def pgettext(self, _context, message):
        return self.gettext(message)

    def npgettext(self, _context, singular, plural, count):
        return self.ngettext(singular, plural, count)


def accented(message):
    """A sentence with accents on its letters, as long as it was."""
    pieces = FIELD.split(message)
    fields = [*FIELD.findall(message), ""]
    return "".join(piece.translate(ACCENTS) + field for piece, field in zip(pieces, fields, strict=True))


@pytest.fixture(autouse=True)
def pseudo(monkeypatch):
    """The only language there is speaks in brackets."""
    monkeypatch.setattr(languages, "catalogue", lambda _tag: Pseudo())
    languages.language.cache_clear()
    yield
    languages.language.cache_clear()
    monkeypatch.undo()
    from mreport.cli.speech import teach_click

    teach_click(languages.language("en"))


@pytest.fixture
def source(tmp_path):
    """The data in a file."""
    file = tmp_path / "«data».yaml"
    file.write_text(DATA, encoding="utf-8")
    return file


def unsaid(text):
    """The words of a text that no catalogue and no data have said."""
    text = " ".join(text.split())
    text, more = re.sub(r"«[^«»]*»", " ", text), 1
    while more:  # what is said within what is said
        text, more = re.subn(r"‹[^‹›]*›", " ", text)
    return re.findall("[A-Za-zåçéîñöüýÅÇÉÎÑÖÜ]{2,}", text)


def test_what_is_said_past_the_catalogues_is_found():
    """The check sees a word without brackets, and takes sentences with fields, in each other, and data."""
    assert unsaid("‹Ïtem ‹öf› 2› is «here»") == ["is"]
    assert Pseudo().gettext("%(count)s items {name!r}") == "‹%(count)s îtéms {name!r}›"


def report(source):
    """The report of the data, with all that a report can say."""
    comparison = mreport.compare(mreport.read(source), baseline="i1", show_changes=True)
    return mreport.render(comparison, "en")


def of_pdf(page):
    """The text of the PDF, its properties, and what it says to screen readers."""
    reader = pypdf.PdfReader(BytesIO(encode(page, ".pdf")))
    texts = [sheet.extract_text() for sheet in reader.pages]
    texts += [str(value) for key, value in (reader.metadata or {}).items() if key in ("/Title", "/Subject")]
    objects = (reader.get_object(number) for number in range(1, reader.trailer["/Size"]))
    found = [entry for entry in objects if isinstance(entry, pypdf.generic.DictionaryObject)]
    texts += [
        str(entry[key]) for entry in found for key in ("/Alt", "/Desc", "/Contents") if isinstance(entry.get(key), str)
    ]
    return " ".join(texts).replace(page.report.day, "")


def of_docx(page):
    """The text of the DOCX, its properties, and what its tables say to screen readers."""
    with ZipFile(BytesIO(encode(page, ".docx"))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    body = re.sub("</w:p>|<w:tab/>|<w:br/>", " ", parts["word/document.xml"] + parts["word/footer1.xml"])
    body = re.sub(r"<w:instrText.*?</w:instrText>", "", body)
    said = re.findall(r'w:(?:tblCaption|tblDescription) w:val="([^"]*)"', body)
    properties = re.findall(r"<(?:dc:title|dc:subject|cp:keywords)>([^<]*)<", parts["docProps/core.xml"])
    return " ".join([re.sub("<[^>]+>", "", body), *said, *properties]).replace(page.report.day, "")


def of_html(page):
    """The text of the HTML, and its attributes that are read out."""
    text = re.sub("<style>.*?</style>|<meta[^>]*>", "", encode(page, ".html").decode(), flags=re.DOTALL)
    said = re.findall(r'(?:title|alt|aria-label)="([^"]*)"', text)
    return " ".join([re.sub("<[^>]+>", " ", text), *said]).replace(page.report.day, "")


def of_json(page):
    """What the JSON says in words: what is shown, and the warnings."""
    made = json.loads(encode(page, ".json"))
    cells = [cell for row in made["rows"] for cell in row["values"]]
    return " ".join([*(cell["shown"] for cell in cells), *(warning["text"] for warning in made["warnings"])])


FORMATS = {
    "pdf": of_pdf,
    "docx": of_docx,
    "html": of_html,
    "md": lambda page: encode(page, ".md").decode().replace(page.report.day, ""),
    "json": of_json,
    "terminal": lambda page: terminal.text(page, 120),
}
# What the data say without brackets: an id where a rule reads it, and addresses.
KNOWN = re.compile(r"https?://\S*|\b(?:a\d|i\d)\b|[UZ]\S*\+200B ZERO WIDTH SPACE|U\+200B ZERO WIDTH SPACE")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_speaks_by_the_catalogues(source, name):
    """No format says a word that is neither in the catalogues nor in the data."""
    text = FORMATS[name](report(source))
    assert "‹" in text
    assert unsaid(KNOWN.sub("", text)) == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_speaks_by_the_catalogues(capsys, command):
    """Help says nothing past the catalogues but codes: metavars, defaults, choices and what click says itself."""
    assert run([*filter(None, [command]), "--help"]) == 0
    text = capsys.readouterr().out
    assert text.count("‹") > 5
    assert unsaid(CODES.sub("", text)) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["compare"],
        ["compare", "--nonsense"],
        ["compare", "--colum"],
        ["compare", "«data»", "--only", "odd"],
        ["compare", "«data»", "--title"],
        ["compare", "«data»", "--quiet=yes"],
        ["compare", "no.yaml"],
        ["compare", "«data»", "i1", "i9"],
        ["compare", "«data»", "i1"],
        ["compare", "«data»", "--lang", "xx"],
        ["compare", "«data»", "--date", "«day»"],
        ["compare", "«data»", "-o", "«made».xyz"],
        ["compare", "«data»", "--rule", "a=b"],
        ["check", "«data»"],
        ["check", "«table».csv", "--encoding", "«none»"],
        ["check", "«table».csv"],
        ["compare", "«table».csv", "-o", "«made».md"],
        ["compare", "«data»", "-o", "«made».md"],
        ["extract", "«data»"],
        ["extract"],
    ],
    ids=" ".join,
)
def test_the_interface_speaks_by_the_catalogues(source, tmp_path, capsys, monkeypatch, arguments):
    """Errors, hints, warnings, summaries and progress: nothing is said past the catalogues but codes and names."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "«table».csv").write_text("«0»,«1»,«2»\n«11»,1,2\n«12»,«a»,\n", encoding="utf-8")
    run([str(source) if word == "«data»" else word for word in arguments])
    said = capsys.readouterr()
    text = (said.err + said.out).replace(str(tmp_path), "")
    assert "‹" in text
    given = r"\b(?:nonsense|colum|odd|no\.yaml|xyz|xx|a=b|yes)\b"
    rules = r"\b(?:number|quantity|text|set|url|term|bool|version)\b"
    assert unsaid(re.sub(f"{given}|{rules}", "", CODES.sub("", KNOWN.sub("", text)))) == []
