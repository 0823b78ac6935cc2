"""What a page says of itself: JSON-LD, meta elements, times and headings, read once from its tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_ARTICLE_TYPES = re.compile(r"(Article|BlogPosting|Reportage)$")
_PUBLISHED = (
    "article:published_time", "datepublished", "og:article:published_time", "article:published", "og:published_time",
    "article:published_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "publish-date",
    "publish_date", "publication_date", "pubdate", "date.release", "dc.date", "dcterms.date", "date",
)  # fmt: skip
CHANGED = re.compile(
    r"modif|updat|aktualisiert|geändert|mis à jour|actualiz|aggiornat|uppdater|opdater", re.IGNORECASE
)
_WRAPPING = re.compile(r"^\s*(?://)?\s*(?:<!\[CDATA\[|<!--)|(?://)?\s*(?:\]\]>|-->)\s*$|;\s*$")
_TRAILING = re.compile(r",(\s*[}\]])")
_LABEL = 40  # characters around a time that may say what it tells
_MAX_DEPTH = 8  # JSON-LD nests a graph, a page, an article; deeper is no metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """Statements of a page about itself; what it does not say is None."""

    json_title: str | None = None
    meta_title: str | None = None
    heading: str | None = None
    page_title: str | None = None
    byline: str | None = None
    published: tuple[tuple[str, str], ...] = ()  # (as written, where: json-ld, meta, time), best first
    modified: str | None = None
    types: frozenset[str] = frozenset()  # JSON-LD types, and `og:<type>`
    body: str | None = None  # JSON-LD articleBody
    free: bool | None = None  # isAccessibleForFree and its like
    closed_parts: tuple[str, ...] = ()  # CSS selectors of the parts that are not free
    word_count: int | None = None
    credit: str | None = None  # an organisation that the article's data name as its source
    organisations: tuple[str, ...] = ()  # authors and others that the data credit
    meta: dict[str, str] = field(default_factory=dict)

    @property
    def is_article(self) -> bool:
        """Whether the page calls itself an article, if only by og:type, which many sites set on every page."""
        return "og:article" in self.types or self.is_stated_article

    @property
    def is_stated_article(self) -> bool:
        """Whether the page's own data hold an article."""
        return any(_ARTICLE_TYPES.search(t) for t in self.types)


def read_metadata(tree: Any) -> Metadata:
    """The metadata of an lxml HTML tree."""
    meta = _meta_elements(tree)
    nodes = list(_json_nodes(tree))
    heading = _heading(tree)
    article = _main_article(nodes, {t.casefold() for t in (heading, meta.get("og:title")) if t})
    types = {t for node in nodes for t in _types(node)}
    if "og:type" in meta:
        types.add(f"og:{meta['og:type'].lower()}")
    return Metadata(
        json_title=_text(article.get("headline")),
        meta_title=meta.get("og:title") or meta.get("twitter:title"),
        heading=heading,
        page_title=_element_text(next(iter(tree.xpath("//head/title")), None)),
        byline=_byline(article, meta),
        published=tuple(_published(article, meta, tree)),
        modified=_text(article.get("dateModified")) or meta.get("article:modified_time") or _changed(tree),
        types=frozenset(types),
        body=_text(article.get("articleBody"), keep_lines=True),
        free=_free(article, meta),
        closed_parts=tuple(_closed_parts(article)),
        word_count=_count(article.get("wordCount")),
        credit=_credit(article),
        organisations=tuple(_organisations(article)),
        meta=meta,
    )


def _meta_elements(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _json_nodes(tree: Any) -> Iterator[dict[str, Any]]:
    for element in tree.iter("script"):
        if not (element.get("type") or "").lower().startswith("application/ld+json"):
            continue
        yield from _flattened(_read_json(element.text or ""), 0)


def _read_json(text: str) -> Any:
    """JSON-LD as publishers write it: in a comment, with a comma or a semicolon too many."""
    for clean in (lambda t: t, lambda t: _TRAILING.sub(r"\1", _WRAPPING.sub("", t))):
        try:
            return json.loads(clean(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


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


def _main_article(nodes: list[dict[str, Any]], titles: set[str]) -> dict[str, Any]:
    """The node of the page's own article: of several, the one with its title, then the one that says most."""
    articles = [n for n in nodes if any(_ARTICLE_TYPES.search(t) or "LiveBlog" in t for t in _types(n))]

    def weight(node: dict[str, Any]) -> tuple[bool, bool, bool]:
        headline = _text(node.get("headline")) or ""
        return headline.casefold() in titles, bool(node.get("datePublished")), bool(headline)

    return max(articles, key=weight, default={})


def _published(article: dict[str, Any], meta: dict[str, str], tree: Any) -> Iterator[tuple[str, str]]:
    """Every statement of when the page was published, as written, the most trusted first."""
    written = _text(article.get("datePublished")) or _text(article.get("dateCreated"))
    if written:
        yield written, "json-ld"
    for name in _PUBLISHED:
        if name in meta:
            yield meta[name], "meta"
    times = tree.xpath(
        "//time[@datetime][not(ancestor::aside) and not(ancestor::nav) and not(ancestor::footer)]"
    )
    stated = [
        t for t in times if "published" in f"{t.get('itemprop')} {t.get('class')} {t.get('pubdate')}".lower()
    ]
    within = [t for t in times if next(t.iterancestors("article", "main"), None) is not None]
    for time in (stated or within)[:1]:
        if not _tells_change(time):
            yield time.get("datetime"), "time"


def _changed(tree: Any) -> str | None:
    """The time of the last change that a page shows."""
    return next(
        (time.get("datetime") for time in tree.iter("time") if time.get("datetime") and _tells_change(time)),
        None,
    )


def _tells_change(time: Any) -> bool:
    before = (_element_text(time.getparent()) or "")[:_LABEL]
    return CHANGED.search(f"{time.get('itemprop')} {time.get('class')} {before}") is not None


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


def _closed_parts(article: dict[str, Any]) -> Iterator[str]:
    parts = article.get("hasPart")
    for part in parts if isinstance(parts, list) else [parts]:
        if isinstance(part, dict) and str(part.get("isAccessibleForFree")).lower() in ("false", "no", "0"):
            selectors = part.get("cssSelector")
            for selector in selectors if isinstance(selectors, list) else [selectors]:
                if isinstance(selector, str) and selector:
                    yield selector


def _count(value: Any) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isdecimal() and 0 < len(text) < 7 and int(text) else None


def _credit(article: dict[str, Any]) -> str | None:
    """The organisation that the article's data name as its source, where it is not the one that publishes it."""
    publisher = (_name(article.get("publisher")) or "").casefold()
    name = _name(article.get("sourceOrganization"))
    return name if name and name.casefold() != publisher else None


def _organisations(article: dict[str, Any]) -> Iterator[str]:
    """Names of organisations that may have written the text: authors, who are often the outlet's own desk."""
    for key in ("author", "creator", "provider", "creditText"):
        value = article.get(key)
        for one in value if isinstance(value, list) else [value]:
            if name := _name(one):
                yield name


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name") if isinstance(value, dict) else value)


def _heading(tree: Any) -> str | None:
    """The text of the first h1 outside headers of the site, that has any; of an h2 on a page without h1 or title."""
    within = tree.xpath("(//article | //main)//h1") or tree.xpath("//h1")
    if not within and not tree.xpath("//title[normalize-space()]"):
        within = tree.xpath("//h2[not(ancestor::nav) and not(ancestor::aside) and not(.//a)]")
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
