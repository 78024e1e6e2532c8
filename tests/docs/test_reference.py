"""Nothing is undocumented: each flag, error code, style, key and name stands in the reference, in both languages."""

import json
import re

import click
import pytest

import mreport
from mreport.cli.program import program
from mreport.language import language
from mreport.messages import SENTENCES
from mreport.sources import datafile

LANGUAGES = ("en", "th")
ROW = re.compile(r"^\| `([^`]+)` \|(.*)\|$", re.MULTILINE)
WORDS = {"en": re.compile("[A-Za-z]{2}"), "th": re.compile("[\u0e01-\u0e4e]")}


@pytest.fixture(params=LANGUAGES)
def tag(request):
    """A language of the docs."""
    return request.param


@pytest.fixture
def text(site, tag):
    """A function that gives the text of a page as it stands in the site of the language."""

    def found(name):
        pages = site("pages")
        (page,) = [one for one in pages.pages(tag) if one.name == f"reference/{name}"]
        assert page.written == tag
        return pages.text(page)

    return found


def sections(text):
    """The parts of a page by their headings of the second level."""
    return dict(part.partition("\n")[::2] for part in re.split("^## ", text, flags=re.MULTILINE)[1:])


def every_command(command, path):
    """A command and those within it, each by what is typed."""
    yield path, command
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from every_command(below, f"{path} {name}")


def test_every_command_and_flag_is_told(text, tag):
    """In the section of its command, with words in the language of the page, and what it can be."""
    told = sections(text("command-line"))
    flags = 0
    for path, command in every_command(program(language("en")), "mreport"):
        rows = dict(ROW.findall(told[path]))
        for option in command.params:
            if not isinstance(option, click.Option):
                continue
            (words,) = [words for key, words in rows.items() if re.search(rf"{option.opts[0]}(?![\w-])", key)]
            assert WORDS[tag].search(words), (path, option.opts)
            if isinstance(option.type, click.Choice):
                assert all(f"`{choice}`" in words for choice in option.type.choices), option.opts
            flags += 1
    assert flags > 150
    for flag in ("--reason", "--qr", "--mark-language", "--header-row", "--locales"):
        assert flag in told["mreport compare"]
    assert "--from-table" in told["mreport init"]
    assert "--like" in told["mreport languages init"]


def test_every_error_code_is_told(text, tag):
    """With its sentence, whose fields are named."""
    page = text("errors")
    rows = dict(ROW.findall(page))
    assert rows.keys() == SENTENCES.keys()
    assert all(WORDS[tag].search(words) for words in rows.values())
    assert "%(" not in page


def test_every_key_of_the_data_file_is_told(text, tag):
    """Where it stands, with words, and with what it can be where that is one of a few."""
    own = [keys for name, keys in vars(datafile).items() if name.endswith("_KEYS")]
    places = [{key for key, _ in rows} for part in sections(text("data-file")).values() if (rows := ROW.findall(part))]
    assert sorted(map(sorted, places)) == sorted(map(sorted, own))
    for key, words in ROW.findall(text("data-file")):
        assert WORDS[tag].search(words), key
    assert "`gregorian` `buddhist` `both`" in text("data-file")


def paths(schema, whole, path=""):
    """The keys of a JSON Schema, each by the way to it."""
    if "$ref" in schema and schema["$ref"] != "#":
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    for one in schema.get("oneOf", ()):
        yield from paths(one, whole, path)
    if "items" in schema and isinstance(schema["items"], dict):
        yield from paths(schema["items"], whole, f"{path}[]")
    for key, below in schema.get("properties", {}).items():
        yield (own := f"{path}.{key}".removeprefix("."))
        yield from paths(below, whole, own)


def test_every_key_of_a_report_in_json_is_told(root, text, tag):
    """Those of the schema, each with words."""
    schema = json.loads((root / "docs" / "reference" / "report.schema.json").read_text("utf-8"))
    rows = dict(ROW.findall(text("json")))
    assert list(rows) == list(dict.fromkeys(paths(schema, schema)))
    assert all(WORDS[tag].search(words) for key, words in rows.items() if key != "version")


def test_every_name_of_the_package_is_told(text):
    """What `import mreport` promises."""
    assert set(re.findall(r"mreport\.(\w+)$", text("python"), re.MULTILINE)) == set(mreport.__all__)
