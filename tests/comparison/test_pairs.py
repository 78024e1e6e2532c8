"""The table of pairs: each rule gives the verdict that people agree on, in both orders."""

from collections import Counter

import pytest
from verdicts import PAIRS, verdict

from mreport.comparison.rules import RULES


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_a_pair_has_its_verdict(pair):
    """Two values are the same or differ as the table says, whichever stands first."""
    assert verdict(pair.one, pair.other, pair.options) == pair.verdict, pair.why
    assert verdict(pair.other, pair.one, pair.options) == pair.verdict, pair.why


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_a_value_is_the_same_as_itself(pair):
    """No value of the table differs from itself."""
    assert verdict(pair.one, pair.one, pair.options) == "same"
    assert verdict(pair.other, pair.other, pair.options) == "same"


def test_the_table_is_large_enough():
    """Every rule has pairs of both verdicts, and all of them are enough to lean on."""
    counted = Counter((pair.options["rule"], pair.verdict) for pair in PAIRS)
    assert set(counted) == {(rule, verdict) for rule in RULES for verdict in ("same", "differs")}
    assert len(PAIRS) >= 160
