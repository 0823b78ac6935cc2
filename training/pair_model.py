#!/usr/bin/env python3
"""Trains the model that reads two sentences at once: how they relate, and whether they claim the same.

    python training/pair_model.py --gold SET [SET ...] --pairs news_pairs.jsonl --entailment FILE.jsonl.gz ...
        --texts ARTICLES.jsonl.gz ... [--skip-stories STORY ...] [--measure FILE.jsonl.gz ...]
        [--folds FOLDER] [--write models/pairs] [--general FILE.pt] [--share 1.0]

Low-rank additions to every layer of the packaged MiniLM, and a small network over what it makes of both sentences.
First it learns from --entailment (`premise`, `hypothesis`, `label`; a tenth of the premises is held out and measures)
and from sentences of --texts that are changed by rules (training/made_pairs.py); that part is kept in --general, and
read from there when it exists. Then from news: --pairs (`sent_a`, `sent_b`, `relation`, `reverse`, `same_claim`) and
the stories of the SETs. That second part is learned once for each half of the stories and prints what the
unseen stories show (--folds keeps those models), and once on all for the file that ships (--write).
Seeds are fixed: one machine type gives one file. --share takes a part of everything, to try it out.
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
import torch
from low_rank import BASE, adapt, factors, in_one_precision, through_adapted
from pair_material import (
    Example,
    changed_pairs,
    coverage_pairs,
    entailment_pairs,
    fold_of,
    held_out,
    neighbours,
    news_pairs,
    openings,
)
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from pipeline.adapters.encoder import place_of
from pipeline.adapters.pair_model import RELATIONS

RANK = 32
HIDDEN = 256
LONGEST = 144  # tokens of both sentences
BATCH = 32
EPOCHS = (1, 2)  # general, news
RATES = (1e-3, 4e-4)
DROPPED = 0.1
FOLDS = 2
MADE_FROM = 1_500  # sentences that are changed
REHEARSED = 500  # general pairs that the second part repeats in an epoch
OF_STORIES = 1_700  # pairs of stories that it takes in an epoch


class PairReader(nn.Module):
    """MiniLM over `[CLS] a [SEP] b [SEP]`, and two heads."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        place = place_of(BASE)
        self.tokenizer = AutoTokenizer.from_pretrained(place)
        self.bert = AutoModel.from_pretrained(place, attn_implementation="eager").eval()
        adapt(self.bert, 0, RANK)
        in_one_precision(self.bert)
        width = self.bert.config.hidden_size
        self.hidden = nn.Linear(5 * width, HIDDEN)
        self.relation = nn.Linear(HIDDEN, len(RELATIONS))
        self.same = nn.Linear(HIDDEN, 1)

    def forward(self, pairs: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor]:
        """Log odds of RELATIONS, shape (pairs, 3), and of one claim, shape (pairs,)."""
        read = self.tokenizer(
            [p.a for p in pairs], [p.b for p in pairs],
            padding=True, truncation=True, max_length=LONGEST, return_tensors="pt",
        )  # fmt: skip
        ids, kinds, mask = read["input_ids"], read["token_type_ids"], read["attention_mask"]
        first = self.bert.embeddings(input_ids=ids, token_type_ids=kinds)
        states = through_adapted(self.bert, first, mask).float()
        of_b = (kinds * mask)[..., None].float()
        of_a = mask[..., None].float() - of_b
        a, b = (states * of_a).sum(1) / of_a.sum(1), (states * of_b).sum(1) / of_b.sum(1)
        seen = torch.cat([states[:, 0], a, b, (a - b).abs(), a * b], dim=1)
        seen = functional.gelu(self.hidden(functional.dropout(seen, DROPPED, self.training)))
        seen = functional.dropout(seen, DROPPED, self.training)
        return self.relation(seen), self.same(seen)[:, 0]

    def learned(self) -> dict[str, torch.Tensor]:
        """Everything that is not the packaged model, ready to be kept."""
        heads = {
            f"head.{name}.{part}": getattr(getattr(self, name), part).detach().to(torch.float16).contiguous()
            for name in ("hidden", "relation", "same")
            for part in ("weight", "bias")
        }
        return factors(self.bert) | heads


def loss_of(model: PairReader, pairs: Sequence[Example]) -> torch.Tensor:
    odds, same = model(pairs)
    logs = functional.log_softmax(odds, dim=1)
    total = torch.zeros(())
    for row, pair in enumerate(pairs):
        if pair.relation is not None and pair.relation < len(RELATIONS):
            total = total - pair.weight * logs[row, pair.relation]
        elif pair.relation is not None:  # not contradicted
            total = total - pair.weight * 0.5 * torch.logsumexp(logs[row, [0, 2]], dim=0)
        if pair.same is not None:
            known = torch.tensor(pair.same)
            total = total + 0.7 * pair.weight * functional.binary_cross_entropy_with_logits(same[row], known)
    return total / len(pairs)


def train(model: PairReader, pairs: Sequence[Sequence[Example]], rate: float, name: str) -> None:
    """`pairs` is one list an epoch."""
    torch.manual_seed(1)
    parameters = [p for p in model.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01)
    steps, step, began = sum(-(-len(p) // BATCH) for p in pairs), 0, time.monotonic()
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda t: min(1.0, (t + 1) / (0.06 * steps)) * max(0.02, 1 - t / steps)
    )
    model.train()
    model.bert.eval()
    for epoch, given in enumerate(pairs):
        told = []
        for batch in batches(given, random.Random(epoch)):
            optimiser.zero_grad()
            loss = loss_of(model, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            pace.step()
            step += 1
            told.append(loss.item())
            if step % 100 == 0:
                print(f"  {name}: step {step} of {steps}, loss {np.mean(told[-100:]):.3f}, "
                      f"{time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
        print(f"{name}, epoch {epoch + 1} of {len(pairs)}: {len(given)} pairs, loss {np.mean(told):.3f}, "
              f"{time.monotonic() - began:.0f} s", flush=True)  # fmt: skip
    model.eval()


def batches(pairs: Sequence[Example], draw: random.Random) -> list[list[Example]]:
    """Pairs of like length together, in an order of chance."""
    order = list(pairs)
    draw.shuffle(order)
    many = 40 * BATCH
    chunks = [
        sorted(order[i : i + many], key=lambda p: len(p.a) + len(p.b)) for i in range(0, len(order), many)
    ]
    found = [chunk[i : i + BATCH] for chunk in chunks for i in range(0, len(chunk), BATCH)]
    draw.shuffle(found)
    return found


@torch.no_grad()
def read(model: PairReader, pairs: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities of RELATIONS and of one claim, in the order given."""
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].a) + len(pairs[i].b))
    relations, same = np.zeros((len(pairs), 3)), np.zeros(len(pairs))
    for start in range(0, len(order), 64):
        rows = order[start : start + 64]
        odds, one = model([pairs[i] for i in rows])
        relations[rows], same[rows] = odds.softmax(dim=1).numpy(), one.sigmoid().numpy()
    return relations, same


def tell(name: str, model: PairReader, pairs: Sequence[Example]) -> None:
    """Prints what a model makes of labelled pairs."""
    from sklearn.metrics import average_precision_score, f1_score

    relations, same = read(model, pairs)
    rows = [i for i, p in enumerate(pairs) if p.relation is not None and p.relation < len(RELATIONS)]
    if rows:
        known, seen = [pairs[i].relation for i in rows], relations[rows].argmax(axis=1)
        each = f1_score(known, seen, average=None, labels=range(3), zero_division=0).round(3).tolist()
        print(f"{name}: relation right {np.mean(seen == known):.3f} of {len(rows)}; F1 "
              f"{dict(zip(RELATIONS, each, strict=True))}")  # fmt: skip
    rows = [i for i, p in enumerate(pairs) if p.relation is not None]
    denied = np.array([pairs[i].relation == 1 for i in rows])
    if rows and denied.any() and not denied.all():
        found = relations[rows, 1]
        marks = "  ".join(
            f"{t:.2f}: {(denied & (found >= t)).sum()} of {(found >= t).sum()}"
            for t in (0.5, 0.7, 0.8, 0.9, 0.95)
        )
        print(f"{name}: {denied.sum()} contradictions among {len(rows)}: average precision "
              f"{average_precision_score(denied, found):.3f}; right at {marks}")  # fmt: skip
    rows = [i for i, p in enumerate(pairs) if p.same is not None]
    known = np.array([(pairs[i].same or 0) >= 0.5 for i in rows])
    if rows and known.any() and not known.all():
        f1 = f1_score(known, same[rows] >= 0.5)
        found = average_precision_score(known, same[rows])
        print(
            f"{name}: one claim, {known.mean():.2f} of {len(rows)}: average precision {found:.3f}, F1 {f1:.3f}"
        )
    sys.stdout.flush()


def part(pairs: Sequence[Example], share: float, seed: int = 2) -> list[Example]:
    return random.Random(seed).sample(list(pairs), int(share * len(pairs))) if share < 1 else list(pairs)


def general_part(options: argparse.Namespace) -> tuple[list[Example], dict[str, list[Example]]]:
    """(to train on, what measures) of the first part."""
    trained: list[Example] = []
    held: dict[str, list[Example]] = {}
    for file in options.entailment:
        found = entailment_pairs(file)
        trained += part([p for p in found if not held_out(p.group)], options.share)
        held[f"{file.name}, premises unseen"] = part([p for p in found if held_out(p.group)], options.share)
    articles = openings(options.texts, set(options.skip_stories), int(MADE_FROM * options.share))
    cut, draw = len(articles) // 20, random.Random(3)
    made = [
        changed_pairs([t for texts in some for t in texts], draw) + neighbours(some)
        for some in (articles[cut:], articles[:cut])
    ]
    held["sentences changed by rules, unseen"] = made[1]
    print(f"{len(trained)} pairs of entailment, {len(made[0])} made by rules", flush=True)
    return trained + made[0], held


def news_model(
    general: PairReader,
    trained: Sequence[Example],
    labelled: Sequence[Example],
    stories: Sequence[Example],
    name: str,
) -> PairReader:
    """The general model, taught on news; every epoch takes other pairs of stories, and all contradictions."""
    model = copy.deepcopy(general)
    denied = [p for p in stories if p.relation == RELATIONS.index("contradiction")]
    epochs = []
    for epoch in range(EPOCHS[1]):
        draw = random.Random(100 + epoch)
        some = [
            draw.sample(list(p), min(n, len(p))) for p, n in ((trained, REHEARSED), (stories, OF_STORIES))
        ]
        epochs.append([*some[0], *some[1], *denied, *labelled])
    train(model, epochs, RATES[1], name)
    return model


def keep(model: PairReader, folder: Path, name: str, unseen: Sequence[str] = ()) -> None:
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file(
        model.learned(),
        folder / name,
        metadata={"unseen": "\n".join(sorted(set(unseen)))} if unseen else None,
    )
    print(f"written: {folder / name}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", nargs="+", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--entailment", nargs="+", type=Path, required=True)
    parser.add_argument("--texts", nargs="+", type=Path, required=True)
    parser.add_argument("--skip-stories", nargs="*", default=[])
    parser.add_argument("--measure", nargs="*", type=Path, default=[])
    parser.add_argument("--general", type=Path)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--fold", nargs="*", type=int, default=range(FOLDS), help="of --folds, these alone")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--share", type=float, default=1.0)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    began = time.monotonic()
    trained, held = general_part(options)
    held |= {f"{file.name} (never trained on)": part(entailment_pairs(file), 0.1) for file in options.measure}
    general = PairReader()
    if options.general and options.general.exists():
        general.load_state_dict(torch.load(options.general), strict=False)
    else:
        train(general, [trained] * EPOCHS[0], RATES[0], "general")
        if options.general:
            torch.save({n: p for n, p in general.named_parameters() if p.requires_grad}, options.general)
        for name, pairs in held.items():
            tell(f"general part, {name}", general, pairs)
    labelled = news_pairs(options.pairs)
    stories = [p for folder in options.gold for p in coverage_pairs(folder)]
    folds = {p.group: fold_of(p.group, FOLDS) for p in [*stories, *labelled]}
    print(
        f"{len(labelled)} labelled pairs and {len(stories)} of stories, {time.monotonic() - began:.0f} s",
        flush=True,
    )
    for fold in options.fold if options.folds else ():
        kept = [[p for p in some if folds[p.group] != fold] for some in (labelled, stories)]
        model = news_model(general, trained, kept[0], kept[1], f"fold {fold}")
        keep(model, options.folds, f"fold-{fold}.safetensors", [g for g, f in folds.items() if f == fold])
        tell(
            f"fold {fold}, labelled news pairs unseen", model, [p for p in labelled if folds[p.group] == fold]
        )
        tell(f"fold {fold}, stories unseen", model, [p for p in stories if folds[p.group] == fold])
    if options.write:
        model = news_model(general, trained, labelled, stories, "all")
        for name, pairs in held.items():
            tell(f"ships, {name}", model, pairs)
        keep(model, options.write, "pairs.safetensors")
        print("put its SHA-256 into pipeline/adapters/pair_model.py")
    print(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
