"""Reading one feed or sitemap of an outlet through the web, with the sitemaps that an index leads to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline.core.urls import is_web_url, site_of
from pipeline.model import FeedState, Outlet
from pipeline.settings import Web
from pipeline.stages.recorder import Asked

if TYPE_CHECKING:
    from pipeline.adapters.answers import Check
    from pipeline.adapters.entries import Asking, Child, FeedReading
    from pipeline.adapters.http import WebClient
    from pipeline.ports import Clock

_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)
_PRINTABLE = re.compile(r"[\x20-\x7e]{1,300}")  # a header that may be sent back
_DEEPEST = 3  # indexes in indexes
_DATED_NAME = re.compile(r"(?<!\d)(199\d|20\d\d)(?:[-_/.]?(0[1-9]|1[0-2])(?:[-_/.]?([0-2]\d|3[01]))?)?(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressReading:
    """What an address said, and every request that it took, in order."""

    url: str
    reading: FeedReading
    asked: tuple[Asked, ...]

    @property
    def is_sitemap(self) -> bool:
        """Whether it turned out to be a sitemap, or an index of sitemaps."""
        return self.reading.sitemap

    @property
    def capped(self) -> bool:
        """Whether something was left out, so that the next reading must be whole again."""
        return self.reading.reason is not None


async def read_address(
    url: str,
    outlet: Outlet,
    *,
    web: WebClient,
    check: Check,
    settings: Web,
    clock: Clock,
    seen: set[str],
    state: FeedState | None = None,
) -> AddressReading:
    """Reads `url`. With the `state` of an earlier reading an unchanged document is `not_modified`.

    Sitemaps in `seen` are left to whoever saw them; those read here are added. Never raises for what the
    other side does.
    """
    from pipeline.adapters.entries import Asking

    now = clock()
    asking = Asking(
        outlet=outlet.outlet_id,
        feed_url=url,
        now=now,
        max_entries=settings.max_entries,
        max_age_days=settings.max_age_days,
        zone=outlet.timezone,
        max_bytes=settings.max_bytes,
    )
    asked, reading = await _read(url, asking, web, check, clock, state)
    if not reading.children:
        return AddressReading(url=url, reading=reading, asked=(asked,))
    return await _below(asked, reading, asking, settings.max_sitemaps, web, check, clock, seen)


async def _read(
    url: str, asking: Asking, web: WebClient, check: Check, clock: Clock, state: FeedState | None = None
) -> tuple[Asked, FeedReading]:
    from pipeline.adapters.announcements import read_announcement
    from pipeline.adapters.entries import FeedReading

    conditions = _conditions(state)
    answer = await web.get(url, check=check, headers={"Accept": _ACCEPT} | conditions)
    if answer.outcome == "not_modified" and not conditions:
        told = "status 304, though nothing was there to be unchanged"
        answer = replace(answer, outcome="http_error", reason=told)
    asked = Asked(url=url, answer=answer, at=clock())
    cut = answer.outcome == "too_large"
    if not answer.ok and not (cut and answer.body):
        return asked, FeedReading(outcome=answer.outcome, reason=answer.reason)
    reading = read_announcement(
        answer.body, asking, url=answer.final_url, content_type=answer.header("content-type")
    )
    if cut:
        if not reading.candidates and not reading.children:
            return asked, FeedReading(outcome="too_large", reason=answer.reason)
        notes = [f"{answer.reason}, of which the first were read", reading.reason or ""]
        reading = replace(reading, reason="; ".join(filter(None, notes)))
    return asked, reading


def _conditions(state: FeedState | None) -> dict[str, str]:
    if state is None:
        return {}
    told = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in told.items() if value and _PRINTABLE.fullmatch(value)}


async def _below(
    asked: Asked,
    index: FeedReading,
    asking: Asking,
    most: int,
    web: WebClient,
    check: Check,
    clock: Clock,
    seen: set[str],
) -> AddressReading:
    """The sitemaps beneath an index, those first that promise news: one after the other, each once."""
    requests, readings = [asked], []
    here = {asked.url, asked.answer.final_url}
    fitting = _of_the_site(index.children, asked.answer.final_url)
    waiting = [(child, 1) for child in _promising(fitting, asking)]
    needless = len(fitting) - len(waiting)  # too old, or read for another address
    while waiting and len(requests) <= most:
        child, depth = waiting.pop(0)
        if child.url in here:
            continue
        here.add(child.url)
        if child.url in seen:
            needless += 1
            continue
        seen.add(child.url)
        request, reading = await _read(child.url, asking, web, check, clock)
        requests.append(request)
        readings.append(reading)
        if depth < _DEEPEST:
            further = _promising(_of_the_site(reading.children, request.answer.final_url), asking)
            waiting = [(c, depth + 1) for c in further] + waiting
    return AddressReading(
        url=asked.url,
        reading=_summed(readings, sum(child.url not in here for child, _ in waiting), needless),
        asked=tuple(requests),
    )


def _summed(readings: list[FeedReading], unread: int, needless: int) -> FeedReading:
    """One reading for an index: it is read when any sitemap beneath it is, or when none needs to be."""
    from pipeline.adapters.entries import FeedReading

    read = [reading for reading in readings if reading.outcome == "ok"]
    lost = [reading for reading in readings if reading.outcome != "ok"]
    notes = [f"{len(lost)} of its sitemaps not read ({lost[0].outcome})"] if lost else []
    notes += [f"{unread} more of its sitemaps left unread"] if unread else []
    dates = [reading.newest for reading in read if reading.newest]
    if not read:
        if not lost and not needless:
            return FeedReading(outcome="not_a_feed", reason="a sitemap index that leads nowhere")
        outcome = lost[0].outcome if lost else "ok"
        return FeedReading(outcome=outcome, reason="; ".join(notes) or None, sitemap=True)
    return FeedReading(
        outcome="ok",
        reason="; ".join(notes + [r.reason for r in read if r.reason]) or None,
        entries=sum(reading.entries for reading in read if not reading.children),
        candidates=tuple(c for reading in read for c in reading.candidates),
        newest=max(dates, default=None),
        sitemap=True,
    )


def _of_the_site(children: Iterable[Child], index_url: str) -> list[Child]:
    """Sitemaps of the site that names them: an index may not send us elsewhere."""
    site = site_of(index_url)
    return [c for c in children if is_web_url(c.url) and site_of(c.url) == site]


def _promising(children: Iterable[Child], asking: Asking) -> list[Child]:
    """Those that may name something new, the likeliest first."""
    fitting = [c for c in children if not asking.is_old(c.modified or _last_moment(c.url))]

    def order(child: Child) -> tuple[bool, float]:
        return ("news" not in child.url.lower(), -child.modified.timestamp() if child.modified else 0.0)

    return sorted(fitting, key=order)


def _last_moment(url: str) -> datetime | None:
    """The end of the year, month or day that a sitemap's name bears, None where it bears none."""
    dates = list(_DATED_NAME.finditer(url))
    if not dates:
        return None
    year, month, day = (int(part) if part else None for part in dates[-1].groups())
    try:
        if month is None:
            return datetime(year or 1, 12, 31, tzinfo=UTC) + timedelta(days=1)
        if day is None:
            return datetime(year or 1, month, 1, tzinfo=UTC) + timedelta(days=31)
        return datetime(year or 1, month, day, tzinfo=UTC) + timedelta(days=1)
    except ValueError:
        return None
