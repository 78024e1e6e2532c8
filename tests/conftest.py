"""What the tests share: small data, pages made of it, and goldens.

A golden is a text in tests/golden/ that an output must equal. When an output changes on purpose, take the new
ones with `pytest --accept` and read what `git diff tests/golden` says before committing it.
"""

import ast
import datetime
import fnmatch
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

import mreport
from mreport.messages import SENTENCES

TESTS = Path(__file__).parent
METHODS = TESTS / "data" / "methods.yaml"
DAY = datetime.date(2026, 1, 31)

# The same examples each time: a test that fails fails for everyone.
settings.register_profile("mreport", deadline=None, derandomize=True, database=None)
settings.load_profile("mreport")


def pytest_addoption(parser):
    parser.addoption("--accept", action="store_true", help="take what the tests make now as the goldens")


@pytest.fixture
def golden(request):
    """A function that holds a text against the golden of a name, or with --accept makes it the golden."""

    def hold(name, text):
        file = TESTS / "golden" / name
        if request.config.getoption("accept"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        assert file.is_file(), f"there is no golden {name}; make it with pytest --accept"
        assert text == file.read_bytes().decode()

    return hold


@pytest.fixture(scope="session")
def root():
    """The folder of the project."""
    return TESTS.parent


@pytest.fixture
def data_file(tmp_path):
    """A function that writes a data file and says where it is."""

    def written(text, name="data.yaml"):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    return written


@pytest.fixture
def page_of(data_file):
    """A function that makes the page of a data file's text in a language."""

    def page(text, lang="en", **choices):
        comparison = mreport.compare(mreport.read(data_file(text)))
        return mreport.render(comparison, lang, **{"date": DAY} | choices)

    return page


@pytest.fixture(scope="session")
def pair():
    """A function that makes the page of the reference's two methods in a language, once for all tests."""

    @cache
    def page(lang):
        return mreport.render(mreport.compare(mreport.read(METHODS)), lang, date=DAY)

    return page


@dataclass(frozen=True)
class Raised:
    """A place of the source that makes a fault: its code, and the names of its fields as far as they can be read."""

    code: str
    fields: frozenset[str] | None
    file: Path
    line: int


@pytest.fixture(scope="session")
def faults_raised(root):
    """Every fault that the package can make, by its source: calls of errors, of `Fault` and of `.fault`."""
    found = []
    for file in sorted((root / "src").rglob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
            for call in [node for node in ast.walk(function) if isinstance(node, ast.Call)]:
                if _makes_a_fault(call):
                    fields = _fields(call, function)
                    codes = _codes(call.args[0], function)
                    found.extend(Raised(code, fields, file.relative_to(root), call.lineno) for code in codes)
    assert found
    return found


def _makes_a_fault(call):
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    makers = [name for name in dir(mreport) if name.endswith("Error")]
    return bool(call.args) and name in (*makers, "Fault", "fault")


def _codes(code, function):
    """The codes that an expression can be: texts in it, or in what its name is given in the function."""
    if isinstance(code, ast.Name):
        given = [node.value for node in ast.walk(function) if isinstance(node, ast.Assign) and _names(node, code.id)]
        runs_over = [node for node in ast.walk(function) if isinstance(node, ast.For) and _runs(node, code.id)]
        looped = {part.value for node in runs_over for part in ast.walk(node.iter) if isinstance(part, ast.Constant)}
        return {text for value in given for text in _codes(value, function)} | looped
    if isinstance(code, ast.IfExp):
        return _codes(code.body, function) | _codes(code.orelse, function)
    if isinstance(code, ast.JoinedStr):  # a part is known when the program runs: all codes that have the rest
        pattern = "".join(part.value if isinstance(part, ast.Constant) else "*" for part in code.values)
        return set(fnmatch.filter(SENTENCES, pattern)) or {pattern}
    return {code.value} if isinstance(code, ast.Constant) else set()


def _runs(loop, name):
    return any(getattr(node, "id", None) == name for node in ast.walk(loop.target))


def _names(assignment, name):
    return any(getattr(target, "id", None) == name for target in assignment.targets)


def _fields(call, function):
    """The names of the fields given; None where they can't be read from the source."""
    if getattr(call.func, "id", "") != "Fault":
        names = [keyword.arg for keyword in call.keywords if keyword.arg != "place"]
        return None if None in names else frozenset(names)
    given = call.args[1] if len(call.args) > 1 else ast.Dict([], [])
    if isinstance(given, ast.Name):
        assigned = [node.value for node in ast.walk(function) if isinstance(node, ast.Assign) and _names(node, given.id)]
        given = assigned[0] if len(assigned) == 1 else None
    if isinstance(given, ast.Dict) and all(isinstance(key, ast.Constant) for key in given.keys):
        return frozenset(key.value for key in given.keys)
    return None
