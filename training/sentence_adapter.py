#!/usr/bin/env python3
"""Trains the adapter that makes the packaged MiniLM bring sentences that say the same near to each other.

    python training/sentence_adapter.py SET [SET ...] --pairs news_pairs.jsonl
        [--teacher FOLDER --texts ARTICLES.jsonl.gz ... --skip-stories STORY ...] [--cache FILE.npz]
        [--without SET-OR-STORY ...] [--write models/sentences | --vectors FILE.npz]

SET is a folder with `articles.jsonl` and `alignments.jsonl`, as for training/alignment.py. A step takes one story
and all its pairs of sentences (cosine, scaled and shifted, against the labels, cross entropy), some labelled
pairs of --pairs (`sent_a`, `sent_b`, `same_claim` 0-2), and every second step sentences of other news whose cosines are
held near those of the teacher. Stories named by --skip-stories are left out of those sentences.
With --without the stories named, or all of a SET (by its folder's name), are not trained on; --vectors keeps the
vectors of all sentences, for training/alignment.py --vectors. The seed is fixed: one machine type gives one result.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
import torch
from alignment import as_article, labelled_stories, read
from low_rank import Adapted, Lower, encode, teacher_vectors
from torch.nn import functional

from pipeline.core.sentences import sentences_of

EPOCHS = 10
RATE = 5e-4
PAIRS = 16  # labelled pairs a step
NEAR, FAR = 12, 12  # sentences of other news a step: the nearest to one of them, and any
TEACHER_WEIGHT = 9.0
POSITIVE_WEIGHT = 3.0  # of pairs that say the same, which are few
OVERLAP_WEIGHT = 0.5  # of pairs of grade 1
SAME = {2: 1.0, 1: 0.6, 0: 0.0}  # what a labelled pair's grade is worth
TEXTS = 3584  # sentences for the teacher,
OPENING = (14, 5)  # at most so many of an article of the first file, and of the others
FROM_ONE_FILE = 7000
LENGTHS = range(16, 280)


@dataclass
class Story:
    name: str
    texts: list[str]
    grades: torch.Tensor  # (sentences, sentences): 0, 1 or 2
    apart: torch.Tensor  # whether of two articles


@dataclass
class Material:
    pairs: list[tuple[str, str, float]]
    others: list[str]
    taught: np.ndarray | None  # the teacher's vectors of `others`


def stories_of(folder: Path) -> list[Story]:
    found = []
    for name, sentences, grades in labelled_stories(folder):
        owners = {a: i for i, a in enumerate(sorted({s.article_id for s in sentences}))}
        owner = torch.tensor([owners[s.article_id] for s in sentences])
        table = torch.zeros(len(sentences), len(sentences))
        for (a, b), grade in grades.items():
            table[a, b] = table[b, a] = max(grade, float(table[a, b]))
        found.append(Story(name, [s.text for s in sentences], table, owner[:, None] != owner[None, :]))
    return found


def other_texts(files: list[Path], skipped: set[str], count: int) -> list[str]:
    """Opening sentences of articles, where most is said that others say too; a seeded choice."""
    chosen: set[str] = set()
    draw = random.Random(5)
    for number, file in enumerate(files):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        draw, enough = random.Random(5), len(chosen) + FROM_ONE_FILE
        draw.shuffle(rows)
        for row in rows:
            if len(chosen) > enough:
                break
            if row.get("story") in skipped:
                continue
            article = as_article({**row, "id": row["url"], "title": row.get("title") or ""})
            opening = [s.text for s in sentences_of(article) if len(s.text) in LENGTHS]
            chosen.update(opening[: OPENING[min(number, 1)]])
    ordered = sorted(chosen)
    draw.shuffle(ordered)
    return ordered[:count]


def train(model: Adapted, lower: Lower, stories: list[Story], material: Material) -> None:
    factors = [p for n, p in model.named_parameters() if p.requires_grad and n not in ("scale", "bias")]
    optimiser = torch.optim.AdamW(
        [
            {"params": factors, "lr": RATE, "weight_decay": 0.01},
            {"params": [model.scale], "lr": 0.1},
            {"params": [model.bias], "lr": 0.01},
        ]
    )
    draw, steps, began = np.random.default_rng(0), EPOCHS * len(stories), time.monotonic()
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda t: min(1.0, (t + 1) / 10) * max(0.05, 1 - t / steps)
    )
    for epoch in range(EPOCHS):
        told = np.zeros(3)
        for number, chosen in enumerate(draw.permutation(len(stories))):
            optimiser.zero_grad()
            losses = [story_loss(model, lower, stories[chosen]), pair_loss(model, lower, material, draw)]
            if material.taught is not None and number % 2:
                losses.append(teacher_loss(model, lower, material, draw))
            for k, loss in enumerate(losses):
                loss.backward()
                told[k] += loss.item()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            pace.step()
        print(
            f"epoch {epoch + 1} of {EPOCHS}: losses {(told / len(stories)).round(3).tolist()}, "
            f"{time.monotonic() - began:.0f} s",
            flush=True,
        )


def story_loss(model: Adapted, lower: Lower, story: Story) -> torch.Tensor:
    vectors = encode(model, lower, story.texts)
    odds = model.scale * (vectors @ vectors.T - model.bias)
    same = (story.grades > 0).float()
    weight = (1 + (POSITIVE_WEIGHT - 1) * same) * story.apart
    weight = torch.where(story.grades == 1, OVERLAP_WEIGHT * weight, weight)
    loss = functional.binary_cross_entropy_with_logits(odds, same, reduction="none")
    return (loss * weight).sum() / same.sum() / 4


def pair_loss(model: Adapted, lower: Lower, material: Material, draw: np.random.Generator) -> torch.Tensor:
    chosen = [material.pairs[k] for k in draw.choice(len(material.pairs), PAIRS, replace=False)]
    vectors = encode(model, lower, [a for a, _, _ in chosen] + [b for _, b, _ in chosen])
    odds = model.scale * ((vectors[:PAIRS] * vectors[PAIRS:]).sum(1) - model.bias)
    return 0.5 * functional.binary_cross_entropy_with_logits(odds, torch.tensor([y for _, _, y in chosen]))


def teacher_loss(model: Adapted, lower: Lower, material: Material, draw: np.random.Generator) -> torch.Tensor:
    taught = material.taught
    assert taught is not None
    near = np.argsort(-(taught @ taught[draw.integers(len(taught))]))[:NEAR]
    rows = np.unique(np.concatenate([near, draw.choice(len(taught), FAR, replace=False)]))
    vectors, wanted = encode(model, lower, [material.others[k] for k in rows]), torch.tensor(taught[rows])
    return TEACHER_WEIGHT * ((vectors @ vectors.T - wanted @ wanted.T) ** 2).mean()


def precision(stories: list[Story], model: Adapted, lower: Lower) -> float:
    """Average precision of the cosine over all pairs of two articles."""
    from sklearn.metrics import average_precision_score

    same, near = [], []
    for story in stories:
        with torch.no_grad():
            vectors = encode(model, lower, story.texts)
        upper = torch.triu(story.apart, 1)
        same.append((story.grades > 0)[upper])
        near.append((vectors @ vectors.T)[upper])
    return float(average_precision_score(torch.cat(same).numpy(), torch.cat(near).numpy()))


def write(model: Adapted, folder: Path) -> None:
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file(model.adapters(), folder / "adapter.safetensors")
    print(f"written: {folder / 'adapter.safetensors'}; put its SHA-256 into pipeline/adapters/low_rank.py")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--texts", nargs="*", type=Path, default=[])
    parser.add_argument("--skip-stories", nargs="*", default=[])
    parser.add_argument("--cache", type=Path, help="keeps the teacher's vectors")
    parser.add_argument("--without", nargs="*", default=[], help="names of sets, or of stories")
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    began = time.monotonic()
    sets = [stories_of(folder) for folder in options.sets]
    left_out = set(options.without)
    trained = [
        story
        for folder, group in zip(options.sets, sets, strict=True)
        for story in group
        if not left_out & {folder.resolve().name, story.name}
    ]
    others = other_texts(options.texts, set(options.skip_stories), TEXTS) if options.teacher else []
    taught = teacher_vectors(options.teacher, others, options.cache) if options.teacher else None
    pairs = [(r["sent_a"], r["sent_b"], SAME[r["same_claim"]]) for r in read(options.pairs)]
    model = Adapted(seed=0)
    lower = Lower(model)
    lower.add(
        [t for group in sets for s in group for t in s.texts] + [t for a, b, _ in pairs for t in (a, b)]
    )
    lower.add(others)
    print(f"{len(lower.kept)} texts through the lower layers, {time.monotonic() - began:.0f} s", flush=True)
    train(model, lower, trained, Material(pairs, others, taught))
    unseen = [s for group in sets for s in group if not any(s is t for t in trained)]
    if unseen:
        print(
            f"average precision of the cosine on {len(unseen)} stories unseen: {precision(unseen, model, lower):.3f}"
        )
    if options.vectors:
        texts = sorted({t for group in sets for s in group for t in s.texts})
        with torch.no_grad():
            vectors = encode(model, lower, texts).numpy()
        np.savez(
            options.vectors, texts=np.array(texts), vectors=vectors, unseen=np.array([s.name for s in unseen])
        )
    if options.write:
        write(model, options.write)
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
