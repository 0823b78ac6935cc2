"""Laws of claims, over any pair scores."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.alignment import MEMBER_FLOOR, find_claims
from pipeline.model import Alignment, Article, Sentence

NAMES = [f"s{i}" for i in range(10)]
ARTICLE_OF = {name: f"a{int(name[1:]) // 2}" for name in NAMES}
ARTICLES = {
    a: Article(
        article_id=a,
        content_hash="h",
        url=a,
        canonical_url=a,
        outlet=a,
        title=a,
        text=a,
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
        word_count=1,
    )
    for a in sorted(set(ARTICLE_OF.values()))
}
SENTENCES = [
    Sentence(
        sentence_id=name,
        article_id=ARTICLE_OF[name],
        content_hash="h",
        version=1,
        position=int(name[1:]) % 2,
        section="body",
        text=name,
        char_start=0,
        char_end=2,
        is_quote=False,
    )
    for name in NAMES
]
SCORES = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(
        lambda p: p[0] < p[1] and ARTICLE_OF[p[0]] != ARTICLE_OF[p[1]]
    ),
    st.integers(5, 100).map(lambda n: n / 100),
)


def claims_of(scores, sentences=SENTENCES):
    pairs = [
        Alignment(story_id="x", sentence_a=a, sentence_b=b, similarity=0.5, score=s)
        for (a, b), s in scores.items()
    ]
    return find_claims("x", sentences, pairs, ARTICLES, {a: a for a in ARTICLES}, threshold=0.5)


@given(SCORES)
def test_every_member_fits_and_no_sentence_is_in_two_claims(scores):
    seen = []
    for claim in claims_of(scores):
        seen.extend(claim.sentence_ids)
        assert claim.outlet_count > 1
        assert claim.text in claim.sentence_ids
        for one in claim.sentence_ids:
            others = [o for o in claim.sentence_ids if ARTICLE_OF[o] != ARTICLE_OF[one]]
            mean = sum(scores.get((min(one, o), max(one, o)), 0) for o in others) / len(others)
            assert mean >= MEMBER_FLOOR * 0.5 - 1e-6
    assert len(seen) == len(set(seen))


@given(SCORES, st.randoms(use_true_random=False))
def test_the_order_of_pairs_and_sentences_changes_nothing(scores, draw):
    pairs, sentences = list(scores.items()), list(SENTENCES)
    draw.shuffle(pairs)
    draw.shuffle(sentences)
    assert claims_of(dict(pairs), sentences) == claims_of(scores)
