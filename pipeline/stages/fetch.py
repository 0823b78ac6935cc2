"""Fetch: the pages that the feeds named, asked for politely and kept in the archive.

Pages that were answered before are asked for again on a schedule, by conditional requests, so that silent
edits are seen and unchanged pages cost nothing.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.core.refetching import Wanted, remembered, wanted_pages
from pipeline.core.urls import host_of
from pipeline.errors import StageError
from pipeline.model import Candidate, Fetch, KnownPage, Outlet, Window
from pipeline.stages import archived, handover
from pipeline.stages.discover import RETRY
from pipeline.stages.recorder import Asked, Collector, Recorder, asking, robots_for

if TYPE_CHECKING:
    from pipeline.adapters.answers import Answer, Verdict
    from pipeline.adapters.archive import Original
    from pipeline.adapters.http import WebClient

VERSION = "2"
STAGE = "fetch"
KNOWN = "fetch-known"  # what is remembered of pages, for the windows that follow
AGAIN = "fetch-again"  # pages asked for again that no feed of the window names

_PAGES = ("text/html", "application/xhtml+xml")
_MOST_AT_ONCE = 32  # pages under way for one outlet, over all its hosts; each host has its own, lower limit
_GIVE_UP_AFTER = 5  # pages of one host in a row without any answer
_NO_ANSWER = frozenset({"connection_error", "timeout"})
_ANSWERED = frozenset({"ok", "not_modified", "empty"})
_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]*"')
_PRINTABLE = re.compile(r"[\x20-\x7e]{1,100}")


def path(runs: Path, window: Window, outlet_id: str) -> Path:
    """The stage's table of one outlet: a row a request."""
    return handover.shard(runs, window, STAGE, outlet_id)


def run(
    outlet: Outlet,
    window: Window,
    collector: Collector,
    candidates: Path,
    known: Mapping[str, KnownPage],
    span: timedelta = timedelta(days=7),
) -> Path:
    """Fetches the candidates of the table at `candidates`, unless this window's were fetched.

    `known` (by canonical URL) are the pages of earlier windows: they are left alone but at the hours of
    `[web] refetch_hours`, and forgotten after `span`. Where the candidates of a window have become more, what it
    has fetched stays, and the new ones are fetched. No failure of a site raises; ArchiveError says that the
    disk refused.
    """
    from pipeline.adapters.archive import ArchiveWriter
    from pipeline.tables import from_table

    target = path(collector.runs, window, outlet.outlet_id)
    inputs = handover.hash_of(handover.file_hash(candidates), outlet, collector.web_hash)
    name = collector.archive_name(window, outlet.outlet_id)
    gone = partial(collector.purged.covers, outlet.outlet_id)
    named = [c for c in from_table(Candidate, handover.read(candidates)) if not gone(c.url, c.canonical_url)]
    there = (collector.var / name).exists()
    if there and not target.exists():
        archived.recover(collector.var / name, collector.runs, window)
        if target.exists():
            rows = from_table(Fetch, handover.read(target))
            remember(collector.runs, window, outlet.outlet_id, known, span, named, rows)
    if handover.is_fresh(target, inputs, VERSION) and there:
        return target
    earlier = _earlier(collector, window, outlet.outlet_id) if there else None
    # what is archived is never written over
    further = collector.further(window, outlet.outlet_id) if there else ""
    name = collector.archive_name(window, outlet.outlet_id + further)
    known = {key: p for key, p in (earlier.known if earlier else known).items() if not gone(p.url, key)}
    begin = collector.clock()
    wanted = wanted_pages(named, known, begin, collector.web.refetch_hours)
    with ArchiveWriter(collector.var / name, software=collector.software, now=begin) as archive:
        recorder = Recorder(outlet, window, f"{STAGE}{further}", archive, name, collector.purged)
        rows = asyncio.run(_fetch(outlet, collector, recorder, wanted, known))
        if wanted.named and not _is_any_answered(rows, wanted):
            inputs = RETRY
        again = {c.canonical_url: c for c in (*(earlier.again if earlier else ()), *wanted.again)}
        rows = [*(earlier.rows if earlier else ()), *rows]
        kept = (
            archived.Kept(stage=AGAIN, record_type=Candidate, rows=list(again.values())),
            archived.Kept(stage=STAGE, record_type=Fetch, rows=rows),
        )
        archived.keep(archive, outlet.outlet_id, kept, inputs, VERSION, collector.clock())
    remember(collector.runs, window, outlet.outlet_id, known, span, named, rows)
    archived.hand_over(collector.runs, window, outlet.outlet_id, kept, inputs, VERSION)
    return target


def remember(
    runs: Path,
    window: Window,
    outlet_id: str,
    known: Mapping[str, KnownPage],
    span: timedelta,
    named: Sequence[Candidate],
    rows: Sequence[Fetch],
) -> None:
    """Writes what the windows that follow need to know of the outlet's pages."""
    from pipeline.tables import to_table

    pages = remembered(known, named, rows, window.start, span)
    target = handover.shard(runs, window, KNOWN, outlet_id)
    handover.write(target, to_table(KnownPage, pages), window.key, VERSION)


def known_pages(runs: Path, outlet_id: str, window: Window, span: timedelta) -> dict[str, KnownPage]:
    """Canonical URL -> what the last window before this one in which the outlet was collected left.

    Windows that began longer than `span` ago are not asked.
    """
    from pipeline.tables import from_table

    since = f"{window.start - span:%Y%m%dT%H%M%SZ}"
    for key in handover.earlier_windows(runs, window):
        shard = runs / key / KNOWN / f"{outlet_id}.parquet"
        if key >= since and shard.exists():
            return {p.canonical_url: p for p in from_table(KnownPage, handover.read(shard))}
    return {}


def read_again(runs: Path, window: Window, outlet_id: str) -> list[Candidate]:
    """The pages that were asked for again although no feed of the window names them."""
    from pipeline.tables import from_table

    shard = handover.shard(runs, window, AGAIN, outlet_id)
    return from_table(Candidate, handover.read(shard)) if shard.exists() else []


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What an earlier run of the same window left."""

    rows: list[Fetch]
    again: list[Candidate]
    known: dict[str, KnownPage]


def _earlier(collector: Collector, window: Window, outlet_id: str) -> _Earlier | None:
    from pipeline.tables import from_table

    shard = handover.shard(collector.runs, window, KNOWN, outlet_id)
    target = path(collector.runs, window, outlet_id)
    if not shard.exists() or not target.exists():
        return None
    try:
        known = from_table(KnownPage, handover.read(shard))
        rows = from_table(Fetch, handover.read(target))
        again = read_again(collector.runs, window, outlet_id)
    except StageError:
        return None  # of another version, or damaged: fetched as if for the first time
    return _Earlier(rows, again, {page.canonical_url: page for page in known})


def _is_any_answered(rows: Sequence[Fetch], wanted: Wanted) -> bool:
    urls = {c.url for c in wanted.named}
    return any(row.outcome in _ANSWERED for row in rows if row.url in urls)


@dataclass(frozen=True, slots=True)
class _Round:
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


async def _fetch(
    outlet: Outlet,
    collector: Collector,
    recorder: Recorder,
    wanted: Wanted,
    known: Mapping[str, KnownPage],
) -> list[Fetch]:
    from pipeline.adapters.optouts import Reservations
    from pipeline.stages.recorder import in_order

    async with collector.open_web(outlet) as web:
        robots = robots_for(web, recorder, collector)
        reservations = Reservations(asking(web, recorder, collector))

        async def check(url: str) -> Verdict:
            verdict = await robots.check(url)
            if verdict.allowed and collector.web.obey_opt_outs:
                return await reservations.check(url)
            return verdict

        ends_at = asyncio.get_running_loop().time() + collector.web.outlet_seconds
        asked_for = _Round(web, collector, known, check, ends_at)
        pages = _over_hosts((*wanted.named, *wanted.again))
        hosts = len({host_of(c.url) for c in pages})
        # twice what is asked for at once, as an answer waits here for those before it
        at_once = min(2 * collector.web.per_host * max(hosts, 1), _MOST_AT_ONCE)
        async for asked in in_order([partial(asked_for.page, c) for c in pages], at_once):
            recorder.keep(asked)
            if collector.stopped():
                raise StageError(f"{outlet.outlet_id}: its collection was broken off; run it again")
    return recorder.finish()


def _over_hosts(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each host's pages in their order, the hosts by turns, so that none waits for another."""
    by_host: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_host[host_of(candidate.url)].append(candidate)
    turns = zip_longest(*by_host.values())
    return [candidate for turn in turns for candidate in turn if candidate is not None]


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
