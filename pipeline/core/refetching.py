"""When a page that was asked for before is asked for again, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipeline.core.urls import canonical_url, page_key
from pipeline.model import Candidate, Fetch, KnownPage

# A request that never came to an answer says nothing of the page: it is asked for in the next window.
_UNANSWERED = frozenset(
    {"connection_error", "timeout", "deferred", "robots_disallowed", "private_address", "undecodable"}
)
_PASSING = frozenset({408, 429, 500, 502, 503, 504})
ON_THE_WAY = frozenset({"redirected", "retried"})  # rows of requests that led to another row


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The pages to ask for: those that feeds named, and those seen before that no feed names any more."""

    named: tuple[Candidate, ...]
    again: tuple[Candidate, ...]


def wanted_pages(
    candidates: Iterable[Candidate], known: Mapping[str, KnownPage], now: datetime, hours: Sequence[float]
) -> Wanted:
    """What to ask for now. `known` is by canonical URL; `hours` after its first fetch a page is asked again.

    New pages come first, so that a collection that runs out of time has the news. A page that was read under
    another of its addresses (AMP, mobile, http) is not new.
    """
    rows = list(candidates)
    read = {page_key(key) for key, page in known.items() if page.archive_file}
    fresh = [c for c in rows if c.canonical_url not in known and page_key(c.canonical_url) not in read]
    due = {key: page for key, page in sorted(known.items()) if is_due(page, now, hours)}
    again = [c for c in rows if c.canonical_url in due]
    named = {c.canonical_url for c in rows}
    gone = [_candidate(p) for key, p in due.items() if key not in named and p.archive_file]
    return Wanted(named=(*fresh, *again), again=tuple(gone))


def is_due(page: KnownPage, now: datetime, hours: Sequence[float]) -> bool:
    """Whether an hour of the schedule has come since the page was last asked for."""
    return any(
        page.last_fetched_at < page.first_fetched_at + timedelta(hours=after) <= now for after in hours
    )


def remembered(
    known: Mapping[str, KnownPage],
    candidates: Iterable[Candidate],
    rows: Iterable[Fetch],
    begin: datetime,
    span: timedelta,
) -> list[KnownPage]:
    """What is known after a window that begins at `begin`, sorted by canonical URL.

    Pages that were neither asked for nor named by a feed in the last `span` are forgotten.
    """
    pages = dict(known)
    named = {c.canonical_url: c for c in candidates}
    for key in named.keys() & pages.keys():
        pages[key] = replace(pages[key], last_named_at=begin)
    for row in rows:
        canonical = canonical_url(row.url) if _is_answered(row) else None
        if canonical and (canonical in named or canonical in pages):
            pages[canonical] = _asked(pages.get(canonical), named.get(canonical), row, begin)
    since = begin - span
    kept = (p for p in pages.values() if max(p.last_fetched_at, p.last_named_at) >= since)
    return sorted(kept, key=lambda p: p.canonical_url)


def _is_answered(row: Fetch) -> bool:
    if row.outcome in _UNANSWERED or row.outcome in ON_THE_WAY:
        return False
    return row.outcome != "http_error" or row.status not in _PASSING


def _asked(page: KnownPage | None, candidate: Candidate | None, row: Fetch, begin: datetime) -> KnownPage:
    if page is None:
        assert candidate is not None
        page = KnownPage(
            outlet=candidate.outlet,
            url=candidate.url,
            canonical_url=candidate.canonical_url,
            feed_url=candidate.feed_url,
            title=candidate.title,
            published_at=candidate.published_at,
            source_name=candidate.source_name,
            first_fetched_at=row.fetched_at,
            last_fetched_at=row.fetched_at,
            last_named_at=begin,
            last_outcome=row.outcome,
        )
    page = replace(page, last_fetched_at=row.fetched_at, last_outcome=row.outcome)
    if row.outcome == "not_modified":
        return replace(
            page, etag=row.etag or page.etag, last_modified=row.last_modified or page.last_modified
        )
    if row.outcome != "ok":
        return page
    return replace(
        page,
        etag=row.etag,
        last_modified=row.last_modified,
        payload_digest=row.payload_digest,
        archive_file=row.archive_file,
        archive_offset=row.archive_offset,
    )


def _candidate(page: KnownPage) -> Candidate:
    return Candidate(
        outlet=page.outlet,
        url=page.url,
        canonical_url=page.canonical_url,
        feed_url=page.feed_url,
        title=page.title,
        published_at=page.published_at,
        source_name=page.source_name,
    )
