"""From the bytes of a page to an article: its title, text, dates, language, and what kind of page it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.adapters.languages import detect
from pipeline.adapters.page_kind import access_of, count_words, mostly_links, page_type_of
from pipeline.adapters.page_metadata import Metadata, moment, read_metadata
from pipeline.adapters.page_text import Body, tidy
from pipeline.model import Access

VERSION = "1"
_TOO_LITTLE = 120  # words; below, the thorough way is tried too
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
# The WHATWG rule that every browser follows: pages that say Latin-1 or ASCII mean Windows-1252
_MEANT = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252"}
_MEANT |= {"us-ascii": "windows-1252", "ascii": "windows-1252", "gb2312": "gb18030", "gbk": "gb18030"}
_SITE_SUFFIX = re.compile(r"\s+[|\-–—•:·»]\s+[^|\-–—•·»]{2,40}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedPage:
    """What a page holds. Paragraphs of `text` are separated by one blank line."""

    title: str | None
    text: str
    byline: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    date_source: str | None = None  # json-ld, meta, time, feed, htmldate
    language: str | None = None
    page_type: str  # article, list, live_blog, video, consent, error, other
    access: Access


def extract_page(
    html: bytes,
    url: str,
    fetched_at: datetime | None = None,
    charset: str | None = None,
    *,
    feed_date: datetime | None = None,
    timezone: str | None = None,
) -> ExtractedPage:
    """Reads one page. The same bytes give the same result, whatever was read before.

    `charset` is what the server declared, `timezone` the outlet's, for dates without an offset.
    """
    markup = decode(html, charset)
    tree = _parsed(markup)
    if tree is None:
        return ExtractedPage(title=None, text="", page_type="error", access="blocked")
    latest = fetched_at or datetime.max.replace(tzinfo=UTC, year=9998)
    metadata = read_metadata(tree)
    title = choose_title(metadata)
    body = _body(tree, markup, url, metadata, title)
    text = body.text
    kind = page_type_of(tree, metadata, title, text, url)
    modified = moment(metadata.modified, _zone(timezone), latest)
    published, source = _published(metadata, markup, feed_date, timezone, latest)
    if source == "htmldate" and published and modified and published.date() == modified.date():
        published, source = None, None  # it took the day of the last change
    if modified and published and modified <= published:
        modified = None  # said to be changed when it was published: unchanged
    return ExtractedPage(
        title=title,
        text=text,
        byline=metadata.byline or body.byline,
        published_at=published,
        modified_at=modified,
        date_source=source,
        language=detect(text),
        page_type=kind,
        access=access_of(tree, metadata, text, kind),
    )


def decode(html: bytes, charset: str | None = None) -> str:
    """The page's text: by its byte order mark, as UTF-8 where it is that, by the server's word, by its own.

    Text of another charset is practically never valid UTF-8, while pages often name a charset that they left.
    """
    for mark, encoding in _BOMS:
        if html.startswith(mark):
            return html.decode(encoding, "replace")
    own = _META_CHARSET.search(html[:4096])
    named: tuple[str, str] = (charset or "", own.group(1).decode("ascii") if own else "")
    told = [name.lower() for name in named if name]
    first = [] if any(name.startswith("iso-2022") for name in told) else ["utf-8"]
    for label in first + told:
        try:
            return html.decode(_MEANT.get(label, label))
        except (UnicodeDecodeError, LookupError):
            continue
    text = html.decode("utf-8", "replace")
    strays = text.count("\ufffd")
    if sum(c > "\x7f" for c in text) > 5 * strays:
        return text  # a stray byte does not make a page of UTF-8 one of another charset
    return html.decode("windows-1252", "replace")


def choose_title(metadata: Metadata) -> str | None:
    """The headline as a reader sees it: the h1 where the metadata agree with it, else what they say."""
    told = metadata.json_title or metadata.meta_title
    shown = metadata.heading
    if shown and told and _same_headline(shown, told):
        return told if shown.endswith(told) else shown  # a kicker within the h1 is no part of the headline
    if metadata.is_article and told:
        return _without_site(told, metadata)
    if shown:
        return shown
    return _without_site(told or metadata.page_title or "", metadata) or None


def _same_headline(shown: str, told: str) -> bool:
    a, b = set(re.findall(r"\w+", shown.casefold())), set(re.findall(r"\w+", told.casefold()))
    return bool(a and b) and len(a & b) >= 0.6 * min(len(a), len(b))


def _without_site(title: str, metadata: Metadata) -> str:
    site = metadata.meta.get("og:site_name", "")
    if site and title.casefold().endswith(site.casefold()) and len(title) > len(site) + 3:
        return title[: -len(site)].rstrip(" |-–—•:·»")
    if title == metadata.page_title:
        return _SITE_SUFFIX.sub("", title)
    return title


def _parsed(markup: str) -> Any:
    from trafilatura.utils import load_html

    return load_html(markup) if markup.strip() else None


def _body(tree: Any, markup: str, url: str, metadata: Metadata, title: str | None) -> Body:
    """The article's text by trafilatura: fast, and thorough too where that finds too little."""
    text = _trafilatura(markup, url, fast=True)
    if count_words(text) < _TOO_LITTLE or (metadata.is_article and mostly_links(tree, text)):
        thorough = _trafilatura(markup, url, fast=False)
        text = max(text, thorough, key=lambda t: (not mostly_links(tree, t), len(t)))
    if metadata.body and len(metadata.body.split()) > max(2 * len(text.split()), 30):
        text = metadata.body
    return tidy(text, title)


def _trafilatura(markup: str, url: str, *, fast: bool) -> str:
    from trafilatura import bare_extraction

    # deduplicate is off: its filter is global and gives other results on a second call
    document = bare_extraction(
        _parsed(markup),
        url=url,
        fast=fast,
        include_comments=False,
        include_tables=False,
        deduplicate=False,
        with_metadata=False,
    )
    return str(getattr(document, "text", None) or "")


def _published(
    metadata: Metadata, markup: str, feed_date: datetime | None, timezone: str | None, latest: datetime
) -> tuple[datetime | None, str | None]:
    """When the page was first published and where that stands.

    The feed goes before htmldate, which looks for a day only: in the URL, else in the text.
    """
    zone = _zone(timezone)
    if metadata.published:
        found = moment(metadata.published[0], zone, latest)
        if found:
            return found, metadata.published[1]
    if feed_date:
        return feed_date, "feed"
    day = _htmldate(markup, latest)
    found = moment(day, zone, latest)
    return (found, "htmldate") if found else (None, None)


def _htmldate(markup: str, latest: datetime) -> str | None:
    from htmldate import find_date

    try:
        found = find_date(markup, original_date=True, extensive_search=False, max_date=latest)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None  # htmldate gives up on some broken pages by raising
    return str(found) if found and _states_day(markup, str(found)) else None


def _states_day(markup: str, day: str) -> bool:
    """Whether the page states that day in full: htmldate makes the first of a month out of `/2026/03/`."""
    year, month, number = day.split("-")
    if number != "01":
        return True
    written = (
        rf"{year}[-/._]?{month}[-/._]?01(?!\d)|\b0?1[./-]0?{int(month)}[./-]{year}"
        rf"|\b0?1(st|er|\.|º)?\s+(de\s+)?\w+\.?,?\s+(de\s+)?{year}|\w+\.?\s+0?1(st)?,?\s+{year}"
    )
    return re.search(written, markup) is not None


def _zone(name: str | None) -> ZoneInfo:
    return ZoneInfo(name or "UTC")
