"""The outlets' feeds: RSS 2.0, Atom and JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from demo.articles import DemoArticle
from demo.designs import FeedDesign, FeedPart, SiteDesign

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
SUMMARY_WORDS = 28

ET.register_namespace("dc", DC)


def feed_content_type(feed: FeedDesign) -> str:
    """The Content-Type of a feed."""
    if feed.format == "json":
        return "application/feed+json"
    return f"application/{feed.format}+xml; charset={feed.encoding}"


def feed_articles(articles: Sequence[DemoArticle], part: FeedPart) -> list[DemoArticle]:
    """The articles of a part of an outlet's feeds, newest first."""
    newest_first = sorted(articles, key=lambda article: article.published_at, reverse=True)
    held = -(-2 * len(newest_first) // 3)
    if part == "newer":
        return newest_first[:held]
    if part == "older":
        return newest_first[-held:]
    return newest_first


def build_feed(
    site: SiteDesign, name: str, language: str, feed: FeedDesign, articles: Sequence[DemoArticle]
) -> bytes:
    """A feed's bytes in its own encoding."""
    listed = feed_articles(articles, feed.part)
    if feed.format == "json":
        return _json(site, name, language, feed, listed)
    root = (
        _rss(site, name, language, feed, listed)
        if feed.format == "rss"
        else _atom(site, name, language, feed, listed)
    )
    content: bytes = ET.tostring(root, encoding=feed.encoding, xml_declaration=True)
    return content


def _rss(
    site: SiteDesign, name: str, language: str, feed: FeedDesign, articles: Sequence[DemoArticle]
) -> ET.Element:
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", name)
    _add(channel, "link", f"{site.origin}/")
    _add(channel, "description", name)
    _add(channel, "language", language)
    _add(channel, "lastBuildDate", format_datetime(_latest(articles)))
    for article in articles:
        item = ET.SubElement(channel, "item")
        _add(item, "title", article.title)
        _add(item, "link", article.url + feed.link_suffix)
        _add(item, "guid", article.url, isPermaLink="true")
        _add(item, f"{{{DC}}}creator", article.byline)
        _add(item, "category", article.section)
        _add(item, "pubDate", format_datetime(article.published_at))
        _add(item, "description", _summary(article))
    for path, title in site.noise:
        item = ET.SubElement(channel, "item")
        _add(item, "title", title)
        _add(item, "link", site.origin + path)
        _add(item, "guid", site.origin + path, isPermaLink="true")
        _add(item, "pubDate", format_datetime(_latest(articles)))
    return root


def _atom(
    site: SiteDesign, name: str, language: str, feed: FeedDesign, articles: Sequence[DemoArticle]
) -> ET.Element:
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _add(root, "title", name)
    _add(root, "id", site.origin + feed.path)
    _add(root, "updated", _latest(articles).isoformat())
    _add(root, "link", "", href=f"{site.origin}/")
    _add(root, "link", "", rel="self", href=site.origin + feed.path)
    for article in articles:
        entry = ET.SubElement(root, "entry")
        _add(entry, "title", article.title)
        _add(entry, "id", article.url)
        _add(entry, "link", "", rel="alternate", type="text/html", href=article.url + feed.link_suffix)
        _add(entry, "published", article.published_at.isoformat())
        _add(entry, "updated", (article.published_at + timedelta(minutes=4)).isoformat())
        _add(ET.SubElement(entry, "author"), "name", article.byline)
        _add(entry, "summary", _summary(article))
    for path, title in site.noise:
        entry = ET.SubElement(root, "entry")
        _add(entry, "title", title)
        _add(entry, "id", site.origin + path)
        _add(entry, "link", "", rel="alternate", type="text/html", href=site.origin + path)
        _add(entry, "updated", _latest(articles).isoformat())
    return root


def _json(
    site: SiteDesign, name: str, language: str, feed: FeedDesign, articles: Sequence[DemoArticle]
) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": name,
        "home_page_url": f"{site.origin}/",
        "feed_url": site.origin + feed.path,
        "language": language,
        "items": [
            {
                "id": article.url,
                "url": article.url + feed.link_suffix,
                "title": article.title,
                "summary": _summary(article),
                "date_published": article.published_at.isoformat(),
                "authors": [{"name": article.byline}],
                "tags": [article.section],
            }
            for article in articles
        ]
        + [
            {"id": site.origin + path, "url": site.origin + path, "title": title}
            for path, title in site.noise
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text or None


def _latest(articles: Sequence[DemoArticle]) -> datetime:
    return max(article.published_at for article in articles).astimezone(UTC)


def _summary(article: DemoArticle) -> str:
    words = article.paragraphs[0].split()
    short = " ".join(words[:SUMMARY_WORDS])
    return short if len(words) <= SUMMARY_WORDS else f"{short} ..."
