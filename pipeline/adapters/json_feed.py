"""JSON Feed 1.1 (jsonfeed.org): bytes in, candidates out. Whatever is of a wrong type is as if absent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.adapters.entries import Asking, Entry, FeedReading, moment_in, plain, reading_of

_VERSION = "https://jsonfeed.org/version/"
_MOST_READ = 10_000


def read_json_feed(body: bytes, asking: Asking, *, url: str) -> FeedReading:
    """The candidates of a JSON Feed that `url` answered."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        return FeedReading(outcome="not_a_feed", reason=f"no JSON: {_first_line(error)}")
    if not isinstance(document, dict) or not str(document.get("version")).startswith(_VERSION):
        return FeedReading(outcome="not_a_feed", reason=f"JSON without a version {_VERSION}…")
    items = document.get("items")
    if not isinstance(items, list):
        return FeedReading(outcome="not_a_feed", reason="a JSON Feed without a list of items")
    read = items[:_MOST_READ]
    cut = f"{len(items)} entries, of which the first {len(read)} were read" if len(read) < len(items) else ""
    entries = _entries(read, document, asking)
    return reading_of(entries, asking, url, held=len(items), reason=cut)


def _entries(items: list[Any], document: dict[str, Any], asking: Asking) -> Iterator[Entry]:
    whole = _language(document.get("language"))
    everyone = _byline(document)
    for item in items:
        if not isinstance(item, dict):
            continue
        link, elsewhere = _text(item.get("url")), _text(item.get("external_url"))
        yield Entry(
            link=link or elsewhere or "",
            title=plain(item.get("title")),
            published=_moment(item.get("date_published"), asking),
            updated=moment_in(item.get("date_modified"), asking)[0],
            language=_language(item.get("language")) or whole,
            byline=_byline(item) or everyone,
            source_url=elsewhere if link else None,
        )


def _moment(value: object, asking: Asking) -> Any:
    moment, to_the_minute = moment_in(value, asking)
    return moment if to_the_minute else None


def _byline(record: dict[str, Any]) -> str | None:
    authors = record.get("authors") if isinstance(record.get("authors"), list) else [record.get("author")]
    names = [plain(author.get("name")) for author in authors or () if isinstance(author, dict)]
    return plain(", ".join(dict.fromkeys(name for name in names if name)))


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _language(value: object) -> str | None:
    code = value.partition("-")[0].lower() if isinstance(value, str) else ""
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else None


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
