"""What feeds and sitemaps have in common: entries that name articles, and how these become candidates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from time import struct_time
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from pipeline.core.candidates import merge_candidates, newest
from pipeline.core.urls import canonical_url, is_web_url
from pipeline.model import Candidate

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)  # clocks and zones of publishers are off by hours, not by days
_LONGEST = 500  # characters of a title, a name or a credit


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """For whom an address is read, and how much of it is wanted."""

    outlet: str
    feed_url: str  # as the outlets file has it
    now: datetime
    max_entries: int
    max_age_days: float  # older entries are left; 0: none is
    zone: str | None = None  # of the outlet, for dates that name none
    max_bytes: int = 10_000_000  # of what is packed inside a file

    def is_old(self, moment: datetime | None) -> bool:
        return bool(moment and self.max_age_days and moment < self.now - timedelta(days=self.max_age_days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A sitemap that a sitemap index names."""

    url: str
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReading:
    """What an address said. `entries` counts all that it holds; `candidates` are those asked for."""

    outcome: str  # ok, not_modified, not_a_feed, unsafe_feed, too_large, or that of the request
    reason: str | None = None  # also of a success: what was left out
    entries: int = 0
    candidates: tuple[Candidate, ...] = ()
    children: tuple[Child, ...] = ()
    newest: datetime | None = None  # the latest date of an entry
    sitemap: bool = False  # whether it is a sitemap, whatever it was taken for


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as it is announced: the link and all else as it stands there."""

    link: str
    title: str | None = None
    published: datetime | None = None
    updated: datetime | None = None  # where it may also be known to the day only
    language: str | None = None
    byline: str | None = None
    credit: str | None = None
    source_name: str | None = None
    source_url: str | None = None


def reading_of(
    entries: Iterable[Entry], asking: Asking, base: str, *, held: int, undated: bool = True, reason: str = ""
) -> FeedReading:
    """The candidates of a document at `base` that holds `held` entries, each article once.

    Entries without a date are taken only where `undated`; of more than are wanted, the newest.
    """
    found: list[Candidate] = []
    latest: datetime | None = None
    for entry in entries:
        candidate = _candidate(entry, asking, base)
        if candidate is None:
            continue
        announced = candidate.announced_at
        latest = max(latest, announced) if latest and announced else latest or announced
        if asking.is_old(announced) or not (undated or announced or not asking.max_age_days):
            continue
        found.append(candidate)
    merged = _in_their_order(found)
    taken = newest(merged, asking.max_entries)
    notes = [reason] if reason else []
    if len(taken) < len(merged):
        notes.append(f"{len(merged)} articles, of which the newest {len(taken)} were taken")
    return FeedReading(
        outcome="ok",
        reason="; ".join(notes) or None,
        entries=held,
        candidates=tuple(taken),
        newest=latest,
    )


def moment_of(parsed: struct_time | None, now: datetime) -> datetime | None:
    """A date that a feed parser read, in UTC; None where it cannot be one."""
    if parsed is None:
        return None
    try:
        return _possible(datetime(*parsed[:6], tzinfo=UTC), now)
    except (ValueError, OverflowError, TypeError):
        return None


def moment_in(text: object, asking: Asking) -> tuple[datetime | None, bool]:
    """An ISO 8601 date in UTC, and whether it tells the time of day.

    A date alone is the first moment of its day, a time without offset one in the outlet's zone (UTC where
    that is unknown). None for all that is no date or cannot be one.
    """
    if not isinstance(text, str) or len(text) > 64:
        return None, False
    told = text.strip()
    zone = ZoneInfo(asking.zone) if asking.zone else UTC
    try:
        if len(told) <= len("2026-03-09"):
            return _possible(
                datetime.combine(date.fromisoformat(told), time(), tzinfo=zone), asking.now
            ), False
        moment = datetime.fromisoformat(told)
        return _possible(moment if moment.tzinfo else moment.replace(tzinfo=zone), asking.now), True
    except (ValueError, OverflowError):
        return None, False


def plain(value: object) -> str | None:
    """A title or a name without markup, with single spaces, of a sane length."""
    from lxml import etree, html

    text = str(value).strip() if isinstance(value, str) else ""
    if "<" in text or "&" in text:
        try:
            text = html.fromstring(f"<p>{text}</p>").text_content()
        except (ValueError, etree.ParserError):
            return None
    return " ".join(text.split())[:_LONGEST] or None


def _candidate(entry: Entry, asking: Asking, base: str) -> Candidate | None:
    try:
        url = urljoin(base, entry.link.strip()) if entry.link.strip() else ""
    except ValueError:
        return None
    canonical = canonical_url(url) if is_web_url(url) else None
    if canonical is None:
        return None
    source = entry.source_url if entry.source_url and is_web_url(entry.source_url) else None
    return Candidate(
        outlet=asking.outlet,
        url=url.partition("#")[0],
        canonical_url=canonical,
        feed_url=asking.feed_url,
        title=entry.title,
        published_at=entry.published,
        announced_at=entry.published or entry.updated,
        language=entry.language,
        byline=entry.byline,
        credit=entry.credit,
        source_name=entry.source_name,
        source_url=source,
    )


def _in_their_order(candidates: list[Candidate]) -> list[Candidate]:
    """Each article once, where the document names it first."""
    places: dict[str, int] = {}
    for place, candidate in enumerate(candidates):
        places.setdefault(candidate.canonical_url, place)
    return sorted(merge_candidates(candidates), key=lambda c: places[c.canonical_url])


def _possible(moment: datetime, now: datetime) -> datetime | None:
    moment = moment.astimezone(UTC)
    return moment if _EARLIEST <= moment <= now + _AHEAD else None
