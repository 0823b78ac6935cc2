"""What two articles have in common, as the numbers by which the story model judges them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.core.story_views import Reals, Views, row_products

FEATURES = (
    "lead",  # cosine of headline and lead
    "headline",  # cosine of the headlines
    "cross",  # the higher cosine of one's headline to the other's lead
    "cross_low",  # the lower
    "words",  # TF-IDF cosines, from here
    "headline_words",
    "names",
    "figures",
    "phrases",
    "held",  # share of the headline's rare words that the other holds: the higher of both ways
    "held_low",  # the lower
    "undated",  # 1 where a date is unknown
    "gap",  # log of days apart
    "gap_near",  # days apart beyond half a day, up to four, as 0 to 1
    "topic",  # likeness of each to coverage of its topic, the mean of both
    "topic_lead",
    "topic_words",
    "rank",  # log of the place among the other's neighbours: the better of both ways
    "rank_low",
    "shorter",  # log of the words of the shorter
)
BLOCK = 65_536  # pairs at a time: bounds memory

TOPIC_RANKS = (24, 48)  # neighbours that share an article's topic rather than its event
TOPIC_LEAST = 5  # neighbours of those ranks below which nothing is known of the topic
TOPIC_USUAL = {"topic": 0.12, "topic_lead": 0.20, "topic_words": 0.05}  # taken where nothing is known
TOPIC_BOUNDS = (0.05, 0.35)
FAR = 400.0  # days; farther apart is no more different

Pairs = NDArray[np.int64]


def pair_features(views: Views, pairs: Pairs) -> Reals:
    """Features of pairs of articles, shape (pairs, len(FEATURES)), in the order of FEATURES.

    `pairs` has rows (i, j), i < j, and holds the neighbours of each article: by them its topic is measured.
    """
    i, j = pairs.T
    found: dict[str, Reals] = {name: np.empty(len(pairs)) for name in FEATURES}
    for start in range(0, len(pairs), BLOCK):
        part = slice(start, start + BLOCK)
        for name, values in _shared(views, i[part], j[part]).items():
            found[name][part] = values
    gap = np.abs(views.times[i] - views.times[j])
    found["undated"] = np.isnan(gap).astype(np.float64)
    gap = np.where(np.isnan(gap), 0.0, gap)
    found["gap"] = np.log1p(np.minimum(gap, FAR))
    found["gap_near"] = np.clip(gap - 0.5, 0.0, 4.0) / 4.0
    found["shorter"] = np.log1p(np.minimum(views.lengths[i], views.lengths[j]))
    found |= _surroundings(found, pairs, views.count)
    return np.stack([found[name] for name in FEATURES], axis=1)


def _shared(views: Views, i: NDArray[np.int64], j: NDArray[np.int64]) -> dict[str, Reals]:
    headline_i, headline_j, lead_i, lead_j = (
        views.headlines[i],
        views.headlines[j],
        views.leads[i],
        views.leads[j],
    )
    one, other = _cosines(headline_i, lead_j), _cosines(lead_i, headline_j)
    forth = row_products(views.asked, views.held, i, j) / np.maximum(views.asked_total[i], 1e-3)
    back = row_products(views.asked, views.held, j, i) / np.maximum(views.asked_total[j], 1e-3)
    return {
        "lead": _cosines(lead_i, lead_j),
        "headline": _cosines(headline_i, headline_j),
        "cross": np.maximum(one, other),
        "cross_low": np.minimum(one, other),
        "words": row_products(views.words, views.words, i, j),
        "headline_words": row_products(views.headline_words, views.headline_words, i, j),
        "names": row_products(views.names, views.names, i, j),
        "figures": row_products(views.figures, views.figures, i, j),
        "phrases": row_products(views.phrases, views.phrases, i, j),
        "held": np.maximum(forth, back),
        "held_low": np.minimum(forth, back),
    }


def _cosines(left: NDArray[np.float32], right: NDArray[np.float32]) -> Reals:
    products: Reals = (left.astype(np.float64) * right).sum(axis=1)
    return products


def _surroundings(found: dict[str, Reals], pairs: Pairs, count: int) -> dict[str, Reals]:
    """How crowded the topic of a pair is, and how near it stands among the neighbours of both.

    A crowded topic (an election year) makes articles on different events alike. Akin to cross-domain similarity
    local scaling (Conneau and others 2018), with the nearest neighbours left out, since they may be
    of the event itself.
    """
    i, j = pairs.T
    owner = np.concatenate([i, j])
    base = 0.5 * found["words"] + 0.4 * np.clip(found["lead"], 0, 1) + 0.1 * found["names"]
    told: dict[str, Reals] = {}
    for name, likeness in (("topic", base), ("topic_lead", found["lead"]), ("topic_words", found["words"])):
        around, ranks = _around(np.round(likeness, 6), owner, count, TOPIC_USUAL[name])
        if name == "topic":
            around = np.clip(around, *TOPIC_BOUNDS)
            one, other = ranks[: len(pairs)], ranks[len(pairs) :]
            told["rank"], told["rank_low"] = (
                np.log1p(np.minimum(one, other)),
                np.log1p(np.maximum(one, other)),
            )
        told[name] = (around[i] + around[j]) / 2
    return told


def _around(
    likeness: Reals, owner: NDArray[np.int64], count: int, usual: float
) -> tuple[Reals, NDArray[np.int64]]:
    """The mean likeness of each article's neighbours of TOPIC_RANKS, and the rank of each pair, both ways."""
    value = np.concatenate([likeness, likeness])
    order = np.lexsort((-value, owner))
    placed = np.arange(len(order)) - np.searchsorted(owner[order], owner[order], side="left")
    chosen = (placed >= TOPIC_RANKS[0]) & (placed < TOPIC_RANKS[1])
    whose = owner[order][chosen]
    known = np.bincount(whose, minlength=count)
    total = np.bincount(whose, weights=value[order][chosen], minlength=count)
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = placed
    return np.where(known >= TOPIC_LEAST, total / np.maximum(known, 1), usual), ranks
