"""Boosted trees as plain arrays: what a trained model needs to judge, without the library that trained it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError

BLOCK = 32_768  # rows at a time: bounds memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """Binary trees whose leaves add up to the log-odds. Nodes of all trees lie one after the other.

    A row goes left where its feature is at most the threshold. `feature` is -1 in a leaf.
    """

    names: tuple[str, ...]  # of the features, in the order of the columns
    start: float
    roots: NDArray[np.int32]
    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float64]  # of a leaf

    @classmethod
    def from_plain(cls, told: Mapping[str, Any], names: Sequence[str]) -> Trees:
        """Trees of what `to_plain` gave. Raises ModelError when they were trained on other features."""
        if tuple(told["names"]) != tuple(names):
            raise ModelError("the model was trained on other features than this version has: train it again")
        return cls(
            names=tuple(told["names"]),
            start=float(told["start"]),
            roots=np.asarray(told["roots"], dtype=np.int32),
            feature=np.asarray(told["feature"], dtype=np.int32),
            threshold=np.asarray(told["threshold"], dtype=np.float64),
            left=np.asarray(told["left"], dtype=np.int32),
            right=np.asarray(told["right"], dtype=np.int32),
            value=np.asarray(told["value"], dtype=np.float64),
        )

    def to_plain(self) -> dict[str, Any]:
        """The trees as lists and numbers, for JSON."""
        arrays = ("roots", "feature", "threshold", "left", "right", "value")
        return {
            "names": list(self.names),
            "start": self.start,
            **{key: getattr(self, key).tolist() for key in arrays},
        }

    def probabilities(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of each row, shape (rows,); `rows` has a column for each name."""
        out = np.empty(len(rows))
        for first in range(0, len(rows), BLOCK):
            part = rows[first : first + BLOCK]
            odds = np.full(len(part), self.start)
            for root in self.roots.tolist():
                odds += self._leaves(part, root)
            out[first : first + BLOCK] = 1.0 / (1.0 + np.exp(-odds))
        return out

    def _leaves(self, rows: NDArray[np.float64], root: int) -> NDArray[np.float64]:
        node = np.full(len(rows), root, dtype=np.int32)
        walking = np.arange(len(rows))
        while len(walking):
            at = node[walking]
            feature = self.feature[at]
            inner = feature >= 0
            walking, at, feature = walking[inner], at[inner], feature[inner]
            goes_left = rows[walking, feature] <= self.threshold[at]
            node[walking] = np.where(goes_left, self.left[at], self.right[at])
        found: NDArray[np.float64] = self.value[node]
        return found
