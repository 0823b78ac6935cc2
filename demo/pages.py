"""The outlets' pages, made from their templates."""

from __future__ import annotations

import functools
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import jinja2

from demo.articles import DemoArticle
from demo.designs import SiteDesign

TEMPLATES = Path(__file__).resolve().parent / "templates"
RELATED = 3
SPANISH_MONTHS = ("enero", "febrero", "marzo", "abril", "mayo", "junio")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's bytes and how it is served."""

    status: int
    content_type: str
    body: bytes
    modified: datetime


class Pages:
    """Every page of one outlet's site, by path."""

    def __init__(self, site: SiteDesign, name: str, articles: Sequence[DemoArticle]) -> None:
        self._site = site
        self._name = name
        self._articles = sorted(articles, key=lambda article: article.published_at, reverse=True)
        self._newest = max(article.published_at for article in articles)

    def build(self) -> Mapping[str, Page]:
        """The home page, the sections, the articles and the consent page."""
        pages = {"/": self._list("Home", self._articles)}
        for section in self._site.sections:
            listed = [article for article in self._articles if article.section == section]
            pages[f"/{section}"] = self._list(section.capitalize(), listed)
        for article in self._articles:
            pages[article.url.removeprefix(self._site.origin)] = self._article(article)
        for path, title in self._site.noise:
            if path not in pages:
                pages[path] = self._page("consent", self._newest, title=title)
        return pages

    def _list(self, title: str, articles: Sequence[DemoArticle]) -> Page:
        return self._page("list", self._newest, title=title, articles=articles)

    def _article(self, article: DemoArticle) -> Page:
        if article.status != 200:
            return Page(
                status=article.status,
                content_type=self._content_type(),
                body=b"<!doctype html><title>Not here</title><p>This page is not here.",
                modified=article.published_at,
            )
        chance = zlib.crc32(article.key.encode())
        others = [other for other in self._articles if other is not article]
        start = chance % max(len(others), 1)
        return self._page(
            "article",
            article.published_at,
            title=article.title,
            article=article,
            related=[*others[start:], *others[:start]][:RELATED],
            comments=chance % 190 + 2,
            minutes=max(1, len(article.text.split()) // 110),
        )

    def _page(self, kind: str, modified: datetime, **values: Any) -> Page:
        template = _environment().get_template(f"{self._site.outlet}.html")
        text = template.render(kind=kind, site=self._site, name=self._name, newest=self._newest, **values)
        return Page(
            status=200,
            content_type=self._content_type(),
            # What the encoding lacks becomes a character reference, as in real legacy pages.
            body=text.encode(self._site.encoding, errors="xmlcharrefreplace"),
            modified=modified,
        )

    def _content_type(self) -> str:
        charset = self._site.header_charset
        return f"text/html; charset={charset}" if charset else "text/html"


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["long_date"] = _long_date
    environment.filters["spanish_date"] = _spanish_date
    return environment


def _long_date(moment: datetime) -> str:
    return f"{moment:%A}, {moment.day} {moment:%B %Y}"


def _spanish_date(moment: datetime) -> str:
    return f"{moment.day} de {SPANISH_MONTHS[moment.month - 1]} de {moment.year}"
