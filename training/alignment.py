#!/usr/bin/env python3
"""Trains the model that scores whether two sentences say the same, and writes its weights as code.

    python training/alignment.py SET [SET ...] [--write]

Each SET is a folder with `articles.jsonl` (`id`, `story`, `title`, `text`, …) and `alignments.jsonl`
(`story`, `a`, `b`: {"article", "quote"}, `grade` 1 or 2). Pairs of either grade count as saying the
same. Prints, for each set, precision, recall (of grade 2) and F1 by models that did not see the story (five
folds of stories), and by models trained on the other sets alone. With --write, a model trained on all sets replaces
`pipeline/core/alignment_weights.py`. Nothing random: the same input gives the same weights.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.adapters.encoder import SentenceEncoder
from pipeline.core.pair_features import FEATURES, candidate_pairs
from pipeline.core.sentences import sentences_of
from pipeline.ids import text_hash
from pipeline.model import Article

TARGET = Path(__file__).resolve().parent.parent / "pipeline" / "core" / "alignment_weights.py"
FOLDS = 5
STRENGTH = 0.3  # inverse of the L2 penalty, on standardised features
THRESHOLD = 0.5

Quote = tuple[str, str]


@dataclass
class Story:
    """Candidate pairs of one story with what the labels say of them."""

    name: str
    features: np.ndarray
    labels: np.ndarray  # whether a gold pair of either grade
    hits: list[set[frozenset[Quote]]] = field(default_factory=list)


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def as_article(row: dict) -> Article:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return Article(
        article_id=row["id"],
        content_hash=text_hash(row["title"], row["text"]),
        url=row["url"],
        canonical_url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        text=row["text"],
        first_seen_at=epoch,
        fetched_at=epoch,
        word_count=0,
    )


def load(folder: Path, encoder: SentenceEncoder) -> tuple[list[Story], set[frozenset[Quote]]]:
    """The set's stories, and its gold pairs of grade 2."""
    grades = {
        frozenset((pair[side]["article"], pair[side]["quote"]) for side in "ab"): pair["grade"]
        for pair in read(folder / "alignments.jsonl")
    }
    quotes: dict[str, set[str]] = defaultdict(set)
    for pair in grades:
        for article_id, quote in pair:
            quotes[article_id].add(quote)
    by_story: dict[str, list[Article]] = defaultdict(list)
    for row in read(folder / "articles.jsonl"):
        by_story[row["story"]].append(as_article(row))
    stories = [
        story_of(name, articles, quotes, grades, encoder)
        for name, articles in sorted(by_story.items())
        if len(articles) > 1
    ]
    return stories, {pair for pair, grade in grades.items() if grade == 2}


def story_of(name, articles, quotes, grades, encoder) -> Story:
    texts = {article.article_id: article for article in articles}
    sentences = [s for article_id in sorted(texts) for s in sentences_of(texts[article_id])]
    vectors = encoder.encode([s.text for s in sentences])
    stands_for = [quotes_at(s, texts[s.article_id], quotes[s.article_id]) for s in sentences]
    features, labels, hits = [], [], []
    for pairs in candidate_pairs(sentences, vectors):
        features.append(pairs.features)
        for left, right in zip(pairs.left, pairs.right, strict=True):
            found = {
                pair
                for a in stands_for[left]
                for b in stands_for[right]
                if (pair := frozenset((a, b))) in grades
            }
            hits.append(found)
            labels.append(bool(found))
    return Story(name, np.concatenate(features), np.array(labels), hits)


def quotes_at(sentence, article: Article, quotes: set[str]) -> set[Quote]:
    """The labelled quotes that a sentence stands for: they share half of the longer of the two."""
    text = article.title if sentence.section == "headline" else article.text
    found = set()
    for quote in quotes:
        start = text.find(quote)
        while start >= 0:
            common = min(start + len(quote), sentence.char_end) - max(start, sentence.char_start)
            if common >= 0.5 * max(len(quote), sentence.char_end - sentence.char_start):
                found.add((article.article_id, quote))
            start = text.find(quote, start + 1)
    return found


def fit(stories: list[list[Story]]) -> tuple[np.ndarray, float]:
    """Weights of the plain features and the intercept; every set weighs the same, whatever its size."""
    from sklearn.linear_model import LogisticRegression

    features = np.concatenate([s.features for group in stories for s in group]).astype(np.float64)
    labels = np.concatenate([s.labels for group in stories for s in group])
    sizes = [sum(s.labels.sum() for s in group) for group in stories]
    balance = np.concatenate(
        [
            np.full(len(s.labels), np.mean(sizes) / size)
            for group, size in zip(stories, sizes, strict=True)
            for s in group
        ]
    )
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit((features - mean) / spread, labels, sample_weight=balance)
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ mean)


def evaluate(stories: list[Story], scores: list[np.ndarray], gold: set, threshold: float) -> str:
    found, right, predicted = set(), 0, 0
    for story, values in zip(stories, scores, strict=True):
        for k in np.nonzero(values >= threshold)[0]:
            predicted += 1
            right += bool(story.hits[k])
            found |= story.hits[k]
    precision, recall = right / max(predicted, 1), len(found & gold) / len(gold)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


def predict(stories: list[Story], model: tuple[np.ndarray, float]) -> list[np.ndarray]:
    weights, intercept = model
    return [1 / (1 + np.exp(-(s.features @ weights + intercept))) for s in stories]


def report(names: list[str], sets: list[tuple[list[Story], set]]) -> None:
    ordered = [(k, story) for k, (stories, _) in enumerate(sets) for story in stories]
    unseen: dict[int, np.ndarray] = {}
    for fold in range(FOLDS):
        kept = [
            [s for i, (j, s) in enumerate(ordered) if j == k and i % FOLDS != fold] for k in range(len(sets))
        ]
        model = fit([group for group in kept if group])
        for i, (_, story) in enumerate(ordered):
            if i % FOLDS == fold:
                unseen[i] = predict([story], model)[0]
    for k, (name, (stories, gold)) in enumerate(zip(names, sets, strict=True)):
        rows = [unseen[i] for i, (j, _) in enumerate(ordered) if j == k]
        print(f"{name}: stories unseen    {evaluate(stories, rows, gold, THRESHOLD)}")
        rest = [s for j, (s, _) in enumerate(sets) if j != k]
        if rest:
            print(
                f"{name}: other sets alone  {evaluate(stories, predict(stories, fit(rest)), gold, THRESHOLD)}"
            )


def write(model: tuple[np.ndarray, float], names: list[str], revision: str) -> None:
    weights, intercept = model
    rows = "".join(
        f'    "{name}": {value:.4f},\n' for name, value in zip(FEATURES, weights.tolist(), strict=True)
    )
    TARGET.write_text(
        '"""Weights of the logistic model that scores pairs of sentences, by training/alignment.py.\n\n'
        f"Trained on: {', '.join(names)}. Encoder: {revision}.\n"
        '"""\n\n'
        f"INTERCEPT = {intercept:.4f}\n"
        "WEIGHTS = {\n" + rows + "}\n",
        encoding="utf-8",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="replace the weights that ship")
    options = parser.parse_args()
    started = time.monotonic()
    encoder = SentenceEncoder()
    sets = [load(folder, encoder) for folder in options.sets]
    names = [folder.resolve().name for folder in options.sets]
    report(names, sets)
    model = fit([stories for stories, _ in sets])
    for name, value in zip((*FEATURES, "intercept"), (*model[0], model[1]), strict=True):
        print(f"{name:22} {value:9.4f}")
    if options.write:
        write(model, names, encoder.revision)
        print(f"written: {TARGET.name}")
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
