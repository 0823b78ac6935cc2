"""Laws of merging: one row for each thing, the same whatever the order, one side for each value."""

from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.divergence.merge import DOUBTED, merge
from pipeline.core.divergence.record import number_sides
from pipeline.ids import content_id
from pipeline.model import Divergence, Evidence


def piece(article: int, place: int, value: int) -> Evidence:
    return Evidence(
        side=0,
        outlet=f"outlet-{article}",
        article_id=f"article-{article}",
        version=1,
        sentence_id=f"sentence-{article}-{place}",
        char_start=place,
        char_end=place + 2,
        quote=f"{value:02}",
        value=str(value),
    )


pieces = st.builds(piece, st.integers(0, 5), st.integers(0, 3), st.integers(0, 3))


@st.composite
def rows(draw: st.DrawFn) -> Divergence:
    thing = draw(st.sampled_from(["dead", "hurt", "missing"]))
    explained = draw(st.sampled_from([None, "time"]))
    found = number_sides(draw(st.lists(pieces, min_size=2, max_size=5)))
    return Divergence(
        story_id="story",
        claim_id=draw(st.sampled_from(["a", "b"])),
        scope="cross_outlet",
        kind="figure",
        subtype="count",
        thing=thing,
        severity=draw(st.sampled_from([0.25, 0.5])),
        confidence=draw(st.sampled_from([0.6, 0.9])),
        explained_by=explained,
        summary=summarise(found, "count"),
        evidence=found,
        divergence_id=content_id("divergence", "story", "cross_outlet", "figure", "count", thing),
    )


def summarise(evidence: Sequence[Evidence], subtype: str) -> str:
    return f"{subtype}: {' against '.join(sorted({p.value or '' for p in evidence}))}"


@given(st.lists(rows(), max_size=8), st.integers(0, 9))
def test_the_order_of_judging_changes_nothing(found: list[Divergence], seed: int) -> None:
    shuffled = random.Random(seed).sample(found, len(found))
    assert merge(found, summarise) == merge(shuffled, summarise)


@given(st.lists(rows(), max_size=8))
def test_ids_differ_and_no_evidence_is_lost(found: list[Divergence]) -> None:
    merged = merge(found, summarise)
    assert len({d.divergence_id for d in merged}) == len(merged)
    words = {(p.article_id, p.char_start, p.value) for d in found for p in d.evidence}
    assert {(p.article_id, p.char_start, p.value) for d in merged for p in d.evidence} == words


@given(st.lists(rows(), max_size=8))
def test_a_side_is_a_value(found: list[Divergence]) -> None:
    for row in merge(found, summarise):
        assert len({p.side for p in row.evidence}) == len({p.value for p in row.evidence})
        assert len({(p.side, p.value) for p in row.evidence}) == len({p.side for p in row.evidence})


@given(st.lists(rows(), max_size=8))
def test_an_article_at_odds_with_itself_makes_no_sure_conflict(found: list[Divergence]) -> None:
    for row in merge(found, summarise):
        sides = {(p.article_id, p.side) for p in row.evidence}
        if row.explained_by is None and len({a for a, _ in sides}) < len(sides):
            assert row.confidence <= DOUBTED
