"""Which sentences of a story's articles say the same, and the claims that they make up.

A sentence may be aligned with several, and belongs to one claim at most: claims are what tables and counts
are built of, and a sentence counted in two would be counted twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.core.alignment_weights import INTERCEPT, WEIGHTS
from pipeline.core.linkage import average_link
from pipeline.core.pair_features import FEATURES, Floats, article_starts, candidate_pairs
from pipeline.ids import content_id
from pipeline.model import Alignment, Article, Claim, Sentence

SCORE_FLOOR = 0.05  # pairs below are as good as certainly different
MEMBER_FLOOR = 0.8  # of the threshold: what every member of a claim needs on the mean to the others

_COEFFICIENTS = np.array([WEIGHTS[name] for name in FEATURES], dtype=np.float64)


def pair_scores(features: Floats) -> NDArray[np.float64]:
    """Probability that the sentences of each pair say the same: a logistic model over `FEATURES`."""
    return 1.0 / (1.0 + np.exp(-(features.astype(np.float64) @ _COEFFICIENTS + INTERCEPT)))


def score_pairs(story_id: str, sentences: Sequence[Sentence], vectors: Floats) -> tuple[Alignment, ...]:
    """Every pair that may say the same, with its score, sorted; those below `SCORE_FLOOR` are left out.

    `vectors` holds one unit row a sentence. The order of the sentences changes nothing.
    """
    order = sorted(range(len(sentences)), key=lambda i: (sentences[i].article_id, sentences[i].position))
    ordered, rows = [sentences[i] for i in order], vectors[order]
    found = []
    for pairs in candidate_pairs(ordered, rows):
        scores = pair_scores(pairs.features)
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
