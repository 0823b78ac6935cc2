"""Discover: an outlet's feeds are read, and name the articles to fetch."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model import Candidate, FeedState, Fetch, Outlet, Window
from pipeline.stages import archived, handover
from pipeline.stages.recorder import Asked, Collector, Recorder, robots_for

if TYPE_CHECKING:
    from pipeline.adapters.feeds import FeedReading
    from pipeline.adapters.http import WebClient
    from pipeline.adapters.robots import Robots

VERSION = "1"
STAGE = "discover"
RETRY = "retry"  # stands for the inputs' hash where another try may do better: never fresh

_FIRST_REST = timedelta(hours=1)  # after a failure; doubled with each further one
_LONGEST_REST = timedelta(days=7)  # a feed is never given up
_FEED_TYPES = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoverPaths:
    """Where the stage's tables of one outlet lie."""

    candidates: Path
    feeds: Path
    fetches: Path


def paths(runs: Path, window: Window, outlet_id: str) -> DiscoverPaths:
    """The stage's files; the candidates are written last."""
    return DiscoverPaths(
        candidates=handover.shard(runs, window, STAGE, outlet_id),
        feeds=handover.shard(runs, window, f"{STAGE}-feeds", outlet_id),
        fetches=handover.shard(runs, window, f"{STAGE}-fetches", outlet_id),
    )


def run(
    outlet: Outlet, window: Window, collector: Collector, previous: Mapping[str, FeedState]
) -> DiscoverPaths:
    """Reads the outlet's feeds, unless this window's were read. `previous`: feed URL -> its last state.

    A feed that cannot be read is told in its state and never raises.
    """
    where = paths(collector.runs, window, outlet.outlet_id)
    inputs = handover.hash_of(outlet, window.key, collector.web_hash)
    if handover.is_fresh(where.candidates, inputs, VERSION):
        return where
    from pipeline.adapters.archive import ArchiveWriter

    name = collector.archive_name(window, f"{outlet.outlet_id}.feeds")
    now = collector.clock()
    with ArchiveWriter(collector.var / name, software=collector.software, now=now) as archive:
        recorder = Recorder(outlet, window, STAGE, archive, name)
        candidates, states = asyncio.run(_discover(outlet, collector, previous, recorder, now))
        if all(state.last_outcome != "ok" for state in states):
            inputs = RETRY
        kept = (
            archived.Kept(stage=f"{STAGE}-feeds", record_type=FeedState, rows=states),
            archived.Kept(stage=f"{STAGE}-fetches", record_type=Fetch, rows=recorder.rows),
            archived.Kept(stage=STAGE, record_type=Candidate, rows=candidates),
        )
        archived.keep(archive, outlet.outlet_id, kept, inputs, VERSION, collector.clock())
    archived.hand_over(collector.runs, window, outlet.outlet_id, kept, inputs, VERSION)
    return where


def last_states(runs: Path, outlet_id: str, window: Window) -> dict[str, FeedState]:
    """The feeds' states after the last window before this one in which the outlet was collected."""
    from pipeline.tables import from_table

    for key in handover.earlier_windows(runs, window):
        path = runs / key / f"{STAGE}-feeds" / f"{outlet_id}.parquet"
        if path.exists():
            return {state.feed_url: state for state in from_table(FeedState, handover.read(path))}
    return {}


def merge_candidates(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate an article, sorted by canonical URL; of several the first, with what the others add."""
    merged: dict[str, Candidate] = {}
    for candidate in candidates:
        known = merged.get(candidate.canonical_url)
        merged[candidate.canonical_url] = candidate if known is None else _with(known, candidate)
    return sorted(merged.values(), key=lambda c: c.canonical_url)


def _with(known: Candidate, other: Candidate) -> Candidate:
    return replace(
        known,
        title=known.title or other.title,
        published_at=known.published_at or other.published_at,
        source_name=known.source_name or other.source_name,
    )


async def _discover(
    outlet: Outlet,
    collector: Collector,
    previous: Mapping[str, FeedState],
    recorder: Recorder,
    now: datetime,
) -> tuple[list[Candidate], list[FeedState]]:
    async with collector.open_web(outlet) as web:
        robots = robots_for(web, recorder, collector)
        due = [url for url in outlet.feeds if _is_due(previous.get(url), now)]
        answers = await asyncio.gather(*(_ask(web, robots, url, collector) for url in due))
    candidates: list[Candidate] = []
    states = {url: previous[url] for url in outlet.feeds if url not in due}
    for asked in answers:
        recorder.keep(asked)
        reading = _read(asked, outlet, collector, now)
        candidates += reading.candidates
        states[asked.url] = _state(outlet.outlet_id, asked.url, reading, previous.get(asked.url), now)
    recorder.finish()
    return merge_candidates(candidates), [states[url] for url in outlet.feeds]


async def _ask(web: WebClient, robots: Robots, url: str, collector: Collector) -> Asked:
    answer = await web.get(url, check=robots.check, headers={"Accept": _FEED_TYPES})
    return Asked(url=url, answer=answer, at=collector.clock())


def _read(asked: Asked, outlet: Outlet, collector: Collector, now: datetime) -> FeedReading:
    from pipeline.adapters.feeds import FeedReading, read_feed

    if not asked.answer.ok:
        return FeedReading(outcome=asked.answer.outcome, reason=asked.answer.reason)
    return read_feed(
        asked.answer.body,
        outlet=outlet.outlet_id,
        feed_url=asked.url,
        content_type=asked.answer.header("content-type"),
        now=now,
        max_entries=collector.web.max_entries,
        max_age_days=collector.web.max_age_days,
    )


def _is_due(state: FeedState | None, now: datetime) -> bool:
    return state is None or state.next_try_at is None or state.next_try_at <= now


def _state(
    outlet_id: str, url: str, reading: FeedReading, previous: FeedState | None, now: datetime
) -> FeedState:
    if reading.outcome == "ok":
        return FeedState(
            outlet=outlet_id,
            feed_url=url,
            last_success_at=now,
            last_outcome="ok",
            entries_last=reading.entries,
        )
    failures = (previous.consecutive_failures if previous else 0) + 1
    rest = min(_FIRST_REST * 2 ** min(failures - 1, 10), _LONGEST_REST)
    return FeedState(
        outlet=outlet_id,
        feed_url=url,
        last_success_at=previous.last_success_at if previous else None,
        consecutive_failures=failures,
        next_try_at=now + rest,
        last_outcome=reading.outcome,
        entries_last=previous.entries_last if previous else None,
    )
