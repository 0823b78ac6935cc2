"""The one door to the web: polite, bounded, and never surprised.

A request ends as an `Answer` with an outcome's name, whatever the other side does. Addresses are checked
after name resolution, on every connection, and the very address that was checked is connected to.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit, urlunsplit

import httpcore
import httpx

from pipeline.adapters.answers import REDIRECTS, Answer, Check, judged
from pipeline.adapters.hosts import LONGEST_DELAY, Hosts, retry_after
from pipeline.adapters.inflating import Inflater, UndecodableError
from pipeline.adapters.network import CheckedNetwork, PrivateAddressError, mapped_host
from pipeline.core.urls import host_of, is_web_url, without_credentials
from pipeline.ports import Clock
from pipeline.settings import Web

Sleep = Callable[[float], Awaitable[None]]

_WORTH_RETRYING = frozenset({429, 500, 502, 503, 504})
_TOO_OFTEN = 429
_FIRST_PAUSE = 1.0  # seconds, doubled on each further attempt
_TOO_LONG_A_HEAD = 431  # h11's hint for a head that passes its limit


class WebClient:
    """Asks for URLs within the limits of the settings. Use as an async context manager.

    One client serves one outlet, over all its hosts: connections are kept and used again, and cookies go no
    farther than the outlet. `hosts` is the book of delays that clients of a process share.
    """

    def __init__(
        self,
        web: Web,
        clock: Clock,
        *,
        allow_private: bool = False,
        sleep: Sleep = asyncio.sleep,
        hosts: Hosts | None = None,
    ) -> None:
        self._web = web
        self._clock = clock
        self._sleep = sleep
        self._hosts = hosts or Hosts(web.delay_seconds)
        self._gates: dict[str, asyncio.Semaphore] = {}
        # The transport itself: the client around it would follow redirects, log and look for proxies, none of
        # which is wanted, and takes as long as the request.
        self._transport = _transport(CheckedNetwork(web.connect_to, allow_private), web)
        self._cookies = httpx.Cookies()
        self._headers = {"User-Agent": web.identity, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
        self._timeouts = {"timeout": httpx.Timeout(web.timeout_seconds).as_dict()}

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.__aexit__(kind, error, trace)

    @property
    def user_agent(self) -> str:
        return self._web.identity

    def slow_down(self, host: str, seconds: float) -> None:
        """Asks `host` no more often than every so many seconds, as its robots.txt wishes."""
        self._hosts.slow_down(host, seconds)

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
        before: tuple[Answer, ...] = ()
        for attempt in range(self._web.retries + 1):
            answer = await self._follow(url, check, tuple(accept), dict(headers or {}))
            if attempt == self._web.retries or not await self._is_worth_another(answer, attempt):
                break
            before += (*answer.before, replace(answer, outcome="retried", before=()))
        if attempt and not answer.ok and answer.outcome != "not_modified":
            answer = replace(answer, reason=f"{answer.reason}, tried {attempt + 1} times")
        return replace(answer, before=before + answer.before)

    async def _is_worth_another(self, answer: Answer, attempt: int) -> bool:
        """Whether another attempt can help; waits until it may be made.

        What a host asks for by Retry-After holds for all of its pages.
        """
        hopeful = answer.outcome in ("connection_error", "timeout") or (
            answer.outcome == "http_error" and answer.status in _WORTH_RETRYING
        )
        if not hopeful:
            return False
        host = host_of(answer.final_url)
        asked = retry_after(answer.header("retry-after"), self._clock())
        if asked is not None:
            self._hosts.rest(host, asked)
            return asked <= LONGEST_DELAY  # the wait itself is part of the next turn
        if answer.status == _TOO_OFTEN:
            self._hosts.was_too_often(host)
        await self._sleep(min(_FIRST_PAUSE * float(2**attempt), LONGEST_DELAY))
        return True

    async def _follow(
        self, url: str, check: Check | None, accept: tuple[str, ...], headers: dict[str, str]
    ) -> Answer:
        here, seen = url, {url}
        hops: tuple[Answer, ...] = ()
        while True:
            final = without_credentials(here)
            if not is_web_url(here):
                return Answer(
                    url=url,
                    final_url=final,
                    outcome="bad_redirect",
                    reason="it leads to no http(s) address, or to one with credentials",
                    before=hops,
                )
            if check is not None:
                verdict = await check(here)
                if not verdict.allowed:
                    return Answer(
                        url=url, final_url=here, outcome=verdict.outcome, reason=verdict.reason, before=hops
                    )
            answer = replace(await self._once(here, accept, headers), url=url, before=hops)
            target = answer.header("location")
            if answer.outcome != "http_error" or answer.status not in REDIRECTS or not target:
                return answer
            following = _joined(here, target)
            told = without_credentials(following)[:200]
            if following in seen or len(seen) > self._web.max_redirects:
                problem = "a loop" if following in seen else f"more than {self._web.max_redirects}"
                return replace(answer, outcome="bad_redirect", reason=f"{problem}, at {told}")
            hops += (replace(answer, url=here, outcome="redirected", reason=f"to {told}", before=()),)
            seen.add(following)
            here = following

    async def _once(self, url: str, accept: tuple[str, ...], headers: dict[str, str]) -> Answer:
        """One request to one URL, in its host's turn. Never raises for what the other side does."""
        host = host_of(url)
        outcome, reason = "connection_error", ""
        async with self._gates.setdefault(host, asyncio.Semaphore(self._web.per_host)):
            rest = self._hosts.rests(host)
            if rest > LONGEST_DELAY:
                told = f"not asked: {host} wants to be left alone for another {rest:.0f} s"
                return Answer(url=url, final_url=url, outcome="deferred", reason=told)
            if wait := self._hosts.turn(host):
                await self._sleep(wait)
            try:
                async with asyncio.timeout(self._web.total_seconds):
                    return await self._exchange(url, accept, headers)
            except PrivateAddressError as error:
                outcome, reason = "private_address", str(error)
            except TimeoutError:
                outcome, reason = "timeout", f"took more than {self._web.total_seconds:g} s in all"
            except httpx.TimeoutException as error:
                outcome, reason = "timeout", _told(error)
            except UndecodableError as error:
                outcome, reason = "undecodable", str(error)
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, OSError) as error:
                outcome, reason = _judged_error(error)
        return Answer(url=url, final_url=url, outcome=outcome, reason=reason)

    async def _exchange(self, url: str, accept: tuple[str, ...], headers: dict[str, str]) -> Answer:
        request = httpx.Request(
            "GET", self._wire_url(url), headers=self._headers | headers, extensions=self._timeouts
        )
        if self._cookies:
            self._cookies.set_cookie_header(request)
        response = await self._transport.handle_async_request(request)
        response.request = request
        try:
            if "set-cookie" in response.headers:
                self._cookies.extract_cookies(response)
            answer = Answer(
                url=url,
                final_url=url,
                outcome="ok",
                status=response.status_code,
                headers=tuple(response.headers.multi_items()),
                request_headers=tuple(request.headers.multi_items()),
            )
            outcome, reason = judged(answer, accept)
            answer = replace(answer, outcome=outcome, reason=reason)
            if outcome in ("undecodable", "not_html"):
                return answer
            body, whole = await self._body(response, answer.encoding)
        finally:
            await response.aclose()
        if not whole and answer.outcome == "ok":
            limit = f"more than {self._web.max_bytes} bytes"
            return replace(answer, outcome="too_large", reason=limit, body=body)
        return replace(answer, body=body)

    async def _body(self, response: httpx.Response, encoding: str) -> tuple[bytes, bool]:
        """The decompressed body up to the limit, and whether that is all of it."""
        inflater = Inflater(encoding, self._web.max_bytes)
        async for chunk in response.aiter_raw():
            if not inflater.feed(chunk):
                return inflater.cut, False
        return inflater.close(), True

    def _wire_url(self, url: str) -> str:
        """Recorded coverage is served in plain text: a mapped host is asked over http."""
        parts = urlsplit(url)
        if mapped_host(self._web.connect_to, host_of(url)) is None:
            return url
        return urlunsplit(("http", parts.netloc, parts.path, parts.query, ""))


def _transport(network: httpcore.AsyncNetworkBackend, web: Web) -> httpx.AsyncHTTPTransport:
    transport = httpx.AsyncHTTPTransport(verify=_tls(), trust_env=False)
    # httpx has no parameter for the network beneath its pool, and its transport does the rest just right
    transport._pool = httpcore.AsyncConnectionPool(
        ssl_context=_tls(),
        http1=True,
        http2=True,
        max_connections=32,
        max_keepalive_connections=16,
        keepalive_expiry=web.timeout_seconds,
        network_backend=network,
    )
    return transport


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    """One context a process: to read the system's certificates takes as long as to fetch a hundred pages."""
    return ssl.create_default_context()


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target).partition("#")[0]
    except ValueError:
        return target  # no web URL, as the next look at it will say


def _judged_error(error: BaseException) -> tuple[str, str]:
    cause: BaseException | None = error
    while cause is not None:
        if getattr(cause, "error_status_hint", None) == _TOO_LONG_A_HEAD:
            return "too_large", "its headers pass 100 kB"
        cause = cause.__cause__ or cause.__context__  # the pool cuts the first, not the second
    return "connection_error", _told(error)


def _told(error: BaseException) -> str:
    return (str(error).splitlines() or [""])[0][:200] or type(error).__name__
