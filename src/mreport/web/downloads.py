"""Downloads: the documents of a query, how far those are that take long, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mreport.web.answers import AGAIN, NEVER
from mreport.writers import WRITERS

if TYPE_CHECKING:
    from starlette.requests import Request

    from mreport.web.site import Site

# What browsers show instead of keeping; the rest is kept under a name.
_SHOWN = ("json",)
_ORDER = "x-order"  # the name that a script gives to a download, to ask how far it is
_LONGEST = 64


class Downloads:
    """It has documents made, and tells how far they are as long as somebody waits for them."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._shares: dict[str, float] = {}

    def routes(self) -> list[Route]:
        """The routes of documents, which every shelf has."""
        return [
            Route("/report.{suffix}", self._site.answered(self.document)),
            Route("/progress.json", self.progress),
        ]

    async def document(self, request: Request) -> Response:
        """`/report.pdf` and its like: the document of the same query."""
        suffix = request.path_params["suffix"]
        if f".{suffix}" not in WRITERS:
            return await self._site.nothing(request)
        address, dataset = await self._site.asked(request)
        order = request.headers.get(_ORDER, "")[:_LONGEST]

        def told(share: float) -> None:
            if order in self._shares:
                self._shares[order] = share

        if order:
            self._shares[order] = 0.0
        try:
            answer = await self._site.made(request, address, dataset, f".{suffix}", told)
        finally:
            self._shares.pop(order, None)
        if answer.faults or not isinstance(answer.made, bytes):
            return self._site.refused(request, answer.faults)
        kept = {} if suffix in _SHOWN else {"content-disposition": f'attachment; filename="report.{suffix}"'}
        return Response(answer.made, media_type=WRITERS[f".{suffix}"].media, headers=AGAIN | kept)

    async def progress(self, request: Request) -> Response:
        """`/progress.json?order=NAME`: from 0 to 1 how far the download is that was asked for under the name."""
        share = self._shares.get(request.query_params.get("order", ""))
        return JSONResponse({"share": share}, headers=NEVER)
