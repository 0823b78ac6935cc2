#!/usr/bin/env python3
"""Trains the model that tells what two sentences are to each other, and whether they claim the same.

    python training/pair_model.py --gold SET [SET ...] --vectors FILE.npz ... --pairs news_pairs.jsonl
        --entailment FILE.jsonl.gz ... --texts ARTICLES.jsonl.gz ... [--measure FILE.jsonl.gz ...]
        [--write models/pairs]

The relation is learned from --entailment (`premise`, `hypothesis`, `label`; every tenth pair is held out and
measures), --pairs (`sent_a`, `sent_b`, `relation`, `reverse`; the first 60 pairs measure) and from sentences of
the articles of --texts that are changed by rules (training/made_pairs.py; every tenth sentence measures). One claim is
learned from the stories of the SETs by --vectors of encoders that did not see them (training/sentence_adapter.py),
and measured by folds of stories. --measure: like --entailment, never trained on. The seed is fixed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
import torch
from alignment import FOLDS, encoder, given_vectors, labelled_stories, read
from made_pairs import made_pairs
from sentence_adapter import other_texts
from torch import nn
from torch.nn import functional

from pipeline.core.pair_reading import RELATIONS, claim_signs, inputs, relations, same_claim

HIDDEN = 96
EPOCHS = 12
BATCH = 128
RATE = 1e-3
DROPPED = 0.3  # share of inputs and of hidden units that a step does without
MOST = 6_000  # pairs of one file of entailment
MADE_FROM = 700  # texts that are changed
NEWS_TIMES = 3  # how often the labelled news pairs are seen in an epoch
NEAR = 0.4  # cosine from which pairs of a story count for the calibration of one claim


@dataclass(frozen=True)
class Pair:
    a: str
    b: str
    relation: int


def entailment_pairs(file: Path) -> tuple[list[Pair], list[Pair]]:
    """(to train on, held out)."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    told = [
        Pair(r["premise"], r["hypothesis"], RELATIONS.index(r["label"]))
        for r in rows
        if r["label"] in RELATIONS
    ]
    random.Random(1).shuffle(told)
    return told[len(told) // 10 :][:MOST], told[: len(told) // 10][:600]


def news_pairs(file: Path) -> list[Pair]:
    """Both directions of a pair stand side by side."""
    found = []
    for r in read(file):
        found.append(Pair(r["sent_a"], r["sent_b"], RELATIONS.index(r["relation"])))
        found.append(Pair(r["sent_b"], r["sent_a"], RELATIONS.index(r["reverse"])))
    return found


def inputs_of(pairs: Sequence[Pair], vectors: dict[str, np.ndarray]) -> np.ndarray:
    a, b = [p.a for p in pairs], [p.b for p in pairs]
    return inputs(a, b, np.stack([vectors[t] for t in a]), np.stack([vectors[t] for t in b]))


def train(read_: np.ndarray, labels: np.ndarray) -> dict[str, np.ndarray]:
    torch.manual_seed(0)
    mean, spread = read_.mean(axis=0), read_.std(axis=0) + 1e-4
    x, y = torch.tensor((read_ - mean) / spread), torch.tensor(labels)
    hidden, out = nn.Linear(x.shape[1], HIDDEN), nn.Linear(HIDDEN, len(RELATIONS))
    optimiser = torch.optim.AdamW([*hidden.parameters(), *out.parameters()], lr=RATE, weight_decay=0.05)
    steps = EPOCHS * (1 + len(x) // BATCH)
    pace = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda t: max(0.02, 1 - t / steps))
    for epoch in range(EPOCHS):
        told = []
        for rows in torch.randperm(len(x)).split(BATCH):
            seen = functional.relu(hidden(functional.dropout(x[rows], DROPPED)))
            loss = functional.cross_entropy(out(functional.dropout(seen, DROPPED)), y[rows])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            pace.step()
            told.append(loss.item())
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(told):.3f}", flush=True)
    layers = {"hidden": hidden, "relation": out}
    weights = {
        f"{n}.{part}": getattr(m, part).detach().numpy()
        for n, m in layers.items()
        for part in ("weight", "bias")
    }
    return {"mean": mean, "spread": spread, **weights}


def tell(name: str, read_: np.ndarray, pairs: Sequence[Pair], weights: dict[str, np.ndarray]) -> None:
    from sklearn.metrics import f1_score

    known, seen = [p.relation for p in pairs], relations(read_, weights).argmax(axis=1)
    each = f1_score(known, seen, average=None, labels=range(3), zero_division=0)
    by_relation = dict(zip(RELATIONS, each.round(3).tolist(), strict=True))
    print(f"{name}: relation right {np.mean(seen == known):.3f} of {len(pairs)}; F1 {by_relation}")


def claim_rows(
    folders: list[Path], files: list[Path], weights: dict[str, np.ndarray]
) -> list[tuple[np.ndarray, np.ndarray]]:
    """By story that an encoder left out: the signs of its near pairs of two articles, and whether they say the same."""
    vectors_of, found = given_vectors(files), []
    for folder in folders:
        for name, sentences, grades in labelled_stories(folder):
            texts = [s.text for s in sentences]
            vectors = vectors_of(name, texts)
            if vectors is None:
                continue
            left, right = np.nonzero(np.triu(vectors @ vectors.T >= NEAR, 1))
            apart = [
                i for i in range(len(left)) if sentences[left[i]].article_id != sentences[right[i]].article_id
            ]
            left, right = left[apart], right[apart]
            a, b = [texts[i] for i in left], [texts[i] for i in right]
            forth = inputs(a, b, vectors[left], vectors[right])
            back = inputs(b, a, vectors[right], vectors[left])
            same = [
                max(grades.get((i, j), 0), grades.get((j, i), 0)) > 0
                for i, j in zip(left, right, strict=True)
            ]
            found.append(
                (claim_signs(forth, relations(forth, weights), relations(back, weights)), np.array(same))
            )
    return found


def fit_claim(rows: Sequence[tuple[np.ndarray, np.ndarray]]) -> dict[str, np.ndarray]:
    from sklearn.linear_model import LogisticRegression

    x, y = np.concatenate([x for x, _ in rows]), np.concatenate([y for _, y in rows])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=2000).fit((x - mean) / spread, y)
    weight = model.coef_[0] / spread
    return {"same.weight": weight, "same.bias": np.array([model.intercept_[0] - weight @ mean])}


def tell_claim(rows: list[tuple[np.ndarray, np.ndarray]]) -> None:
    from sklearn.metrics import average_precision_score, f1_score

    scores = [np.zeros(0)] * len(rows)
    for fold in range(FOLDS):
        kept = [row for i, row in enumerate(rows) if i % FOLDS != fold]
        for i, (x, _) in enumerate(rows):
            if i % FOLDS == fold:
                scores[i] = same_claim(x, fit_claim(kept))
    told, same = np.concatenate(scores), np.concatenate([y for _, y in rows])
    found, f1 = average_precision_score(same, told), f1_score(same, told >= 0.5)
    print(f"one claim, {len(rows)} stories unseen, {len(same)} pairs of cosine {NEAR} or more,")
    print(f"  {same.mean():.3f} of them say the same: average precision {found:.3f}, F1 at 0.5 {f1:.3f}")
    bands = np.digitize(told, [0.2, 0.4, 0.6, 0.8])
    print(
        "score / share: "
        + "  ".join(f"{told[bands == b].mean():.2f}/{same[bands == b].mean():.2f}" for b in range(5))
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", nargs="+", type=Path, required=True)
    parser.add_argument("--vectors", nargs="+", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--entailment", nargs="+", type=Path, required=True)
    parser.add_argument("--texts", nargs="+", type=Path, required=True)
    parser.add_argument("--skip-stories", nargs="*", default=[])
    parser.add_argument("--measure", nargs="*", type=Path, default=[])
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    began, draw = time.monotonic(), random.Random(3)
    labelled = news_pairs(options.pairs)
    files = {file.name: entailment_pairs(file) for file in options.entailment}
    texts = other_texts(options.texts, set(options.skip_stories), MADE_FROM)
    cut = len(texts) // 10
    made = [
        [Pair(a, b, RELATIONS.index(r)) for a, b, r in made_pairs(part, draw)]
        for part in (texts[cut:], texts[:cut])
    ]
    trained = [p for seen, _ in files.values() for p in seen] + made[0] + labelled[120:] * NEWS_TIMES
    held = {name: rest for name, (_, rest) in files.items()}
    held |= {"changed sentences": made[1], "labelled news pairs": labelled[:120]}
    held |= {f"{file.name} (never trained on)": entailment_pairs(file)[1] for file in options.measure}
    every = sorted({t for p in [*trained, *(p for rest in held.values() for p in rest)] for t in (p.a, p.b)})
    vectors = dict(zip(every, encoder().encode(every), strict=True))
    print(
        f"{len(trained)} pairs to train on, {len(every)} texts encoded, {time.monotonic() - began:.0f} s",
        flush=True,
    )
    weights = train(inputs_of(trained, vectors), np.array([p.relation for p in trained]))
    for name, pairs in held.items():
        tell(f"{name}, held out", inputs_of(pairs, vectors), pairs, weights)
    rows = claim_rows(options.gold, options.vectors, weights)
    tell_claim(rows)
    weights |= fit_claim(rows)
    if options.write:
        from safetensors.numpy import save_file

        options.write.mkdir(parents=True, exist_ok=True)
        save_file(
            {k: np.ascontiguousarray(v, dtype=np.float32) for k, v in weights.items()},
            options.write / "pairs.safetensors",
        )
        print(
            f"written: {options.write / 'pairs.safetensors'}; put its SHA-256 into pipeline/adapters/pair_model.py"
        )
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
