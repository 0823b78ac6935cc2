"""A small window of invented records, as the stages would hand it to the warehouse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.adapters.warehouse import WindowContent
from pipeline.core.urls import article_id
from pipeline.ids import content_id, text_hash
from pipeline.model import (
    Alignment,
    Article,
    Claim,
    ClaimSentence,
    Divergence,
    Evidence,
    Figure,
    Outlet,
    Sentence,
    Story,
    Window,
)

DAY = datetime(2026, 5, 4, tzinfo=UTC)


def article(outlet: str, title: str, text: str, *, hour: int = 6, version: int = 1) -> Article:
    url = f"https://{outlet}.example/orchard-fire"
    return Article(
        article_id=article_id(outlet, url),
        content_hash=text_hash(title, text),
        version=version,
        url=url,
        canonical_url=url,
        outlet=outlet,
        title=title,
        text=text,
        published_at=DAY + timedelta(hours=hour),
        first_seen_at=DAY + timedelta(hours=hour),
        fetched_at=DAY + timedelta(hours=hour),
        language="en",
        word_count=len(text.split()),
    )


def sentence(of: Article, position: int = 1) -> Sentence:
    text = of.title if position == 0 else of.text
    return Sentence(
        sentence_id=content_id("sentence", of.article_id, of.content_hash, position),
        article_id=of.article_id,
        content_hash=of.content_hash,
        version=of.version,
        position=position,
        section="headline" if position == 0 else "body",
        text=text,
        char_start=0,
        char_end=len(text),
        is_quote=False,
    )


def content(articles: list[Article], window: Window, finished: datetime = DAY) -> WindowContent:
    """Two outlets' first sentences disagree on a number that stands at the start of each."""
    sentences = [sentence(a, position) for a in articles for position in (0, 1)]
    latest = {a.article_id: a for a in sorted(articles, key=lambda a: a.version)}
    pair = [sentence(a) for a in sorted(latest.values(), key=lambda a: a.outlet)][:2]
    first = latest[min(latest)]
    story = content_id("story", first.article_id, first.content_hash)
    claim = content_id("claim", story)
    ordered = sorted(s.sentence_id for s in pair)
    evidence = tuple(
        Evidence(
            side=side,
            outlet=latest[s.article_id].outlet,
            article_id=s.article_id,
            version=latest[s.article_id].version,
            sentence_id=s.sentence_id,
            char_start=0,
            char_end=s.text.index(" "),
            quote=s.text.split()[0],
            value=s.text.split()[0],
        )
        for side, s in enumerate(pair)
    )
    return WindowContent(
        window=window,
        started_at=finished,
        finished_at=finished,
        versions={"code": "test"},
        outlets=(Outlet(outlet_id="herald", name="The Herald", owner="Herald Press"),),
        articles=articles,
        copies=(),
        stories=[
            Story(
                story_id=story,
                title=pair[0].text,
                article_ids=tuple(sorted(latest)),
                first_published_at=DAY,
                last_published_at=DAY,
                outlet_count=len(latest),
                origin_count=len(latest),
            )
        ],
        sentences=sentences,
        alignments=[
            Alignment(story_id=story, sentence_a=ordered[0], sentence_b=ordered[1], similarity=0.9, score=0.9)
        ],
        claims=[
            Claim(
                claim_id=claim,
                story_id=story,
                text=pair[0].text,
                sentence_ids=tuple(ordered),
                outlet_count=2,
                origin_count=2,
            )
        ],
        claim_sentences=[ClaimSentence(claim_id=claim, sentence_id=s, stance="states") for s in ordered],
        figures=[
            Figure(
                char_start=0,
                char_end=s.text.index(" "),
                text=s.text.split()[0],
                kind="count",
                value_low=float(s.text.split()[0]),
                value_high=float(s.text.split()[0]),
                figure_id=content_id("figure", s.sentence_id),
                sentence_id=s.sentence_id,
            )
            for s in pair
        ],
        attributions=(),
        framing=(),
        divergences=[
            Divergence(
                story_id=story,
                claim_id=claim,
                scope="cross_outlet",
                kind="figure",
                subtype="count",
                thing="trees burnt",
                severity=0.5,
                confidence=0.8,
                summary="Trees burnt: 40 against 60",
                evidence=evidence,
                divergence_id=content_id("divergence", *sorted(a.outlet for a in articles), "trees burnt"),
            )
        ],
    )


@pytest.fixture
def day() -> Window:
    return Window(start=DAY, end=DAY + timedelta(days=1))


@pytest.fixture
def two_articles() -> list[Article]:
    return [
        article("herald", "Orchard burns", "40 trees burnt in the orchard at Lunn."),
        article("courier", "Fire at Lunn", "60 trees burnt in the orchard at Lunn."),
    ]
