"""Rules over HTTP: the form in which a reader chooses how attributes are compared, and the same as JSON."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from mreport.errors import UserError
from mreport.sources.declarations import rule_of
from mreport.web import frame, rules
from mreport.web.answers import AGAIN, top_of
from mreport.web.forms import fields_of
from mreport.web.orders import Fitting
from mreport.web.presence import while_there

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from starlette.requests import Request

    from mreport.comparison.records import Dataset
    from mreport.language import Language
    from mreport.web.address import Address
    from mreport.web.desk import Desk
    from mreport.web.site import Site

    Fits = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """The form as a page shows it: one of several parts, from 1; `fits` leads to the rules that values fit."""

    address: Address
    reader: Language
    title: str
    lines: Sequence[rules.Line]
    part: int
    parts: int
    fits: str | None
    fitting: int
    top: str


class Ruling:
    """It shows how attributes are compared, and takes what is chosen."""

    def __init__(self, site: Site, desk: Desk) -> None:
        self._site = site
        self._desk = desk

    def routes(self) -> list[Route]:
        """The routes of rules, which every shelf has."""
        answered = self._site.answered
        return [
            Route("/rules", answered(self.form)),
            Route("/rules", answered(self.choose), methods=["POST"]),
            Route("/attributes.json", answered(self.attributes)),
        ]

    async def form(self, request: Request) -> Response:
        """`GET /rules`: the form."""
        address, dataset, fits = await self._asked(request)
        return self._shown(request, address, dataset, fits, {})

    async def choose(self, request: Request) -> Response:
        """`POST /rules`: the page compared by what was chosen; what can't be used is told in the form."""
        fields = await fields_of(request)
        address, dataset, fits = await self._asked(request)
        own = await asyncio.to_thread((await self._site.shelf(request)).asked, address.asking(rules={}, ignored=()))
        sent = {key: rules.Choice.sent(fields, key) for key in own.attributes if f"rule:{key}" in fields}
        if not sent:
            raise UserError("form-broken")
        if any(line.faults for line in rules.lines(own, self._site.reader(request), {}, sent)):
            return self._shown(request, address, dataset, fits, sent)
        return RedirectResponse(f"./{rules.chosen(address, own, sent).query}", 303)

    async def attributes(self, request: Request) -> Response:
        """`/attributes.json`: attributes, how they are compared, and rules that the values of these items fit."""
        _address, dataset, fits = await self._asked(request)
        reader = self._site.reader(request)
        told = []
        for attribute in dataset.attributes.values():
            label, lang = reader.choose(attribute.label, dataset.language)
            group = None if attribute.group is None else reader.choose(attribute.group, dataset.language)[0]
            told.append(
                {
                    "id": attribute.id,
                    "label": label,
                    "lang": lang,
                    "group": group,
                    "rule": rule_of(attribute),
                    "compared": attribute.compared,
                    "fits": list(fits.get(attribute.id, ())),
                }
            )
        return JSONResponse({"attributes": told}, headers=AGAIN)

    async def _asked(self, request: Request) -> tuple[Address, Dataset, Fits]:
        """What is asked for, its dataset, and the rules that the values of its items fit."""
        address, dataset = await self._site.asked(request)
        answer = await while_there(request, self._desk.make(Fitting(dataset)))
        return address, dataset, answer.made if isinstance(answer.made, dict) else {}

    def _shown(
        self, request: Request, address: Address, dataset: Dataset, fits: Fits, sent: Mapping[str, rules.Choice]
    ) -> Response:
        reader = self._site.reader(request)
        lines = list(rules.lines(dataset, reader, fits, sent))
        parts = max(1, -(-len(lines) // rules.MOST_ROWS))
        part = _part(request, parts)
        wrong = any(line.faults for line in lines)
        form = Form(
            address,
            reader,
            reader.choose(dataset.title, dataset.language)[0] if dataset.title else reader.gettext("Comparison"),
            lines[(part - 1) * rules.MOST_ROWS : part * rules.MOST_ROWS],
            part,
            parts,
            rules.fitted(address, fits).query if fits else None,
            len(fits),
            top_of(request),
        )
        return HTMLResponse(frame.rules_form(form), 400 if wrong else 200, headers=AGAIN)


def _part(request: Request, parts: int) -> int:
    text = request.query_params.get("part", "1")
    return min(max(int(text), 1), parts) if text.isascii() and text.isdecimal() and len(text) < len("10000") else 1
