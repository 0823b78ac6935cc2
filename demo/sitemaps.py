"""An outlet's index of sitemaps, and the gzipped news sitemap beneath it."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from demo.articles import DemoArticle
from demo.designs import SiteDesign, SitemapDesign

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

ET.register_namespace("news", NEWS)


def build_index(site: SiteDesign, sitemap: SitemapDesign, articles: Sequence[DemoArticle]) -> bytes:
    """The index, which names the news sitemap."""
    root = ET.Element("sitemapindex", {"xmlns": SITEMAP})
    entry = ET.SubElement(root, "sitemap")
    ET.SubElement(entry, "loc").text = site.origin + sitemap.news
    ET.SubElement(entry, "lastmod").text = max(a.published_at for a in articles).isoformat()
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def build_news(name: str, language: str, articles: Sequence[DemoArticle]) -> bytes:
    """The news sitemap, newest first, gzipped: equal bytes at every start."""
    root = ET.Element("urlset", {"xmlns": SITEMAP})
    for article in sorted(articles, key=lambda a: a.published_at, reverse=True):
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = article.url
        news = ET.SubElement(entry, f"{{{NEWS}}}news")
        publication = ET.SubElement(news, f"{{{NEWS}}}publication")
        ET.SubElement(publication, f"{{{NEWS}}}name").text = name
        ET.SubElement(publication, f"{{{NEWS}}}language").text = language
        ET.SubElement(news, f"{{{NEWS}}}publication_date").text = article.published_at.isoformat()
        ET.SubElement(news, f"{{{NEWS}}}title").text = article.title
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return gzip.compress(content, mtime=0)
