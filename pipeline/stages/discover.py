"""Discover: an outlet's feeds and sitemaps are read, and name the articles to fetch."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from pipeline.core.candidates import merge_candidates, newest
from pipeline.core.urls import page_key
from pipeline.errors import StageError
from pipeline.model import Candidate, FeedState, Fetch, Outlet, Window
from pipeline.stages import archived, handover
from pipeline.stages.announced import AddressReading, read_address
from pipeline.stages.recorder import Collector, Recorder, robots_for

if TYPE_CHECKING:
    from pipeline.adapters.http import WebClient
    from pipeline.adapters.robots import Robots

VERSION = "2"
STAGE = "discover"
RETRY = "retry"  # stands for the inputs' hash where another try may do better: never fresh
HEALTHY = frozenset({"ok", "not_modified"})

R = TypeVar("R")
_FIRST_REST = timedelta(hours=1)  # after a failure; doubled with each further one
_LONGEST_REST = timedelta(days=7)  # a feed is never given up


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoverPaths:
    """Where the stage's tables of one outlet lie."""

    candidates: Path
    feeds: Path
    fetches: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an earlier reading of an outlet's addresses left."""

    states: Mapping[str, FeedState] = field(default_factory=dict)  # by address
    candidates: Sequence[Candidate] = ()
    fetches: Sequence[Fetch] = ()

    def unconditional(self) -> Known:
        """The same, so that each address is read whole."""
        states = {u: replace(s, etag=None, last_modified=None) for u, s in self.states.items()}
        return replace(self, states=states)


def paths(runs: Path, window: Window, outlet_id: str) -> DiscoverPaths:
    """The stage's files; the feeds' states are written last."""
    return _paths(runs / window.key, outlet_id)


def run(outlet: Outlet, window: Window, collector: Collector, before: Known) -> DiscoverPaths:
    """Reads the outlet's addresses, unless they were read a short while ago in this window.

    `before` is what the last window's reading left. Read again in one window, an address adds to what is known;
    nothing that was found is lost. An address that cannot be read is told in its state and never raises.
    """
    where = paths(collector.runs, window, outlet.outlet_id)
    inputs = handover.hash_of(outlet, window.key, collector.web_hash)
    base = f"{outlet.outlet_id}.feeds"
    first = collector.var / collector.archive_name(window, base)
    if first.exists() and not where.feeds.exists():
        archived.recover(first, collector.runs, window)
    here = _known(where)
    if here and not all(handover.is_fresh(p, inputs, VERSION) for p in (where.candidates, where.feeds)):
        here = here.unconditional()  # more may be wanted now of a document that did not change
    elif here and not _is_due_again(here, collector):
        return where
    from pipeline.adapters.archive import ArchiveWriter

    now = collector.clock()
    again = collector.further(window, base) if first.exists() else ""
    name = collector.archive_name(window, base + again)
    with ArchiveWriter(collector.var / name, software=collector.software, now=now) as archive:
        recorder = Recorder(outlet, window, f"{STAGE}{again}", archive, name, collector.purged)
        candidates, states = asyncio.run(_discover(outlet, collector, recorder, before, here))
        if not any(state.last_outcome in HEALTHY for state in states):
            inputs = RETRY
        fetches = _with_earlier(recorder.rows, here)
        kept = (  # the states last, so that no ETag is kept of a document whose entries were not
            archived.Kept(stage=f"{STAGE}-fetches", record_type=Fetch, rows=fetches),
            archived.Kept(stage=STAGE, record_type=Candidate, rows=candidates),
            archived.Kept(stage=f"{STAGE}-feeds", record_type=FeedState, rows=states),
        )
        archived.keep(archive, outlet.outlet_id, kept, inputs, VERSION, collector.clock())
    archived.hand_over(collector.runs, window, outlet.outlet_id, kept, inputs, VERSION)
    return where


def last_known(runs: Path, outlet_id: str, window: Window) -> Known:
    """What the last window before this one left, in which the outlet was collected."""
    for key in handover.earlier_windows(runs, window):
        known = _known(_paths(runs / key, outlet_id))
        if known:
            return known
    return Known()


def _paths(folder: Path, outlet_id: str) -> DiscoverPaths:
    name = f"{outlet_id}.parquet"
    return DiscoverPaths(
        candidates=folder / STAGE / name,
        feeds=folder / f"{STAGE}-feeds" / name,
        fetches=folder / f"{STAGE}-fetches" / name,
    )


def _known(where: DiscoverPaths) -> Known | None:
    """What lies there; None where there is nothing, or something that this version cannot read."""
    try:
        states = _rows(FeedState, where.feeds)
        candidates = _rows(Candidate, where.candidates)
        fetches = _rows(Fetch, where.fetches)
    except StageError:
        return None
    if states is None:
        return None
    known = Known(
        states={state.feed_url: state for state in states},
        candidates=candidates or (),
        fetches=fetches or (),
    )
    return known.unconditional() if candidates is None else known


def _rows(record_type: type[R], path: Path) -> list[R] | None:
    from pipeline.tables import from_table

    return from_table(record_type, handover.read(path)) if path.exists() else None


def _is_due_again(here: Known, collector: Collector) -> bool:
    """Whether enough time has passed since the window's last reading: a day's second run reads feeds anew."""
    tried = [state.last_tried_at for state in here.states.values() if state.last_tried_at]
    pause = timedelta(minutes=collector.web.reread_after_minutes)
    return bool(tried) and collector.clock() - max(tried) >= pause


async def _discover(
    outlet: Outlet, collector: Collector, recorder: Recorder, before: Known, here: Known | None
) -> tuple[list[Candidate], list[FeedState]]:
    now = collector.clock()
    last = here or before
    due = _due(outlet, last, now, retry=here is not None)
    async with collector.open_web(outlet) as web:
        robots = robots_for(web, recorder, collector)
        seen = set(outlet.addresses)
        answers = await asyncio.gather(
            *(_ask(url, outlet, web, robots, collector, seen, last.states.get(url)) for url in due)
        )
    for answer in answers:
        for asked in answer.asked:
            recorder.keep(asked)
    recorder.finish()
    read = {answer.url: answer for answer in answers}
    states = [_state(outlet, url, read.get(url), last.states.get(url), now) for url in outlet.addresses]
    candidates, kept = _chosen(outlet, answers, last, here, collector)
    if not kept:  # what was left out must not be hidden by an unchanged feed
        states = [replace(state, etag=None, last_modified=None) for state in states]
    return candidates, states


async def _ask(
    url: str,
    outlet: Outlet,
    web: WebClient,
    robots: Robots,
    collector: Collector,
    seen: set[str],
    state: FeedState | None,
) -> AddressReading:
    return await read_address(
        url,
        outlet,
        web=web,
        check=robots.check,
        settings=collector.web,
        clock=collector.clock,
        seen=seen,
        state=state,
    )


def _due(outlet: Outlet, last: Known, now: datetime, *, retry: bool) -> list[str]:
    """The addresses to ask: those that do not rest, and on a `retry` all, where none could be read."""
    states = [last.states.get(url) for url in outlet.addresses]
    if retry and not any(state and state.last_outcome in HEALTHY for state in states):
        return list(outlet.addresses)
    return [
        url
        for url, state in zip(outlet.addresses, states, strict=True)
        if state is None or state.next_try_at is None or state.next_try_at <= now
    ]


def _chosen(
    outlet: Outlet, answers: Iterable[AddressReading], last: Known, here: Known | None, collector: Collector
) -> tuple[list[Candidate], bool]:
    """The window's candidates, and whether all that were named are among them.

    They are those known of this window, and of the new ones the newest, as many as a run may take. What an
    unchanged feed named when it was last read counts as named by it now.
    """
    oldest = collector.clock() - timedelta(days=collector.web.max_age_days)
    addresses = set(outlet.addresses)
    known = [c for c in here.candidates if addresses & {c.feed_url, *c.also_in}] if here else []
    named: list[Candidate] = []
    for answer in answers:
        named += (
            c
            for c in answer.reading.candidates
            if not collector.purged.covers(outlet.outlet_id, c.url, c.canonical_url)
        )
        if answer.reading.outcome == "not_modified":
            named += [
                c
                for c in last.candidates
                if answer.url in (c.feed_url, *c.also_in)
                and (not collector.web.max_age_days or not c.announced_at or c.announced_at >= oldest)
            ]
    held = {page_key(c.canonical_url) for c in known}
    merged = merge_candidates(named)
    fresh = [c for c in merged if page_key(c.canonical_url) not in held]
    taken = newest(fresh, collector.web.max_candidates)
    told_again = [c for c in merged if page_key(c.canonical_url) in held]
    whole = merge_candidates([*known, *told_again, *taken])
    # an article that was fetched in this window stays where it was fetched, though a better address is named
    places = {page_key(c.canonical_url): c for c in known}
    settled = [
        replace(c, url=place.url, canonical_url=place.canonical_url) if place else c
        for c in whole
        for place in (places.get(page_key(c.canonical_url)),)
    ]
    return sorted(settled, key=lambda c: c.canonical_url), len(taken) == len(fresh)


def _with_earlier(fetches: list[Fetch], here: Known | None) -> list[Fetch]:
    """The window's requests: each keeps its row."""
    made = {row.fetch_id for row in fetches}
    return [row for row in (here.fetches if here else ()) if row.fetch_id not in made] + fetches


def _state(
    outlet: Outlet, url: str, answer: AddressReading | None, last: FeedState | None, now: datetime
) -> FeedState:
    """How an address does after it was asked, or left alone."""
    kind: Literal["feed", "sitemap"] = "feed" if url in outlet.feeds else "sitemap"
    if answer is None:
        assert last is not None  # only an address that rests is left alone
        return replace(last, kind=kind)
    told = FeedState(
        outlet=outlet.outlet_id,
        feed_url=url,
        kind=kind,
        last_tried_at=now,
        last_outcome=answer.reading.outcome,
        last_reason=answer.reading.reason,
    )
    held = last.entries_last if last else None
    if answer.reading.outcome == "not_modified":
        etag, modified = (last.etag, last.last_modified) if last else (None, None)
        return replace(told, last_success_at=now, entries_last=held, etag=etag, last_modified=modified)
    if answer.reading.outcome in HEALTHY:
        first = answer.asked[0].answer
        whole = len(answer.asked) == 1 and not answer.capped
        return replace(
            told,
            last_success_at=now,
            entries_last=answer.reading.entries,
            etag=first.header("etag") if whole else None,
            last_modified=first.header("last-modified") if whole else None,
        )
    failures = (last.consecutive_failures if last else 0) + 1
    return replace(
        told,
        last_success_at=last.last_success_at if last else None,
        consecutive_failures=failures,
        next_try_at=now + min(_FIRST_REST * 2 ** min(failures - 1, 10), _LONGEST_REST),
        entries_last=held,
    )
