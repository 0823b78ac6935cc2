#!/usr/bin/env python3
"""Trains the model of loaded wording on labelled sentences, and writes it.

    python training/wording.py LOADED.jsonl [--write]

LOADED has `text`, `loaded`, `words` (charged, exact substrings) and `sure` 0-2. Prints precision, recall and F1 on five
folds, each read by a model that saw nothing of it; thresholds are chosen on the folds that the others left out. With
--write, a model trained on all rows replaces models/wording/wording.npz. Every choice is seeded.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import torch
from numpy.typing import NDArray

from pipeline.adapters.lower_layers import HiddenStates
from pipeline.adapters.wording_model import FILE, write_wording
from pipeline.core.framing.wording import (
    COUNTS,
    Floats,
    Pieces,
    Wording,
    list_features,
    pooled,
    quoted_pieces,
    sentence_features,
)

FOLDS = 5
EPOCHS = 5
RATE = 1e-3
DECAY = 0.3
BATCH = 512
POSITIVE_WEIGHT = 3.0  # of charged pieces, which are few
STRENGTH = 0.002  # of the sentence's regression: the inverse of its penalty
SURE = {0: 0.5, 1: 0.75, 2: 1.0}  # what a row weighs
WORD_BETA = 1.5  # of the words' F, when the threshold of a word is chosen: finding one weighs more
NEAR_BEST = 0.01


@dataclass(frozen=True)
class Row:
    """A labelled sentence with all that the model sees of it."""

    text: str
    loaded: bool
    weight: float
    pieces: Pieces
    spoken: NDArray[np.bool_]
    lists: Floats
    features: Floats
    charged: NDArray[np.bool_]  # pieces of its charged words


def rows_of(labelled: Sequence[dict[str, Any]]) -> list[Row]:
    """The rows, read by the encoder; hidden states are kept in float16."""
    found = []
    read = HiddenStates().of([r["text"] for r in labelled])
    for row, pieces in zip(labelled, read, strict=True):
        spoken, lists = quoted_pieces(pieces), list_features(pieces)
        found.append(
            Row(
                text=row["text"],
                loaded=bool(row["loaded"]),
                weight=SURE[row.get("sure", 2)],
                features=sentence_features(pieces, spoken, lists),
                lists=lists,
                pieces=replace(pieces, hidden=pieces.hidden.astype(np.float16)),
                spoken=spoken,
                charged=charged_pieces(pieces, row["words"]),
            )
        )
    return found


def charged_pieces(pieces: Pieces, words: Sequence[str]) -> NDArray[np.bool_]:
    start, end = pieces.offsets[:, 0], pieces.offsets[:, 1]
    inside = np.zeros(len(start), dtype=bool)
    text = pieces.text.lower()
    for word in words:
        at = text.find(word.lower()) if len(text) == len(pieces.text) else pieces.text.find(word)
        if at >= 0:
            inside |= (start < at + len(word)) & (end > at) & (end > start)
    return inside


def fitted(rows: Sequence[Row]) -> Wording:
    """Both readings of `rows`; how they are mixed is left open."""
    piece, piece_bias = _fit_pieces(rows)
    sentence, sentence_bias = _fit_sentences(rows)
    return Wording(
        piece=piece,
        piece_bias=piece_bias,
        sentence=sentence,
        sentence_bias=sentence_bias,
        mix=(1.0, 1.0, 0.0),
        word_bias=0.0,
    )


def _fit_pieces(rows: Sequence[Row]) -> tuple[Floats, float]:
    """Logistic regression by AdamW (Loshchilov and Hutter 2019), on pieces that are the outlet's own."""
    own = [~r.spoken for r in rows]
    states = np.concatenate(
        [
            np.hstack([r.pieces.hidden[k], r.lists[k].astype(np.float16)])
            for r, k in zip(rows, own, strict=True)
        ]
    )
    charged = torch.tensor(
        np.concatenate([r.charged[k] for r, k in zip(rows, own, strict=True)]), dtype=torch.float32
    )
    sample = states[:: max(1, len(states) // 20_000)].astype(np.float32)
    mean, spread = sample.mean(0), sample.std(0) + 1e-2
    spread[-4:] = 1 / 3  # lists: not scaled by how seldom they hit
    inputs, shift, scale = torch.tensor(states), torch.tensor(mean), torch.tensor(spread)
    weight = torch.zeros(states.shape[1], requires_grad=True)
    bias = torch.tensor(-3.0, requires_grad=True)
    optimiser = torch.optim.AdamW([weight, bias], lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(states) // BATCH + 1)
    pace = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: max(0.02, 1 - n / steps))
    for epoch in range(EPOCHS):
        order = np.random.default_rng(epoch).permutation(len(states))
        for start in range(0, len(order), BATCH):
            part = torch.tensor(order[start : start + BATCH])
            odds = ((inputs[part].float() - shift) / scale) @ weight + bias
            loss = torch.nn.functional.binary_cross_entropy_with_logits(
                odds, charged[part], pos_weight=torch.tensor(POSITIVE_WEIGHT)
            )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            pace.step()
    return _unscaled(weight.detach().numpy(), float(bias.detach()), mean, spread)


def _fit_sentences(rows: Sequence[Row]) -> tuple[Floats, float]:
    from sklearn.linear_model import LogisticRegression

    table = np.stack([r.features for r in rows])
    mean, spread = table.mean(0), table.std(0) + 1e-3
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=300)
    model.fit((table - mean) / spread, [r.loaded for r in rows], sample_weight=[r.weight for r in rows])
    return _unscaled(model.coef_[0], float(model.intercept_[0]), mean, spread)


def _unscaled(weight: Floats, bias: float, mean: Floats, spread: Floats) -> tuple[Floats, float]:
    plain = (weight / spread).astype(np.float32)
    return plain, bias - float(plain @ mean)


@dataclass(frozen=True)
class Unseen:
    """What a model says of a row that it was not trained on."""

    row: Row
    pieces: Floats  # log odds
    whole: float  # log odds of the sentence's own regression


def read_by(model: Wording, row: Row) -> Unseen:
    pieces = replace(row.pieces, hidden=row.pieces.hidden.astype(np.float32))
    odds = model.piece_odds(pieces, row.spoken, row.lists)
    return Unseen(row, odds, float(row.features @ model.sentence) + model.sentence_bias)


def mixed(model: Wording, unseen: Sequence[Unseen]) -> Wording:
    """The model with the mix and the thresholds that were best on rows unseen by models like it."""
    from sklearn.linear_model import LogisticRegression

    by_pieces = np.array([pooled(u.pieces) for u in unseen])
    whole = np.array([u.whole for u in unseen])
    loaded = np.array([u.row.loaded for u in unseen])
    weight = np.array([u.row.weight for u in unseen])
    a, b = 1 / by_pieces.std(), 1 / whole.std()
    score = a * by_pieces + b * whole
    threshold = best_threshold(score, loaded, weight)
    slope = float(LogisticRegression(C=10).fit(score[:, None], loaded).coef_[0, 0])
    return replace(
        model,
        mix=(float(a * slope), float(b * slope), float(-threshold * slope)),
        word_bias=_word_threshold([u for u in unseen if u.row.loaded]),
    )


def best_threshold(
    score: NDArray[np.float64], loaded: NDArray[np.bool_], weight: NDArray[np.float64]
) -> float:
    """The middle of the thresholds whose F1 is near the best."""
    candidates = np.quantile(score, np.linspace(0.3, 0.98, 137))
    found = np.array([_f1(score >= t, loaded, weight) for t in candidates])
    return float(candidates[found >= found.max() - NEAR_BEST].mean())


def _f1(chosen: NDArray[np.bool_], loaded: NDArray[np.bool_], weight: NDArray[np.float64]) -> float:
    return float(2 * weight[chosen & loaded].sum() / (weight[chosen].sum() + weight[loaded].sum()))


def _word_threshold(unseen: Sequence[Unseen]) -> float:
    odds = np.concatenate([u.pieces for u in unseen])
    charged = np.concatenate([u.row.charged for u in unseen])
    best = (0.0, 0.0)
    for threshold in np.quantile(odds, np.linspace(0.7, 0.99, 59)):
        chosen = odds >= threshold
        hit, square = float((chosen & charged).sum()), WORD_BETA**2
        f = (1 + square) * hit / (chosen.sum() + square * charged.sum())
        best = max(best, (f, float(threshold)))
    return best[1]


@dataclass(frozen=True)
class Folds:
    """A model for each fold that saw nothing of it, and which row is of which fold."""

    models: list[Wording]
    fold: NDArray[np.int64]
    unseen: list[Unseen]

    def signals(self, rows: Sequence[Row]) -> list[list[dict[str, Any]]]:
        """What the model that did not see a row finds in it, as annotations have it."""
        found = []
        for row, k in zip(rows, self.fold, strict=True):
            pieces = replace(row.pieces, hidden=row.pieces.hidden.astype(np.float32))
            found.append(
                [
                    {"type": s.type, "score": s.score, "char_start": s.char_start, "char_end": s.char_end}
                    for s in self.models[k].signals(pieces)
                    if s.score >= COUNTS
                ]
            )
        return found


def in_folds(rows: Sequence[Row]) -> Folds:
    """Trains FOLDS models; thresholds of each are chosen on what the others say of rows unseen by them."""
    fold = np.random.default_rng(0).permutation(len(rows)) % FOLDS
    raw = [fitted([r for r, k in zip(rows, fold, strict=True) if k != n]) for n in range(FOLDS)]
    unseen = [read_by(raw[k], row) for row, k in zip(rows, fold, strict=True)]
    models = [mixed(raw[n], [u for u, k in zip(unseen, fold, strict=True) if k != n]) for n in range(FOLDS)]
    return Folds(models, fold, unseen)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    from benchmarks.loaded import loaded_measures

    labelled = [json.loads(line) for line in options.labelled.read_text("utf-8").splitlines() if line]
    rows = rows_of(labelled)
    folds = in_folds(rows)
    judged = [i for i, r in enumerate(labelled) if r.get("sure", 2) > 0]
    signals = folds.signals(rows)
    for one in loaded_measures([labelled[i] for i in judged], [signals[i] for i in judged]):
        print(f"{one.name}: {one.value:.3f}")
    if options.write:
        digest = write_wording(mixed(fitted(rows), folds.unseen), FILE)
        print(f"written: {FILE}; put its SHA-256 into pipeline/adapters/wording_model.py: {digest}")


if __name__ == "__main__":
    main()
