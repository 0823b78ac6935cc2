"""Which sentences of a story's articles say the same, and the claims that they make up.

A sentence may be aligned with several, and belongs to one claim at most: claims are what tables and counts
are built of, and a sentence counted in two would be counted twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.core.alignment_weights import FIRST, FIRST_INTERCEPT, SECOND, SECOND_INTERCEPT
from pipeline.core.linkage import average_link
from pipeline.core.pair_context import CONTEXT, context_features
from pipeline.core.pair_features import FEATURES, Floats, Pairs, article_starts, candidate_pairs
from pipeline.ids import content_id
from pipeline.model import Alignment, Article, Claim, Sentence

FIRST_FLOOR = 0.02  # of the first score: pairs below get no second look
SCORE_FLOOR = 0.05  # pairs below are as good as certainly different
MEMBER_FLOOR = 0.8  # of the threshold: what every member of a claim needs on the mean to the others

_FIRST = np.array([FIRST[name] for name in FEATURES], dtype=np.float64)
_SECOND = np.array([SECOND[name] for name in (*FEATURES, *CONTEXT)], dtype=np.float64)


def first_scores(features: Floats) -> NDArray[np.float64]:
    """Probability that a pair says the same by what is seen of the two sentences, `FEATURES`."""
    return _logistic(features, _FIRST, FIRST_INTERCEPT)


def second_scores(features: Floats) -> NDArray[np.float64]:
    """The same, by `FEATURES` and by what the story's other sentences say of the pair, `CONTEXT`."""
    return _logistic(features, _SECOND, SECOND_INTERCEPT)


def _logistic(features: Floats, weights: NDArray[np.float64], intercept: float) -> NDArray[np.float64]:
    return 1.0 / (1.0 + np.exp(-(features.astype(np.float64) @ weights + intercept)))


def score_pairs(story_id: str, sentences: Sequence[Sentence], vectors: Floats) -> tuple[Alignment, ...]:
    """Every pair that may say the same, with its score, sorted; those below `SCORE_FLOOR` are left out.

    `vectors` holds one unit row a sentence. The order of the sentences changes nothing.
    """
    order = sorted(range(len(sentences)), key=lambda i: (sentences[i].article_id, sentences[i].position))
    ordered = [sentences[i] for i in order]
    kept = [likely(pairs, first_scores(pairs.features)) for pairs in candidate_pairs(ordered, vectors[order])]
    if not kept:
        return ()
    pairs, first = joined(kept)
    context = context_features(pairs.left, pairs.right, first, article_starts(ordered))
    scores = second_scores(np.concatenate([pairs.features, context], axis=1))
    found = []
    for k in np.nonzero(scores >= SCORE_FLOOR)[0].tolist():
        a, b = sorted((ordered[pairs.left[k]].sentence_id, ordered[pairs.right[k]].sentence_id))
        found.append(
            Alignment(
                story_id=story_id,
                sentence_a=a,
                sentence_b=b,
                similarity=round(float(pairs.features[k, 0]), 4),
                score=round(float(scores[k]), 4),
            )
        )
    return tuple(sorted(found, key=lambda pair: (pair.sentence_a, pair.sentence_b)))


def likely(pairs: Pairs, first: NDArray[np.float64]) -> tuple[Pairs, Floats]:
    """The pairs that get a second look, with their first scores."""
    kept = first >= FIRST_FLOOR
    chosen = Pairs(left=pairs.left[kept], right=pairs.right[kept], features=pairs.features[kept])
    return chosen, first[kept].astype(np.float32)


def joined(parts: Sequence[tuple[Pairs, Floats]]) -> tuple[Pairs, Floats]:
    """The likely pairs of all articles as one."""
    pairs = Pairs(
        left=np.concatenate([p.left for p, _ in parts]),
        right=np.concatenate([p.right for p, _ in parts]),
        features=np.concatenate([p.features for p, _ in parts]),
    )
    return pairs, np.concatenate([first for _, first in parts])


def find_alignments(scored: Iterable[Alignment], threshold: float) -> tuple[Alignment, ...]:
    """The scored pairs that reach the threshold."""
    return tuple(pair for pair in scored if pair.score >= threshold)


def find_claims(
    story_id: str,
    sentences: Sequence[Sentence],
    scored: Iterable[Alignment],
    articles: Mapping[str, Article],
    origins: Mapping[str, str],
    *,
    threshold: float,
) -> tuple[Claim, ...]:
    """Groups of sentences of two articles or more that say the same, sorted by claim_id.

    Average linkage over the pair scores (`score_pairs`), so that every group fits as a whole; then members
    whose mean score to those of the other articles is below `MEMBER_FLOOR` times the threshold leave it.
    Sentences of one article may share a claim (a headline and what it sums up); among themselves they have no
    score. The claim's text is that of its most central member.
    """
    ids = sorted({s.sentence_id for s in sentences})
    index = {sentence_id: i for i, sentence_id in enumerate(ids)}
    by_id = {s.sentence_id: s for s in sentences}
    article_number = {a: i for i, a in enumerate(sorted({s.article_id for s in sentences}))}
    scores = {(index[p.sentence_a], index[p.sentence_b]): p.score for p in scored}
    owners = [article_number[by_id[sentence_id].article_id] for sentence_id in ids]
    labels = average_link(len(ids), scores, threshold, owners=owners)
    groups: dict[int, list[int]] = defaultdict(list)
    for i, label in enumerate(labels):
        groups[label].append(i)
    claims = []
    for group in groups.values():
        members, centre = _fitting(group, scores, owners, MEMBER_FLOOR * threshold)
        if members:
            chosen = [by_id[ids[i]] for i in members]
            claims.append(_claim(story_id, chosen, by_id[ids[centre]].text, articles, origins))
    return tuple(sorted(claims, key=lambda claim: claim.claim_id))


def _fitting(
    group: Sequence[int], scores: Mapping[tuple[int, int], float], owners: Sequence[int], floor: float
) -> tuple[list[int], int]:
    """The members that fit, and the most central one; none when they are of one article only."""
    members = sorted(group)
    while len({owners[i] for i in members}) > 1:
        means = {}
        for i in members:
            others = [j for j in members if owners[j] != owners[i]]
            means[i] = round(sum(scores.get((min(i, j), max(i, j)), 0.0) for j in others) / len(others), 6)
        worst = min(members, key=lambda i: (means[i], -i))
        if means[worst] >= floor:
            return members, max(members, key=lambda i: (means[i], -i))
        members.remove(worst)
    return [], -1


def _claim(
    story_id: str,
    members: Sequence[Sentence],
    text: str,
    articles: Mapping[str, Article],
    origins: Mapping[str, str],
) -> Claim:
    ids = tuple(sorted(s.sentence_id for s in members))
    carriers = {s.article_id for s in members}
    return Claim(
        claim_id=content_id("claim", story_id, ids[0]),
        story_id=story_id,
        text=text,
        sentence_ids=ids,
        outlet_count=len({articles[article_id].outlet for article_id in carriers}),
        origin_count=len({origins[article_id] for article_id in carriers}),
    )


def nearest_in_articles(
    wanted: Iterable[str], sentences: Sequence[Sentence], vectors: Floats
) -> dict[tuple[str, str], float]:
    """(sentence_id, article_id) -> highest cosine of the sentence to any of that other article's.

    For the wanted sentences and every other article among `sentences`.
    """
    order = sorted(range(len(sentences)), key=lambda i: (sentences[i].article_id, sentences[i].position))
    ordered, rows = [sentences[i] for i in order], vectors[order]
    asked = set(wanted)
    chosen = [i for i, s in enumerate(ordered) if s.sentence_id in asked]
    if not chosen:
        return {}
    starts = article_starts(ordered)[:-1]
    article_ids = [ordered[int(i)].article_id for i in starts]
    best = np.maximum.reduceat(rows[chosen] @ rows.T, starts, axis=1)
    return {
        (ordered[i].sentence_id, article_id): round(float(best[k, column]), 4)
        for k, i in enumerate(chosen)
        for column, article_id in enumerate(article_ids)
        if article_id != ordered[i].article_id
    }
