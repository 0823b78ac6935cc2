"""Versions of one article, written for this project: what was changed is told, and what is no change is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.core.attributions import find_attributions
from pipeline.core.divergence.attribution import AttributionJudge
from pipeline.core.divergence.claim import ClaimJudge
from pipeline.core.divergence.figure import FigureJudge
from pipeline.core.divergence.framing import FramingJudge
from pipeline.core.divergence.omission import OmissionJudge
from pipeline.core.figures import find_figures
from pipeline.core.framing import find_framing
from pipeline.core.sentences import sentences_of
from pipeline.core.stories import latest_versions
from pipeline.ids import text_hash
from pipeline.model import Article, Divergence, Story
from pipeline.stages import compare, load
from pipeline.stages.compare import StoriesAligned
from pipeline.stages.reading import Finders

from .judging import MORNING, Silent, article, cases, parser

CASES = cases(Path(__file__).parent / "versions.jsonl")
JUDGES = (FigureJudge(), ClaimJudge(), AttributionJudge(), FramingJudge(), OmissionJudge())


def version(text: Mapping[str, str], hours: float, outlet: str = "argus") -> Article:
    """One version as it was fetched; its outlet does not say that it was modified."""
    made = article(outlet, text["title"], text["text"])
    return replace(
        made,
        content_hash=text_hash(made.title, made.text),
        fetched_at=MORNING + timedelta(hours=hours),
    )


def changes(articles: Sequence[Article]) -> list[Divergence]:
    """What is told of changes between versions when these are all that was collected."""
    numbered = load.with_versions(articles)
    latest = latest_versions(numbered)
    story = Story(
        story_id="story",
        title="Morning news",
        article_ids=tuple(a.article_id for a in latest),
        first_published_at=MORNING,
        last_published_at=MORNING,
        outlet_count=len(latest),
        origin_count=len(latest),
    )
    found = compare.run(
        numbered,
        StoriesAligned(
            sentences=[s for a in numbered for s in sentences_of(a)],
            stories=(story,),
            origins={a.article_id: a.article_id for a in latest},
            alignments=(),
            claims=(),
            nearest={},
        ),
        finders=Finders(figures=(find_figures,), attributions=(find_attributions,), framing=(find_framing,)),
        judges=JUDGES,
        parser=parser(),
        languages=("en",),
        progress=Silent(),
    )
    rows = [d for d in found.divergences if d.scope == "cross_version"]
    check(rows, numbered)
    return rows


def check(rows: Sequence[Divergence], articles: Sequence[Article]) -> None:
    """Each row has two sides, of two versions, and every quote stands at its offsets in its version."""
    held = {(a.article_id, a.version): a for a in articles}
    ids = {s.sentence_id: s for a in articles for s in sentences_of(a)}
    for row in rows:
        assert len({p.side for p in row.evidence}) >= 2
        assert len({p.version for p in row.evidence}) >= 2
        for piece in row.evidence:
            sentence = ids[piece.sentence_id or ""]
            assert (sentence.article_id, sentence.version) == (piece.article_id, piece.version)
            one = held[piece.article_id, piece.version]
            text = one.title if sentence.section == "headline" else one.text
            assert text[piece.char_start : piece.char_end] == piece.quote


@cache
def judged(name: str) -> tuple[Divergence, ...]:
    case = next(c for c in CASES if c["name"] == name)
    return tuple(changes([version(case["old"], 0), version(case["new"], 5)]))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_versions(case: dict[str, Any]) -> None:
    found = sorted([d.kind, d.subtype, d.explained_by] for d in judged(case["name"]) if d.confidence >= 0.5)
    assert found == sorted(case["expected"]), [d.summary for d in judged(case["name"])]


def test_there_are_enough_cases_of_both_kinds() -> None:
    told = sum(bool(c["expected"]) for c in CASES)
    assert told >= 12
    assert len(CASES) - told >= 20
