"""`mreport serve`: the page is there, others are let in with a token alone, and what is wrong is told."""

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from mreport.cli import run


@pytest.fixture
def served(root):
    """A function that serves the example at a free port: the address that it tells, and all that it says."""
    started = []

    def serving(*options):
        command = [sys.executable, "-m", "mreport", "serve", str(root / "examples/methods.yaml"), *options]
        process = subprocess.Popen(
            [*command, "--port", "0", "--no-open"], stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        started.append(process)
        said = ""
        for line in process.stderr:
            said += line
            if found := re.search(r"http://\S+", line):
                return found[0], said, process
        raise AssertionError(said)

    yield serving
    for process in started:
        process.kill()
        process.communicate()


def fetched(address):
    """What an address answers: its status and its text."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_the_page_is_there_and_ends_with_an_interrupt(served):
    """The address told shows the page; Ctrl-C ends the server without a word too many."""
    address, said, process = served("--lang", "th")
    assert said.startswith("หน้าเว็บอยู่ที่ http://127.0.0.1:")
    status, text = fetched(address)
    assert status == 200
    assert "ต่างกัน 6 จาก 8" in text
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=20)
    assert process.returncode in (0, 130)
    assert "Traceback" not in rest


def test_a_network_is_warned_of_and_needs_the_token(served):
    """With another host there is a warning, and a token without which nothing is shown."""
    address, said, _ = served("--host", "0.0.0.0", "--lang", "en")
    assert "Warning" in said
    token = re.search(r"\?token=(\S+)", address)[1]
    port = re.search(r":(\d+)/", address)[1]
    assert fetched(f"http://127.0.0.1:{port}/")[0] == 403
    assert fetched(f"http://127.0.0.1:{port}/report.json?token={token}")[0] == 403  # no cookie is kept by this client


def test_a_port_that_is_taken_is_told(root, capsys):
    """Another program's port is an error of the machine that says what to do."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        code = run(["serve", str(root / "examples/methods.yaml"), "--port", port, "--no-open", "--lang", "en"])
    assert code == 3
    assert "--port" in capsys.readouterr().err
