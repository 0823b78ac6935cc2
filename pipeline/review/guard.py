"""Who may come in, and what a browser may do with our pages."""

from __future__ import annotations

import ipaddress
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from fastapi import HTTPException, Request, Response

LOCAL = "local"  # the one user of a page that only this machine reaches
TRIES = 5  # failed log-ins of one name from one address
TRIES_OF_ALL = 50  # of all names from one address
TRIES_IN = 300.0  # seconds
LARGEST = 100_000  # bytes of a request's body

_ANY = "\0"  # no user's name
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """How people are known: by a header of a trusted proxy, by name and password, or not at all (loopback)."""

    needs_name: bool
    proxy_header: str | None = None
    trusted_proxies: Sequence[str] = ()
    knows: Callable[[str], bool] = bool  # whether a name that logged in is still a user's

    def user(self, request: Request) -> str | None:
        """The name of who asks; None for somebody who has to log in."""
        if self.proxy_header:
            named = request.headers.get(self.proxy_header)
            return named if named and self._is_proxy(request) else None
        if not self.needs_name:
            return LOCAL
        name = request.session.get("user")
        return str(name) if name and self.knows(str(name)) else None

    def _is_proxy(self, request: Request) -> bool:
        address = request.client.host if request.client else ""
        try:
            return any(ipaddress.ip_address(address) in ipaddress.ip_network(n) for n in self.trusted_proxies)
        except ValueError:
            return False


@dataclass(slots=True)
class Throttle:
    """Slows down guessing: after `TRIES` failures a name must wait, after `TRIES_OF_ALL` every name of that address."""

    clock: Callable[[], float] = time.monotonic
    failures: dict[tuple[str, str], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def is_open(self, address: str, name: str) -> bool:
        return self._recent(address, name) < TRIES and self._recent(address, _ANY) < TRIES_OF_ALL

    def failed(self, address: str, name: str) -> None:
        for key in (name, _ANY):
            self.failures[address, key].append(self.clock())

    def _recent(self, address: str, name: str) -> int:
        recent = self.failures[address, name]
        while recent and recent[0] < self.clock() - TRIES_IN:
            recent.popleft()
        if not recent:
            del self.failures[address, name]
        return len(recent)

    def passed(self, address: str, name: str) -> None:
        self.failures.pop((address, name), None)


def csrf_token(request: Request) -> str:
    """The session's token, which every form carries."""
    if "csrf" not in request.session:
        request.session["csrf"] = secrets.token_urlsafe(24)
    return str(request.session["csrf"])


async def check_csrf(request: Request) -> None:
    """Refuses a change that was not asked for from one of our own pages."""
    wanted = request.session.get("csrf")
    form = await request.form()
    given = request.headers.get("x-csrf-token") or form.get("csrf")
    if not wanted or not isinstance(given, str) or not secrets.compare_digest(wanted, given):
        raise HTTPException(
            403, "This page is too old, or the request came from elsewhere. Reload and try again."
        )


async def guarded(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    """Every answer bears the headers above; no request is larger than a note or a statement needs."""
    length = request.headers.get("content-length", "0")
    if request.method == "POST" and not (length.isdigit() and int(length) <= LARGEST):
        return Response("too large", status_code=413, headers=_HEADERS)
    response = await go_on(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response
