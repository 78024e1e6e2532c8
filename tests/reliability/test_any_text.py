"""Whatever text stands wherever data have one: every format shows it, or refuses it by a code; nothing else happens."""

import datetime
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mreport
from mreport import writers
from mreport.errors import MreportError

DAY = datetime.date(2026, 1, 31)
RULES = ("text", "term", "set", "list", "number", "quantity", "range", "date", "years", "bool", "version", "url")
PIECES = [
    "\u0e01\u0e33",
    "\u0e19\u0e49\u0e33",
    "\u0e40\u0e40",
    "<b>",
    "&amp;",
    "]]>",
    "|",
    "\n",
    "\t",
    "\u202e",
    "\u2067",
]
PIECES += [
    "\u200b",
    "\u00ad",
    "\ufffe",
    "\x00",
    "\x1b",
    "\U0001f600",
    "\u0301",
    "\u05d0",
    "\u0627",
    "http://a.b/",
    "{{",
    "\\",
]
TEXTS = st.text(max_size=30) | st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
EXAMPLES = pytest.mark.parametrize("examples", [15, pytest.param(1500, marks=pytest.mark.deep)])


@st.composite
def data(draw):
    """A data file with a text of its own in every place."""
    text = lambda: draw(TEXTS)  # noqa: E731  as many as are asked for
    attributes = {
        f"a{number}": {"label": text(), "group": text(), "rule": draw(st.sampled_from(RULES)), "reason": text()}
        for number in range(draw(st.integers(1, 3)))
    }
    values = st.fixed_dictionaries({"text": TEXTS, "url": TEXTS, "mark": TEXTS}) | TEXTS | st.lists(TEXTS, max_size=3)
    items = {
        key: {"name": {"en": text(), "th": text()} if draw(st.booleans()) else text()}
        | {attribute: draw(values) for attribute in attributes}
        for key in ("x", "y")
    }
    dataset = {"name": text(), "url": text(), "licence": text()}
    return {
        "title": text(),
        "note": text(),
        "dataset": dataset,
        "glossary": {"th": [text()]},
        "attributes": attributes,
        "items": items,
    }


@EXAMPLES
def test_any_text_has_a_place_in_every_format(examples):
    """Labels, groups, names, values, links, notes and terms, under each rule, in one language and in two."""
    made = []

    @settings(max_examples=examples)
    @given(data(), TEXTS, TEXTS, st.sampled_from(["th", "en", "th,en"]))
    def holds(given, author, watermark, lang):
        with suppress(MreportError):
            comparison = mreport.compare(mreport.read(given), show_changes=True)
            page = mreport.render(comparison, lang, date=DAY, author=author or None, watermark=watermark or None)
            for suffix in writers.WRITERS:
                assert writers.encode(page, suffix)
            made.append(lang)

    holds()
    assert len(made) > examples / 10
