"""A page as a story: its blocks run from top to bottom in one folder, as a reader who types them would."""

import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import tomllib
from pathlib import Path

import click
import yaml

import mreport
from mreport import cli, language, locales, themes
from mreport.cli.program import program
from mreport.cli.speech import teach_click
from mreport.templates import installed

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"#.*(?:code|รหัส) (\d+)")
SHELL = re.compile(r"[|>&$*;]|^(?!mreport )")
DATA = """attributes: {weight: {label: {en: Weight, th: น้ำหนัก}, rule: quantity}}
items: {a: {name: Model A, weight: 1.2 kg}, b: {name: Model B, weight: 1.4 kg}}
"""
PHONES = [
    {"id": "a17", "name": "Phone A", "price": "12,900", "year": 2024},
    {"id": "b4", "name": "Phone B", "price": "15,900", "year": 2024},
]
TABLE = [
    ["", "รุ่น ก", "รุ่น ข"],
    ["ราคา", "๑๒,๙๐๐", "15,900"],
    ["วางจำหน่าย", "29 ก.พ. 2567", "1 มีนาคม 2567"],
    ["หมายเหตุ", "", "ของแถม"],
]
"""What is in the files that pages speak of and do not show."""


def lay_out(folder):
    """Bring what readers have: the examples, a table in several formats, an office's letterhead, a logo, a font."""
    (folder / "examples").symlink_to(ROOT / "examples")
    shutil.copy(ROOT / "tests" / "data" / "letterheads" / "office.docx", folder)
    shutil.copy(ROOT / "docs" / "pictures" / "rule.csv", folder)
    shutil.copy(ROOT / "examples" / "methods.yaml", folder)
    for weight, name in (("Regular", "Loma.ttf"), ("Bold", "Loma-Bold.ttf")):
        shutil.copy(ROOT / "fonts" / "sarabun" / f"Sarabun-{weight}.ttf", folder / name)
    (folder / "data.yaml").write_text(DATA, "utf-8")
    (folder / "phones-874.csv").write_text("\n".join(";".join(row) for row in TABLE), "cp874")
    with sqlite3.connect(folder / "products.sqlite") as connection:
        connection.execute("CREATE TABLE phones (id TEXT, name TEXT, price TEXT, year INTEGER)")
        connection.executemany("INSERT INTO phones VALUES (:id, :name, :price, :year)", PHONES)


def columnar(file):
    """The records as a Parquet file."""
    import polars

    polars.DataFrame(PHONES).write_parquet(file)


def workbook(file):
    """The table as a workbook of an office has it, below a title."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in [["โทรศัพท์ปีงบประมาณ 2567"], [], *TABLE]:
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    book.save(file)


def picture(file):
    """A small picture."""
    from PIL import Image

    file.parent.mkdir(exist_ok=True)
    Image.new("RGB", (4, 3), "teal").save(file)


WHEN_NAMED = {"photos/a.jpg": picture, "marks/iso.png": picture, "products.parquet": columnar, "phones.xlsx": workbook}


class Story:
    """The folder of a page, what ran in it last, and what its Python blocks have named."""

    def __init__(self, folder, capsys):
        self.folder, self.capsys = folder, capsys
        self.said, self.names = "", {}

    def run(self, block):
        """Run a block by its kind; what it says wrongly is an AssertionError."""
        if block.mark.startswith("file: "):
            file = self.folder / block.mark.removeprefix("file: ")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, "utf-8")
        for name, make in WHEN_NAMED.items():
            if name in block.text and not (self.folder / name).exists():
                make(self.folder / name)
        getattr(self, f"run_{block.kind}")(block)

    def run_sh(self, block):
        """Each command ends with 0, or with the code that a comment behind it names."""
        said = []
        for line in block.text.replace("\\\n", " ").splitlines():
            if not (command := re.sub(r"(?:^| )#.*$", "", line).strip()):
                continue
            found = CODE.search(line)
            code, out = self.command(command)
            assert code == int(found[1] if found else 0), (str(block), command, out)
            said.append(out)
        self.said = "".join(said)

    def command(self, text):
        """The exit code of a command and what it said; ours run in this process."""
        if SHELL.search(text):
            done = subprocess.run(["bash", "-ec", text], capture_output=True, text=True, check=False)
            return done.returncode, done.stdout + done.stderr
        words = shlex.split(text)[1:]
        self.capsys.readouterr()
        try:
            code = 0 if words[0] == "serve" and parsed(words) else cli.run(words)
        finally:
            locales.bring(None)
            teach_click(language.language("en"))
        return code, "".join(self.capsys.readouterr()).replace("\u00a0", " ")

    def run_text(self, block):
        """What the commands before said; a line … stands for any number of lines."""
        if block.mark == "usage":
            used(block)
        elif not block.mark:
            lines = [r"\s+".join(map(re.escape, line.split())) + r"\s*\n" for line in block.text.splitlines()]
            pattern = "".join("(?:.*\n)*?" if line.startswith("…") else rf"\s*{line}" for line in lines)
            assert re.search(pattern, self.said), (str(block), self.said)

    def run_python(self, block):
        """Runs, with the names of the blocks before it."""
        exec(compile(block.text, str(block), "exec"), self.names)

    def run_yaml(self, block):
        """A whole data file is read, and of a part of one the keys are known; the rest is YAML."""
        found = yaml.safe_load(block.text)
        if not isinstance(found, dict) or not found.keys() & {"attributes", "items", "glossary"}:
            assert block.mark.startswith("file: "), str(block)
            return
        rest = {"attributes": {}, "items": {}}
        whole = block.text + "".join(f"{key}: {value}\n" for key, value in rest.items() if key not in found)
        (self.folder / "block.yaml").write_text(whole, "utf-8")
        mreport.read(self.folder / "block.yaml")

    def run_toml(self, block):
        """A theme, a language's file or the configuration: each key is one that is known."""
        found = tomllib.loads(block.text)
        file = self.folder / "block.toml"
        file.write_text(block.text, "utf-8")
        if found.keys() & {"layout", "styles", "about", "css"}:
            themes.read(file)
        elif not found.keys() & {"fonts", "words", "order"}:
            flags = {option.opts[0].lstrip("-") for option in command("compare").params}
            assert found.keys() <= flags, str(block)

    def run_jinja(self, block):
        """A template of the reader's own makes a page."""
        file = self.folder / "block.j2"
        file.write_text(block.text, "utf-8")
        dataset = mreport.read(ROOT / "examples" / "methods.yaml")
        page = mreport.render(mreport.compare(dataset, ["lora", "vae"]), template=file)
        assert page.root.tag == "article"
        assert file.stem not in installed()

    def run_csv(self, block):
        """A table that is read."""
        assert block.mark.startswith("file: "), str(block)
        assert mreport.read(self.folder / block.mark.removeprefix("file: ")).items

    def run_json(self, block):
        """Is JSON."""
        json.loads(block.text)


def command(name):
    """A command of ours, in English."""
    return program(language.language("en")).commands[name]


def parsed(words):
    """Whether a command takes its words; it is not run."""
    context = click.Context(command(words[0]), info_name=words[0])
    return bool(command(words[0]).make_context(words[0], words[1:], parent=context))


def used(block):
    """Hold each flag of a usage line against its command."""
    words = re.findall(r"[\w-]+", block.text)
    flags = {one for option in command(words[1]).params for one in option.opts}
    assert {word for word in words if word.startswith("--")} <= flags, str(block)
