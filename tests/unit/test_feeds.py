import tracemalloc
from datetime import UTC, datetime

import pytest

from pipeline.adapters.announcements import read_announcement
from pipeline.adapters.entries import Asking
from pipeline.adapters.feed_skeleton import skeleton

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
FEED = "http://dunmere.test/rss"


def _read(body, content_type="application/xml", **options):
    body = body.encode() if isinstance(body, str) else body
    asking = Asking(
        outlet="dunmere", feed_url=FEED, now=NOW, **({"max_entries": 200, "max_age_days": 0} | options)
    )
    return read_announcement(body, asking, url=FEED, content_type=content_type)


def _rss(*items):
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>D</title>{"".join(items)}</channel></rss>'
    )


def _item(link="http://dunmere.test/a", title="Title", date="Mon, 09 Mar 2026 08:00:00 +0100", more=""):
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>{more}</item>"


def test_rss_entries_become_candidates():
    source = '<source url="http://wire.test/rss">North Wire</source>'
    reading = _read(
        _rss(
            _item(
                "http://dunmere.test/a?utm_source=rss&amp;id=1", "Quay &lt;b&gt;closed&lt;/b&gt;", more=source
            )
        )
    )
    (candidate,) = reading.candidates
    assert reading.outcome == "ok"
    assert candidate.url == "http://dunmere.test/a?utm_source=rss&id=1"
    assert candidate.canonical_url == "http://dunmere.test/a?id=1"
    assert candidate.title == "Quay closed"
    assert candidate.published_at == datetime(2026, 3, 9, 7, tzinfo=UTC)
    assert candidate.source_name == "North Wire"
    assert (candidate.outlet, candidate.feed_url) == ("dunmere", FEED)


def test_atom_entries_become_candidates_and_an_update_is_no_publication():
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title>
      <entry><title>One</title><link href="/one"/><published>2026-03-09T10:00:00+02:00</published></entry>
      <entry><title>Two</title><link rel="alternate" href="/two"/><updated>2026-03-09T10:00:00Z</updated></entry>
    </feed>"""
    one, two = _read(body).candidates
    assert (one.url, one.published_at) == ("http://dunmere.test/one", datetime(2026, 3, 9, 8, tzinfo=UTC))
    assert (two.url, two.published_at) == ("http://dunmere.test/two", None)


def test_one_article_is_one_candidate():
    reading = _read(_rss(_item("http://dunmere.test/a"), _item("http://dunmere.test/a/?utm_medium=x#top")))
    assert reading.entries == 2
    assert [c.url for c in reading.candidates] == ["http://dunmere.test/a"]


def test_old_entries_are_left_and_undated_ones_taken():
    body = _rss(
        _item("http://dunmere.test/new"),
        _item("http://dunmere.test/old", date="Mon, 02 Feb 2026 08:00:00 GMT"),
        _item("http://dunmere.test/undated", date=""),
    )
    assert [c.url[-3:] for c in _read(body, max_age_days=3).candidates] == ["new", "ted"]
    assert len(_read(body, max_age_days=0).candidates) == 3


def test_entries_are_capped_to_the_newest_and_it_is_told():
    body = _rss(
        *(
            _item(f"http://dunmere.test/{n}", date=f"Mon, {n % 9 + 1:02} Mar 2026 08:00:00 GMT")
            for n in range(30)
        )
    )
    reading = _read(body, max_entries=3)
    assert (reading.entries, [c.published_at.day for c in reading.candidates]) == (30, [9, 9, 9])
    assert reading.reason == "30 articles, of which the newest 3 were taken"
    assert reading.newest == datetime(2026, 3, 9, 8, tzinfo=UTC)


def test_hints_of_syndication_are_kept():
    body = _rss(
        _item(
            more="<dc:creator>Ann Reed</dc:creator><dc:creator>Bo Lund</dc:creator><dc:rights>© NWA</dc:rights>"
            "<media:content url='http://x.test/i.jpg'><media:credit>North Wire</media:credit></media:content>"
            "<source url='http://wire.test/rss'>North Wire</source>"
        )
    ).replace(
        "<rss ",
        '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" ',
    )
    (candidate,) = _read(body).candidates
    assert candidate.byline == "Ann Reed, Bo Lund"
    assert candidate.credit == "North Wire; © NWA"
    assert (candidate.source_name, candidate.source_url) == ("North Wire", "http://wire.test/rss")


def test_atom_tells_its_source_and_its_language():
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><title>D</title>
      <entry><title>One</title><link href="/one"/><link rel="via" href="http://wire.test/1"/></entry>
      <entry><title>Two</title><link href="/two"/><source><title>Wire</title><link href="http://wire.test/"/></source></entry>
    </feed>"""
    one, two = _read(body).candidates
    assert (one.source_url, one.source_name) == ("http://wire.test/1", None)
    assert (two.source_url, two.source_name) == ("http://wire.test/", "Wire")


@pytest.mark.parametrize(
    "date",
    [
        "Mon, 01 Jan 0000 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "yesterday",
        "Mon, 30 Mar 2026 08:00:00 GMT",
    ],
)
def test_dates_that_cannot_be_are_unknown(date):
    (candidate,) = _read(_rss(_item(date=date))).candidates
    assert candidate.published_at is None


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "mailto:a@b.test", "http://u:p@dunmere.test/", "", "http://x.test/" + "y" * 9000],
)
def test_links_that_lead_to_no_page_are_left(link):
    reading = _read(_rss(_item(link)))
    assert (reading.outcome, reading.candidates) == ("ok", ())


@pytest.mark.parametrize(
    "body", ["<html><body><p>Sign in</p></body></html>", "", "{}", "plain words", b"\x00\x01\x02"]
)
def test_what_is_no_feed_says_so(body):
    reading = _read(body)
    assert (reading.outcome, reading.candidates) == ("not_a_feed", ())
    assert reading.reason


def test_a_truncated_feed_gives_what_it_has():
    whole = _rss(_item("http://dunmere.test/a"), _item("http://dunmere.test/b"))
    assert _read(whole[:-60]).candidates[0].url == "http://dunmere.test/a"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;">]><rss version="2.0"><channel><item><title>&c;</title>'
    "<link>http://dunmere.test/a</link></item></channel></rss>"
)


@pytest.mark.parametrize(
    "body", [BOMB.encode(), BOMB.replace("ENTITY", "entity").encode(), BOMB.encode("utf-16")]
)
def test_entity_declarations_are_refused(body):
    assert _read(body).outcome == "unsafe_feed"


def test_an_entry_about_entities_is_no_bomb():
    body = _rss(_item(more="<description><![CDATA[Write <!ENTITY x 'y'> to declare one]]></description>"))
    assert len(_read(body).candidates) == 1


def test_external_entities_are_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    body = f'<!DOCTYPE rss SYSTEM "file://{secret}">' + _rss(_item(title="A &secret; title"))
    assert all("secret words" not in (c.title or "") for c in _read(body).candidates)


def test_charsets_follow_the_declaration():
    body = (
        _rss(_item(title="Brücke gesperrt")).replace('"1.0"', '"1.0" encoding="iso-8859-1"').encode("latin-1")
    )
    assert _read(body, content_type=None).candidates[0].title == "Brücke gesperrt"


def test_a_declaration_that_lies_about_the_charset_costs_no_title():
    body = _rss(_item(title="Brücke gesperrt")).replace('"1.0"', '"1.0" encoding="utf-8"').encode("latin-1")
    assert _read(body, content_type="application/xml; charset=utf-8").candidates[0].title == "Brücke gesperrt"


def test_a_feed_of_very_many_entries_is_read_in_bounded_memory():
    body = _rss(*(f"<item><link>http://dunmere.test/{n}</link></item>" for n in range(100_000))).encode()
    tracemalloc.start()
    small, held = skeleton(body, None, 2000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (held, small.count(b"<item>")) == (100_000, 2000)
    assert peak < 10 * len(body)
    reading = _read(body)
    assert (reading.outcome, reading.entries, len(reading.candidates)) == ("ok", 100_000, 200)
    assert reading.reason.startswith("100000 entries, of which the first 2000 were read")
    assert reading.candidates[0].url == "http://dunmere.test/0"


MEGABYTE = 1_000_000
HEAVY = {  # megabytes of what once took feedparser minutes; the suite's own limit ends it if it does again
    "angle brackets": (b"<" * MEGABYTE, "not_a_feed"),
    "a page": (b"<html><body>" + b'<p>words <a href="x">y</a></p>' * (MEGABYTE // 30), "not_a_feed"),
    "a comment without end": (b"<!--" + b"-" * MEGABYTE, "not_a_feed"),
    "depth": (b'<rss version="2.0"><channel>' + b"<a>" * (MEGABYTE // 3), "ok"),
    "ampersands": (_rss(_item(title="& " * (MEGABYTE // 2))).encode(), "ok"),
    "markup in a title": (_rss(_item(title="&lt;b&gt;x" * (MEGABYTE // 10))).encode(), "ok"),
    "attributes": (b"<rss " + b" ".join(b'a%d="1"' % n for n in range(MEGABYTE // 12)) + b">", "ok"),
}


@pytest.mark.parametrize("kind", HEAVY)
def test_heavy_documents_are_read_or_refused(kind):
    body, outcome = HEAVY[kind]
    reading = _read(body)
    assert reading.outcome == outcome
    assert all(len(c.title or "") <= 500 for c in reading.candidates)


def test_a_comment_hides_no_declaration():
    assert _read("<!-- <rss> -->" + BOMB.partition("?>")[2]).outcome == "unsafe_feed"
    assert len(_read("<!-- made by <b>us</b> -->" + _rss(_item()).partition("?>")[2]).candidates) == 1


def test_broken_xml_is_mended():
    body = _rss(
        _item(title="Fish & chips"), _item("http://dunmere.test/b", "Caf&eacute; d&rsquo;Or &nbsp; shut")
    )
    fish, cafe = _read(body).candidates
    assert fish.title.startswith("Fish")
    assert cafe.title == "Café d’Or shut"


def test_prefixes_that_nobody_declared_are_understood():
    (candidate,) = _read(_rss(_item(more="<dc:creator>Ann Reed</dc:creator><x:y>z</x:y>"))).candidates
    assert candidate.byline == "Ann Reed"


def test_rss_one_has_its_items_beside_the_channel():
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>D</title></channel>
      <item rdf:about="http://dunmere.test/a"><title>One</title><link>http://dunmere.test/a</link>
      <dc:date>2026-03-09T10:00:00Z</dc:date></item></rdf:RDF>"""
    (candidate,) = _read(body).candidates
    assert (candidate.title, candidate.announced_at) == ("One", datetime(2026, 3, 9, 10, tzinfo=UTC))


def test_the_senders_charset_counts_where_the_feed_names_none():
    body = _rss(_item(title="Мост")).replace('<?xml version="1.0"?>', "").encode("koi8-r")
    assert _read(body, content_type="application/xml; charset=koi8-r").candidates[0].title == "Мост"
