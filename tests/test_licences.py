"""Supply chain: every package that a user gets has a licence that is allowed, and floors are what the lock holds."""

import re
from importlib.metadata import distribution

import pytest
from packaging.requirements import Requirement

ALLOWED = re.compile(
    r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|HPND|MIT-CMU|ISC|MPL|Mozilla Public|Unicode|0BSD|CC0)"
)
CHOSEN = {"Pyphen": "Mozilla Public"}  # of several that it may be used under
FORBIDDEN = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)")


def run_time():
    """The names of all packages that mreport needs at run time, by their own metadata."""
    found, left = set(), ["mreport"]
    while left:
        name = left.pop()
        for text in distribution(name).requires or ():
            requirement = Requirement(text)
            extras = {"extra": "woff" if name == "fonttools" else ""}
            if (requirement.marker is None or requirement.marker.evaluate(extras)) and requirement.name not in found:
                found.add(requirement.name)
                left.append(requirement.name)
    return sorted(found)


@pytest.mark.parametrize("name", run_time())
def test_the_licence_is_allowed(name):
    """By its expression, its classifiers or its field; GPL and AGPL are none."""
    told = distribution(name).metadata
    said = [told.get("License-Expression", ""), *told.get_all("Classifier", ()), (told.get("License") or "")[:200]]
    said = [one for one in said if one and (not one.startswith(("Prog", "Oper", "Dev", "Topic", "Intended", "Env")))]
    assert any(ALLOWED.search(one) for one in said), said
    assert name in CHOSEN or not any(FORBIDDEN.search(one) for one in said), said
    assert CHOSEN.get(name, "") in " ".join(said)


def test_there_are_not_many():
    """Dependencies are few; a new one is a choice."""
    assert 15 <= len(run_time()) <= 45
