"""A tripwire over the whole suite: a test that opens a socket, or reads a file outside of its roots, fails.

It is an audit hook of Python, so nothing that runs in the process gets round it, and what a fork of it does is seen
too: it writes into a file that forks share. Files that C libraries open by themselves are not seen by it; where those
could be led astray, tests look for what such a file holds in the documents made.
"""

import os
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# The page's and the cluster's tests speak to this machine itself.
LOOPBACK = (
    "tests/web/",
    "tests/cluster/",
    "tests/cli/test_serve",
    "tests/batch/test_cluster",
    "tests/reliability/test_web",
)
HOSTS = ("127.0.0.1", "::1", "localhost", None)
_SYSTEM = [
    *("/usr/lib", "/usr/share", "/usr/local/lib", "/usr/local/share", "/lib", "/lib64", "/proc", "/sys", "/dev"),
    *("/etc/fonts", "/var/cache/fontconfig", "/etc/localtime", "/etc/mime.types", "/etc/ssl"),
    *("/System/Library", "/Library/Fonts", "/opt/homebrew"),
]


def _roots():
    own = [ROOT, sys.prefix, sys.base_prefix, sys.exec_prefix, tempfile.gettempdir(), *sysconfig.get_paths().values()]
    links = [Path(sys.executable), *Path(sys.executable).parents[1:2]]
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    # What we keep of users' fonts, what a system's fontconfig keeps, what browsers and offices of tests do.
    kept = [Path(cache) / name for name in ("mreport", "fontconfig", "matplotlib")]
    found = {str(one) for one in (*own, *_SYSTEM, *links, *kept)} | {os.path.realpath(one) for one in (*own, *links)}
    return tuple(sorted(found))


class Tripwire:
    """What was touched that must not be: lines in a file that forks share."""

    def __init__(self):
        self.roots = _roots()
        self.loopback = False
        self.on = False
        self._log = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  as long as the process
        self._handle = self._log.fileno()

    def note(self, line):
        """Write a line, from whatever process."""
        os.write(self._handle, line.encode("utf-8", "replace") + b"\n")

    def noted(self):
        """What was written since the last time."""
        size = os.fstat(self._handle).st_size
        found = os.pread(self._handle, size, 0).decode().splitlines() if size else []
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        return found

    def hook(self, event, arguments):
        """Python's own: every event passes here, so what is not looked for leaves at once."""
        if not self.on or event not in EVENTS:
            return
        said = EVENTS[event](self, arguments)
        if said:
            self.note(f"{event}: {said}")
            raise PermissionError(13, f"the tripwire: {event}: {said}")

    def outside(self, arguments):
        """A file that is read outside of the roots."""
        path, mode, flags = arguments
        if not isinstance(path, (str, bytes)) or (mode is None and flags & (os.O_WRONLY | os.O_CREAT)):
            return None
        where = os.path.normpath(os.path.join(os.getcwd(), os.fsdecode(path)))  # noqa: PTH109, PTH118  no events of pathlib's
        if any(where == root or where.startswith(root + os.sep) for root in self.roots):
            return None
        return where if os.path.exists(where) else None  # noqa: PTH110

    def socket(self, arguments):
        """A socket of the network."""
        import socket

        network = arguments[1] in (socket.AF_INET, socket.AF_INET6)
        return "a socket" if network and not self.loopback else None

    def address(self, arguments):
        """A name that is looked up, or an address spoken to."""
        host = arguments[-1][0] if isinstance(arguments[-1], tuple) else arguments[0]
        if isinstance(host, (bytes, bytearray)):
            host = host.decode()
        if len(arguments) > 1 and isinstance(arguments[-1], (str, bytes)):  # of this machine, by a file
            return None
        return None if self.loopback and host in HOSTS else str(host)

    def request(self, arguments):
        """An address that urllib is asked for."""
        return None if self.loopback and "//127.0.0.1" in str(arguments[0]) else str(arguments[0])


EVENTS = {
    "open": Tripwire.outside,
    "socket.__new__": Tripwire.socket,
    "socket.connect": Tripwire.address,
    "socket.sendto": Tripwire.address,
    "socket.getaddrinfo": Tripwire.address,
    "socket.gethostbyname": Tripwire.address,
    "urllib.Request": Tripwire.request,
}
WIRE = Tripwire()
sys.addaudithook(WIRE.hook)


@pytest.fixture(autouse=True)
def tripwire(request):
    """Fails the test that touched what it must not; gives the wire."""
    WIRE.noted()
    file = Path(str(request.node.path)).relative_to(ROOT).as_posix()
    WIRE.loopback = file.startswith(LOOPBACK)
    WIRE.on = True
    yield WIRE
    WIRE.on = False
    if touched := WIRE.noted():
        pytest.fail("touched: " + "; ".join(touched))
