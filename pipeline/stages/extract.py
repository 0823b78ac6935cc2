"""Extract: archived pages become articles, and the outlet's status is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pipeline.core.refetching import ON_THE_WAY
from pipeline.core.urls import article_id, canonical_url
from pipeline.errors import ArchiveError
from pipeline.ids import text_hash
from pipeline.model import Article, Candidate, FeedState, Fetch, Outlet, OutletStatus, Window
from pipeline.stages import discover, fetch, handover

VERSION = "1"
STAGE = "extract"
STATUS = "status"

_FORBIDDEN = frozenset({"robots_disallowed", "opted_out"})
_REFUSALS = frozenset({401, 402, 403, 429, 451})
_GONE = frozenset({404, 410})
_SMALL_LOSS = 0.1  # share of pages that may fail (dead links, odd types) in a healthy collection


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractPaths:
    """Where the stage's tables of one outlet lie."""

    articles: Path
    status: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page wanted, and what became of it: `kind` is its page type, None where it was not read."""

    fetch: Fetch
    article: Article | None = None
    kind: str | None = None


def paths(runs: Path, window: Window, outlet_id: str) -> ExtractPaths:
    """The stage's files; the articles are written last."""
    return ExtractPaths(
        articles=handover.shard(runs, window, STAGE, outlet_id),
        status=handover.shard(runs, window, STATUS, outlet_id),
    )


def run(outlet: Outlet, window: Window, var: Path, fetches: Path) -> ExtractPaths:
    """Reads the pages that the table at `fetches` names from the archive. Asks nothing of the web."""
    from pipeline.adapters.extraction import VERSION as EXTRACTION
    from pipeline.tables import from_table, to_table

    version = f"{VERSION}.{EXTRACTION}"
    where = paths(var / "runs", window, outlet.outlet_id)
    found = discover.paths(var / "runs", window, outlet.outlet_id)
    inputs = handover.hash_of(
        *(handover.file_hash(p) for p in (found.candidates, found.feeds, fetches)), outlet
    )
    if handover.is_fresh(where.articles, inputs, version) and where.status.exists():
        return where
    named = from_table(Candidate, handover.read(found.candidates))
    candidates = {c.url: c for c in (*fetch.read_again(var / "runs", window, outlet.outlet_id), *named)}
    rows = [r for r in _telling(from_table(Fetch, handover.read(fetches))) if r.url in candidates]
    pages = [_read(row, candidates[row.url], outlet, var) for row in rows]
    articles = _distinct(page.article for page in pages if page.article)
    feeds = from_table(FeedState, handover.read(found.feeds))
    status = judge_outlet(outlet.outlet_id, feeds, pages, len(named), len(articles))
    handover.write(where.status, to_table(OutletStatus, [status]), inputs, version)
    handover.write(where.articles, to_table(Article, articles), inputs, version)
    return where


def _telling(rows: Sequence[Fetch]) -> list[Fetch]:
    """The rows that tell what became of a page: not of a hop towards it, nor that it is as it was.

    A page that failed and was answered later in the window did not fail.
    """
    answered = {row.url for row in rows if row.outcome in ("ok", "not_modified")}
    return [
        row
        for row in rows
        if row.outcome == "ok" or (row.outcome not in ON_THE_WAY and row.url not in answered)
    ]


def _read(row: Fetch, candidate: Candidate, outlet: Outlet, var: Path) -> _Page:
    """One archived page; a damaged record costs this page alone."""
    from pipeline.adapters.archive_reading import read_record

    if row.outcome != "ok" or row.archive_file is None or row.archive_offset is None:
        return _Page(fetch=row)
    try:
        record = read_record(var / row.archive_file, row.archive_offset)
    except ArchiveError as error:
        return _Page(fetch=replace(row, outcome="archive_error", reason=str(error)))
    kind, article = read_page(record.body, record.charset, row, outlet, candidate)
    return _Page(fetch=row, article=article, kind=kind)


def read_page(
    body: bytes, charset: str | None, row: Fetch, outlet: Outlet, candidate: Candidate | None = None
) -> tuple[str | None, Article | None]:
    """The type of the page that `row` tells of, and its article; None where the page is none.

    `candidate` is what a feed said of it, None for a page that came without one.
    """
    from pipeline.adapters.extraction import extract_page

    final = row.final_url or row.url
    page = extract_page(
        body,
        final,
        row.fetched_at,
        charset,
        feed_date=candidate.published_at if candidate else None,
        timezone=outlet.timezone,
        take=outlet.take,
        drop=outlet.drop,
    )
    canonical = canonical_url(final) or (candidate.canonical_url if candidate else None)
    if page.page_type != "article" or not page.title or not page.text or not canonical:
        return page.page_type, None
    article = Article(
        article_id=article_id(outlet.outlet_id, canonical),
        content_hash=text_hash(page.title, page.text),
        url=row.url,
        canonical_url=canonical,
        outlet=outlet.outlet_id,
        title=page.title,
        text=page.text,
        byline=page.byline or (candidate.byline if candidate else None),
        published_at=_in_utc(page.published_at),
        modified_at=_in_utc(page.modified_at),
        first_seen_at=row.fetched_at,
        fetched_at=row.fetched_at,
        date_source=page.date_source,
        language=page.language or (candidate.language if candidate else None) or outlet.language,
        word_count=len(page.text.split()),
        access=page.access,
        page_type=page.page_type,
        source_name=(candidate.source_name if candidate else None) or page.source_name,
        fetch_id=row.fetch_id,
    )
    return page.page_type, article


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


def _distinct(articles: Iterator[Article]) -> list[Article]:
    """Each text of an article once: two links may lead to one page."""
    ordered = sorted(articles, key=lambda a: (a.article_id, a.fetched_at, a.content_hash, a.url))
    found: dict[tuple[str, str], Article] = {}
    for article in ordered:
        found.setdefault((article.article_id, article.content_hash), article)
    return list(found.values())


def judge_outlet(
    outlet_id: str, feeds: Sequence[FeedState], pages: Sequence[_Page], candidates: int, articles: int
) -> OutletStatus:
    """How the collection went, and in one line why it is not whole."""
    dead = [feed for feed in feeds if feed.last_outcome not in discover.HEALTHY]
    lost = [page for page in pages if page.fetch.outcome != "ok" or page.kind in ("consent", "error")]
    if len(lost) < len(pages):  # a page taken down is no failure of the collection, unless all are
        lost = [page for page in lost if page.fetch.status not in _GONE]
    status: Literal["fetched", "partial", "blocked", "failed"] = "fetched"
    if feeds and len(dead) == len(feeds):
        status = "blocked" if all(f.last_outcome in _FORBIDDEN for f in dead) else "failed"
    elif pages and len(lost) == len(pages):
        status = "blocked" if 2 * sum(map(_refused, lost)) > len(lost) else "failed"
    elif dead or len(lost) > _SMALL_LOSS * len(pages):
        status = "partial"
    notes = []
    if dead:
        why = Counter(feed.last_outcome or "not tried" for feed in dead)
        notes.append(f"{len(dead)} of {len(feeds)} feeds not read ({_counts(why)})")
    if lost:
        why = Counter(_loss(page) for page in lost)
        notes.append(f"{len(lost)} of {len(pages)} pages not read ({_counts(why)})")
    return OutletStatus(
        outlet=outlet_id,
        status=status,
        candidates=candidates,
        articles=articles,
        reason="; ".join(notes) if notes and status != "fetched" else None,
    )


def _refused(page: _Page) -> bool:
    return (
        page.fetch.outcome in _FORBIDDEN
        or page.fetch.status in _REFUSALS
        or page.kind in ("consent", "error")
    )


def _loss(page: _Page) -> str:
    if page.kind:
        return f"{page.kind} page"
    if page.fetch.outcome == "http_error" and page.fetch.status:
        return f"status {page.fetch.status}"
    return page.fetch.outcome


def _counts(why: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(why.items(), key=lambda kv: (-kv[1], kv[0])))
