"""Rules chosen in the browser: a form without scripts, an address that says them, documents that follow them."""

import html
import re

import pytest

from mreport.web.address import Address

TABLE = 'ชื่อ,รุ่นเอ,รุ่นบี,รุ่นซี\nราคา,"1,000",1010,2000\nสี,"ดำ, ขาว","ขาว, ดำ",แดง\nรหัส,a1,A1,A1\n'.encode()
PAIR = "items=รุ่นเอ,รุ่นบี&lang=en"


@pytest.fixture
def visit(client):
    """The path of the page of a table that was uploaded."""
    return client.post("/upload?lang=en", files={"file": ("ราคา.csv", TABLE)}).url.path


def form_of(answer):
    """The fields of the form of rules as a browser would send them."""
    sent = {}
    for name, options in re.findall(r'<select name="([^"]+)">(.*?)</select>', answer.text, re.DOTALL):
        sent[html.unescape(name)] = re.search(r'value="([^"]+)" selected', options)[1]
    for name, value in re.findall(r'type="text" name="([^"]+)" value="([^"]*)"', answer.text):
        sent[html.unescape(name)] = html.unescape(value)
    return sent


def marks(client, path, query):
    """The marks of the rows, by attribute."""
    report = client.get(f"{path}report.json?{query}").json()
    return {row["attribute"]: row["marked"] for row in report["rows"]}


def test_rules_are_chosen_by_a_form(client, visit):
    """What is chosen is in the address, changes the marks, and is what the documents say too."""
    assert marks(client, visit, PAIR) == {"ราคา": True, "สี": True, "รหัส": True}
    form = client.get(f"{visit}rules?{PAIR}")
    assert form.status_code == 200
    chosen = form_of(form)
    assert set(chosen) >= {"rule:ราคา", "tolerance:ราคา", "rule:สี", "rule:รหัส"}
    chosen |= {"rule:ราคา": "number", "tolerance:ราคา": "2%", "rule:สี": "set", "fold:รหัส": "case"}
    page = client.post(f"{visit}rules?{PAIR}", data=chosen)
    assert page.url.path == visit
    assert page.url.params.get_list("rule") == ["ราคา=number:2%", "สี=set", "รหัส=text,case"]
    query = page.url.query.decode()
    assert marks(client, visit, query) == {"ราคา": False, "สี": False, "รหัส": False}
    assert form_of(client.get(f"{visit}rules?{query}"))["tolerance:ราคา"] == "2%"
    back = client.post(f"{visit}rules?{query}", data=form_of(form))
    assert "rule" not in back.url.params


def test_what_is_not_compared_is_not_counted(client, visit):
    """An attribute that is not compared is shown without a mark, and can be compared again."""
    chosen = form_of(client.get(f"{visit}rules?{PAIR}")) | {"rule:รหัส": "none"}
    page = client.post(f"{visit}rules?{PAIR}", data=chosen)
    assert page.url.params.get_list("ignore") == ["รหัส"]
    assert "Differs in 2 of 2 compared attributes" in page.text
    assert not marks(client, visit, page.url.query.decode())["รหัส"]


def test_rules_that_fit_are_offered(client, visit):
    """What the values fit is told, and filled in by a link; nothing is applied by itself."""
    form = client.get(f"{visit}rules?{PAIR}")
    assert "Its values fit: Number" in form.text
    link = html.unescape(re.search(r'href="(rules[^"]+)">Fill these rules in', form.text)[1])
    filled = form_of(client.get(visit + link))
    assert (filled["rule:ราคา"], filled["rule:สี"], filled["rule:รหัส"]) == ("number", "set", "text")


def test_what_can_not_be_used_stands_beside_it(client, visit):
    """A tolerance that is none is told at its attribute, and what was chosen is still there."""
    chosen = form_of(client.get(f"{visit}rules?{PAIR}")) | {"rule:ราคา": "number", "tolerance:ราคา": "much"}
    answer = client.post(f"{visit}rules?{PAIR}", data=chosen)
    assert answer.status_code == 400
    assert "“much” is not a tolerance" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert form_of(answer)["tolerance:ราคา"] == "much"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("rule=ราคา=nonsense", "rule-unknown"),
        ("rule=nothing=number", "attribute-unknown"),
        ("rule=number", "rule-option"),
        ("rule=ราคา=text,loudness", "unknown-choice"),
        ("rule=ราคา=set:2%25", "tolerance-rule"),
        ("ignore=nothing", "attribute-unknown"),
    ],
)
def test_addresses_with_wrong_rules_are_told(client, visit, query, code):
    """What an address says of rules and can't be used is an error with its code."""
    answer = client.get(f"{visit}report.json?{PAIR}&{query}")
    assert answer.status_code in (400, 404)
    assert answer.json()["errors"][0]["code"] == code


def test_a_source_s_own_rules_can_be_changed(client):
    """The same form stands before a data file: its rules are what is chosen at first, terms too."""
    pair = "items=tl-diffusion,mm-diffusion&lang=en"
    own = form_of(client.get(f"/rules?{pair}"))
    assert (own["rule:field"], own["rule:year"], own["rule:aliases"]) == ("term", "years", "none")
    page = client.post(f"/rules?{pair}", data=own | {"rule:aliases": "set"})
    assert page.url.params.get_list("rule") == ["aliases=set"]
    assert "Differs in 7 of 9 compared attributes" in page.text


@pytest.mark.parametrize("content", [b"", b"\xff=1", b"a=1" + b"&b" * 3000])
def test_what_is_no_form_is_told(client, content):
    """A body without the form's fields is an error in words."""
    assert client.post("/rules", content=content).status_code == 400


def test_a_long_table_comes_in_parts(client_of):
    """A hundred attributes stand on a page; what is chosen on one part stays while another is sent."""
    data = {
        "attributes": {f"a{number}": {} for number in range(150)},
        "items": {key: {f"a{number}": number for number in range(150)} for key in ("x", "y")},
    }
    with client_of(data) as client:
        first, second = (client.get(f"/rules?part={part}&lang=en&rule=a1=number") for part in (1, 2))
        assert len(form_of(first)) == 2 * 100
        assert 'aria-current="page">2<' in second.text
        page = client.post("/rules?lang=en&rule=a1=number", data=form_of(second) | {"rule:a149": "years"})
    assert page.url.params.get_list("rule") == ["a1=number", "a149=years"]


def test_addresses_keep_rules():
    """Rules and what is ignored stay in every link of a page."""
    address = Address.of([("rule", "a=b=number:2%"), ("ignore", "c"), ("items", "x,y")])
    assert address.rules == {"a=b": "number:2%"}
    assert address.without(0).query == "?items=y&rule=a%3Db%3Dnumber:2%25&ignore=c"
