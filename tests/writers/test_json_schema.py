"""The published schema of the JSON is what reports hold, with every option."""

import json
from pathlib import Path

import jsonschema
import pytest

import mreport
from mreport.writers.json import encode

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "reference" / "report.schema.json").read_text("utf-8"))
DATA = """
attributes:
  price: {rule: number, group: Figures}
  weight: {rule: quantity, tolerance: 2%}
  day: {rule: date}
  text: {label: {en: Text, th: ข้อความ}}
  url: {rule: url}
  odd: {compared: false}
items:
  a: {price: "1,200", weight: 1 kg, day: 2020-02-29, text: one two three, url: "https://example.org/a", odd: ""}
  b: {price: n/a, weight: 1001 g, text: one 2 three, url: "javascript:alert(1)", odd: {unknown: true}}
  c: {price: 7, weight: 2 kg, day: {na: true}, text: one two three, odd: x}
"""


@pytest.mark.parametrize("language", ["th", "en", "th,en"])
@pytest.mark.parametrize(
    "options", [{}, {"baseline": "a", "show_changes": True}, {"show_changes": True, "only": "different"}]
)
def test_reports_are_valid(tmp_path, language, options):
    """A report with absences, links, deltas, changes and warnings is what the schema says."""
    source = tmp_path / "data.yaml"
    source.write_text(DATA, encoding="utf-8")
    comparison = mreport.compare(mreport.read(source), **options)
    report = json.loads(encode(mreport.render(comparison, language)))
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(report)] == []
    assert report["warnings"]
    if "baseline" in options:
        assert report["rows"][0]["values"][2]["delta"]["difference"] == "-1193"


def test_the_schema_refuses_what_reports_never_hold():
    """It is no empty form: another key, status or class is refused."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    value = {
        "text": "",
        "shown": "",
        "lang": "en",
        "absence": None,
        "class": 0,
        "link": None,
        "delta": None,
        "changes": None,
        "image": None,
    }
    one = SCHEMA["$defs"]["value"] | {"$defs": SCHEMA["$defs"]}
    assert jsonschema.Draft202012Validator(one).is_valid(value)
    for wrong in ({"class": -1}, {"absence": "gone"}, {"other": 1}, {"lang": "English"}):
        assert not jsonschema.Draft202012Validator(one).is_valid(value | wrong)


def test_the_schemas_rules_are_the_codes():
    """Every rule is in the schema, and no other."""
    from mreport.comparison.rules import RULES

    assert SCHEMA["$defs"]["row"]["properties"]["rule"]["enum"] == list(RULES)
