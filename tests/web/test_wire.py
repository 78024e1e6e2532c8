"""The live page over the wire: many clients at once, slow, huge and gone ones, before a server of its own process."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

PAIR = "items=tl-diffusion,mm-diffusion&lang=th"
pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked at in /proc")
DONE = {200, 201, 303}
REFUSED = {400, 403, 404, 413, 414, 431, 503}


class Server:
    """A server in a process of its own, its workers, and what they hold."""

    def __init__(self, root):
        command = [sys.executable, "-m", "mreport", "serve", str(root / "examples/methods.yaml"), "--port", "0"]
        self.process = subprocess.Popen(
            [*command, "--no-open", "--lang", "en"], stderr=subprocess.PIPE, text=True, encoding="utf-8"
        )
        line = next(line for line in self.process.stderr if "http://" in line)
        self.port = int(re.search(r":(\d+)/", line)[1])

    def ask(self, head, body=b"", *, leaves=None):
        """The status of a request, sent as it is; none where the client leaves after so many seconds."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=90) as line:
            with suppress(ConnectionError):  # who is refused in the middle has an answer all the same
                line.sendall(f"{head}\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode() + body)
            if leaves is not None:
                time.sleep(leaves)
                return None
            with suppress(ConnectionError):
                found = line.makefile("rb").readline().split()
                return int(found[1]) if found else 0
            return 0

    def get(self, path, **how):
        """The status of a page or a document."""
        return self.ask(f"GET {path} HTTP/1.1", **how)

    def family(self):
        """The processes that live by this one, with the processor time that each has used."""
        found, parents = {}, {}
        for entry in Path("/proc").iterdir():
            with suppress(OSError, ValueError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(fields[1]), int(fields[11]) + int(fields[12])
        wanted = {self.process.pid}
        for _ in range(4):
            wanted |= {pid for pid, (parent, _) in parents.items() if parent in wanted}
        for pid in wanted - {self.process.pid}:
            found[pid] = parents[pid][1]
        return found

    def memory(self):
        """Bytes that the server itself holds."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def end(self):
        """Interrupt it, as Ctrl-C does; what it said at last."""
        self.process.send_signal(signal.SIGINT)
        return self.process.communicate(timeout=30)[1]


@pytest.fixture(scope="module")
def server(root):
    """One server for all, which is warm."""
    found = Server(root)
    assert found.get(f"/report.pdf?{PAIR}") == 200
    yield found
    if found.process.poll() is None:
        found.process.kill()
        found.process.communicate()


def storm(server):
    """Eight clients at once, of eight kinds; their statuses."""
    statuses = []
    huge = b"x" * (8 << 20)
    multipart = "POST /upload HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b"

    def slow():
        with socket.create_connection(("127.0.0.1", server.port), timeout=90) as line:
            for part in (
                b"GET /report.json?",
                PAIR.encode(),
                b" HTTP/1.1\r\nHost: local",
                b"host\r\nConnection: close\r\n",
            ):
                line.sendall(part)
                time.sleep(0.2)
            line.sendall(b"\r\n")
            statuses.append(int(line.makefile("rb").readline().split()[1]))

    clients = [
        lambda: statuses.append(server.get(f"/report.pdf?{PAIR}")),
        lambda: statuses.append(server.get(f"/report.docx?{PAIR}")),
        lambda: server.get(f"/report.pdf?{PAIR}&theme=academic", leaves=0.05),
        lambda: server.get(f"/report.pdf?{PAIR}&show-changes=1", leaves=0.3),
        slow,
        lambda: statuses.append(server.ask(f"{multipart}\r\nContent-Length: {len(huge)}", huge)),
        lambda: statuses.append(server.get(f"/?{PAIR}&q={'ก' * 50_000}")),
        lambda: server.ask(f"{multipart}\r\nContent-Length: 1000", b"half", leaves=0.2),
    ]
    threads = [threading.Thread(target=client) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


@pytest.mark.parametrize("times", [2, pytest.param(40, marks=pytest.mark.deep)])
def test_storms_pass(server, times):
    """Whatever clients do at once, no answer is a fault of the server, none works on for those gone, memory is flat."""
    storm(server)
    before = server.memory()
    statuses = [status for _ in range(times) for status in storm(server)]
    assert len(statuses) == 5 * times
    assert {status for status in statuses if status not in DONE | REFUSED} <= {0}  # 0: closed while it was sending
    assert statuses.count(200) >= 2 * times
    assert server.memory() - before < 24 << 20
    time.sleep(0.5)
    family = server.family()
    time.sleep(0.5)
    assert {pid: used for pid, used in server.family().items() if pid in family and used > family[pid] + 2} == {}
    assert len(family) <= max(2, os.cpu_count() or 1) + 2  # workers, and the two processes that begin and count them
    assert server.get(f"/?{PAIR}") == 200


def test_more_than_can_wait_are_told_to_come_again(server):
    """Beyond those that are made and those that may wait, the answer is 503; the others have their documents."""
    statuses = []
    threads = [
        threading.Thread(target=lambda: statuses.append(server.get(f"/report.docx?{PAIR}&lang=th,en")))
        for _ in range(40)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(statuses) == {200, 503}


def test_at_the_end_nobody_is_left(server):
    """An interrupt ends the server with all its workers, one at work too, and says nothing of it."""
    family = server.family()
    server.get(f"/report.pdf?{PAIR}&lang=th,en", leaves=0.05)
    said = server.end()
    assert "Traceback" not in said
    deadline = time.monotonic() + 5
    while (left := [pid for pid in family if Path(f"/proc/{pid}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == []
