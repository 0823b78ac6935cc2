"""Whatever bytes a feed answers: a named outcome, and candidates that can be fetched."""

import gzip
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.adapters.announcements import read_announcement
from pipeline.adapters.entries import Asking
from pipeline.core.candidates import merge_candidates
from pipeline.core.urls import canonical_url, is_web_url

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
ASKING = Asking(
    outlet="d", feed_url="http://d.test/r", now=NOW, max_entries=20, max_age_days=0, max_bytes=100_000
)
OUTCOMES = {"ok", "not_a_feed", "unsafe_feed", "too_large"}
WHOLE = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>D</title><language>en</language>'
    b"<item><title>Quay &amp; pier</title><link>http://d.test/a</link><pubDate>Tue, 10 Mar 2026 08:00:00 GMT</pubDate>"
    b"<author>ann@d.test (Ann)</author></item></channel></rss>",
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>D</title><entry><title type="xhtml"><div>One</div>'
    b'</title><link rel="alternate" href="/one"/><updated>2026-03-10T08:00:00Z</updated></entry></feed>',
    b'<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://d.test/a</loc><n:news>'
    b"<n:publication_date>2026-03-10</n:publication_date><n:title>T</n:title></n:news></url></urlset>",
    b"<sitemapindex><sitemap><loc>http://d.test/1.xml</loc><lastmod>2026-03-10</lastmod></sitemap></sitemapindex>",
    b'{"version": "https://jsonfeed.org/version/1.1", "title": "D", "items": [{"id": "1", "url": "http://d.test/a",'
    b' "title": "T", "date_published": "2026-03-10T08:00:00Z", "authors": [{"name": "Ann"}]}]}',
)
PIECES = st.sampled_from(
    [
        b"<",
        b">",
        b"&",
        b"]]>",
        b"<!--",
        b"<item>",
        b"</item>",
        b'"',
        b"\0",
        b"\xff",
        b"<url>",
        b"[",
        b"9999-12-31",
    ]
)


@st.composite
def damaged(draw):
    body = draw(st.sampled_from(WHOLE))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(body)))
        body = body[:at] + draw(PIECES) + body[at + draw(st.integers(0, 30)) :]
    return (
        gzip.compress(body)[: draw(st.integers(10, 400))]
        if draw(st.booleans()) and draw(st.booleans())
        else body
    )


@given(st.one_of(st.binary(max_size=300), damaged()))
@settings(max_examples=150, deadline=None)
def test_any_bytes_have_a_named_outcome_and_lead_only_to_pages(body):
    reading = read_announcement(body, ASKING, url="http://d.test/r", content_type="text/xml")
    assert reading.outcome in OUTCOMES
    assert reading.outcome == "ok" or (reading.reason and not reading.candidates)
    for candidate in reading.candidates:
        assert is_web_url(candidate.url)
        assert candidate.canonical_url == canonical_url(candidate.url)
        assert candidate.published_at is None or candidate.published_at.year in range(1990, 2027)


WAYS = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https"]),
    st.sampled_from(["d.test", "www.d.test", "m.d.test", "amp.d.test", "e.test"]),
    st.sampled_from(["/a", "/a/", "/amp/a", "/a/amp", "/b", "/b.html", "/b.amp.html", "/"]),
    st.sampled_from(["", "?utm_source=x", "?id=1", "?amp=1", "#top"]),
)


@given(st.lists(WAYS, max_size=8), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_merging_is_idempotent_and_finds_the_same_articles_in_any_order(urls, random):
    from pipeline.core.urls import page_key
    from pipeline.model import Candidate

    some = [
        Candidate(outlet="d", url=u, canonical_url=canonical_url(u), feed_url=f"http://d.test/{n}")
        for n, u in enumerate(urls)
    ]
    merged = merge_candidates(some)
    assert merge_candidates(merged) == merged
    keys = {page_key(c.canonical_url) for c in merged}
    assert len(keys) == len(merged)
    shuffled = random.sample(some, len(some))
    again = merge_candidates(shuffled)
    assert {page_key(c.canonical_url) for c in again} == keys
    told = {page_key(c.canonical_url): {c.feed_url, *c.also_in} for c in merged}
    assert {page_key(c.canonical_url): {c.feed_url, *c.also_in} for c in again} == told
