"""One outlet's pages, asked for by what is known of each: only if it changed, and not where it is of no use."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.core.urls import host_of
from pipeline.model import Candidate, KnownPage
from pipeline.stages.recorder import Asked, Collector

if TYPE_CHECKING:
    from pipeline.adapters.answers import Answer, Verdict
    from pipeline.adapters.archive import Original
    from pipeline.adapters.http import WebClient

_PAGES = ("text/html", "application/xhtml+xml")
_GIVE_UP_AFTER = 5  # pages of one host in a row without any answer
_NO_ANSWER = frozenset({"connection_error", "timeout"})
_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')
_PRINTABLE = re.compile(r"[\x20-\x7e]{1,100}")


@dataclass(frozen=True, slots=True)
class PageRound:
    """One outlet's pages being asked for."""

    web: WebClient
    collector: Collector
    known: Mapping[str, KnownPage]
    check: Callable[[str], Awaitable[Verdict]]
    ends_at: float  # by the event loop's clock
    silent: Counter[str] = field(default_factory=Counter)

    async def page(self, candidate: Candidate) -> Asked:
        """Asks for one page, by what is known of it."""
        from pipeline.adapters.optouts import opt_out

        url = candidate.url
        if why_not := self._why_not(host_of(url)):
            return self._asked(url, _unasked(url, *why_not))
        page = self.known.get(candidate.canonical_url)
        original = self._original(page)
        answer = await self.web.get(
            url,
            check=self.check,
            accept=_PAGES,
            headers={"Accept": ", ".join(_PAGES) + ", */*;q=0.1"} | _conditions(page if original else None),
        )
        host = host_of(url)
        self.silent[host] = self.silent[host] + 1 if answer.outcome in _NO_ANSWER else 0
        reason = opt_out(answer) if answer.ok and self.collector.web.obey_opt_outs else None
        if reason:
            answer = replace(answer, outcome="opted_out", reason=reason)
        return self._asked(url, _compared(answer, page, original), original)

    def _why_not(self, host: str) -> tuple[str, str] | None:
        """Outcome and reason of a page that is not even asked for."""
        if self.silent[host] >= _GIVE_UP_AFTER:
            told = f"not asked: {host} left {_GIVE_UP_AFTER} requests in a row without an answer"
            return "connection_error", told
        if asyncio.get_running_loop().time() >= self.ends_at:
            seconds = self.collector.web.outlet_seconds
            return "deferred", f"not asked: the outlet's collection took more than {seconds:g} s"
        return None

    def _original(self, page: KnownPage | None) -> Original | None:
        """The archived body to which an unchanged answer would point; None where it is gone."""
        from pipeline.adapters.archive_reading import original_at

        if page is None or page.archive_file is None or page.archive_offset is None:
            return None
        return original_at(self.collector.var / page.archive_file, page.archive_offset)

    def _asked(self, url: str, answer: Answer, original: Original | None = None) -> Asked:
        return Asked(url=url, answer=answer, at=self.collector.clock(), original=original)


def _unasked(url: str, outcome: str, reason: str) -> Answer:
    from pipeline.adapters.answers import Answer

    return Answer(url=url, final_url=url, outcome=outcome, reason=reason)


def _conditions(page: KnownPage | None) -> dict[str, str]:
    """The headers that ask for a page only if it changed."""
    found = {}
    if page and page.etag and _ETAG.fullmatch(page.etag):
        found["If-None-Match"] = page.etag
    if page and page.last_modified and _PRINTABLE.fullmatch(page.last_modified):
        found["If-Modified-Since"] = page.last_modified
    return found


def _compared(answer: Answer, page: KnownPage | None, original: Original | None) -> Answer:
    """The answer beside what was answered before: the same bytes are `not_modified`, too."""
    from pipeline.adapters.archive import payload_digest

    if answer.outcome == "not_modified" and original is None:
        told = "status 304, though nothing was there to be unchanged"
        return replace(answer, outcome="http_error", reason=told)
    if not answer.ok:
        return answer
    if not answer.body.strip():
        return replace(answer, outcome="empty", reason="a page without a byte of text")
    if page and original and page.payload_digest == payload_digest(answer.body):
        return replace(answer, outcome="not_modified", reason="the same bytes as before")
    return answer
