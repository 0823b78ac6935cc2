"""RSS and Atom feeds: bytes in, candidates out."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import struct_time
from typing import Any
from urllib.parse import urljoin

from pipeline.core.urls import canonical_url, is_web_url
from pipeline.model import Candidate

# Entities are declared before the root element: an article *about* XML further down is no attack.
_ROOT = re.compile(rb"<(?!\?|!)[a-zA-Z]")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)  # clocks and zones of publishers are off by hours, not by days


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReading:
    """What a feed said. `entries` counts all that it holds; `candidates` are those asked for."""

    outcome: str  # ok, not_a_feed, unsafe_feed
    reason: str | None = None
    entries: int = 0
    candidates: tuple[Candidate, ...] = ()


def read_feed(
    body: bytes,
    *,
    outlet: str,
    feed_url: str,
    content_type: str | None,
    now: datetime,
    max_entries: int,
    max_age_days: float,
) -> FeedReading:
    """The candidates of a feed, each article once, in the feed's order.

    Entries older than `max_age_days` are left out (0: none is); those without a date are taken.
    """
    import feedparser

    head = body.replace(b"\0", b"")  # UTF-16 hides nothing
    root = _ROOT.search(head)
    if _ENTITY.search(head[: root.start()] if root else head):
        return FeedReading(outcome="unsafe_feed", reason="it declares XML entities, which no feed needs")
    headers = {"content-location": feed_url} | ({"content-type": content_type} if content_type else {})
    parsed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    if not parsed.get("version") and not parsed.entries:
        return FeedReading(outcome="not_a_feed", reason=f"neither RSS nor Atom: {_problem(parsed)}")
    oldest = now - timedelta(days=max_age_days) if max_age_days else None
    found: dict[str, Candidate] = {}
    for entry in parsed.entries:
        if len(found) >= max_entries:
            break
        candidate = _candidate(entry, outlet, feed_url, now)
        if candidate is None:
            continue
        dated = candidate.published_at or _moment(entry.get("updated_parsed"), now)
        if oldest and dated and dated < oldest:
            continue
        found.setdefault(candidate.canonical_url, candidate)
    return FeedReading(outcome="ok", entries=len(parsed.entries), candidates=tuple(found.values()))


def _candidate(entry: Mapping[str, Any], outlet: str, feed_url: str, now: datetime) -> Candidate | None:
    link = entry.get("feedburner_origlink") or entry.get("link") or ""
    url = urljoin(feed_url, str(link).strip()) if link else ""
    canonical = canonical_url(url) if is_web_url(url) else None
    if canonical is None:
        return None
    source = entry.get("source") or {}
    return Candidate(
        outlet=outlet,
        url=url.partition("#")[0],
        canonical_url=canonical,
        feed_url=feed_url,
        title=_plain(entry.get("title")),
        published_at=_moment(entry.get("published_parsed"), now),
        source_name=_plain(source.get("title")),
    )


def _moment(parsed: struct_time | None, now: datetime) -> datetime | None:
    """A feed's date in UTC, None where it cannot be one."""
    if parsed is None:
        return None
    try:
        moment = datetime(*parsed[:6], tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        return None
    return moment if _EARLIEST <= moment <= now + _AHEAD else None


def _plain(value: Any) -> str | None:
    """A title without markup and with single spaces."""
    from lxml import html

    text = str(value or "").strip()
    if "<" in text or "&" in text:
        try:
            text = html.fromstring(f"<p>{text}</p>").text_content()
        except (ValueError, html.etree.ParserError):
            return None
    return " ".join(text.split()) or None


def _problem(parsed: Mapping[str, Any]) -> str:
    error = parsed.get("bozo_exception")
    return (str(error).splitlines() or [""])[0][:120] if error else "no entries"
