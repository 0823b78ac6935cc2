"""From the bytes of a page to an article: its title, text, dates, language, and what kind of page it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from pipeline.adapters.languages import detect
from pipeline.adapters.page_access import access_of
from pipeline.adapters.page_body import find_body, parse
from pipeline.adapters.page_credit import find_credit
from pipeline.adapters.page_dates import find_dates
from pipeline.adapters.page_furniture import strip_chrome
from pipeline.adapters.page_kind import page_type_of
from pipeline.adapters.page_metadata import read_metadata
from pipeline.adapters.page_shape import fixtures_of, shape_of
from pipeline.adapters.page_text import tidy
from pipeline.adapters.page_title import choose_title
from pipeline.model import Access

VERSION = "2"
_NOISE = 0.05  # share of control bytes from which content is no text
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
# The WHATWG rule that every browser follows: pages that say Latin-1 or ASCII mean Windows-1252
_MEANT = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252"}
_MEANT |= {"us-ascii": "windows-1252", "ascii": "windows-1252", "gb2312": "gb18030", "gbk": "gb18030"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedPage:
    """What a page holds. Paragraphs of `text` are separated by one blank line."""

    title: str | None
    text: str
    byline: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    date_source: str | None = None  # json-ld, meta, time, feed, url, htmldate
    language: str | None = None
    page_type: str  # article, list, live_blog, video, consent, error, other
    access: Access
    source_name: str | None = None  # an agency or other organisation that the page credits with the text


def extract_page(
    html: bytes,
    url: str,
    fetched_at: datetime | None = None,
    charset: str | None = None,
    *,
    feed_date: datetime | None = None,
    timezone: str | None = None,
    take: Sequence[str] = (),
    drop: Sequence[str] = (),
) -> ExtractedPage:
    """Reads one page. The same bytes give the same result, whatever was read before.

    `charset` is what the server declared, `timezone` the outlet's, for dates without an offset; `take` and `drop` are
    the outlet's CSS selectors of what holds its text and of what is none of it. Times keep the offset in which the
    page writes them.
    """
    markup = "" if _is_binary(html) else decode(html, charset)
    tree = parse(markup)
    if tree is None:
        return ExtractedPage(title=None, text="", page_type="error", access="blocked")
    latest = fetched_at or datetime.max.replace(tzinfo=UTC, year=9998)
    again = partial(parse, markup)
    metadata = read_metadata(tree)
    title = choose_title(metadata)
    zone = ZoneInfo(timezone or "UTC")
    dates = find_dates(metadata, tree, url, feed_date, zone, latest)
    fixtures = fixtures_of(tree)
    shares = strip_chrome(tree)
    shape = shape_of(tree)
    body = tidy(find_body(tree, shares, again, take, drop), title, metadata.body)
    kind = page_type_of(shape, fixtures, metadata, title, body.text, url, again)
    return ExtractedPage(
        title=title,
        text=body.text,
        byline=metadata.byline or body.byline,
        published_at=dates.published,
        modified_at=dates.modified,
        date_source=dates.source,
        language=detect(body.text),
        page_type=kind,
        access=access_of(metadata, body.text, kind, markup, again),
        source_name=find_credit(metadata, metadata.byline or body.byline, body),
    )


def _is_binary(content: bytes) -> bool:
    """Whether an answer is no text: an archive, a picture, noise."""
    if content.startswith((b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"%PDF")):
        return True
    start = content[:1024]
    if any(start.startswith(mark) for mark, _ in _BOMS):
        return False
    return sum(byte < 9 for byte in start) > _NOISE * len(start)


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
