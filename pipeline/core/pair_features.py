"""What can be seen of a pair of sentences from two articles of a story, before a model judges it.

Features are computed for one article's sentences against those of all later articles at once, so that
memory grows with the story's sentences and not with their square.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.core.text import content_stems, names, numbers, quoted_words
from pipeline.model import Sentence

Floats = NDArray[np.float32]
Sparse = Any  # scipy.sparse.csr_matrix

COSINE_FLOOR = 0.2  # candidates: pairs at least this near in meaning,
WORDS_FLOOR = 0.20  # or in words

FEATURES = (
    "cosine",
    "cosine_margin_low",  # against the best other candidate, in the article where it is less clear
    "cosine_margin_high",
    "cosine_above_usual",  # against the mean of both sentences' cosines to the other article
    "words",  # TF-IDF cosine
    "words_margin_low",
    "words_margin_high",
    "contained_low",  # IDF-weighted share of the one's words that stand in the other
    "contained_high",
    "pairs_of_words",  # shared neighbouring stems, Jaccard
    "numbers_shared",
    "numbers_differ",
    "names_shared",
    "names_differ",
    "quoted_shared",
    "quoted_one",
    "length_low",
    "length_ratio",
    "titles",
    "place_apart",
    "place_first",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Candidate pairs: rows into the story's sentences, and their features, shape (pairs, features)."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    features: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Views:
    vectors: Floats
    words: Sparse  # unit TF-IDF rows
    weights: Sparse  # IDF of each stem that a sentence holds
    bigrams: Sparse
    numbers: Sparse
    names: Sparse
    quoted: Sparse
    lengths: Floats
    title: Floats
    place: Floats  # 0 for the headline to 1 for an article's last sentence
    starts: NDArray[np.int64]  # first row of each article, and the end


def candidate_pairs(sentences: Sequence[Sentence], vectors: Floats) -> Iterator[Pairs]:
    """Candidates between the articles of a story, article by article.

    `sentences` are sorted by (article_id, position), `vectors` their unit rows. Left rows always belong to
    the article with the smaller id.
    """
    if not sentences:
        return
    views = _views(sentences, vectors)
    for article in range(len(views.starts) - 2):
        pairs = _pairs_of(views, article)
        if len(pairs.left):
            yield pairs


def article_starts(sentences: Sequence[Sentence]) -> NDArray[np.int64]:
    """First row of each article in sentences sorted by article, and the number of rows."""
    starts = [i for i, s in enumerate(sentences) if i == 0 or s.article_id != sentences[i - 1].article_id]
    return np.array([*starts, len(sentences)], dtype=np.int64)


def _views(sentences: Sequence[Sentence], vectors: Floats) -> _Views:
    from scipy.sparse import csr_matrix, diags
    from sklearn.preprocessing import normalize

    stems = [content_stems(s.text) for s in sentences]
    counts = _counts(stems)
    present = counts.sign()
    frequency = np.asarray(present.sum(axis=0)).ravel()
    idf = np.log((1 + len(sentences)) / (1 + frequency)) + 1
    weights = csr_matrix(present @ diags(idf)).astype(np.float32)
    starts = article_starts(sentences)
    place = np.zeros(len(sentences), dtype=np.float32)
    for begin, end in pairwise(starts.tolist()):
        final = max(sentences[end - 1].position, 1)
        place[begin:end] = [s.position / final for s in sentences[begin:end]]
    return _Views(
        vectors=vectors,
        words=csr_matrix(normalize(weights)),
        weights=weights,
        bigrams=_counts([list(pairwise(row)) for row in stems]).sign(),
        numbers=_counts([sorted(numbers(s.text)) for s in sentences]),
        names=_counts([sorted(names(s.text)) for s in sentences]),
        quoted=_counts([sorted(quoted_words(s.text)) for s in sentences]),
        lengths=np.array([max(1, len(row)) for row in stems], dtype=np.float32),
        title=np.array([s.section == "headline" for s in sentences], dtype=np.float32),
        place=place,
        starts=starts,
    )


def _counts(rows: Sequence[Sequence[Any]]) -> Sparse:
    """One row a sentence, one column a distinct term."""
    from scipy.sparse import csr_matrix

    column: dict[Any, int] = {}
    indices = [column.setdefault(term, len(column)) for row in rows for term in row]
    indptr = np.cumsum([0, *(len(row) for row in rows)])
    matrix = csr_matrix(
        (np.ones(len(indices), dtype=np.float32), indices, indptr), shape=(len(rows), max(1, len(column)))
    )
    matrix.sum_duplicates()
    return matrix


def _pairs_of(views: _Views, article: int) -> Pairs:
    begin, end = int(views.starts[article]), int(views.starts[article + 1])
    segments = views.starts[article + 1 : -1] - end
    cosine = views.vectors[begin:end] @ views.vectors[end:].T
    words = np.asarray((views.words[begin:end] @ views.words[end:].T).todense(), dtype=np.float32)
    rows, columns = np.nonzero((cosine >= COSINE_FLOOR) | (words >= WORDS_FLOOR))
    left, right = rows + begin, columns + end
    owner = np.searchsorted(segments, columns, side="right") - 1
    cosine_low, cosine_high = _margins(cosine, segments, rows, columns, owner)
    words_low, words_high = _margins(words, segments, rows, columns, owner)
    sizes = np.diff(np.append(segments, cosine.shape[1]))
    usual = (np.add.reduceat(cosine, segments, axis=1) / sizes)[rows, owner] + cosine.mean(axis=0)[columns]
    share_left, share_right = _contained(views.weights, left, right)
    shared_numbers, one_numbers = _overlap(views.numbers, left, right)
    shared_names, one_names = _overlap(views.names, left, right)
    shared_quoted, _ = _overlap(views.quoted, left, right)
    has_quote = _sizes(views.quoted) > 0
    bigrams = _row_sums(views.bigrams, left, right)
    bigram_union = _sizes(views.bigrams)[left] + _sizes(views.bigrams)[right] - bigrams
    shorter = np.minimum(views.lengths[left], views.lengths[right])
    longer = np.maximum(views.lengths[left], views.lengths[right])
    features = np.stack(
        [
            cosine[rows, columns],
            cosine_low,
            cosine_high,
            cosine[rows, columns] - usual / 2,
            words[rows, columns],
            words_low,
            words_high,
            np.minimum(share_left, share_right),
            np.maximum(share_left, share_right),
            bigrams / np.maximum(bigram_union, 1),
            shared_numbers,
            one_numbers,
            shared_names,
            one_names,
            shared_quoted,
            (has_quote[left] != has_quote[right]),
            np.log(shorter),
            shorter / longer,
            views.title[left] + views.title[right],
            np.abs(views.place[left] - views.place[right]),
            np.minimum(views.place[left], views.place[right]),
        ],
        axis=1,
    ).astype(np.float32)
    return Pairs(left=left, right=right, features=features)


def _margins(
    values: Floats,
    segments: NDArray[np.int64],
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    owner: NDArray[np.int64],
) -> tuple[Floats, Floats]:
    """Value minus that of the best other partner, both ways: (the lower, the higher)."""
    here = values[rows, columns]
    best = np.maximum.reduceat(values, segments, axis=1)
    rest = np.where(values == np.repeat(best, _segment_sizes(values, segments), axis=1), -1.0, values)
    second = np.maximum.reduceat(rest, segments, axis=1)
    other = np.where(here >= best[rows, owner], second[rows, owner], best[rows, owner])
    forward = here - np.maximum(other, 0)
    if values.shape[0] > 1:
        top = np.partition(values, -2, axis=0)[-2:]
        other = np.where(here >= top[1][columns], top[0][columns], top[1][columns])
    else:
        other = np.zeros_like(here)
    backward = here - np.maximum(other, 0)
    low: Floats = np.minimum(forward, backward)
    high: Floats = np.maximum(forward, backward)
    return low, high


def _segment_sizes(values: Floats, segments: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.diff(np.append(segments, values.shape[1]))


def _sizes(matrix: Sparse) -> Floats:
    return np.asarray(matrix.sum(axis=1), dtype=np.float32).ravel()


def _row_sums(matrix: Sparse, left: NDArray[np.int64], right: NDArray[np.int64]) -> Floats:
    return np.asarray(matrix[left].multiply(matrix[right]).sum(axis=1), dtype=np.float32).ravel()


def _contained(weights: Sparse, left: NDArray[np.int64], right: NDArray[np.int64]) -> tuple[Floats, Floats]:
    total = np.maximum(_sizes(weights), 1e-6)
    shared = np.asarray(weights[left].multiply(weights[right].sign()).sum(axis=1), dtype=np.float32).ravel()
    return (shared / total[left]).astype(np.float32), (shared / total[right]).astype(np.float32)


def _overlap(matrix: Sparse, left: NDArray[np.int64], right: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """(share of the smaller set that is shared, 1 where both have terms and none is shared)."""
    sizes = _sizes(matrix)
    shared = _row_sums(matrix, left, right)
    smaller = np.minimum(sizes[left], sizes[right])
    share = (shared / np.maximum(smaller, 1)).astype(np.float32)
    return share, ((smaller > 0) & (shared == 0)).astype(np.float32)
