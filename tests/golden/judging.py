"""Runs judges on small stories written in a test: each article names the sentence that the story is about."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from pipeline.adapters.parser import SpacyParser
from pipeline.core.attributions import find_attributions
from pipeline.core.framing import find_framing
from pipeline.core.sentences import sentences_of
from pipeline.ids import content_id, text_hash
from pipeline.model import Alignment, Article, Claim, Divergence, Story
from pipeline.ports import FigureFinder, Judge, WordingReader
from pipeline.stages import compare
from pipeline.stages.compare import StoriesAligned
from pipeline.stages.reading import Finders

MORNING = datetime(2032, 9, 14, 6, tzinfo=UTC)


class Silent:
    def advance(self, done: int = 1) -> None: ...

    def close(self) -> None: ...


@cache
def parser() -> SpacyParser:
    return SpacyParser()


def cases(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def article(outlet: str, title: str, text: str, hours: float = 0) -> Article:
    url = f"https://{outlet}.example/news"
    when = MORNING + timedelta(hours=hours)
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
        language="en",
    )


def judged(
    judge: Judge,
    stories: Sequence[dict[str, str]],
    *,
    score: float = 0.8,
    wording: WordingReader | None = None,
    figures: tuple[FigureFinder, ...] = (),
) -> list[Divergence]:
    """What a judge finds when the `on` sentence of each article (its text, or its title) is one claim.

    `text` stands for `on` where an article is that sentence alone. Nothing else is aligned.
    """
    articles = [
        article(s["outlet"], s.get("title", "Morning news"), s.get("text", s["on"]), float(s.get("hours", 0)))
        for s in stories
    ]
    sentences = [s for a in articles for s in sentences_of(a)]
    chosen = sorted(
        next(
            s.sentence_id
            for s in sentences
            if s.article_id == a.article_id and s.text.strip() == story["on"].strip()
        )
        for a, story in zip(articles, stories, strict=True)
    )
    story = Story(
        story_id="story",
        title="Morning news",
        article_ids=tuple(sorted(a.article_id for a in articles)),
        first_published_at=MORNING,
        last_published_at=MORNING,
        outlet_count=len(articles),
        origin_count=len(articles),
    )
    aligned = StoriesAligned(
        sentences=sentences,
        stories=(story,),
        origins={a.article_id: a.article_id for a in articles},
        alignments=tuple(
            Alignment(story_id="story", sentence_a=a, sentence_b=b, similarity=score, score=score)
            for a, b in combinations(chosen, 2)
        ),
        claims=(
            Claim(
                claim_id="claim",
                story_id="story",
                text=stories[0]["on"],
                sentence_ids=tuple(chosen),
                outlet_count=len(articles),
                origin_count=len(articles),
            ),
        ),
        nearest={},
    )
    found = compare.run(
        articles,
        aligned,
        finders=Finders(figures=figures, attributions=(find_attributions,), framing=(find_framing,)),
        judges=(judge,),
        parser=parser(),
        languages=("en",),
        progress=Silent(),
        wording=wording,
    )
    check_quotes(found.divergences, articles)
    return found.divergences


def check_quotes(divergences: Sequence[Divergence], articles: Sequence[Article]) -> None:
    """Every quote is exactly the characters at its offsets, in the title or the text."""
    by_id = {a.article_id: a for a in articles}
    for one in divergences:
        assert len({p.side for p in one.evidence}) >= 2
        for piece in one.evidence:
            held = by_id[piece.article_id]
            span = slice(piece.char_start, piece.char_end)
            assert piece.quote in (held.text[span], held.title[span])
            assert piece.quote


def counted(divergences: Sequence[Divergence]) -> list[str]:
    """The subtypes of the rows that count, that is, with a confidence of 0.5 or more."""
    return sorted(d.subtype for d in divergences if d.confidence >= 0.5)
