"""Presence: work goes on as long as whoever asked for it is there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from mreport.errors import Fault
from mreport.web.orders import Answer

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from starlette.requests import Request


async def while_there(request: Request, making: Coroutine[Any, Any, Answer]) -> Answer:
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
