"""Answers: what HTTP says of a fault, as a page or as JSON; what browsers keep and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse

from mreport.messages import placed, sentence
from mreport.web import frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from mreport.errors import Fault
    from mreport.language import Language

FOREVER = {"cache-control": "public, max-age=31536000, immutable"}
OWN = {"cache-control": "private, max-age=31536000, immutable"}
AGAIN = {"cache-control": "private, no-cache", "vary": "accept-language, cookie"}
NEVER = {"cache-control": "no-store"}
_RETRY = "3"  # seconds
_BUSY = 503
_STATUSES = {
    **dict.fromkeys(("report-deadline", "report-died", "report-memory", "web-busy"), _BUSY),
    **dict.fromkeys(("item-unknown", "attribute-unknown", "visit-over", "page-unknown"), 404),
    **dict.fromkeys(("source-too-large", "unpacked-too-large"), 413),
    "upload-slow": 408,
    **dict.fromkeys(("internal-error", "pango-missing"), 500),
}


def status_of(faults: Sequence[Fault]) -> int:
    """The status of HTTP for what is wrong, 400 if no other fits; 200 for nothing."""
    return _STATUSES.get(faults[0].code, 400) if faults else 200


def later(status: int) -> dict[str, str]:
    """The header that tells when to come again, where that helps."""
    return {"retry-after": _RETRY} if status == _BUSY else {}


def refusal(
    request: Request, faults: Sequence[Fault], reader: Language, *, status: int | None = None, watched: str = ""
) -> Response:
    """What is wrong, as a page or, where JSON was asked for, as JSON."""
    status = status or status_of(faults)
    headers = AGAIN | later(status)
    if request.url.path.endswith(".json"):
        told = [
            {"code": fault.code, "text": sentence(fault, reader), "place": str(fault.place) if fault.place else None}
            for fault in faults
        ]
        return JSONResponse({"errors": told}, status, headers=headers)
    sentences = [placed(fault, reader) for fault in faults]
    page = frame.refusal(reader, sentences, top_of(request), watched)
    return HTMLResponse(page, status, headers=headers)


def top_of(request: Request) -> str:
    """The way from a page to the first one."""
    return "../../" if request.url.path.startswith("/of/") else "./"
