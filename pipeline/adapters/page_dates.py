"""When a page was published and changed: from what it states, the feed, its address, and last what htmldate finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from pipeline.adapters.page_metadata import CHANGED, Metadata

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_DAY_ALONE = re.compile(r"\d{4}-?\d\d-?\d\d")
_IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-]?)(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)")
_AT_END = re.compile(r"\s[|–—-]\s*(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.((?:19|20)\d\d)$")
_DATE_NAME = re.compile(r"date|datum|fecha|publi|posted|timestamp|time(?:$|[\s_-])", re.IGNORECASE)
_LONGEST_LABEL = 80  # characters of an element that holds a date and little else


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Times as far as known; `source` is json-ld, meta, time, feed, url or htmldate, and tells of `published`."""

    published: datetime | None = None
    modified: datetime | None = None
    source: str | None = None


def find_dates(
    metadata: Metadata, tree: Any, url: str, feed_date: datetime | None, zone: tzinfo, latest: datetime
) -> Dates:
    """The dates of a page, in the offset in which they are written (`zone` where they name none).

    The date of the last change is never taken for that of publication.
    """
    modified = moment(metadata.modified, zone, latest)
    published, source = _published(metadata, tree, url, feed_date, zone, latest, modified)
    if modified and published and modified <= published:
        modified = None  # said to be changed when it was published: unchanged
    return Dates(published=published, modified=modified, source=source)


def moment(written: str | None, zone: tzinfo, latest: datetime) -> datetime | None:
    """A date as publishers write it, with its offset; None for what is no date, or one that cannot be.

    A time without an offset is one of `zone`; a day alone becomes its midnight in UTC, so that it stays that
    day. Nothing is later than a day after `latest`.
    """
    if not written:
        return None
    text = written.strip()
    try:
        found = datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", text))
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    implied = UTC if _DAY_ALONE.fullmatch(text) else zone
    try:
        found = found if found.tzinfo else found.replace(tzinfo=implied)
        return found if _EARLIEST <= found.astimezone(UTC) <= latest + timedelta(days=1) else None
    except (OverflowError, ValueError):
        return None


def _published(
    metadata: Metadata,
    tree: Any,
    url: str,
    feed_date: datetime | None,
    zone: tzinfo,
    latest: datetime,
    modified: datetime | None,
) -> tuple[datetime | None, str | None]:
    """The feed goes before the address and htmldate, which tell a day only."""
    for written, where in metadata.published:
        if found := moment(written, zone, latest):
            return found, where
    if feed_date:
        return feed_date, "feed"
    if found := moment(_in_address(url), zone, latest):
        return found, "url"
    day = _behind_title(metadata) or _labelled(tree, latest) or _htmldate(tree, latest)
    found = moment(day, zone, latest)
    if found and modified and found.date() == modified.date():
        return None, None  # it took the day of the last change
    return (found, "htmldate") if found else (None, None)


def _in_address(url: str) -> str | None:
    """The day in the path of an address, such as /2026/03/09/ or /20260309."""
    found = _IN_PATH.search(urlsplit(url).path)
    return f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}" if found else None


def _behind_title(metadata: Metadata) -> str | None:
    """The day that some sites set behind the name of the site in a page's title: `… | The Post | 28.04.2023`."""
    for title in (metadata.page_title, metadata.meta_title):
        if title and (found := _AT_END.search(title)):
            return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    return None


def _labelled(tree: Any, latest: datetime) -> str | None:
    """The first date in an element that is named as one and holds little else, around the article."""
    from htmldate.extractors import try_date_expr

    for element in tree.iter("span", "p", "div", "time", "li", "small", "em"):
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if not _DATE_NAME.search(name) or CHANGED.search(name):
            continue
        text = " ".join(element.text_content().split())
        if (
            6 <= len(text) <= _LONGEST_LABEL
            and re.search(r"(?:19|20)\d\d", text)
            and not CHANGED.search(text)
        ):
            if next(element.iterancestors("nav", "aside", "footer"), None) is not None:
                continue
            found = try_date_expr(
                text, "%Y-%m-%d", False, _EARLIEST.replace(tzinfo=None), latest.replace(tzinfo=None)
            )
            if found:
                return str(found)
    return None


def _htmldate(tree: Any, latest: datetime) -> str | None:
    import copy

    from htmldate import find_date

    try:
        found = find_date(
            copy.deepcopy(tree),
            original_date=True,
            extensive_search=False,
            max_date=latest.replace(tzinfo=None),
        )
    except (ValueError, TypeError, AttributeError, RecursionError, OverflowError):
        return None  # htmldate gives up on some broken pages by raising
    return str(found) if found and _states_day(tree, str(found)) else None


def _states_day(tree: Any, day: str) -> bool:
    """Whether the page states that day in full: htmldate makes the first of a month out of `/2026/03/`."""
    from lxml import etree

    year, month, number = day.split("-")
    if number != "01":
        return True
    written = (
        rf"{year}[-/._]?{month}[-/._]?01(?!\d)|\b0?1[./-]0?{int(month)}[./-]{year}"
        rf"|\b0?1(st|er|\.|º)?\s+(de\s+)?\w+\.?,?\s+(de\s+)?{year}|\w+\.?\s+0?1(st)?,?\s+{year}"
    )
    return re.search(written, etree.tostring(tree, encoding="unicode")) is not None
