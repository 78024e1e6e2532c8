"""What CONTRIBUTING says of adding a source, a writer, a rule and a language, done with the code that stands there."""

import importlib
import json
import re
import shlex
import shutil
import sys
from types import ModuleType

import pytest
from blocks import blocks

import mreport
from mreport import cli, locales, writers
from mreport.comparison import rules
from mreport.sources.schema import schema


@pytest.fixture
def page(root):
    """The blocks of CONTRIBUTING."""
    return blocks(root / "CONTRIBUTING.md")


@pytest.fixture
def added(page, monkeypatch):
    """A function that adds a module or a row as the page has it, as long as a test takes."""

    def module(name):
        (block,) = [one for one in page if one.mark == f"file: src/{name.replace('.', '/')}.py"]
        made = ModuleType(name)
        exec(compile(block.text, str(block), "exec"), made.__dict__)
        monkeypatch.setitem(sys.modules, name, made)

    def row(place):
        (block,) = [one for one in page if one.mark == f"row: {place}"]
        room, table = place.split()
        room = importlib.import_module(room)
        for key, value in eval("{" + block.text + "}", vars(room)).items():
            monkeypatch.setitem(getattr(room, table), key, value)

    return lambda name: row(name) if " " in name else module(name)


def test_a_source_is_a_module_and_a_row(added, nobody):
    """The format is read by its suffix and by --from, with the places of its cells; what reads it knows no more."""
    file = nobody / "t.jsonl"
    file.write_text('["", "Price", "Ports"]\n["A", "5", "x"]\n["B", "7", "x"]\n["B", "7", "x"]\n')
    added("mreport.sources.jsonl")
    added("mreport.sources TABLES")
    with pytest.raises(mreport.SourceError) as error:
        mreport.read(file)
    assert (error.value.code, str(error.value.faults[0].place)) == ("item-repeated", f"{file}:4")
    file.write_text('["", "Price", "Ports"]\n["A", "5", "x"]\n["B", "7", "x"]\n')
    assert cli.run(["compare", "t.jsonl", "--rule", "Price=number", "-o", "t.json", "--quiet"]) == 0
    assert [row["marked"] for row in json.loads((nobody / "t.json").read_text())["rows"]] == [True, False]
    shutil.copy(file, nobody / "t")
    assert cli.run(["check", "t", "--from", "jsonl"]) == 0


def test_a_writer_is_a_module_and_a_row(added, nobody, pair, capsys):
    """The format is written by its suffix, and the help and a batch know of it."""
    added("mreport.writers.tsv")
    added("mreport.writers WRITERS")
    mreport.write(pair("th"), nobody / "t.tsv")
    lines = (nobody / "t.tsv").read_text("utf-8").splitlines()
    assert next(line for line in lines if "≠" in line).startswith("ปีกำเนิด ≠\t")
    assert writers.WRITERS[".tsv"].media.startswith("text/")
    assert cli.run(["compare", "--help"]) == 0
    assert ".json .tsv" in " ".join(capsys.readouterr().out.split())
    assert cli.run(["batch", "--help"]) == 0
    assert "tsv" in capsys.readouterr().out


def test_a_rule_is_a_function_and_a_row(page, added, nobody, monkeypatch):
    """Data files, their schema, --rule and warnings know the rule."""
    (block,) = [one for one in page if one.mark == "rule"]
    for name in ("_COLOUR", "_colour"):
        monkeypatch.setattr(rules, name, None, raising=False)
    exec(compile(f"from __future__ import annotations\n{block.text}", str(block), "exec"), vars(rules))
    added("mreport.comparison.rules RULES")
    data = "attributes: {ink: {rule: colour}, page: {rule: colour}, edge: {rule: colour}}\n"
    items = "items: {a: {ink: '#FFF', page: '#000', edge: red}, b: {ink: ffffff, page: '#111', edge: '#F00'}}\n"
    (nobody / "t.yaml").write_text(data + items)
    comparison = mreport.compare(mreport.read("t.yaml"))
    assert [row.marked for row in comparison.rows] == [False, True, True]
    assert [fault.code for fault in comparison.warnings] == ["value-not-read"]
    assert "colour" in schema(str)["$defs"]["attribute"]["properties"]["rule"]["enum"]
    (nobody / "t.csv").write_text(",A,B\nInk,#fff,FFFFFF\n")
    assert cli.run(["compare", "t.csv", "--rule", "Ink=colour", "--exit-code", "--quiet"]) == 0


def test_a_language_is_a_folder(page, root, nobody):
    """The commands begin it and use it, and a sentence that is filled in is said."""
    (nobody / "examples").symlink_to(root / "examples")
    commands, catalogue = (next(one for one in page if one.mark == mark).text for mark in ("language", "catalogue"))
    begun, compared = (shlex.split(line)[1:] for line in commands.splitlines())
    try:
        assert cli.run([*begun, "--quiet"]) == 0
        file = nobody / "languages" / "eo" / "LC_MESSAGES" / "mreport.po"
        msgid, msgstr = catalogue.splitlines()
        filled = file.read_text("utf-8").replace(f'{msgid}\nmsgstr ""\n', f"{msgid}\n{msgstr}\n")
        assert filled != file.read_text("utf-8")
        file.write_text(filled, "utf-8")
        assert cli.run([*compared, "--quiet"]) == 0
    finally:
        locales.bring(None)
    text = (nobody / "report.html").read_text("utf-8")
    assert '<html lang="eo"' in text
    assert msgstr.split('"')[1] in text


def test_every_block_of_the_page_is_added(page):
    """None stands there untried, but the list of commands at the top."""
    tried = re.compile("file: src/.+|row: .+|rule|language|catalogue")
    assert [str(block) for block in page[1:] if not tried.fullmatch(block.mark)] == []
    assert page[0].mark.startswith("not run: ")


def test_what_developers_are_led_to_is_there(root):
    """Each file, folder and name of the package that the pages for developers name."""
    named = set()
    for page in ("CONTRIBUTING.md", "docs/explanation/architecture.md"):
        named |= set(re.findall(r"`([\w./]+)`", (root / page).read_text("utf-8")))
    named = {name for name in named if not re.search("/[A-Z]{2,}(/|$)", name)}  # capitals stand for what may come
    rooms = {name for name in named if (root / "src" / "mreport" / name.rstrip("/")).is_dir()}
    paths = {name for name in named if name.split("/")[0] in {one.name for one in root.iterdir()} and "/" in name}
    names = {name for name in named if name.startswith("mreport.")}
    assert len(rooms) >= 5
    assert len(names) >= 10
    assert [path for path in sorted(paths) if not (root / path).exists()] == []
    for name in names:
        try:
            importlib.import_module(name)
        except ModuleNotFoundError:
            room, _, member = name.rpartition(".")
            assert hasattr(importlib.import_module(room), member), name
