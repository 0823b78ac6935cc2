"""The one door to the web: polite, bounded, and never surprised.

A request ends as an `Answer` with an outcome's name, whatever the other side does. Addresses are checked
after name resolution, on every connection, and the very address that was checked is connected to.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore
import httpx

from pipeline.adapters.network import CheckedNetwork, PrivateAddressError, mapped_host
from pipeline.core.urls import host_of, is_web_url
from pipeline.ports import Clock
from pipeline.settings import Web

Headers = tuple[tuple[str, str], ...]
Sleep = Callable[[float], Awaitable[None]]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WORTH_RETRYING = frozenset({429, 500, 502, 503, 504})
_FIRST_PAUSE = 1.0  # seconds, doubled on each further attempt
_LONGEST_PAUSE = 60.0
_UNDECODABLE = "an encoding that is not asked for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a URL may be asked for; where not, the outcome's name and why."""

    allowed: bool
    outcome: str = "ok"
    reason: str | None = None


Check = Callable[[str], Awaitable[Verdict]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a request. `body` is decompressed; where it was cut, the outcome is `too_large`."""

    url: str
    final_url: str
    outcome: str
    reason: str | None = None
    status: int | None = None
    headers: Headers = ()
    request_headers: Headers = ()
    body: bytes = b""

    @property
    def ok(self) -> bool:
        return self.outcome == "ok"

    def header(self, name: str) -> str | None:
        """The value of a header, the first where it is repeated."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def media_type(self) -> str | None:
        """The declared media type in lower case, without parameters."""
        declared = self.header("content-type")
        return declared.split(";")[0].strip().lower() or None if declared else None

    @property
    def charset(self) -> str | None:
        """The declared charset."""
        for part in (self.header("content-type") or "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None


@dataclass(slots=True)
class _Host:
    """How politely one host is treated."""

    gate: asyncio.Semaphore
    delay: float
    next_at: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class WebClient:
    """Asks for URLs within the limits of the settings. Use as an async context manager."""

    def __init__(
        self, web: Web, clock: Clock, *, allow_private: bool = False, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._web = web
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}
        self._client = httpx.AsyncClient(
            transport=_transport(CheckedNetwork(web.connect_to, allow_private), web),
            timeout=httpx.Timeout(web.timeout_seconds),
            headers={"User-Agent": web.user_agent, "Accept-Encoding": "gzip, deflate"},
            trust_env=False,  # a proxy would resolve names behind the back of the address check
        )

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    @property
    def user_agent(self) -> str:
        return self._web.user_agent

    def slow_down(self, host: str, seconds: float) -> None:
        """Asks `host` no more often than every so many seconds, as its robots.txt wishes."""
        state = self._host(host)
        state.delay = max(state.delay, min(seconds, _LONGEST_PAUSE))

    async def get(
        self,
        url: str,
        *,
        check: Check | None = None,
        accept: Iterable[str] = (),
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer to a GET of `url`, redirects followed and retried where that can help.

        `check` is asked before each hop; a media type that begins with none of `accept` is `not_html`.
        """
        attempt = 0
        while True:
            answer = await self._follow(url, check, tuple(accept), dict(headers or {}))
            pause = self._pause(answer, attempt)
            if pause is None:
                break
            attempt += 1
            await self._sleep(pause)
        if attempt and not answer.ok:
            return replace(answer, reason=f"{answer.reason}, tried {attempt + 1} times")
        return answer

    def _pause(self, answer: Answer, attempt: int) -> float | None:
        """Seconds to wait before another attempt, None when none can help."""
        if attempt >= self._web.retries:
            return None
        hopeful = answer.outcome in ("connection_error", "timeout") or (
            answer.outcome == "http_error" and answer.status in _WORTH_RETRYING
        )
        if not hopeful:
            return None
        asked = _retry_after(answer.header("retry-after"), self._clock)
        if asked is not None:
            return asked if asked <= _LONGEST_PAUSE else None
        return min(_FIRST_PAUSE * float(2**attempt), _LONGEST_PAUSE)

    async def _follow(
        self, url: str, check: Check | None, accept: tuple[str, ...], headers: dict[str, str]
    ) -> Answer:
        here, seen = url, {url}
        while True:
            if not is_web_url(here):
                return Answer(url=url, final_url=here, outcome="bad_redirect", reason="no http(s) address")
            if check is not None:
                verdict = await check(here)
                if not verdict.allowed:
                    return Answer(url=url, final_url=here, outcome=verdict.outcome, reason=verdict.reason)
            answer = replace(await self._once(here, accept, headers), url=url)
            target = answer.header("location")
            if answer.outcome != "http_error" or answer.status not in _REDIRECTS or not target:
                return answer
            here = urljoin(here, target).partition("#")[0]
            problem = "a loop" if here in seen else ""
            if len(seen) > self._web.max_redirects:
                problem = f"more than {self._web.max_redirects}"
            if problem:
                return replace(answer, outcome="bad_redirect", reason=f"{problem}, at {here[:200]}")
            seen.add(here)

    async def _once(self, url: str, accept: tuple[str, ...], headers: dict[str, str]) -> Answer:
        """One request to one URL, in its host's turn. Never raises for what the other side does."""
        host = self._host(host_of(url))
        async with host.gate:
            await self._take_turn(host)
            try:
                async with asyncio.timeout(self._web.total_seconds):
                    return await self._exchange(url, accept, headers)
            except PrivateAddressError as error:
                return Answer(url=url, final_url=url, outcome="private_address", reason=str(error))
            except TimeoutError:
                limit = f"took more than {self._web.total_seconds:g} s in all"
                return Answer(url=url, final_url=url, outcome="timeout", reason=limit)
            except httpx.TimeoutException as error:
                return Answer(url=url, final_url=url, outcome="timeout", reason=_told(error))
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, OSError) as error:
                return Answer(url=url, final_url=url, outcome="connection_error", reason=_told(error))

    async def _exchange(self, url: str, accept: tuple[str, ...], headers: dict[str, str]) -> Answer:
        request = self._client.build_request("GET", self._wire_url(url), headers=headers)
        response = await self._client.send(request, stream=True)
        try:
            answer = Answer(
                url=url,
                final_url=url,
                outcome="ok",
                status=response.status_code,
                headers=tuple(response.headers.multi_items()),
                request_headers=tuple(request.headers.multi_items()),
            )
            outcome, reason = _judged(answer, accept)
            answer = replace(answer, outcome=outcome, reason=reason)
            if reason == _UNDECODABLE or outcome == "not_html":
                return answer
            body, whole = await self._body(response)
        finally:
            await response.aclose()
        if not whole and answer.outcome == "ok":
            limit = f"more than {self._web.max_bytes} bytes"
            return replace(answer, outcome="too_large", reason=limit, body=body)
        return replace(answer, body=body)

    async def _body(self, response: httpx.Response) -> tuple[bytes, bool]:
        """The decompressed body up to the limit, and whether that is all of it."""
        chunks: list[bytes] = []
        size = 0
        async for chunk in response.aiter_bytes():
            chunks.append(chunk)
            size += len(chunk)
            if size > self._web.max_bytes:
                return b"".join(chunks)[: self._web.max_bytes], False
        return b"".join(chunks), True

    def _wire_url(self, url: str) -> str:
        """Recorded coverage is served in plain text: a mapped host is asked over http."""
        parts = urlsplit(url)
        if mapped_host(self._web.connect_to, host_of(url)) is None:
            return url
        return urlunsplit(("http", parts.netloc, parts.path, parts.query, ""))

    def _host(self, host: str) -> _Host:
        if host not in self._hosts:
            self._hosts[host] = _Host(asyncio.Semaphore(self._web.per_host), self._web.delay_seconds)
        return self._hosts[host]

    async def _take_turn(self, host: _Host) -> None:
        if not host.delay:
            return
        async with host.turn:
            now = asyncio.get_running_loop().time()
            if host.next_at > now:
                await self._sleep(host.next_at - now)
            host.next_at = max(now, host.next_at) + host.delay


def _transport(network: httpcore.AsyncNetworkBackend, web: Web) -> httpx.AsyncHTTPTransport:
    transport = httpx.AsyncHTTPTransport(trust_env=False)
    # httpx has no parameter for the network beneath its pool, and its transport does the rest just right
    transport._pool = httpcore.AsyncConnectionPool(
        ssl_context=ssl.create_default_context(),
        http1=True,
        http2=True,
        max_connections=32,
        max_keepalive_connections=16,
        keepalive_expiry=web.timeout_seconds,
        network_backend=network,
    )
    return transport


def _judged(answer: Answer, accept: tuple[str, ...]) -> tuple[str, str | None]:
    status = answer.status or 0
    if status == HTTPStatus.NOT_MODIFIED:
        return "not_modified", None
    encoding = (answer.header("content-encoding") or "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip", "deflate"):
        return "http_error", _UNDECODABLE  # among them gzip in gzip, the way to pack a very large body
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return "http_error", f"status {status}"
    media = answer.media_type
    if accept and media and not media.startswith(accept):
        return "not_html", f"it is {media[:80]}"
    return "ok", None


def _retry_after(value: str | None, clock: Clock) -> float | None:
    """Seconds that a Retry-After header asks for, given as a number or as a date."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - clock()).total_seconds())
    except (ValueError, TypeError):
        return None


def _told(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0][:200] or type(error).__name__
