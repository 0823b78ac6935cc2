"""Which announcements are of one article, and which of many are taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pipeline.core.urls import is_side_door, page_key
from pipeline.model import Candidate

_NEVER = datetime.min.replace(tzinfo=UTC)


def merge_candidates(candidates: Iterable[Candidate]) -> list[Candidate]:
    """One candidate an article, sorted by canonical URL: each with all that its announcements say of it.

    Of several addresses of an article its plain one is kept, else the first; of several statements the first.
    """
    merged: dict[str, Candidate] = {}
    for candidate in candidates:
        key = page_key(candidate.canonical_url)
        known = merged.get(key)
        merged[key] = candidate if known is None else _together(known, candidate)
    return sorted(merged.values(), key=lambda c: c.canonical_url)


def newest(candidates: Sequence[Candidate], limit: int) -> list[Candidate]:
    """At most `limit` of the candidates, the newest; those without a date come after those with one."""
    if len(candidates) <= limit:
        return list(candidates)
    return sorted(candidates, key=lambda c: c.announced_at or _NEVER, reverse=True)[:limit]


def _together(known: Candidate, other: Candidate) -> Candidate:
    first = other if _rank(other) < _rank(known) else known
    feeds = dict.fromkeys((known.feed_url, *known.also_in, other.feed_url, *other.also_in))
    feeds.pop(known.feed_url)
    return replace(
        first,
        feed_url=known.feed_url,
        also_in=tuple(feeds),
        title=known.title or other.title,
        published_at=known.published_at or other.published_at,
        announced_at=known.announced_at or other.announced_at,
        language=known.language or other.language,
        byline=known.byline or other.byline,
        credit=known.credit or other.credit,
        source_name=known.source_name or other.source_name,
        source_url=known.source_url or other.source_url,
    )


def _rank(candidate: Candidate) -> tuple[bool, bool]:
    """Lower is better: a page for all readers before an AMP or mobile one, https before http."""
    return (is_side_door(candidate.canonical_url), not candidate.url.lower().startswith("https:"))
