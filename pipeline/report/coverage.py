"""One story's rows, made ready to look things up in: places, copies, origins, columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.ids import content_id
from pipeline.report.passages import Passage, Span, passage, spans_of
from pipeline.report.rows import ArticleRow, EvidenceRow, SentenceRow, StoryData

_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,64}")


def token(identifier: str) -> str:
    """An id as it may stand in a file name, an anchor or a class: itself, or a hash when it is odd."""
    return identifier if _PLAIN.fullmatch(identifier) else content_id(identifier)


def page_name(story_id: str) -> str:
    """The file of a story's page."""
    return f"story-{token(story_id)}.html"


def web_link(url: str | None) -> str | None:
    """An address that may be linked to: http or https, with a host; None for anything else."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and parts.netloc else None


def article_anchor(article_id: str) -> str:
    return f"a-{token(article_id)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Exact words in an article's version: where they stand, and what surrounds them."""

    article: ArticleRow
    version: int
    passage: Passage
    anchor: str
    in_headline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One outlet's own coverage, with the outlets whose copies of it are folded under it."""

    outlet: str
    name: str
    articles: tuple[ArticleRow, ...]
    copied_by: tuple[str, ...]


class Coverage:
    """Look-ups over one story; holds no state but what it was made from."""

    def __init__(self, data: StoryData) -> None:
        self.data = data
        self.articles = {a.article_id: a for a in data.articles}
        self.sentences: dict[str, SentenceRow] = {}
        self.by_version: dict[tuple[str, int], list[SentenceRow]] = defaultdict(list)
        for sentence in data.sentences:
            self.by_version[sentence.article_id, sentence.version].append(sentence)
            known = self.sentences.get(sentence.sentence_id)
            if known is None or sentence.version > known.version:
                self.sentences[sentence.sentence_id] = sentence
        self.spans = {
            (article, version, section): spans_of(rows, section)
            for (article, version), rows in self.by_version.items()
            for section in ("headline", "body")
        }
        self.texts = {(v.article_id, v.version): (v.title, v.text) for v in data.versions}
        self.texts.update({(a.article_id, a.version): (a.title, a.text) for a in data.articles})
        self.numbers = {a.article_id: n for n, a in enumerate(data.articles, start=1)}
        self.leads = _leads(data.articles)
        self.origins = _origins(data.articles)
        self.columns = self._columns()

    def sentence_anchor(self, sentence: SentenceRow) -> str:
        """A sentence's place on the story's page: short, for it stands there many times."""
        latest = self.articles[sentence.article_id].version == sentence.version
        version = "" if latest else f"v{sentence.version}"
        return f"s{self.numbers[sentence.article_id]}{version}-{sentence.position}"

    def lead(self, article_id: str) -> str:
        """The article under which this one is folded as a copy: itself for one's own work."""
        return self.leads.get(article_id, article_id)

    def column_of(self, article_id: str) -> str | None:
        """The outlet under whose column an article's sentences count."""
        lead = self.articles.get(self.lead(article_id))
        return lead.outlet if lead else None

    def copies_of(self, article_id: str) -> tuple[ArticleRow, ...]:
        return tuple(a for a in self.data.articles if self.lead(a.article_id) == article_id != a.article_id)

    def independent(self, article_ids: Iterable[str]) -> int:
        """How many independent origins stand behind articles."""
        return len({self.origins.get(a, a) for a in article_ids})

    def place_of_evidence(self, piece: EvidenceRow, changed: tuple[Span, ...] = ()) -> Place | None:
        """Where a piece of evidence stands; None when it names no words or an unknown article."""
        article = self.articles.get(piece.article_id)
        if article is None or piece.char_start is None or piece.char_end is None:
            return None
        sentence = self._sentence(piece.sentence_id, piece.article_id, piece.version)
        title, text = self.texts.get((piece.article_id, piece.version), (article.title, article.text))
        in_headline = (
            sentence.section == "headline"
            if sentence
            else text[piece.char_start : piece.char_end] != piece.quote
            and title[piece.char_start : piece.char_end] == piece.quote
        )
        return self._place(
            article, piece.version, piece.char_start, piece.char_end, sentence, in_headline, changed
        )

    def place_in_sentence(self, sentence_id: str, start: int, end: int) -> Place | None:
        """Where words of a known sentence stand (offsets into the title or text)."""
        sentence = self.sentences.get(sentence_id)
        article = self.articles.get(sentence.article_id) if sentence else None
        if sentence is None or article is None:
            return None
        in_headline = sentence.section == "headline"
        return self._place(article, sentence.version, start, end, sentence, in_headline, ())

    def _place(
        self,
        article: ArticleRow,
        version: int,
        start: int,
        end: int,
        sentence: SentenceRow | None,
        in_headline: bool,
        changed: tuple[Span, ...],
    ) -> Place:
        title, text = self.texts.get((article.article_id, version), (article.title, article.text))
        section = "headline" if in_headline else "body"
        spans = self.spans.get((article.article_id, version, section), [])
        anchor = self.sentence_anchor(sentence) if sentence else article_anchor(article.article_id)
        shown = passage(title if in_headline else text, start, end, spans, changed=changed)
        return Place(article=article, version=version, passage=shown, anchor=anchor, in_headline=in_headline)

    def _sentence(self, sentence_id: str | None, article_id: str, version: int) -> SentenceRow | None:
        of_version = self.by_version.get((article_id, version), ())
        return next((s for s in of_version if s.sentence_id == sentence_id), None)

    def _columns(self) -> tuple[Column, ...]:
        own: dict[str, list[ArticleRow]] = defaultdict(list)
        copied: dict[str, list[str]] = defaultdict(list)
        for article in self.data.articles:
            lead = self.articles[self.lead(article.article_id)]
            if lead is article:
                own[article.outlet].append(article)
            elif article.outlet != lead.outlet and article.outlet_name not in copied[lead.outlet]:
                copied[lead.outlet].append(article.outlet_name)
        return tuple(
            Column(
                outlet=outlet,
                name=articles[0].outlet_name,
                articles=tuple(articles),
                copied_by=tuple(copied[outlet]),
            )
            for outlet, articles in sorted(own.items(), key=lambda item: (item[1][0].outlet_name, item[0]))
        )


def _leads(articles: Iterable[ArticleRow]) -> dict[str, str]:
    """article -> the source text that it copies: the first of its group that is no copy, else the first."""
    groups: dict[str, list[ArticleRow]] = defaultdict(list)
    for article in articles:
        if article.syndication_id is not None:
            groups[article.syndication_id].append(article)
    leads: dict[str, str] = {}
    for members in groups.values():
        lead = next((a for a in members if not a.is_copy), members[0])
        leads.update({a.article_id: lead.article_id for a in members})
    return leads


def _origins(articles: Iterable[ArticleRow]) -> dict[str, str]:
    """article -> origin: articles that share an outlet, an owner or a source text count once."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    names = []
    for article in articles:
        names.append(article.article_id)
        keys = (f"outlet {article.outlet}", f"owner {article.owner}", f"text {article.syndication_id}")
        known = (True, article.owner is not None, article.syndication_id is not None)
        for key, is_known in zip(keys, known, strict=True):
            if is_known:
                parent[root(f"article {article.article_id}")] = root(key)
    return {name: root(f"article {name}") for name in names}
