"""What the tests share: small data, pages made of it, and goldens.

A golden is a text in tests/golden/ that an output must equal. When an output changes on purpose, take the new
ones with `pytest --accept` and read what `git diff tests/golden` says before committing it.
"""

import ast
import datetime
import fnmatch
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

import mreport
from mreport.messages import SENTENCES

TESTS = Path(__file__).parent
sys.path += [str(TESTS), str(TESTS.parent / "benchmarks")]
from results import put  # noqa: E402

from tripwire import tripwire  # noqa: E402, F401  watches every test

METHODS = TESTS / "data" / "methods.yaml"
DAY = datetime.date(2026, 1, 31)

# The same examples each time: a test that fails fails for everyone.
settings.register_profile("mreport", deadline=None, derandomize=True, database=None)
settings.load_profile("mreport")


def pytest_addoption(parser):
    parser.addoption("--accept", action="store_true", help="take what the tests make now as the goldens")
    parser.addoption("--record", action="store_true", help="write what is measured into tests/RESULTS.md")
    parser.addoption("--seconds", type=int, default=60, help="how long each reader is fuzzed in a deep run")


@pytest.fixture
def measured(record_property):
    """A function that tells figures under a heading at the end of the run; with --record they are written down."""
    return lambda heading, *lines: record_property("measured", (heading, lines))


def pytest_terminal_summary(terminalreporter, config):
    """What was measured, and loudly what did not run because a program is missing."""
    reports = [one for told in terminalreporter.stats.values() for one in told if getattr(one, "when", "") == "call"]
    for heading, lines in (value for one in reports for name, value in one.user_properties if name == "measured"):
        terminalreporter.section(heading)
        for line in lines:
            terminalreporter.line(line)
        if config.getoption("record"):
            put(TESTS / "RESULTS.md", heading, lines)
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = [report.longrepr[2].removeprefix("Skipped: ") for report in skipped]
    missing = {reason: reasons.count(reason) for reason in reasons if "not installed" in reason}
    if missing:
        terminalreporter.section("NOT RUN", sep="!", red=True, bold=True)
    for reason, count in missing.items():
        terminalreporter.line(f"{count} tests: {reason}", red=True)


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


@pytest.fixture
def declaration(tmp_path):
    """A function that makes a data file of the Universal Declaration in a number of languages: 2 to 7, Thai first."""

    def made(count):
        more = (TESTS / "data" / "udhr.more.yaml").read_text(encoding="utf-8").partition("items:\n")[2]
        items = re.split("^(?=  [a-z])", more, flags=re.MULTILINE)[1:]
        assert 2 <= count <= 2 + len(items)
        file = tmp_path / f"udhr-{count}.yaml"
        first = (TESTS / "data" / "udhr.yaml").read_text(encoding="utf-8")
        file.write_text(first + "".join(items[: count - 2]), encoding="utf-8")
        return file

    return made


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
        for function in _every(tree, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for call in filter(_makes_a_fault, _every(function, ast.Call)):
                fields = _fields(call, function)
                codes = _codes(call.args[0], function, tree)
                found.extend(Raised(code, fields, file.relative_to(root), call.lineno) for code in codes)
    assert found
    return found


def _every(tree, kind):
    """The nodes of a kind in a tree."""
    return [node for node in ast.walk(tree) if isinstance(node, kind)]


def _makes_a_fault(call):
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    makers = [name for name in dir(mreport) if name.endswith("Error")]
    return bool(call.args) and name in (*makers, "Fault", "fault")


def _codes(code, function, tree):
    """The codes that an expression can be: texts in it, or in what its name stands for."""
    if isinstance(code, ast.Name):
        return _codes_named(code, function, tree)
    if isinstance(code, ast.IfExp):
        return _codes(code.body, function, tree) | _codes(code.orelse, function, tree)
    if isinstance(code, ast.JoinedStr):  # a part is known when the program runs: all codes that have the rest
        pattern = "".join(part.value if isinstance(part, ast.Constant) else "*" for part in code.values)
        return set(fnmatch.filter(SENTENCES, pattern)) or {pattern}
    return {code.value} if isinstance(code, ast.Constant) else set()


def _codes_named(name, function, tree):
    """The codes of a name: what it was given last, what a loop gives it, or what callers of the function do."""
    if given := _given_last(name, function):
        return _codes(given, function, tree)
    loops = [loop.iter for loop in _every(function, ast.For) if name.id in _identifiers(loop.target)]
    if loops:
        return {part.value for loop in loops for part in _every(loop, ast.Constant)}
    arguments = function.args.kwonlyargs, function.args.kw_defaults
    defaults = [default for argument, default in zip(*arguments, strict=True) if argument.arg == name.id]
    keywords = [keyword.value for keyword in _every(tree, ast.keyword) if keyword.arg == name.id] if defaults else []
    return {code for value in (*defaults, *keywords) for code in _codes(value, function, tree)}


def _given_last(name, function):
    """What a name was given last before it stands here; None where that is not in the function."""
    before = [
        node
        for node in _every(function, ast.Assign)
        if node.lineno < name.lineno and any(name.id in _identifiers(target) for target in node.targets)
    ]
    return max(before, key=lambda node: node.lineno).value if before else None


def _identifiers(target):
    return {node.id for node in _every(target, ast.Name)}


def _fields(call, function):
    """The names of the fields given; None where they can't be read from the source."""
    if getattr(call.func, "id", "") != "Fault":
        names = [keyword.arg for keyword in call.keywords if keyword.arg != "place"]
        return None if None in names or isinstance(call.args[0], ast.JoinedStr) else frozenset(names)
    given = call.args[1] if len(call.args) > 1 else ast.Dict([], [])
    if isinstance(given, ast.Name):
        given = _given_last(given, function)
    if isinstance(given, ast.Dict) and all(isinstance(key, ast.Constant) for key in given.keys):
        return frozenset(key.value for key in given.keys)
    return None
