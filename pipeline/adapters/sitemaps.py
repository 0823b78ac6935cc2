"""Sitemaps, news sitemaps and sitemap indexes (sitemaps.org), gzip too: bytes in, candidates out.

trafilatura's and courlan's sitemap readers hand over bare addresses and ask the web themselves; a news
sitemap's dates, titles and languages are what is wanted here.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.adapters.entries import Asking, Child, Entry, FeedReading, moment_in, plain, reading_of
from pipeline.adapters.xml_guard import as_utf8, in_bytes, prolog_of

ROOTS = frozenset({"urlset", "sitemapindex"})
GZIP = b"\x1f\x8b"
_MOST_READ = 50_000  # as many as the protocol allows in one file
_FIELDS = frozenset({"loc", "lastmod", "publication_date", "title", "language"})


def unpack(body: bytes, limit: int) -> tuple[bytes, bool]:
    """A gzip file's content up to `limit` bytes, and whether that is all. A damaged file gives what it can."""
    content = bytearray()
    rest = body
    try:
        while rest.startswith(GZIP) and len(content) <= limit:
            member = zlib.decompressobj(wbits=31)
            content += member.decompress(rest, limit - len(content) + 1)
            if member.unconsumed_tail or not member.eof:
                break
            rest = member.unused_data
    except zlib.error:
        pass
    return bytes(content[:limit]), len(content) <= limit


def read_sitemap(body: bytes, asking: Asking, *, url: str) -> FeedReading:
    """What a sitemap that `url` answered names: candidates, or further sitemaps.

    Since sitemaps list pages of all ages and kinds, an entry without a date is taken only when all ages are.
    """
    body = in_bytes(body)
    prolog = prolog_of(body)
    if prolog.declares_entities:
        return FeedReading(outcome="unsafe_feed", reason="it declares XML entities, which no sitemap needs")
    root = prolog.root
    if root not in ROOTS:
        return FeedReading(outcome="not_a_feed", reason=f"no sitemap: its root is <{root[:40]}>")
    records = list(_records(as_utf8(body), "sitemap" if root == "sitemapindex" else "url"))
    if root == "sitemapindex":
        children = tuple(_child(record, asking) for record in records if record.get("loc"))
        return FeedReading(outcome="ok", entries=len(children), children=children, sitemap=True)
    reason = f"only its first {_MOST_READ} entries were read" if len(records) == _MOST_READ else ""
    entries = (_entry(record, asking) for record in records)
    reading = reading_of(entries, asking, url, held=len(records), undated=False, reason=reason)
    return replace(reading, sitemap=True)


def _records(body: bytes, wanted: str) -> Iterator[dict[str, str]]:
    """The fields of each `url` or `sitemap` element, in bounded memory; of a broken file those before it."""
    from lxml import etree

    parser = etree.iterparse(
        io.BytesIO(body),
        events=("end",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        huge_tree=False,
    )
    read = 0
    try:
        for _, element in parser:
            if _name(element) != wanted:
                continue
            yield _fields(element)
            read += 1
            if read == _MOST_READ:
                return
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError:
        return


def _fields(element: Any) -> dict[str, str]:
    """The first of each field, wherever it stands beneath the element; an image's or video's are its own."""
    found: dict[str, str] = {}
    for child in element:
        name = _name(child)
        if name in _FIELDS:
            found.setdefault(name, _text(child))
        elif name == "news":
            for field in child.iter():
                if _name(field) in _FIELDS:
                    found.setdefault(_name(field), _text(field))
    return found


def _entry(record: dict[str, str], asking: Asking) -> Entry:
    published, to_the_minute = moment_in(record.get("publication_date"), asking)
    modified, _ = moment_in(record.get("lastmod"), asking)
    language = (record.get("language") or "").partition("-")[0].lower()
    return Entry(
        link=record.get("loc", ""),
        title=plain(record.get("title")),
        published=published if to_the_minute else None,
        updated=published or modified,
        language=language if language.isascii() and language.isalpha() and len(language) <= 3 else None,
    )


def _child(record: dict[str, str], asking: Asking) -> Child:
    return Child(url=record["loc"], modified=moment_in(record.get("lastmod"), asking)[0])


def _name(element: Any) -> str:
    """The local name; comments and the like have none."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()
