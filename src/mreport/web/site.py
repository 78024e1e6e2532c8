"""The site: the routes of the live page, its documents and its items."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route

from mreport.comparison.choosing import FEWEST_ITEMS
from mreport.errors import Fault, MreportError
from mreport.language import Language, language
from mreport.web import frame
from mreport.web.address import Address, preferred
from mreport.web.answers import AGAIN, FOREVER, NEVER, OWN, later, refusal, status_of
from mreport.web.desk import BusyError, Desk
from mreport.web.downloads import Downloads
from mreport.web.guard import Door, Guard
from mreport.web.openapi import Description
from mreport.web.orders import Answer, Order
from mreport.web.presence import while_there
from mreport.web.ruling import Ruling
from mreport.web.screen import pictures_of
from mreport.web.visits import Reception

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp, Scope

    from mreport.comparison.records import Dataset
    from mreport.recipe import Recipe
    from mreport.web.shelf import Shelf
    from mreport.web.watching import Watch

    Handler = Callable[[Request], Awaitable[Response]]


class Site:
    """A shelf served: `recipe` is how reports are made if a query says nothing else, `lang` the language then.

    With a `watch`, the shelf is another one when the source has changed.
    """

    def __init__(self, shelf: Shelf, recipe: Recipe, lang: str, desk: Desk, watch: Watch | None = None) -> None:
        self._shelf = shelf
        self._recipe = recipe
        self._lang = lang
        self._desk = desk
        self._reception = Reception(self, desk)
        self._watch = watch
        self._read = watch.stamp() if watch else ""

    def app(self, door: Door) -> ASGIApp:
        """The ASGI application behind its guard."""

        @asynccontextmanager
        async def life(_app: Starlette) -> AsyncIterator[None]:
            yield
            self._desk.close()

        shown = [
            Route("/", self.answered(self.page)),
            Route("/items.json", self.answered(self.items)),
            Route("/pictures/{name}", self.answered(self.picture)),
            *Downloads(self).routes(),
            *Ruling(self, self._desk).routes(),
        ]
        routes = [
            *shown,
            Route("/assets/{name}", self.asset),
            Route("/changed.json", self.changed),
            *Description(self).routes(),
            *self._reception.routes(),
            Mount("/of/{key}", routes=[*shown, *self._reception.routes_of_visits()]),
        ]
        found: dict[Any, Any] = {404: self.nothing, 405: self.nothing, 500: self._failed}
        return Guard(Starlette(routes=routes, lifespan=life, exception_handlers=found), door, self._turned_away)

    def answered(self, handler: Handler) -> Handler:
        """A handler whose errors are answers too."""

        async def answer(request: Request) -> Response:
            try:
                return await handler(request)
            except MreportError as error:
                return self.refused(request, error.faults)
            except BusyError:
                return self.refused(request, [Fault("web-busy")])
            except ClientDisconnect:
                return Response(status_code=400)  # nobody reads it

        return answer

    async def page(self, request: Request) -> Response:
        """`/`: the page that a query asks for."""
        reader = self.reader(request)
        shelf = await self.shelf(request)
        address, dataset = await self.asked(request)
        answer = Answer()
        if len(address.items or ()) >= FEWEST_ITEMS:
            answer = await self.made(request, address, dataset)
        visit = request.path_params.get("key", "")
        found = await asyncio.to_thread(shelf.search, address.search, reader.tag, address.items or ())
        view = frame.view(address, reader, dataset, found, await asyncio.to_thread(shelf.count), answer)
        status = status_of(answer.faults)
        page = frame.page(view, visit=visit, watched="" if visit else self._stamp())
        return HTMLResponse(page, status, headers=AGAIN | later(status))

    async def items(self, request: Request) -> Response:
        """`/items.json`: the items that a search finds, in the order of the language's dictionaries."""
        address, shelf = Address.of(request.query_params.multi_items()), await self.shelf(request)
        search = partial(shelf.search, address.search, self.reader(request).tag, address.items or ())
        found = await asyncio.to_thread(search)
        listed = [{"id": key, "name": name, "lang": lang} for key, name, lang in found.items]
        return JSONResponse({"count": found.count, "items": listed}, headers=AGAIN)

    async def picture(self, request: Request) -> Response:
        """`/pictures/...`: a picture of the items named, whose name changes with it; of a visit it is kept nowhere."""
        _, dataset = await self.asked(request)
        image = pictures_of(dataset).get(request.path_params["name"])
        if image is None:
            return await self.nothing(request)
        return Response(
            image.content, media_type=image.media_type, headers=NEVER if "key" in request.path_params else OWN
        )

    async def changed(self, _request: Request) -> Response:
        """`/changed.json`: a stamp that is another one when what is watched has changed."""
        return JSONResponse({"stamp": self._stamp()}, headers=NEVER)

    async def asset(self, request: Request) -> Response:
        """`/assets/...`: style, script and fonts, kept for ever under names that change with them."""
        asset = frame.assets().get(request.path_params["name"])
        if asset is None:
            return await self.nothing(request)
        return Response(asset.content, media_type=asset.type, headers=FOREVER)

    async def asked(self, request: Request) -> tuple[Address, Dataset]:
        """What a request asks for, with the items named that it means, and their dataset.

        Raises ChoiceError, UserError, SourceError.
        """
        shelf = await self.shelf(request)
        address = Address.of(request.query_params.multi_items())

        def found() -> tuple[Address, Dataset]:
            named = address.asking(items=shelf.chosen(address))
            return named, shelf.asked(named)

        return await asyncio.to_thread(found)

    async def made(
        self,
        request: Request,
        address: Address,
        dataset: Dataset,
        suffix: str | None = None,
        told: Callable[[float], None] = lambda _share: None,
    ) -> Answer:
        """What becomes of an order; it ends with its request. Raises BusyError."""
        lang = ",".join(address.langs) or self.reader(request).tag
        order = Order(dataset, address.recipe(self._recipe), address, lang, suffix)
        return await while_there(request, self._desk.make(order, told))

    async def shelf(self, request: Request) -> Shelf:
        """The shelf that an address is of. Raises UserError (`visit-over`), and what reading a changed source does."""
        if key := request.path_params.get("key"):
            return self._reception.shelf(key)
        if self._watch is not None and (stamp := self._watch.stamp()) != self._read:
            self._shelf = await asyncio.to_thread(self._watch.read)
            self._read = stamp
        return self._shelf

    def reader(self, request: Request) -> Language:
        """The language that a page speaks: the query's first, else what the browser asks for."""
        try:
            named = Address.of([("lang", request.query_params.get("lang", ""))]).langs
        except MreportError:
            named = ()
        return language(named[0] if named else preferred(request.headers.get("accept-language", ""), self._lang))

    def refused(self, request: Request, faults: Any, status: int | None = None) -> Response:
        """What is wrong, in the reader's language."""
        watched = "" if "key" in request.path_params else self._stamp()
        return refusal(request, faults, self.reader(request), status=status, watched=watched)

    async def nothing(self, request: Request, _error: Any = None) -> Response:
        """There is no such page."""
        return self.refused(request, [Fault("page-unknown")])

    def _stamp(self) -> str:
        return self._watch.stamp() if self._watch else ""

    async def _failed(self, request: Request, error: Exception) -> Response:
        return self.refused(request, [Fault("internal-error", {"kind": type(error).__name__})])

    async def _turned_away(self, scope: Scope, fault: Fault, status: int) -> Response:
        from starlette.requests import Request

        return self.refused(Request(scope), [fault], status)
