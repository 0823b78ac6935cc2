"""What a page says of itself: JSON-LD, meta elements, times and headings, read once from its tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any

_ARTICLE_TYPES = re.compile(r"(Article|BlogPosting|Reportage)$")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_DAY_ALONE = re.compile(r"\d{4}-?\d\d-?\d\d")
_MAX_DEPTH = 8  # JSON-LD nests a graph, a page, an article; deeper is no metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Statements of a page about itself; what it does not say is None."""

    json_title: str | None = None
    meta_title: str | None = None
    heading: str | None = None
    page_title: str | None = None
    byline: str | None = None
    published: tuple[str, str] | None = None  # (as written, where: json-ld, meta, time)
    modified: str | None = None
    types: frozenset[str] = frozenset()  # JSON-LD types, and `og:<type>`
    body: str | None = None  # JSON-LD articleBody
    free: bool | None = None  # isAccessibleForFree and its like
    meta: dict[str, str] = field(default_factory=dict)

    @property
    def is_article(self) -> bool:
        """Whether the page calls itself an article."""
        return "og:article" in self.types or any(_ARTICLE_TYPES.search(t) for t in self.types)


def read_metadata(tree: Any) -> Metadata:
    """The metadata of an lxml HTML tree."""
    meta = _meta_elements(tree)
    nodes = list(_json_nodes(tree))
    article = _main_article(nodes)
    types = {t for node in nodes for t in _types(node)}
    if "og:type" in meta:
        types.add(f"og:{meta['og:type'].lower()}")
    return Metadata(
        json_title=_text(article.get("headline")),
        meta_title=meta.get("og:title") or meta.get("twitter:title"),
        heading=_heading(tree),
        page_title=_element_text(next(iter(tree.xpath("//head/title")), None)),
        byline=_byline(article, meta),
        published=_published(article, meta, tree),
        modified=_text(article.get("dateModified")) or meta.get("article:modified_time"),
        types=frozenset(types),
        body=_text(article.get("articleBody"), keep_lines=True),
        free=_free(article, meta),
        meta=meta,
    )


def moment(written: str | None, zone: tzinfo, latest: datetime) -> datetime | None:
    """A date as publishers write it, in UTC; None for what is no date, or one that cannot be.

    A time without an offset is read in `zone`; a day alone becomes its midnight in UTC, so that it stays that
    day. Nothing is later than a day after `latest`.
    """
    if not written:
        return None
    text = written.strip()
    try:
        found = datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", text))
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return None
    try:
        implied = UTC if _DAY_ALONE.fullmatch(text) else zone
        found = (found if found.tzinfo else found.replace(tzinfo=implied)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return found if _EARLIEST <= found <= latest + timedelta(days=1) else None


def _meta_elements(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_nodes(tree: Any) -> Iterator[dict[str, Any]]:
    for element in tree.xpath("//script[@type='application/ld+json']"):
        try:
            content = json.loads(element.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _flattened(content, 0)


def _flattened(content: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(content, list):
        for item in content:
            yield from _flattened(item, depth + 1)
    elif isinstance(content, dict):
        yield content
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _flattened(content.get(key), depth + 1)


def _types(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [str(item) for item in (kind if isinstance(kind, list) else [kind]) if item]


def _main_article(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """The node of the page's own article: of several, the one that says most."""
    articles = [n for n in nodes if any(_ARTICLE_TYPES.search(t) or "LiveBlog" in t for t in _types(n))]
    return max(articles, key=lambda n: (bool(n.get("datePublished")), bool(n.get("headline"))), default={})


def _published(article: dict[str, Any], meta: dict[str, str], tree: Any) -> tuple[str, str] | None:
    written = _text(article.get("datePublished"))
    if written:
        return written, "json-ld"
    for name in (
        "article:published_time",
        "datepublished",
        "og:article:published_time",
        "article:published",
        "parsely-pub-date",
        "dc.date.issued",
        "dcterms.created",
        "cxenseparse:recs:publishtime",
        "date",
    ):
        if name in meta:
            return meta[name], "meta"
    times = tree.xpath("(//article | //main)//time[@datetime][not(ancestor::aside) and not(ancestor::nav)]")
    return (times[0].get("datetime"), "time") if times else None


def _byline(article: dict[str, Any], meta: dict[str, str]) -> str | None:
    authors = article.get("author")
    names = []
    for author in authors if isinstance(authors, list) else [authors]:
        name = _text(author.get("name") if isinstance(author, dict) else author)
        if name and not name.startswith("http"):
            names.append(name)
    told = meta.get("author") or meta.get("article:author")
    if not names and told and not told.startswith("http"):
        names.append(told)
    return ", ".join(dict.fromkeys(names)) or None


def _free(article: dict[str, Any], meta: dict[str, str]) -> bool | None:
    told = article.get("isAccessibleForFree")
    if told is not None:
        return str(told).strip().lower().removeprefix("http://schema.org/") not in ("false", "no", "0")
    tier = meta.get("article:content_tier", "").lower()
    return {"free": True, "locked": False}.get(tier)


def _heading(tree: Any) -> str | None:
    """The text of the first h1 outside headers of the site, that has any."""
    within = tree.xpath("(//article | //main)//h1") or tree.xpath("//h1")
    return next((text for text in map(_element_text, within) if text), None)


def _element_text(element: Any) -> str | None:
    return None if element is None else (" ".join(element.text_content().split()) or None)


def _text(value: Any, *, keep_lines: bool = False) -> str | None:
    """A JSON-LD string as text: publishers escape entities and leave markup in."""
    import html

    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    text = html.unescape(html.unescape(value))
    if "<" in text:
        text = re.sub(r"</?(p|br|div|li|h\d)\b[^>]*>", "\n", text)
        text = re.sub(r"</?[a-zA-Z][^>]*>", "", text)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return ("\n\n" if keep_lines else " ").join(line for line in lines if line) or None
