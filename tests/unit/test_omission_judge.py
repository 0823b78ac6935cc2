"""The omission judge: who could have told, who carries, and what counts as central."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipeline.core.divergence.absence import core_of, is_content
from pipeline.core.divergence.omission import OmissionJudge
from pipeline.model import AlignedGroup, Article, Divergence, Sentence, Statement, StoryCoverage

NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
CLAIM = {
    "alpha": "Inspectors warned of a rusted valve, a report says.",
    "beta": "A rusted valve was the subject of a report by inspectors, who warned of it.",
    "gamma": "The report of the inspectors warned of the rusted valve.",
    "delta": "Inspectors had warned: the valve was rusted, says a report.",
}
OTHER = "Families slept in the school."
ELSEWHERE = "The choir will sing on Saturday."


def article(name: str, body: list[str], **changes: Any) -> Article:
    made = Article(
        article_id=name,
        content_hash=name,
        url=f"https://{name}.example/a",
        canonical_url=f"https://{name}.example/a",
        outlet=name,
        title="Leak at the waterworks",
        text=" ".join(body),
        published_at=NOON,
        first_seen_at=NOON,
        fetched_at=NOON,
        word_count=300,
    )
    return replace(made, **changes)


def judged(
    missing: Article | None = None,
    *,
    carriers: tuple[str, ...] = ("alpha", "beta", "gamma", "delta"),
    origins: dict[str, str] | None = None,
    cosine: float | None = 0.2,
    late: bool = False,
) -> list[Divergence]:
    """The judge's rows for a claim of the carriers that one more article may leave out."""
    lead = [OTHER] * 9 if late else []
    bodies = {o: [*lead, CLAIM[o], OTHER, ELSEWHERE] for o in carriers}
    articles = [article(o, body) for o, body in bodies.items()]
    articles.append(missing or article("omega", [OTHER, ELSEWHERE]))
    bodies[articles[-1].article_id] = [OTHER, ELSEWHERE]
    origin = {a.article_id: (origins or {}).get(a.article_id, a.article_id) for a in articles}
    statements: dict[str, Statement] = {}
    for a in articles:
        for position, text in enumerate(bodies[a.article_id], start=1):
            sentence = Sentence(
                sentence_id=f"{a.article_id}-{position}",
                article_id=a.article_id,
                content_hash=a.content_hash,
                version=1,
                position=position,
                section="body",
                text=text,
                char_start=100 * position,
                char_end=100 * position + len(text),
                is_quote=False,
            )
            statements[sentence.sentence_id] = Statement(
                sentence=sentence, article=a, origin=origin[a.article_id]
            )
    story = StoryCoverage(
        story_id="story",
        articles=tuple(articles),
        origins=origin,
        statements=statements,
        by_article={a: tuple(i for i, s in statements.items() if s.article.article_id == a) for a in bodies},
        scores={},
        nearest={} if cosine is None else {(i, a): cosine for i in statements for a in bodies},
    )
    claim = tuple(s for s in statements.values() if s.text in CLAIM.values())
    group = AlignedGroup(scope="cross_outlet", claim_id="c", statements=claim, story=story)
    return list(OmissionJudge().judge(group))


def test_one_row_with_the_carriers_and_last_the_missing_article() -> None:
    (row,) = judged()
    assert (row.kind, row.subtype) == ("omission", "missing_claim")
    assert [(p.side, p.outlet) for p in row.evidence] == [
        (0, "alpha"),
        (0, "beta"),
        (0, "delta"),
        (0, "gamma"),
        (1, "omega"),
    ]
    assert row.evidence[-1].quote is None
    assert row.evidence[0].quote == "Inspectors warned of a rusted valve, a report"
    assert row.summary.startswith("omega does not report “")


@pytest.mark.parametrize(
    "changes",
    [
        {"access": "partial"},
        {"word_count": 60},
        {"published_at": NOON - timedelta(hours=1)},
        {"outlet": "alpha"},
        {"text": "A valve with rust on it had been reported: inspectors had warned of the rusted valve."},
    ],
)
def test_who_could_not_tell_or_told_is_not_named(changes: dict[str, Any]) -> None:
    assert judged(article("omega", [OTHER], **changes)) == []


def test_a_close_sentence_or_an_unknown_cosine_is_no_absence() -> None:
    assert judged(cosine=0.7) == []
    assert judged(cosine=None) == []


def test_too_few_independent_carriers() -> None:
    assert judged(carriers=("alpha", "beta")) == []
    assert judged(origins={"alpha": "wire", "beta": "wire", "gamma": "wire"}) == []
    assert judged(origins={"omega": "alpha"}) == []


def test_a_tangent_at_the_end_is_no_omission() -> None:
    assert judged(late=True) == []


def test_the_core_is_what_half_of_the_origins_use() -> None:
    (row,) = judged()
    assert row.thing == "inspector report rust"
    assert is_content("valv")
    assert not is_content("1,900")
    assert not is_content("monday")
    assert core_of(()).stems == ()
