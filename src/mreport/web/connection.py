"""Connections of the live page: none waits for ever for what a client does not send, and what is left of them is freed.

uvicorn ends a connection on which nothing comes between two requests; one on which a request comes too slowly would
stay as long as the client likes. What h11 refuses is left in reference cycles, five times as large as what came.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from asyncio import TimerHandle, Transport

HEAD = 20.0  # seconds in which the whole head of a request has to come
BODY = 30.0  # seconds within which more of a body has to come
_TAKEN = 2 << 20  # bytes of closed connections after which cycles are looked for
_CLOSED = 200  # connections closed after which they are, too


class Connection(H11Protocol):
    """A connection over which requests come, one after the other."""

    _taken = _closed = 0  # of all connections, since cycles were looked for

    _waiting: TimerHandle | None = None
    _for_head = False
    _bytes = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """A client is there; its first head has to come."""
        super().connection_made(transport)
        self._wait(HEAD, for_head=True)

    def data_received(self, data: bytes) -> None:
        """Something came; wait for the rest, if there is a rest."""
        self._bytes += len(data)
        super().data_received(data)
        under_way = self.cycle is not None and not self.cycle.response_complete
        if under_way and self.cycle.more_body:
            self._wait(BODY)
        elif under_way or self.transport.is_closing():
            self._stop()
        elif not (self._waiting and self._for_head):
            self._wait(HEAD, for_head=True)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is closed; nobody waits any more."""
        self._stop()
        super().connection_lost(exc)
        Connection._taken += self._bytes
        Connection._closed += 1
        if Connection._taken > _TAKEN or Connection._closed > _CLOSED:
            Connection._taken = Connection._closed = 0
            self.loop.call_soon(gc.collect, 1)  # what is young; the comparison itself is not looked through

    def _wait(self, seconds: float, *, for_head: bool = False) -> None:
        self._stop()
        self._waiting, self._for_head = self.loop.call_later(seconds, self._tired), for_head

    def _stop(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _tired(self) -> None:
        """End a connection on which what should have come did not."""
        self._waiting = None
        self.transport.close()
