"""`parallax outlets list | check | add` against sites on loopback."""

from __future__ import annotations

import tomllib

import pytest

from pipeline import cli, wiring
from pipeline.adapters.outlets import load_outlets
from tests.unit.conftest import Reply

FEED = "http://dunmere.test/news/all.rss"
ENTRY = """
[[outlet]]
id = "dunmere"
name = "Dunmere Post"
leaning = "centre"
leaning_source = "its masthead"
[[outlet.feed]]
url = "http://dunmere.test/news/all.rss"
[[outlet.sitemap]]
url = "http://dunmere.test/map.xml"
[[outlet]]
id = "other"
name = "Other"
[[outlet.feed]]
url = "http://other.test/rss"
"""


@pytest.fixture(autouse=True)
def here(site, tmp_path, monkeypatch):
    (tmp_path / "outlets.toml").write_text(ENTRY, encoding="utf-8")
    (tmp_path / "settings.toml").write_text(
        f'[web]\ndelay_seconds = 0\nretries = 0\n[web.connect_to]\n"*.test" = "127.0.0.1:{site.port}"\n'
    )
    monkeypatch.setenv("PARALLAX_OUTLETS", str(tmp_path / "outlets.toml"))
    monkeypatch.setenv("PARALLAX_SETTINGS", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("PARALLAX_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("PARALLAX_NOW", "2026-03-10T12:00:00+00:00")
    for name in ("settings", "outlets"):
        getattr(wiring.adapters, name).cache_clear()
    yield tmp_path
    for name in ("settings", "outlets"):
        getattr(wiring.adapters, name).cache_clear()


def rss(*links, date="Tue, 10 Mar 2026 08:00:00 GMT"):
    items = "".join(f"<item><link>{link}</link><pubDate>{date}</pubDate></item>" for link in links)
    return Reply(
        f'<rss version="2.0"><channel><title>D</title>{items}</channel></rss>', content_type="text/xml"
    )


def sitemap(*links):
    urls = "".join(f"<url><loc>{link}</loc><lastmod>2026-03-10T09:30:00Z</lastmod></url>" for link in links)
    return Reply(f"<urlset>{urls}</urlset>", content_type="text/xml")


def test_list_shows_each_outlet(capsys):
    assert cli.main(["outlets", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["outlet", "dunmere", "other"]
    assert "1+1" in lines[1]
    assert "centre" in lines[1]


def test_check_tells_the_health_of_each_address(site, capsys):
    site[FEED] = rss("http://dunmere.test/a", "http://dunmere.test/b")
    site["http://dunmere.test/map.xml"] = sitemap("http://dunmere.test/c")
    site["http://other.test/robots.txt"] = Reply("User-agent: *\nDisallow: /", content_type="text/plain")
    assert cli.main(["outlets", "check"]) == 1
    table = {line.split()[-1]: line for line in capsys.readouterr().out.splitlines()}
    feed = table[FEED].split()
    assert feed[:7] == ["dunmere", "feed", "ok", "2", "2026-03-10", "08:00", "allows"]
    assert table["http://dunmere.test/map.xml"].split()[1:4] == ["sitemap", "ok", "1"]
    told = next(line for line in table.values() if line.startswith("other"))
    assert told.split()[2] == "robots_disallowed"
    assert "forbids" in told
    assert not (wiring.settings().var / "runs").exists()


def test_check_of_one_healthy_outlet_is_a_success_and_an_old_feed_is_marked(site, capsys):
    site["http://other.test/rss"] = rss("http://other.test/a", date="Mon, 02 Mar 2026 08:00:00 GMT")
    assert cli.main(["outlets", "check", "other"]) == 0
    told = capsys.readouterr().out
    assert "2026-03-02 08:00 (old)" in told
    assert "1 of 1 addresses can be read" in told
    assert not [url for url in site.asked if "dunmere" in url]


def test_check_of_an_unknown_outlet_names_those_there_are(capsys):
    assert cli.main(["outlets", "check", "nobody"]) == 1
    assert "has no outlet 'nobody'; it has dunmere, other" in capsys.readouterr().err


def test_add_finds_what_a_site_declares_and_its_entry_can_be_pasted(site, here, capsys):
    site["http://valley.test/"] = (
        '<html lang="en-US"><head><title>Home</title><meta property="og:site_name" content="The &quot;Valley&quot; Post">'
        '<link rel="alternate" type="application/rss+xml" href="/all.rss">'
        '<link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        '<link rel="alternate" type="application/feed+json" href="/gone.json">'
        '<link rel="alternate" hreflang="de" href="/de/"></head><body>News</body></html>'
    )
    site["http://valley.test/all.rss"] = rss("http://valley.test/a")
    site["http://valley.test/robots.txt"] = Reply(
        "User-agent: *\nAllow: /\nSitemap: http://valley.test/pages.xml\nSitemap: http://valley.test/news.xml\n",
        content_type="text/plain",
    )
    site["http://valley.test/news.xml"] = sitemap("http://valley.test/a", "http://valley.test/b")
    site["http://valley.test/pages.xml"] = sitemap("http://valley.test/a")
    assert cli.main(["outlets", "add", "http://valley.test"]) == 0
    told = capsys.readouterr()
    (entry,) = tomllib.loads(told.out)["outlet"]
    assert (entry["id"], entry["name"], entry["language"]) == ("valley", 'The "Valley" Post', "en")
    assert entry["feed"] == [{"url": "http://valley.test/all.rss"}]
    assert entry["sitemap"] == [{"url": "http://valley.test/news.xml"}]  # the other names nothing more
    assert "comments" not in "".join(site.asked)
    assert "http_error  0        http://valley.test/gone.json" in told.err
    (here / "outlets.toml").write_text(ENTRY + told.out, encoding="utf-8")
    assert load_outlets(here / "outlets.toml")[-1].outlet_id == "valley"


def test_add_tries_the_common_places_where_a_site_says_nothing(site, capsys):
    site["http://quiet.test/"] = "<p>News</p>"
    site["http://quiet.test/feed.xml"] = rss("http://quiet.test/a")
    site["http://quiet.test/sitemap_news.xml"] = sitemap("http://quiet.test/b")
    assert cli.main(["outlets", "add", "http://quiet.test/"]) == 0
    (entry,) = tomllib.loads(capsys.readouterr().out)["outlet"]
    assert entry["feed"] == [{"url": "http://quiet.test/feed.xml"}]
    assert entry["sitemap"] == [{"url": "http://quiet.test/sitemap_news.xml"}]


def test_add_takes_the_address_of_a_feed(site, capsys):
    site["http://valley.test/deep/all.rss"] = rss("http://valley.test/a")
    assert cli.main(["outlets", "add", "http://valley.test/deep/all.rss"]) == 0
    (entry,) = tomllib.loads(capsys.readouterr().out)["outlet"]
    assert entry["feed"] == [{"url": "http://valley.test/deep/all.rss"}]
    assert entry["homepage"] == "http://valley.test/"


def test_add_of_a_site_that_is_known_says_so_and_gives_another_id(site, capsys):
    site["http://dunmere.test/"] = f'<link rel="alternate" type="application/rss+xml" href="{FEED}">'
    site[FEED] = rss("http://dunmere.test/a")
    assert cli.main(["outlets", "add", "http://dunmere.test/"]) == 0
    told = capsys.readouterr()
    assert 'id = "dunmere-2"' in told.out
    assert f"{FEED} is an address of 'dunmere' already" in told.err


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("javascript:alert(1)", "is no http(s) address"),
        ("http://me:secret@valley.test/", "is no http(s) address"),
        ("http://empty.test/", "no feed or news sitemap could be read there"),
        ("http://closed.test/", "cannot be read (robots_disallowed)"),
    ],
)
def test_add_refuses_in_one_line(site, capsys, url, message):
    site["http://empty.test/"] = "<p>Nothing</p>"
    site["http://closed.test/robots.txt"] = Reply("User-agent: *\nDisallow: /", content_type="text/plain")
    assert cli.main(["outlets", "add", url]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert message in next(line for line in told.err.splitlines() if line.startswith("parallax: "))
