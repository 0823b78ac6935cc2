"""Whatever an outlet announces its articles in: told by its content, not by its name or its media type."""

from __future__ import annotations

from pipeline.adapters.entries import Asking, FeedReading
from pipeline.adapters.feeds import read_feed
from pipeline.adapters.json_feed import read_json_feed
from pipeline.adapters.sitemaps import GZIP, ROOTS, read_sitemap, unpack
from pipeline.adapters.xml_guard import in_bytes, prolog_of


def read_announcement(body: bytes, asking: Asking, *, url: str, content_type: str | None) -> FeedReading:
    """What RSS, Atom, a JSON Feed, a sitemap or a sitemap index says, gzip too; never raises for its content."""
    whole = True
    if body.startswith(GZIP):
        body, whole = unpack(body, asking.max_bytes)
        content_type = None
    head = body[:4].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not body.strip():
        reading = FeedReading(outcome="not_a_feed", reason="it is empty")
    elif head.startswith((b"{", b"[")) and b"\0" not in head:
        reading = read_json_feed(body, asking, url=url)
    elif prolog_of(in_bytes(body)).root in ROOTS:
        reading = read_sitemap(body, asking, url=url)
    else:
        reading = read_feed(body, asking, url=url, content_type=content_type)
    if not whole and not reading.candidates and not reading.children:
        return FeedReading(outcome="too_large", reason=f"more than {asking.max_bytes} bytes when unpacked")
    return reading
