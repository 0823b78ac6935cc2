"""Fits the two looks of the story model: trees over what a pair has in common, and over what its neighbours say.

The second look learns from what first looks said that had not seen the articles' stories (folds): on pairs
that it was fitted on, a first look is surer than it ever is of new ones.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.core.story_context import CONTEXT, context_features
from pipeline.core.story_features import FEATURES
from pipeline.core.story_similarity import EDGE_FLOOR, StoryModel, is_near, judged, judged_again
from pipeline.core.trees import Trees

FOLDS = 4
EVEN = 2_500  # positive pairs up to which a set's pairs weigh more
HEAVIEST = 2.5
EASY = (
    0.004  # pairs that a rough model holds for less likely are thinned out: one in so many is kept, for all
)
KEPT_OF_EASY = 4
ROUGH = 8  # the rough model is fitted on one pair in so many
FIRST = {
    "max_iter": 200, "learning_rate": 0.07, "max_leaf_nodes": 12, "min_samples_leaf": 40, "l2_regularization": 1.0,
    "max_features": 0.3, "random_state": 0, "early_stopping": False,
}  # fmt: skip
AGAIN = {
    "max_iter": 80, "learning_rate": 0.08, "max_leaf_nodes": 8, "min_samples_leaf": 60, "l2_regularization": 1.0,
    "monotonic_cst": [1, 1, 1, -1], "random_state": 0, "early_stopping": False,
}  # fmt: skip


@dataclass
class Collection:
    """Candidate pairs of a collection: features, whether of one story, and the story of each article (or None)."""

    source: str
    stories: list[str | None]
    pairs: np.ndarray
    features: np.ndarray
    weight: float = 1.0

    def __post_init__(self) -> None:
        told = np.array([s or "" for s in self.stories], dtype=object)
        one, other = told[self.pairs[:, 0]], told[self.pairs[:, 1]]
        self.known = (one != "") & (other != "")
        self.labels = (one == other) & self.known
        fold = np.array([-1 if s is None else zlib.crc32(s.encode()) % FOLDS for s in self.stories])
        self.left, self.right = fold[self.pairs[:, 0]], fold[self.pairs[:, 1]]

    def outside(self, fold: int | None) -> np.ndarray:
        """The labelled pairs neither of whose stories is in the fold."""
        rows = self.known
        return rows if fold is None else rows & (self.left != fold) & (self.right != fold)


def weigh(collections: Sequence[Collection]) -> None:
    """Lets the pairs of a small set weigh more. The collections are of one set."""
    positive = sum(int(c.labels.sum()) for c in collections)
    for one in collections:
        one.weight = min(HEAVIEST, EVEN / max(positive, 1))


class Lessons:
    """What collections teach: first looks of the folds are fitted once, for the model and for its scores."""

    def __init__(self, collections: Sequence[Collection]) -> None:
        self._collections = collections
        self._kept = _thinned(collections)
        firsts = [_first(collections, self._kept, fold) for fold in range(FOLDS)]
        self._told = [_by_fold(c, [judged(c.features, first) for first in firsts]) for c in collections]

    def model(self) -> StoryModel:
        """The model that all of them teach."""
        return StoryModel(
            first=_first(self._collections, self._kept), again=_again(self._collections, self._told)
        )

    def by_folds(self, chosen: Sequence[Collection]) -> list[np.ndarray]:
        """The probability of each pair of the chosen collections, by models fitted without its articles' stories.

        A pair of one story is judged by models that never saw that story; one of two by the mean of those that
        never saw the one, and the other.
        """
        agains = [_again(self._collections, self._told, fold) for fold in range(FOLDS)]
        out = []
        for one in chosen:
            first = next(told for c, told in zip(self._collections, self._told, strict=True) if c is one)
            told = [judged_again(len(one.stories), one.pairs, first, again) for again in agains]
            out.append(_by_fold(one, told))
        return out


def by_model(one: Collection, model: StoryModel) -> np.ndarray:
    """The probability of each pair, as the product judges it."""
    return judged_again(len(one.stories), one.pairs, judged(one.features, model.first), model.again)


def _thinned(collections: Sequence[Collection]) -> list[np.ndarray]:
    """How much each pair weighs in the fit: 0 for those that are never judged and for most of the easy ones."""
    near = [is_near(one.features) for one in collections]
    some = [
        n & one.known & (_spread(one.pairs) % ROUGH == 0) for n, one in zip(near, collections, strict=True)
    ]
    rough = _fitted(
        np.concatenate([one.features[rows] for one, rows in zip(collections, some, strict=True)]),
        np.concatenate([one.labels[rows] for one, rows in zip(collections, some, strict=True)]),
        np.concatenate([np.full(int(r.sum()), o.weight) for o, r in zip(collections, some, strict=True)]),
        FIRST,
        FEATURES,
    )
    out = []
    for one, judgeable in zip(collections, near, strict=True):
        rows = judgeable & one.known
        weight = np.zeros(len(rows))
        easy = rough.probabilities(one.features[rows]) < EASY
        lot = _spread(one.pairs[rows]) // ROUGH % KEPT_OF_EASY == 0
        weight[rows] = np.where(easy, np.where(lot, float(KEPT_OF_EASY), 0.0), 1.0)
        out.append(weight)
    return out


def _spread(pairs: np.ndarray) -> np.ndarray:
    """A number that pairs share with few: by it some are drawn, the same each time."""
    return (pairs[:, 0] * 2_654_435_761 + pairs[:, 1] * 40_503) >> 4


def _first(collections: Sequence[Collection], kept: Sequence[np.ndarray], fold: int | None = None) -> Trees:
    features, labels, weights = [], [], []
    for one, weight in zip(collections, kept, strict=True):
        rows = one.outside(fold) & (weight > 0)
        features.append(one.features[rows])
        labels.append(one.labels[rows])
        weights.append(weight[rows] * one.weight)
    return _fitted(*map(np.concatenate, (features, labels, weights)), FIRST, FEATURES)


def _again(collections: Sequence[Collection], told: Sequence[np.ndarray], fold: int | None = None) -> Trees:
    features, labels, weights = [], [], []
    for one, probability in zip(collections, told, strict=True):
        likely = probability > EDGE_FLOOR
        context = context_features(len(one.stories), one.pairs[likely], probability[likely])
        rows = one.outside(fold)[likely]
        features.append(context[rows])
        labels.append(one.labels[likely][rows])
        weights.append(np.full(int(rows.sum()), one.weight))
    return _fitted(*map(np.concatenate, (features, labels, weights)), AGAIN, CONTEXT)


def _by_fold(one: Collection, told: Sequence[np.ndarray]) -> np.ndarray:
    """Of what the models of the folds say, the mean of those of the two articles' folds."""
    stacked, rows = np.stack(told), np.arange(len(one.pairs))
    left = np.where(one.left < 0, one.right, one.left)
    right = np.where(one.right < 0, one.left, one.right)
    return (stacked[np.maximum(left, 0), rows] + stacked[np.maximum(right, 0), rows]) / 2


def _fitted(
    features: np.ndarray, labels: np.ndarray, weights: np.ndarray, shape: dict[str, Any], names: Sequence[str]
) -> Trees:
    from sklearn.ensemble import HistGradientBoostingClassifier

    make: Callable[..., Any] = HistGradientBoostingClassifier
    return _exported(make(**shape).fit(features, labels, sample_weight=weights), names)


def _exported(model: Any, names: Sequence[str]) -> Trees:
    """scikit-learn's trees as plain arrays, with thresholds and values cut to what a table can hold."""
    start = float(model._baseline_prediction.ravel()[0])
    roots, feature, threshold, left, right, value = [], [], [], [], [], []
    for (predictor,) in model._predictors:
        base = len(feature)
        roots.append(base)
        for node in predictor.nodes:
            leaf = bool(node["is_leaf"])
            feature.append(-1 if leaf else int(node["feature_idx"]))
            threshold.append(0.0 if leaf else round(float(node["num_threshold"]), 7))
            left.append(0 if leaf else base + int(node["left"]))
            right.append(0 if leaf else base + int(node["right"]))
            value.append(round(float(node["value"]), 6) if leaf else 0.0)
    told = {
        "names": list(names), "start": start, "roots": roots, "feature": feature, "threshold": threshold,
        "left": left, "right": right, "value": value,
    }  # fmt: skip
    return Trees.from_plain(told, names)
