#!/usr/bin/env python3
"""Trains the model that reads two sentences together: do they claim the same, does one follow from the other?

    python training/pair_model.py --gold SET [SET ...] --pairs news_pairs.jsonl --entailment FILE.jsonl.gz ...
        --texts ARTICLES.jsonl.gz ... [--hold-out STORY ...] [--measure FILE.jsonl.gz ...] [--write models/pairs]

SET is a folder as for training/alignment.py; stories named by --hold-out are not trained on and measure.
--pairs: `sent_a`, `sent_b`, `same_claim` 0-2, `relation`, `reverse`. --entailment: `premise`, `hypothesis`,
`label`; every tenth pair is held out and measures. --texts: articles whose sentences are changed
(training/made_pairs.py). --measure: like --entailment, never trained on. The seed is fixed.

The lower layers read each sentence alone, the upper ones both at once, with low-rank adapters; three heads' worth
of small layers tell the relation and the odds of one claim, which are then scaled (Platt) on the held-out pairs.
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
from alignment import labelled_stories, read
from low_rank import Adapted, Lower
from made_pairs import made_pairs
from sentence_adapter import other_texts
from torch import nn
from torch.nn import functional

RELATIONS = ("entailment", "contradiction", "neutral")
BATCH = 32
RATE = 6e-4
MOST = 4_500  # pairs of one file of entailment
MADE_FROM = 700  # texts that are changed
SAME = {2: 1.0, 1: 0.5, 0: 0.0}
REPEAT = 3  # times that each labelled news pair is seen in an epoch
HARD = 3  # unlike pairs of one story for each pair that says the same
LONGEST = 60  # words of a sentence that is trained on


@dataclass(frozen=True)
class Pair:
    a: str
    b: str
    relation: int = -1  # unknown
    same: float = -1.0


class PairModel(nn.Module):
    def __init__(self, seed: int) -> None:
        super().__init__()
        self.base = Adapted(seed)
        width = self.base.bert.config.hidden_size
        self.segment = nn.Parameter(torch.zeros(2, width))
        self.hidden = nn.Linear(4 * width, 64)
        self.relation = nn.Linear(64, len(RELATIONS))
        self.same = nn.Linear(64, 1)

    def forward(self, first, second) -> tuple[torch.Tensor, torch.Tensor]:
        """(log odds of the relations, log odds of one claim) of pairs of (hidden, mask) of the lower layers."""
        (a, mask_a), (b, mask_b) = first, second
        both = torch.cat([a + self.segment[0], b + self.segment[1]], dim=1)
        read = self.base.upper(both, torch.cat([mask_a, mask_b], dim=1))
        x, y = mean(read[:, : a.shape[1]], mask_a), mean(read[:, a.shape[1] :], mask_b)
        seen = functional.gelu(self.hidden(torch.cat([x, y, (x - y).abs(), x * y], dim=1)))
        return self.relation(seen), self.same(seen)[:, 0]

    def tensors(self) -> dict[str, torch.Tensor]:
        heads = {
            name: p.detach()
            for name, p in self.named_parameters()
            if name == "segment" or name.split(".")[0] in ("hidden", "relation", "same")
        }
        return {**self.base.adapters(), **{name: p.half().contiguous() for name, p in heads.items()}}


def mean(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    share = mask[..., None].float()
    return (hidden * share).sum(1) / share.sum(1)


def entailment_pairs(file: Path) -> tuple[list[Pair], list[Pair]]:
    """(to train on, held out)."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    told = [
        Pair(r["premise"], r["hypothesis"], RELATIONS.index(r["label"]))
        for r in rows
        if r["label"] in RELATIONS and len(f"{r['premise']} {r['hypothesis']}".split()) <= LONGEST
    ]
    random.Random(1).shuffle(told)
    return told[len(told) // 10 :][:MOST], told[: len(told) // 10]


def news_pairs(file: Path) -> list[Pair]:
    found = []
    for r in read(file):
        found.append(Pair(r["sent_a"], r["sent_b"], RELATIONS.index(r["relation"]), SAME[r["same_claim"]]))
        found.append(Pair(r["sent_b"], r["sent_a"], RELATIONS.index(r["reverse"]), SAME[r["same_claim"]]))
    return found


def story_pairs(folder: Path, draw: random.Random) -> dict[str, list[Pair]]:
    """By story: the labelled pairs, and for each some of the unlabelled pairs that share most words with it."""
    found: dict[str, list[Pair]] = {}
    for name, sentences, grades in labelled_stories(folder):
        words = [set(s.text.casefold().split()) for s in sentences]
        unlike = [
            (len(words[i] & words[j]) / (1 + min(len(words[i]), len(words[j]))), i, j)
            for i in range(len(sentences))
            for j in range(len(sentences))
            if sentences[i].article_id < sentences[j].article_id
            and (i, j) not in grades
            and (j, i) not in grades
        ]
        hard = sorted(unlike, reverse=True)[: 4 * len(grades)]
        chosen = draw.sample(hard, min(len(hard), HARD * len(grades) // 2))
        chosen += draw.sample(unlike, min(len(unlike), HARD * len(grades) // 2))
        rows = [(i, j, SAME[grade]) for (i, j), grade in grades.items()] + [(i, j, 0.0) for _, i, j in chosen]
        found[name] = [Pair(sentences[i].text, sentences[j].text, same=same) for i, j, same in rows]
    return found


def run(model: PairModel, lower: Lower, pairs: Sequence[Pair]) -> tuple[torch.Tensor, torch.Tensor]:
    return model(lower.batch([p.a for p in pairs]), lower.batch([p.b for p in pairs]))


def train(model: PairModel, lower: Lower, pairs: list[Pair]) -> None:
    optimiser = torch.optim.AdamW(
        [p for p in model.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01
    )
    batches = batched(pairs, random.Random(2))
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda t: min(1.0, (t + 1) / 50) * max(0.03, 1 - t / len(batches))
    )
    began, told = time.monotonic(), []
    for number, batch in enumerate(batches, start=1):
        lower.add(t for p in batch for t in (p.a, p.b))
        optimiser.zero_grad()
        relations, odds = run(model, lower, batch)
        of = torch.tensor([p.relation for p in batch])
        same = torch.tensor([p.same for p in batch])
        loss = torch.zeros(())
        if (of >= 0).any():
            loss = loss + functional.cross_entropy(relations[of >= 0], of[of >= 0]) * (of >= 0).float().mean()
        if (same >= 0).any():
            wrong = functional.binary_cross_entropy_with_logits(odds[same >= 0], same[same >= 0])
            loss = loss + wrong * (same >= 0).float().mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        pace.step()
        told.append(loss.item())
        if number % 20 == 0:
            print(
                f"{number} of {len(batches)}: loss {np.mean(told[-20:]):.3f}, {time.monotonic() - began:.0f} s",
                flush=True,
            )
        lower.kept.clear()


def batched(pairs: list[Pair], draw: random.Random) -> list[list[Pair]]:
    """Shuffled, and then of like length within every 20 batches, so that little is padded."""
    mixed = list(pairs)
    draw.shuffle(mixed)
    found = []
    for start in range(0, len(mixed), 20 * BATCH):
        part = sorted(mixed[start : start + 20 * BATCH], key=lambda p: len(p.a) + len(p.b))
        found += [part[k : k + BATCH] for k in range(0, len(part), BATCH)]
    draw.shuffle(found)
    return found


def predict(model: PairModel, lower: Lower, pairs: Sequence[Pair]) -> tuple[np.ndarray, np.ndarray]:
    relations, odds = [], []
    with torch.no_grad():
        for start in range(0, len(pairs), 64):
            part = pairs[start : start + 64]
            lower.add(t for p in part for t in (p.a, p.b))
            one, other = run(model, lower, part)
            relations.append(one.numpy())
            odds.append(other.numpy())
            lower.kept.clear()
    return np.concatenate(relations), np.concatenate(odds)


def tell(name: str, model: PairModel, lower: Lower, pairs: list[Pair]) -> None:
    from sklearn.metrics import average_precision_score, f1_score

    relations, odds = predict(model, lower, pairs)
    known = np.array([p.relation for p in pairs])
    if (known >= 0).any():
        seen = relations[known >= 0].argmax(axis=1)
        right = (seen == known[known >= 0]).mean()
        each = f1_score(known[known >= 0], seen, average=None, labels=range(3), zero_division=0)
        print(
            f"{name}: relation right {right:.3f} of {len(seen)}; F1 {dict(zip(RELATIONS, each.round(3).tolist(), strict=True))}"
        )
    same = np.array([p.same for p in pairs])
    if (same >= 0).any():
        print(
            f"{name}: same claim, average precision {average_precision_score(same > 0.4, odds):.3f}, base {np.mean(same > 0.4):.3f}"
        )


def scaled(model: PairModel, lower: Lower, pairs: list[Pair]) -> None:
    """Platt scaling of the odds of one claim, into the head's own weights."""
    from sklearn.linear_model import LogisticRegression

    _, odds = predict(model, lower, pairs)
    fitted = LogisticRegression(C=1e3).fit(odds[:, None], [p.same > 0.4 for p in pairs])
    with torch.no_grad():
        model.same.weight *= float(fitted.coef_[0, 0])
        model.same.bias.copy_(model.same.bias * float(fitted.coef_[0, 0]) + float(fitted.intercept_[0]))
    print(f"odds of one claim scaled by {fitted.coef_[0, 0]:.3f}, shifted by {fitted.intercept_[0]:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", nargs="+", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--entailment", nargs="+", type=Path, required=True)
    parser.add_argument("--texts", nargs="+", type=Path, required=True)
    parser.add_argument("--hold-out", nargs="*", default=[])
    parser.add_argument("--measure", nargs="*", type=Path, default=[])
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    began, draw, held = time.monotonic(), random.Random(3), set(options.hold_out)
    by_story = {name: pairs for folder in options.gold for name, pairs in story_pairs(folder, draw).items()}
    labelled = news_pairs(options.pairs)
    seen, unseen = labelled[80:], labelled[:80]  # both directions of a pair stand side by side
    trained = seen * REPEAT + [p for name, pairs in by_story.items() if name not in held for p in pairs]
    files = {file.name: entailment_pairs(file) for file in options.entailment}
    trained += [p for pairs, _ in files.values() for p in pairs]
    texts = other_texts(options.texts, held, MADE_FROM)
    trained += [Pair(a, b, RELATIONS.index(r)) for a, b, r in made_pairs(texts, draw)]
    print(f"{len(trained)} pairs to train on", flush=True)
    model = PairModel(seed=0)
    lower = Lower(model.base)
    train(model, lower, trained)
    by_held = [p for name in sorted(held) for p in by_story.get(name, [])]
    tell("labelled news pairs held out", model, lower, unseen)
    if by_held:
        tell("stories held out", model, lower, by_held)
        scaled(model, lower, by_held + unseen)
    for name, (_, rest) in files.items():
        tell(f"{name}, held out", model, lower, rest[:1000])
    for file in options.measure:
        _, rest = entailment_pairs(file)
        tell(f"{file.name}, not trained on", model, lower, rest)
    if options.write:
        from safetensors.torch import save_file

        options.write.mkdir(parents=True, exist_ok=True)
        save_file(model.tensors(), options.write / "pairs.safetensors")
        print(
            f"written: {options.write / 'pairs.safetensors'}; put its SHA-256 into pipeline/adapters/pair_model.py"
        )
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
