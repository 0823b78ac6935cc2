"""A second look at two articles: what the first look said of each of them and third ones.

Whether two articles cover one event, a third often tells: one that is near to both speaks for it, one that is near to
one and far from the other against. All of it is bounded by 0 and 1, or set against what there is around the two
articles, so that a story of thirty articles and one of three are read alike.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.story_features import Pairs
from pipeline.core.story_views import Reals

CONTEXT = (
    "odds",  # log-odds of the first look
    "company",  # how much of what is near either article is near both (weighted Jaccard), the pair itself counted in
    "shared",  # the nearest third article: how near it is to the farther of the two
    "apart",  # the strongest witness against: near to one article and not to the other
)
CERTAIN = 1e-4  # probabilities nearer to 0 or 1 are taken for this far
BLOCK = 16_384  # pairs at a time: bounds memory


def context_features(count: int, pairs: Pairs, probability: Reals) -> Reals:
    """Features of pairs, shape (pairs, len(CONTEXT)), in the order of CONTEXT.

    `pairs` has distinct rows (i, j), i < j < `count`, and `probability` what the first look said of each. A pair
    that is not among them counts 0.
    """
    from scipy.sparse import csr_matrix

    i, j = pairs.T
    ends = (np.concatenate([i, j]), np.concatenate([j, i]))
    near = csr_matrix((np.concatenate([probability, probability]), ends), shape=(count, count))
    near.sort_indices()
    total = np.asarray(near.sum(axis=1)).ravel()
    sure = np.clip(probability, CERTAIN, 1 - CERTAIN)
    out = np.empty((len(pairs), len(CONTEXT)))
    out[:, 0] = np.log(sure / (1 - sure))
    for first in range(0, len(pairs), BLOCK):
        part = slice(first, first + BLOCK)
        out[part, 1:] = _witnesses(near, total, i[part], j[part], probability[part])
    return out


def _witnesses(
    near: Any, total: Reals, i: NDArray[np.int64], j: NDArray[np.int64], probability: Reals
) -> Reals:
    """`company`, `shared` and `apart` of the pairs (i[k], j[k])."""
    from scipy.sparse import csr_matrix

    one, other = near[i], near[j]
    both, either = one.minimum(other), one.maximum(other)
    common = np.asarray(both.sum(axis=1)).ravel()
    around = total[i] + total[j] - common - 2 * probability
    rows = np.arange(len(i))
    themselves = csr_matrix(
        (
            np.concatenate([probability, probability]) ** 2,
            (np.concatenate([rows, rows]), np.concatenate([i, j])),
        ),
        shape=both.shape,
    )
    against = abs(one - other).multiply(either) - themselves
    return np.stack(
        [
            (common + probability) / (np.maximum(around, 0.0) + 1.0),
            both.max(axis=1).toarray().ravel(),
            np.maximum(against.max(axis=1).toarray().ravel(), 0.0),
        ],
        axis=1,
    )
