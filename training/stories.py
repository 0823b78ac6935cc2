#!/usr/bin/env python3
"""Trains the model that judges whether two articles cover one event, and writes it as plain arrays.

    python training/stories.py SET [SET ...] [--distractors FILE] [--cache FOLDER] [--write]

Each SET is a JSON Lines file (gzip or plain) of articles with `url`, `outlet`, `title`, `text`, `published_at` and
`story`. Prints B-cubed of stories found by models that saw neither story of any pair (four folds of stories over all
sets), and by models trained on the other sets alone; with --distractors, articles without labels are mixed into the
first set, and only the labelled ones are scored. With --write, a model trained on all sets replaces
`models/stories.json.gz`. Every choice is seeded.

Besides the sets as they are, smaller collections are drawn from them, by whole stories, so that the model learns what
holds in sparse coverage as in dense, and of five articles as of thousands; in these, one date in seven is wrong, as
crawled dates are.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.stories import b_cubed
from pipeline.adapters.coverage import read_coverage
from pipeline.adapters.encoder import SentenceEncoder
from pipeline.adapters.story_model import FILE
from pipeline.adapters.vector_cache import VectorCache
from pipeline.core.linkage import average_link
from pipeline.core.story_features import FEATURES, pair_features
from pipeline.core.story_similarity import EDGE_FLOOR, candidate_pairs, judged
from pipeline.core.story_views import lead_text, views_of
from pipeline.core.trees import Trees
from pipeline.model import Article

FOLDS = 4
LARGE = 1_000  # articles from which smaller collections are drawn
DRAWN = ((0.10, 1), (0.10, 2), (0.30, 3))  # share of the stories, seed
FEW = tuple((n, 100 + n) for n in (2, 2, 3, 3, 4, 5, 6, 8, 10, 12))  # stories of tiny collections, seed
WRONG_DATES = 0.15
EVEN = 2_500  # positive pairs up to which a set's pairs weigh more
HEAVIEST = 2.5
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)
SHAPE = {
    "max_iter": 150,
    "learning_rate": 0.08,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 40,
    "l2_regularization": 1.0,
    "random_state": 0,
    "early_stopping": False,
}


@dataclass
class Collection:
    """Candidate pairs of a collection: features, whether of one story, and the story of each article (or None)."""

    source: str
    stories: list[str | None]
    pairs: np.ndarray
    features: np.ndarray
    labels: np.ndarray
    known: np.ndarray
    weight: float = 1.0

    @property
    def folds(self) -> tuple[np.ndarray, np.ndarray]:
        of = np.array([-1 if s is None else zlib.crc32(s.encode()) % FOLDS for s in self.stories])
        return of[self.pairs[:, 0]], of[self.pairs[:, 1]]


def read(path: Path) -> tuple[list[Article], list[str | None]]:
    """The articles of a file, each URL once, and the story of each."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        rows = {row["url"]: row for row in map(json.loads, lines)}
    articles = {a.url: a for a in read_coverage(path, lambda _: "en")}
    name = path.name.split(".")[0] if path.name != "articles.jsonl" else path.parent.name
    stories = [f"{name}:{rows[url]['story']}" if rows[url].get("story") else None for url in articles]
    return list(articles.values()), stories


def collection(
    source: str, articles: list[Article], stories: list[str | None], encoder: SentenceEncoder
) -> Collection:
    leads = encoder.encode([lead_text(a) for a in articles])
    views = views_of(articles, leads, encoder.encode([a.title for a in articles]))
    pairs = candidate_pairs(views)
    told = [(stories[i], stories[j]) for i, j in pairs]
    known = np.array([a is not None and b is not None for a, b in told])
    labels = np.array([a == b for a, b in told]) & known
    return Collection(source, stories, pairs, pair_features(views, pairs), labels, known)


def drawn(stories: list[str | None], number: int, seed: int) -> list[int]:
    """Indices of the articles of some of the stories."""
    names = sorted({s for s in stories if s})
    chosen = set(np.random.default_rng(seed).choice(names, number, replace=False))
    return [i for i, s in enumerate(stories) if s in chosen]


def misdated(articles: list[Article], seed: int) -> list[Article]:
    """The articles with some dates moved by two days to a year, as those of crawled pages are."""
    draw = np.random.default_rng(seed)
    out = []
    for article in articles:
        days = float(np.exp(draw.uniform(np.log(2), np.log(400))))
        if draw.random() < WRONG_DATES and article.published_at:
            out.append(replace(article, published_at=article.published_at + timedelta(days=days)))
        else:
            out.append(article)
    return out


def training_collections(
    source: str, articles: list[Article], stories: list[str | None], encoder: SentenceEncoder
) -> list[Collection]:
    found = [collection(source, articles, stories, encoder)]
    count = len({s for s in stories if s})
    draws = [(few, 97 * seed + k) for k, (few, seed) in enumerate(FEW) if few < count]
    if len(articles) >= LARGE:
        draws += [(int(count * share), seed) for share, seed in DRAWN]
    for number, seed in draws:
        rows = drawn(stories, number, seed)
        chosen = misdated([articles[i] for i in rows], seed)
        found.append(collection(source, chosen, [stories[i] for i in rows], encoder))
    positive = sum(int(c.labels.sum()) for c in found)
    for one in found:
        one.weight = min(HEAVIEST, EVEN / max(positive, 1))
    return found


def train(collections: list[Collection], fold: int | None = None) -> Trees:
    """Trees trained on pairs neither of whose stories is in the fold."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    features, labels, weights = [], [], []
    for one in collections:
        left, right = one.folds
        rows = one.known if fold is None else one.known & (left != fold) & (right != fold)
        features.append(one.features[rows])
        labels.append(one.labels[rows])
        weights.append(np.full(int(rows.sum()), one.weight))
    model = HistGradientBoostingClassifier(**SHAPE)
    model.fit(np.concatenate(features), np.concatenate(labels), sample_weight=np.concatenate(weights))
    return exported(model)


def exported(model: object) -> Trees:
    """scikit-learn's trees as plain arrays, with thresholds and values cut to what a table can hold."""
    start = float(model._baseline_prediction.ravel()[0])  # type: ignore[attr-defined]
    roots, feature, threshold, left, right, value = [], [], [], [], [], []
    for (predictor,) in model._predictors:  # type: ignore[attr-defined]
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
        "names": FEATURES, "start": start, "roots": roots, "feature": feature, "threshold": threshold,
        "left": left, "right": right, "value": value,
    }  # fmt: skip
    return Trees.from_plain(told, FEATURES)


def unseen(one: Collection, models: list[Trees]) -> np.ndarray:
    """The probability of each pair by the models of both its articles' folds, which saw neither story."""
    told = np.stack([judged(one.features, model) for model in models])
    left, right = one.folds
    left, right = np.where(left < 0, right, left), np.where(right < 0, left, right)
    rows = np.arange(len(left))
    return (told[np.maximum(left, 0), rows] + told[np.maximum(right, 0), rows]) / 2


def scores(one: Collection, probability: np.ndarray) -> str:
    likely = probability > EDGE_FLOOR
    edges = {
        (int(i), int(j)): round(float(p), 4)
        for (i, j), p in zip(one.pairs[likely], probability[likely], strict=True)
    }
    told = []
    gold = {str(i): s for i, s in enumerate(one.stories) if s}
    for threshold in THRESHOLDS:
        labels = average_link(len(one.stories), edges, threshold)
        precision, recall = b_cubed({str(i): str(label) for i, label in enumerate(labels)}, gold)
        score = 2 * precision * recall / (precision + recall)
        told.append(f"{threshold}: {precision:.3f}/{recall:.3f}/{score:.4f}")
    return "  ".join(told)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--distractors", type=Path)
    parser.add_argument("--cache", type=Path, help="where vectors are kept")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    began = time.monotonic()
    store: Callable[[str], VectorCache] | None = None
    if options.cache:
        store = lambda revision: VectorCache(options.cache, revision, 1)  # noqa: E731
    encoder = SentenceEncoder(store_of=store)
    coverage = {str(path): read(path) for path in options.sets}
    parts = {name: training_collections(name, *rows, encoder) for name, rows in coverage.items()}
    everything = [one for found in parts.values() for one in found]
    print(f"{sum(len(c.labels) for c in everything)} pairs, {time.monotonic() - began:.0f} s")
    folds = [train(everything, fold) for fold in range(FOLDS)]
    print("B-cubed precision/recall/F1 at each threshold; by models that saw neither story of a pair:")
    for name, found in parts.items():
        print(f"  {name}\n    {scores(found[0], unseen(found[0], folds))}", flush=True)
    if options.distractors:
        others, _ = read(options.distractors)
        for name, (articles, stories) in list(coverage.items())[:1]:
            mixed = collection(name, articles + others, [*stories, *[None] * len(others)], encoder)
            print(f"  {name} among {len(others)} more\n    {scores(mixed, unseen(mixed, folds))}", flush=True)
    if len(parts) > 1:
        print("by models trained on the other sets alone:")
        for name, found in parts.items():
            model = train([c for c in everything if c.source != name])
            print(f"  {name}\n    {scores(found[0], judged(found[0].features, model))}", flush=True)
    if options.write:
        write(train(everything))
    print(f"{time.monotonic() - began:.0f} s")
    return 0


def write(model: Trees) -> None:
    FILE.parent.mkdir(exist_ok=True)
    told = json.dumps(model.to_plain(), separators=(",", ":")).encode()
    FILE.write_bytes(gzip.compress(told, mtime=0))
    print(f"wrote {FILE} ({FILE.stat().st_size} bytes)")


if __name__ == "__main__":
    sys.exit(main())
