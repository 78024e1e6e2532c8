"""The description of the live page's JSON and documents for programs: OpenAPI 3.1, in the reader's language."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mreport.resources import folder
from mreport.web.address import choices
from mreport.web.answers import AGAIN
from mreport.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.requests import Request

    from mreport.web.site import Site

    Told = dict[str, Any]

VISIT = "/of/{key}"
_TEXT = {"type": "string"}
_SCHEMAS = "#/components/schemas/"
_OF_PAGE = ("folded",)  # what no document has


class Description:
    """It tells programs what they can ask for."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def routes(self) -> list[Route]:
        """The route of the description."""
        return [Route("/openapi.json", self.openapi)]

    async def openapi(self, request: Request) -> Response:
        """`/openapi.json`: the description."""
        return JSONResponse(description(self._site.reader(request).gettext), headers=AGAIN)


def description(_: Callable[[str], str]) -> Told:
    """The document of OpenAPI, its words through `gettext`."""
    shown = _shown(_)
    key = {"name": "key", "in": "path", "required": True, "schema": _TEXT, "description": _("What was uploaded.")}
    visits = {f"{VISIT}{path}": {"parameters": [key], **operations} for path, operations in shown.items()}
    form = {"file": {"type": "string", "contentMediaType": "application/octet-stream"}}
    schema = {"type": "object", "required": list(form), "properties": form}
    sent = {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    once = {
        "/upload.json": {
            "post": {
                **_operation(
                    _("Upload a file, which is kept in memory for a while"), [], _json("Visit"), _, status="201"
                ),
                "requestBody": sent,
            }
        },
        f"{VISIT}/forget": {
            "parameters": [key],
            "post": _operation(_("Forget what was uploaded"), [], {}, _, status="303"),
        },
        "/changed.json": {
            "get": _operation(_("A stamp that is another one when what is watched has changed"), [], _json("Stamp"), _)
        },
        "/openapi.json": {
            "get": _operation(_("This description"), [], _content("application/json", {"type": "object"}), _)
        },
    }
    told = _(
        "Comparisons as JSON and as documents. A query says all that is shown, as it does in the address of the page."
    )
    return {
        "openapi": "3.1.0",
        "info": {"title": "mreport", "version": version("mreport"), "description": told},
        "paths": {**shown, **once, **visits},
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _shown(_: Callable[[str], str]) -> Told:
    """What every shelf has, the source and what was uploaded."""
    asked = [*_asked(_), *_options(_)]
    reports = {}
    for suffix, writer in WRITERS.items():
        schema = {"$ref": f"{_SCHEMAS}Report"} if suffix == ".json" else {"type": "string"}
        content = _content(writer.media.partition(";")[0], schema)
        words = _("The comparison as JSON") if suffix == ".json" else _("The comparison as a document")
        reports[f"/report{suffix}"] = {"get": _operation(words, asked, content, _)}
    listed = [one for one in _asked(_) if one["name"] in ("items", "lang")]
    search = _parameter("q", _("Words that the id or the name has, all of them."), {"type": "string", "maxLength": 200})
    order = _parameter("order", _("The name that the header X-Order of the download had."), _TEXT)
    return {
        **reports,
        "/items.json": {
            "get": _operation(_("Items that a search finds, twenty at most"), [*listed, search], _json("Items"), _)
        },
        "/attributes.json": {
            "get": _operation(
                _("Attributes, how they are compared, rules that their values fit"), asked, _json("Attributes"), _
            )
        },
        "/progress.json": {"get": _operation(_("How far a download is"), [order], _json("Progress"), _)},
    }


def _asked(_: Callable[[str], str]) -> list[Told]:
    """What of a query is no option."""
    several = {"type": "array", "items": _TEXT}
    comma = {"style": "form", "explode": False}
    return [
        _parameter("items", _("The items by id or name, in this order; without it, the first two."), several, **comma),
        _parameter("lang", _("The language; several for a document in both."), several, **comma),
        _parameter("rule", _("How an attribute is compared, such as price=number:2%."), several),
        _parameter("ignore", _("An attribute that is not compared."), several),
    ]


def _options(_: Callable[[str], str]) -> list[Told]:
    words = {
        "only": _("Only the rows that differ, or that are the same."),
        "baseline": _("The item that the others are compared with."),
        "attributes": _("The attributes to be shown, by id or label, a comma between."),
    }
    found = []
    for name, known in choices().items():
        if name not in _OF_PAGE:
            told = words.get(name, _("As the flag --%(name)s of mreport compare.") % {"name": name})
            found.append(_parameter(name, told, _TEXT if known is None else {"enum": list(known)}))
    return found


def _parameter(name: str, words: str, schema: Mapping[str, Any], **more: Any) -> Told:
    return {"name": name, "in": "query", "description": words, "schema": dict(schema), **more}


def _operation(
    words: str, parameters: Sequence[Told], content: Told, _: Callable[[str], str], *, status: str = "200"
) -> Told:
    done: Told = {"description": words, **({"content": content} if content else {})}
    wrong = {"description": _("What is wrong: code, sentence, place"), "content": _json("Errors")}
    later = {**wrong, "headers": {"Retry-After": {"schema": {"type": "integer"}}}}
    told: Told = {"summary": words, "responses": {status: done, "4XX": wrong, "503": later}}
    return {**told, "parameters": list(parameters)} if parameters else told


def _json(name: str) -> Told:
    return _content("application/json", {"$ref": f"{_SCHEMAS}{name}"})


def _content(kind: str, schema: Mapping[str, Any]) -> Told:
    return {kind: {"schema": dict(schema)}}


def _schemas() -> Told:
    """What answers hold; that of reports is the published one."""
    published = (folder("reference") / "report.schema.json").read_text("utf-8")
    report = json.loads(published.replace('"#/$defs/', f'"{_SCHEMAS}').replace('"#"', f'"{_SCHEMAS}Report"'))
    named = {"id": _TEXT, "name": _TEXT, "lang": _TEXT}
    attribute = {"id": _TEXT, "label": _TEXT, "lang": _TEXT, "group": {"type": ["string", "null"]}}
    attribute |= {"rule": _TEXT, "compared": {"type": "boolean"}, "fits": {"type": "array", "items": _TEXT}}
    error = {"code": _TEXT, "text": _TEXT, "place": {"type": ["string", "null"]}}
    share = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
    return {
        **report.pop("$defs"),
        "Report": {name: part for name, part in report.items() if name != "$schema"},
        "Items": _object(count={"type": "integer", "minimum": 0}, items=_list(named)),
        "Attributes": _object(attributes=_list(attribute)),
        "Progress": _object(share=share),
        "Stamp": _object(stamp=_TEXT),
        "Visit": _object(address=_TEXT),
        "Errors": _object(errors={**_list(error), "minItems": 1}),
    }


def _object(**properties: Mapping[str, Any]) -> Told:
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


def _list(properties: Mapping[str, Any]) -> Told:
    return {"type": "array", "items": _object(**properties)}
