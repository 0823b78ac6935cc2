"""RSS and Atom feeds: bytes in, candidates out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.adapters.entries import Asking, Entry, FeedReading, moment_of, plain, reading_of
from pipeline.adapters.xml_guard import declares_entities, in_bytes

_ENTRY_END = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>")
_MOST_READ = (
    2_000  # entries that are parsed: at some 3,000 a second, a feed of 100,000 would take half a minute
)
_CREDITS = 3


def read_feed(body: bytes, asking: Asking, *, url: str, content_type: str | None) -> FeedReading:
    """The candidates of an RSS or Atom feed that `url` answered.

    Of a feed with very many entries the first are read: feeds begin with the newest.
    """
    import feedparser

    body = in_bytes(body)
    if declares_entities(body):
        return FeedReading(outcome="unsafe_feed", reason="it declares XML entities, which no feed needs")
    body, held = _first_entries(body)
    headers = {"content-location": url} | ({"content-type": content_type} if content_type else {})
    parsed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    if not parsed.get("version") and not parsed.entries:
        return FeedReading(outcome="not_a_feed", reason=f"neither RSS nor Atom: {_problem(parsed)}")
    cut = held > len(parsed.entries)
    return reading_of(
        _entries(parsed, asking),
        asking,
        url,
        held=max(held, len(parsed.entries)),
        reason=f"{held} entries, of which the first {len(parsed.entries)} were read" if cut else "",
    )


def _first_entries(body: bytes) -> tuple[bytes, int]:
    """The feed without the entries beyond those that are read, and how many it has in all."""
    held, cut, last = 0, 0, 0
    for match in _ENTRY_END.finditer(body):
        held += 1
        last = match.end()
        if held == _MOST_READ:
            cut = match.end()
    return (body[:cut] + body[last:], held) if held > _MOST_READ else (body, held)


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


def _problem(parsed: Mapping[str, Any]) -> str:
    error = parsed.get("bozo_exception")
    return (str(error).splitlines() or [""])[0][:120] if error else "no entries"
