"""The live page without a network: a site of the two methods, asked by starlette's client."""

import asyncio

import pytest
from starlette.testclient import TestClient

import mreport
from mreport.recipe import Recipe
from mreport.web.desk import Desk
from mreport.web.guard import Door
from mreport.web.orders import make
from mreport.web.shelf import Held
from mreport.web.site import Site


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
