"""The one-way order of the package: each part knows those before it and none behind it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "mreport"

# From what knows nothing to what knows all; parts of one line do not know each other.
ORDER = [
    ("cache", "errors", "garbage", "problems", "progress", "recent", "resources", "shown"),
    ("workers",),
    ("given", "sentences", "stylesheets"),
    ("toml",),
    ("locales",),
    ("limits", "watched"),
    ("thai",),
    ("links", "breaks", "images"),
    ("console",),
    ("comparison",),
    ("fonts",),
    ("sources", "language", "layout"),
    ("messages", "forms", "advances", "themes", "bytecode"),
    ("report",),
    ("templates",),
    ("page",),
    ("bilingual", "marking", "directions", "panels", "columns"),
    ("writers",),
    ("__init__",),
    ("machine", "notebook", "recipe"),
    ("batch",),
    ("web",),
    ("cli",),
    ("__main__",),
]
RANK = {part: rank for rank, parts in enumerate(ORDER) for part in parts}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(file):
    """The part that a module belongs to: itself, or its folder."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def is_type_checking(node):
    """Whether a statement is `if TYPE_CHECKING:`."""
    return isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"


def statements(node):
    """Every node that runs: also within functions; what a type checker alone sees makes no order."""
    for child in ast.iter_child_nodes(node):
        if not is_type_checking(child):
            yield child
            yield from statements(child)


def imported(tree):
    """The parts of the package that a module imports, each with its line."""
    for node in statements(tree):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            names = [f"{node.module}.{name.name}" for name in node.names]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            if package == "mreport":
                part = rest.partition(".")[0]
                yield part if part in RANK else "__init__", node.lineno


def test_every_part_has_its_place():
    """Each module and folder of the package stands in the order."""
    assert {part_of(file) for file in MODULES} - RANK.keys() == set()


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_go_one_way(file):
    """A module imports only from its own part and from those before it, within functions too."""
    part = part_of(file)
    backwards = [
        (other, line)
        for other, line in imported(ast.parse(file.read_text("utf-8")))
        if other != part and RANK[other] >= RANK[part]
    ]
    assert backwards == []


def test_imports_are_found():
    """Imports of every form are seen, those within functions too, and those for the type checker are not."""
    source = """
import mreport.thai
from mreport import links, read
from mreport.page import Page
from os import path
if TYPE_CHECKING:
    from mreport.cli import main
def function():
    from mreport.writers.pdf import encode
"""
    assert list(imported(ast.parse(source))) == [
        *[("thai", 2), ("links", 3), ("__init__", 3), ("page", 4), ("writers", 9)]
    ]


def test_writers_do_not_know_each_other_s_formats():
    """A writer imports no other writer, but PDF, which is made of HTML."""
    known = {
        (file.relative_to(PACKAGE / "writers").parts[0].removesuffix(".py"), name.split(".")[2])
        for file in (PACKAGE / "writers").rglob("*.py")
        for node in statements(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        for name in [f"{node.module}.{alias.name}" for alias in node.names]
        if name.startswith("mreport.writers.")
    }
    assert {(one, other) for one, other in known if one != other} == {("pdf", "html")}


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_modules_are_small_and_know_no_thai(file):
    """A module has 400 lines at most, says at its top what it is, and leaves Thai to the catalogues."""
    source = file.read_text("utf-8")
    assert len(source.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(source))
    assert [character for character in source if "\u0e00" <= character <= "\u0e7f"] == []
