"""What the pair model is asked, and that judges hear it: a stub in its place that knows its pairs by heart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.core.divergence.claim import ClaimJudge
from pipeline.core.divergence.claim_model import SURE, may_conflict, two_sides
from pipeline.core.sentences import sentences_of
from pipeline.ids import content_id, text_hash
from pipeline.model import (
    AlignedGroup,
    Alignment,
    Article,
    Claim,
    PairVerdict,
    Sentence,
    Statement,
    StoryCoverage,
)
from pipeline.stages.compare_pairs import conflicts_by_story

NOON = datetime(2033, 3, 9, 12, tzinfo=UTC)
LOCKED = "The chapel at Vorne was locked on the night of the theft."
OPEN = "On the night of the theft anybody could walk into the chapel at Vorne."


class ByHeart:
    """A pair model that knows which texts contradict one another, and what it was asked."""

    revision = "by-heart"

    def __init__(self, opposed: set[frozenset[str]]) -> None:
        self.opposed = opposed
        self.asked: list[tuple[str, str]] = []

    def verdicts(self, pairs: Sequence[tuple[str, str]]) -> list[PairVerdict]:
        return [PairVerdict(same_claim=0.9) for _ in pairs]

    def conflicts(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.asked.extend(pairs)
        return [0.97 if frozenset(pair) in self.opposed else 0.02 for pair in pairs]


def article(outlet: str, text: str, hours: float = 0) -> Article:
    when = NOON + timedelta(hours=hours)
    return Article(
        article_id=content_id("article", outlet),
        content_hash=text_hash("News", text),
        url=f"https://{outlet}.example/a",
        canonical_url=f"https://{outlet}.example/a",
        outlet=outlet,
        title="News",
        text=text,
        published_at=when,
        first_seen_at=when,
        fetched_at=when,
        word_count=len(text.split()),
        language="en",
    )


def body(one: Article) -> Sentence:
    return next(s for s in sentences_of(one) if s.section == "body")


def group(texts: dict[str, str], conflicts: dict[tuple[str, str], float], late: float = 0) -> AlignedGroup:
    """One claim told by each outlet in its text; beta's article is `late` hours later."""
    articles = {o: article(o, t, late * (o == "beta")) for o, t in texts.items()}
    statements = {
        o: Statement(
            sentence=body(a),
            article=a,
            origin=a.article_id,
        )
        for o, a in articles.items()
    }
    ids = {o: s.id for o, s in statements.items()}
    key = {(a, b): (min(ids[a], ids[b]), max(ids[a], ids[b])) for a in ids for b in ids if a < b}
    story = StoryCoverage(
        story_id="story",
        articles=tuple(sorted(articles.values(), key=lambda a: a.article_id)),
        origins={a.article_id: a.article_id for a in articles.values()},
        statements={s.id: s for s in statements.values()},
        by_article={s.article.article_id: (s.id,) for s in statements.values()},
        scores=dict.fromkeys(key.values(), 0.8),
        conflicts={key[pair]: sure for pair, sure in conflicts.items()},
    )
    ordered = sorted(statements.values(), key=lambda s: s.article.article_id)
    return AlignedGroup(scope="cross_outlet", claim_id="claim", statements=tuple(ordered), story=story)


def rows(one: AlignedGroup) -> list[tuple[str, str | None]]:
    return [(d.subtype, d.explained_by) for d in ClaimJudge().judge(one)]


def test_only_pairs_of_independent_outlets_in_other_words_are_read():
    articles = {o: article(o, t) for o, t in {"alpha": LOCKED, "beta": OPEN, "gamma": LOCKED}.items()}
    ids = {o: body(a).sentence_id for o, a in articles.items()}
    model = ByHeart({frozenset((LOCKED, OPEN))})
    pairs = [
        tuple(sorted((ids[a], ids[b]))) for a, b in (("alpha", "beta"), ("alpha", "gamma"), ("beta", "gamma"))
    ]
    origins = {articles["beta"].article_id: "agency", articles["gamma"].article_id: "agency"}
    claim = Claim(
        claim_id="claim",
        story_id="story",
        text=LOCKED,
        sentence_ids=tuple(sorted(ids.values())),
        outlet_count=3,
        origin_count=2,
    )
    found = conflicts_by_story(
        [
            Alignment(story_id="story", sentence_a=a, sentence_b=b, similarity=0.7, score=0.8)
            for a, b in pairs
        ],
        [claim],
        {a.article_id: sentences_of(a) for a in articles.values()},
        {a.article_id: a for a in articles.values()},
        origins,
        model,
    )
    assert found == {"story": {pairs[0]: 0.97}}
    assert len(model.asked) == 1
    assert not conflicts_by_story([], [], {}, {}, {}, None)


def test_equal_words_are_no_conflict():
    assert not may_conflict("“It was shut,” he said.", "It was shut, he said")
    assert may_conflict("It was shut.", "It was not shut.")


def test_a_sure_contradiction_is_told_with_both_accounts():
    texts = {"alpha": LOCKED, "beta": OPEN, "gamma": LOCKED.replace("chapel", "old chapel")}
    one = group(texts, {("alpha", "beta"): 0.97, ("beta", "gamma"): 0.95, ("alpha", "gamma"): 0.01})
    (found,) = ClaimJudge().judge(one)
    sides = {o: {p.side for p in found.evidence if p.outlet == o} for o in texts}
    assert found.subtype == "contradiction"
    assert found.confidence < 0.5  # the model alone: on the list apart
    assert sides["alpha"] == sides["gamma"] != sides["beta"]


def test_less_than_sure_is_not_told():
    assert not rows(group({"alpha": LOCKED, "beta": OPEN}, {("alpha", "beta"): SURE - 0.01}))


def test_an_odd_pair_among_many_that_go_together_is_not_told():
    texts = {"alpha": LOCKED, "beta": OPEN} | {o: f"{LOCKED} {o}" for o in ("gamma", "delta", "epsilon")}
    assert not rows(group(texts, {("alpha", "beta"): 0.99}))
    assert rows(
        group(texts, {("alpha", "beta"): 0.95} | {("beta", o): 0.8 for o in ("gamma", "delta", "epsilon")})
    )


def test_what_may_have_changed_is_explained_by_time():
    told = rows(group({"alpha": LOCKED, "beta": OPEN}, {("alpha", "beta"): 0.99}, late=9))
    assert told == [("contradiction", "time")]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The chapel at Vorne was locked on Monday.", "The chapel at Vorne stood open on Tuesday."),
        ("Some 40 pilgrims came to the chapel at Vorne.", "Some 90 pilgrims came to the chapel at Vorne."),
    ],
    ids=["other days", "other figures"],
)
def test_what_days_or_figures_explain_is_not_told(a, b):
    assert not rows(group({"alpha": a, "beta": b}, {("alpha", "beta"): 0.99}))


def test_accounts_do_not_depend_on_the_order_of_pairs():
    texts = {o: f"{LOCKED} {o}" for o in ("alpha", "beta", "gamma", "delta")}
    one = group(texts, {})
    a, b, c, d = one.statements
    pairs = [(a, b, 0.99), (b, c, 0.98), (a, c, 0.97), (c, d, 0.96)]
    first, second = two_sides(pairs)
    assert {s.outlet for s in first} | {s.outlet for s in second} == set(texts)
    assert (a in first) == (c in first) != (b in first)  # the surest decide: a against b, b against c
    assert two_sides(pairs[:2]) == ([a, c], [b])
