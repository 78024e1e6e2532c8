"""Connections of the live page: who sends too slowly is not waited for, and what was refused is not kept."""

import asyncio
import gc
from contextlib import suppress

import pytest
import uvicorn
from uvicorn.server import ServerState

from mreport.web import connection
from mreport.web.connection import Connection

HEAD = b"POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n\r\n"
DONE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def app(_scope, receive, send):
    """Read a body whole, then answer with it."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


def spoken(talk):
    """What a talk with a server comes to: it is given a way to open connections."""

    async def run():
        config = uvicorn.Config(
            app,
            http=Connection,
            lifespan="off",
            h11_max_incomplete_event_size=1 << 18,
            server_header=False,
            date_header=False,
        )
        config.load()
        state = ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Connection(config, state, {}), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server:
            return await asyncio.wait_for(talk(lambda: asyncio.open_connection("127.0.0.1", port)), 60)

    return asyncio.run(run())


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET / HTTP/1.1\r\nHost: local", HEAD, HEAD + b"half", DONE + b"GET / HTTP"],
    ids=["nothing", "head", "no body", "body", "second head"],
)
def test_who_does_not_go_on_is_not_waited_for(monkeypatch, begun):
    """A head or a body that does not come whole ends its connection; what was asked for before was answered."""
    monkeypatch.setattr(connection, "HEAD", 0.2)
    monkeypatch.setattr(connection, "BODY", 0.2)

    async def talk(opened):
        reader, writer = await opened()
        try:
            found = b""
            if begun.startswith(DONE):
                writer.write(DONE)
                found = await reader.readuntil(b"\r\n\r\n")
            writer.write(begun.removeprefix(DONE))
            return found + await reader.read()
        finally:
            writer.close()

    assert spoken(talk).count(b"200 OK") == begun.count(DONE)


def test_who_is_slow_but_goes_on_is_waited_for(monkeypatch):
    """A body has its time anew with each part of it; two requests behind each other are answered."""
    monkeypatch.setattr(connection, "BODY", 0.5)

    async def talk(opened):
        reader, writer = await opened()
        for _ in range(2):
            writer.write(HEAD)
            for _ in range(4):
                await asyncio.sleep(0.2)
                writer.write(b"ab")
        found = b""
        while found.count(b"abababab") < 2:
            found += await reader.read(1000)
        writer.close()
        return found

    assert spoken(talk).count(b"200 OK") == 2


def test_what_was_refused_is_not_kept():
    """Heads of 200 kB that are no requests leave no more than a few behind, though nothing else looks for cycles."""

    async def talk(opened):
        for _ in range(60):
            reader, writer = await opened()
            writer.write(b"GET /" + b"\xe0" * 200_000 + b" HTTP/1.1\r\n\r\n")
            with suppress(ConnectionError):  # refused before all was sent
                assert b"400 Bad Request" in await reader.read()
            writer.close()
        await asyncio.sleep(0)
        return sum(isinstance(one, Connection) for one in gc.get_objects())

    usual = gc.get_threshold()
    gc.set_threshold(1_000_000)
    try:
        assert spoken(talk) < 20
    finally:
        gc.set_threshold(*usual)
