"""Claims and omissions judged on cases written for it: right flags, and hard negatives that stay silent."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.encoder import SentenceEncoder
from pipeline.adapters.pair_model import TrainedPairModel
from pipeline.adapters.parser import SpacyParser
from pipeline.core.divergence.claim import ClaimJudge
from pipeline.core.divergence.claim_model import LIKELY
from pipeline.core.divergence.omission import OmissionJudge
from pipeline.core.sentences import sentences_of
from pipeline.ids import content_id, text_hash
from pipeline.model import AlignedGroup, Article, Divergence, Sentence, Statement, StoryCoverage

HERE = Path(__file__).parent
NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line]


def article(outlet: str, title: str, text: str, hours: float = 0) -> Article:
    when = NOON + timedelta(hours=hours)
    url = f"https://{outlet}.example/story"
    return Article(
        article_id=content_id("article", outlet),
        content_hash=text_hash(title, text),
        url=url,
        canonical_url=url,
        outlet=outlet,
        title=title,
        text=text,
        published_at=when,
        first_seen_at=when,
        fetched_at=when,
        word_count=len(text.split()),
    )


@cache
def parses() -> dict[str, Any]:
    texts = [case[side] for case in cases("claims.jsonl") for side in ("a", "b")]
    return dict(zip(texts, SpacyParser().parse(texts), strict=True))


def pair(a: str, b: str) -> AlignedGroup:
    statements = []
    for outlet, text in (("alpha", a), ("beta", b)):
        source = article(outlet, "News of the day", text)
        sentence = Sentence(
            sentence_id=content_id("sentence", source.article_id, text),
            article_id=source.article_id,
            content_hash=source.content_hash,
            version=1,
            position=1,
            section="body",
            text=text,
            char_start=0,
            char_end=len(text),
            is_quote=False,
        )
        statements.append(
            Statement(sentence=sentence, article=source, origin=source.article_id, parse=parses()[text])
        )
    ids = sorted(s.id for s in statements)
    story = StoryCoverage(
        story_id="story",
        articles=tuple(s.article for s in statements),
        origins={s.article.article_id: s.origin for s in statements},
        statements={s.id: s for s in statements},
        by_article={s.article.article_id: (s.id,) for s in statements},
        scores={(ids[0], ids[1]): 0.7},
    )
    return AlignedGroup(scope="cross_outlet", claim_id="claim", statements=tuple(statements), story=story)


@pytest.mark.parametrize("case", cases("claims.jsonl"), ids=lambda case: case["name"])
def test_claims_are_judged(case: dict[str, Any]) -> None:
    for a, b in ((case["a"], case["b"]), (case["b"], case["a"])):
        found = [d for d in ClaimJudge().judge(pair(a, b)) if d.confidence >= 0.5]
        assert [d.subtype for d in found] == ([case["expected"]] if case["expected"] else [])
        for one in found:
            assert len({p.value for p in one.evidence}) == len({p.side for p in one.evidence}) == 2
            assert all(p.quote and p.quote in (a + b) for p in one.evidence)


@pytest.mark.parametrize("case", cases("conflicts.jsonl"), ids=lambda case: case["name"])
def test_the_pair_model_tells_conflicts(case: dict[str, Any]) -> None:
    (sure,) = pair_model().conflicts([(case["a"], case["b"])])
    assert (sure >= LIKELY) == case["conflict"]


@cache
def pair_model() -> TrainedPairModel:
    return TrainedPairModel()


@cache
def vectors() -> dict[str, Any]:
    """One vector for each distinct sentence of all cases, encoded together."""
    texts = sorted(
        {s.text for case in cases("omissions.jsonl") for a in articles_of(case) for s in sentences_of(a)}
    )
    return dict(zip(texts, SentenceEncoder().encode(texts), strict=True))


def articles_of(case: dict[str, Any]) -> list[Article]:
    return [
        article(a["outlet"], a["title"], a["text"] + "\n\n" + a["rest"], a["hours"]) for a in case["articles"]
    ]


def story_group(case: dict[str, Any]) -> AlignedGroup:
    """The case's articles as a story, with real sentences and cosines, and the claim's sentences as a group."""
    articles = articles_of(case)
    origins = {
        a.article_id: c.get("origin", a.outlet) for a, c in zip(articles, case["articles"], strict=True)
    }
    sentences = {a.article_id: sentences_of(a) for a in articles}
    statements = {
        s.sentence_id: Statement(sentence=s, article=a, origin=origins[a.article_id])
        for a in articles
        for s in sentences[a.article_id]
    }
    vector = vectors()
    nearest = {
        (i, a.article_id): max(float(vector[one.text] @ vector[s.text]) for s in sentences[a.article_id])
        for i, one in statements.items()
        for a in articles
        if one.article is not a
    }
    story = StoryCoverage(
        story_id="story",
        articles=tuple(sorted(articles, key=lambda a: a.article_id)),
        origins=origins,
        statements=statements,
        by_article={k: tuple(s.sentence_id for s in v) for k, v in sentences.items()},
        scores={},
        nearest=nearest,
    )
    claim = [s for s in statements.values() if s.text in case["claim"]]
    assert len(claim) >= len(case["claim"])
    ordered = sorted(claim, key=lambda s: (s.article.article_id, s.sentence.position))
    return AlignedGroup(scope="cross_outlet", claim_id="claim", statements=tuple(ordered), story=story)


def missing(found: list[Divergence]) -> set[str]:
    return {p.outlet for d in found for p in d.evidence if p.sentence_id is None}


@pytest.mark.parametrize("case", cases("omissions.jsonl"), ids=lambda case: case["name"])
def test_omissions_are_judged(case: dict[str, Any]) -> None:
    found = [d for d in OmissionJudge().judge(story_group(case)) if d.confidence >= 0.5]
    assert missing(found) == set(case["missing"])
    for one in found:
        last = max(p.side for p in one.evidence)
        assert all((p.side == last) == (p.sentence_id is None) for p in one.evidence)
        assert all(p.quote is None for p in one.evidence if p.sentence_id is None)
