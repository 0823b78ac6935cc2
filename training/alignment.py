#!/usr/bin/env python3
"""Trains the model that scores whether two sentences say the same, and writes its weights as code.

    python training/alignment.py SET [SET ...] [--vectors FILE.npz ...] [--write]

Each SET is a folder with `articles.jsonl` (`id`, `story`, `title`, `text`, …) and `alignments.jsonl`
(`story`, `a`, `b`: {"article", "quote"}, `grade` 1 or 2). Pairs of either grade count as saying the
same. Prints, for each set, precision, recall (of grade 2) and F1 by models that did not see the story (five
folds of stories), and by models trained on the other sets alone. The encoder that ships has seen these stories, so
--vectors gives those of encoders that have not. With --write, a model trained on all sets replaces
`pipeline/core/alignment_weights.py`. Nothing random: the same input gives the same weights.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.adapters.encoder import SentenceEncoder
from pipeline.adapters.low_rank import SENTENCES
from pipeline.core.alignment import FIRST_FLOOR
from pipeline.core.pair_context import CONTEXT, context_features
from pipeline.core.pair_features import FEATURES, Pairs, article_starts, candidate_pairs
from pipeline.core.sentences import sentences_of
from pipeline.ids import text_hash
from pipeline.model import Article, Sentence

TARGET = Path(__file__).resolve().parent.parent / "pipeline" / "core" / "alignment_weights.py"
FOLDS = 5
STRENGTH = 0.3  # inverse of the L2 penalty, on standardised features
THRESHOLD = 0.5

Quote = tuple[str, str]
VectorsOf = Callable[[str, list[str]], np.ndarray | None]  # of a story's name and its sentences


@dataclass
class Story:
    """Candidate pairs of one story with what the labels say of them."""

    name: str
    pairs: Pairs
    starts: np.ndarray  # of the articles' sentences
    labels: np.ndarray  # whether a gold pair of either grade
    hits: list[set[frozenset[Quote]]] = field(default_factory=list)


@dataclass
class Linear:
    """A logistic model over plain features."""

    weights: np.ndarray
    intercept: float

    def scores(self, features: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-(features.astype(np.float64) @ self.weights + self.intercept)))


@dataclass
class Model:
    """The first look at a pair, and the second, that knows the first scores of the whole story."""

    first: Linear
    second: Linear

    def scores(self, story: Story) -> np.ndarray:
        """Of every candidate; 0 for those that get no second look."""
        kept, features = second_look(story, self.first.scores(story.pairs.features))
        scores = np.zeros(len(story.labels))
        scores[kept] = self.second.scores(features)
        return scores


Groups = list[list[Story]]  # by set


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


def load(folder: Path, vectors_of: VectorsOf) -> tuple[list[Story], set[frozenset[Quote]]]:
    """The set's stories, and its gold pairs of grade 2."""
    grades, quotes = labels_of(folder)
    stories, covered = [], set()
    for name, articles in articles_of(folder):
        texts = {article.article_id: article for article in articles}
        sentences = [s for article_id in sorted(texts) for s in sentences_of(texts[article_id])]
        stands_for = [quotes_at(s, texts[s.article_id], quotes[s.article_id]) for s in sentences]
        vectors = vectors_of(name, [s.text for s in sentences])
        if vectors is None:
            print(f"{name}: left out, since no encoder of those given left it out")
            continue
        covered |= set(texts)
        found = list(candidate_pairs(sentences, vectors))
        pairs = Pairs(
            left=np.concatenate([p.left for p in found]),
            right=np.concatenate([p.right for p in found]),
            features=np.concatenate([p.features for p in found]),
        )
        hits = [
            {
                pair
                for a in stands_for[left]
                for b in stands_for[right]
                if (pair := frozenset((a, b))) in grades
            }
            for left, right in zip(pairs.left, pairs.right, strict=True)
        ]
        labels = np.array([bool(h) for h in hits])
        stories.append(Story(name, pairs, article_starts(sentences), labels, hits))
    return stories, {
        pair
        for pair, grade in grades.items()
        if grade == 2 and {article_id for article_id, _ in pair} <= covered
    }


def labels_of(folder: Path) -> tuple[dict[frozenset[Quote], int], dict[str, set[str]]]:
    """(the grade of each labelled pair, the labelled quotes of each article)."""
    grades = {
        frozenset((pair[side]["article"], pair[side]["quote"]) for side in "ab"): pair["grade"]
        for pair in read(folder / "alignments.jsonl")
    }
    quotes: dict[str, set[str]] = defaultdict(set)
    for pair in grades:
        for article_id, quote in pair:
            quotes[article_id].add(quote)
    return grades, quotes


def articles_of(folder: Path) -> list[tuple[str, list[Article]]]:
    """The stories of two articles or more, by name."""
    by_story: dict[str, list[Article]] = defaultdict(list)
    for row in read(folder / "articles.jsonl"):
        by_story[row["story"]].append(as_article(row))
    return [(name, articles) for name, articles in sorted(by_story.items()) if len(articles) > 1]


def labelled_stories(folder: Path) -> Iterator[tuple[str, list[Sentence], dict[tuple[int, int], int]]]:
    """Each story's sentences, and the grade of those pairs of their rows that are labelled."""
    grades, quotes = labels_of(folder)
    for name, articles in articles_of(folder):
        texts = {article.article_id: article for article in articles}
        sentences = [s for article_id in sorted(texts) for s in sentences_of(texts[article_id])]
        rows: dict[Quote, list[int]] = defaultdict(list)
        for i, s in enumerate(sentences):
            for quote in quotes_at(s, texts[s.article_id], quotes[s.article_id]):
                rows[quote].append(i)
        found: dict[tuple[int, int], int] = {}
        for pair, grade in grades.items():
            one, other = pair
            for key in ((i, j) for i in rows[one] for j in rows[other]):
                found[key] = max(grade, found.get(key, 0))
        yield name, sentences, found


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


def second_look(story: Story, first: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The candidates that get a second look, and all their features."""
    kept = np.nonzero(first >= FIRST_FLOOR)[0]
    context = context_features(
        story.pairs.left[kept], story.pairs.right[kept], first[kept].astype(np.float32), story.starts
    )
    return kept, np.concatenate([story.pairs.features[kept], context], axis=1)


def fit(groups: Groups) -> Model:
    """Both models. The second learns from first scores of models that did not see the story."""
    first = fit_linear([[(s.pairs.features, s.labels) for s in group] for group in groups])
    unseen: dict[int, np.ndarray] = {}
    flat = [s for group in groups for s in group]
    for fold in range(FOLDS):
        out = {id(s) for i, s in enumerate(flat) if i % FOLDS == fold}
        rest = [[(s.pairs.features, s.labels) for s in g if id(s) not in out] for g in groups]
        model = fit_linear([group for group in rest if group])
        unseen |= {id(s): model.scores(s.pairs.features) for s in flat if id(s) in out}
    looked = []
    for group in groups:
        rows = [(s, *second_look(s, unseen[id(s)])) for s in group]
        looked.append([(features, s.labels[kept]) for s, kept, features in rows])
    return Model(first, fit_linear(looked))


def fit_linear(groups: list[list[tuple[np.ndarray, np.ndarray]]]) -> Linear:
    """A logistic model of plain features; every set weighs the same, whatever its size."""
    from sklearn.linear_model import LogisticRegression

    features = np.concatenate([x for group in groups for x, _ in group]).astype(np.float64)
    labels = np.concatenate([y for group in groups for _, y in group])
    sizes = [sum(y.sum() for _, y in group) for group in groups]
    balance = np.concatenate(
        [
            np.full(len(y), np.mean(sizes) / size)
            for group, size in zip(groups, sizes, strict=True)
            for _, y in group
        ]
    )
    mean, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit((features - mean) / spread, labels, sample_weight=balance)
    weights = model.coef_[0] / spread
    return Linear(weights, float(model.intercept_[0] - weights @ mean))


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


def encoder() -> SentenceEncoder:
    return SentenceEncoder(adapter=SENTENCES)


def encoded() -> VectorsOf:
    """By the encoder that ships."""
    ships = encoder()
    return lambda _, texts: ships.encode(texts)


def given_vectors(files: list[Path]) -> VectorsOf:
    """Of each story by the first encoder among `files` (training/sentence_adapter.py) that did not see it."""
    kept = []
    for file in files:
        with np.load(file) as stored:
            rows = dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))
            kept.append((set(stored["unseen"].tolist()), rows))

    def vectors_of(name: str, texts: list[str]) -> np.ndarray:
        rows = next(
            (rows for unseen, rows in kept if name in unseen and all(text in rows for text in texts)), None
        )
        return None if rows is None else np.stack([rows[t] for t in texts])

    return vectors_of


def report(names: list[str], sets: list[tuple[list[Story], set]]) -> None:
    ordered = [(k, story) for k, (stories, _) in enumerate(sets) for story in stories]
    unseen: dict[int, np.ndarray] = {}
    for fold in range(FOLDS):
        kept = [
            [s for i, (j, s) in enumerate(ordered) if j == k and i % FOLDS != fold] for k in range(len(sets))
        ]
        model = fit([group for group in kept if group])
        unseen |= {i: model.scores(s) for i, (_, s) in enumerate(ordered) if i % FOLDS == fold}
    for k, (name, (stories, gold)) in enumerate(zip(names, sets, strict=True)):
        rows = [unseen[i] for i, (j, _) in enumerate(ordered) if j == k]
        tell(f"{name}: stories unseen", stories, rows, gold)
        rest = [s for j, (s, _) in enumerate(sets) if j != k]
        if rest and k:  # encoders may have seen other stories of the first set
            model = fit(rest)
            tell(f"{name}: other sets alone", stories, [model.scores(s) for s in stories], gold)


def tell(what: str, stories: list[Story], scores: list[np.ndarray], gold: set) -> None:
    print(f"{what:32} at {THRESHOLD}: {evaluate(stories, scores, gold, THRESHOLD)}")
    print(
        f"{'':32} F1 by threshold: "
        + "  ".join(f"{t:.1f} {evaluate(stories, scores, gold, t)[-5:]}" for t in np.arange(0.2, 0.81, 0.1))
    )
    values, labels = np.concatenate(scores), np.concatenate([s.labels for s in stories])
    bands = np.digitize(values, [0.05, 0.2, 0.4, 0.6, 0.8, 0.95])
    print(
        f"{'':32} score / share that says the same: "
        + "  ".join(
            f"{values[bands == b].mean():.2f}/{labels[bands == b].mean():.2f}"
            for b in range(1, 7)
            if (bands == b).any()
        )
    )


def write(model: Model, names: list[str]) -> None:
    def told(name: str, features: tuple[str, ...], linear: Linear) -> str:
        rows = "".join(
            f'    "{f}": {value:.4f},\n' for f, value in zip(features, linear.weights.tolist(), strict=True)
        )
        return f"{name}_INTERCEPT = {linear.intercept:.4f}\n{name} = {{\n{rows}}}\n"

    TARGET.write_text(
        '"""Weights of the two logistic models that score pairs of sentences, by training/alignment.py.\n\n'
        f"Trained on: {', '.join(names)}. Encoder: {encoder().revision}.\n"
        '"""\n\n'
        + told("FIRST", FEATURES, model.first)
        + told("SECOND", (*FEATURES, *CONTEXT), model.second),
        encoding="utf-8",
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument(
        "--vectors", nargs="*", type=Path, default=[], help="by encoders that left stories out"
    )
    parser.add_argument("--write", action="store_true", help="replace the weights that ship")
    options = parser.parse_args()
    started = time.monotonic()
    vectors_of = given_vectors(options.vectors) if options.vectors else encoded()
    sets = [load(folder, vectors_of) for folder in options.sets]
    names = [folder.resolve().name for folder in options.sets]
    report(names, sets)
    model = fit([stories for stories, _ in sets])
    if options.write:
        write(model, names)
        print(f"written: {TARGET.name}")
    print(f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
