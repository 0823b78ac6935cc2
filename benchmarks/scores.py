"""Measures: agreement, B-cubed, n-gram overlap of texts, overlap of spans. Pure functions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

N = 4  # words (characters where the script writes no spaces) of a shingle
_SPACED = 0.05  # least share of spaces in a script that writes them

Span = tuple[int, int]


def f1_of(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def agreement(gold: Sequence[bool], called: Sequence[bool]) -> tuple[float, float, float]:
    """Precision, recall and F1 of what was called."""
    right = sum(g and c for g, c in zip(gold, called, strict=True))
    precision = right / max(sum(called), 1)
    recall = right / max(sum(gold), 1)
    return precision, recall, f1_of(precision, recall)


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of clusters (Bagga & Baldwin 1998); who is not found stands alone."""
    mine, true = defaultdict(set), defaultdict(set)
    for key, label in gold.items():
        mine[found.get(key, key)].add(key)
        true[label].add(key)
    precision = recall = 0.0
    for key, label in gold.items():
        together = mine[found.get(key, key)]
        shared = len(together & true[label])
        precision += shared / len(together)
        recall += shared / len(true[label])
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, f1_of(precision, recall)


def text_f1(gold: str, found: str) -> float:
    """F1 of the shingles of two texts, each counted as often as it stands there."""
    wanted, given = shingles(gold), shingles(found)
    shared = sum((wanted & given).values())
    if not wanted or not given:
        return float(not wanted and not given)
    return f1_of(shared / sum(given.values()), shared / sum(wanted.values()))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = text.split()
    if text and sum(c.isspace() for c in text) < _SPACED * len(text):
        words = list("".join(words))
    return Counter(tuple(words[i : i + N]) for i in range(max(len(words) - N + 1, min(len(words), 1))))


def attribution_scores(
    gold: Sequence[Sequence[Mapping[str, Any]]], found: Sequence[Sequence[Mapping[str, Any]]]
) -> dict[str, float]:
    """F1 of sources and cues whose spans overlap, one to one, and of the characters of the contents."""
    told: dict[str, float] = {}
    for part in ("source", "cue"):
        matched = wanted = given = 0
        for article, ours in zip(gold, found, strict=True):
            golds = [s for a in article if (s := gold_span(a, part))]
            mine = sorted(
                {(a[f"{part}_start"], a[f"{part}_end"]) for a in ours if a[f"{part}_start"] is not None}
            )
            matched += one_to_one(golds, mine)
            wanted, given = wanted + len(golds), given + len(mine)
        told[f"{part} f1"] = f1_of(matched / max(given, 1), matched / max(wanted, 1))
    shared = wanted = given = 0
    for article, ours in zip(gold, found, strict=True):
        golds_at = characters(s for a in article if (s := gold_span(a, "content")))
        mine_at = characters((a["content_start"], a["content_end"]) for a in ours)
        shared, wanted, given = shared + len(golds_at & mine_at), wanted + len(golds_at), given + len(mine_at)
    told["content overlap"] = f1_of(shared / max(given, 1), shared / max(wanted, 1))
    return told


def gold_span(attribution: Mapping[str, Any], part: str) -> Span | None:
    """From the first to the last character of a part; None where the article leaves it out."""
    held = attribution.get(part)
    spans = held["spans"] if held else []
    return (min(s for s, _ in spans), max(e for _, e in spans)) if spans else None


def one_to_one(gold: Sequence[Span], found: Sequence[Span]) -> int:
    """How many spans of one list overlap one of the other, none taken twice."""
    free, matched = sorted(found), 0
    for start, end in sorted(gold):
        hit = next((s for s in free if s[0] < end and start < s[1]), None)
        if hit is not None:
            free.remove(hit)
            matched += 1
    return matched


def characters(spans: Any) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}
