"""Alignment: who says the same, and claims in which every member fits."""

from datetime import UTC, datetime

import numpy as np
import pytest

from pipeline.adapters.encoder import SentenceEncoder
from pipeline.adapters.low_rank import SENTENCES as SENTENCES_ADAPTER
from pipeline.core.alignment import (
    find_alignments,
    find_claims,
    first_scores,
    nearest_in_articles,
    score_pairs,
)
from pipeline.core.alignment_weights import FIRST, SECOND
from pipeline.core.pair_context import CONTEXT
from pipeline.core.pair_features import FEATURES, candidate_pairs
from pipeline.core.sentences import sentences_of
from pipeline.ids import content_id, text_hash
from pipeline.model import Alignment, Article, Sentence

MOMENT = datetime(2026, 3, 2, tzinfo=UTC)
COVERAGE = {
    "gazette": (
        "Gravel barge sinks at Tarn, two sailors saved",
        "A barge carrying 400 tonnes of gravel sank beside the quay at Tarn on Monday morning. "
        "Both sailors were pulled from the water by anglers. "
        "The harbour master, Iva Renn, said a leaking valve was to blame. "
        "The quay will stay closed until Thursday.",
    ),
    "post": (
        "Anglers rescue two as barge goes down in Tarn",
        "Anglers pulled two sailors out of the water on Monday morning after their barge sank at Tarn. "
        "The vessel carried 400 tonnes of gravel. "
        "“A leaking valve was to blame,” said Iva Renn, the harbour master. "
        "Swans nest on the far bank in spring.",
    ),
    "star": (
        "Barge loaded with gravel sinks",
        "The quay at Tarn will remain closed until Thursday after a barge with gravel went down there on Monday. "
        "Two sailors were rescued by people who were fishing nearby. "
        "The town band plays on Sunday.",
    ),
}
ARTICLES = {
    name: Article(
        article_id=name,
        content_hash=text_hash(title, text),
        url=f"https://{name}.example/1",
        canonical_url=f"https://{name}.example/1",
        outlet=name,
        title=title,
        text=text,
        fetched_at=MOMENT,
        word_count=len(text.split()),
    )
    for name, (title, text) in COVERAGE.items()
}
SENTENCES = [s for name in sorted(ARTICLES) for s in sentences_of(ARTICLES[name])]
BY_TEXT = {s.text: s for s in SENTENCES}
ORIGINS = {name: f"origin-{name}" for name in ARTICLES}


@pytest.fixture(scope="module")
def vectors():
    return SentenceEncoder(adapter=SENTENCES_ADAPTER).encode([s.text for s in SENTENCES])


@pytest.fixture(scope="module")
def scored(vectors):
    return score_pairs("story", SENTENCES, vectors)


def score_of(scored, one, other):
    a, b = sorted((starting(one).sentence_id, starting(other).sentence_id))
    return next((p.score for p in scored if (p.sentence_a, p.sentence_b) == (a, b)), 0.0)


def starting(words):
    (found,) = [s for s in SENTENCES if s.text.startswith(words)]
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Both sailors were pulled", "Anglers pulled two sailors"),
        ("The harbour master, Iva Renn", "“A leaking valve"),
        ("Gravel barge sinks at Tarn", "Anglers rescue two"),
        ("The quay will stay closed", "The quay at Tarn will remain"),
    ],
)
def test_sentences_that_say_the_same_are_aligned(scored, one, other):
    assert score_of(scored, one, other) >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The quay will stay closed", "Swans nest"),
        ("The town band plays", "The quay will stay closed"),
        ("The harbour master, Iva Renn", "Two sailors were rescued"),
        ("Both sailors were pulled", "The vessel carried"),
    ],
)
def test_sentences_on_other_matters_are_not(scored, one, other):
    assert score_of(scored, one, other) < 0.5


def test_pairs_come_once_in_order_from_two_articles(scored):
    article_of = {s.sentence_id: s.article_id for s in SENTENCES}
    keys = [(p.sentence_a, p.sentence_b) for p in scored]
    assert keys == sorted(set(keys))
    assert all(a < b and article_of[a] != article_of[b] for a, b in keys)
    assert all(0 <= p.score <= 1 and p.similarity == round(p.similarity, 4) for p in scored)


def test_the_order_of_sentences_changes_nothing(scored, vectors):
    order = np.random.default_rng(3).permutation(len(SENTENCES))
    again = score_pairs("story", [SENTENCES[i] for i in order], vectors[order])
    assert again == scored


def test_alignments_are_the_pairs_that_reach_the_threshold(scored):
    assert {p.score >= 0.7 for p in find_alignments(scored, 0.7)} == {True}
    assert len(find_alignments(scored, 0.7)) < len(find_alignments(scored, 0.3))


def test_a_claim_gathers_what_says_the_same(scored):
    claims = find_claims("story", SENTENCES, scored, ARTICLES, ORIGINS, threshold=0.5)
    held = [set(c.sentence_ids) for c in claims]
    assert any(
        {starting("The harbour master").sentence_id, starting("“A leaking").sentence_id} <= ids
        for ids in held
    )
    assert not any(starting("Swans").sentence_id in ids for ids in held)
    assert sum(map(len, held)) == len(set().union(*held))  # one claim a sentence at most
    for claim in claims:
        assert claim.claim_id == content_id("claim", "story", claim.sentence_ids[0])
        assert claim.text in BY_TEXT
        assert claim.outlet_count == claim.origin_count > 1


def sentence(name, article_id, position=1):
    return Sentence(
        sentence_id=name,
        article_id=article_id,
        content_hash="h",
        version=1,
        position=position,
        section="body",
        text=f"Text of {name}.",
        char_start=0,
        char_end=10,
        is_quote=False,
    )


def pair(a, b, score):
    return Alignment(story_id="story", sentence_a=a, sentence_b=b, similarity=0.5, score=score)


def articles_of(sentences):
    template = ARTICLES["post"]
    return {
        s.article_id: Article(
            **{f: getattr(template, f) for f in template.__slots__}
            | {"article_id": s.article_id, "outlet": s.article_id}
        )
        for s in sentences
    }


def claims_of(sentences, pairs, origins=None):
    articles = articles_of(sentences)
    return find_claims(
        "story", sentences, pairs, articles, origins or {a: a for a in articles}, threshold=0.5
    )


def test_a_chain_of_pairs_is_no_claim():
    chain = [sentence(f"s{i}", f"a{i}") for i in range(6)]
    found = claims_of(chain, [pair(f"s{i}", f"s{i + 1}", 0.9) for i in range(5)])
    assert max(len(c.sentence_ids) for c in found) == 2


def test_a_headline_and_the_sentence_that_it_sums_up_may_share_a_claim():
    rows = [sentence("s0", "a", 0), sentence("s1", "a", 1), sentence("s2", "b"), sentence("s3", "c")]
    pairs = [
        pair(x, y, 0.8) for x, y in [("s0", "s2"), ("s1", "s2"), ("s0", "s3"), ("s1", "s3"), ("s2", "s3")]
    ]
    (claim,) = claims_of(rows, pairs)
    assert claim.sentence_ids == ("s0", "s1", "s2", "s3")
    assert claim.outlet_count == 3


def test_origins_are_counted_once():
    rows = [sentence("s0", "a"), sentence("s1", "b"), sentence("s2", "c")]
    pairs = [pair("s0", "s1", 0.9), pair("s0", "s2", 0.9), pair("s1", "s2", 0.9)]
    (claim,) = claims_of(rows, pairs, {"a": "wire", "b": "wire", "c": "c"})
    assert (claim.outlet_count, claim.origin_count) == (3, 2)


def test_the_text_is_that_of_the_most_central_member():
    rows = [sentence("s0", "a"), sentence("s1", "b"), sentence("s2", "c")]
    (claim,) = claims_of(rows, [pair("s0", "s1", 0.9), pair("s0", "s2", 0.5), pair("s1", "s2", 0.9)])
    assert claim.text == "Text of s1."


def test_nearest_says_how_near_each_other_article_comes(vectors):
    wanted = starting("The town band plays")
    found = nearest_in_articles([wanted.sentence_id], SENTENCES, vectors)
    assert set(found) == {(wanted.sentence_id, "gazette"), (wanted.sentence_id, "post")}
    row = SENTENCES.index(wanted)
    best = max(float(vectors[row] @ vectors[i]) for i, s in enumerate(SENTENCES) if s.article_id == "post")
    assert found[wanted.sentence_id, "post"] == pytest.approx(best, abs=1e-4)
    assert nearest_in_articles([], SENTENCES, vectors) == {}


def test_one_article_or_none_has_no_pairs(vectors):
    alone = [s for s in SENTENCES if s.article_id == "gazette"]
    assert score_pairs("story", alone, vectors[: len(alone)]) == ()
    assert score_pairs("story", [], np.zeros((0, 384), dtype=np.float32)) == ()


def test_the_weights_are_those_of_the_features():
    assert set(FIRST) == set(FEATURES)
    assert set(SECOND) == {*FEATURES, *CONTEXT}


def test_features_are_finite_and_scores_probabilities(vectors):
    for pairs in candidate_pairs(SENTENCES, vectors):
        assert pairs.features.shape == (len(pairs.left), len(FEATURES))
        assert np.isfinite(pairs.features).all()
        scores = first_scores(pairs.features)
        assert ((scores >= 0) & (scores <= 1)).all()
