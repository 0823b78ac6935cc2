"""The claim judge: who stands on which side, when an article is balanced, when time explains."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from pipeline.adapters.parser import SpacyParser
from pipeline.core.divergence.claim import ClaimJudge
from pipeline.core.divergence.merge import merge
from pipeline.model import AlignedGroup, Article, Attribution, Divergence, Sentence, Statement, StoryCoverage

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)


@cache
def parser() -> SpacyParser:
    return SpacyParser()


def statement(
    outlet: str, text: str, *, hours: float = 0, origin: str = "", position: int = 1, said: str = ""
) -> Statement:
    when = NOON + timedelta(hours=hours)
    article = Article(
        article_id=outlet,
        content_hash=outlet,
        url=f"https://{outlet}.example/a",
        canonical_url=f"https://{outlet}.example/a",
        outlet=outlet,
        title="News",
        text=text,
        published_at=when,
        first_seen_at=when,
        fetched_at=when,
        word_count=300,
    )
    sentence = Sentence(
        sentence_id=f"{outlet}-{position}",
        article_id=outlet,
        content_hash=outlet,
        version=1,
        position=position,
        section="body",
        text=text,
        char_start=100 * position,
        char_end=100 * position + len(text),
        is_quote=False,
    )
    attribution = Attribution(
        source_text=said,
        source=said,
        cue="said",
        quote_type="indirect",
        source_start=None,
        source_end=None,
        cue_start=None,
        cue_end=None,
        content_start=0,
        content_end=len(text),
    )
    return Statement(
        sentence=sentence,
        article=article,
        origin=origin or outlet,
        attributions=(attribution,) if said else (),
        parse=parser().parse([text])[0],
    )


def judged(*statements: Statement, scope: str = "cross_outlet") -> list[Divergence]:
    story = StoryCoverage(
        story_id="story",
        articles=tuple({s.article.article_id: s.article for s in statements}.values()),
        origins={s.article.article_id: s.origin for s in statements},
        statements={s.id: s for s in statements},
        by_article={
            s.article.article_id: tuple(t.id for t in statements if t.outlet == s.outlet) for s in statements
        },
        scores={},
    )
    group = AlignedGroup(scope=scope, claim_id="c", statements=statements, story=story)  # type: ignore[arg-type]
    return list(ClaimJudge().judge(group))


def test_all_outlets_of_a_side_stand_on_it_with_the_words_that_decide() -> None:
    (row,) = judged(
        statement("alpha", "The Orrin council approved the harbour plan."),
        statement("beta", "On Monday the Orrin council approved the harbour plan."),
        statement("gamma", "The Orrin council rejected the harbour plan."),
    )
    assert (row.kind, row.subtype, row.scope, row.explained_by) == (
        "claim",
        "contradiction",
        "cross_outlet",
        None,
    )
    assert [(p.side, p.outlet, p.quote, p.value) for p in row.evidence] == [
        (0, "alpha", "approved", "approve"),
        (0, "beta", "approved", "approve"),
        (1, "gamma", "rejected", "reject"),
    ]
    assert row.evidence[0].char_start == 100 + len("The Orrin council ")
    assert "alpha and beta" in row.summary
    assert "gamma “rejected”" in row.summary


def test_the_row_does_not_depend_on_the_order_of_statements() -> None:
    statements = [
        statement("alpha", "The Orrin council approved the harbour plan."),
        statement("beta", "The council of Orrin did not approve the harbour plan."),
        statement("gamma", "The Orrin council rejected the harbour plan."),
    ]
    summarise = ClaimJudge().summarise
    assert merge(judged(*statements), summarise) == merge(judged(*reversed(statements)), summarise)


def test_an_article_that_tells_both_sides_stands_on_neither() -> None:
    balanced = (
        statement("beta", "Miners blocked the Tarn road.", position=1),
        statement("beta", "Miners did not block the Tarn road.", position=2),
    )
    assert judged(statement("alpha", "Miners did not block the Tarn road."), *balanced) == []


def test_reports_of_two_opponents_are_no_contradiction_of_outlets() -> None:
    yes = statement("alpha", "Miners blocked the Tarn road.", said="police")
    no = statement("beta", "Miners did not block the Tarn road.", said="union")
    assert judged(yes, no) == []
    assert len(judged(yes, statement("beta", "Miners did not block the Tarn road.", said="police"))) == 1
    assert len(judged(yes, statement("beta", "Miners did not block the Tarn road."))) == 1


def test_copies_of_one_text_do_not_contradict_each_other() -> None:
    assert (
        judged(
            statement("alpha", "Miners blocked the Tarn road.", origin="wire"),
            statement("beta", "Miners did not block the Tarn road.", origin="wire"),
        )
        == []
    )


def test_a_side_told_hours_later_may_be_an_update() -> None:
    early = statement("alpha", "Four miners are feared dead at Pitt Hollow.")
    late = statement("beta", "Four miners were killed at Pitt Hollow.", hours=9)
    soon = statement("beta", "Four miners were killed at Pitt Hollow.", hours=1)
    assert [d.explained_by for d in judged(early, late)] == ["time"]
    assert [d.explained_by for d in judged(early, soon)] == [None]


@pytest.mark.parametrize("scope", ["within_article", "headline_body"])
def test_other_scopes_are_not_judged(scope: str) -> None:
    a = statement("alpha", "Miners blocked the Tarn road.")
    b = statement("beta", "Miners did not block the Tarn road.")
    assert judged(a, b, scope=scope) == []
    assert judged(a, b) != []


def test_certainty_has_a_settled_and_an_open_side() -> None:
    (row,) = judged(
        statement("alpha", "The cause of the blaze is under investigation."),
        statement("beta", "The blaze was started deliberately by a tenant."),
    )
    assert row.subtype == "certainty"
    assert {p.outlet: p.value for p in row.evidence} == {"alpha": "open", "beta": "settled"}
