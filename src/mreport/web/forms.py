"""Forms that browsers send: what stands in one, within the limit of what is taken."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from mreport.errors import LimitError, UserError

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_BYTES = 2 * 1024 * 1024
PATIENCE = 60.0  # seconds that a body may take to come
_MOST_FIELDS = 2_000


async def body_of(request: Request) -> bytes:
    """What was sent.

    Raises LimitError (`source-too-large`, `upload-slow`) as soon as it is too much or takes too long.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise LimitError("source-too-large", size=len(body), most=MOST_BYTES)
    except TimeoutError:
        raise LimitError("upload-slow", seconds=round(PATIENCE)) from None
    return bytes(body)


async def fields_of(request: Request) -> dict[str, list[str]]:
    """The fields of a form without files. Raises LimitError (`source-too-large`), UserError (`form-broken`)."""
    body = await body_of(request)
    try:
        return parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise UserError("form-broken") from None
