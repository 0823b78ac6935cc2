"""What discover does with sitemap indexes, unchanged feeds, and a window that is read again."""

import gzip
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.model import Candidate, FeedState, Fetch, Outlet, Window
from pipeline.stages import discover, handover
from pipeline.stages.discover import Known
from pipeline.tables import from_table
from tests.unit.conftest import NOW, Reply

FEED, MAP = "http://dunmere.test/rss", "http://dunmere.test/map.xml"
OUTLET = Outlet(outlet_id="dunmere", name="Dunmere Post", feeds=(FEED,), sitemaps=(MAP,))


def rss(*names, **headers):
    items = "".join(
        f"<item><title>{n}</title><link>http://dunmere.test/{n}</link>"
        "<pubDate>Tue, 10 Mar 2026 08:00:00 GMT</pubDate></item>"
        for n in names
    )
    body = f'<rss version="2.0"><channel><title>D</title>{items}</channel></rss>'
    return Reply(
        body, content_type="application/rss+xml", headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def urlset(*names, pack=False):
    urls = "".join(
        f"<url><loc>http://dunmere.test/{n}</loc><lastmod>2026-03-10T09:00:00Z</lastmod></url>" for n in names
    )
    body = f"<urlset>{urls}</urlset>".encode()
    return Reply(gzip.compress(body), content_type="application/gzip") if pack else Reply(body)


def index(*children):
    told = "".join(f"<sitemap><loc>{child}</loc></sitemap>" for child in children)
    return Reply(f"<sitemapindex>{told}</sitemapindex>")


def unchanged(tag, reply):
    """Answers 304 to whoever has the tag."""

    def act(handler):
        if handler.headers.get("If-None-Match") == tag:
            handler.send_response_only(304)
            handler.end_headers()
        else:
            handler.send_response_only(200)
            handler.send_header("ETag", tag)
            handler.send_header("Content-Length", str(len(reply.body)))
            handler.end_headers()
            handler.wfile.write(reply.body.encode())

    return Reply(act=act)


def run(collector, window, before=None, outlet=OUTLET):
    where = discover.run(outlet, window, collector, before or Known())
    candidates = from_table(Candidate, handover.read(where.candidates))
    states = {s.feed_url: s for s in from_table(FeedState, handover.read(where.feeds))}
    return candidates, states, from_table(Fetch, handover.read(where.fetches))


def names(candidates):
    return [c.url.rpartition("/")[2] for c in candidates]


def later(collector, **span):
    return replace(collector, clock=lambda: NOW + timedelta(**span))


def test_an_index_leads_to_its_sitemaps_gzip_too(site, collector, window):
    site[FEED] = rss("a", "b")
    site[MAP] = index("http://dunmere.test/news.xml.gz", "http://dunmere.test/more.xml")
    site["http://dunmere.test/news.xml.gz"] = urlset("b", "c", pack=True)
    site["http://dunmere.test/more.xml"] = index("http://dunmere.test/deep.xml")
    site["http://dunmere.test/deep.xml"] = urlset("d")
    candidates, states, fetches = run(collector(), window)
    assert names(candidates) == ["a", "b", "c", "d"]
    assert (candidates[1].feed_url, candidates[1].also_in) == (FEED, (MAP,))
    assert (states[MAP].kind, states[MAP].last_outcome, states[MAP].entries_last) == ("sitemap", "ok", 3)
    assert {f.url for f in fetches} >= {
        MAP,
        "http://dunmere.test/news.xml.gz",
        "http://dunmere.test/deep.xml",
    }
    assert len({f.fetch_id for f in fetches}) == len(fetches)


@pytest.mark.parametrize(
    ("child", "outcome"),
    [
        (MAP, "not_a_feed"),
        ("http://elsewhere.test/map.xml", "not_a_feed"),
        ("javascript:alert(1)", "not_a_feed"),
    ],
)
def test_an_index_that_leads_nowhere_ends(site, collector, window, child, outcome):
    site[FEED], site[MAP] = rss("a"), index(child)
    candidates, states, _ = run(collector(), window)
    assert names(candidates) == ["a"]
    assert (states[MAP].last_outcome, states[FEED].last_outcome) == (outcome, "ok")
    assert site.asked.count(MAP) == 1
    assert not [url for url in site.asked if "elsewhere" in url]


def test_indexes_that_name_each_other_end_and_endless_ones_are_bounded(site, collector, window):
    site[FEED] = rss("a")
    site[MAP] = index(*(f"http://dunmere.test/{n}.xml" for n in range(50)))
    for n in range(50):
        site[f"http://dunmere.test/{n}.xml"] = index(
            MAP, "http://dunmere.test/0.xml", f"http://dunmere.test/{n}x.xml"
        )
        site[f"http://dunmere.test/{n}x.xml"] = urlset(f"p{n}")
    candidates, states, fetches = run(collector(max_sitemaps=8), window)
    assert len([f for f in fetches if f.url.endswith(".xml")]) == 9
    assert states[MAP].last_outcome == "ok"
    assert "left unread" in states[MAP].last_reason
    assert len(candidates) == 5


def test_old_sitemaps_of_an_index_are_left(site, collector, window):
    site[FEED] = rss()
    site[MAP] = index(
        "http://dunmere.test/2019-01.xml", "http://dunmere.test/2026-03.xml", "http://dunmere.test/2025.xml"
    )
    site["http://dunmere.test/2026-03.xml"] = urlset("a")
    candidates, _, _ = run(collector(max_age_days=3), window)
    assert names(candidates) == ["a"]
    assert [url for url in site.asked if "2019" in url or "2025" in url] == []


def test_two_addresses_that_lead_to_one_sitemap_ask_for_it_once(site, collector, window):
    other = "http://dunmere.test/other.xml"
    site[MAP] = site[other] = index("http://dunmere.test/news.xml")
    site["http://dunmere.test/news.xml"] = urlset("a")
    outlet = replace(OUTLET, feeds=(), sitemaps=(MAP, other))
    candidates, states, fetches = run(collector(), window, outlet=outlet)
    assert names(candidates) == ["a"]
    assert [s.last_outcome for s in states.values()] == ["ok", "ok"]
    assert len({f.fetch_id for f in fetches}) == len(fetches)


def test_a_run_keeps_the_newest_and_what_it_left_is_not_hidden_by_a_304(site, collector, window):
    site[FEED] = unchanged('"1"', rss(*"abcdef"))
    site[MAP] = urlset("x", "y", "z")
    candidates, states, _ = run(collector(max_candidates=4), window)
    assert names(candidates) == ["a", "x", "y", "z"]  # the sitemap's are an hour newer
    assert states[FEED].etag is None
    candidates, _, _ = run(later(collector(max_candidates=4), hours=1), window)
    assert len(candidates) == 8


def test_an_unchanged_feed_is_healthy_and_names_what_it_named(site, collector, window):
    site[FEED], site[MAP] = unchanged('"1"', rss("a")), urlset()
    made = collector()
    first = run(made, window)
    assert first[1][FEED].etag == '"1"'
    following = Window(start=window.end, end=window.end + timedelta(days=1))
    made = later(made, days=1)
    candidates, states, fetches = run(made, following, discover.last_known(made.runs, "dunmere", following))
    assert names(candidates) == ["a"]
    assert (states[FEED].last_outcome, states[FEED].consecutive_failures) == ("not_modified", 0)
    assert (states[FEED].entries_last, states[FEED].etag) == (1, '"1"')
    assert states[FEED].last_success_at == NOW + timedelta(days=1)
    assert next(f for f in fetches if f.url == FEED).outcome == "not_modified"


def test_what_grew_old_in_an_unchanged_feed_is_not_named_again(site, collector, window):
    site[FEED], site[MAP] = unchanged('"1"', rss("a")), urlset()
    made = collector(max_age_days=2)
    run(made, window)
    following = Window(start=window.end, end=window.end + timedelta(days=1))
    made = later(made, days=5)
    assert run(made, following, discover.last_known(made.runs, "dunmere", following))[0] == []


def test_without_its_entries_an_etag_is_worth_nothing(site, collector, window):
    site[FEED], site[MAP] = unchanged('"1"', rss("a")), urlset()
    made = collector()
    run(made, window)
    discover.paths(made.runs, window, "dunmere").candidates.unlink()
    following = Window(start=window.end, end=window.end + timedelta(days=1))
    candidates, states, _ = run(made, following, discover.last_known(made.runs, "dunmere", following))
    assert names(candidates) == ["a"]
    assert states[FEED].last_outcome == "ok"


def test_a_window_is_read_anew_after_a_while_and_loses_nothing(site, collector, window):
    site[FEED], site[MAP] = rss("a", "b"), urlset("c")
    made = collector()
    first = run(made, window)
    site[FEED] = rss("b", "d")
    assert run(later(made, minutes=10), window) == first
    candidates, states, fetches = run(later(made, minutes=40), window)
    assert names(candidates) == ["a", "b", "c", "d"]
    assert states[FEED].last_tried_at == NOW + timedelta(minutes=40)
    of_feed = [f for f in fetches if f.url == FEED]
    assert [f.fetched_at for f in of_feed] == [NOW, NOW + timedelta(minutes=40)]
    assert len({f.fetch_id for f in fetches}) == len(fetches)
    for row in of_feed:  # the first answer is still there
        assert (made.var / row.archive_file).exists()
    assert len({f.archive_file for f in of_feed}) == 2


def test_a_run_that_finds_nothing_new_hands_over_the_same_candidates(site, collector, window):
    site[FEED], site[MAP] = rss("a", "b"), urlset("c")
    made = collector()
    where = discover.run(OUTLET, window, made, Known())
    before = where.candidates.read_bytes()
    discover.run(OUTLET, window, later(made, hours=2), Known())
    assert where.candidates.read_bytes() == before


def test_a_feed_that_was_taken_out_names_nothing_more(site, collector, window):
    site[FEED], site[MAP] = rss("a"), urlset("c")
    made = collector()
    run(made, window)
    assert names(run(made, window, outlet=replace(OUTLET, feeds=()))[0]) == ["c"]


MANY = "".join(f"<item><link>http://dunmere.test/{n}</link></item>" for n in range(100_000))
MISBEHAVING = {
    "html": ("<html><head><title>Sign in</title></head></html>", "not_a_feed"),
    "entity bomb": ('<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss version="2.0"/>', "unsafe_feed"),
    "100,000 entries": (f'<rss version="2.0"><channel>{MANY}</channel></rss>', "ok"),
    "empty": ("", "not_a_feed"),
    "truncated": ('<rss version="2.0"><channel><item><title>T</title><link>http://dunmere.test/t', "ok"),
    "truncated sitemap": ("<urlset><url><loc>http://dunmere.test/t", "ok"),
    "gzip bomb": (gzip.compress(b"<urlset>" + b" " * 30_000_000), "too_large"),
    "index of itself": (f"<sitemapindex><sitemap><loc>{FEED}</loc></sitemap></sitemapindex>", "not_a_feed"),
    "json of wrong types": ('{"version": "https://jsonfeed.org/version/1.1", "items": 7}', "not_a_feed"),
    "odd links": (
        rss("\\", "y" * 8192).body.replace("http://dunmere.test/\\", "javascript:alert(1)"),
        "ok",
    ),
    "credentials": (rss("q").body.replace("http://", "http://me:secret@"), "ok"),
}


@pytest.mark.parametrize("fault", MISBEHAVING)
def test_a_feed_that_misbehaves_has_a_named_outcome_and_harms_no_other(site, collector, window, fault):
    body, outcome = MISBEHAVING[fault]
    site[FEED], site[MAP] = Reply(body, content_type="application/xml"), urlset("good")
    candidates, states, fetches = run(collector(), window)
    assert (states[FEED].last_outcome, states[MAP].last_outcome) == (outcome, "ok")
    assert "good" in names(candidates)
    assert len(candidates) <= 201
    assert all(c.url.startswith("http://dunmere.test/") and len(c.url) < 4096 for c in candidates)
    assert {f.outcome for f in fetches if f.url in (FEED, MAP)} == {"ok"}


def test_a_feed_that_is_too_long_is_read_as_far_as_it_came(site, collector, window):
    site[FEED], site[MAP] = rss(*(str(n) for n in range(2000))), urlset("good")
    candidates, states, fetches = run(collector(max_bytes=50_000), window)
    assert states[FEED].last_outcome == "ok"
    assert "more than 50000 bytes" in states[FEED].last_reason
    assert len(candidates) == 201
    assert next(f for f in fetches if f.url == FEED).outcome == "too_large"


def test_pages_of_a_window_that_grew_are_fetched_once_each(site, collector, window):
    from pipeline.stages import fetch

    site[FEED], site[MAP] = rss("a"), urlset("b")
    for name in "abc":
        site[f"http://dunmere.test/{name}"] = f"<p>{name}</p>"
    made = collector()
    fetch.run(OUTLET, window, made, discover.run(OUTLET, window, made, Known()).candidates, {})
    site[FEED] = rss("a", "c")
    made = later(made, minutes=40)
    target = fetch.run(OUTLET, window, made, discover.run(OUTLET, window, made, Known()).candidates, {})
    rows = [f for f in from_table(Fetch, handover.read(target)) if not f.url.endswith("robots.txt")]
    pages = {f.url[-1]: f for f in rows if f.url[-1] in "abc"}
    assert sorted(pages) == ["a", "b", "c"]
    assert [site.asked.count(f"http://dunmere.test/{name}") for name in "abc"] == [1, 1, 1]
    assert all((made.var / f.archive_file).exists() for f in pages.values())
    assert len({f.fetch_id for f in rows}) == len(rows)


def test_a_better_address_that_comes_later_does_not_lose_what_was_fetched(site, collector, window):
    site[FEED], site[MAP] = rss("a/amp"), urlset()
    made = collector()
    assert names(run(made, window)[0]) == ["amp"]
    site[FEED] = rss("a")
    candidates, _, _ = run(later(made, hours=1), window)
    assert [c.url for c in candidates] == ["http://dunmere.test/a/amp"]


def test_a_304_that_nobody_asked_for_is_a_failure(site, collector, window):
    site[FEED], site[MAP] = Reply(status=304), urlset("good")
    candidates, states, _ = run(collector(), window)
    assert (states[FEED].last_outcome, states[FEED].consecutive_failures) == ("http_error", 1)
    assert names(candidates) == ["good"]
