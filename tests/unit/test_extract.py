from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.core.urls import article_id
from pipeline.ids import text_hash
from pipeline.model import Article, Outlet, OutletStatus
from pipeline.stages import discover, extract, fetch, handover
from pipeline.tables import from_table
from tests.unit.conftest import NOW, Reply
from tests.unit.test_discover import atom, rss

RSS = "http://dunmere.test/rss"
OUTLET = Outlet(
    outlet_id="dunmere", name="Dunmere Post", language="en", feeds=(RSS,), timezone="Europe/London"
)
WORDS = (
    "The harbour office closed the western quay on Monday after a crack was found in its wall. "
    "Lorries are sent to the customs pier, and the ferry leaves from there ten minutes later than usual."
)


def article(title="Quay closed", head="", text=WORDS):
    return f"<html><head>{head}</head><body><article><h1>{title}</h1><p>{text}</p><p>{text} It was quiet.</p></article></body></html>"


def collect(collector, window, outlet=OUTLET):
    found = discover.run(outlet, window, collector, discover.Known())
    rows = fetch.run(outlet, window, collector, found.candidates, {})
    where = extract.run(outlet, window, collector.var, rows)
    (status,) = from_table(OutletStatus, handover.read(where.status))
    return from_table(Article, handover.read(where.articles)), status


def test_pages_become_articles_with_all_that_is_known(site, collector, window):
    site[RSS] = Reply(
        '<rss version="2.0"><channel><item><title>T</title><link>http://dunmere.test/a?utm_source=rss</link>'
        "<pubDate>Mon, 09 Mar 2026 08:00:00 GMT</pubDate>"
        '<source url="http://wire.test/">North Wire</source></item></channel></rss>'
    )
    site["http://dunmere.test/a?utm_source=rss"] = article()
    (found,), status = collect(collector(), window)
    assert found.article_id == article_id("dunmere", "http://dunmere.test/a")
    assert found.url == "http://dunmere.test/a?utm_source=rss"
    assert found.canonical_url == "http://dunmere.test/a"
    assert found.title == "Quay closed"
    assert found.text == f"{WORDS}\n\n{WORDS} It was quiet."
    assert found.content_hash == text_hash(found.title, found.text)
    assert (found.published_at, found.date_source) == (datetime(2026, 3, 9, 8, tzinfo=UTC), "feed")
    assert found.first_seen_at == found.fetched_at == NOW
    assert (found.language, found.source_name, found.word_count) == (
        "en",
        "North Wire",
        len(found.text.split()),
    )
    assert status == OutletStatus(outlet="dunmere", status="fetched", candidates=1, articles=1)


def test_an_outlets_selectors_and_a_pages_credit_are_used_and_times_are_utc(site, collector, window):
    head = '<meta property="article:published_time" content="2026-03-09T10:00:00+09:00">'
    site[RSS] = atom("http://dunmere.test/a")
    site["http://dunmere.test/a"] = article(
        head=head, text=f"DUNMERE (Reuters) - {WORDS}</p><p class=odd>Write to the desk of the paper.</p><p>"
    )
    own = replace(OUTLET, drop=("p.odd",))
    (found,), _ = collect(collector(), window, own)
    assert "Write to the desk" not in found.text
    assert found.source_name == "Reuters"
    assert found.published_at == datetime(2026, 3, 9, 1, tzinfo=UTC)
    assert str(found.published_at.tzinfo) == "UTC"


def test_an_article_is_known_by_where_its_link_ends(site, collector, window):
    site[RSS] = rss("http://short.test/x1", "http://dunmere.test/long/name")
    site["http://short.test/x1"] = Reply(status=302, headers={"Location": "http://dunmere.test/long/name"})
    site["http://dunmere.test/long/name"] = article()
    (found,), _ = collect(collector(), window)
    assert found.canonical_url == "http://dunmere.test/long/name"


def test_only_articles_go_on_and_the_status_tells_the_rest(site, collector, window):
    base = "http://dunmere.test/"
    site[RSS] = atom(*(base + name for name in ("a", "wall", "video", "broken", "gone")))
    site[base + "a"] = article()
    site[base + "wall"] = Reply(
        "<html><title>Before you continue</title><body><p>We and our partners use cookies and your data with "
        "your consent. Read our privacy policy to learn how your personal data are used.</p></body></html>"
    )
    site[base + "video"] = (
        '<html><head><meta property="og:type" content="video.other"></head><p>Watch</p></html>'
    )
    site[base + "broken"] = Reply(status=500)
    articles, status = collect(collector(), window)
    assert [a.url for a in articles] == [base + "a"]
    assert (status.status, status.candidates, status.articles) == ("partial", 5, 1)
    assert status.reason == "2 of 5 pages not read (1 consent page, 1 status 500)"


@pytest.mark.parametrize(
    ("page", "feed", "status", "reason"),
    [
        (Reply(status=403), None, "blocked", "1 of 1 pages not read (1 status 403)"),
        (Reply(status=500), None, "failed", "1 of 1 pages not read (1 status 500)"),
        (Reply("x"), Reply(status=500), "failed", "1 of 1 feeds not read (1 http_error)"),
        (Reply("x"), atom(), "fetched", None),
    ],
)
def test_statuses_of_an_outlet_without_articles(site, collector, window, page, feed, status, reason):
    site[RSS] = feed or atom("http://dunmere.test/a")
    site["http://dunmere.test/a"] = page
    articles, told = collect(collector(), window)
    assert articles == []
    assert (told.status, told.reason) == (status, reason)


def test_robots_that_forbid_all_block_an_outlet(site, collector, window):
    site["http://dunmere.test/robots.txt"] = Reply("User-agent: *\nDisallow: /", content_type="text/plain")
    _, status = collect(collector(), window)
    assert (status.status, status.reason) == ("blocked", "1 of 1 feeds not read (1 robots_disallowed)")


def test_the_language_of_a_short_or_unclear_text_is_the_outlets(site, collector, window):
    site[RSS] = atom("http://dunmere.test/a")
    site["http://dunmere.test/a"] = article(
        "Résultats", text="1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20."
    )
    articles, _ = collect(collector(), window)
    assert [a.language for a in articles] == ["en"]


def test_a_damaged_record_costs_its_page_alone(site, collector, window):
    site[RSS] = atom("http://dunmere.test/a", "http://dunmere.test/b")
    site["http://dunmere.test/a"], site["http://dunmere.test/b"] = article(), article("Ferry late")
    made = collector()
    found = discover.run(OUTLET, window, made, discover.Known())
    rows = fetch.run(OUTLET, window, made, found.candidates, {})
    table = from_table(fetch.Fetch, handover.read(rows))
    second = next(row for row in table if row.url.endswith("/b"))
    archive = made.var / second.archive_file
    content = bytearray(archive.read_bytes())
    content[second.archive_offset + 30] ^= 0xFF
    archive.write_bytes(bytes(content))
    where = extract.run(OUTLET, window, made.var, rows)
    assert [a.url for a in from_table(Article, handover.read(where.articles))] == ["http://dunmere.test/a"]
    (status,) = from_table(OutletStatus, handover.read(where.status))
    assert (status.status, status.reason) == ("partial", "1 of 2 pages not read (1 archive_error)")


def test_extraction_asks_nothing_and_is_done_once(site, collector, window):
    site[RSS] = atom("http://dunmere.test/a")
    site["http://dunmere.test/a"] = article()
    made = collector()
    first = collect(made, window)
    asked = len(site.asked)
    (made.var / made.archive_name(window, "dunmere")).rename(made.var / "elsewhere")
    rows = fetch.path(made.runs, window, "dunmere")
    where = extract.run(OUTLET, window, made.var, rows)
    assert from_table(Article, handover.read(where.articles)) == first[0]
    assert len(site.asked) == asked


def test_a_page_that_failed_at_first_and_was_read_later_in_the_window_is_no_loss(site, collector, window):
    first, second = "http://dunmere.test/a", "http://dunmere.test/b"
    site[RSS] = rss(first)
    site[first] = Reply("later", status=503)
    made = collector()
    _, status = collect(made, window)
    assert status.status == "failed"
    site[RSS], site[first], site[second] = rss(first, second), article(), article("Pier closed")
    later = replace(made, clock=lambda: NOW + timedelta(hours=2))
    articles, status = collect(later, window)
    assert sorted(a.title for a in articles) == ["Pier closed", "Quay closed"]
    assert (status.status, status.reason) == ("fetched", None)
