import gzip
import json
import tracemalloc
from datetime import UTC, datetime

import pytest

from pipeline.adapters.announcements import read_announcement
from pipeline.adapters.entries import Asking
from tests.unit.conftest import NOW

URL = "http://dunmere.test/news.xml"


def read(body, **options):
    body = body.encode() if isinstance(body, str) else body
    asking = Asking(
        outlet="dunmere", feed_url=URL, now=NOW, **({"max_entries": 200, "max_age_days": 3} | options)
    )
    return read_announcement(body, asking, url=URL, content_type="text/xml")


def urlset(*urls, declared='<?xml version="1.0" encoding="UTF-8"?>'):
    return (
        f'{declared}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        f'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">{"".join(urls)}</urlset>'
    )


def news(link="http://dunmere.test/a", date="2026-03-10T08:00:00+01:00", title="Quay closed", more=""):
    return (
        f"<url><loc>{link}</loc><news:news><news:publication><news:name>Dunmere Post</news:name>"
        "<news:language>en</news:language></news:publication>"
        f"<news:publication_date>{date}</news:publication_date><news:title>{title}</news:title></news:news>{more}</url>"
    )


def test_a_news_sitemap_tells_date_title_and_language():
    picture = "<image:image><image:loc>http://dunmere.test/i.jpg</image:loc><image:title>Boat</image:title></image:image>"
    (candidate,) = read(urlset(news(title="Quay &amp; pier", more=picture))).candidates
    assert candidate.url == "http://dunmere.test/a"
    assert candidate.published_at == datetime(2026, 3, 10, 7, tzinfo=UTC)
    assert (candidate.title, candidate.language) == ("Quay & pier", "en")


def test_a_picture_that_comes_first_is_not_the_article():
    picture = "<image:image><image:loc>http://dunmere.test/i.jpg</image:loc></image:image>"
    body = urlset(f"<url>{picture}<loc>http://dunmere.test/a</loc><lastmod>2026-03-10</lastmod></url>")
    assert [c.url for c in read(body).candidates] == ["http://dunmere.test/a"]


def test_a_modification_tells_age_and_no_publication():
    body = urlset("<url><loc>http://dunmere.test/a</loc><lastmod>2026-03-09T10:00Z</lastmod></url>")
    (candidate,) = read(body).candidates
    assert candidate.published_at is None
    assert candidate.announced_at == datetime(2026, 3, 9, 10, tzinfo=UTC)


def test_a_day_is_no_moment_and_a_time_without_offset_is_the_outlets():
    body = urlset(
        news("http://dunmere.test/a", "2026-03-09"), news("http://dunmere.test/b", "2026-03-09T10:00:00")
    )
    day, moment = read(body, zone="America/New_York").candidates
    assert (day.published_at, day.announced_at) == (None, datetime(2026, 3, 9, 4, tzinfo=UTC))
    assert moment.published_at == datetime(2026, 3, 9, 14, tzinfo=UTC)


def test_what_is_old_or_undated_in_a_sitemap_is_left():
    body = urlset(
        news("http://dunmere.test/old", "2026-02-01T08:00:00Z"),
        "<url><loc>http://dunmere.test/about</loc></url>",
        news("http://dunmere.test/new"),
    )
    assert [c.url for c in read(body).candidates] == ["http://dunmere.test/new"]
    assert len(read(body, max_age_days=0).candidates) == 3


@pytest.mark.parametrize(
    "date", ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31", "soon", "", "1"]
)
def test_dates_that_cannot_be_are_unknown(date):
    (candidate,) = read(urlset(news(date=date)), max_age_days=0).candidates
    assert (candidate.published_at, candidate.announced_at) == (None, None)


def test_an_index_names_sitemaps():
    body = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>http://dunmere.test/1.xml'
        "</loc><lastmod>2026-03-10T00:00:00Z</lastmod></sitemap><sitemap><loc> http://dunmere.test/2.xml </loc></sitemap>"
        "<sitemap/></sitemapindex>"
    )
    reading = read(body)
    assert [child.url for child in reading.children] == [
        "http://dunmere.test/1.xml",
        "http://dunmere.test/2.xml",
    ]
    assert reading.children[0].modified == datetime(2026, 3, 10, tzinfo=UTC)


def test_gzip_is_unpacked_also_in_several_members():
    body = urlset(news()).encode()
    assert len(read(gzip.compress(body)).candidates) == 1
    assert len(read(gzip.compress(body[:100]) + gzip.compress(body[100:])).candidates) == 1
    assert len(read(gzip.compress(body)[:-4]).candidates) == 1


def test_a_gzip_bomb_is_too_large_and_costs_no_memory():
    bomb = gzip.compress(b"<urlset>" + b" " * 50_000_000)
    tracemalloc.start()
    reading = read(bomb, max_bytes=1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (reading.outcome, reading.candidates) == ("too_large", ())
    assert peak < 20_000_000


BOMB = '<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_entity_declarations_are_refused(encoding):
    body = urlset(news(title="&b;"), declared=BOMB).encode(encoding)
    assert read(body).outcome == "unsafe_feed"


def test_external_entities_are_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    body = urlset(news(title="A &secret; title"), declared=f'<!DOCTYPE urlset SYSTEM "file://{secret}">')
    assert all("secret words" not in (c.title or "") for c in read(body).candidates)


def test_a_truncated_sitemap_gives_what_it_has():
    body = urlset(news("http://dunmere.test/a"), news("http://dunmere.test/b"))
    assert read(body[:-90]).candidates[0].url == "http://dunmere.test/a"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "latin-1"), ("iso-8859-1", "latin-1"), ("klingon", "utf-8"), ("utf-16", "utf-16")],
)
def test_titles_survive_a_wrong_charset(declared, encoding):
    body = urlset(news(title="Brücke"), declared=f'<?xml version="1.0" encoding="{declared}"?>')
    assert read(body.encode(encoding)).candidates[0].title == "Brücke"


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "http://u:p@dunmere.test/", "", "http://x.test/" + "y" * 8192, "http://[x"],
)
def test_links_that_lead_to_no_page_are_left(link):
    reading = read(urlset(news(link), news("http://dunmere.test/a")))
    assert [c.url for c in reading.candidates] == ["http://dunmere.test/a"]


def feed(**given):
    item = {
        "id": "1",
        "url": "http://dunmere.test/a?utm_source=json",
        "title": "Quay closed",
        "date_published": "2026-03-10T08:00:00Z",
        "authors": [{"name": "Ann Reed"}],
        "external_url": "http://wire.test/1",
    }
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "D",
        "language": "en-GB",
        "items": [item],
    }
    return json.dumps(whole | given)


def test_a_json_feed_names_articles():
    (candidate,) = read(feed()).candidates
    assert candidate.canonical_url == "http://dunmere.test/a"
    assert candidate.published_at == datetime(2026, 3, 10, 8, tzinfo=UTC)
    assert (candidate.title, candidate.byline, candidate.language) == ("Quay closed", "Ann Reed", "en")
    assert candidate.source_url == "http://wire.test/1"


@pytest.mark.parametrize(
    "body",
    [
        feed(version=3),
        feed(items={"a": 1}),
        feed(items=None),
        "[" * 100_000,
        "{",
        '{"version": "https://jsonfeed.org/version/1.1"}',
        "[1, 2]",
    ],
)
def test_json_of_another_shape_is_no_feed(body):
    reading = read(body)
    assert (reading.outcome, reading.candidates) == ("not_a_feed", ())
    assert reading.reason


def test_wrong_types_inside_a_json_feed_cost_only_what_they_stand_in():
    items = [
        7,
        {"url": 7},
        {"url": "http://dunmere.test/a", "title": {"x": 1}, "date_published": 20260310, "authors": "Ann"},
        {
            "url": ["http://dunmere.test/b"],
            "external_url": "http://dunmere.test/c",
            "authors": [7, {"name": 8}],
        },
        {"url": "javascript:alert(1)"},
    ]
    reading = read(feed(items=items, language=["en"]))
    assert (reading.outcome, reading.entries) == ("ok", 5)
    assert [(c.url, c.title, c.byline, c.published_at) for c in reading.candidates] == [
        ("http://dunmere.test/a", None, None, None),
        ("http://dunmere.test/c", None, None, None),
    ]
