"""Fetch: the pages that the feeds named, asked for politely and kept in the archive."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.core.urls import canonical_url, host_of
from pipeline.model import Candidate, Fetch, Outlet, Window
from pipeline.stages import handover
from pipeline.stages.discover import RETRY, robots_for
from pipeline.stages.recorder import Asked, Collector, Recorder, in_order

if TYPE_CHECKING:
    from pipeline.adapters.http import WebClient
    from pipeline.adapters.robots import Robots

VERSION = "1"
STAGE = "fetch"

_PAGES = ("text/html", "application/xhtml+xml")
_AT_ONCE = 16  # pages under way for one outlet, over all its hosts; each host has its own, lower limit
_GIVE_UP_AFTER = 5  # pages of one host in a row without any answer
_NO_ANSWER = frozenset({"connection_error", "timeout"})


def path(runs: Path, window: Window, outlet_id: str) -> Path:
    """The stage's table of one outlet: a row a request."""
    return handover.shard(runs, window, STAGE, outlet_id)


def run(
    outlet: Outlet,
    window: Window,
    collector: Collector,
    candidates: Path,
    earlier: Mapping[str, datetime],
) -> Path:
    """Fetches the candidates of the table at `candidates`, unless this window's were fetched.

    Canonical URLs in `earlier` (-> when they were last fetched) are left alone. No failure of a site raises;
    ArchiveError says that the disk refused.
    """
    from pipeline.tables import from_table, to_table

    target = path(collector.runs, window, outlet.outlet_id)
    inputs = handover.hash_of(handover.file_hash(candidates), outlet, collector.web_hash)
    archive = collector.var / collector.archive_name(window, outlet.outlet_id)
    if handover.is_fresh(target, inputs, VERSION) and archive.exists():
        return target
    wanted = [c for c in from_table(Candidate, handover.read(candidates)) if c.canonical_url not in earlier]
    rows = asyncio.run(_fetch(outlet, window, collector, wanted))
    urls = {c.url for c in wanted}
    if wanted and not any(row.outcome == "ok" for row in rows if row.url in urls):
        inputs = RETRY
    handover.write(target, to_table(Fetch, rows), inputs, VERSION)
    return target


def fetched_before(runs: Path, outlet_id: str, window: Window, span: timedelta) -> dict[str, datetime]:
    """Canonical URL -> when its page was last answered, in the windows of the last `span`."""
    from pipeline.tables import from_table

    found: dict[str, datetime] = {}
    since = f"{window.start - span:%Y%m%dT%H%M%SZ}"
    for key in handover.earlier_windows(runs, window):
        shard = runs / key / STAGE / f"{outlet_id}.parquet"
        if key < since or not shard.exists():
            continue
        for row in from_table(Fetch, handover.read(shard)):
            canonical = canonical_url(row.url)
            if canonical and row.outcome == "ok":
                found[canonical] = max(row.fetched_at, found.get(canonical, row.fetched_at))
    return found


async def _fetch(
    outlet: Outlet, window: Window, collector: Collector, wanted: list[Candidate]
) -> list[Fetch]:
    from pipeline.adapters.archive import ArchiveWriter

    name = collector.archive_name(window, outlet.outlet_id)
    with ArchiveWriter(collector.var / name, software=collector.software, now=collector.clock()) as archive:
        recorder = Recorder(outlet, window, STAGE, archive, name)
        async with collector.open_web(outlet) as web:
            robots = robots_for(web, recorder, collector)
            silent: Counter[str] = Counter()
            jobs = [partial(_page, web, robots, collector, candidate.url, silent) for candidate in wanted]
            async for asked in in_order(jobs, _AT_ONCE):
                recorder.keep(asked)
        return recorder.finish()


async def _page(
    web: WebClient, robots: Robots, collector: Collector, url: str, silent: Counter[str]
) -> Asked:
    from pipeline.adapters.http import Answer
    from pipeline.adapters.robots import opt_out

    host = host_of(url)
    if silent[host] >= _GIVE_UP_AFTER:
        given_up = f"not asked: {host} left {_GIVE_UP_AFTER} requests in a row without an answer"
        answer = Answer(url=url, final_url=url, outcome="connection_error", reason=given_up)
        return Asked(url=url, answer=answer, at=collector.clock())
    answer = await web.get(
        url, check=robots.check, accept=_PAGES, headers={"Accept": ", ".join(_PAGES) + ", */*;q=0.1"}
    )
    silent[host] = silent[host] + 1 if answer.outcome in _NO_ANSWER else 0
    reason = opt_out(answer) if answer.ok and collector.web.obey_opt_outs else None
    if reason:
        answer = replace(answer, outcome="opted_out", reason=reason)
    return Asked(url=url, answer=answer, at=collector.clock())
