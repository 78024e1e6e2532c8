"""The JSON Schema of the data file, by which editors help to write one; its words are in the reader's language.

It takes what the reader takes, but for what no schema can say: that items have no other keys than the attributes' ids,
that `related` names items, that a day is in the calendar, that a tolerance can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mreport.comparison.calendar import CALENDARS
from mreport.comparison.rules import FOLDS, RULES
from mreport.comparison.words import digits
from mreport.sources.datafile import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Schema = dict[str, Any]

_PLAIN = ["string", "number", "boolean"]  # what YAML makes of a text without quotes
_DAY = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_TRUE = {"enum": [True, "true"]}
_BOOLEAN = {"enum": [True, False, "true", "false", None]}
_GIVEN = {"not": {"type": "null"}}
_TAGGED = f"^{LANGUAGE.pattern}$"


def schema(_: Callable[[str], str]) -> Schema:
    """The schema, draft 2020-12, with its descriptions through `gettext`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _("A data file of mreport"),
        **_object(
            {
                "title": _or_none("text", _("Title of the report.")),
                "language": _described(
                    {"type": ["string", "null"], "pattern": _TAGGED}, _("Of plain texts: en, th, …")
                ),
                "date": _described({"type": ["string", "null"], "pattern": _DAY}, _("Of the report: YYYY-MM-DD.")),
                "dataset": _described(_nullable(_origin(_)), _("The dataset that the data are taken from.")),
                "note": _or_none("text", _("A note below the table.")),
                "glossary": _described(_by_language({"$ref": "#/$defs/texts"}), _("Terms that a line must not break.")),
                "report": _described(_nullable(_report(_)), _("How the report that carried these data was made.")),
                "attributes": _described(_attributes(), _("The rows, by ids of your own.")),
                "items": _described(_ids({"$ref": "#/$defs/item"}), _("The columns, by ids of your own.")),
            },
            required=("attributes", "items"),
        ),
        "$defs": _definitions(_),
    }


def _definitions(_: Callable[[str], str]) -> Mapping[str, Schema]:
    return {
        "plain": {"type": _PLAIN},
        "text": {"anyOf": [{"$ref": "#/$defs/plain"}, _texts_by_language()]},
        "texts": {"type": "array", "items": {"type": [*_PLAIN, "null"]}},
        "attribute": _described(_attribute(_), _("A row: how it is called and compared.")),
        "item": _item(_),
        "value": _value(),
        "linked": _linked(_),
        "picture": _picture(_),
    }


def _described(made: Schema, words: str) -> Schema:
    return {"description": words, **made}


def _or_none(name: str, words: str) -> Schema:
    return {"description": words, "anyOf": [{"$ref": f"#/$defs/{name}"}, {"type": "null"}]}


def _nullable(made: Schema) -> Schema:
    return {"anyOf": [made, {"type": "null"}]}


def _object(properties: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """A mapping of known keys; one that is required can't be empty."""
    made: Schema = {"type": "object", "additionalProperties": False, "properties": dict(properties)}
    if required:
        made |= {"required": list(required), "allOf": [{"properties": {key: _GIVEN}} for key in required]}
    return made


def _by_language(entry: Schema) -> Schema:
    names = {"pattern": _TAGGED}
    return {"type": ["object", "null"], "propertyNames": names, "additionalProperties": _nullable(entry)}


def _texts_by_language() -> Schema:
    entry = {"type": [*_PLAIN, "null"]}
    some = {"not": {"additionalProperties": {"type": "null"}}}
    return {"type": "object", "propertyNames": {"pattern": _TAGGED}, "additionalProperties": entry, **some}


def _ids(entry: Schema) -> Schema:
    return {"type": "object", "additionalProperties": _nullable(entry)}


def _attributes() -> Schema:
    return {**_ids({"$ref": "#/$defs/attribute"}), "propertyNames": {"not": {"enum": ["name", "related"]}}}


def _origin(_: Callable[[str], str]) -> Schema:
    keys: Schema = {
        "name": _or_none("text", _("Where the data are from.")),
        "url": _described({"type": [*_PLAIN, "null"]}, _("The web address of the data.")),
        "licence": _or_none("text", _("The licence of the data, such as CC BY 4.0.")),
    }
    return _object(keys, required=("name",))


def _report(_: Callable[[str], str]) -> Schema:
    tags = {"type": "string", "pattern": f"^{LANGUAGE.pattern}(,{LANGUAGE.pattern})*$"}
    keys: Schema = {
        "lang": _described(tags, _("The languages of the report that carried these data: th, or th,en.")),
        "calendar": _described({"enum": [*CALENDARS, None]}, _("The calendar that it was made with.")),
        "digits": _described({"enum": [*digits(), None]}, _("The digits that it was made with.")),
        "author": _described({"type": [*_PLAIN, "null"]}, _("Who prepared reports, if they are not told another.")),
        "note": _or_none("text", _("A note of reports, after that of the data.")),
        "watermark": _described({"type": [*_PLAIN, "null"]}, _("A word behind the text of reports, such as DRAFT.")),
    }
    forms = [
        {"if": {"required": [key], "properties": {key: _GIVEN}}, "then": {"required": ["lang"]}}
        for key in ("calendar", "digits")
    ]
    return {**_object(keys), "minProperties": 1, "allOf": forms}


def _attribute(_: Callable[[str], str]) -> Schema:
    properties = {
        "label": _or_none("text", _("What the row is called; its id, if it is not given.")),
        "rule": _described({"enum": [*RULES, None]}, _("How values are compared; as text, if it is not given.")),
        "terms": _described(_nullable(_ids({"$ref": "#/$defs/text"})), _("For the rule term: labels by id.")),
        "compared": _described(_BOOLEAN, _("false: shown, and not compared.")),
        "missing": _described({"enum": ["differs", "ignore", None]}, _("Whether a value that is not there differs.")),
        "group": _or_none("text", _("The heading that the row stands below.")),
        "reason": _or_none("text", _("Why the values differ, for the template revision.")),
        "tolerance": _described(
            {"type": [*_PLAIN, "null"], "pattern": "[0-9\\u0e50-\\u0e59]"}, _("How far apart equal values may be.")
        ),
        **{name: _described({"enum": ["keep", "fold", None]}, _("fold: does not count.")) for name in FOLDS},
    }
    tolerant_rules = [name for name, rule in RULES.items() if rule.tolerant]
    tolerant = {"properties": {"rule": {"enum": tolerant_rules}}, "required": ["rule"]}
    given = {"required": ["tolerance"], "properties": {"tolerance": _GIVEN}}
    return {**_object(properties), "if": given, "then": tolerant}


def _item(_: Callable[[str], str]) -> Schema:
    related = _described(_nullable({"$ref": "#/$defs/texts"}), _("Items that this one is compared with in a batch."))
    return {
        "type": "object",
        "properties": {"name": _or_none("text", _("What the column is called.")), "related": related},
        "additionalProperties": _nullable({"$ref": "#/$defs/value"}),
    }


def _value() -> Schema:
    """A plain text, a list of texts, one text for each language, a picture, a text with a link, a kind of absence."""
    keys = ("text", "url", "mark", "unknown", "na")
    listed = {"type": "array", "items": _nullable({"$ref": "#/$defs/text"})}
    linked = {"anyOf": [{"required": [key]} for key in keys]}
    mapping = {"if": linked, "then": {"$ref": "#/$defs/linked"}, "else": _texts_by_language()}
    mapping = {"if": {"required": ["image"]}, "then": {"$ref": "#/$defs/picture"}, "else": mapping}
    return {"anyOf": [{"$ref": "#/$defs/plain"}, listed, {"type": "object", **mapping}]}


def _linked(_: Callable[[str], str]) -> Schema:
    properties = {
        "text": _or_none("text", _("What the value says; the address, if it is not given.")),
        "url": _described({"type": [*_PLAIN, "null"]}, _("Where it leads.")),
        "mark": _or_none("text", _("The word that carries the link, such as DOI.")),
        "unknown": _described(_BOOLEAN, _("true: there is a value, and nobody knows it.")),
        "na": _described(_BOOLEAN, _("true: there can be no value.")),
    }
    said = [{"required": [key], "properties": {key: _GIVEN}} for key in ("text", "url")]
    said += [{"required": [key], "properties": {key: _TRUE}} for key in ("unknown", "na")]
    return {**_object(properties), "anyOf": said}


def _picture(_: Callable[[str], str]) -> Schema:
    """The name of a picture, and what is said of it."""
    image = {"type": _PLAIN}
    properties = {
        "image": _described(image, _("A PNG or JPEG file, by its path from this file.")),
        "alt": _or_none("text", _("What the picture shows, for those who can't see it.")),
    }
    return _object(properties, required=("image",))
