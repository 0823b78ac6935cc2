"""Pairs of sentences that nothing of Parallax was trained on: one claim or two, and how they relate."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.measurement import Measure
from benchmarks.product import annotate, read_rows

TAKEN = 300  # pairs of each set, spread over it
RELATIONS = ("entailment", "contradiction", "neutral")
Row = dict[str, Any]


def pairs(shared: Path, folder: Path) -> list[Measure]:
    """News paraphrases (average precision of `same_claim`), scored news pairs (rank correlation of `same_claim` and
    of `similarity`), and SICK (share and macro F1 of `relation`).
    """
    data = shared / "data"
    same = [
        {"sent_a": r["s1"], "sent_b": r["s2"], "gold": r["label"]}
        for r in spread(read_rows(data / "alignment" / "mrpc.jsonl.gz"))
    ]
    near = [
        {"sent_a": r["s1"], "sent_b": r["s2"], "gold": r["score"]}
        for r in spread(read_rows(data / "alignment" / "sts_news.jsonl.gz"))
    ]
    related = [
        {"sent_a": r["premise"], "sent_b": r["hypothesis"], "gold": r["label"]}
        for r in spread(read_rows(data / "claims" / "sick_train.jsonl.gz"))
    ]
    found = annotate("pairs", [*same, *near, *related], folder)
    cut = len(same) + len(near)
    return pair_measures(found[: len(same)], found[len(same) : cut], found[cut:])


def spread(rows: Sequence[Row]) -> list[Row]:
    """TAKEN rows at equal steps, so that every part of a set is there."""
    step = max(1, len(rows) // TAKEN)
    return list(rows[::step][:TAKEN])


def pair_measures(same: Sequence[Row], near: Sequence[Row], related: Sequence[Row]) -> list[Measure]:
    """The figures of annotated rows that hold `gold`."""
    from scipy.stats import spearmanr
    from sklearn.metrics import average_precision_score, f1_score

    gold = [r["gold"] for r in related]
    told = [r["relation"]["label"] if r["relation"] else "neutral" for r in related]
    figures = {
        "paraphrases same_claim average precision": average_precision_score(
            [r["gold"] for r in same], [r["same_claim"] for r in same]
        ),
        "scored pairs same_claim correlation": spearmanr(
            [r["gold"] for r in near], [r["same_claim"] for r in near]
        ).statistic,
        "scored pairs similarity correlation": spearmanr(
            [r["gold"] for r in near], [r["similarity"] for r in near]
        ).statistic,
        "relation right": sum(a == b for a, b in zip(gold, told, strict=True)) / max(len(gold), 1),
        "relation macro f1": f1_score(gold, told, labels=RELATIONS, average="macro", zero_division=0),
    }
    return [Measure(set="pairs", name=name, value=float(value)) for name, value in figures.items()]
