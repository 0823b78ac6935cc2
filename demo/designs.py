"""How each outlet of the demo publishes: addresses, encodings, feeds and what it refuses to robots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FeedFormat = Literal["rss", "atom", "json"]
FeedPart = Literal["all", "older", "newer"]

ALLOW_ALL = "User-agent: *\nAllow: /\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDesign:
    """One feed of an outlet; `older` and `newer` each hold two thirds of the articles and overlap."""

    path: str
    format: FeedFormat
    part: FeedPart = "all"
    encoding: str = "utf-8"
    link_suffix: str = ""  # tracking parameters that the feed adds to every link


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapDesign:
    """An index of sitemaps, and the gzipped news sitemap that it leads to."""

    index: str
    news: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDesign:
    """One outlet's site. `article_path` is filled in with section, slug and the parts of the local date."""

    outlet: str
    article_path: str
    feeds: tuple[FeedDesign, ...] = ()
    sitemap: SitemapDesign | None = None
    sections: tuple[str, ...]
    encoding: str = "utf-8"
    header_charset: str | None = "utf-8"  # None: the Content-Type header names no charset
    robots: str = ALLOW_ALL
    noise: tuple[tuple[str, str], ...] = ()  # (path, title) of pages that a feed lists as if articles

    @property
    def host(self) -> str:
        return f"{self.outlet}.example"

    @property
    def origin(self) -> str:
        return f"http://{self.host}"

    def path_of(self, slug: str, section: str, published_at: datetime) -> str:
        """The path of an article's page."""
        return self.article_path.format(
            slug=slug,
            section=section,
            year=f"{published_at:%Y}",
            month=f"{published_at:%m}",
            day=f"{published_at:%d}",
        )


def rss(path: str, *, encoding: str = "utf-8", part: FeedPart = "all", link_suffix: str = "") -> FeedDesign:
    """An RSS 2.0 feed."""
    return FeedDesign(path=path, format="rss", encoding=encoding, part=part, link_suffix=link_suffix)


def atom(path: str, *, part: FeedPart = "all") -> FeedDesign:
    """An Atom feed."""
    return FeedDesign(path=path, format="atom", part=part)


def json_feed(path: str) -> FeedDesign:
    """A JSON Feed."""
    return FeedDesign(path=path, format="json")


DESIGNS: tuple[SiteDesign, ...] = (
    SiteDesign(
        outlet="kna",
        article_path="/stories/{year}{month}{day}/{slug}",
        feeds=(rss("/rss.xml"),),
        sections=("national", "economy", "courts", "culture"),
    ),
    SiteDesign(
        outlet="ilven-chronicle",
        article_path="/{section}/{year}/{month}/{day}/{slug}.html",
        feeds=(rss("/feeds/latest.rss", part="newer"), atom("/feeds/archive.atom", part="older")),
        sections=("kestria", "politics", "business", "culture"),
    ),
    SiteDesign(
        outlet="daily-flare",
        article_path="/{section}/{slug}/",
        feeds=(rss("/feed/", link_suffix="?utm_source=rss&utm_medium=feed"),),
        sections=("news", "politics", "sport", "money"),
        encoding="windows-1252",
        header_charset="windows-1252",  # only here: its pages have no meta charset
    ),
    SiteDesign(
        outlet="radio-kestria",
        article_path="/{section}/{slug}",
        sitemap=SitemapDesign(index="/sitemap-index.xml", news="/sitemaps/news.xml.gz"),
        sections=("news", "culture"),
        robots=f"{ALLOW_ALL}\nSitemap: http://radio-kestria.example/sitemap-index.xml\n",
    ),
    SiteDesign(
        outlet="dunmere-post",
        article_path="/{section}/{slug}.html",
        feeds=(rss("/rss/all.xml"),),
        sections=("news", "business", "courts", "culture"),
    ),
    SiteDesign(
        outlet="mercantile",
        article_path="/article/{slug}",
        feeds=(atom("/feeds/all.atom"),),
        sections=("companies", "economy"),
        noise=(("/consent", "Your privacy at The Mercantile"), ("/companies", "Companies: latest news")),
    ),
    SiteDesign(
        outlet="common-voice",
        article_path="/{year}/{month}/{slug}",
        feeds=(json_feed("/feed.json"),),
        sections=("labour", "peace", "politics", "housing"),
    ),
    SiteDesign(
        outlet="the-standfast",
        article_path="/{section}/{slug}",
        feeds=(atom("/feed.atom"),),
        sections=("order", "economy", "politics"),
        robots="User-agent: *\nDisallow: /members/\nDisallow: /search\n",
    ),
    SiteDesign(
        outlet="la-gaceta",
        article_path="/{section}/{slug}.html",
        feeds=(rss("/rss.xml", encoding="iso-8859-1"),),
        sections=("internacional",),
        encoding="iso-8859-1",
        header_charset=None,  # its pages have a meta charset
    ),
    SiteDesign(
        outlet="harbour-letter",
        article_path="/issues/{slug}",
        feeds=(rss("/feed.xml"),),
        sections=("freight",),
        robots="User-agent: *\nDisallow: /\n",
    ),
)

DESIGN_OF: Mapping[str, SiteDesign] = {design.outlet: design for design in DESIGNS}
