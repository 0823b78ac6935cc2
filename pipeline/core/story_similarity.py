"""How much two articles look like coverage of one event, for the pairs that are near enough to ask."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.text import content_stems, names, numbers
from pipeline.model import Article

NEIGHBOURS = 48  # per article and view
FLAT_UP_TO = 20_000  # articles; beyond, neighbours are sought in an HNSW graph
BODY_WORDS = 400  # what follows is mostly background
LEAD_CHARACTERS = 700
WEIGHTS = {"words": 0.50, "meaning": 0.40, "names": 0.10}
TIME_WEIGHT = 0.10
TOPIC_RANKS = slice(24, 48)  # neighbours that share an article's topic rather than its event
TOPIC_USUAL = 0.12  # likeness of such neighbours where coverage is mixed; also where too few are known
TOPIC_BOUNDS = (0.05, 0.35)
EDGE_FLOOR = 0.02

Matrix = Any  # scipy.sparse.csr_matrix
Floats = NDArray[np.float32]


def lead_text(article: Article) -> str:
    """Headline and beginning of the text: what is encoded for grouping."""
    return f"{article.title}\n{article.text[:LEAD_CHARACTERS]}"


def likeness_of_neighbours(
    articles: Sequence[Article], vectors: Floats, *, days: float
) -> dict[tuple[int, int], float]:
    """(i, j), i < j -> likeness in 0..1, for every pair that is near by meaning or by words."""
    word_matrix, name_matrix = _term_matrix(_all_terms(articles)), _term_matrix(_name_terms(articles))
    pairs = _candidates(vectors, word_matrix)
    if not len(pairs):
        return {}
    likeness = np.concatenate(
        [
            _likeness(vectors, word_matrix, name_matrix, *pairs[start : start + 65_536].T)
            for start in range(0, len(pairs), 65_536)
        ]
    )
    topic = _topic_likeness(pairs, likeness, len(articles))
    likeness -= (topic[pairs[:, 0]] + topic[pairs[:, 1]]) / 2 - TOPIC_USUAL
    times = [article.published_at for article in articles]
    edges: dict[tuple[int, int], float] = {}
    for (i, j), value in zip(pairs.tolist(), likeness.tolist(), strict=True):
        if value > EDGE_FLOOR:
            dated = value - TIME_WEIGHT * _apart(times[i], times[j], days)
            if dated > EDGE_FLOOR:
                edges[i, j] = round(dated, 4)
    return edges


def _likeness(
    vectors: Floats, words: Matrix, names_: Matrix, left: NDArray[np.int64], right: NDArray[np.int64]
) -> NDArray[np.float64]:
    meaning = np.clip((vectors[left].astype(np.float64) * vectors[right]).sum(axis=1), 0, 1)
    shared: NDArray[np.float64] = (
        WEIGHTS["words"] * _row_products(words, left, right)
        + WEIGHTS["meaning"] * meaning
        + WEIGHTS["names"] * _row_products(names_, left, right)
    )
    return shared


def _topic_likeness(
    pairs: NDArray[np.int64], likeness: NDArray[np.float64], count: int
) -> NDArray[np.float64]:
    """How like an article is to coverage of its topic: the mean over its neighbours of `TOPIC_RANKS`.

    A crowded topic (an election year) makes articles on different events alike; what is taken off for it
    makes one threshold serve crowded and mixed coverage. Akin to cross-domain similarity local scaling (Conneau
    and others 2018), with the nearest neighbours left out, since they may be of the event itself.
    """
    owner = np.concatenate([pairs[:, 0], pairs[:, 1]])
    value = np.concatenate([likeness, likeness])
    order = np.lexsort((-value, owner))
    owner, value = owner[order], value[order]
    rank = np.arange(len(owner)) - np.searchsorted(owner, owner, side="left")
    chosen = (rank >= TOPIC_RANKS.start) & (rank < TOPIC_RANKS.stop)
    known = np.bincount(owner[chosen], minlength=count)
    total = np.bincount(owner[chosen], weights=value[chosen], minlength=count)
    mean = np.where(known >= 5, total / np.maximum(known, 1), TOPIC_USUAL)
    return np.clip(mean, *TOPIC_BOUNDS)


def _apart(a: datetime | None, b: datetime | None, days: float) -> float:
    """0 within half a day to 1 at `days` and beyond. An unknown date says nothing."""
    if a is None or b is None:
        return 0.0
    gap = abs((a - b).total_seconds()) / 86_400
    return min(1.0, math.log1p(max(0.0, gap - 0.5)) / math.log1p(days))


def _all_terms(articles: Sequence[Article]) -> Iterator[list[str]]:
    """Content stems of headline (twice) and text, with the numbers: what happened."""
    for article in articles:
        body = " ".join(article.text.split(maxsplit=BODY_WORDS)[:BODY_WORDS])
        yield content_stems(article.title) * 2 + content_stems(body)


def _name_terms(articles: Sequence[Article]) -> Iterator[list[str]]:
    """Names and figures of headline and text: who, where, how many."""
    for article in articles:
        body = " ".join(article.text.split(maxsplit=BODY_WORDS)[:BODY_WORDS])
        text = f"{article.title}\n{body}"
        yield sorted(names(text)) + sorted(f"#{number}" for number in numbers(text) if len(number) > 1)


def _term_matrix(documents: Iterator[list[str]]) -> Matrix:
    """Unit rows of TF-IDF weights (sublinear counts), float32."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    try:
        return TfidfVectorizer(
            analyzer=_as_given, sublinear_tf=True, dtype=np.float32, norm="l2"
        ).fit_transform(documents)
    except ValueError:  # no term in any document
        return None


def _as_given(terms: list[str]) -> list[str]:
    return terms


def _row_products(matrix: Matrix, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
    if matrix is None:
        return np.zeros(len(left), dtype=np.float32)
    return np.asarray(matrix[left].multiply(matrix[right]).sum(axis=1), dtype=np.float32).ravel()


def _candidates(vectors: Floats, word_matrix: Matrix) -> NDArray[np.int64]:
    """Distinct pairs (i < j), sorted: each article with its nearest by meaning and by words."""
    found = [_nearest_by_meaning(vectors)]
    if word_matrix is not None:
        found.append(_nearest_by_words(word_matrix))
    pairs = np.concatenate(found)
    pairs = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
    return np.unique(pairs, axis=0) if len(pairs) else pairs


def _nearest_by_meaning(vectors: Floats) -> NDArray[np.int64]:
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
    rows = np.ascontiguousarray(vectors)
    index.add(rows)
    _, near = index.search(rows, wanted)
    pairs = np.stack([np.repeat(np.arange(count), wanted), near.ravel().astype(np.int64)], axis=1)
    return pairs[pairs[:, 1] >= 0]


def _nearest_by_words(matrix: Matrix) -> NDArray[np.int64]:
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
            best = np.lexsort((columns, -np.round(values, 6)))[: NEIGHBOURS // 2]
            near = columns[best].astype(np.int64)
            found.append(np.stack([np.full(len(near), start + row, dtype=np.int64), near], axis=1))
    return np.concatenate(found) if found else np.zeros((0, 2), dtype=np.int64)
