"""The live page without a network: a site of the two methods, asked by starlette's client."""

import asyncio
import shutil
import socket
import threading

import pytest
import uvicorn
from playwright.sync_api import sync_playwright
from starlette.testclient import TestClient

import mreport
from mreport.recipe import Recipe
from mreport.web.desk import Desk
from mreport.web.guard import Door
from mreport.web.orders import make
from mreport.web.shelf import Held
from mreport.web.site import Site

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}


class Swift(Desk):
    """A desk that makes what it is asked for itself."""

    def __init__(self):
        super().__init__(1)

    async def make(self, order, told=None):  # noqa: ARG002  nobody asks how far it is
        return await asyncio.to_thread(make, order)


@pytest.fixture(scope="session")
def client_of():
    """A function that makes a client of a dataset's page; `door` says who is let in."""

    def made(source, door=None, desk=None, lang="en", watch=None):
        shelf = Held(source if isinstance(source, mreport.Dataset) else mreport.read(source))
        site = Site(shelf, Recipe(), lang, desk or Swift(), watch)
        return TestClient(site.app(door or Door()), "http://localhost", raise_server_exceptions=False)

    return made


@pytest.fixture(scope="session")
def client(root, client_of):
    """A client of the example's page, which has sixteen methods."""
    with client_of(root / "examples" / "methods.yaml") as one:
        yield one


@pytest.fixture(scope="module")
def desk():
    """The desk of the site that browsers see."""
    return Desk(2)


@pytest.fixture(scope="module")
def address(root, desk):
    """Where the example's sixteen methods are served by a real server, to all browser tests."""
    site = Site(Held(mreport.read(root / "examples" / "methods.yaml")), Recipe(), "en", desk)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(site.app(Door()), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    server.should_exit = True
    thread.join(20)


@pytest.fixture(scope="module")  # while Playwright is there, its thread has a running loop, and no test can have one
def chromium(root):
    """One Chromium for all tests of a module, the system's or the one that the set-up brings."""
    unpacked = str(root / ".setup/browser/bin/chromium")
    program = next(filter(None, map(shutil.which, (*BROWSERS, unpacked))), "")
    if not program:
        pytest.skip("Chromium is not installed; `python3 run.py test` brings it where apt-get is")
    with pytest.MonkeyPatch.context() as patch:
        if program == unpacked:  # its libraries are Playwright's too
            patch.setenv("LD_LIBRARY_PATH", str(next((root / ".setup/browser/usr/lib").glob("*-linux-*"))))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            yield browser
            browser.close()


@pytest.fixture
def open_page(chromium, address):
    """A function that opens a query's page, or an address; a script's error or a refused resource is a failure."""
    contexts, wrong = [], []

    def opened(query, size="desktop", **choices):
        width, height = SIZES[size]
        context = chromium.new_context(viewport={"width": width, "height": height}, **choices)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.goto(query if query.startswith("http") else f"{address}?{query}", wait_until="networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [one for one in wrong if "the server responded with a status of 40" not in one] == []
