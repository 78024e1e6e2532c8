"""Serving: the page at an address, until it is interrupted."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from mreport.errors import MachineError, Place
from mreport.web.desk import Desk
from mreport.web.guard import Door, loopback
from mreport.web.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from mreport.recipe import Recipe
    from mreport.web.shelf import Shelf
    from mreport.web.watching import Watch

_CONNECTIONS = 200  # at once; more are told to come later
_LONGEST = 256 * 1024  # bytes of a request's head, whose address may say the rules of many attributes
_WAITING = 128  # connections
_ANYWHERE = frozenset(("0.0.0.0", "::"))  # noqa: S104  compared with, not bound to


def serve(
    shelf: Shelf,
    recipe: Recipe,
    lang: str,
    *,
    host: str,
    port: int,
    ready: Callable[[str, bool], None],
    watch: Watch | None = None,
) -> None:
    """Serve a shelf, which follows the changes of its source with a `watch`.

    `ready` is told the address to open and whether others can reach it, when it can be opened.
    Raises MachineError (`port-taken`).
    """
    import uvicorn

    from mreport.web.connection import Connection

    listening = _listen(host, port)
    door = Door.of(host, socket.gethostname())
    site = Site(shelf, recipe, lang, Desk(max(2, os.cpu_count() or 1)), watch)
    settings = uvicorn.Config(
        site.app(door),
        log_level="warning",
        http=Connection,
        h11_max_incomplete_event_size=_LONGEST,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=3,
        server_header=False,
        date_header=False,
        access_log=False,
    )
    ready(_address(host, listening.getsockname()[1], door.token), not loopback(host))
    uvicorn.Server(settings).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_WAITING)  # who opens the page before the server has begun waits a moment
    except OSError as error:
        listening.close()
        raise MachineError("port-taken", Place(f"{host}:{port}"), errno=error.errno or 0) from None
    return listening


def _address(host: str, port: int, token: str | None) -> str:
    name = socket.gethostname() if host in _ANYWHERE else host
    name = f"[{name}]" if ":" in name else name
    return f"http://{name}:{port}/" + (f"?token={token}" if token else "")
