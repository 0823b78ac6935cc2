"""The demo's coverage and the sites that serve it: really started, really fetched."""

from __future__ import annotations

import gzip
import html
import itertools
import json
import re
import signal
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import httpx
import pytest

from demo.articles import COVERAGE, DemoArticle
from demo.designs import DESIGN_OF, DESIGNS
from demo.expectations import load_expected
from demo.feeds import feed_articles
from demo.sites import OUTLETS, DemoSites, load_coverage

ROOT = Path(__file__).resolve().parents[2]
BY_KEY = {article.key: article for article in load_coverage()}
SERVED = [article for article in load_coverage() if article.status == 200]
FIRST, LAST = date(2026, 3, 9), date(2026, 3, 12)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
KINDS = {"figure", "claim", "attribution", "framing", "omission"}


class Visitor:
    """Fetches by address from the sites on loopback, as the `connect_to` setting does."""

    def __init__(self, port: int) -> None:
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False)

    def get(self, url: str, **headers: str) -> httpx.Response:
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._client.get(path, headers={"Host": parts.netloc, **named})

    def head(self, url: str) -> httpx.Response:
        return self._client.head(urlsplit(url).path, headers={"Host": urlsplit(url).netloc})

    def close(self) -> None:
        self._client.close()


@pytest.fixture(scope="module")
def visitor() -> Iterator[Visitor]:
    with DemoSites() as sites:
        visitor = Visitor(sites.port)
        yield visitor
        visitor.close()


def of(outlet: str) -> list[DemoArticle]:
    return [article for article in load_coverage() if article.outlet == outlet]


def decoded(answer: httpx.Response) -> str:
    """A page as a browser reads it: the header's charset, else the one that the page names."""
    said = re.search(r"charset=([\w-]+)", answer.headers["Content-Type"])
    charset = said.group(1) if said else re.search(rb'charset="?([\w-]+)', answer.content).group(1).decode()  # type: ignore[union-attr]
    return " ".join(html.unescape(answer.content.decode(charset)).split())


def _entries(content: bytes) -> Iterator[tuple[str, str, datetime]]:
    """Link, title and date of each entry of an RSS or Atom feed."""
    parsed = feedparser.parse(content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version in ("rss20", "atom10")
    for entry in parsed.entries:
        when = entry.get("published_parsed") or entry.updated_parsed
        yield entry.link, entry.title, datetime(*when[:6], tzinfo=UTC)


def _json_entries(content: bytes) -> Iterator[tuple[str, str, datetime]]:
    document = json.loads(content)
    assert document["version"] == "https://jsonfeed.org/version/1.1"
    for item in document["items"]:
        yield item["url"], item["title"], datetime.fromisoformat(item["date_published"])


class TestCoverage:
    def test_at_least_six_events_have_four_or_more_outlets(self) -> None:
        outlets = defaultdict(set)
        for article in load_coverage():
            if article.event:
                outlets[article.event].add(article.outlet)
        assert len([event for event, found in outlets.items() if len(found) >= 4]) >= 6

    def test_single_articles_copies_and_spanish_are_there(self) -> None:
        assert len([a for a in SERVED if a.event is None]) >= 6
        assert len([a for a in load_coverage() if a.copy_of]) >= 2
        assert len([a for a in load_coverage() if a.language == "es"]) == 2

    def test_articles_of_events_are_as_long_as_news(self) -> None:
        for article in load_coverage():
            if article.event:
                assert 140 <= len(article.text.split()) <= 350, article.key

    def test_a_copy_is_later_and_mostly_the_wires_words(self) -> None:
        for article in load_coverage():
            if article.copy_of:
                original = BY_KEY[article.copy_of]
                assert original.event == article.event
                assert original.published_at < article.published_at
                assert "KNA" in article.byline
                assert article.title != original.title
                same = sum(p.removesuffix(" (KNA)") in original.text for p in article.paragraphs)
                assert same >= len(article.paragraphs) - 1, article.key  # at most one is the outlet's own

    def test_everything_is_published_from_9_to_12_march_2026(self) -> None:
        for article in load_coverage():
            assert FIRST <= article.published_at.date() <= LAST, article.key
            assert article.published_at.utcoffset() is not None

    def test_latin_1_and_windows_1252_hold_their_articles(self) -> None:
        for outlet in ("la-gaceta", "daily-flare"):
            assert len({a.text.encode(DESIGN_OF[outlet].encoding) for a in of(outlet)}) == len(of(outlet))
        assert any("“" in a.text or "–" in a.text for a in of("daily-flare"))

    def test_no_two_articles_have_the_same_address(self) -> None:
        assert len({article.url for article in load_coverage()}) == len(load_coverage())

    def test_a_dateline_is_the_day_of_publication(self) -> None:
        for article in load_coverage():
            if found := re.match(r"[A-Z ]+, March (\d+) \(KNA\)", article.text):
                assert int(found.group(1)) == article.published_at.day, article.key

    def test_the_weekday_in_a_wires_first_paragraph_is_its_day(self) -> None:
        for article in of("kna"):
            named = [day for day in WEEKDAYS if f"on {day}" in article.paragraphs[0]]
            assert named in ([], [WEEKDAYS[article.published_at.weekday()]]), article.key

    @pytest.mark.parametrize("day", ["Friday", "Saturday", "Sunday"])
    def test_days_outside_the_four_lie_ahead_or_are_those_before(self, day: str) -> None:
        allowed = {
            "Friday": r"until Friday|on Friday|the Friday|since Friday",
            "Saturday": r"before Saturday|for Saturday|Saturday’s derby",
            "Sunday": r"until Sunday",
        }[day]
        for article in load_coverage():
            assert len(re.findall(day, article.text)) == len(re.findall(allowed, article.text)), article.key

    def test_a_relative_day_falls_on_the_day_of_the_event(self) -> None:
        happened = {
            "ferry": 10,
            "docks": 9,
            "maskel": 9,
            "budget": 11,
            "sorley": 11,
            "merger": 12,
            "painting": 10,
        }
        told = 0
        for article in load_coverage():
            day = happened.get(article.event or "")
            if day is None:
                continue
            local = article.published_at.astimezone(UTC) + timedelta(hours=1)
            if "esterday" in article.text:
                told += 1
                assert local.day == day + 1, article.key
            if re.search(r"\btoday\b|this morning", article.text) and article.event not in {"maskel"}:
                told += 1
                assert local.day == day, article.key
        assert told >= 5

    def test_no_paragraph_is_empty_or_has_loose_blanks(self) -> None:
        for article in load_coverage():
            for paragraph in article.paragraphs:
                assert paragraph == " ".join(paragraph.split())
                assert paragraph[-1] in '.!?”"»)', (article.key, paragraph[-20:])


class TestExpected:
    def test_quotes_are_the_exact_words_of_their_articles(self) -> None:
        expected = load_expected()
        quoted = [(d.id, d.event, s.quotes) for d in expected.divergences for s in d.sides]
        quoted += [(c.id, c.event, c.quotes) for c in expected.controls]
        for name, event, quotes in quoted:
            assert quotes, name
            for key, words in quotes.items():
                article = BY_KEY[key]
                assert article.event == event, (name, key)
                assert any(words in part for part in (article.title, *article.paragraphs)), (name, key, words)

    def test_every_kind_and_the_planned_subtypes_are_there(self) -> None:
        found = {(d.kind, d.subtype) for d in load_expected().divergences}
        assert {kind for kind, _ in found} == KINDS
        figures = {subtype for kind, subtype in found if kind == "figure"}
        assert figures >= {"count", "money", "percent", "date", "duration", "measure", "rank", "update"}
        assert {("claim", "contradiction"), ("claim", "certainty"), ("omission", "claim")} <= found
        assert {("attribution", s) for s in ("own-voice", "source", "altered-quotation")} <= found
        assert {("framing", s) for s in ("label", "loaded", "agency", "headline")} <= found

    def test_ids_are_unique_and_sides_differ(self) -> None:
        expected = load_expected()
        ids = [each.id for each in (*expected.divergences, *expected.controls)]
        assert len(set(ids)) == len(ids)
        for divergence in expected.divergences:
            assert len(divergence.sides) >= 2 or divergence.omitted_by, divergence.id
            if divergence.subtype != "headline":
                keys = [key for side in divergence.sides for key in side.quotes]
                assert len(set(keys)) == len(keys), divergence.id

    def test_an_omission_is_of_what_most_carry(self) -> None:
        for divergence in load_expected().divergences:
            assert bool(divergence.omitted_by) == (divergence.kind == "omission")
            for key in divergence.omitted_by:
                assert BY_KEY[key].event == divergence.event
                assert key not in divergence.sides[0].quotes
                assert len(divergence.sides[0].quotes) >= 3

    def test_an_update_rises_with_the_time_of_publication(self) -> None:
        for divergence in load_expected().divergences:
            if divergence.subtype == "update":
                times = [[BY_KEY[key].published_at for key in side.quotes] for side in divergence.sides]
                assert all(max(a) < min(b) for a, b in itertools.pairwise(times))

    def test_the_toll_that_conflicts_is_the_earlier_one(self) -> None:
        conflict = next(d for d in load_expected().divergences if d.id == "ferry-toll-conflict")
        low, high = (BY_KEY[next(iter(side.quotes))].published_at for side in conflict.sides)
        assert timedelta(0) < low - high < timedelta(hours=1)

    def test_one_event_has_controls_only(self) -> None:
        expected = load_expected()
        assert "painting" not in {d.event for d in expected.divergences}
        assert "painting" in {c.event for c in expected.controls}


class TestSites:
    def test_outlets_file_names_every_site_and_feed(self) -> None:
        with DemoSites() as sites:
            assert tomllib.loads(sites.outlets_file) == tomllib.loads(OUTLETS.read_text(encoding="utf-8"))
            listed = tomllib.loads(sites.outlets_file)["outlet"]
            assert tuple(urlsplit(outlet["homepage"]).netloc for outlet in listed) == sites.hosts
        for outlet in listed:
            design = DESIGN_OF[outlet["id"]]
            feeds, sitemaps = ([a["url"] for a in outlet.get(kind, ())] for kind in ("feed", "sitemap"))
            assert feeds == [design.origin + f.path for f in design.feeds]
            assert sitemaps == ([design.origin + design.sitemap.index] if design.sitemap else [])

    @pytest.mark.parametrize("design", [d for d in DESIGNS if d.feeds], ids=lambda design: design.outlet)
    def test_feeds_list_every_article(self, visitor: Visitor, design) -> None:  # type: ignore[no-untyped-def]
        found: dict[str, datetime] = {}
        for feed in design.feeds:
            content = visitor.get(design.origin + feed.path).content
            for link, title, when in _json_entries(content) if feed.format == "json" else _entries(content):
                assert title
                assert link.endswith(feed.link_suffix)
                found[link.removesuffix(feed.link_suffix)] = when
        noise = {design.origin + path for path, _ in design.noise}
        assert found.keys() - noise == {article.url for article in of(design.outlet)}
        for article in of(design.outlet):
            assert found[article.url] == article.published_at

    def test_every_format_is_there(self) -> None:
        assert {feed.format for design in DESIGNS for feed in design.feeds} == {"rss", "atom", "json"}
        assert [design.outlet for design in DESIGNS if design.sitemap] == ["radio-kestria"]

    def test_the_news_sitemap_beneath_the_index_lists_every_article(self, visitor: Visitor) -> None:
        robots = visitor.get("http://radio-kestria.example/robots.txt").text
        index = visitor.get(re.search(r"Sitemap: (\S+)", robots).group(1)).text  # type: ignore[union-attr]
        answer = visitor.get(re.search(r"<loc>([^<]+)</loc>", index).group(1))  # type: ignore[union-attr]
        assert answer.headers["Content-Type"] == "application/gzip"
        told = gzip.decompress(answer.content).decode()
        links = re.findall(r"<loc>([^<]+)</loc>", told)
        dates = re.findall(r"<news:publication_date>([^<]+)</news:publication_date>", told)
        assert {link: datetime.fromisoformat(date) for link, date in zip(links, dates, strict=True)} == {
            article.url: article.published_at for article in of("radio-kestria")
        }

    def test_the_two_feeds_of_one_outlet_overlap(self) -> None:
        rss, atom = (
            {a.url for a in feed_articles(of("ilven-chronicle"), feed.part)}
            for feed in DESIGN_OF["ilven-chronicle"].feeds
        )
        assert rss & atom
        assert rss - atom
        assert atom - rss

    @pytest.mark.parametrize("article", SERVED, ids=lambda article: article.key)
    def test_pages_hold_every_paragraph(self, visitor: Visitor, article: DemoArticle) -> None:
        answer = visitor.get(article.url)
        assert answer.status_code == 200
        page = decoded(answer)
        assert article.title in page
        assert [paragraph for paragraph in article.paragraphs if paragraph not in page] == []

    def test_charsets_are_declared_as_designed(self, visitor: Visitor) -> None:
        flare, gaceta = (visitor.get(of(outlet)[0].url) for outlet in ("daily-flare", "la-gaceta"))
        assert "windows-1252" in flare.headers["Content-Type"]
        assert b"charset" not in flare.content
        assert "charset" not in gaceta.headers["Content-Type"]
        assert b'<meta charset="iso-8859-1">' in gaceta.content
        for answer in (flare, gaceta):
            with pytest.raises(UnicodeDecodeError):
                answer.content.decode("utf-8")

    def test_one_outlet_shows_no_date(self, visitor: Visitor) -> None:
        for article in of("dunmere-post"):
            page = visitor.get(article.url).text
            shown = page.replace("\n".join(article.paragraphs), "")
            assert "<time" not in page
            assert "published_time" not in page
            assert "ld+json" not in page
            assert "2026" not in shown

    def test_home_and_sections_lead_to_articles(self, visitor: Visitor) -> None:
        for design in DESIGNS:
            home = decoded(visitor.get(f"{design.origin}/"))
            assert all(article.url in home for article in of(design.outlet))
            for section in design.sections:
                assert visitor.get(f"{design.origin}/{section}").status_code == 200

    def test_noise_in_a_feed_is_no_article(self, visitor: Visitor) -> None:
        consent, listing = (visitor.get(f"http://mercantile.example{p}") for p in ("/consent", "/companies"))
        assert "cookies" in consent.text
        assert "<article" not in consent.text + listing.text

    def test_robots_forbid_one_path_and_one_site(self, visitor: Visitor) -> None:
        forbidden = [article for article in load_coverage() if article.robots_forbidden]
        assert [article.outlet for article in forbidden] == ["the-standfast"]
        assert "Disallow: /members/" in visitor.get("http://the-standfast.example/robots.txt").text
        assert urlsplit(forbidden[0].url).path.startswith("/members/")
        blocked = visitor.get("http://harbour-letter.example/robots.txt").text
        assert "Disallow: /\n" in blocked
        assert "Disallow" not in visitor.get("http://kna.example/robots.txt").text

    def test_one_listed_article_is_not_there(self, visitor: Visitor) -> None:
        gone = [article for article in load_coverage() if article.status != 200]
        assert [(a.outlet, visitor.get(a.url).status_code) for a in gone] == [("common-voice", 404)]

    def test_what_is_known_is_not_sent_again(self, visitor: Visitor) -> None:
        for url in (
            of("kna")[0].url,
            "http://kna.example/rss.xml",
            "http://mercantile.example/feeds/all.atom",
        ):
            first = visitor.get(url)
            by_tag = visitor.get(url, If_None_Match=first.headers["ETag"])
            by_date = visitor.get(url, If_Modified_Since=first.headers["Last-Modified"])
            assert (by_tag.status_code, by_tag.content) == (304, b"")
            assert (by_date.status_code, by_date.content) == (304, b"")
            assert by_tag.headers["ETag"] == first.headers["ETag"]
            assert visitor.get(url, If_None_Match='"other"').status_code == 200
            assert visitor.get(url, If_Modified_Since="Sun, 01 Mar 2026 00:00:00 GMT").status_code == 200
            assert visitor.get(url, If_Modified_Since="no date").status_code == 200

    def test_other_hosts_and_paths_are_unknown(self, visitor: Visitor) -> None:
        assert visitor.get("http://elsewhere.example/").status_code == 404
        assert visitor.get("http://kna.example/nothing").status_code == 404
        assert visitor.get(of("daily-flare")[0].url + "?utm_source=rss").status_code == 200
        assert visitor.head(of("kna")[0].url).content == b""

    def test_many_ask_at_once_and_get_the_same_at_every_start(self) -> None:
        urls = [article.url for article in SERVED]
        answers = []
        for _ in range(2):
            with DemoSites() as sites, ThreadPoolExecutor(16) as pool:
                one = Visitor(sites.port)
                answers.append(list(pool.map(lambda url, one=one: one.get(url).content, urls)))
                one.close()
        assert answers[0] == answers[1]

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_the_command_serves_until_it_is_ended(self, number: signal.Signals) -> None:
        command = [sys.executable, "-m", "demo.sites", "--port", "0"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            found = re.fullmatch(r"listening 127\.0\.0\.1:(\d+)\n", process.stdout.readline())
            assert found
            visitor = Visitor(int(found.group(1)))
            assert visitor.get("http://kna.example/").status_code == 200
            visitor.close()
            process.send_signal(number)
            assert process.wait(10) == 0

    def test_no_file_names_a_path_of_a_machine(self) -> None:
        for path in [*COVERAGE.glob("*.md"), OUTLETS, *(COVERAGE.parent / "templates").glob("*.html")]:
            assert not re.search(r"/(?:home|work|Users|tmp|root)/", path.read_text(encoding="utf-8")), (
                path.name
            )
