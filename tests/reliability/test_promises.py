"""What the page of promises says was tried is what the tests count, and each test that it names is there."""

import ast
import importlib
import re
from math import prod

import pytest
import test_accidents
import test_any_text
import test_corpus
import test_guards
import test_watched
from corpus import ACCEPTED, WARNED

PAGES = ("promises.md", "promises.th.md")
NAMED = re.compile(r"`((?:tests|run\.py)[\w/.]*)(?:::(\w+))?")


def all_of(name):
    """How many tests a module of these has by its parametrizations."""
    module = importlib.import_module(name)
    return sum(times(getattr(module, one)) for one in vars(module) if one.startswith("test_"))


def times(test):
    """How often a test runs."""
    marks = getattr(test, "pytestmark", [])
    return prod(len(mark.args[1]) for mark in marks if mark.name == "parametrize")


def values(test):
    """The values of the first parametrization: those of every time, then those of the deep run."""
    cases = next(mark.args[1] for mark in test.pytestmark if mark.name == "parametrize")
    return [getattr(case, "values", (case,))[-1] for case in cases]


def counted():
    """For each module that the page names, the figures that the row has, as the tests count them."""
    fuzzing, run = map(importlib.import_module, ("test_fuzzing", "test_run"))
    verdicts = {case.verdict for case in test_corpus.CASES} - {ACCEPTED, WARNED}
    ledger = times(test_accidents.test_a_ledger_has_whole_lines_alone)
    batch = times(test_accidents.test_a_batch_goes_on_after_the_disk_failed)
    failures = test_accidents.FAILURES
    kills = values(run.test_killed_at_any_moment_it_is_gone_on_with)
    ends = (
        times(test_watched.test_its_end_is_one_error),
        times(test_watched.test_a_template_that_does_not_end_costs_its_report),
    )
    return {
        "tests/reliability/test_tripwire.py": [all_of("test_tripwire")],
        "tests/reliability/test_corpus.py": [len(test_corpus.CASES), len(verdicts)],
        "tests/reliability/test_accidents.py": [*failures.values(), ledger, batch],
        "tests/reliability/test_watched.py": [*ends],
        "tests/reliability/test_guards.py": [len(test_guards.REMOVED)],
        "tests/reliability/test_any_text.py": values(test_any_text.test_any_text_has_a_place_in_every_format),
        "tests/sources/test_fuzzing.py": [50, len(fuzzing.READERS)],
        "tests/batch/test_run.py": kills,
    }


@pytest.fixture(scope="module", params=PAGES)
def page(request, root):
    """The page in one of its languages."""
    return (root / "docs" / "explanation" / request.param).read_text("utf-8")


def rows(page):
    """The cells of its tables' rows."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:2] == "| "]


def test_its_figures_are_those_of_the_tests(page):
    """Each row that counts says what is counted, in both languages."""
    expected, seen = counted(), set()
    for what, often, *rest in rows(page):
        command = rest[-1].strip("`") if rest else ""
        if command in expected:
            seen.add(command)
            found = [int(figure.replace(",", "")) for figure in re.findall(r"\d[\d,]*", often)]
            assert found == expected[command], what
    assert seen == expected.keys()


def test_all_that_it_names_is_there(page, root):
    """Files, and tests in them; each requirement, R1 to R20, has at least one."""
    requirements = [row for row in rows(page) if re.fullmatch(r"R\d+", row[0])]
    assert [row[0] for row in requirements] == [f"R{number}" for number in range(1, 21)]
    assert all(NAMED.search(row[-1]) for row in requirements)
    for path, name in NAMED.findall(page):
        file = root / path
        assert file.exists(), path
        if name:
            defined = {node.name for node in ast.parse(file.read_text("utf-8")).body if hasattr(node, "name")}
            assert name in defined, (path, name)
