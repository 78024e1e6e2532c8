"""What the live page refuses: each by the sentence of its code, and by its status."""

import html
import socket

import pytest

from mreport.cli import run
from mreport.messages import SENTENCES
from mreport.web.desk import BusyError, Desk


def sentence(code):
    """The first sentence of a code up to its first field, as it stands in a page."""
    return html.escape(SENTENCES[code].partition("%(")[0].partition(". ")[0], quote=False)


@pytest.mark.parametrize(
    ("code", "status", "path", "asked"),
    [
        ("form-broken", 400, "/rules?items=lora,vae", {"content": b"x"}),
        (
            "origin-other",
            403,
            "/upload",
            {"files": {"file": ("t.csv", b"")}, "headers": {"sec-fetch-site": "cross-site"}},
        ),
        ("upload-kind", 400, "/upload", {"files": {"file": ("t.exe", b"MZ")}}),
        ("upload-missing", 400, "/upload", {"content": b"x"}),
    ],
)
def test_what_is_sent_wrongly_is_told(client, code, status, path, asked):
    """An error in words, on a page of ours."""
    answer = client.post(path, **asked)
    assert answer.status_code == status
    assert sentence(code) in answer.text


def test_a_visit_that_is_over_is_told(client):
    """Its address was sent to somebody, or kept for too long."""
    answer = client.get("/of/nobody-has-this-key/")
    assert answer.status_code == 404
    assert sentence("visit-over") in answer.text


class Full(Desk):
    """A desk that takes no more."""

    def __init__(self):
        super().__init__(1)

    async def make(self, order, told=None):  # noqa: ARG002  it looks at none
        raise BusyError


def test_too_much_at_once_is_told(root, client_of):
    """With the time after which one may ask again."""
    with client_of(root / "examples" / "methods.yaml", desk=Full()) as client:
        answer = client.get("/report.pdf", params={"items": "tl-diffusion,mm-diffusion"})
    assert answer.status_code == 503
    assert "retry-after" in answer.headers
    assert sentence("web-busy") in answer.text


def test_a_port_that_is_taken_is_told(root, capsys):
    """By its address, before a browser is opened."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["serve", str(root / "examples" / "methods.yaml"), "--port", port, "--no-open"]) == 3
    told = capsys.readouterr().err
    assert f"127.0.0.1:{port}" in told
    assert sentence("port-taken") in told
