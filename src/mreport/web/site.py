"""The site: the routes of the live page, its documents and its items."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from mreport.comparison.choosing import FEWEST_ITEMS
from mreport.errors import Fault, MreportError, UserError
from mreport.language import Language, language
from mreport.messages import placed, sentence
from mreport.web import frame
from mreport.web.address import Address, preferred
from mreport.web.desk import BusyError, Desk
from mreport.web.guard import Door, Guard
from mreport.web.orders import Answer, Order
from mreport.web.screen import Screen
from mreport.web.shelf import Shelf
from mreport.web.uploads import Visits, received
from mreport.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from starlette.requests import Request
    from starlette.types import ASGIApp, Scope

    from mreport.recipe import Recipe
    from mreport.web.watching import Watch

# What browsers show instead of keeping; the rest is kept under a name.
_SHOWN = ("json",)
_RETRY = "3"  # seconds
_BUSY = 503
_LATER = frozenset(("report-deadline", "report-died", "report-memory", "web-busy"))
_NOT_THERE = frozenset(("item-unknown", "attribute-unknown", "visit-over"))
_TOO_LARGE = frozenset(("source-too-large", "unpacked-too-large"))
_FOREVER = "public, max-age=31536000, immutable"
_AGAIN = {"cache-control": "private, no-cache", "vary": "accept-language, cookie"}


class Site:
    """A shelf served: `recipe` is how reports are made if a query says nothing else, `lang` the language then.

    With a `watch`, the shelf is another one when the source has changed.
    """

    def __init__(self, shelf: Shelf, recipe: Recipe, lang: str, desk: Desk, watch: Watch | None = None) -> None:
        self.shelf = shelf
        self._recipe = recipe
        self._lang = lang
        self._desk = desk
        self._visits = Visits()
        self._watch = watch
        self._read = watch.stamp() if watch else ""

    def app(self, door: Door) -> ASGIApp:
        """The ASGI application behind its guard."""

        @asynccontextmanager
        async def life(_app: Starlette) -> AsyncIterator[None]:
            yield
            self._desk.close()

        shown = [
            Route("/", self.page),
            Route("/report.{suffix}", self.document),
            Route("/items.json", self.items),
        ]
        routes = [
            *shown,
            Route("/assets/{name}", self.asset),
            Route("/changed.json", self.changed),
            Route("/upload", self.upload, methods=["POST"]),
            Mount("/of/{key}", routes=[*shown, Route("/forget", self.forget, methods=["POST"])]),
        ]
        found: dict[Any, Any] = {404: self._nothing, 405: self._nothing, 500: self._failed}
        return Guard(Starlette(routes=routes, lifespan=life, exception_handlers=found), door, self._turned_away)

    async def page(self, request: Request) -> Response:
        """`/`: the page that a query asks for."""
        reader = self._reader(request)
        try:
            shelf = await self._shelf(request)
            address = Address.of(request.query_params)
            chosen = shelf.chosen(address)
        except MreportError as error:
            return self._refused(request, error.faults)
        address = address.asking(items=chosen)
        answer = Answer()
        if len(chosen) >= FEWEST_ITEMS:
            try:
                answer = await self._made(request, address, reader)
            except BusyError:
                return self._refused(request, [Fault("web-busy")])
        view = await asyncio.to_thread(_view, shelf, address, reader, answer, self._told(request))
        status = _status(answer.faults) if answer.faults else 200
        return HTMLResponse(frame.page(view), status, headers=_AGAIN | _later(status))

    async def document(self, request: Request) -> Response:
        """`/report.pdf` and its like: the document of the same query."""
        suffix, reader = request.path_params["suffix"], self._reader(request)
        if f".{suffix}" not in WRITERS:
            return await self._nothing(request, None)
        try:
            address = Address.of(request.query_params)
            address = address.asking(items=(await self._shelf(request)).chosen(address))
            answer = await self._made(request, address, reader, f".{suffix}")
        except MreportError as error:
            return self._refused(request, error.faults)
        except BusyError:
            return self._refused(request, [Fault("web-busy")])
        if answer.faults or not isinstance(answer.made, bytes):
            return self._refused(request, answer.faults)
        kept = {} if suffix in _SHOWN else {"content-disposition": f'attachment; filename="report.{suffix}"'}
        return Response(answer.made, media_type=WRITERS[f".{suffix}"].media, headers=_AGAIN | kept)

    async def items(self, request: Request) -> Response:
        """`/items.json`: the items that a search finds, in the order of the language's dictionaries."""
        reader = self._reader(request)
        try:
            address, shelf = Address.of(request.query_params), await self._shelf(request)
        except MreportError as error:
            return self._refused(request, error.faults)
        found = await asyncio.to_thread(shelf.search, address.search, reader.tag, address.items or ())
        listed = [{"id": key, "name": name, "lang": lang} for key, name, lang in found.items]
        return JSONResponse({"count": found.count, "items": listed}, headers=_AGAIN)

    async def upload(self, request: Request) -> Response:
        """`/upload`: a file that a browser sends is read, kept for a visit, and shown under its own address."""
        try:
            sent = await received(request)
            answer = await _while_there(request, self._desk.make(sent))
        except MreportError as error:
            return self._refused(request, error.faults)
        except BusyError:
            return self._refused(request, [Fault("web-busy")])
        if answer.faults or isinstance(answer.made, (bytes, Screen)) or answer.made is None:
            return self._refused(request, answer.faults)
        key = self._visits.keep(answer.made)
        return RedirectResponse(f"of/{key}/{Address(langs=(self._reader(request).tag,)).query}", 303)

    async def forget(self, request: Request) -> Response:
        """`/of/KEY/forget`: what was uploaded is dropped at once."""
        self._visits.forget(request.path_params["key"])
        return RedirectResponse(f"../../{Address(langs=(self._reader(request).tag,)).query}", 303)

    def _told(self, request: Request) -> tuple[str, str]:
        """The key of a visit, or the stamp of what is watched; each empty where there is none."""
        key = request.path_params.get("key", "")
        return key, self._watch.stamp() if self._watch and not key else ""

    async def changed(self, _request: Request) -> Response:
        """`/changed.json`: a stamp that is another one when what is watched has changed."""
        return JSONResponse(
            {"stamp": self._watch.stamp() if self._watch else ""}, headers={"cache-control": "no-store"}
        )

    async def _shelf(self, request: Request) -> Shelf:
        """The shelf that an address is of. Raises UserError (`visit-over`), and what reading a changed source does."""
        key = request.path_params.get("key")
        if key is None and self._watch is not None and (stamp := self._watch.stamp()) != self._read:
            self.shelf = Shelf(await asyncio.to_thread(self._watch.read))
            self._read = stamp
        shelf = self.shelf if key is None else self._visits.of(key)
        if shelf is None:
            raise UserError("visit-over")
        return shelf

    async def asset(self, request: Request) -> Response:
        """`/assets/...`: style, script and fonts, kept for ever under names that change with them."""
        asset = frame.assets().get(request.path_params["name"])
        if asset is None:
            return await self._nothing(request, None)
        return Response(asset.content, media_type=asset.type, headers={"cache-control": _FOREVER})

    async def _made(self, request: Request, address: Address, reader: Language, suffix: str | None = None) -> Answer:
        """What becomes of an order; it ends with its request. Raises BusyError, ChoiceError."""
        baseline = address.options.get("baseline")
        dataset = (await self._shelf(request)).only(address.items or (), baseline)
        lang = ",".join(address.langs) or reader.tag
        order = Order(dataset, address.recipe(self._recipe), address, lang, suffix)
        return await _while_there(request, self._desk.make(order))

    def _reader(self, request: Request) -> Language:
        """The language that a page speaks: the query's first, else what the browser asks for."""
        try:
            named = Address.of({"lang": request.query_params.get("lang", "")}).langs
        except MreportError:
            named = ()
        return language(named[0] if named else preferred(request.headers.get("accept-language", ""), self._lang))

    def _refused(self, request: Request, faults: Any, status: int | None = None) -> Response:
        """What is wrong, as a page or, where JSON was asked for, as JSON."""
        reader, status = self._reader(request), status or _status(faults)
        headers = _AGAIN | _later(status)
        if request.url.path.endswith(".json"):
            told = [{"code": fault.code, "text": sentence(fault, reader), "place": _place(fault)} for fault in faults]
            return JSONResponse({"errors": told}, status, headers=headers)
        sentences = [placed(fault, reader) for fault in faults]
        return HTMLResponse(
            frame.refusal(reader, sentences, _top(request), self._told(request)[1]), status, headers=headers
        )

    async def _nothing(self, request: Request, _error: Any) -> Response:
        return self._refused(request, [Fault("page-unknown")], 404)

    async def _failed(self, request: Request, error: Exception) -> Response:
        return self._refused(request, [Fault("internal-error", {"kind": type(error).__name__})], 500)

    async def _turned_away(self, scope: Scope, fault: Fault, status: int) -> Response:
        from starlette.requests import Request

        return self._refused(Request(scope), [fault], status)


def _view(shelf: Shelf, address: Address, reader: Language, answer: Answer, told: tuple[str, str]) -> frame.View:
    dataset = shelf.dataset
    named = [(one, *reader.choose(dataset.items[one].name, dataset.language)) for one in address.items or ()]
    title = reader.choose(dataset.title, dataset.language)[0] if dataset.title else ""
    screen = answer.made if isinstance(answer.made, Screen) else None
    return frame.View(
        address,
        reader,
        screen.title if screen else title or reader.gettext("Comparison"),
        named,
        shelf.search(address.search, reader.tag, address.items or ()),
        len(dataset.items),
        screen,
        answer.faults,
        answer.warnings,
        *told,
    )


async def _while_there(request: Request, making: Coroutine[Any, Any, Answer]) -> Answer:
    """What is made, unless the client goes away meanwhile: then it is ended too."""
    task, gone = asyncio.create_task(making), asyncio.create_task(_gone(request))
    try:
        await asyncio.wait((task, gone), return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        if not task.done():
            task.cancel()
            await asyncio.wait((task,))
    if task.cancelled():
        return Answer(faults=(Fault("web-busy"),))  # nobody reads it
    return task.result()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _status(faults: Any) -> int:
    """The status of HTTP for what is wrong: 404, 400, 413, 503 for what may work later, 500."""
    code = faults[0].code if faults else "internal-error"
    if code in _LATER:
        return _BUSY
    if code in _NOT_THERE:
        return 404
    if code in _TOO_LARGE:
        return 413
    return 500 if code in ("internal-error", "pango-missing") else 400


def _top(request: Request) -> str:
    """The way from a page to the first one."""
    return "../../" if request.url.path.startswith("/of/") else "./"


def _later(status: int) -> dict[str, str]:
    return {"retry-after": _RETRY} if status == _BUSY else {}


def _place(fault: Fault) -> str | None:
    return str(fault.place) if fault.place else None
