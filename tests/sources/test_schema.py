"""The data file's JSON Schema takes what the reader takes, and refuses what it refuses, document by document."""

import json

import jsonschema
import pytest

import mreport
from mreport import MreportError
from mreport.language import language
from mreport.sources.schema import schema

SCHEMA = schema(str)
LEAST = {"attributes": {"a": {}}, "items": {"x": {"a": "1"}, "y": {}}}


def whole(**keys):
    """The least document with other keys at its top."""
    return LEAST | keys


def valued(value):
    """The least document with a value."""
    return whole(items={"x": {"a": value}})


def ruled(**keys):
    """The least document with keys of its attribute."""
    return whole(attributes={"a": keys})


TAKEN = {
    "least": LEAST,
    "nothing behind an attribute": whole(attributes={"a": None}),
    "nothing behind an item": whole(items={"x": None}),
    "title by language": whole(title={"en": "T", "th": "ท"}),
    "title without a language": whole(title={"en": "T", "th": None}),
    "a number as title": whole(title=2026),
    "language": whole(language="zh-Hant"),
    "date": whole(date="2024-02-29"),
    "date of the Buddhist era": whole(date="2567-02-29"),
    "dataset": whole(dataset={"name": "D", "url": "https://a.b/", "licence": {"th": "ซีซี"}}),
    "glossary": whole(glossary={"th": ["คำ", 5]}),
    "report": whole(report={"lang": "th,en", "calendar": "both", "digits": "thai"}),
    "every key of an attribute": ruled(
        label={"en": "A"}, rule="number", tolerance="2%", compared=False, missing="ignore", group="G", reason="R",
        case="fold", spaces="keep", digits="fold", terms={"t": {"en": "T"}},
    ),
    "compared as text": ruled(compared="false"),
    "tolerance as a number": ruled(rule="number", tolerance=0.5),
    "tolerance that is nothing": ruled(tolerance=None),
    "related": whole(items={"x": {"related": ["y"]}, "y": {"name": {"th": "ย"}}}),
    "a list": valued(["p", {"en": "q"}, None]),
    "an empty list": valued([]),
    "an empty text": valued(""),
    "a boolean": valued(value=True),
    "texts by language": valued({"en": "p", "th": "ก"}),
    "a link": valued({"text": {"en": "p"}, "url": "https://a.b/", "mark": "DOI"}),
    "an address alone": valued({"url": "https://a.b/"}),
    "unknown": valued({"unknown": True}),
    "na as text": valued({"na": "true"}),
    "not unknown, with a text": valued({"unknown": False, "text": "p"}),
}  # fmt: skip
REFUSED = {
    "no mapping": [LEAST],
    "no items": {"attributes": {}},
    "items that are nothing": whole(items=None),
    "an unknown key": whole(titel="T"),
    "items as a list": whole(items=[{"a": 1}]),
    "an item as a text": whole(items={"x": "y"}),
    "an attribute as a text": whole(attributes={"a": "A"}),
    "a reserved id": whole(attributes={"name": {}}),
    "a list as title": whole(title=["T"]),
    "no language's tag": whole(title={"English": "T"}),
    "no text in any language": whole(title={"en": None}),
    "nested texts": whole(title={"en": {"th": "T"}}),
    "a language that is none": whole(language="English!"),
    "a date in words": whole(date="yesterday"),
    "a month that is none": whole(date="2024-13-01"),
    "a dataset without a name": whole(dataset={"url": "x"}),
    "a dataset as a text": whole(dataset="D"),
    "a glossary without languages": whole(glossary=["x"]),
    "terms as a text": whole(glossary={"th": "x"}),
    "a report without a language": whole(report={"digits": "thai"}),
    "a calendar that is none": whole(report={"lang": "th", "calendar": "lunar"}),
    "a rule that is none": ruled(rule="nmber"),
    "an unknown key of an attribute": ruled(lable="A"),
    "no boolean": ruled(compared="no"),
    "a choice that is none": ruled(missing="maybe"),
    "a fold that is none": ruled(case="upper"),
    "tolerance without a rule": ruled(tolerance="2%"),
    "tolerance of a text": ruled(rule="text", tolerance="2%"),
    "tolerance in words": ruled(rule="number", tolerance="much"),
    "related as a text": whole(items={"x": {"related": "y"}, "y": {}}),
    "a list within a list": valued([["p"]]),
    "an empty mapping": valued({}),
    "a mark alone": valued({"mark": "DOI"}),
    "an unknown key beside a link": valued({"text": "p", "ulr": "x"}),
    "a language beside a link": valued({"text": "p", "en": "q"}),
    "unknown that is no boolean": valued({"unknown": "perhaps"}),
    "a list as address": valued({"url": ["x"]}),
}


def is_read(document, data_file):
    """Whether the reader takes a document."""
    try:
        mreport.read(data_file(json.dumps(document), "t.json"))
    except MreportError:
        return False
    return True


def test_the_schema_is_one():
    """By the standard's own schema, in every language, which changes nothing but words."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    thai = schema(language("th").gettext)
    jsonschema.Draft202012Validator.check_schema(thai)
    assert thai != SCHEMA
    assert thai["properties"]["title"]["description"] == "ชื่อเรื่องของรายงาน"


@pytest.mark.parametrize("name", TAKEN)
def test_both_take_it(data_file, name):
    """What the reader takes is valid."""
    assert is_read(TAKEN[name], data_file)
    assert [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(TAKEN[name])] == []


@pytest.mark.parametrize("name", REFUSED)
def test_both_refuse_it(data_file, name):
    """What the reader refuses is not valid."""
    assert not is_read(REFUSED[name], data_file)
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(REFUSED[name])


@pytest.mark.parametrize("file", ["examples/methods.yaml", "tests/data/methods.yaml", "templates/starters/en.yaml"])
def test_the_data_that_are_there_are_valid(root, file):
    """The examples, as an editor sees them: plain words are texts, true and false are booleans."""
    import yaml

    document = yaml.load((root / file).read_text("utf-8"), Loader=yaml.BaseLoader)
    assert [error.message for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(document)] == []
