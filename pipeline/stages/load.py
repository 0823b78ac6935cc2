"""Load: the outlets' shards become one table of articles a window, and tables that tell how it went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeVar

from pipeline.errors import StageError
from pipeline.model import Article, FeedState, Fetch, OutletStatus, Window
from pipeline.stages import discover, extract, fetch, handover

VERSION = "1"
STAGE = "load"

R = TypeVar("R")
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPaths:
    """Where the tables of a window lie."""

    articles: Path
    fetches: Path
    feeds: Path
    statuses: Path


def paths(runs: Path, window: Window) -> LoadPaths:
    """The stage's files; the articles are written last."""
    names = ("articles", "fetches", "feeds", "statuses")
    return LoadPaths(**{name: handover.shard(runs, window, STAGE, name) for name in names})


def run(runs: Path, window: Window, outlet_ids: Sequence[str]) -> LoadPaths:
    """Merges what was collected of each outlet.

    An outlet that left nothing, or nothing readable, is `failed` in the statuses, and harms no other.
    """
    from pipeline.tables import to_table

    where = paths(runs, window)
    outlets = sorted(set(outlet_ids))
    inputs = handover.hash_of(
        *(
            (o, handover.file_hash(p) if p.exists() else None)
            for o in outlets
            for p in _shards(runs, window, o)
        )
    )
    if handover.is_fresh(where.articles, inputs, VERSION):
        return where
    collected = [_collected(runs, window, outlet_id) for outlet_id in outlets]
    articles = [row for part in collected for row in part.articles]
    fetches = [row for part in collected for row in part.fetches]
    feeds = [row for part in collected for row in part.feeds]
    statuses = [part.status for part in collected]
    handover.write(where.fetches, to_table(Fetch, sorted(fetches, key=lambda f: f.fetch_id)), inputs, VERSION)
    feeds.sort(key=lambda f: (f.outlet, f.feed_url))
    handover.write(where.feeds, to_table(FeedState, feeds), inputs, VERSION)
    handover.write(where.statuses, to_table(OutletStatus, statuses), inputs, VERSION)
    handover.write(where.articles, to_table(Article, with_versions(articles)), inputs, VERSION)
    return where


def tell_status(
    runs: Path, window: Window, outlet_id: str, status: Literal["blocked", "failed"], reason: str
) -> Path:
    """Leaves word of an outlet whose collection broke off, in place of what `extract` would have told."""
    from pipeline.tables import to_table

    target = extract.paths(runs, window, outlet_id).status
    row = OutletStatus(outlet=outlet_id, status=status, candidates=0, articles=0, reason=reason)
    handover.write(target, to_table(OutletStatus, [row]), discover.RETRY, VERSION)
    return target


def with_versions(articles: Iterable[Article]) -> list[Article]:
    """Articles with their versions numbered from 1 in the order of fetching, sorted by id and version.

    The same text fetched again is no new version, also where another stood between.
    """
    ordered = sorted(articles, key=_age)
    result: list[Article] = []
    seen: set[str] = set()
    for article in ordered:
        if not result or result[-1].article_id != article.article_id:
            seen = set()
        if article.content_hash in seen:
            continue
        seen.add(article.content_hash)
        first = result[-1].first_seen_at if len(seen) > 1 else article.first_seen_at
        result.append(replace(article, version=len(seen), first_seen_at=first))
    return result


def _age(article: Article) -> tuple[str, datetime, datetime, str, str]:
    """Coverage that was handed in without fetch times goes by its published times."""
    return (
        article.article_id,
        article.fetched_at or _NEVER,
        article.published_at or _NEVER,
        article.content_hash,
        article.url,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Collected:
    """What one outlet's shards hold."""

    status: OutletStatus
    articles: Sequence[Article] = ()
    fetches: Sequence[Fetch] = ()
    feeds: Sequence[FeedState] = ()


def _collected(runs: Path, window: Window, outlet_id: str) -> _Collected:
    found, done = discover.paths(runs, window, outlet_id), extract.paths(runs, window, outlet_id)
    try:
        statuses = _rows(OutletStatus, done.status)
        return _Collected(
            status=statuses[0] if statuses else _failed(outlet_id, "its collection left nothing"),
            articles=_rows(Article, done.articles),
            fetches=[*_rows(Fetch, found.fetches), *_rows(Fetch, fetch.path(runs, window, outlet_id))],
            feeds=_rows(FeedState, found.feeds),
        )
    except StageError as error:
        return _Collected(status=_failed(outlet_id, str(error)))


def _shards(runs: Path, window: Window, outlet_id: str) -> tuple[Path, ...]:
    found, done = discover.paths(runs, window, outlet_id), extract.paths(runs, window, outlet_id)
    return (found.fetches, found.feeds, fetch.path(runs, window, outlet_id), done.articles, done.status)


def _rows(record_type: type[R], path: Path) -> list[R]:
    from pipeline.tables import from_table

    return from_table(record_type, handover.read(path)) if path.exists() else []


def _failed(outlet_id: str, reason: str) -> OutletStatus:
    return OutletStatus(outlet=outlet_id, status="failed", candidates=0, articles=0, reason=reason)
