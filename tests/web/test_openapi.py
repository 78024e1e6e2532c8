"""The description for programs: it has every route and option there is, and answers are what it says."""

import jsonschema
import pytest
from starlette.routing import Mount

from mreport.web.address import choices
from mreport.writers import WRITERS

TABLE = b"name,A,B\nprice,100,120\n"
PAIR = "items=tl-diffusion,mm-diffusion"


@pytest.fixture(scope="module")
def described(client):
    """The description as it is served."""
    return client.get("/openapi.json?lang=en").json()


def paths_of(routes, before=""):
    """The paths of routes, those of documents by their suffixes."""
    for route in routes:
        if isinstance(route, Mount):
            yield from paths_of(route.routes, before + route.path)
        elif route.path == "/report.{suffix}":
            yield from (f"{before}/report{suffix}" for suffix in WRITERS)
        else:
            yield before + route.path


def test_every_route_is_described(client, described):
    """Nothing is served to programs that the description has not, and it has nothing that is not served."""
    routes = client.app.site.routes
    own = {"/", "/rules", "/pictures/{name}"}  # what pages alone ask for
    pages = {*own, "/upload", "/assets/{name}", *(f"/of/{{key}}{path}" for path in own)}
    assert set(paths_of(routes)) - pages == set(described["paths"])
    names = {one["name"] for one in described["paths"]["/report.json"]["get"]["parameters"]}
    assert names == {"items", "lang", "rule", "ignore", *choices()} - {"folded"}


def held(described, answer, path, method="get", status=None):
    """Hold an answer against what the description says of it."""
    responses = described["paths"][path][method]["responses"]
    schema = responses[status or str(answer.status_code)]["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": described["components"]}).validate(answer.json())
    return answer.json()


def test_answers_are_as_described(client, described):
    """Reports with all there is in them, items, attributes, progress, stamps, visits and errors fit their schemas."""
    query = f"{PAIR},lora&lang=th,en&baseline=lora&show-changes=1&rule=aliases=set"
    assert held(described, client.get(f"/report.json?{query}"), "/report.json")["languages"] == ["th", "en"]
    assert held(described, client.get("/items.json?q=forest&lang=en"), "/items.json")["count"] == 1
    attributes = held(described, client.get(f"/attributes.json?{query}"), "/attributes.json")["attributes"]
    assert next(one for one in attributes if one["id"] == "aliases")["rule"] == "set"
    assert held(described, client.get("/progress.json?order=x"), "/progress.json") == {"share": None}
    held(described, client.get("/changed.json"), "/changed.json")
    held(described, client.get("/openapi.json"), "/openapi.json")
    sent = client.post("/upload.json", files={"file": ("a.csv", TABLE)})
    visit = held(described, sent, "/upload.json", "post")["address"]
    report = held(described, client.get(f"/{visit}report.json?lang=en"), "/of/{key}/report.json")
    assert [item["name"] for item in report["items"]] == ["A", "B"]
    for path in ("/report.json?items=nobody,lora", "/items.json?lang=tlh", "/attributes.json?rule=x"):
        held(described, client.get(path), path.partition("?")[0], status="4XX")
    assert client.post(f"/{visit}forget", follow_redirects=False).status_code == 303


def test_the_description_speaks_thai(client):
    """Its words are in the reader's language."""
    told = client.get("/openapi.json", headers={"accept-language": "th"}).json()["info"]["description"]
    assert "การเปรียบเทียบ" in told
