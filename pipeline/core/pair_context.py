"""What the other sentences of a story say about a pair: the second look at it.

To say the same is transitive nearly without exception, so the partners that two sentences have in other
articles speak for or against the pair: "shares fell 8.7%" and "investors shaved almost 9 percent off" share
few words but match the same third sentence. Features are computed from the first scores alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
Sparse = Any  # scipy.sparse.csr_matrix

CONTEXT = (
    "first_log_odds",
    "first",
    "first_margin_low",  # against the best other partner, in the article where it is less clear
    "first_margin_high",
    "first_rank_low",  # partners in the other article with a higher score, log(1 + n)
    "first_rank_high",
    "partners_product",  # sum over third sentences of the product of both scores
    "partners_path",  # the best third sentence: the lower of its two scores
    "partners_shared",  # share of both sentences' partners that is common, weighted Jaccard
    "partners_articles",  # articles that hold a common partner, weighted
    "partners_conflict",  # partners of the one that are none of the other's
    "neighbours",  # score of the sentences before or after them
    "partners_low",  # summed best scores over the articles, of the sentence that has fewer
    "partners_high",
)
_CELLS = 4_000_000  # of a dense block of scores: bounds memory
_SURE = 1e-4  # log odds are taken of scores this far from 0 and 1
_SLACK = 0.3  # of a partner's two scores, before it counts as a conflict; and added to what is shared


def context_features(left: Rows, right: Rows, first: Floats, starts: Rows) -> Floats:
    """Features of pairs of a story's sentences, shape (pairs, len(CONTEXT)), from their first scores.

    `left` and `right` are rows of sentences sorted by article and position, each pair once; `starts` holds the
    first row of each article, and the number of rows. Time grows with pairs times sentences.
    """
    from scipy.sparse import csr_matrix

    count = int(starts[-1])
    scores = csr_matrix(
        (np.concatenate([first, first]), (np.concatenate([left, right]), np.concatenate([right, left]))),
        shape=(count, count),
    ).astype(np.float32)
    owner = np.searchsorted(starts, np.arange(count), side="right") - 1
    summed = _best_by_article(scores, starts).sum(axis=1)
    features = np.zeros((len(left), len(CONTEXT)), dtype=np.float32)
    for chunk in _chunks(len(left), count):
        features[chunk] = _of_chunk(scores, left[chunk], right[chunk], first[chunk], starts, owner, summed)
    return features


def _chunks(pairs: int, count: int) -> Iterator[slice]:
    size = max(1, _CELLS // max(count, 1))
    for begin in range(0, pairs, size):
        yield slice(begin, min(begin + size, pairs))


def _best_by_article(scores: Sparse, starts: Rows) -> Floats:
    """The highest score of each sentence in each article, shape (sentences, articles)."""
    count = int(starts[-1])
    best = np.zeros((count, len(starts) - 1), dtype=np.float32)
    for chunk in _chunks(count, count):
        best[chunk] = np.maximum.reduceat(scores[chunk].toarray(), starts[:-1], axis=1)
    return best


def _of_chunk(
    scores: Sparse, left: Rows, right: Rows, first: Floats, starts: Rows, owner: Rows, summed: Floats
) -> Floats:
    mine, theirs = scores[left].toarray(), scores[right].toarray()
    # A third sentence in either article is the partner of one of them only, so that its lower score is 0.
    lower, product = np.minimum(mine, theirs), (mine * theirs).sum(axis=1)
    shared = lower.sum(axis=1)
    outside = _outside(mine, owner, right) + _outside(theirs, owner, left)
    conflict = _conflict(mine, lower, owner, right) + _conflict(theirs, lower, owner, left)
    margin_left, rank_left = _rivals(mine, right, first, starts, owner)
    margin_right, rank_right = _rivals(theirs, left, first, starts, owner)
    sure = np.clip(first, _SURE, 1 - _SURE)
    return np.stack(
        [
            np.log(sure / (1 - sure)),
            first,
            np.minimum(margin_left, margin_right),
            np.maximum(margin_left, margin_right),
            np.minimum(rank_left, rank_right),
            np.maximum(rank_left, rank_right),
            product,
            lower.max(axis=1),
            shared / (outside - shared + _SLACK),
            np.maximum.reduceat(lower, starts[:-1], axis=1).sum(axis=1),
            conflict,
            np.maximum(
                _beside(scores, left, right, owner, -1),
                _beside(scores, left, right, owner, 1),
            ),
            np.minimum(summed[left], summed[right]),
            np.maximum(summed[left], summed[right]),
        ],
        axis=1,
    )


def _outside(values: Floats, owner: Rows, partner: Rows) -> Floats:
    """Sum of a sentence's scores to the articles other than its partner's."""
    outside: Floats = np.where(owner[None, :] == owner[partner][:, None], 0, values).sum(axis=1)
    return outside


def _conflict(values: Floats, lower: Floats, owner: Rows, partner: Rows) -> Floats:
    beyond = np.maximum(values - lower - _SLACK, 0)
    conflict: Floats = np.where(owner[None, :] == owner[partner][:, None], 0, beyond).sum(axis=1)
    return conflict


def _rivals(values: Floats, partner: Rows, first: Floats, starts: Rows, owner: Rows) -> tuple[Floats, Floats]:
    """(first score minus that of the best other partner in that article, log(1 + how many are better))."""
    rows = np.arange(len(partner))
    others = values.copy()
    others[rows, partner] = 0
    best = np.maximum.reduceat(others, starts[:-1], axis=1)[rows, owner[partner]]
    better = np.add.reduceat(others > first[:, None], starts[:-1], axis=1, dtype=np.int64)
    return first - best, np.log1p(better[rows, owner[partner]]).astype(np.float32)


def _beside(scores: Sparse, left: Rows, right: Rows, owner: Rows, step: int) -> Floats:
    """Score of the sentences `step` from the pair, 0 where an article ends."""
    last = len(owner) - 1
    a, b = np.clip(left + step, 0, last), np.clip(right + step, 0, last)
    inside = (owner[a] == owner[left]) & (owner[b] == owner[right]) & (a != left) & (b != right)
    return np.where(inside, np.asarray(scores[a, b]).ravel(), 0).astype(np.float32)
