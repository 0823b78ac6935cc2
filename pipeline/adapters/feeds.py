"""RSS and Atom feeds: bytes in, candidates out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.adapters.entries import Asking, Entry, FeedReading, moment_of, plain, reading_of
from pipeline.adapters.feed_skeleton import ROOTS, skeleton
from pipeline.adapters.xml_guard import in_bytes, prolog_of

_MOST_READ = (
    2_000  # entries that are parsed: at some 3,000 a second, a feed of 100,000 would take half a minute
)
_CREDITS = 3
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def read_feed(body: bytes, asking: Asking, *, url: str, content_type: str | None) -> FeedReading:
    """The candidates of an RSS or Atom feed that `url` answered.

    Of a feed with very many entries the first are read: feeds begin with the newest.
    """
    import feedparser

    body = in_bytes(body)
    prolog = prolog_of(body)
    if prolog.declares_entities:
        return FeedReading(outcome="unsafe_feed", reason="it declares XML entities, which no feed needs")
    if prolog.root not in ROOTS:
        what = f"its root is <{prolog.root[:40]}>" if prolog.root else "it is no XML"
        return FeedReading(outcome="not_a_feed", reason=f"neither RSS nor Atom: {what}")
    told = _CHARSET.search(content_type or "")
    small, held = skeleton(body, told.group(1) if told else None, _MOST_READ)
    headers = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    try:
        parsed = feedparser.parse(io.BytesIO(small), response_headers=headers)
    except Exception as error:  # what the parser trips over in strange input may cost this feed alone
        return FeedReading(outcome="not_a_feed", reason=f"the parser gave up: {type(error).__name__}")
    if not parsed.get("version") and not parsed.entries:
        return FeedReading(outcome="not_a_feed", reason="neither RSS nor Atom: nothing in it can be read")
    cut = f"{held} entries, of which the first {_MOST_READ} were read" if held > _MOST_READ else ""
    return reading_of(_entries(parsed, asking), asking, url, held=held, reason=cut)


def _entries(parsed: Mapping[str, Any], asking: Asking) -> Iterator[Entry]:
    whole = _language(parsed.get("feed", {}).get("language"))
    for entry in parsed["entries"]:
        source = entry.get("source") or {}
        yield Entry(
            link=str(entry.get("feedburner_origlink") or entry.get("link") or ""),
            title=plain(entry.get("title")),
            published=moment_of(entry.get("published_parsed"), asking.now),
            updated=moment_of(entry.get("updated_parsed"), asking.now),
            language=_language(entry.get("language")) or whole,
            byline=_byline(entry),
            credit=_credit(entry),
            source_name=plain(source.get("title")),
            source_url=source.get("href") or source.get("link") or _via(entry),
        )


def _byline(entry: Mapping[str, Any]) -> str | None:
    names = [plain(author.get("name")) for author in entry.get("authors") or ()]
    return plain(", ".join(dict.fromkeys(name for name in names if name)))


def _credit(entry: Mapping[str, Any]) -> str | None:
    """Whose work it is said to be: the media's credits, then whoever holds the rights."""
    told = [plain(credit.get("content")) for credit in entry.get("media_credit") or ()]
    told.append(plain(entry.get("rights")))
    return plain("; ".join(list(dict.fromkeys(name for name in told if name))[:_CREDITS]))


def _via(entry: Mapping[str, Any]) -> str | None:
    """Where Atom's `rel="via"` says that the entry comes from."""
    links = entry.get("links") or ()
    return next((str(link["href"]) for link in links if link.get("rel") == "via" and link.get("href")), None)


def _language(value: object) -> str | None:
    code = str(value or "").strip().replace("_", "-").partition("-")[0].lower()
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None
