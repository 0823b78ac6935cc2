"""Fetch: the pages that the feeds named, asked for politely and kept in the archive.

Pages that were answered before are asked for again on a schedule, by conditional requests, so that silent
edits are seen and unchanged pages cost nothing.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from pipeline.stages.page_round import PageRound
from pipeline.stages.recorder import Collector, Recorder, asking, in_order, robots_for

if TYPE_CHECKING:
    from pipeline.adapters.answers import Verdict

VERSION = "2"
STAGE = "fetch"
KNOWN = "fetch-known"  # what is remembered of pages, for the windows that follow
AGAIN = "fetch-again"  # pages asked for again that no feed of the window names

_MOST_AT_ONCE = 32  # pages under way for one outlet, over all its hosts; each host has its own, lower limit
_ANSWERED = frozenset({"ok", "not_modified", "empty"})


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


async def _fetch(
    outlet: Outlet,
    collector: Collector,
    recorder: Recorder,
    wanted: Wanted,
    known: Mapping[str, KnownPage],
) -> list[Fetch]:
    from pipeline.adapters.optouts import Reservations

    async with collector.open_web(outlet) as web:
        robots = robots_for(web, recorder, collector)
        reservations = Reservations(asking(web, recorder, collector))

        async def check(url: str) -> Verdict:
            verdict = await robots.check(url)
            if verdict.allowed and collector.web.obey_opt_outs:
                return await reservations.check(url)
            return verdict

        ends_at = asyncio.get_running_loop().time() + collector.web.outlet_seconds
        asked_for = PageRound(web, collector, known, check, ends_at)
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
