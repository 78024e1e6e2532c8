"""Who is let in: hosts, writes, the token; and what each answer tells the browser."""

import pytest

from mreport.web.guard import Door, loopback


@pytest.fixture
def guarded(client_of):
    """A function that makes a client of a small page behind a door."""
    data = {"attributes": {"v": {}}, "items": {"a": {"v": 1}, "b": {"v": 2}}}
    return lambda door=None: client_of(data, door)


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST"])
def test_own_names_are_answered(guarded, host):
    """The machine's own names open the page, with a port or without."""
    assert guarded().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["example.org", "localhost.example.org", "10.0.0.1", "[", "", "127.0.0.1.nip.io"])
def test_other_names_are_not(guarded, host):
    """A name that leads here by another's will is refused, whatever is asked for."""
    answer = guarded().get("/report.json", headers={"host": host})
    assert answer.status_code == 421
    assert answer.json()["errors"][0]["code"] == "host-unknown"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://example.org"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "same-origin"}, 404),
        ({"origin": "http://localhost"}, 404),
    ],
)
def test_writes_come_from_our_pages(guarded, headers, status):
    """What another site has a browser send is refused before it is looked at."""
    assert guarded().post("/", headers=headers).status_code == status


def test_every_answer_is_guarded(guarded):
    """Pages, documents and errors alike forbid scripts that are not ours, frames and guesses of types."""
    for path in ("/", "/report.html", "/nowhere", "/?items=c"):
        headers = guarded().get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_a_network_needs_the_token(guarded):
    """Opened to a network, the page wants its token once, keeps it in a cookie, and takes it out of the address."""
    door = Door.of("0.0.0.0", "Office-PC")
    client = guarded(door)
    host = {"host": "office-pc:8000"}
    assert client.get("/", headers=host).status_code == 403
    assert client.get("/report.json", headers=host).json()["errors"][0]["code"] == "token-missing"
    assert client.get("/?token=guess", headers=host).status_code == 403
    answer = client.get(f"/?items=a,b&token={door.token}", headers=host, follow_redirects=False)
    assert answer.status_code == 303
    assert "token" not in answer.headers["location"]
    assert "HttpOnly" in answer.headers["set-cookie"]
    client.cookies.clear()
    assert client.get("/", headers={**host, "cookie": f"mreport={door.token}"}).status_code == 200
    assert client.get("/", headers={"host": "192.168.1.5:8000", "authorization": f"Bearer {door.token}"}).is_success
    assert client.get("/", headers={"host": "evil.example", "cookie": f"mreport={door.token}"}).status_code == 421


def test_the_machine_s_own_host_needs_no_token():
    """Loopback is what nobody else can reach."""
    assert [loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "192.168.1.5")] == [
        *[True] * 3,
        *[False] * 3,
    ]
    assert Door.of("127.0.0.1", "pc").token is None
    assert Door.of("192.168.1.5", "pc").token
