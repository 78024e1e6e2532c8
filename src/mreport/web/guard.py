"""The guard: which hosts are answered, who may write, who has the token; and what every answer tells the browser."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse

from mreport.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "mreport"
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
_OWN = frozenset(("same-origin", "none"))
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Door:
    """Where the page is served: names by which it may be asked for, whether any address will do, a token if any."""

    hosts: frozenset[str] = frozenset(("localhost", "127.0.0.1", "::1"))
    addresses: bool = False  # any IP address: a page elsewhere that leads here by a name of its own has none
    token: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, host: str, name: str) -> Door:
        """The door of a server that listens at a host, on a machine of this name."""
        if loopback(host):
            return cls(frozenset((*cls().hosts, host.lower())))
        names = frozenset((*cls().hosts, host.lower(), name.lower(), f"{name.lower()}.local"))
        return cls(names, addresses=True, token=secrets.token_urlsafe(18))

    def knows(self, host: str) -> bool:
        """Whether a `Host` names this server."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        return name in self.hosts or (self.addresses and _address(name) is not None)

    def opens(self, token: str | None) -> bool:
        """Whether a token is the one, or none is needed."""
        return self.token is None or hmac.compare_digest(self.token.encode(), (token or "").encode())


def loopback(host: str) -> bool:
    """Whether a host is this machine and can't be reached from another."""
    found = _address(host)
    return host.lower() == "localhost" if found is None else found.is_loopback


def _address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


class Guard:
    """It stands before the site. `refuse` makes the answer to what is turned away: why, and its status."""

    def __init__(self, site: ASGIApp, door: Door, refuse: Callable[[Scope, Fault, int], Awaitable[Response]]) -> None:
        self.site = site
        self._door = door
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or turn it away."""
        if scope["type"] != "http":
            await self.site(scope, receive, send)
            return

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        headers = Headers(scope=scope)
        if not self._door.knows(headers.get("host", "")):
            answer: Response | None = await self._refuse(scope, Fault("host-unknown"), 421)
        elif scope["method"] not in _SAFE and not _own(headers):
            answer = await self._refuse(scope, Fault("origin-other"), 403)
        else:
            answer = await self._admitted(scope, headers)
        await (self.site if answer is None else answer)(scope, receive, told)

    async def _admitted(self, scope: Scope, headers: Headers) -> Response | None:
        """None for one who has the token; who has it in the URL keeps it in a cookie and is sent on without."""
        if self._door.token is None:
            return None
        try:
            kept = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
        except CookieError:
            kept = None
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if any(map(self._door.opens, (kept.value if kept else None, bearer))):
            return None
        query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        if scope["method"] == "GET" and self._door.opens(dict(query).get("token")):
            rest = urlencode([pair for pair in query if pair[0] != "token"])
            answer = RedirectResponse(scope["path"] + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(COOKIE, self._door.token, httponly=True, samesite="lax")
            return answer
        return await self._refuse(scope, Fault("token-missing"), 403)


def _own(headers: Headers) -> bool:
    """Whether a write comes from a page of this server, or from no page."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in _OWN
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")
