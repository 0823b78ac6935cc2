"""What two sentences are to each other, by their vectors and by what can be counted in them.

Vectors of sentences lose numbers and negation, so these are counted beside them. A small network tells the
relation, a logistic model on top of it the probability of one claim. The weights are given; nothing is read here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.core.text import content_stems, names, numbers, words

Floats = NDArray[np.float32]
RELATIONS = ("entailment", "contradiction", "neutral")  # in the order of the network's outputs
SIGNS = (
    "cosine",
    "words_of_a_in_b",
    "words_of_b_in_a",
    "numbers_shared",
    "numbers_of_a_alone",
    "numbers_of_b_alone",
    "names_shared",
    "names_of_a_alone",
    "names_of_b_alone",
    "negation_a",
    "negation_b",
    "negation_differs",
    "hedge_of_a_alone",
    "hedge_of_b_alone",
    "length_ratio",
    "length_low",
)
WEIGHTS = (
    "mean",
    "spread",
    "hidden.weight",
    "hidden.bias",
    "relation.weight",
    "relation.bias",
    "same.weight",
    "same.bias",
)

_NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|den(?:y|ies|ied|ying)|reject(?:s|ed)?|"
    r"refus(?:es|ed)|fail(?:s|ed)?|cannot)\b|n[’']t\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:may|might|could|possibl[ey]|perhaps|alleged(?:ly)?|reported(?:ly)?|unclear|unconfirmed|apparent(?:ly)?|"
    r"suspected|likely|doubt(?:s|ed)?|whether|if)\b",
    re.IGNORECASE,
)


def inputs(a: Sequence[str], b: Sequence[str], vectors_a: Floats, vectors_b: Floats) -> Floats:
    """What is read of each pair, shape (pairs, len(SIGNS) + 2 * dimension); vectors are unit rows."""
    told = np.array(
        [
            _signs(one, other, float(u @ v))
            for one, other, u, v in zip(a, b, vectors_a, vectors_b, strict=True)
        ],
        dtype=np.float32,
    ).reshape(len(a), len(SIGNS))
    return np.concatenate([told, np.abs(vectors_a - vectors_b), vectors_a * vectors_b], axis=1)


def relations(read: Floats, weights: Mapping[str, Floats]) -> NDArray[np.float64]:
    """Probabilities of RELATIONS, from the first sentence to the second, shape (pairs, 3)."""
    scaled = (read - weights["mean"]) / weights["spread"]
    hidden = np.maximum(scaled @ weights["hidden.weight"].T + weights["hidden.bias"], 0)
    odds = (hidden @ weights["relation.weight"].T + weights["relation.bias"]).astype(np.float64)
    exp = np.exp(odds - odds.max(axis=1, keepdims=True))
    told: NDArray[np.float64] = exp / exp.sum(axis=1, keepdims=True)
    return told


def claim_signs(read: Floats, forth: NDArray[np.float64], back: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the probability of one claim is read from, the same in both directions; shape (pairs, 13)."""
    signs = read[:, : len(SIGNS)].astype(np.float64)
    low = [np.minimum(signs[:, i], signs[:, i + 1]) for i in (1, 4, 7)]
    high = [np.maximum(signs[:, i], signs[:, i + 1]) for i in (1, 4, 7)]
    follows = [np.minimum(forth[:, 0], back[:, 0]), np.maximum(forth[:, 0], back[:, 0])]
    denied = np.maximum(forth[:, 1], back[:, 1])
    plain = [signs[:, i] for i in (0, 3, 6, 14)]
    return np.stack([*plain, *low, *high, *follows, denied], axis=1)


def same_claim(signs: NDArray[np.float64], weights: Mapping[str, Floats]) -> NDArray[np.float64]:
    """Probability that both sentences claim the same, shape (pairs,)."""
    odds = signs @ weights["same.weight"].astype(np.float64) + float(weights["same.bias"][0])
    told: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
    return told


def _signs(a: str, b: str, cosine: float) -> list[float]:
    stems_a, stems_b = set(content_stems(a)), set(content_stems(b))
    shared = len(stems_a & stems_b)
    numbers_a, numbers_b, names_a, names_b = numbers(a), numbers(b), names(a), names(b)
    negation_a, negation_b = bool(_NEGATION.search(a)), bool(_NEGATION.search(b))
    hedge_a, hedge_b = bool(_HEDGE.search(a)), bool(_HEDGE.search(b))
    length_a, length_b = max(len(words(a)), 1), max(len(words(b)), 1)
    return [
        cosine,
        shared / max(len(stems_a), 1),
        shared / max(len(stems_b), 1),
        min(len(numbers_a & numbers_b), 3),
        min(len(numbers_a - numbers_b), 3),
        min(len(numbers_b - numbers_a), 3),
        min(len(names_a & names_b), 3),
        min(len(names_a - names_b), 3),
        min(len(names_b - names_a), 3),
        negation_a,
        negation_b,
        negation_a != negation_b,
        hedge_a and not hedge_b,
        hedge_b and not hedge_a,
        min(length_a, length_b) / max(length_a, length_b),
        float(np.log(min(length_a, length_b))),
    ]
