"""Limits: what the contract has by default, how a flag changes one, and what is refused beyond it."""

import pytest

import mreport
from mreport import LimitError, UserError
from mreport.cli import run
from mreport.limits import DEFAULT, Limits, limits


def test_the_defaults_are_the_contract_s():
    """Items 60, rows 20,000, as many cells as that, cell 20,000 characters, unpacked 200 MiB, depth 32."""
    assert Limits(60, 20_000, 60 * 20_000, 20_000, None, 200 * 1024**2, 32) == DEFAULT


def test_limits_are_given_by_name():
    """Bytes may have a unit behind them."""
    assert limits(["rows=50000", "file = 40 MiB", "depth=40"]) == Limits(rows=50_000, file=40 * 1024**2, depth=40)
    assert limits(["rows=1", "rows=2"]).rows == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rows", "limit-option"),
        ("row=5", "limit-unknown"),
        ("rows=100001", "limit-amount"),
        ("rows=0", "limit-amount"),
        ("rows=-1", "limit-amount"),
        ("rows=many", "limit-amount"),
        ("rows=", "limit-amount"),
        ("depth=1000", "limit-amount"),
    ],
)
def test_what_is_no_limit_is_refused(text, code):
    """A name that is none, a number that is none or beyond what can be made."""
    with pytest.raises(UserError) as error:
        limits([text])
    assert error.value.code == code


def refusal(**choices):
    """The code and fields of a comparison that is beyond a limit."""
    data = {"a": {"p": "1", "q": "x" * 50}, "b": {"p": "2", "q": "y"}, "c": {"p": "3", "q": "z"}}
    with pytest.raises(LimitError) as error:
        mreport.compare(mreport.read(data), limits=Limits(**choices))
    return error.value.code, dict(error.value.faults[0].fields)


def test_what_is_beyond_a_limit_is_refused():
    """Items, rows, cells and characters of a cell, each with what it is and what the most is."""
    assert refusal(items=2) == ("items-too-many", {"count": 3, "most": 2})
    assert refusal(rows=1) == ("rows-too-many", {"count": 2, "most": 1})
    assert refusal(cells=5) == ("cells-too-many", {"count": 6, "most": 5})
    assert refusal(cell=49) == ("cell-too-long", {"item": "a", "attribute": "q", "size": 50, "most": 49})


def test_limits_are_of_the_comparison_made():
    """Items and rows that are not shown don't count."""
    data = {name: {"p": "1", "q": "2"} for name in "abc"}
    made = mreport.compare(mreport.read(data), ["a", "b"], attributes=["p"], limits=Limits(items=2, rows=1))
    assert len(made.rows) == 1


def test_the_flag_raises_and_lowers(data_file, capsys):
    """`--limit` of the command line; refusing by a limit is exit 4, a wrong one 2."""
    file = str(data_file("x,a,b\np,1,2\nq,3,4\n", "t.csv"))
    assert run(["compare", file, "--limit", "rows=1", "--lang", "en"]) == 4
    assert "--limit rows=N" in capsys.readouterr().err
    assert run(["compare", file, "--limit", "file=5"]) == 4
    assert run(["compare", file, "--limit", "rows=x"]) == 2
    assert run(["compare", file, "--limit", "rows=2", "--limit", "file=1KiB", "--quiet"]) == 0
    nested = str(data_file("[" * 40 + "]" * 40, "t.json"))
    assert run(["check", nested]) == 4
    assert run(["check", nested, "--limit", "depth=50"]) == 2


def test_many_faults_are_told_with_a_count_of_the_rest(data_file, capsys):
    """The first fifty, then how many more there are."""
    file = str(data_file("x,a\n" + ",1\n" * 60, "t.csv"))
    assert run(["check", file, "--lang", "en"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 51
    assert lines[-1] == "… and 10 more like these."
