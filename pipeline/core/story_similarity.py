"""How likely two articles cover one event, for the pairs that are near enough to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.story_context import context_features
from pipeline.core.story_features import FEATURES, Pairs, pair_features
from pipeline.core.story_views import Floats, Matrix, Views, views_of
from pipeline.core.trees import Trees
from pipeline.model import Article

NEIGHBOURS = 48  # per article, by meaning
WORD_NEIGHBOURS = 24  # per article, by rarer words
FLAT_UP_TO = 20_000  # articles; beyond, neighbours are sought in an HNSW graph
EDGE_FLOOR = 0.02  # a less likely pair counts as unlikely altogether
WORTH_JUDGING = 0.12  # of the plain mean of cosines; below, no labelled pair of one event was found

_WORDS, _LEAD, _HEADLINE = (FEATURES.index(name) for name in ("words", "lead", "headline"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryModel:
    """What tells how likely two articles cover one event."""

    first: Trees  # by what the two have in common (FEATURES)
    again: Trees  # by what the first look said of them and their neighbours (CONTEXT)


def likeness_of_neighbours(
    articles: Sequence[Article], leads: Floats, headlines: Floats, model: StoryModel
) -> dict[tuple[int, int], float]:
    """(i, j), i < j -> probability that both cover one event, for every pair that is near by meaning or words.

    `leads` and `headlines` hold unit vectors, a row for each article. Memory grows with the articles, not
    with their pairs.
    """
    views = views_of(articles, leads, headlines)
    pairs = candidate_pairs(views)
    if not len(pairs):
        return {}
    probability = judged(pair_features(views, pairs), model.first)
    return edges_of(pairs, judged_again(views.count, pairs, probability, model.again))


def edges_of(pairs: Pairs, probability: NDArray[np.float64]) -> dict[tuple[int, int], float]:
    """(i, j) -> probability of the pairs that are not unlikely altogether, to four decimals."""
    likely = probability > EDGE_FLOOR
    return {
        (i, j): p
        for (i, j), p in zip(pairs[likely].tolist(), np.round(probability[likely], 4).tolist(), strict=True)
    }


def judged_again(
    count: int, pairs: Pairs, probability: NDArray[np.float64], model: Trees
) -> NDArray[np.float64]:
    """The probability of each pair in the light of the articles' other neighbours; 0 where it was unlikely before."""
    likely = probability > EDGE_FLOOR
    out = np.zeros(len(pairs))
    out[likely] = model.probabilities(
        context_features(count, pairs[likely], np.round(probability[likely], 6))
    )
    return out


def judged(features: NDArray[np.float64], model: Trees) -> NDArray[np.float64]:
    """The probability of each row of features; 0 for pairs that have next to nothing in common."""
    near = is_near(features)
    out = np.zeros(len(features))
    out[near] = model.probabilities(features[near])
    return out


def is_near(features: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether the two articles of each row have so much in common that they are worth judging."""
    near: NDArray[np.bool_] = (
        features[:, _WORDS] + features[:, _LEAD] + features[:, _HEADLINE]
    ) / 3 >= WORTH_JUDGING
    return near


def candidate_pairs(views: Views) -> Pairs:
    """Distinct pairs (i < j), sorted: each article with its nearest by meaning and by words."""
    pairs = np.concatenate([_nearest_by_meaning(views.leads), _nearest_by_words(views.words)])
    pairs = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
    return np.unique(pairs, axis=0) if len(pairs) else pairs


def _nearest_by_meaning(vectors: Floats) -> Pairs:
    import faiss

    count, dimension = vectors.shape
    wanted = min(count, NEIGHBOURS + 1)
    index: Any
    if count <= FLAT_UP_TO:
        index = faiss.IndexFlatIP(dimension)
    else:
        index = faiss.IndexHNSWFlat(dimension, 32, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = 120
        index.hnsw.efSearch = 96
    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    index.add(rows)
    _, near = index.search(rows, wanted)
    pairs = np.stack([np.repeat(np.arange(count), wanted), near.ravel().astype(np.int64)], axis=1)
    return pairs[pairs[:, 1] >= 0]


def _nearest_by_words(matrix: Matrix) -> Pairs:
    """Nearest rows by their rarer terms; common terms tell events apart badly and cost most."""
    count = matrix.shape[0]
    frequency = np.diff(matrix.tocsc().indptr)
    rare = matrix[:, (frequency > 1) & (frequency <= max(30, count // 50))].tocsr()
    across = rare.T.tocsr()
    found = []
    for start in range(0, count, 512):
        block = (rare[start : start + 512] @ across).tocsr()
        for row in range(block.shape[0]):
            columns = block.indices[block.indptr[row] : block.indptr[row + 1]]
            values = block.data[block.indptr[row] : block.indptr[row + 1]]
            best = np.lexsort((columns, -np.round(values, 6)))[:WORD_NEIGHBOURS]
            near = columns[best].astype(np.int64)
            found.append(np.stack([np.full(len(near), start + row, dtype=np.int64), near], axis=1))
    return np.concatenate(found) if found else np.zeros((0, 2), dtype=np.int64)
