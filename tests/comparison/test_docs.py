"""The page "How mreport compares", in each language: what its tables say is what mreport does."""

import ast
import re
from decimal import Decimal

import pytest
import yaml
from verdicts import PAIRS, row, verdict

from mreport.comparison import Absence, Value
from mreport.comparison.rules import RULES

PAGES = ("comparing.md", "comparing.th.md")
VERDICTS = {"same": "same", "different": "differs", "เหมือนกัน": "same", "ต่างกัน": "differs"}
YES = {"yes": True, "no": False, "ใช่": True, "ไม่ใช่": False}
NONE = ("none", "ไม่มี")
_LINK = re.compile(r"\[(.+)\]\((.+)\)")


@pytest.fixture(params=PAGES)
def page(request, root):
    """The text of the page in a language."""
    return (root / "docs" / "reference" / request.param).read_text("utf-8")


def tables(page):
    """Each table with the rule of its heading, the options named in the line before it, and its rows."""
    rule, options, rows = None, {}, []
    for line in [*page.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip(" ") for cell in line.strip("|").split("|")])
        elif rows:
            yield rule, options, rows[0], rows[2:]
            rows, options = [], {}
        if line.startswith("#"):
            found = re.fullmatch("### `(.+)`", line)
            rule, options = found and found[1], {}
        elif line.endswith(":") and (found := re.search("`(.+: .+)`", line)):
            options = yaml.load(found[1], yaml.BaseLoader)


def code(cell):
    """What stands in a cell's code: a text with Python's escapes, a list, a text with its link, or a picture."""
    text = cell[1:-1]
    text = ast.literal_eval(f'"{text}"') if "\\" in text else text
    if found := _LINK.fullmatch(text.removeprefix("!")):
        if text.startswith("!"):
            return {"image": found[2], "alt": found[1]}
        return {"text": found[1], "url": found[2]}
    return text[1:-1].split(", ") if text.startswith("[") else text


def examples(page):
    """The rows of the tables of pairs: rule and options, two values, the verdict that is said."""
    for rule, options, head, rows in tables(page):
        if rule and len(head) == 4:
            for one, other, said, _ in rows:
                yield {"rule": rule} | options, code(one), code(other), VERDICTS[said]


def test_every_example_gives_its_verdict(page):
    """In both orders."""
    for options, one, other, said in examples(page):
        assert verdict(one, other, options) == said, (options, one, other)
        assert verdict(other, one, options) == said, (options, one, other)


def test_every_example_is_one_of_the_tested_pairs(page):
    """The page's examples are taken from the table of the tests."""
    for options, one, other, said in examples(page):
        known = [pair for pair in PAIRS if pair.options == options and pair.verdict == said]
        assert [pair for pair in known if (one, other) in ((pair.one, pair.other), (pair.other, pair.one))], (
            one,
            other,
        )


def test_every_rule_has_its_section_with_examples_of_both_verdicts(page):
    """No rule is left out, and none is made up."""
    shown = {(options["rule"], said) for options, _, _, said in examples(page)}
    assert shown == {(rule, said) for rule in RULES for said in ("same", "differs")}
    assert len(list(examples(page))) >= 80


def test_the_statuses_are_those_of_the_rows_shown(page):
    """Each row of three values has the status and the mark that the page says."""
    found = 0
    for _, options, head, rows in tables(page):
        for *values, status, marked in rows if len(head) == 5 and "`a`" in str(rows) else ():
            absences = {f"*{absence}*": Value(absence=absence) for absence in Absence}
            made = row([absences.get(cell) or code(cell) for cell in values], {"ignore_missing": bool(options)})
            assert (made.status, made.marked) == (status.strip("`"), YES[marked]), values
            found += 1
    assert found >= 9


def test_the_deltas_are_those_of_the_values_shown(page):
    """Difference, unit and share from the baseline."""
    found = 0
    for _, _, head, rows in tables(page):
        for rule, base, other, difference, share in rows if len(head) == 5 and "`200`" in str(rows) else ():
            (_, delta) = row([code(base), code(other)], {"rule": code(rule)}, baseline="i0").deltas
            told = f"{delta.difference} {delta.unit}".strip() if delta else None
            assert told == (None if difference in NONE else difference), base
            assert (delta and delta.share) == (None if share in NONE else Decimal(share)), base
            found += 1
    assert found >= 7


def test_pages_have_the_same_examples(root):
    """What one language shows, the other shows."""
    first, second = ([*examples((root / "docs" / "reference" / name).read_text("utf-8"))] for name in PAGES)
    assert first == second
