"""What a site's own pages say of where it announces its articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from pipeline.adapters.entries import plain
from pipeline.core.urls import is_web_url

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_FEED_PLACES = ("feed/", "rss.xml", "feed.xml", "atom.xml", "rss", "feed.json", "index.xml")
_SITEMAP_PLACES = (
    "news-sitemap.xml",
    "sitemap-news.xml",
    "sitemap_news.xml",
    "sitemaps/news.xml",
    "sitemap.xml",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHints:
    """What a home page tells of its outlet."""

    name: str | None = None
    language: str | None = None
    feeds: tuple[str, ...] = ()


def read_home_page(body: bytes, url: str, charset: str | None = None) -> SiteHints:
    """Name, language and feeds as the page at `url` states them; of links to comments none."""
    from lxml import etree, html
    from trafilatura.feeds import FeedParameters, determine_feed

    try:
        tree = html.document_fromstring(body, parser=html.HTMLParser(encoding=charset), base_url=url)
    except (etree.ParserError, ValueError, LookupError):
        return SiteHints()
    declared = [
        urljoin(url, link.get("href").strip())
        for link in tree.xpath('//link[contains(concat(" ", @rel, " "), " alternate ")][@href]')
        if (link.get("type") or "").split(";")[0].strip().lower() in _FEED_TYPES
    ]
    root = site_root(url)
    guessed = determine_feed(
        html.tostring(tree, encoding="unicode"), FeedParameters(root, urlsplit(root).netloc, False, url)
    )
    titles = tree.xpath('//meta[@property="og:site_name"]/@content') + tree.xpath("//head/title/text()")
    language = (tree.get("lang") or "").partition("-")[0].strip().lower()
    return SiteHints(
        name=next((name for title in titles if (name := plain(title))), None),
        language=language if language.isascii() and language.isalpha() and len(language) in (2, 3) else None,
        feeds=_distinct(link for link in (*declared, *guessed) if "comments" not in link.lower()),
    )


def sitemaps_in_robots(body: bytes) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names, those for news first."""
    from protego import Protego

    named = _distinct(Protego.parse(body.decode("utf-8", "replace")).sitemaps)
    return tuple(sorted(named, key=lambda url: "news" not in url.lower()))


def common_places(url: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where sites commonly have feeds, and sitemaps."""
    root = site_root(url)
    return tuple(root + p for p in _FEED_PLACES), tuple(root + p for p in _SITEMAP_PLACES)


def site_root(url: str) -> str:
    """The address of a URL's site, with a slash at its end."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _distinct(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(url.partition("#")[0] for url in urls if is_web_url(url)))
