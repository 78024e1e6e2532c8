"""Visits over HTTP: a file is uploaded, shown under an address of its own, and forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from mreport.comparison.records import Dataset
from mreport.errors import Fault, SourceError, UserError
from mreport.web.address import Address
from mreport.web.answers import NEVER
from mreport.web.presence import while_there
from mreport.web.uploads import Visits, received

if TYPE_CHECKING:
    from starlette.requests import Request

    from mreport.web.desk import Desk
    from mreport.web.shelf import Held
    from mreport.web.site import Site


class Reception:
    """It takes what browsers upload, and keeps it as long as they come back."""

    def __init__(self, site: Site, desk: Desk) -> None:
        self._site = site
        self._desk = desk
        self._visits = Visits()

    def routes(self) -> list[Route]:
        """The routes of uploading."""
        answered = self._site.answered
        return [
            Route("/upload", answered(self.upload), methods=["POST"]),
            Route("/upload.json", answered(self.upload_json), methods=["POST"]),
        ]

    def routes_of_visits(self) -> list[Route]:
        """The routes that are below the address of a visit alone."""
        return [Route("/forget", self._site.answered(self.forget), methods=["POST"])]

    def shelf(self, key: str) -> Held:
        """What was uploaded under a key. Raises UserError (`visit-over`)."""
        found = self._visits.of(key)
        if found is None:
            raise UserError("visit-over")
        return found

    async def upload(self, request: Request) -> Response:
        """`/upload`: a file is read, kept, and shown under its own address."""
        key = await self._kept(request)
        return RedirectResponse(f"of/{key}/{Address(langs=(self._site.reader(request).tag,)).query}", 303)

    async def upload_json(self, request: Request) -> Response:
        """`/upload.json`: the same, answered with the address."""
        return JSONResponse({"address": f"of/{await self._kept(request)}/"}, 201, headers=NEVER)

    async def forget(self, request: Request) -> Response:
        """`/of/KEY/forget`: what was uploaded is dropped at once."""
        self._visits.forget(request.path_params["key"])
        return RedirectResponse(f"../../{Address(langs=(self._site.reader(request).tag,)).query}", 303)

    async def _kept(self, request: Request) -> str:
        answer = await while_there(request, self._desk.make(await received(request)))
        if not isinstance(answer.made, Dataset):
            raise SourceError.of(answer.faults or [Fault("report-died", {"signal": 0})])
        return self._visits.keep(answer.made)
